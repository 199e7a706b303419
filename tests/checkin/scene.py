"""A gathering of two days, people who come, and ticks."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from planner.checkin.models import Tick
from planner.checkin.queries import roll_of
from planner.checkin.rules import Outcome, Roll, Said, TickState, Who
from planner.checkin.services import take_ticks
from planner.core.work import Work
from planner.meetings.queries import gate_of
from planner.meetings.rules import Mode
from planner.registrations.models import Party, Registration, RegistrationPart
from planner.registrations.rules import Decision, PartState, RegistrationStatus
from tests.registrations.scene import a_gathering, come

MORNING = datetime(2026, 10, 14, 7, 30, tzinfo=UTC)
"""9.30 on the first day, where it is held."""


def a_door(work: Work, *people: str, **more: Any) -> str:
    """An open gathering of these people, on both days; gives its slug."""
    slug = a_gathering(work, **{"capacity": None} | more)
    for who in people:
        come(work, slug, who)
    return slug


def roll(work: Work, slug: str) -> Roll:
    return roll_of(work.db, gate_of(work.db, slug))


def days(work: Work, slug: str) -> list[int]:
    """The numbers of the parts that are days."""
    return [part.part_id for part in roll(work, slug).parts if part.is_day]


def who(work: Work, name: str) -> Who:
    return Who("r", work.db.scalars(select(Registration.id).where(Registration.email == f"{name}@example.org")).one())


def tick(
    work: Work,
    slug: str,
    name: str,
    state: TickState = TickState.PRESENT,
    *,
    day: int = 0,
    ago: float = 0,
    key: str = "",
) -> Outcome:
    """Tick one person on the first day (or another), `ago` seconds ago."""
    key = key or f"{work.db.query(Tick).count():032x}"
    said = Said(key, who(work, name), days(work, slug)[day], state, work.now - timedelta(seconds=ago))
    return take_ticks(work, slug, [said])[0]


def here(work: Work, slug: str, day: int = 0) -> list[str]:
    """The names of those who are noted as there."""
    found, part_id = roll(work, slug), days(work, slug)[day]
    return [person.name for person in found.people if found.is_present(person, part_id)]


def crowd(work: Work, slug: str, people: int) -> None:
    """So many more on the first day, as rows: registering each by the use case would take minutes."""
    meeting_id, day = gate_of(work.db, slug).meeting_id, days(work, slug)[0]
    for n in range(people):
        mark = f"{people:03d}{n:029d}"
        token = {"salt": mark, "token_hash": mark}
        person = {"email": f"{mark}@example.org", "meeting_id": meeting_id}
        party = Party(
            meeting_id=meeting_id, form_key=mark, booker_name="Demo", booker_email=person["email"],
            made_at=work.now, **token,
        )  # fmt: skip
        work.db.add(party)
        work.db.flush()
        status = {"status": RegistrationStatus.CONFIRMED, "takes_place": True, "decision": Decision.FREE}
        when = {"registered_at": work.now, "changed_at": work.now}
        row = Registration(party_id=party.id, uid=mark, name=f"Demo {n}", **person, **status, **token, **when)
        row.parts = [RegistrationPart(part_id=day, mode=Mode.ON_SITE, state=PartState.GRANTED)]
        work.db.add(row)
    work.db.flush()
