"""How fast letters leave, decided purely: never too many in a minute, and everybody's turn comes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from planner.mail.rules.pace import MINUTE, Verdict, Waiter, Window, decide
from tests.conftest import START

SECOND = timedelta(seconds=1)


def test_a_letter_leaves_while_there_is_room_in_the_minute() -> None:
    assert decide(START, 2, Window(1, START - SECOND, None), Waiter(hurries=False)) == Verdict()


def test_who_has_to_wait_gets_a_turn_and_the_next_one_comes_after() -> None:
    full = Window(2, START - 20 * SECOND, None)
    first = decide(START, 2, full, Waiter(hurries=False))
    turn = START + 40 * SECOND
    assert first == Verdict(turn, turn, turn + 30 * SECOND)
    then = decide(START, 2, Window(2, START - 20 * SECOND, first.next_turn_at), Waiter(hurries=False))
    assert then == Verdict(turn + 30 * SECOND, turn + 30 * SECOND, turn + 60 * SECOND)


def test_a_letter_that_hurries_takes_the_next_place_that_comes_free() -> None:
    queue = Window(2, START - 20 * SECOND, START + timedelta(hours=3))
    assert decide(START, 2, queue, Waiter(hurries=True)) == Verdict(
        START + 40 * SECOND, None, START + timedelta(hours=3)
    )


def test_whose_turn_has_come_goes_not_behind_the_others_again() -> None:
    queue = Window(2, START - 20 * SECOND, START + timedelta(hours=3))
    turn = START - SECOND
    assert decide(START, 2, queue, Waiter(False, turn)) == Verdict(
        START + 40 * SECOND, turn, START + timedelta(hours=3)
    )


def test_who_is_woken_too_early_waits_for_their_turn() -> None:
    turn = START + timedelta(minutes=5)
    assert decide(START, 2, Window(0, None, None), Waiter(False, turn)) == Verdict(turn, turn, None)


@dataclass
class Asker:
    """A letter in the simulation below."""

    asks_at: datetime
    hurries: bool
    turn_at: datetime | None = None


@given(
    st.integers(1, 7),
    st.lists(st.tuples(st.integers(0, 200), st.booleans()), min_size=1, max_size=40),
    st.integers(0, 5),
)
def test_never_more_than_so_many_in_any_minute_and_all_leave(
    per_minute: int, arrivals: list[tuple[int, bool]], late_seconds: int
) -> None:
    """A worker may be late in asking again; then nothing leaves earlier, and nobody is forgotten."""
    waiting = [Asker(START + at * SECOND, hurries) for at, hurries in arrivals]
    left: list[datetime] = []
    next_turn: datetime | None = None
    asked = 0
    while waiting:
        asker = min(waiting, key=lambda one: one.asks_at)
        now = asker.asks_at
        recent = [at for at in left if at > now - MINUTE]
        window = Window(len(recent), min(recent, default=None), next_turn)
        verdict = decide(now, per_minute, window, Waiter(asker.hurries, asker.turn_at))
        next_turn = verdict.next_turn_at
        asked += 1
        if verdict.ask_again_at is None:
            left.append(now)
            waiting.remove(asker)
        else:
            assert verdict.ask_again_at > now
            asker.asks_at, asker.turn_at = verdict.ask_again_at + late_seconds * SECOND, verdict.turn_at
    for at in left:
        assert sum(at <= other < at + MINUTE for other in left) <= per_minute
    last_arrival = START + max(at for at, _ in arrivals) * SECOND
    minutes = -(-len(arrivals) // per_minute)
    assert max(left) <= last_arrival + (minutes + 1) * (MINUTE + late_seconds * SECOND * (per_minute + 1))
    assert asked <= len(arrivals) ** 2 + len(arrivals)
