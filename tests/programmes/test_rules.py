"""How a programme is laid out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from planner.core.language import Words
from planner.programmes.rules import by_theme, google_url, hours_words, map_url, timetable
from planner.programmes.snapshot import Entry
from tests.builders import GAMLEBY, WATER, a_programme, an_entry, some_facts

TEN = datetime(2026, 10, 14, 8, 0, tzinfo=UTC)
"""10.00 in Gamleby."""


def at(minutes: int, long: int, number: int, room: str = "A", **more: object) -> Entry:
    """Item `number`, so many minutes after ten, so many minutes long."""
    starts_at = TEN + timedelta(minutes=minutes)
    return an_entry(number, f"Punkt {number}", starts_at=starts_at, ends_at=starts_at + timedelta(minutes=long),
                    room=room, **more)  # fmt: skip


def layout(*entries: Entry, theme: str = "") -> list[tuple[str, list[list[int]]]]:
    """(clock, item numbers column by column) of each slot."""
    programme = a_programme(entries=tuple(sorted(entries, key=lambda e: e.starts_at)), themes=(WATER,))
    return [
        (slot.clock, [[cell.id for cell in column] for column in slot.columns])
        for day in timetable(programme, "sv", theme=theme)
        for slot in day.slots
    ]


def test_one_after_the_other_each_has_a_slot() -> None:
    assert layout(at(0, 45, 1), at(45, 30, 2)) == [("10.00–10.45", [[1]]), ("10.45–11.15", [[2]])]


def test_parallel_items_stand_side_by_side() -> None:
    assert layout(at(0, 60, 1), at(0, 60, 2, "B"), at(60, 30, 3)) == [
        ("10.00–11.00", [[1], [2]]),
        ("11.00–11.30", [[3]]),
    ]


def test_items_in_one_room_stand_below_each_other_beside_a_long_one() -> None:
    assert layout(at(0, 90, 1), at(0, 45, 2, "B"), at(45, 45, 3, "B")) == [("10.00–11.30", [[1], [2, 3]])]


def test_items_that_overlap_through_one_another_share_a_slot() -> None:
    assert layout(at(0, 60, 1), at(30, 60, 2, "B"), at(75, 30, 3, "A")) == [("10.00–11.45", [[1, 3], [2]])]


def test_two_in_one_room_at_once_have_columns_of_their_own() -> None:
    assert layout(at(0, 60, 1), at(30, 60, 2)) == [("10.00–11.30", [[1], [2]])]


def test_one_theme_alone_closes_the_gaps() -> None:
    assert layout(at(0, 60, 1), at(0, 60, 2, "B", theme="vatten"), at(60, 60, 3), theme="vatten") == [
        ("10.00–11.00", [[2]])
    ]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12), st.sampled_from(["A", "B", "C", ""])), max_size=14))
def test_every_item_is_shown_once_and_no_column_overlaps(chosen: list[tuple[int, int, str]]) -> None:
    entries = [at(start * 5, long * 5, n, room) for n, (start, long, room) in enumerate(chosen, 1)]
    programme = a_programme(entries=tuple(sorted(entries, key=lambda e: e.starts_at)))
    by_id = {entry.item_id: entry for entry in entries}
    slots = [slot for day in timetable(programme, "en") for slot in day.slots]
    shown = [cell.id for slot in slots for column in slot.columns for cell in column]
    assert sorted(shown) == sorted(by_id)
    for slot in slots:
        for column in slot.columns:
            pairs = pairwise(column)
            assert all(by_id[a.id].ends_at <= by_id[b.id].starts_at for a, b in pairs)
    assert [slot.starts for slot in slots] == sorted(slot.starts for slot in slots)


def test_days_are_those_of_the_gatherings_zone() -> None:
    late = at(0, 30, 1)
    late = replace(
        late, starts_at=datetime(2026, 10, 14, 22, 30, tzinfo=UTC), ends_at=datetime(2026, 10, 14, 23, 0, tzinfo=UTC)
    )
    (in_sweden,) = timetable(a_programme(late), "sv")
    (in_utc,) = timetable(a_programme(late, facts=some_facts(zone="UTC")), "en")
    assert (in_sweden.anchor, in_sweden.heading, in_sweden.slots[0].clock) == (
        "day-2026-10-15",
        "torsdag 15 oktober",
        "00.30–01.00",
    )
    assert (in_utc.anchor, in_utc.heading, in_utc.slots[0].clock) == (
        "day-2026-10-14",
        "Wednesday 14 October",
        "22:30–23:00",
    )


def test_an_item_over_midnight_stands_on_the_day_it_begins() -> None:
    night = at(12 * 60, 5 * 60, 1)
    (day,) = timetable(a_programme(night), "sv")
    assert (day.anchor, day.slots[0].clock, day.slots[0].columns[0][0].minutes) == (
        "day-2026-10-14",
        "22.00–03.00",
        300,
    )


def test_a_cell_in_the_readers_language() -> None:
    entry = an_entry(7, "Fika", kind="break", theme="vatten", abstract=Words("**Kaffe**", "**Coffee**"))
    ((cell,),) = timetable(a_programme(entry), "en", root="/en")[0].slots[0].columns
    assert (cell.title, cell.lang, cell.abstract, cell.kind, cell.light) == (
        "Fika",
        "sv",
        "<p><strong>Coffee</strong></p>",
        "Break",
        True,
    )
    assert (cell.url, cell.theme and cell.theme.name) == ("/en/meetings/hostens-traff/items/7.ics", "Water")


def test_what_is_of_no_certain_kind_says_no_kind_beside_its_title() -> None:
    opening, talk = an_entry(1, "Mötet öppnas", kind="other"), an_entry(2, "Vatten", kind="talk")
    said = [[cell.kind for cell in timetable(a_programme(one), "sv")[0].slots[0].columns[0]] for one in (opening, talk)]
    assert said == [[""], ["Föredrag"]]


def test_theme_by_theme_and_what_has_none_last() -> None:
    programme = a_programme(
        an_entry(1, theme="vatten"),
        an_entry(2, theme="beredskap"),
        an_entry(3),
        an_entry(4, kind="meal"),
        an_entry(5, theme="vatten", kind="break"),
    )
    groups = by_theme(programme, "sv")
    assert [(g.theme and g.theme.code, [cell.id for _, cell in g.lines]) for g in groups] == [
        ("beredskap", [2]),
        ("vatten", [1, 5]),
        (None, [3]),
    ]
    assert groups[0].lines[0][0] == "onsdag 14 oktober"


def test_an_empty_programme_has_no_days() -> None:
    assert (timetable(a_programme(), "sv"), by_theme(a_programme(), "sv")) == ((), ())


def test_hours_map_and_calendar_of_the_whole() -> None:
    programme = a_programme()
    assert hours_words(programme, "sv")[0][0] == "onsdag 14 oktober"
    assert map_url(programme).startswith("https://www.openstreetmap.org/?mlat=57.8942&mlon=16.4048")
    nowhere = some_facts(place=replace(GAMLEBY, latitude=None, longitude=None))
    assert map_url(a_programme(facts=nowhere)) == ""
    url = google_url(programme, "en", "https://samling.example.org/x?y&z")
    assert "text=The+autumn+gathering" in url
    assert "details=https%3A%2F%2Fsamling.example.org%2Fx%3Fy%26z" in url
