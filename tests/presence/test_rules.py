"""What ticks mean."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core.errors import Invalid
from planner.core.language import Words
from planner.presence.rules import (
    MOST_GUESTS,
    Attender,
    PresenceState,
    Sheet,
    SheetItem,
    Ticked,
    check_guests,
    doubles,
    states_of,
    told_of,
)

P, A, L, J = PresenceState.PRESENT, PresenceState.ABSENT, PresenceState.LEFT, PresenceState.JOINED


def items(number: int, *, numbered: bool = True) -> tuple[SheetItem, ...]:
    return tuple(
        SheetItem(f"u{n}", n if numbered else None, Words(f"Punkt {n}"), date(2026, 10, 14), time((8 + n) % 24, 30))
        for n in range(1, number + 1)
    )


def at(*numbers: int) -> frozenset[str]:
    return frozenset(f"u{n}" for n in numbers)


@pytest.mark.parametrize(
    ("there", "states", "told"),
    [
        ((1, 2, 3, 4, 5), (P, P, P, P, P), ()),
        ((), (A, A, A, A, A), ()),
        ((3, 4, 5), (A, A, J, P, P), ("came to item 3",)),
        ((1, 2), (P, P, L, A, A), ("left before item 3",)),
        ((1, 2, 4, 5), (P, P, L, J, P), ("left before item 3", "came to item 4")),
        ((3,), (A, A, J, L, A), ("came to item 3", "left before item 4")),
        ((5,), (A, A, A, A, J), ("came to item 5",)),
        ((1,), (P, L, A, A, A), ("left before item 2",)),
    ],
)
def test_who_came_and_who_went(
    there: tuple[int, ...], states: tuple[PresenceState, ...], told: tuple[str, ...]
) -> None:
    assert tuple(states_of(items(5), at(*there)).values()) == states
    assert told_of(items(5), at(*there)) == told


def test_without_numbers_the_clock_tells_when() -> None:
    told = told_of(items(3, numbered=False), at(2))
    assert [words.in_("sv") for words in told] == ["kom 10.30", "gick före 11.30"]
    assert [words.in_("en") for words in told] == ["came at 10:30", "left before 11:30"]


def test_ticks_at_items_that_are_gone_mean_nothing() -> None:
    assert states_of(items(2), at(1, 2, 9)) == {"u1": P, "u2": P}
    assert states_of((), at(1)) == {}


@given(st.sets(st.integers(1, 8)))
def test_whoever_is_ticked_is_there_and_nobody_else(there: set[int]) -> None:
    states = states_of(items(8), at(*there))
    assert {uid for uid, state in states.items() if state.is_there} == at(*there)


def test_a_sheet_is_too_large_when_its_ticks_could_not_be_sent() -> None:
    lines = tuple(Ticked(Attender(n, f"Demo {n}"), frozenset()) for n in range(99))
    assert not Sheet(items(40), lines).is_too_large
    assert Sheet(items(41), lines).is_too_large


def test_the_second_of_two_names_is_the_double() -> None:
    assert doubles(("Ek", "", "ek", "Alm", "", "EK")) == (2, 5)
    assert doubles(()) == ()


def test_guests_need_names_of_their_own() -> None:
    check_guests(("Demo Ek", "Demo Alm"))
    check_guests(())
    check_guests([f"Demo {n}" for n in range(MOST_GUESTS)])
    for names in (["Demo Ek", "demo ek"], [f"Demo {n}" for n in range(MOST_GUESTS + 1)]):
        with pytest.raises(Invalid) as refusal:
            check_guests(names)
        assert list(refusal.value.fields) == ["names"]
