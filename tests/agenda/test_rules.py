"""Clashes: every kind, and the same ones that a slow and simple model finds. And what wishes mean the same."""

import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.agenda.rules import (
    MOST_WISH,
    Clash,
    ClashKind,
    ItemKind,
    PlannedItem,
    Wished,
    WishedTopic,
    clashes,
    one_wish,
    same_words,
    topics_of,
)
from planner.core.language import Words

ZONE = "Europe/Stockholm"
DAYS = (date(2026, 10, 14), date(2026, 10, 15))
TEN = datetime(2026, 10, 14, 8, 0, tzinfo=UTC)
"""10.00 in Gamleby."""
ANNA, BO = (1, "Demo Anna"), (2, "Demo Bo")


def item(number: int, start: int = 0, long: int = 45, **more: object) -> PlannedItem:
    """Item `number`, so many minutes after ten, so many minutes long, in a room of its own."""
    starts_at = TEN + timedelta(minutes=start)
    planned = PlannedItem(
        item_id=number,
        title=Words(f"Punkt {number}"),
        kind=ItemKind.TALK,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=long),
        room_id=100 + number,
        room=f"Sal {number}",
        room_capacity=None,
        capacity=None,
        speakers=(),
    )
    return replace(planned, **more)  # type: ignore[arg-type]


def found(*items: PlannedItem) -> list[tuple[ClashKind, int, int | None]]:
    return [(clash.kind, clash.item_id, clash.other_id) for clash in clashes(items, DAYS, ZONE)]


def in_one_room(*items: PlannedItem) -> list[PlannedItem]:
    return [replace(each, room_id=1, room="Stora salen") for each in items]


def test_items_in_rooms_of_their_own_do_not_clash() -> None:
    assert found(item(1), item(2), item(3, 30)) == []


def test_two_in_one_room_at_once() -> None:
    (clash,) = clashes(in_one_room(item(1), item(2, 30)), DAYS, ZONE)
    assert (clash.kind, clash.item_id, clash.other_id) == (ClashKind.ROOM, 2, 1)
    assert clash.words.in_("en") == "“Punkt 1” and “Punkt 2” are in Stora salen at the same time."
    assert "Stora salen" in clash.words.in_("sv")


def test_items_that_only_touch_do_not_clash() -> None:
    assert found(*in_one_room(item(1, 0, 45, speakers=(ANNA,)), item(2, 45, 30, speakers=(ANNA,)))) == []


def test_a_long_item_clashes_with_all_that_begin_within_it() -> None:
    assert found(*in_one_room(item(1, 0, 300), item(2, 30, 30), item(3, 90, 30))) == [
        (ClashKind.ROOM, 2, 1),
        (ClashKind.ROOM, 3, 1),
    ]


def test_one_person_in_two_places() -> None:
    (clash,) = clashes([item(1, speakers=(ANNA, BO)), item(2, 10, speakers=(BO,))], DAYS, ZONE)
    assert (clash.kind, str(clash.words)) == (
        ClashKind.SPEAKER,
        "Demo Bo is in “Punkt 1” and “Punkt 2” at the same time.",
    )


def test_same_room_and_same_speakers_are_each_said() -> None:
    pair = in_one_room(item(1, speakers=(ANNA, BO)), item(2, speakers=(BO, ANNA)))
    assert found(*pair) == [(ClashKind.ROOM, 2, 1), (ClashKind.SPEAKER, 2, 1), (ClashKind.SPEAKER, 2, 1)]


@pytest.mark.parametrize(
    ("wanted", "holds", "warns"), [(31, 30, True), (30, 30, False), (None, 30, False), (31, None, False)]
)
def test_a_room_that_is_too_small(wanted: int | None, holds: int | None, warns: bool) -> None:
    assert found(item(1, capacity=wanted, room_capacity=holds)) == [(ClashKind.SMALL_ROOM, 1, None)] * warns


def test_content_wants_a_room_and_a_break_does_not() -> None:
    assert found(item(1, room_id=None), item(2, room_id=None, kind=ItemKind.BREAK)) == [(ClashKind.NO_ROOM, 1, None)]


