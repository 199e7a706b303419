"""What is on at an instant: at each beginning and end, at midnight, when clocks change, and in other zones."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core.language import Words
from planner.programmes.rules import NowView, Phase, is_by_the_minute, is_on_days, midnight_of, now_of
from planner.programmes.rules.now import stretches_of
from planner.programmes.snapshot import DayHours, Entry, Programme
from tests.builders import a_programme, an_entry, some_facts

SECOND = timedelta(seconds=1)


def local(day: int, clock: str, zone: str = "Europe/Stockholm", month: int = 10) -> datetime:
    """A time on the wall, in October unless said otherwise, as an instant."""
    hour, minute = map(int, clock.split("."))
    return datetime(2026, month, day, hour, minute, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def item(number: int, day: int, clocks: str, room: str = "Stora salen", **more: object) -> Entry:
    """Item `number` on that day of October: 10.00-10.45."""
    starts, ends = clocks.split("-")
    return an_entry(
        number, f"Punkt {number}", starts_at=local(day, starts), ends_at=local(day, ends), room=room, **more
    )


FIKA = item(1, 14, "9.30-10.00", kind="registration")
TALK = item(2, 14, "10.00-10.45")
LEFT, RIGHT = item(3, 14, "11.00-12.00", "Lilla salen"), item(4, 14, "11.00-12.30")
LUNCH = item(5, 14, "12.30-13.30", kind="meal")
MORNING, END = item(6, 15, "8.30-9.00", kind="break"), item(7, 15, "9.00-12.00")
TWO_DAYS = a_programme(FIKA, TALK, LEFT, RIGHT, LUNCH, MORNING, END)


def shape(view: NowView) -> tuple[str, list[int], list[int], list[int]]:
    """The phase, and the numbers of what is on, next and later."""
    return view.phase.value, *([e.item_id for e in each] for each in (view.on, view.next, view.later))  # type: ignore[return-value]


def at(when: datetime, programme: Programme = TWO_DAYS) -> tuple[str, list[int], list[int], list[int]]:
    return shape(now_of(programme, None, when))


@pytest.mark.parametrize(
    ("day", "clock", "found"),
    [
        (1, "12.00", ("before", [], [1], [2, 3, 4, 5])),
        (14, "9.29", ("before", [], [1], [2, 3, 4, 5])),
        (14, "9.30", ("on", [1], [2], [3, 4, 5])),
        (14, "9.59", ("on", [1], [2], [3, 4, 5])),
        (14, "10.00", ("on", [2], [3, 4], [5])),
        (14, "10.44", ("on", [2], [3, 4], [5])),
        (14, "10.45", ("on", [], [3, 4], [5])),  # nothing is on
        (14, "11.00", ("on", [3, 4], [5], [])),
        (14, "12.00", ("on", [4], [5], [])),
        (14, "12.30", ("on", [5], [], [])),
        (14, "13.29", ("on", [5], [], [])),
        (14, "13.30", ("between", [], [6], [7])),
        (15, "0.00", ("between", [], [6], [7])),
        (15, "8.29", ("between", [], [6], [7])),
        (15, "8.30", ("on", [6], [7], [])),
        (15, "11.59", ("on", [7], [], [])),
        (15, "12.00", ("after", [], [], [])),
        (20, "12.00", ("after", [], [], [])),
    ],
)
def test_what_is_on_next_and_later(day: int, clock: str, found: tuple[str, list[int], list[int], list[int]]) -> None:
    assert at(local(day, clock)) == found
    # A minute's seconds change nothing: whatever begins and ends does so on a whole minute.
    assert at(local(day, clock) + 59 * SECOND) == found


def test_a_second_before_is_still_before() -> None:
    assert at(TALK.starts_at - SECOND) == ("on", [1], [2], [3, 4, 5])
    assert at(END.ends_at - SECOND)[0] == "on"
    assert at(FIKA.starts_at - SECOND)[0] == "before"


def test_the_day_that_is_shown_and_the_one_after() -> None:
    first, second = stretches_of(TWO_DAYS)
    assert (first.held_on, first.starts_at, first.ends_at) == (date(2026, 10, 14), FIKA.starts_at, LUNCH.ends_at)
    days = [
        (view.day, view.following)
        for clock in ((13, "12.00"), (14, "12.00"), (14, "20.00"), (15, "9.00"), (16, "9.00"))
        for view in (now_of(TWO_DAYS, None, local(*clock)),)
    ]
    assert days == [(first, second), (first, second), (second, None), (second, None), (None, None)]


def test_what_is_cancelled_is_never_on_or_next_but_stands_among_what_is_to_come() -> None:
    off = a_programme(FIKA, replace(TALK, cancelled=True), LEFT, replace(LUNCH, cancelled=True))
    assert at(local(14, "9.30"), off) == ("on", [1], [3], [2, 5])
    assert at(local(14, "10.10"), off) == ("on", [], [3], [5])
    assert at(local(14, "12.30"), off)[0] == "between"  # the lunch that is off makes the day no longer


def test_a_day_without_items_lasts_as_long_as_its_hours() -> None:
    only_second = a_programme(MORNING, END)  # the first day is 9.30 to 16.30
    assert [at(local(14, clock), only_second)[0] for clock in ("9.29", "9.30", "16.29", "16.30")] == [
        "before", "on", "on", "between",
    ]  # fmt: skip
    no_agenda = replace(TWO_DAYS, with_agenda=False, entries=())
    assert at(local(14, "12.00"), no_agenda) == ("on", [], [], [])
    assert at(local(15, "12.00"), no_agenda)[0] == "after"


def test_a_day_on_which_everything_is_off_keeps_its_hours_and_shows_what_is_off() -> None:
    off = a_programme(replace(TALK, cancelled=True), MORNING)
    assert at(local(14, "9.00"), off) == ("before", [], [], [2])
    outside = a_programme(item(1, 13, "18.00-20.00", cancelled=True), TALK)
    assert [stretch.held_on.day for stretch in stretches_of(outside)] == [14, 15]


def test_an_evening_before_the_first_day_is_a_day_of_the_gathering() -> None:
    early = a_programme(item(1, 13, "18.00-20.00"), TALK)
    assert at(local(13, "19.00"), early) == ("on", [1], [], [])
    assert at(local(13, "20.00"), early) == ("between", [], [2], [])


def test_an_evening_that_ends_after_midnight_is_one_evening() -> None:
    party = an_entry(9, "Mingel", starts_at=local(14, "22.00"), ends_at=local(15, "1.00"))
    late = a_programme(TALK, party, MORNING)
    assert at(local(14, "23.59"), late) == at(local(15, "0.00"), late) == ("on", [9], [], [])
    view = now_of(late, None, local(15, "0.30"))
    assert view.day
    assert view.following
    assert (view.day.held_on.day, view.following.held_on.day) == (14, 15)
    assert at(local(15, "1.00"), late) == ("between", [], [6], [])


def test_the_night_when_clocks_go_back_is_an_hour_longer() -> None:
    # 25 October 2026: 3.00 becomes 2.00.
    night = an_entry(
        1, "Vaka", starts_at=datetime(2026, 10, 24, 22, 0, tzinfo=UTC), ends_at=datetime(2026, 10, 25, 5, 0, tzinfo=UTC)
    )
    facts = some_facts(days=(DayHours(date(2026, 10, 25), time(0), time(12)),))
    programme = a_programme(night, facts=facts)
    (day,) = stretches_of(programme)
    assert day.held_on == date(2026, 10, 25)
    assert day.ends_at - day.starts_at == timedelta(hours=7)
    half_past_two, half_past_two_again = (datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1))
    assert at(half_past_two, programme) == at(half_past_two_again, programme) == ("on", [1], [], [])
    assert midnight_of(half_past_two_again, "Europe/Stockholm") == datetime(2026, 10, 24, 22, 0, tzinfo=UTC)
    assert midnight_of(datetime(2026, 10, 25, 22, 59, tzinfo=UTC), "Europe/Stockholm") == midnight_of(
        half_past_two, "Europe/Stockholm"
    )


def test_the_night_when_clocks_go_forward_is_an_hour_shorter() -> None:
    # 29 March 2026: 2.00 becomes 3.00.
    hours = some_facts(days=(DayHours(date(2026, 3, 29), time(0), time(4)),))
    (day,) = stretches_of(a_programme(facts=hours))
    assert day.ends_at - day.starts_at == timedelta(hours=3)
    assert at(datetime(2026, 3, 29, 1, 59, tzinfo=UTC), a_programme(facts=hours))[0] == "on"
    assert at(datetime(2026, 3, 29, 2, 0, tzinfo=UTC), a_programme(facts=hours))[0] == "after"


@pytest.mark.parametrize("zone", ["Europe/Helsinki", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "UTC"])
def test_a_gathering_elsewhere_goes_by_the_clocks_there(zone: str) -> None:
    talk = an_entry(1, starts_at=local(14, "10.00", zone), ends_at=local(14, "11.00", zone))
    evening = an_entry(2, starts_at=local(14, "23.00", zone), ends_at=local(15, "0.30", zone))
    programme = a_programme(talk, evening, facts=some_facts(zone=zone))
    assert [stretch.held_on.day for stretch in stretches_of(programme)] == [14, 15]
    assert at(local(14, "10.30", zone), programme) == ("on", [1], [2], [])
    assert at(local(15, "0.00", zone), programme) == ("on", [2], [], [])
    assert midnight_of(local(14, "23.59", zone), zone) == local(14, "0.00", zone)
    days = (date(2026, 10, 14), date(2026, 10, 15))
    edges = [local(*when, zone) for when in ((13, "23.59"), (14, "0.00"), (15, "23.59"), (16, "0.00"))]
    assert [is_on_days(edge, *days, zone) for edge in edges] == [False, True, True, False]


@pytest.mark.parametrize(
    ("day", "clock", "exact"),
    [(12, "23.59", False), (13, "0.00", True), (14, "12.00", True), (16, "23.59", True), (17, "0.00", False)],
)
def test_the_minute_counts_on_the_days_and_on_those_beside_them(day: int, clock: str, exact: bool) -> None:
    first, last = date(2026, 10, 14), date(2026, 10, 15)
    assert is_by_the_minute(local(day, clock), first, last, "Europe/Stockholm") is exact


def test_a_cancelled_gathering_is_never_on() -> None:
    off = replace(TWO_DAYS, facts=some_facts(cancelled=True))
    assert now_of(off, TWO_DAYS, local(14, "10.00"), note="Storm.") == NowView(Phase.CANCELLED, note="Storm.")
    assert now_of(off, TWO_DAYS, local(13, "10.00"), note="Storm.") == NowView(Phase.CANCELLED)


def test_the_note_of_today_and_what_changed_are_part_of_every_view_on_the_gatherings_days() -> None:
    moved = replace(TWO_DAYS, entries=(replace(FIKA, room="Matsalen"), *TWO_DAYS.entries[1:]))
    for when in (local(14, "0.00"), local(14, "10.00"), local(14, "20.00"), local(15, "23.59")):
        view = now_of(moved, TWO_DAYS, when, note="Hej")
        assert (view.note, len(view.changed)) == ("Hej", 1)
        assert now_of(moved, None, when).changed == ()


def test_on_other_days_nothing_has_changed_today() -> None:
    moved = replace(TWO_DAYS, entries=(replace(FIKA, room="Matsalen"), *TWO_DAYS.entries[1:]))
    for when in (local(13, "23.59"), local(16, "0.00"), local(20, "9.00")):
        view = now_of(moved, TWO_DAYS, when, note="Hej")
        assert (view.note, view.changed) == ("", ())


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 24), st.booleans()), max_size=12),
    st.integers(-30, 90),
)
def test_each_item_to_come_stands_in_exactly_one_list_and_what_is_on_is_on(
    items: list[tuple[int, int, bool]], minute: int
) -> None:
    ten = local(14, "10.00")
    entries = [
        an_entry(
            n,
            starts_at=ten + timedelta(minutes=5 * start),
            ends_at=ten + timedelta(minutes=5 * (start + long)),
            cancelled=off,
        )
        for n, (start, long, off) in enumerate(items, 1)
    ]
    programme = a_programme(*entries, with_agenda=True)
    instant = ten + timedelta(minutes=5 * minute)
    view = now_of(programme, None, instant)
    shown = [*view.on, *view.next, *view.later]
    assert len({entry.uid for entry in shown}) == len(shown)
    for entry in programme.entries:
        is_on = entry.starts_at <= instant < entry.ends_at and not entry.cancelled
        assert (entry in view.on) == is_on
        if view.day and view.day.held_on.day == 14:
            assert (entry in (*view.next, *view.later)) == (entry.starts_at > instant)
    assert len({entry.starts_at for entry in view.next}) <= 1
    assert not any(entry.cancelled for entry in (*view.on, *view.next))


def test_words_of_titles_do_not_matter() -> None:
    assert at(local(14, "10.00"), replace(TWO_DAYS, entries=(replace(TALK, title=Words()),)))[1] == [2]
