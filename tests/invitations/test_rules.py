"""What became of an invitation, who is reminded and when, and persons by name."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from planner.core.errors import Invalid
from planner.core.language import Words
from planner.invitations.rules import (
    SILENT,
    Answer,
    Course,
    Guest,
    InvitingTerms,
    Reminded,
    Standing,
    answer_of,
    check_guests,
    check_terms,
    is_due,
    may_remind,
    next_reminder,
    pasted_guests,
    reminder_days,
)

NOW = datetime(2026, 9, 16, 8, 0, tzinfo=UTC)
TODAY = NOW.date()
LONG_AGO = NOW - timedelta(days=12)


def test_people_speak_louder_than_an_earlier_no() -> None:
    assert [
        answer_of(2, sends_nobody=True),
        answer_of(0, sends_nobody=True),
        answer_of(0, sends_nobody=False),
        answer_of(0, sends_nobody=False, has_answered=True),
    ] == [Answer.ANSWERED, Answer.ABSENT, Answer.SILENT, Answer.ANSWERED]


@pytest.mark.parametrize(
    ("course", "standing"),
    [
        (Course(), Standing.NOT_SENT),
        (Course(people=2), Standing.ANSWERED),
        (Course(declined_at=NOW), Standing.ABSENT),
        (Course(sent_at=NOW), Standing.SENT),
        (Course(sent_at=NOW, opened_at=NOW), Standing.OPENED),
        (Course(sent_at=NOW, has_bounced=True), Standing.BOUNCED),
        (Course(sent_at=NOW, opened_at=NOW, has_bounced=True), Standing.BOUNCED),
        (Course(sent_at=NOW, opened_at=NOW, declined_at=NOW), Standing.ABSENT),
        (Course(sent_at=NOW, answered_at=NOW), Standing.ANSWERED),
        (Course(sent_at=NOW, answered_at=NOW, people=1, has_bounced=True), Standing.ANSWERED),
        (Course(sent_at=NOW, answered_at=NOW, declined_at=NOW, people=1), Standing.ANSWERED),
    ],
)
def test_an_invitation_stands_where_its_answer_or_its_letter_puts_it(course: Course, standing: Standing) -> None:
    assert course.standing is standing


def reminded(standing: Standing = Standing.SENT, last: datetime | None = LONG_AGO, auto: int = 0) -> Reminded:
    return Reminded(standing, last, last.date() if last else None, auto)


@pytest.mark.parametrize("standing", list(Standing))
def test_only_the_silent_are_ever_reminded(standing: Standing) -> None:
    one = reminded(standing)
    assert (may_remind(one, NOW), is_due(one, (TODAY,), TODAY)) == ((standing in SILENT,) * 2)


@pytest.mark.parametrize(
    ("one", "days", "due"),
    [
        (reminded(), (TODAY,), True),
        (reminded(), (), False),
        (reminded(), (TODAY + timedelta(days=1),), False),
        (reminded(), (TODAY - timedelta(days=2),), True),
        (reminded(), (TODAY - timedelta(days=3),), False),
        (reminded(last=NOW - timedelta(days=3)), (TODAY,), True),
        (reminded(last=NOW - timedelta(days=2)), (TODAY,), False),
        (reminded(last=NOW), (TODAY,), False),
        (reminded(last=None), (TODAY,), False),
        (reminded(auto=1), (TODAY - timedelta(days=10), TODAY), True),
        (reminded(auto=2), (TODAY,), False),
        # Late for the first, reminded two days ago, and now the second: too near.
        (reminded(last=NOW - timedelta(days=2), auto=1), (TODAY - timedelta(days=4), TODAY), False),
        # Invited after the first of the days: only the second counts.
        (reminded(last=NOW - timedelta(days=1)), (TODAY - timedelta(days=2), TODAY + timedelta(days=8)), False),
    ],
)
def test_automatic_reminders_leave_on_their_days_and_never_close_upon_another(
    one: Reminded, days: tuple[date, ...], due: bool
) -> None:
    assert is_due(one, days, TODAY) is due


@pytest.mark.parametrize(("hours", "may"), [(0, False), (19, False), (20, True), (500, True)])
def test_by_hand_nobody_is_written_to_twice_at_once(hours: int, may: bool) -> None:
    assert may_remind(reminded(last=NOW - timedelta(hours=hours)), NOW) is may


def test_reminders_leave_so_many_days_before_the_last_day_to_register() -> None:
    last_day = date(2026, 9, 30)
    assert [
        reminder_days(terms, last)
        for terms, last in (
            (InvitingTerms(), last_day),
            (InvitingTerms(second_days=None), last_day),
            (InvitingTerms(first_days=None, second_days=None), last_day),
            (InvitingTerms(), None),
        )
    ] == [(date(2026, 9, 16), date(2026, 9, 26)), (date(2026, 9, 16),), (), ()]


def test_a_reminder_knows_whether_one_more_is_to_come() -> None:
    days = (date(2026, 9, 16), date(2026, 9, 26))
    asked = ((date(2026, 9, 10), 0), (date(2026, 9, 16), 1), (date(2026, 9, 24), 1), (date(2026, 9, 16), 2))
    assert [next_reminder(days, day, auto) for day, auto in asked] == [
        date(2026, 9, 16),
        date(2026, 9, 26),
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"first_days": 0}, ["first_days"]),
        ({"first_days": 91, "second_days": None}, ["first_days"]),
        ({"second_days": 0}, ["second_days"]),
        ({"first_days": None}, ["first_days"]),
        ({"first_days": 6, "second_days": 4}, ["second_days"]),
        ({"first_days": 4, "second_days": 14}, ["second_days"]),
        ({"message": Words("x" * 4001, "x" * 4001)}, ["message_sv", "message_en"]),
    ],
)
def test_terms_that_cannot_be_are_refused_by_their_fields(wrong: dict[str, Any], fields: list[str]) -> None:
    with pytest.raises(Invalid) as refused:
        check_terms(InvitingTerms(**wrong))
    assert list(refused.value.fields) == fields


@pytest.mark.parametrize(
    ("text", "guests"),
    [
        ("", ()),
        ("Demo Anna <Anna@example.org>; bo@example.org",
         (Guest("Demo Anna", "Anna@example.org"), Guest("bo@example.org", "bo@example.org"))),
        ("Namn\tE-post\nDemo Cia\tcia@example.org", (Guest("Demo Cia", "cia@example.org"),)),
    ],
)  # fmt: skip
def test_a_pasted_list_names_persons(text: str, guests: tuple[Guest, ...]) -> None:
    assert pasted_guests(text, "sv") == guests


def test_a_row_that_names_nobody_is_told_by_its_number() -> None:
    with pytest.raises(Invalid) as refused:
        pasted_guests("Namn\tE-post\nDemo Anna\tanna@example.org\nDemo Bo\tnot an address", "sv")
    assert refused.value.fields == {"pasted": "Row 3 cannot be used: “not an address” is not an e-mail address."}


def test_each_address_is_invited_once() -> None:
    guests = (Guest(" Demo  Anna ", "ANNA@example.org", "en"), Guest("Demo Anna A", "anna@example.org"))
    assert check_guests(guests) == (Guest("Demo Anna", "anna@example.org", "en"),)
    with pytest.raises(Invalid) as refused:
        check_guests([Guest("", "nowhere")])
    assert list(refused.value.fields) == ["name", "email"]
