"""A day that runs late: what moves, what a break takes up, and the way back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from planner.agenda.rules import ItemKind
from planner.core.timespan import local
from planner.programmes.snapshot import Entry
from planner.publishing.rules.delaying import LEAST, MINUTES, Lateness, Moved, Times, delayed, taken_back
from tests.builders import an_entry

ZONE = "Europe/Stockholm"
DAY = date(2026, 10, 14)
SHRINKING = (ItemKind.BREAK, ItemKind.MEAL)


def at(clock: str) -> datetime:
    """That time of the day, on the gathering's clock."""
    hour, minute = map(int, clock.split("."))
    return datetime(2026, 10, 14, hour - 2, minute, tzinfo=UTC)


def entry(number: int, span: str, kind: str = "talk") -> Entry:
    starts, _, ends = span.partition("–")
    return replace(an_entry(number), starts_at=at(starts), ends_at=at(ends), kind=kind)


MORNING = (
    entry(1, "09.00–10.00"),
    entry(2, "10.00–10.45"),
    entry(3, "10.45–11.05", "break"),
    entry(4, "11.05–12.00"),
    entry(5, "12.00–13.00", "meal"),
    entry(6, "13.00–14.00"),
)


def shown(moved: tuple[Moved, ...]) -> dict[int, str]:
    """Number of the item → its new times."""
    return {int(each.uid, 16): f"{_clock(each.new.starts_at)}–{_clock(each.new.ends_at)}" for each in moved}


def _clock(instant: datetime) -> str:
    return f"{local(instant, ZONE):%H.%M}"


def late(minutes: int, clock: str, *, now: bool = False, shrink: bool = False) -> dict[int, str]:
    return shown(delayed(MORNING, DAY, ZONE, Lateness(minutes, at(clock), is_running=now, breaks_shrink=shrink)))


def test_from_an_item_on_everything_moves() -> None:
    assert late(10, "10.45") == {
        3: "10.55–11.15", 4: "11.15–12.10", 5: "12.10–13.10", 6: "13.10–14.10",
    }  # fmt: skip


def test_from_now_on_what_is_being_held_goes_on_for_longer() -> None:
    assert late(10, "11.30", now=True) == {4: "11.05–12.10", 5: "12.10–13.10", 6: "13.10–14.10"}


def test_a_break_that_is_long_enough_takes_it_up() -> None:
    assert late(10, "10.00", shrink=True) == {2: "10.10–10.55", 3: "10.55–11.05"}


def test_what_one_break_leaves_the_next_takes_up() -> None:
    assert late(20, "10.00", shrink=True) == {
        2: "10.20–11.05", 3: "11.05–11.10", 4: "11.10–12.05", 5: "12.05–13.00",
    }  # fmt: skip


def test_a_break_that_has_begun_takes_up_what_is_left_of_it() -> None:
    assert late(20, "10.55", now=True, shrink=True) == {3: "10.45–11.20", 4: "11.20–12.15", 5: "12.15–13.00"}


def test_items_side_by_side_move_together_and_their_breaks_take_it_up_once() -> None:
    beside = (*MORNING[:3], entry(7, "10.45–11.05", "break"), entry(8, "11.05–11.30"))
    found = delayed(beside, DAY, ZONE, Lateness(20, at("10.00"), is_running=False, breaks_shrink=True))
    assert shown(found) == {2: "10.20–11.05", 3: "11.05–11.10", 7: "11.05–11.10", 8: "11.10–11.35"}


def test_what_is_held_beside_an_item_that_begins_late_ends_as_planned() -> None:
    market = entry(9, "09.00–16.00")
    found = delayed((market, *MORNING), DAY, ZONE, Lateness(5, at("10.00"), is_running=False))
    assert 9 not in shown(found)


def test_only_that_day_moves_and_nothing_cancelled() -> None:
    tomorrow = replace(MORNING[5], starts_at=at("13.00") + timedelta(days=1), ends_at=at("14.00") + timedelta(days=1))
    gone = replace(MORNING[3], cancelled=True)
    found = delayed((gone, MORNING[4], tomorrow), DAY, ZONE, Lateness(5, at("09.00"), is_running=False))
    assert shown(found) == {5: "12.05–13.05"}


@st.composite
def agendas(draw: st.DrawFn) -> tuple[Entry, ...]:
    """One item after the other, in one room, as on most days."""
    found, begins = [], at("09.00")
    for number in range(1, draw(st.integers(1, 8)) + 1):
        begins += timedelta(minutes=5 * draw(st.integers(0, 3)))
        ends = begins + timedelta(minutes=5 * draw(st.integers(1, 12)))
        kind = draw(st.sampled_from(("talk", "workshop", "break", "meal")))
        found.append(replace(an_entry(number), starts_at=begins, ends_at=ends, kind=kind))
        begins = ends
    return tuple(found)


latenesses = st.builds(
    Lateness,
    st.sampled_from(MINUTES),
    st.integers(0, 300).map(lambda minutes: at("08.30") + timedelta(minutes=minutes, seconds=minutes % 60)),
    is_running=st.booleans(),
    breaks_shrink=st.booleans(),
)


@given(agendas(), latenesses)
def test_nothing_begins_before_its_time_nor_later_than_the_delay_nor_overlaps(
    agenda: tuple[Entry, ...], said: Lateness
) -> None:
    moved = {each.uid: each.new for each in delayed(agenda, DAY, ZONE, said)}
    times = [moved.get(e.uid, Times(e.starts_at, e.ends_at)) for e in agenda]
    for planned, now in zip(agenda, times, strict=True):
        assert timedelta(0) <= now.starts_at - planned.starts_at <= timedelta(minutes=said.minutes)
        assert now.ends_at >= planned.ends_at
        assert now.ends_at - now.starts_at >= LEAST
        assert (now.starts_at - planned.starts_at).seconds % 60 == 0
        if not said.breaks_shrink or ItemKind(planned.kind) not in SHRINKING:
            running = planned.starts_at < said.begins_at < planned.ends_at and said.is_running
            assert now.ends_at - now.starts_at == planned.ends_at - planned.starts_at or running
    if said.is_running:
        assert all(first.ends_at <= second.starts_at for first, second in pairwise(times))


@given(agendas(), st.lists(latenesses, min_size=1, max_size=3))
def test_the_way_back_leads_to_where_one_was(agenda: tuple[Entry, ...], all_said: list[Lateness]) -> None:
    delays, now = [], agenda
    for said in all_said:
        delays.append(delayed(now, DAY, ZONE, said))
        now = moved_by(now, delays[-1])
    assert moved_by(now, taken_back(delays, now)) == agenda
    for kept in range(len(delays)):
        there = agenda
        for each in delays[:kept]:
            there = moved_by(there, each)
        assert moved_by(now, taken_back(delays[kept:], now)) == there


def moved_by(entries: tuple[Entry, ...], moved: tuple[Moved, ...]) -> tuple[Entry, ...]:
    new = {each.uid: each.new for each in moved}
    return tuple(
        replace(e, starts_at=new[e.uid].starts_at, ends_at=new[e.uid].ends_at) if e.uid in new else e for e in entries
    )


def test_what_somebody_has_moved_since_stays_there() -> None:
    moved = delayed(MORNING, DAY, ZONE, Lateness(10, at("12.00"), is_running=False))
    now = moved_by(MORNING, moved)
    elsewhere = replace(now[5], starts_at=at("15.00"), ends_at=at("16.00"))
    assert shown(taken_back([moved], (*now[:5], elsewhere))) == {5: "12.00–13.00"}
    assert taken_back([moved], [replace(e, cancelled=True) for e in now]) == ()
