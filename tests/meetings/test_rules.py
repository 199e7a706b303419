"""What a gathering may be and become, and where the clock has it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from planner.core.errors import Invalid
from planner.meetings.rules import (
    NEXT,
    STATUS_WORDS,
    DayHours,
    MeetingDetails,
    Status,
    check_details,
    check_step,
    erase_date,
    standing,
)
from tests.builders import GAMLEBY_DETAILS

FIRST, LAST = date(2026, 10, 14), date(2026, 10, 15)


def wrong_fields(details: MeetingDetails) -> list[str]:
    with pytest.raises(Invalid) as refused:
        check_details(details)
    return list(refused.value.fields)


def day(held_on: date, opens: str = "09:00", closes: str = "16:00") -> DayHours:
    return DayHours(held_on, time.fromisoformat(opens), time.fromisoformat(closes))


def test_two_good_days_are_fine() -> None:
    check_details(replace(GAMLEBY_DETAILS, last_day=LAST, erase_needs_on=LAST))


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((), "A gathering needs at least one day."),
        ((day(FIRST), day(FIRST, "18:00", "20:00")), "The same day stands there twice."),
        ((day(FIRST, "16:00", "09:00"),), "A day must end after it begins."),
        ((day(FIRST, "09:00", "09:00"),), "A day must end after it begins."),
        ((day(date(202, 10, 14)),), "Write the year with four digits, such as 2026."),
        ((day(date(9999, 12, 31)),), "Write the year with four digits, such as 2026."),
        ((day(date(2026, 3, 29), "02:30", "09:00"),), "The clocks skip 02:30 on Sunday 29 March 2026."),
        ((day(date(2026, 3, 29), "01:30", "02:30"),), "The clocks skip 02:30 on Sunday 29 March 2026."),
    ],
)
def test_days_that_cannot_be(days: tuple[DayHours, ...], words: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_details(replace(GAMLEBY_DETAILS, days=days))
    assert refused.value.fields == {"days": words}


def test_every_wrong_field_is_named_at_once() -> None:
    late = LAST + timedelta(days=1)
    assert wrong_fields(replace(GAMLEBY_DETAILS, last_day=late, erase_needs_on=FIRST)) == ["last_day", "erase_needs_on"]


@pytest.mark.parametrize("now", Status)
@pytest.mark.parametrize("wanted", Status)
def test_only_listed_steps_may_be_taken(now: Status, wanted: Status) -> None:
    if wanted in NEXT[now]:
        check_step(now, wanted)
        return
    with pytest.raises(Invalid) as refused:
        check_step(now, wanted)
    assert STATUS_WORDS[now].in_("sv") in refused.value.fields["status"].in_("sv")


def test_nothing_becomes_a_draft_again_and_nothing_is_a_dead_end() -> None:
    assert not [status for status, following in NEXT.items() if Status.DRAFT in following or not following]


def stands(status: Status, now: datetime, last_day: date | None = date(2026, 9, 30)) -> Status:
    return standing(status, ends_on=LAST, last_day=last_day, zone="Europe/Stockholm", now=now)


def test_registration_closes_when_2359_is_over_where_it_is_held() -> None:
    assert stands(Status.OPEN, datetime(2026, 9, 30, 21, 59, 59, tzinfo=UTC)) is Status.OPEN
    assert stands(Status.OPEN, datetime(2026, 9, 30, 22, 0, tzinfo=UTC)) is Status.CLOSED
    assert stands(Status.OPEN, datetime(2026, 9, 30, 22, 0, tzinfo=UTC), None) is Status.OPEN


@pytest.mark.parametrize("status", [Status.SAVE_THE_DATE, Status.OPEN, Status.CLOSED, Status.MOVED])
def test_a_gathering_has_been_held_when_its_days_are_over(status: Status) -> None:
    assert stands(status, datetime(2026, 10, 15, 21, 59, tzinfo=UTC), None) is status
    assert stands(status, datetime(2026, 10, 15, 22, 0, tzinfo=UTC), None) is Status.HELD


@pytest.mark.parametrize("status", [Status.DRAFT, Status.CANCELLED, Status.HELD])
def test_what_was_never_held_stays_what_it_was(status: Status) -> None:
    assert stands(status, datetime(2027, 1, 1, tzinfo=UTC)) is status


def test_diet_and_needs_are_erased_thirty_days_after_unless_chosen() -> None:
    assert erase_date(LAST, None) == date(2026, 11, 14)
    assert erase_date(LAST, date(2026, 10, 20)) == date(2026, 10, 20)
