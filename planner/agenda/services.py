"""Use cases of the draft agenda: add, change and remove items; note what people wish for."""

import secrets
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete

from planner.agenda.models import Item, ItemSpeaker, Wish
from planner.agenda.permissions import may_plan
from planner.agenda.queries import item_row
from planner.agenda.rules import ItemDetails, ItemKind, one_wish, same_words
from planner.core.actor import require
from planner.core.database import insert_all
from planner.core.errors import Conflict, Invalid
from planner.core.language import Text, say
from planner.core.timespan import instant, local
from planner.core.work import Work
from planner.meetings.queries import gate_of
from planner.network.services.people import person_called

LEAST_MINUTES, MOST_MINUTES = 5, 1440


def add_item(work: Work, slug: str, details: ItemDetails, *, uid: str = "") -> int:
    """A new item on the draft; gives its id. `uid`: of one that was there before, so that calendars know it again."""
    require(may_plan(work.actor), work.actor)
    _check(details)
    gate = gate_of(work.db, slug)
    item = Item(
        meeting_id=gate.meeting_id,
        uid=uid or secrets.token_hex(16),
        created_at=work.now,
        changed_at=work.now,
        speakers=[],
    )
    _write(work, item, details, gate.zone)
    work.db.add(item)
    work.db.flush()
    return item.id


def change_item(work: Work, slug: str, item_id: int, details: ItemDetails, *, revision: int) -> None:
    """Write new details over those of `revision`; Conflict if somebody else changed the item since."""
    require(may_plan(work.actor), work.actor)
    _check(details)
    gate = gate_of(work.db, slug)
    item = item_row(work.db, gate.meeting_id, item_id)
    if item.revision != revision:
        raise Conflict(
            say(
                "Somebody else changed “%(title)s” while you wrote. Look at it again before you save.",
                title=item.title_sv,
            )
        )
    _write(work, item, details, gate.zone)
    item.changed_at = work.now
    work.db.flush()


def remove_item(work: Work, slug: str, item_id: int) -> str:
    """Take an item off the draft; gives its title. Once published it stays in calendars as cancelled."""
    require(may_plan(work.actor), work.actor)
    item = item_row(work.db, gate_of(work.db, slug).meeting_id, item_id)
    work.db.delete(item)
    work.db.flush()
    return item.title_sv


def copy_item(work: Work, slug: str, item_id: int) -> int:
    """The same item once more, right after the first; gives the new one's id."""
    require(may_plan(work.actor), work.actor)
    gate = gate_of(work.db, slug)
    first = item_row(work.db, gate.meeting_id, item_id)
    kept = ("meeting_id", "kind", "theme_id", "title_sv", "title_en", "abstract_sv", "abstract_en", "suits_sv",
            "suits_en", "minutes", "room_id", "capacity", "notes")  # fmt: skip
    again = Item(
        **{name: getattr(first, name) for name in kept},
        uid=secrets.token_hex(16),
        starts_at=first.starts_at + timedelta(minutes=first.minutes),
        created_at=work.now,
        changed_at=work.now,
        speakers=[ItemSpeaker(person_id=s.person_id, position=s.position, on_link=s.on_link) for s in first.speakers],
    )
    work.db.add(again)
    work.db.flush()
    return again.id


def note_wishes(work: Work, meeting_id: int, origin: str, cluster_id: int | None, texts: Sequence[str]) -> None:
    """These topics are what `origin`, one person, wishes for now: they take the place of what was wished before.

    A use case of a higher slice decides who may wish, and gives everybody an `origin` of their own that names nobody
    (registration:17): no permission is asked here. Topics in the same words count once, empty ones not at all.
    """
    drop_wishes(work, meeting_id, origin)
    topics: dict[str, str] = {}
    for text in map(one_wish, texts):
        topics.setdefault(same_words(text), text)
    insert_all(
        work.db,
        Wish,
        [
            {"meeting_id": meeting_id, "origin": origin, "cluster_id": cluster_id, "text": text, "made_at": work.now}
            for words, text in topics.items()
            if words
        ],
    )


def drop_wishes(work: Work, meeting_id: int, origin: str) -> None:
    """`origin` wishes for nothing more. As with note_wishes(), a use case of a higher slice decides."""
    work.db.execute(delete(Wish).where(Wish.meeting_id == meeting_id, Wish.origin == origin))


def keep_clock(item: Item, zone: str, days_later: int) -> None:
    """Move an item by whole days on the wall clock of `zone`, whatever summer time does in between."""
    there = local(item.starts_at, zone)
    item.starts_at = instant((there + timedelta(days=days_later)).date(), there.time(), zone)


def _check(details: ItemDetails) -> None:
    wrong: dict[str, Text] = {}
    if not LEAST_MINUTES <= details.minutes <= MOST_MINUTES:
        wrong["minutes"] = say("An item lasts from 5 minutes to a day.")
    names = [(giver.name.casefold(), giver.organisation.casefold()) for giver in details.givers]
    if len(set(names)) < len(names):
        wrong["givers"] = say("The same person stands there twice.")
    if wrong:
        raise Invalid(wrong)


def _write(work: Work, item: Item, details: ItemDetails, zone: str) -> None:
    item.kind = ItemKind(details.kind)
    item.starts_at = instant(details.held_on, details.starts, zone)
    for name in ("title", "abstract", "suits"):
        words = getattr(details, name)
        setattr(item, f"{name}_sv", words.sv)
        setattr(item, f"{name}_en", words.en)
    for name in ("minutes", "theme_id", "room_id", "capacity", "notes"):
        setattr(item, name, getattr(details, name))
    kept = {speaker.person_id: speaker for speaker in item.speakers}
    speakers = []
    for position, giver in enumerate(details.givers):
        person_id = person_called(work, giver.name, title=giver.title, organisation=giver.organisation)
        speaker = kept.get(person_id) or ItemSpeaker(person_id=person_id)
        speaker.position, speaker.on_link = position, giver.on_link
        speakers.append(speaker)
    item.speakers[:] = speakers
