"""What is told once for a whole programme: that items are numbered otherwise, what speakers say of themselves. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from planner.core.language import Words, say
from planner.programmes.changes.telling import Told
from planner.programmes.changes.values import ENTRY, Change, ChangeKind
from planner.programmes.snapshot import Entry, Programme, SpeakerLine

Fields = Mapping[str, Mapping[str, Change]]
"""By an entry's uid and the name of the field."""


def named(speakers: Iterable[SpeakerLine]) -> list[tuple[str, str, str, bool]]:
    """Who gives an item, and as what: not what they say of themselves."""
    return [(line.name, line.title, line.organisation, line.on_link) for line in speakers]


def numbers_told(found: Fields, now: Programme) -> Iterator[Told]:
    """That what stays has other numbers: said once, since one new item gives all after it another."""
    both = [
        (entry, was)
        for entry in now.entries
        if not entry.cancelled and (was := _before(entry, found.get(entry.uid, {}))) is not None and not was.cancelled
    ]
    if all(was.item_number == entry.item_number for entry, was in both):
        return
    word = say("Items have new numbers")
    if all(was.item_number is None for _, was in both):
        word = say("The items have numbers")
    elif all(entry.item_number is None for entry, _ in both):
        word = say("The items have numbers no longer")
    yield Told(ChangeKind.CHANGED, Words(), word)


def voices_told(found: Fields, now: Programme) -> Iterator[Told]:
    """Speakers who say something else of themselves, or have another picture: once each, not with every item."""
    gone = [fields[ENTRY].old for fields in found.values() if ENTRY in fields and fields[ENTRY].old is not None]
    old = [*(_before(entry, found.get(entry.uid, {})) for entry in now.entries), *gone]
    before = _lines(entry for entry in old if entry is not None)
    for person_id, line in _lines(now.entries).items():
        was = before.get(person_id)
        if (line.bio, line.picture) != ((was.bio, was.picture) if was else (Words(), "")):
            yield Told(ChangeKind.CHANGED, Words(), say("About %(name)s", name=line.name))


def _before(entry: Entry, fields: Mapping[str, Change]) -> Entry | None:
    """The entry as it was; None when it is new."""
    if ENTRY in fields:
        return None
    return replace(entry, **{name: change.old for name, change in fields.items()})


def _lines(entries: Iterable[Entry]) -> dict[int, SpeakerLine]:
    return {line.person_id: line for e in entries if not e.cancelled for line in e.speakers if line.person_id}
