"""A gathering to register for, and people who do."""

from dataclasses import replace
from datetime import date, time
from typing import Any

from sqlalchemy import select

from planner.core.language import Words
from planner.core.outbox import Errand
from planner.core.work import Work
from planner.mail.models import PostedLetter
from planner.meetings import services as meetings
from planner.meetings.queries import Gate, gate_of, record_of
from planner.meetings.rules import DayHours, MeetingDetails, MeetingKind, Mode, Status
from planner.registrations import services
from planner.registrations.models import Registration
from planner.registrations.rules import DayChoice, RegistrationDetails
from planner.registrations.services import Registered

FIRST, SECOND = date(2026, 10, 14), date(2026, 10, 15)
BOTH_DAYS = (DayChoice(FIRST, Mode.ON_SITE), DayChoice(SECOND, Mode.ON_SITE))
ONLINE = (DayChoice(FIRST, Mode.ONLINE), DayChoice(SECOND, Mode.ONLINE))
SLUG = "hostens-traff-2026"


def some_details(**more: Any) -> MeetingDetails:
    details = MeetingDetails(
        title=Words("Höstens träff", "The autumn gathering"),
        kind=MeetingKind.NETWORK,
        days=(DayHours(FIRST, time(10), time(16, 30)), DayHours(SECOND, time(8, 30), time(12))),
        mode=Mode.HYBRID,
        zone="Europe/Stockholm",
        last_day=date(2026, 9, 30),
        capacity=2,
        contact_name="Demo Lind",
        contact_email="demo.lind@example.org",
    )
    return replace(details, **more)


def a_gathering(work: Work, *, status: Status | None = Status.OPEN, **more: Any) -> str:
    """Two days in October, two places on site, also online, open for registration; gives its slug."""
    slug = meetings.create_meeting(work, some_details(**more))
    if status is not None:
        meetings.set_status(work, slug, status)
    return slug


def change_gathering(work: Work, slug: str, **more: Any) -> None:
    record = record_of(work.db, slug)
    meetings.change_meeting(work, slug, replace(record.details, **more), revision=record.revision)


def some_answers(who: str, **more: Any) -> RegistrationDetails:
    answers = RegistrationDetails(
        name=f"Demo {who.title()}", email=f"{who}@example.org", days=BOTH_DAYS, organisation="Demo AB"
    )
    return replace(answers, **more)


def come(work: Work, slug: str, who: str, *, form_key: str = "", **more: Any) -> Registered:
    """`who` registers, on site both days unless said otherwise."""
    outcome = services.register(work, slug, some_answers(who, **more), form_key)
    assert isinstance(outcome, Registered)
    return outcome


def how_all_stand(work: Work, slug: str) -> list[tuple[str, str, int | None]]:
    """(name, status, number in line) of everybody, in the order they first registered."""
    rows = work.db.execute(
        select(Registration.email, Registration.status, Registration.place_in_line)
        .where(Registration.meeting_id == gate_of(work.db, slug).meeting_id)
        .order_by(Registration.id)
        .execution_options(populate_existing=True)
    )
    return [(row.email.partition("@")[0], row.status.value, row.place_in_line) for row in rows]


def letters(work: Work) -> list[tuple[str, str, str]]:
    """(name, kind, calendar method) of every letter, in the order they were posted."""
    rows = work.db.execute(
        select(PostedLetter.recipient, PostedLetter.kind, PostedLetter.calendar_method).order_by(PostedLetter.id)
    )
    return [(row.recipient.partition("@")[0], row.kind, row.calendar_method) for row in rows]


def places(work: Work, slug: str) -> tuple[int, int]:
    """(taken, waiting) as the gathering's own row has them."""
    gate: Gate = gate_of(work.db, slug)
    return gate.places_taken, gate.waiting


def errand_kinds(work: Work) -> list[str]:
    return list(work.db.scalars(select(Errand.kind).order_by(Errand.id)))
