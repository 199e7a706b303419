"""How one version of a programme follows another: what is carried on, what counts as moved. Pure."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from planner.programmes.snapshot.values import Draft, Entry, MeetingFacts, Programme, SpeakerLine


def follow(
    previous: Programme | None,
    draft: Draft,
    *,
    published_at: datetime,
    preliminary: bool = False,
    with_agenda: bool = True,
    note: str = "",
) -> Programme:
    """The programme after `previous`: each entry's sequence and instants carried on, removed ones kept as cancelled.

    Without `with_agenda` the gathering's facts go out and the last published entries, if any, stay.
    """
    if previous is not None and previous.with_agenda and not with_agenda:
        draft = replace(draft, themes=previous.themes, entries=_standing(previous, draft))
        with_agenda = True
    entries = _entries(previous, draft, published_at) if with_agenda else ()
    used = {entry.theme for entry in entries if entry.theme}
    known = {theme.code: theme for theme in (previous.themes if previous else ())}
    known.update({theme.code: theme for theme in draft.themes})
    order = [t.code for t in draft.themes] + [code for code in known if code not in {t.code for t in draft.themes}]
    moved = previous is not None and _when_and_where(previous.facts) != _when_and_where(draft.facts)
    same = previous is not None and previous.facts == draft.facts
    return Programme(
        number=previous.number + 1 if previous else 1,
        published_at=published_at,
        preliminary=preliminary and with_agenda,
        with_agenda=with_agenda,
        note=note,
        facts=draft.facts,
        themes=tuple(known[code] for code in order if code in used),
        entries=entries,
        sequence=(previous.sequence if previous else 0) + moved,
        changed_at=previous.changed_at if previous and same else published_at,
        created_at=previous.created_at if previous else published_at,
    )


def in_same_words(previous: Programme, draft: Draft, *, moved: bool) -> Draft:
    """A draft that says what `previous` says, but stands where `draft` stands: cancelled or not, and if `moved` then.

    For a change of state that must reach the public at once, while what the lead is still writing must not: a move
    shifts what is published by as many days as its first day moved.
    """
    facts = replace(previous.facts, cancelled=draft.facts.cancelled)
    entries = _standing(previous, draft)
    if moved:
        shift = draft.facts.days[0].held_on - previous.facts.days[0].held_on
        days = tuple(replace(day, held_on=day.held_on + shift) for day in previous.facts.days)
        facts = replace(facts, days=days, moved_from=draft.facts.moved_from)
        entries = tuple(_shifted(entry, shift, ZoneInfo(facts.zone)) for entry in entries)
    return Draft(facts, previous.themes, entries)


def _standing(previous: Programme, draft: Draft) -> tuple[Entry, ...]:
    """The published entries that were not taken off one by one.

    Of a gathering that was cancelled as a whole, those that the draft still has: they come back when it is on again.
    """
    drafted = {entry.uid for entry in draft.entries}
    return tuple(
        entry
        for entry in previous.entries
        if not entry.cancelled or (previous.facts.cancelled and entry.uid in drafted)
    )


def _shifted(entry: Entry, shift: timedelta, zone: ZoneInfo) -> Entry:
    """The entry so many days away, at the same time on the wall."""
    starts_at = (entry.starts_at.astimezone(zone) + shift).astimezone(UTC)
    return replace(entry, starts_at=starts_at, ends_at=starts_at + (entry.ends_at - entry.starts_at))


def _entries(previous: Programme | None, draft: Draft, published_at: datetime) -> tuple[Entry, ...]:
    before = {entry.uid: entry for entry in previous.entries} if previous else {}
    around = _around(previous, draft)
    fresh = [
        _carry(before.get(entry.uid), replace(entry, cancelled=draft.facts.cancelled), around, published_at)
        for entry in draft.entries
    ]
    drafted = {entry.uid for entry in draft.entries}
    gone = [
        replace(entry, item_number=None) if entry.cancelled else _called_off(entry, published_at)
        for uid, entry in before.items()
        if uid not in drafted
    ]
    # A stable sort: items that start together stay in the order of the draft, which is the order of the rooms.
    return tuple(sorted([*fresh, *gone], key=lambda entry: entry.starts_at))


@dataclass(frozen=True, slots=True)
class _Around:
    """What changed around the entries: their calendar events tell of it too."""

    moved_house: bool
    other_facts: bool
    """The contact, or how one gets to the place."""
    other_themes: frozenset[str]


def _around(previous: Programme | None, draft: Draft) -> _Around:
    if previous is None:
        return _Around(False, False, frozenset())
    now = {theme.code: theme for theme in draft.themes}
    return _Around(
        moved_house=_where(previous.facts) != _where(draft.facts),
        other_facts=(previous.facts.contact, previous.facts.place) != (draft.facts.contact, draft.facts.place),
        other_themes=frozenset(theme.code for theme in previous.themes if now.get(theme.code) != theme),
    )


def _carry(old: Entry | None, new: Entry, around: _Around, published_at: datetime) -> Entry:
    if old is None:
        return replace(new, changed_at=published_at, created_at=published_at)
    candidate = replace(new, sequence=old.sequence, changed_at=old.changed_at, created_at=old.created_at)
    untouched = not (around.moved_house or around.other_facts or new.theme in around.other_themes)
    if untouched and _told(candidate) == _told(old):
        return candidate  # what calendars tell of it is the same, and so is the date of that
    rescheduled = around.moved_house or any(
        getattr(old, name) != getattr(candidate, name) for name in ("starts_at", "ends_at", "room", "cancelled")
    )
    return replace(candidate, sequence=old.sequence + rescheduled, changed_at=published_at)


def _told(entry: Entry) -> Entry:
    """The entry as calendars tell it: without files, and without what speakers say of themselves."""
    speakers = tuple(SpeakerLine(s.name, s.title, s.organisation, s.on_link) for s in entry.speakers)
    return replace(entry, speakers=speakers, files=())


def _called_off(entry: Entry, published_at: datetime) -> Entry:
    return replace(entry, cancelled=True, item_number=None, sequence=entry.sequence + 1, changed_at=published_at)


def _when_and_where(facts: MeetingFacts) -> tuple[object, ...]:
    return facts.days, _where(facts), facts.zone, facts.cancelled


def _where(facts: MeetingFacts) -> tuple[object, ...]:
    """What people would go to another place for: not the words about the way there."""
    place = facts.place
    return (place.name, place.address, place.place, place.latitude, place.longitude) if place else ()
