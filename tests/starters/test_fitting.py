"""A starter on a gathering's days: what moves, what is shortened, what is left out, and that nothing lies outside."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.agenda.rules import LIGHT, ItemDetails, ItemKind
from planner.core.language import Words
from planner.meetings.rules import DayHours
from planner.registrations.rules import PartDetails, PartKind, Stop
from planner.starters.rules import (
    LUNCH_TO_LUNCH,
    MORNINGS,
    STARTERS,
    STEERING,
    STUDY_TRIP,
    THEME_DAY,
    WEBINAR,
    Fitted,
    Ground,
    Starter,
    fit,
)
from tests.starters.samples import FIRST, clocks, ground, line_of, usual

WEBINAR_LINES = [
    (0, "Välkommen: så går det till"),
    (10, "Föredrag: ämnet i stort"),
    (45, "Frågor och svar"),
    (60, "Paus"),
    (75, "Föredrag: så gör ett kluster"),
    (110, "Frågor och svar"),
    (125, "Paus"),
    (135, "Samtal mellan talarna"),
    (170, "Avslutning"),
]
"""(minutes after the beginning, title)"""


def remarks(fitted: Fitted) -> list[str]:
    return [str(text) for text in fitted.remarks]


def lost(fitted: Fitted) -> list[tuple[str, str]]:
    return [(one.details.title.en, str(one.why)) for one in fitted.parked]


@pytest.mark.parametrize("starter", STARTERS, ids=lambda starter: starter.key)
def test_on_its_usual_days_everything_of_a_starter_has_its_place(starter: Starter) -> None:
    fitted = fit(starter, usual(starter))
    plans = starter.plans_for(len(starter.offsets))
    assert clocks(fitted) == [
        (after, time(*divmod(line.at, 60)), line.minutes, line.title.sv)
        for after, plan in zip(starter.offsets, plans, strict=True)
        if plan is not None
        for line in plan.lines
    ]
    assert (fitted.parked, fitted.remarks) == ((), ())


def test_every_starter_is_known_by_a_key_of_its_own_and_has_words_in_both_languages() -> None:
    assert len({starter.key for starter in STARTERS}) == len(STARTERS)
    lines = [line for s in STARTERS for shape in s.shapes for plan in shape for line in plan.lines]
    assert [line.title for line in lines if not (line.title.sv and line.title.en)] == []


def test_the_first_day_begins_with_fika_and_ends_with_dinner_and_the_second_ends_with_lunch() -> None:
    fitted = fit(LUNCH_TO_LUNCH, usual(LUNCH_TO_LUNCH))
    by_day = {day: [line for line in clocks(fitted) if line[0] == day] for day in (0, 1)}
    assert by_day[0][0] == (0, time(9, 30), 30, "Fika och registrering")
    assert by_day[0][1] == (0, time(10), 15, "Välkommen")
    assert by_day[0][-1] == (0, time(18, 30), 150, "Middag och mingel")
    assert by_day[1][-1] == (1, time(12), 60, "Lunch och hemresa")
    workshops = [line for line in by_day[0] if line[1] == time(13, 30)]
    assert workshops == [(0, time(13, 30), 60, f"Workshop {letter}") for letter in "ABC"]


def test_the_steering_groups_items_are_all_content_so_that_each_can_have_a_number() -> None:
    kinds = [item.kind for item in fit(STEERING, usual(STEERING)).items]
    assert (len(kinds), set(kinds) & LIGHT) == (6, set())


@pytest.mark.parametrize("starter", STARTERS)
def test_what_has_no_speaker_to_be_found_is_no_talk(starter: Starter) -> None:
    items = fit(starter, usual(starter)).items
    assert {item.title.sv for item in items if item.kind is ItemKind.TALK and not item.notes} == set()
    assert {item.kind for item in items if item.title.sv.startswith(("Välkommen", "Avslutning"))} <= {ItemKind.OTHER}


def test_mornings_lie_a_week_apart_and_only_the_first_and_last_differ() -> None:
    fitted = fit(MORNINGS, usual(MORNINGS))
    starts = [(day, title) for day, at, _, title in clocks(fitted) if at == time(9)]
    assert starts == [
        (0, "Välkommen: så går serien till"),
        (7, "Välkommen tillbaka: sedan sist"),
        (14, "Välkommen tillbaka: sedan sist"),
        (21, "Välkommen tillbaka: sedan sist"),
    ]


def test_a_bus_has_a_stop_for_each_item_at_which_it_picks_people_up() -> None:
    fitted = fit(STUDY_TRIP, usual(STUDY_TRIP))
    stops = [item for item in fitted.items if item.kind is ItemKind.TRAVEL][:3]
    assert [(item.starts, item.notes) for item in stops] == [
        (time(7, 30), "Värd vid hållplatsen: namn och telefon."),
        (time(7, 50), "Värd vid hållplatsen: namn och telefon."),
        (time(8, 10), "Värd vid hållplatsen: namn och telefon."),
    ]
    assert fitted.buses == (
        PartDetails(
            PartKind.BUS,
            FIRST,
            Words("Buss", "Bus"),
            starts=time(7, 30),
            stops=(
                Stop("Hållplats 1", time(7, 30)),
                Stop("Hållplats 2", time(7, 50)),
                Stop("Hållplats 3", time(8, 10)),
            ),
        ),
    )


def test_a_starter_without_a_meal_moves_along_with_the_opening() -> None:
    fitted = fit(WEBINAR, ground((time(13), time(16))))
    assert [(at, title) for _, at, _, title in clocks(fitted)] == [
        (time(13 + minutes // 60, minutes % 60), title) for minutes, title in WEBINAR_LINES
    ]
    assert remarks(fitted) == [
        "Since Wednesday 14 October 2026 begins at 13:00 and not at 09:00, everything moves along."
    ]


def test_before_the_meal_items_move_and_after_it_they_keep_their_clock() -> None:
    fitted = fit(THEME_DAY, ground((time(8, 30), time(16))))
    found = {title: at for _, at, _, title in clocks(fitted)}
    assert [found[title] for title in ("Fika och registrering", "Välkommen", "Lunch", "Workshop A", "Fika")] == [
        time(8, 30),
        time(9),
        time(12),
        time(13),
        time(14),
    ]
    assert fitted.parked == ()


def test_what_moves_ends_where_the_meal_begins() -> None:
    """Half an hour later, the panel of 35 minutes has none left; the talk before it is cut from 40 to 35."""
    fitted = fit(THEME_DAY, ground((time(9, 40), time(16))))
    morning = [line[1:] for line in clocks(fitted) if line[1] < time(12)]
    assert morning == [
        (time(9, 40), 30, "Fika och registrering"),
        (time(10, 10), 15, "Välkommen"),
        (time(10, 25), 40, "Föredrag: ämnet i stort"),
        (time(11, 5), 20, "Bensträckare"),
        (time(11, 25), 35, "Föredrag: så gör ett kluster"),
    ]
    assert lost(fitted) == [("The speakers in conversation", "There is not time enough.")]
    assert "“Talk: how one cluster does it” is shortened to 35 minutes." in remarks(fitted)


def test_a_gathering_that_begins_after_lunch_has_none() -> None:
    fitted = fit(THEME_DAY, ground((time(12, 30), time(16))))
    assert [line[1:] for line in clocks(fitted)][:3] == [
        (time(12, 30), 30, "Fika och registrering"),
        (time(13), 60, "Workshop A"),
        (time(13), 60, "Workshop B"),
    ]
    assert ("Lunch", "The day has not begun by then.") in lost(fitted)


def test_what_the_end_of_the_day_cuts_off_is_shortened_by_at_most_a_third() -> None:
    kept = fit(LUNCH_TO_LUNCH, ground((time(9, 30), time(15, 40)), (time(8, 30), time(13))))
    assert (0, time(15), 40, "Gruppsamtal") in clocks(kept)
    cut = fit(LUNCH_TO_LUNCH, ground((time(9, 30), time(15, 39)), (time(8, 30), time(13))))
    assert lost(cut)[0] == ("Group discussion", "There is not time enough.")


def test_a_day_too_few_parks_the_last_one_and_says_so() -> None:
    fitted = fit(LUNCH_TO_LUNCH, ground((time(9, 30), time(21))))
    assert {why for _, why in lost(fitted)} == {"The gathering has no such day."}
    assert len(fitted.items) + len(fitted.parked) == len(fit(LUNCH_TO_LUNCH, usual(LUNCH_TO_LUNCH)).items)
    assert remarks(fitted) == [
        "The gathering has fewer days than this usually has: what belongs to the others is parked."
    ]


@pytest.mark.parametrize(
    ("starter", "days", "said"),
    [
        (LUNCH_TO_LUNCH, 3, "those between the first and the last are alike"),
        (THEME_DAY, 2, "they are all alike"),
        (STEERING, 2, "the later ones stay empty"),
        (STUDY_TRIP, 2, None),
        (STUDY_TRIP, 3, "those between the first and the last are alike"),
        (MORNINGS, 3, None),
        (MORNINGS, 6, "those between the first and the last are alike"),
    ],
)
def test_days_too_many_are_filled_or_stay_empty_and_that_is_said(starter: Starter, days: int, said: str | None) -> None:
    hours = [hours for hours in starter.hours_for(days) if hours]
    fitted = fit(starter, ground(*hours))
    assert fitted.parked == ()
    assert remarks(fitted) == ([f"The gathering has more days than this usually has: {said}."] if said else [])
    filled = {day for day, *_ in clocks(fitted)}
    assert filled == ({0} if starter is STEERING else set(range(days)))


def test_the_last_of_three_days_is_the_one_that_ends_with_lunch() -> None:
    hours = [hours for hours in LUNCH_TO_LUNCH.hours_for(3) if hours]
    fitted = fit(LUNCH_TO_LUNCH, ground(*hours))
    ends = [max(line for line in clocks(fitted) if line[0] == day) for day in range(3)]
    assert [title for *_, title in ends] == ["Middag och mingel", "Middag och mingel", "Lunch och hemresa"]


def test_an_item_at_a_time_that_the_clocks_skip_is_parked_an_hour_later() -> None:
    night = Ground((DayHours(date(2026, 3, 29), time(1), time(4)),), "Europe/Stockholm", "sv")
    fitted = fit(WEBINAR, night)
    assert [(str(one.why), one.details.starts) for one in fitted.parked] == [
        (f"The clocks skip 02:{minutes:02} on Sunday 29 March 2026.", time(3, minutes)) for minutes in (0, 15, 50)
    ]


def test_notes_speak_the_readers_language() -> None:
    talks = fit(WEBINAR, Ground(usual(WEBINAR).days, "Europe/Stockholm", "en")).items
    assert [item.notes for item in talks if item.notes] == ["Who speaks? Ask them, and write their name."] * 2


def minutes_of(at: time) -> int:
    return at.hour * 60 + at.minute


@st.composite
def grounds(draw: st.DrawFn) -> Ground:
    """One to five days, with any hours."""
    days = []
    for n in range(draw(st.integers(1, 5))):
        opens = draw(st.integers(0, 23 * 60))
        closes = draw(st.integers(opens + 1, 24 * 60 - 1))
        hours = (time(*divmod(opens, 60)), time(*divmod(closes, 60)))
        days.append(DayHours(FIRST + timedelta(days=n), *hours))
    return Ground(tuple(days), "Europe/Stockholm", "sv")


@given(st.sampled_from(STARTERS), grounds())
def test_whatever_the_days_nothing_lies_outside_nothing_is_lost_and_only_parallels_overlap(
    starter: Starter, on: Ground
) -> None:
    fitted = fit(starter, on)
    hours = {day.held_on: (minutes_of(day.opens), minutes_of(day.closes)) for day in on.days}
    for item in fitted.items:
        opens, closes = hours[item.held_on]
        assert opens <= minutes_of(item.starts) < minutes_of(item.starts) + item.minutes <= closes
        assert item.minutes >= 5
    assert [item.parked for item in fitted.wanted] == [False] * len(fitted.items) + [True] * len(fitted.parked)
    plans = starter.plans_for(len(on.days))
    wanted = Counter(line.title for plan in plans if plan for line in plan.lines)
    assert Counter(item.title for item in fitted.wanted) == wanted
    for one, other in zip(fitted.items, fitted.items[1:], strict=False):
        assert overlap(one, other) == (one.kind is other.kind is ItemKind.WORKSHOP and one.starts == other.starts)


def overlap(one: ItemDetails, other: ItemDetails) -> bool:
    if one.held_on != other.held_on:
        return False
    first = datetime.combine(one.held_on, one.starts, UTC) + timedelta(minutes=one.minutes)
    return first > datetime.combine(other.held_on, other.starts, UTC)


def test_items_come_in_the_order_of_time() -> None:
    fitted = fit(STUDY_TRIP, ground((time(9), time(20)), (time(8), time(15))))
    assert [line_of(item)[:2] for item in fitted.items] == sorted(line_of(item)[:2] for item in fitted.items)
