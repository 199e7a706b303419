"""Picking a date: a gathering, letters with entries, and what becomes of those when the gathering moves."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import select

from planner.accounts.models import AccountCluster
from planner.core.actor import SYSTEM
from planner.core.errors import Conflict, NotAllowed
from planner.core.language import Words
from planner.mail.models import PostedLetter
from planner.meetings.queries import meetings_in_order, record_of
from planner.meetings.rules import DayHours, MeetingKind, Mode, Status
from planner.meetings.services import change_meeting, move_meeting, set_status
from planner.polls import services
from planner.polls.models import PollEntry
from planner.polls.queries import poll_of
from planner.polls.rules import PollStatus
from planner.programmes.services import publish
from planner.web.entry import acting
from tests.builders import Cast
from tests.conftest import Clock
from tests.polls.scene import SECOND, YES, a_poll, says
from tests.registrations.scene import letters

WorkAs = Callable[..., Any]
SLUG = "hostens-traff-2026"


@pytest.fixture
def poll_id(work_as: WorkAs, cast: Cast) -> int:
    """Vreta Kluster has answered, Agroväst has not."""
    with work_as(cast.alice) as work:
        poll_id = a_poll(work, cast)
        services.send(work, poll_id)
        says(work, poll_id, cast.vreta_id, YES, YES, YES)
        return poll_id


def picked(work: Any, poll_id: int, place: int = 1) -> str:
    slug: str = services.pick(work, poll_id, poll_of(work.db, poll_id).dates[place].date_id)
    return slug


def entries(work: Any) -> list[dict[str, str]]:
    """What each letter of the date tells a calendar, in the order they were posted."""
    rows = work.db.scalars(select(PostedLetter).where(PostedLetter.calendar.is_not(None)).order_by(PostedLetter.id))
    return [_told(row) for row in rows]


def _told(row: PostedLetter) -> dict[str, str]:
    calendar: Any = Calendar.from_ical(row.calendar or b"")
    (event,) = calendar.walk("VEVENT")
    return {
        "to": row.recipient,
        "method": f"{row.calendar_method} {calendar['method']}",
        "sequence": str(event["sequence"]),
        "starts": event["dtstart"].dt.isoformat(),
        "ends": event["dtend"].dt.isoformat(),
        "status": event["status"],
        "summary": event["summary"],
        "attendee": event["attendee"],
        "organizer": event["organizer"],
    }


TOLD = {
    "to": "bob@example.org",
    "method": "REQUEST REQUEST",
    "sequence": "0",
    "starts": "2026-10-20T10:00:00+02:00",
    "ends": "2026-10-21T13:00:00+02:00",
    "status": "CONFIRMED",
    "summary": "Höstens träff",
    "attendee": "mailto:bob@example.org",
    "organizer": "mailto:samling@example.org",
}


def test_a_gathering_is_made_the_poll_closed_and_those_who_answered_are_told(
    work_as: WorkAs, cast: Cast, poll_id: int, clock: Clock
) -> None:
    with work_as(cast.alice) as work:
        assert picked(work, poll_id) == SLUG
        record, poll = record_of(work.db, SLUG), poll_of(work.db, poll_id)
        assert (record.status, record.title, record.details.kind, record.details.mode) == (
            Status.DRAFT, Words("Höstens träff", "The autumn gathering"), MeetingKind.NETWORK, Mode.ON_SITE,
        )  # fmt: skip
        assert record.details.days == (
            DayHours(SECOND, time(10), time(17)),
            DayHours(date(2026, 10, 21), time(9), time(13)),
        )
        assert (poll.status(clock.now), poll.slug, poll.course.picked_day, poll.closed_by) == (
            PollStatus.DECIDED, SLUG, SECOND, "Alice",
        )  # fmt: skip
        assert letters(work)[2:] == [("bob", "date-picked", "REQUEST")]
        assert entries(work) == [TOLD]


def test_picked_twice_it_is_made_once_and_another_date_is_refused(work_as: WorkAs, cast: Cast, poll_id: int) -> None:
    with work_as(cast.alice) as work:
        assert [picked(work, poll_id), picked(work, poll_id)] == [SLUG, SLUG]
        with pytest.raises(Conflict):
            picked(work, poll_id, place=0)
        assert len(meetings_in_order(work.db, work.now)) == len(entries(work)) == 1


def test_only_planners_pick_and_only_of_what_was_asked(work_as: WorkAs, cast: Cast, poll_id: int) -> None:
    with pytest.raises(NotAllowed), work_as(cast.bob) as work:
        picked(work, poll_id)
    with work_as(cast.alice) as work, pytest.raises(Conflict):
        picked(work, a_poll(work, cast))


def test_the_entry_moves_with_the_gathering_and_goes_when_it_is_cancelled(
    work_as: WorkAs, cast: Cast, poll_id: int, clock: Clock
) -> None:
    with work_as(cast.alice) as work:
        picked(work, poll_id)
        set_status(work, SLUG, Status.SAVE_THE_DATE)  # nothing is different for whoever has the date
        uid = work.db.scalars(select(PollEntry.uid)).one()
        clock.forward(hours=1)
    with work_as(cast.alice) as work:
        move_meeting(work, SLUG, date(2026, 11, 10))
        set_status(work, SLUG, Status.CANCELLED)
        set_status(work, SLUG, Status.SAVE_THE_DATE)
        times = {"starts": "2026-11-10T10:00:00+01:00", "ends": "2026-11-11T13:00:00+01:00"}
        assert entries(work) == [
            TOLD,
            TOLD | times | {"sequence": "1"},
            TOLD | times | {"sequence": "2", "method": "CANCEL CANCEL", "status": "CANCELLED",
                            "summary": "INSTÄLLT: Höstens träff"},
            TOLD | times | {"sequence": "3"},
        ]  # fmt: skip
        found = work.db.scalars(select(PostedLetter.calendar).where(PostedLetter.calendar.is_not(None)))
        assert all(f"UID:{uid}@localhost".encode() in content for content in found)


def test_other_days_in_the_draft_are_told_too_and_what_has_been_is_not(
    work_as: WorkAs, cast: Cast, poll_id: int, clock: Clock
) -> None:
    with work_as(cast.alice) as work:
        picked(work, poll_id)
        record = record_of(work.db, SLUG)
        one_day = (DayHours(date(2026, 10, 27), time(9), time(12)),)
        changed = replace(record.details, days=one_day)
        change_meeting(work, SLUG, changed, revision=record.revision)
        assert entries(work)[1:] == [
            TOLD | {"sequence": "1", "starts": "2026-10-27T09:00:00+01:00", "ends": "2026-10-27T12:00:00+01:00"}
        ]
        set_status(work, SLUG, Status.SAVE_THE_DATE)
    clock.set(datetime(2026, 10, 27, 12, tzinfo=UTC))
    with work_as(cast.alice) as work:
        set_status(work, SLUG, Status.CANCELLED)
        assert len(entries(work)) == 2


def test_the_letter_names_the_page_once_there_is_one(work_as: WorkAs, cast: Cast, poll_id: int) -> None:
    with work_as(cast.alice) as work:
        picked(work, poll_id)
        set_status(work, SLUG, Status.SAVE_THE_DATE)
        publish(work, SLUG, preliminary=True, with_agenda=False)
        move_meeting(work, SLUG, date(2026, 11, 10))
        first, second = work.db.scalars(
            select(PostedLetter).where(PostedLetter.calendar.is_not(None)).order_by(PostedLetter.id)
        )
    assert "Boka in datumet. Plats, program och anmälan kommer senare." in first.plain
    texts = [str(Calendar.from_ical(each.calendar).walk("VEVENT")[0]["description"]) for each in (first, second)]
    assert texts == [
        "tisdag 20 oktober 2026 10.00–17.00\nonsdag 21 oktober 2026 09.00–13.00\n\n"
        "Boka in datumet. Plats, program och anmälan kommer senare.\n\nFrågor? Kontakta Alice, alice@example.org.",
        "tisdag 10 november 2026 10.00–17.00\nonsdag 11 november 2026 09.00–13.00\n\n"
        f"Program och vägbeskrivning: http://localhost/meetings/{SLUG}\n\nFrågor? Kontakta Alice, alice@example.org.",
    ]


def test_two_clusters_with_one_address_get_one_entry(work_as: WorkAs, cast: Cast) -> None:
    with work_as(SYSTEM) as work:
        work.db.add(AccountCluster(account_id=cast.bob.account_id, cluster_id=cast.agrovast_id))
    with work_as(cast.alice) as work:
        poll_id = a_poll(work, cast)
        services.send(work, poll_id)
        for each in (cast.vreta_id, cast.agrovast_id):
            says(work, poll_id, each, YES, YES, YES)
        picked(work, poll_id)
        assert [each["to"] for each in entries(acting(work, SYSTEM))] == ["bob@example.org", "charlie@example.org"]
