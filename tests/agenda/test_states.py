"""Edits: whatever a step did to an item is taken back, and done again, to the letter."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.agenda.rules import (
    GiverRef,
    ItemKind,
    ItemState,
    Overtaken,
    applied,
    before_steps,
    edit_between,
    edits_from_json,
    edits_to_json,
    reverse,
)
from planner.core.language import Words

TEN = datetime(2026, 10, 14, 8, 0, tzinfo=UTC)
WATER = ItemState(
    1, "a" * 32, ItemKind.TALK, Words("Vatten", "Water"), TEN, 45, theme_id=2, givers=(GiverRef(4), GiverRef(5, True))
)

words = st.builds(Words, st.text(max_size=5), st.text(max_size=5))
states = st.builds(
    ItemState,
    item_id=st.just(1),
    uid=st.just("a" * 32),
    kind=st.sampled_from(ItemKind),
    title=words,
    starts_at=st.integers(0, 500).map(lambda n: TEN + timedelta(minutes=5 * n)),
    minutes=st.integers(1, 288).map(lambda n: 5 * n),
    theme_id=st.none() | st.integers(1, 3),
    room_id=st.none() | st.integers(1, 3),
    abstract=words,
    suits=words,
    capacity=st.none() | st.integers(1, 500),
    notes=st.text(max_size=5),
    givers=st.lists(st.builds(GiverRef, st.integers(1, 9), st.booleans()), max_size=3, unique_by=lambda g: g.person_id)
    .map(tuple),
    parked=st.booleans(),
)  # fmt: skip
maybe = st.none() | states


@given(maybe, maybe)
def test_an_edit_leads_there_and_back(before: ItemState | None, after: ItemState | None) -> None:
    edit = edit_between(before, after)
    if edit is None:
        assert before == after
        return
    assert applied(edit, before) == after
    assert applied(reverse(edit), after) == before
    assert reverse(reverse(edit)) == edit


@given(maybe, maybe)
def test_an_edit_survives_being_kept_as_text(before: ItemState | None, after: ItemState | None) -> None:
    edit = edit_between(before, after)
    assert edit is None or edits_from_json(edits_to_json([edit])) == (edit,)


@given(st.lists(maybe, min_size=1, max_size=6))
def test_the_agenda_before_some_steps_is_the_one_they_began_with(life: list[ItemState | None]) -> None:
    pairs = pairwise(life)
    steps = [(edit,) for before, after in pairs if (edit := edit_between(before, after)) is not None]
    now = {life[-1].uid: life[-1]} if life[-1] else {}
    assert before_steps(now, reversed(steps)) == ({life[0].uid: life[0]} if life[0] else {})


def test_only_what_changed_is_kept() -> None:
    edit = edit_between(WATER, replace(WATER, minutes=60))
    assert edit is not None
    assert [(c.name, c.old, c.new) for c in edit.changed] == [("minutes", 45, 60)]


def test_fields_that_an_edit_leaves_alone_may_change_meanwhile() -> None:
    edit = edit_between(WATER, replace(WATER, minutes=60))
    assert edit is not None
    retitled = replace(WATER, minutes=60, title=Words("Regn"))
    assert applied(reverse(edit), retitled) == replace(WATER, title=Words("Regn"))


@pytest.mark.parametrize(
    ("before", "after", "now"),
    [
        (WATER, replace(WATER, minutes=60), replace(WATER, minutes=50)),
        (WATER, replace(WATER, minutes=60), None),
        (None, WATER, WATER),
        (WATER, None, None),
        (WATER, None, replace(WATER, notes="Nytt")),
    ],
    ids=["the field changed", "the item is gone", "it is there already", "it is gone already", "it is another now"],
)
def test_an_edit_that_no_longer_fits_is_refused(
    before: ItemState | None, after: ItemState | None, now: ItemState | None
) -> None:
    edit = edit_between(before, after)
    assert edit is not None
    with pytest.raises(Overtaken):
        applied(edit, now)
