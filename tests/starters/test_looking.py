"""The small timetable of an agenda that does not exist yet."""

from dataclasses import replace
from datetime import date, time, timedelta

from planner.agenda.rules import ItemDetails, ItemKind
from planner.core.language import Words
from planner.starters.rules.looking import LookDay, LookSlot, timetable
from tests.starters.samples import FIRST


def an_item(title: str, starts: time, minutes: int, kind: ItemKind = ItemKind.TALK) -> ItemDetails:
    return ItemDetails(kind, Words(title), FIRST, starts, minutes)


def test_what_overlaps_shares_a_slot_and_days_without_items_are_shown_too() -> None:
    lunch = an_item("Lunch", time(12), 60, ItemKind.MEAL)
    long, short, later = (
        an_item("Lång", time(13), 90),
        an_item("Kort", time(13), 30),
        an_item("Senare", time(13, 45), 30),
    )
    second = FIRST + timedelta(days=1)
    assert timetable([later, lunch, long, short], [FIRST, second]) == (
        LookDay(
            1,
            FIRST,
            (
                LookSlot(time(12), time(13), True, (lunch,)),
                LookSlot(time(13), time(14, 30), False, (long, short, later)),
            ),
        ),
        LookDay(2, second, ()),
    )


def test_a_meal_beside_a_talk_is_not_light() -> None:
    items = [an_item("Lunch", time(12), 60, ItemKind.MEAL), an_item("Samtal", time(12), 60)]
    assert [slot.is_light for day in timetable(items, [FIRST]) for slot in day.slots] == [False]


def test_a_day_that_is_not_the_gatherings_is_shown_in_its_place() -> None:
    before = replace(an_item("Sidomöte", time(20), 300), held_on=FIRST - timedelta(days=1))
    found = timetable([before], [FIRST])
    assert [(day.number, day.held_on) for day in found] == [(1, date(2026, 10, 13)), (2, FIRST)]
    assert found[0].slots == (LookSlot(time(20), time(1), False, (before,)),)
