"""Printing in another process: progress, cancelling, limits, and what becomes of a press that dies."""

import os
import signal
import time
from collections.abc import Callable
from typing import Any

import pytest

from planner.core.errors import Conflict
from planner.press import Cancelled, print_apart, print_here
from planner.press.apart import Crashed, Progress


def twice(number: int, *, more: int = 0) -> tuple[int, int]:
    return 2 * number + more, os.getpid()


def in_steps(steps: int, *, progress: Progress) -> str:
    for step in range(steps):
        progress(step, steps)
        time.sleep(0.05)
    return f"{steps} steps"


def for_ever() -> None:
    time.sleep(600)


def dying() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def refusing() -> None:
    raise Conflict


def giving_what_cannot_be_sent() -> Callable[[], int]:
    return lambda: 1


def test_it_is_made_in_another_process_that_stays_warm() -> None:
    first, second = print_apart(twice, 4, more=1), print_apart(twice, 5)
    assert (first[0], second[0]) == (9, 10)
    assert first[1] == second[1] != os.getpid()


@pytest.mark.parametrize("press", [print_apart, print_here])
def test_progress_is_told(press: Callable[..., Any]) -> None:
    told: list[tuple[int, int]] = []
    made = press(in_steps, 3, on_progress=lambda done, of_all: told.append((done, of_all)))
    assert (made, told) == ("3 steps", [(0, 3), (1, 3), (2, 3)])


@pytest.mark.parametrize("press", [print_apart, print_here])
def test_it_stops_soon_when_it_is_cancelled(press: Callable[..., Any]) -> None:
    told: list[int] = []
    begun = time.monotonic()
    with pytest.raises(Cancelled):
        press(in_steps, 2000, on_progress=lambda done, _all: told.append(done), is_cancelled=lambda: len(told) > 1)
    assert time.monotonic() - begun < 20
    assert len(told) < 2000


def test_what_hangs_is_killed_and_the_next_print_goes_well() -> None:
    with pytest.raises(Crashed, match=r"said nothing for 0\.5 seconds"):
        print_apart(for_ever, limit_seconds=0.5)
    assert print_apart(twice, 1)[0] == 2


def test_what_keeps_telling_may_take_longer_than_the_limit() -> None:
    assert print_apart(in_steps, 30, on_progress=lambda done, of_all: None, limit_seconds=1) == "30 steps"


def test_a_press_that_dies_takes_nobody_along() -> None:
    with pytest.raises(Crashed, match="died"):
        print_apart(dying)
    assert print_apart(twice, 1)[0] == 2


@pytest.mark.parametrize("press", [print_apart, print_here])
def test_what_it_refuses_is_refused_here(press: Callable[..., Any]) -> None:
    with pytest.raises(Conflict):
        press(refusing)


def test_what_cannot_be_sent_is_trouble_and_the_press_lives() -> None:
    (_, before) = print_apart(twice, 1)
    with pytest.raises(Crashed, match=r"pickle|lambda"):
        print_apart(giving_what_cannot_be_sent)
    with pytest.raises(Exception, match=r"pickle|lambda"):
        print_apart(lambda: 1)
    assert print_apart(twice, 1)[1] == before


def wrong() -> None:
    raise ValueError("no such colour")


def test_whatever_goes_wrong_in_it_is_told_and_the_press_lives() -> None:
    (_, before) = print_apart(twice, 1)
    with pytest.raises(Crashed, match="ValueError: no such colour"):
        print_apart(wrong)
    assert print_apart(twice, 1)[1] == before
