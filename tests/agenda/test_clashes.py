"""Clashes of items and of pairs, kind by kind."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from planner.agenda.rules import (
    CLASH_WORDS,
    SEVERITY_OF,
    Clash,
    ClashKind,
    Engagement,
    ItemKind,
    Known,
    Plan,
    PlannedItem,
    PlannedRoom,
    Severity,
    by_item,
    clashes,
    in_groups,
)
from planner.core.language import Words
from tests.agenda.plans import (
    ANNA,
    BARN,
    BO,
    BUS,
    FARM,
    HALL,
    LINK,
    SMALL,
    TEN,
    WATER,
    a_break,
    a_meal,
    a_plan,
    item,
)

AN_HOUR = timedelta(hours=1)


def found(plan: Plan) -> list[tuple[ClashKind, tuple[int, ...]]]:
    return [(clash.kind, clash.item_ids) for clash in clashes(plan)]


def of_kind(kind: ClashKind, plan: Plan) -> list[tuple[int, ...]]:
    return [clash.item_ids for clash in clashes(plan) if clash.kind is kind]


def said(plan: Plan) -> list[str]:
    return [str(clash.words) for clash in clashes(plan)]


def in_hall(*items: PlannedItem) -> list[PlannedItem]:
    return [replace(each, room=HALL) for each in items]


def test_items_in_rooms_of_their_own_do_not_clash() -> None:
    assert found(a_plan(item(1), item(2), item(3, 30))) == []


def test_two_in_one_room_at_once() -> None:
    (clash,) = clashes(a_plan(*in_hall(item(1), item(2, 30))))
    assert clash == Clash(
        kind=ClashKind.ROOM,
        item_ids=(2, 1),
        words=clash.words,
        starts_at=TEN + timedelta(minutes=30),
        held_on=date(2026, 10, 14),
    )
    assert (clash.item_id, clash.severity) == (2, Severity.CLASH)
    assert clash.words.in_("en") == "“Punkt 1” and “Punkt 2” are in Stora salen at the same time."
    assert clash.words.in_("sv") == "”Punkt 1” och ”Punkt 2” är i Stora salen samtidigt."


def test_items_that_only_touch_do_not_clash() -> None:
    assert found(a_plan(*in_hall(item(1, 0, 45, speakers=(ANNA,)), item(2, 45, 30, speakers=(ANNA,))))) == []


def test_a_long_item_clashes_with_all_that_begin_within_it() -> None:
    plan = a_plan(*in_hall(item(1, 0, 180), item(2, 30, 30), item(3, 90, 30)))
    assert found(plan) == [(ClashKind.ROOM, (2, 1)), (ClashKind.ROOM, (3, 1))]


def test_an_item_that_meets_several_says_so_once_and_names_three() -> None:
    plan = a_plan(*in_hall(*(item(n) for n in range(1, 6))))
    assert found(plan) == [(ClashKind.ROOM, (n, *range(1, n))) for n in range(2, 6)]
    last = clashes(plan)[-1].words
    assert last.in_("en") == (
        "“Punkt 5” is in Stora salen at the same time as “Punkt 1”, “Punkt 2”, “Punkt 3” and 1 more."
    )
    assert last.in_("sv") == "”Punkt 5” är i Stora salen samtidigt som ”Punkt 1”, ”Punkt 2”, ”Punkt 3” och 1 till."


def test_one_person_in_two_places() -> None:
    plan = a_plan(item(1, speakers=(ANNA, BO)), item(2, 10, speakers=(BO,)), item(3, 20, speakers=(BO,)))
    assert said(plan) == [
        "Demo Bo is in “Punkt 1” and “Punkt 2” at the same time.",
        "Demo Bo is in “Punkt 3” at the same time as in “Punkt 1” and “Punkt 2”.",
    ]


def test_same_room_and_same_speakers_are_each_said() -> None:
    pair = in_hall(item(1, speakers=(ANNA, BO)), item(2, speakers=(BO, ANNA)))
    assert found(a_plan(*pair)) == [
        (ClashKind.ROOM, (2, 1)),
        (ClashKind.SPEAKER, (2, 1)),
        (ClashKind.SPEAKER, (2, 1)),
    ]


def test_a_speaker_who_is_at_another_gathering_meanwhile() -> None:
    there = Engagement(TEN + AN_HOUR / 2, TEN + AN_HOUR, Words("Vårträffen", "Spring"), Words("Jord", "Soil"))
    before = replace(there, starts_at=TEN - AN_HOUR, ends_at=TEN)
    plan = a_plan(item(1, speakers=(ANNA,)), item(2, speakers=(BO,)), elsewhere={ANNA[0]: (before, there)})
    (clash,) = clashes(plan)
    assert (clash.kind, clash.item_ids, clash.severity) == (ClashKind.ELSEWHERE, (1,), Severity.CLASH)
    assert clash.words.in_("en") == "Demo Anna is in “Punkt 1”, and at the same time in “Soil” at Spring."
    assert clash.words.in_("sv") == "Demo Anna är med i ”Punkt 1”, och samtidigt i ”Jord” på Vårträffen."
    (twice,) = clashes(replace(plan, elsewhere={ANNA[0]: (there, replace(there, title=Words("Ull")))}))
    assert twice.words.in_("en").endswith("in “Soil” at Spring and 1 more.")


def test_a_speaker_who_cannot_come_then_is_named_with_when() -> None:
    twice = ((TEN + AN_HOUR / 2, TEN + 3 * AN_HOUR), (TEN + AN_HOUR / 3, TEN + AN_HOUR))
    away = Known(away={ANNA[0]: ((TEN - AN_HOUR, TEN), *twice)})
    plan = a_plan(item(1, speakers=(ANNA, BO)), item(2, 180, speakers=(ANNA,)), a_meal(3, 90), known=away)
    (clash,) = clashes(plan)
    assert (clash.kind, clash.item_ids) == (ClashKind.AWAY, (1,))
    assert clash.words.in_("en") == ("Demo Anna gives “Punkt 1”, but cannot come Wednesday 14 October 10:30–13:00.")


@pytest.mark.parametrize(
    ("wanted", "holds", "warns"), [(31, 30, True), (30, 30, False), (None, 30, False), (31, None, False)]
)
def test_a_room_smaller_than_the_items_places(wanted: int | None, holds: int | None, warns: bool) -> None:
    plan = a_plan(item(1, capacity=wanted, room=replace(SMALL, capacity=holds)))
    assert found(plan) == [(ClashKind.SMALL_ROOM, (1,))] * warns
    if warns:
        assert said(plan) == ["“Punkt 1” takes 31 people, but Lilla salen holds only 30."]


@pytest.mark.parametrize(("chosen", "warns"), [(31, True), (30, False), (0, False)])
def test_a_room_too_small_for_those_who_chose_it(chosen: int, warns: bool) -> None:
    plan = a_plan(item(1, room=SMALL), item(2), known=Known(chosen={1: chosen}))
    assert found(plan) == [(ClashKind.CROWDED, (1,))] * warns
    if warns:
        assert said(plan) == ["31 people chose “Punkt 1”, but Lilla salen holds only 30."]


def test_a_plenarys_room_too_small_for_those_who_come_that_day() -> None:
    known = Known(coming={date(2026, 10, 14): 31, date(2026, 10, 15): 30})
    plenary, tomorrow = item(1, room=SMALL), item(2, 24 * 60, room=SMALL)
    plan = a_plan(plenary, tomorrow, known=known)
    assert [(clash.kind, clash.item_ids, str(clash.words)) for clash in clashes(plan)] == [
        (
            ClashKind.CROWDED,
            (1,),
            "“Punkt 1” is for everybody, and 31 people come on Wednesday 14 October, but Lilla salen holds only 30.",
        )
    ]
    lunch = replace(a_meal(3, 120), room=SMALL)
    assert of_kind(ClashKind.CROWDED, a_plan(lunch, known=known)) == [(3,)]
    for not_for_all in (
        a_plan(plenary, item(4, 40), known=known),
        a_plan(replace(plenary, capacity=20), known=known),
        a_plan(replace(lunch, kind=ItemKind.BREAK), known=known),
        a_plan(replace(plenary, room=HALL), known=known),
        a_plan(plenary, known=replace(known, chosen={1: 30})),
    ):
        assert of_kind(ClashKind.CROWDED, not_for_all) == []


def test_content_wants_a_room_and_a_break_does_not() -> None:
    plan = a_plan(item(1, room=None), a_break(2, 60))
    assert found(plan) == [(ClashKind.NO_ROOM, (1,))]
    assert SEVERITY_OF[ClashKind.NO_ROOM] is Severity.CHECK


def test_where_rooms_do_not_matter_only_what_runs_beside_others_in_rooms_lacks_one() -> None:
    assert found(a_plan(item(1, room=None), rooms_matter=False)) == []
    beside = a_plan(item(1, room=HALL), item(2, room=None), rooms=(HALL, SMALL), rooms_matter=False)
    assert found(beside) == [(ClashKind.NO_PLACE, (2, 1))]


def test_a_parallel_item_without_a_room_while_the_others_have_theirs() -> None:
    items = (item(1, room=HALL), item(2, 15, room=None), item(3, 30, room=SMALL))
    (clash,) = clashes(a_plan(*items, rooms=(HALL, SMALL, BARN)))
    assert (clash.kind, clash.item_ids, clash.severity) == (ClashKind.NO_PLACE, (2, 1, 3), Severity.CLASH)
    assert str(clash.words) == "“Punkt 2” has no room, though what runs beside it has: “Punkt 1” and “Punkt 3”."
    (full,) = clashes(a_plan(*items, rooms=(HALL, SMALL)))
    before = item(4, -45, 60, room=HALL, kind=ItemKind.MEAL)
    (free,) = clashes(a_plan(before, items[1], items[2], rooms=(HALL, SMALL)))
    assert str(free.words) == "“Punkt 2” has no room, though what runs beside it has: “Punkt 3”."
    assert str(full.words) == (
        "“Punkt 2” has no room, and every room is taken then; beside it run “Punkt 1” and “Punkt 3”."
    )


def test_parallel_items_none_of_which_has_a_room_only_have_none_yet() -> None:
    plan = a_plan(item(1, room=None), item(2, room=None), rooms=(HALL,))
    assert found(plan) == [(ClashKind.NO_ROOM, (1,)), (ClashKind.NO_ROOM, (2,))]


def test_two_items_of_one_theme_in_parallel() -> None:
    plan = a_plan(item(1, **WATER), item(2, 30, **WATER), item(3, 45, **WATER), item(4), a_break(5, 0, **WATER))
    assert found(plan) == [(ClashKind.SAME_THEME, (2, 1)), (ClashKind.SAME_THEME, (3, 2))]
    assert clashes(plan)[0].words.in_("sv") == (
        "”Punkt 2” har temat Vatten, och det har också det som går samtidigt: ”Punkt 1”."
    )


@pytest.mark.parametrize(
    ("here", "there", "apart"),
    [
        (HALL, SMALL, False),
        (HALL, BARN, True),
        (HALL, replace(BARN, building=" herrgården"), False),
        (HALL, replace(BARN, building=""), False),
        (HALL, FARM, True),
        (HALL, BUS, True),
        (BUS, FARM, False),
        (FARM, LINK, False),
        (replace(FARM, building="A"), replace(BUS, building="B"), True),
    ],
)
def test_rooms_far_apart_want_ten_minutes(here: PlannedRoom, there: PlannedRoom, apart: bool) -> None:
    plan = a_plan(item(1, room=here), item(2, 50, room=there))
    assert of_kind(ClashKind.NO_PAUSE, plan) == [(2, 1)] * apart
    assert of_kind(ClashKind.NO_PAUSE, a_plan(item(1, room=there), item(2, 50, room=here))) == [(2, 1)] * apart
    assert of_kind(ClashKind.NO_PAUSE, a_plan(item(1, room=here), item(2, 55, room=there))) == []


def test_who_must_hurry_is_said() -> None:
    plenaries = a_plan(item(1, room=HALL, speakers=(ANNA,)), item(2, 45, room=BARN, speakers=(ANNA,)))
    assert said(plenaries) == [
        "Everybody has 0 min to get from “Punkt 1” in Stora salen to “Punkt 2” in Loftet.",
    ]
    parallel = a_plan(*plenaries.items, item(3, 0, 90, room=SMALL))
    assert said(parallel) == [
        "Demo Anna has 0 min to get from “Punkt 1” in Stora salen to “Punkt 2” in Loftet.",
    ]
    on_link = a_plan(*(replace(each, on_link=frozenset({ANNA[0]})) for each in parallel.items))
    assert found(on_link) == []


def test_somebody_hurries_from_what_ended_last() -> None:
    long, short = item(1, 0, 50, room=HALL, speakers=(ANNA,)), item(2, 10, 35, room=SMALL, speakers=(ANNA,))
    assert of_kind(ClashKind.NO_PAUSE, a_plan(long, short, item(3, 52, room=BARN, speakers=(ANNA,)))) == [(3, 1)]


def test_whoever_travels_between_need_not_hurry() -> None:
    visit, talk = item(1, 0, 45, room=FARM), item(3, 53, room=HALL)
    ride = item(2, 45, 5, kind=ItemKind.TRAVEL, room=BUS)
    assert of_kind(ClashKind.NO_PAUSE, a_plan(visit, talk)) == [(3, 1)]
    assert of_kind(ClashKind.NO_PAUSE, a_plan(visit, ride, talk)) == []
    assert of_kind(ClashKind.NO_PAUSE, a_plan(visit, replace(ride, ends_at=talk.ends_at), talk)) == [(3, 1)]


def test_parked_items_never_clash() -> None:
    known = Known(away={ANNA[0]: ((TEN, TEN + AN_HOUR),)}, chosen={2: 500})
    parked = [replace(each, parked=True) for each in in_hall(item(2, speakers=(ANNA,)), item(3, 24 * 60 * 9))]
    assert found(a_plan(*in_hall(item(1, speakers=(ANNA,))), *parked)) == []
    assert of_kind(ClashKind.CROWDED, a_plan(*parked, known=known)) == []


def test_clashes_stand_in_the_order_of_time_and_are_values() -> None:
    items = [item(1, 120, room=None), item(2, 0, room=None), item(3, 60, room=None)]
    assert [clash.item_id for clash in clashes(a_plan(*items))] == [2, 3, 1]
    assert clashes(a_plan(*items)) == clashes(a_plan(*reversed(items)))


def test_clashes_by_kind_and_by_item() -> None:
    plan = a_plan(*in_hall(item(1), item(2)), item(3, 60, room=None), item(4, 24 * 60 * 9))
    all_found = clashes(plan)
    groups = in_groups(all_found)
    assert [(group.kind, len(group.clashes), group.severity) for group in groups] == [
        (ClashKind.ROOM, 1, Severity.CLASH),
        (ClashKind.OUTSIDE_DAYS, 1, Severity.CLASH),
        (ClashKind.NO_ROOM, 1, Severity.CHECK),
    ]
    assert groups[0].words == "Same room at the same time"
    assert sorted(clash for group in groups for clash in [*map(str, group.clashes)]) == sorted(map(str, all_found))
    assert {key: [clash.kind for clash in theirs] for key, theirs in by_item(all_found).items()} == {
        1: [ClashKind.ROOM],
        2: [ClashKind.ROOM],
        3: [ClashKind.NO_ROOM],
        4: [ClashKind.OUTSIDE_DAYS],
    }


def test_every_kind_has_its_words_in_swedish() -> None:
    assert set(CLASH_WORDS) == set(SEVERITY_OF) == set(ClashKind)
    assert all(words.in_("sv") != words.in_("en") for words in CLASH_WORDS.values())


def test_the_wall_clock_is_the_gatherings_own() -> None:
    early = datetime(2026, 10, 14, 6, 0, tzinfo=UTC)
    plan = a_plan(item(1, starts_at=early, ends_at=early + AN_HOUR))
    assert found(plan) == [(ClashKind.OUTSIDE_HOURS, (1,))]
    assert found(replace(plan, zone="Europe/Helsinki")) == []
