"""Which tick holds, when a door is open, what a code is worth."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.checkin.rules import (
    GRACE,
    OLDEST,
    DoorPart,
    DoorState,
    Person,
    Roll,
    Said,
    Tick,
    TickState,
    TickWay,
    Who,
    code_of,
    door_state,
    is_code_of,
    kept_until,
    listed,
    number_in,
    part_now,
    sheet_changes,
    states_of,
    ticked_at,
    who_in,
)
from planner.core.language import Words
from planner.core.tokens import Keys
from planner.registrations.rules import PartKind

ZONE = "Europe/Stockholm"
DAYS = (date(2026, 10, 14), date(2026, 10, 15))
NOON = datetime(2026, 10, 14, 10, tzinfo=UTC)
ANNA, BO = Who("r", 1), Who("v", 2)
P, A, U = TickState.PRESENT, TickState.ABSENT, TickState.UNSET


def a_tick(key: str, state: TickState, ticked: int, received: int = 0, who: Who = ANNA, number: int = 0) -> Tick:
    at = NOON + timedelta(seconds=ticked)
    return Tick(key, who, 5, state, at, NOON + timedelta(seconds=received), number)


ticks = st.lists(
    st.builds(
        a_tick,
        st.text("abc", min_size=1, max_size=3),
        st.sampled_from(TickState),
        st.integers(0, 3),
        st.integers(3, 5),
        st.sampled_from([ANNA, BO]),
        st.integers(0, 10**6),
    ),
    unique_by=(lambda tick: tick.key, lambda tick: tick.number),
    max_size=8,
)


@given(ticks, st.randoms(use_true_random=False))
def test_any_order_and_any_repetition_of_delivery_gives_the_same(sent: list[Tick], chance: object) -> None:
    again = [*sent, *sent]
    chance.shuffle(again)  # type: ignore[attr-defined]
    assert states_of(again) == states_of(sent)


@given(ticks)
def test_nothing_that_was_ticked_later_is_overruled(sent: list[Tick]) -> None:
    found = states_of(sent)
    for who in (ANNA, BO):
        own = [tick for tick in sent if tick.who == who]
        last = max((tick.ticked_at for tick in own), default=None)
        said = {tick.state for tick in own if tick.ticked_at == last}
        assert found.get((who, 5), U) in (said or {U})


def test_the_newest_tick_holds_however_late_an_older_one_arrives() -> None:
    assert states_of([a_tick("k1", U, 9, 10), a_tick("k2", P, 3, 60)]) == {}
    assert states_of([a_tick("k1", P, 9, 10), a_tick("k2", U, 3, 60)]) == {(ANNA, 5): P}


def test_of_ticks_at_the_same_instant_the_one_received_last_holds() -> None:
    assert states_of([a_tick("k1", A, 3, 9), a_tick("k2", P, 3, 8)]) == {(ANNA, 5): A}


def test_a_tick_is_never_in_the_future_nor_older_than_can_be() -> None:
    assert ticked_at(NOON, None) == NOON
    assert ticked_at(NOON, NOON + timedelta(seconds=5)) == NOON
    assert ticked_at(NOON, NOON - timedelta(minutes=3)) == NOON - timedelta(minutes=3)
    assert ticked_at(NOON, NOON - timedelta(days=400)) == NOON - OLDEST


def a_part(number: int, day: date, kind: PartKind = PartKind.DAY) -> DoorPart:
    return DoorPart(number, kind, day, Words("Middag"), time(19) if kind is not PartKind.DAY else None)


PARTS = (a_part(1, DAYS[0]), a_part(2, DAYS[0], PartKind.DINNER), a_part(3, DAYS[1]))


@pytest.mark.parametrize(
    ("at", "part_id"),
    [
        (NOON - timedelta(days=30), 1),
        (NOON, 1),
        (datetime(2026, 10, 14, 21, 59, tzinfo=UTC), 1),
        (datetime(2026, 10, 14, 22, 0, tzinfo=UTC), 3),
        (NOON + timedelta(days=30), 3),
    ],
)
def test_the_day_it_is_where_the_gathering_is_held_is_chosen(at: datetime, part_id: int) -> None:
    found = part_now(PARTS, at, ZONE)
    assert found is not None
    assert found.part_id == part_id


def test_where_there_is_no_day_anything_else_is_chosen_or_nothing() -> None:
    assert part_now(PARTS[1:2], NOON, ZONE) == PARTS[1]
    assert part_now((), NOON, ZONE) is None


def test_a_door_is_open_on_the_days_of_the_gathering_from_midnight_to_midnight() -> None:
    opens, closes = datetime(2026, 10, 13, 22, tzinfo=UTC), datetime(2026, 10, 15, 22, tzinfo=UTC)
    moment = timedelta(seconds=1)
    instants = (opens - moment, opens, closes - moment, closes, closes + GRACE - moment, closes + GRACE)
    assert [door_state(DAYS, ZONE, at) for at in instants] == [
        DoorState.EARLY, DoorState.OPEN, DoorState.OPEN, DoorState.LATE, DoorState.LATE, DoorState.CLOSED,
    ]  # fmt: skip


def test_a_list_is_kept_until_midnight_and_on_no_other_day() -> None:
    assert kept_until(DAYS, ZONE, NOON) == datetime(2026, 10, 14, 22, tzinfo=UTC)
    assert kept_until(DAYS, ZONE, NOON - timedelta(days=1)) is None
    assert kept_until(DAYS, ZONE, NOON + timedelta(days=2)) is None


def test_a_code_is_of_one_person_and_goes_with_their_salt() -> None:
    keys = Keys("a key")
    code = code_of(keys, 12, "ab" * 16)
    assert number_in(code) == 12
    assert is_code_of(keys, code, 12, "ab" * 16)
    assert not is_code_of(keys, code, 13, "ab" * 16)
    assert not is_code_of(keys, code, 12, "cd" * 16)
    assert not is_code_of(Keys("another key"), code, 12, "ab" * 16)


@pytest.mark.parametrize("text", ["", "12", "12-", "0-" + "a" * 20, "12-" + "A" * 20, "9999999999-" + "a" * 20, "å-å"])
def test_what_cannot_be_a_code_has_no_number(text: str) -> None:
    assert number_in(text) is None


@pytest.mark.parametrize("text", ["", "r", "r0", "x1", "r-1", "r9999999999", "r1 ", "v1.5", "r１"])
def test_what_names_nobody_is_nobody(text: str) -> None:
    assert who_in(text) is None
    assert (who_in("r1"), who_in("v2")) == (ANNA, BO)


def test_a_list_is_searched_by_each_word_and_holds_who_is_here_anyway() -> None:
    anna = Person(ANNA, "Anna Ek", "Agroväst", 7, frozenset({1}))
    bo = Person(BO, "Bo Ek", "Demo AB", None, frozenset())
    roll = Roll(PARTS, (anna, bo), {}, "")
    assert listed(roll, 1).expected == (anna,)
    assert listed(roll, 1).others == (bo,)
    assert listed(roll, 1, search="ek agro").expected == (anna,)
    assert listed(roll, 1, search="ek agro").others == ()
    assert listed(roll, 1, cluster_id=0).others == (bo,)
    there = Roll(PARTS, (anna, bo), {(BO, 1): P}, "")
    assert listed(there, 1).expected == (anna, bo)
    assert (there.days_of(bo), there.days_of(anna)) == ((DAYS[0],), ())


def test_a_sheet_writes_only_the_crosses_that_were_changed() -> None:
    changes = sheet_changes(["r1.5", "r2.5"], ["r2.5", "v2.6", "nonsense"], key="k" * 32, rest_absent=False)
    assert changes == (
        Said(f"{'k' * 32}.r1.5", Who("r", 1), 5, U, way=TickWay.SHEET),
        Said(f"{'k' * 32}.v2.6", BO, 6, P, way=TickWay.SHEET),
    )
    absent = sheet_changes(["r1.5"], [], key="k" * 32, rest_absent=True)
    assert [each.state for each in absent] == [A]
