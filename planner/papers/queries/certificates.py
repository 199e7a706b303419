"""Who was there, as far as that was noted: on which days, and for how long by the programme. Nobody who was not."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from planner.checkin.models import Tick
from planner.checkin.queries import roll_of
from planner.checkin.rules import Roll
from planner.core.errors import NotFound
from planner.core.language import say
from planner.core.timespan import local
from planner.meetings.queries import Gate, gate_by_id
from planner.meetings.rules import DayHours
from planner.network.rules import by_letters
from planner.papers.queries.prints import Made
from planner.papers.queries.programme import Published, published
from planner.papers.rules import Stretch, covered
from planner.presence.models import PresenceSheet
from planner.presence.queries import noted_at
from planner.presence.rules import Attender
from planner.programmes.snapshot import Entry, Programme
from planner.registrations.models import Registration
from planner.registrations.rules.keeping import NOBODY


@dataclass(frozen=True)
class Attended:
    """Somebody who was there. Minutes are those of the programme."""

    number: int
    """Of their registration; 0: came without one."""
    name: str
    comes_from: str
    days: tuple[tuple[date, int], ...]
    """Each day with its minutes."""
    items: int
    """At how many items they were noted; 0: by the day only, and its minutes are from opening to closing."""

    @property
    def minutes(self) -> int:
        return sum(minutes for _, minutes in self.days)


@dataclass(frozen=True)
class Certificates:
    """Of one gathering."""

    programme: Programme
    logos: Mapping[str, bytes]
    people: tuple[Attended, ...]
    """By name."""
    without: int
    """Registered, and never noted as there."""
    at: datetime
    """When presence was last noted."""


def certificates(db: Session, gate: Gate) -> Made | None:
    """Of the published programme and of what is noted of presence; None while there is none."""
    made = published(db, gate)
    if made is None or not isinstance(made.value, Published):
        return None
    programme = made.value.programme
    roll = roll_of(db, gate)
    at_items = _at_items(programme, db)
    people = tuple(_attended(roll, programme, at_items))
    if not people:
        return None
    noted = {person.number for person in people}
    without = sum(person.is_registered and person.who.number not in noted for person in roll.people)
    value = Certificates(programme, made.value.logos, people, without, _noted_at(db, gate))
    digest = hashlib.sha256(msgspec.json.encode((people, without, value.at))).hexdigest()[:20]
    return Made(f"{made.version}.{digest}", value)


def certificate_of(db: Session, registration_id: int) -> Made:
    """The certificate of one person; NotFound for whoever was never noted as there."""
    meeting_id = db.execute(select(Registration.meeting_id).where(Registration.id == registration_id)).scalar_one()
    made = certificates(db, gate_by_id(db, meeting_id))
    value = made.value if made else None
    people = value.people if isinstance(value, Certificates) else ()
    mine = tuple(person for person in people if person.number == registration_id)
    if made is None or not isinstance(value, Certificates) or not mine:
        raise NotFound(say("There is no certificate of yours: nobody noted that you were there."))
    return Made(made.version, replace(value, people=mine, without=0))


def _at_items(programme: Programme, db: Session) -> dict[Attender, list[Entry]]:
    """By whom items were attended, as the presence sheet has it."""
    entries = {entry.uid: entry for entry in programme.entries if not entry.cancelled}
    found: defaultdict[Attender, list[Entry]] = defaultdict(list)
    for uid, noted in noted_at(db, programme.facts.meeting_id).items():
        for each in noted if uid in entries else ():
            if each.state.is_there:
                found[each.who].append(entries[uid])
    return found


def _attended(roll: Roll, programme: Programme, at_items: Mapping[Attender, list[Entry]]) -> Iterator[Attended]:
    by_number = {who.registration_id: entries for who, entries in at_items.items() if who.registration_id}
    hours = {day.held_on: _minutes(day) for day in programme.facts.days}
    found = []
    for person in roll.people:
        entries = by_number.get(person.who.number, []) if person.is_registered else []
        days = _days(roll.days_of(person), entries, hours, programme.facts.zone)
        number = person.who.number if person.is_registered else 0
        found.append(Attended(number, person.name, person.comes_from, days, len(entries)))
    for who, entries in at_items.items():
        if who.registration_id is None:
            days = _days((), entries, hours, programme.facts.zone)
            found.append(Attended(0, who.name, who.comes_from, days, len(entries)))
    named = (person for person in found if person.days and not person.name.startswith(NOBODY))
    yield from sorted(named, key=lambda person: (by_letters(person.name), person.number))


def _days(
    ticked: tuple[date, ...], entries: list[Entry], hours: Mapping[date, int], zone: str
) -> tuple[tuple[date, int], ...]:
    """What is noted item by item tells more than the tick of a day, and holds for its day."""
    stretches: defaultdict[date, list[Stretch]] = defaultdict(list)
    for entry in entries:
        stretches[local(entry.starts_at, zone).date()].append((entry.starts_at, entry.ends_at))
    minutes = {day: covered(theirs) // timedelta(minutes=1) for day, theirs in stretches.items()}
    for day in ticked:
        minutes.setdefault(day, hours.get(day, 0))
    return tuple(sorted(minutes.items()))


def _minutes(day: DayHours) -> int:
    return (day.closes.hour - day.opens.hour) * 60 + day.closes.minute - day.opens.minute


def _noted_at(db: Session, gate: Gate) -> datetime:
    ticked = db.scalar(select(func.max(Tick.received_at)).where(Tick.meeting_id == gate.meeting_id))
    saved = db.scalar(select(PresenceSheet.saved_at).where(PresenceSheet.meeting_id == gate.meeting_id))
    last_day = datetime.combine(gate.days[-1].held_on, time(), UTC)
    return max((at for at in (ticked, saved) if at is not None), default=last_day)
