"""Everybody who might be told of a version: those registered, and those who give something."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.choices.models import BlockItem, Choice, ChoiceBlock, ItemWish
from planner.choices.queries import LostItem, lost_items
from planner.meetings.queries import Gate
from planner.network.models import Cluster, Person
from planner.programmes.snapshot import Programme
from planner.publishing.models import LetterWish
from planner.publishing.rules import Attendee, Audience, Giver, Lost
from planner.registrations.models import Part, Registration, RegistrationPart
from planner.registrations.rules import PartKind, PartState, RegistrationStatus
from planner.registrations.rules.keeping import is_erased


def audience_of(
    db: Session, gate: Gate, before: Programme | None, now: Programme, *, until: datetime | None = None
) -> Audience:
    """Everybody who might be told of `now` by those who know `before`. At most sixteen statements.

    `until`: who registered later has seen it already.
    """
    chosen_among, held = _held(db, gate.meeting_id)
    lost: dict[int, tuple[Lost, ...]] = {}
    for found in lost_items(db, gate, before, now):
        lost[found.registration_id] = (*lost.get(found.registration_id, ()), _lost(found))
    return Audience(
        zone=now.facts.zone,
        attendees=attendees_of(db, gate.meeting_id, held, until=until),
        givers=_givers(db),
        chosen_among=chosen_among,
        lost=lost,
    )


def _lost(found: LostItem) -> Lost:
    return Lost(found.uid, found.title)


def attendees_of(
    db: Session, meeting_id: int, held: dict[int, frozenset[str]], *, until: datetime | None = None
) -> tuple[Attendee, ...]:
    """Those whose registration stands, with the days they have a place on, in the order they registered. Two
    statements. `held`: what they have of the items that people choose among."""
    stands = [Registration.meeting_id == meeting_id, Registration.status == RegistrationStatus.CONFIRMED]
    if until is not None:
        stands.append(Registration.registered_at <= until)
    rows = db.execute(
        select(
            Registration.id, Registration.name, Registration.email, Registration.lang, Registration.salt,
            Registration.organisation, Cluster.name.label("cluster"), LetterWish.of_changes, LetterWish.on_the_day,
        )
        .outerjoin(Cluster, Cluster.id == Registration.cluster_id)
        .outerjoin(LetterWish, LetterWish.registration_id == Registration.id)
        .where(*stands)
        .order_by(Registration.id)
    ).all()  # fmt: skip
    days = _days(db, meeting_id)
    return tuple(
        Attendee(
            registration_id=row.id,
            name=row.name,
            email=row.email,
            lang="en" if row.lang == "en" else "sv",
            salt=row.salt,
            comes_from=row.cluster or row.organisation,
            days=days.get(row.id, frozenset()),
            held=held.get(row.id, frozenset()),
            of_changes=row.of_changes is not False,
            on_the_day=row.on_the_day is True,
        )
        for row in rows
        if not is_erased(row.email)
    )


def waiting_for_delays(db: Session, meeting_id: int, day: date) -> int:
    """How many come on a day and have asked to be told on the day itself that it runs late. Two statements."""
    return sum(each.on_the_day and day in each.days for each in attendees_of(db, meeting_id, {}))


def _days(db: Session, meeting_id: int) -> dict[int, frozenset[date]]:
    rows = db.execute(
        select(RegistrationPart.registration_id, Part.held_on)
        .join(Part, Part.id == RegistrationPart.part_id)
        .where(
            Part.meeting_id == meeting_id,
            Part.kind == PartKind.DAY,
            RegistrationPart.state == PartState.GRANTED,
        )
    )
    return _sets((row.registration_id, row.held_on) for row in rows)


def held_by(db: Session, meeting_id: int) -> dict[int, frozenset[str]]:
    """Of the items that people choose among, those that each registration has, or wishes for. Three statements."""
    return _held(db, meeting_id)[1]


def _held(db: Session, meeting_id: int) -> tuple[frozenset[str], dict[int, frozenset[str]]]:
    """All items that people choose among, and whose they are: who has one in a block wishes for no other there."""
    options = db.execute(
        select(BlockItem.id, BlockItem.item_uid)
        .join(ChoiceBlock, ChoiceBlock.id == BlockItem.block_id)
        .where(ChoiceBlock.meeting_id == meeting_id)
    )
    uids = {row.id: row.item_uid for row in options}
    had, wished = (_of_block(db, table, meeting_id) for table in (Choice, ItemWish))
    decided = {(registration_id, block_id) for registration_id, block_id, _ in had}
    open_wishes = (wish for wish in wished if wish[:2] not in decided)
    return frozenset(uids.values()), _sets((who, uids[option]) for who, _, option in (*had, *open_wishes))


def _of_block(db: Session, table: type[Choice] | type[ItemWish], meeting_id: int) -> list[tuple[int, int, int]]:
    rows = db.execute(
        select(table.registration_id, table.block_id, table.block_item_id)
        .join(ChoiceBlock, ChoiceBlock.id == table.block_id)
        .where(ChoiceBlock.meeting_id == meeting_id)
    )
    return [(row.registration_id, row.block_id, row.block_item_id) for row in rows]


def _givers(db: Session) -> tuple[Giver, ...]:
    rows = db.execute(
        select(Person.id, Person.name, Person.organisation, Person.email).where(Person.email != "").order_by(Person.id)
    )
    return tuple(Giver(*row) for row in rows)


def _sets(pairs: Iterable[tuple[int, Any]]) -> dict[int, frozenset[Any]]:
    found: dict[int, set[Any]] = {}
    for key, value in pairs:
        found.setdefault(key, set()).add(value)
    return {key: frozenset(values) for key, values in found.items()}