@pytest.mark.parametrize(
    ("start", "long", "warns"),
    [
        (-10 * 60, 5, False),  # 00.00 on the first day
        (-10 * 60 - 5, 5, True),  # ends 00.00 on the first day, begins the day before
        (38 * 60 - 5, 5, False),  # ends at midnight after the last day
        (38 * 60 - 5, 10, True),  # ends five past
        (13 * 60, 120, False),  # over midnight between the two days
        (24 * 60 * 3, 45, True),
    ],
)
def test_an_item_outside_the_days_in_the_gatherings_zone(start: int, long: int, warns: bool) -> None:
    assert found(item(1, start, long)) == [(ClashKind.OUTSIDE_DAYS, 1, None)] * warns


@given(
    st.lists(
        st.tuples(
            st.integers(0, 20),
            st.integers(1, 6),
            st.sampled_from([None, 1, 2]),
            st.sets(st.sampled_from([ANNA, BO, (3, "Demo Carl")]), max_size=2),
        ),
        max_size=12,
    )
)
def test_the_same_pairs_as_comparing_each_with_each(
    chosen: list[tuple[int, int, int | None, set[tuple[int, str]]]],
) -> None:
    items = [
        item(n, start * 5, long * 5, room_id=room, room=f"Sal {room}", speakers=tuple(sorted(people)))
        for n, (start, long, room, people) in enumerate(chosen, 1)
    ]
    pairs: set[tuple[ClashKind, frozenset[int | None], str | None]] = set()
    for a, b in combinations(items, 2):
        if a.starts_at < b.ends_at and b.starts_at < a.ends_at:
            pair = frozenset({a.item_id, b.item_id})
            if a.room_id is not None and a.room_id == b.room_id:
                pairs.add((ClashKind.ROOM, pair, None))
            pairs |= {(ClashKind.SPEAKER, pair, name) for _, name in set(a.speakers) & set(b.speakers)}
    given_ = [clash for clash in clashes(items, DAYS, ZONE) if clash.other_id is not None]
    as_pairs = {
        (clash.kind, frozenset({clash.item_id, clash.other_id}), clash.words.blanks.get("name")) for clash in given_
    }
    assert as_pairs == pairs
    assert len(given_) == len(pairs)


def test_clashes_stand_in_the_order_of_starts() -> None:
    items = [item(1, 60, room_id=None), item(2, 0, room_id=None), item(3, 30, room_id=None)]
    assert [clash.item_id for clash in clashes(items, DAYS, ZONE)] == [2, 3, 1]


def test_four_hundred_items_at_once_in_rooms_of_their_own_are_quick() -> None:
    items = [item(n, 0, 600, speakers=((n, f"Demo {n}"),)) for n in range(400)]
    begun = time.perf_counter()
    assert clashes(items, DAYS, ZONE) == ()
    assert time.perf_counter() - begun < 0.5


def test_a_clash_is_a_value() -> None:
    assert clashes(in_one_room(item(1), item(2)), DAYS, ZONE) == clashes(in_one_room(item(2), item(1)), DAYS, ZONE)
    assert all(isinstance(clash, Clash) for clash in clashes([item(1, room_id=None)], DAYS, ZONE))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Vatten i landskapet", "vatten  i Landskapet."), ("AI?", "– ai!"), ("”Beredskap”", "BEREDSKAP …")],
)
def test_wishes_in_the_same_words_mean_one_topic(one: str, other: str) -> None:
    assert same_words(one) == same_words(other) != ""


def test_topics_that_most_clusters_wish_for_come_first() -> None:
    wishes = [
        Wished("Ensam", "a", 1),
        Wished("Beredskap", "a", 1),
        Wished("Vatten!", "b", 1),
        Wished("vatten", "c", 1),
        Wished("beredskap.", "d", 2),
        Wished("Vatten", "e", None),
        Wished("vatten", "c", 1),
    ]
    assert topics_of(wishes) == (
        WishedTopic("Beredskap", people=2, clusters=2),
        WishedTopic("Vatten!", people=3, clusters=1),
        WishedTopic("Ensam", people=1, clusters=1),
    )


def test_a_wish_is_kept_on_one_line_and_not_too_long() -> None:
    assert one_wish("  Vatten\r\n i landskapet ") == "Vatten i landskapet"
    assert len(one_wish("ord " * 200)) == MOST_WISH - 1
