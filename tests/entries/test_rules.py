"""What has to be sent about an entry, decided from what was mailed and what should be held."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.entries.rules import (
    EntryState,
    Mailed,
    Step,
    is_over,
    item_steps,
    items_to_come,
    next_sequence,
    step_between,
)
from tests.builders import PUBLISHED, an_entry, some_facts

HELD, GONE = EntryState.HELD, EntryState.CANCELLED


def mailed(told: str = "a", state: EntryState = HELD, sequence: int = 3) -> Mailed:
    return Mailed("u" * 32, "anna@example.org", "sv", state, sequence, told, PUBLISHED, PUBLISHED)


@pytest.mark.parametrize(
    ("last", "told", "step"),
    [
        (None, None, None),
        (None, "a", Step.ASK),
        (mailed(), "a", None),
        (mailed(), "b", Step.UPDATE),
        (mailed(), None, Step.CANCEL),
        (mailed(state=GONE), None, None),
        (mailed(state=GONE), "a", Step.ASK),
    ],
)
def test_the_step_between_what_was_mailed_and_what_should_be_held(
    last: Mailed | None, told: str | None, step: Step | None
) -> None:
    assert step_between(last, told) == step


@given(st.integers(0, 50), st.integers(0, 50))
def test_a_sequence_is_higher_than_any_mailed_and_never_below_the_one_known(sequence: int, known: int) -> None:
    found = next_sequence(mailed(sequence=sequence), known)
    assert found > sequence
    assert found >= known
    assert next_sequence(None, known) == known


def test_a_gathering_is_over_at_the_close_of_its_last_day() -> None:
    closes = datetime(2026, 10, 15, 10, 0, tzinfo=UTC)
    facts = some_facts()
    assert (is_over(facts, closes - timedelta(seconds=1)), is_over(facts, closes)) == (False, True)


def test_of_items_that_are_over_nothing_is_sent() -> None:
    past, coming = an_entry(1), an_entry(2)
    to_come = items_to_come((past, coming), past.ends_at)
    key = (past.uid, "anna@example.org")
    assert set(to_come) == {coming.uid}
    assert item_steps({key: mailed()}, {}, to_come) == {}
    assert item_steps({}, {key: "a", (coming.uid, "bo@example.org"): "b"}, to_come) == {
        (coming.uid, "bo@example.org"): Step.ASK
    }
