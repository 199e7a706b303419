"""Decisions about places, answers and words, without a database."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from planner.core.errors import Invalid
from planner.meetings.rules import Mode, Status
from planner.registrations.rules import (
    DayChoice,
    Hall,
    RegistrationDetails,
    change_refusal,
    check_answers,
    diets_by_kind,
    next_in_line,
    refusal,
    safe_cell,
    takes_place,
)

NOW = datetime(2026, 9, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Waiter:
    name: str
    takes_place: bool = True
    cluster_id: int | None = None
    group: int | None = None


@dataclass(frozen=True)
class Entrance:
    status: Status
    contact_name: str = "Demo Lind"
    contact_email: str = "demo.lind@example.org"
    contact_phone: str = ""

    def standing(self, now: datetime) -> Status:
        return self.status


@pytest.mark.parametrize(
    ("meeting", "modes", "expected"),
    [
        (Mode.HYBRID, {Mode.ON_SITE, Mode.ONLINE}, True),
        (Mode.HYBRID, {Mode.ONLINE}, False),
        (Mode.ON_SITE, {Mode.ON_SITE}, True),
        (Mode.ONLINE, {Mode.ONLINE}, True),
        (Mode.HYBRID, set(), False),
    ],
)
def test_a_place_is_taken_on_site_on_any_day(meeting: Mode, modes: set[Mode], expected: bool) -> None:
    assert takes_place(meeting, modes) is expected


def test_places_go_down_the_line_and_whoever_needs_none_waits_no_more() -> None:
    line = [Waiter("a"), Waiter("b", takes_place=False), Waiter("c"), Waiter("d")]
    halls = [Hall(capacity, taken={None: 5}) for capacity in (4, 5, 6, 7, None)]
    chosen = [[w.name for w, _ in next_in_line(hall, line)] for hall in halls]
    assert chosen == [["b"], ["b"], ["a", "b"], ["a", "b", "c"], ["a", "b", "c", "d"]]


def test_each_closed_door_says_why_and_whom_to_ask() -> None:
    contact = " Questions? Contact Demo Lind demo.lind@example.org."
    assert {status.value: refusal(Entrance(status), NOW) for status in Status} == {
        "draft": "This gathering is not open for registration." + contact,
        "save_the_date": "Registration has not opened yet." + contact,
        "open": None,
        "closed": "Registration has closed." + contact,
        "held": "This gathering has been held." + contact,
        "cancelled": "This gathering is cancelled." + contact,
        "moved": "This gathering is being moved to another date. Registration opens when the new one is settled."
        + contact,
    }
    assert refusal(Entrance(Status.CLOSED, "", ""), NOW) == "Registration has closed."


def test_one_may_change_and_cancel_until_the_gathering_is_over_or_off() -> None:
    assert [s.value for s in Status if change_refusal(Entrance(s), NOW)] == ["held", "cancelled"]


def test_answers_that_cannot_be_are_named_by_their_field() -> None:
    day = date(2026, 10, 14)
    details = RegistrationDetails(name="", email="a@example.org", days=(DayChoice(day, Mode.ONLINE),), cluster_id=7)
    with pytest.raises(Invalid) as refused:
        check_answers(details, mode=Mode.ON_SITE, days=[day], lasting=[1])
    assert set(refused.value.fields) == {"days", "cluster", "name"}


def test_the_kitchen_reads_each_diet_once() -> None:
    diets = ["Vegan", "", "vegan.", "Glutenfritt", " vegan ", "Nötter!"]
    assert diets_by_kind(diets) == (("Vegan", 3), ("Glutenfritt", 1), ("Nötter!", 1))


def test_no_cell_begins_like_a_formula() -> None:
    cells = ["=1+1", "+46 70", "-1", "@x", "\tx", "\rx", "Demo", ""]
    assert [safe_cell(c) for c in cells] == ["'=1+1", "'+46 70", "'-1", "'@x", "'\tx", "'\rx", "Demo", ""]
