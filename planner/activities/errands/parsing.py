"""Reads somebody else's calendar in a process of its own, with a limit of time and of memory."""

import multiprocessing
import resource
from concurrent.futures import ProcessPoolExecutor

from planner.activities.rules.opening import Unreadable
from planner.activities.rules.reading import ReadCalendar, Window, read_calendar

LIMIT_SECONDS = 30
LIMIT_BYTES = 1024 * 1024 * 1024


def read_apart(content: bytes, window: Window, seconds: float = LIMIT_SECONDS) -> ReadCalendar:
    """read_calendar(), which a hostile file cannot keep for ever, nor have take the worker with it.

    Raises Unreadable also for what takes too long or too much, and for whatever else goes wrong over there.
    """
    pool = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"), initializer=_bound)
    try:
        return pool.submit(read_calendar, content, window).result(timeout=seconds)
    except Unreadable:
        raise
    except Exception as trouble:
        for process in list((pool._processes or {}).values()):
            process.kill()
        raise Unreadable from trouble
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _bound() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (LIMIT_BYTES, LIMIT_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (LIMIT_SECONDS, LIMIT_SECONDS))
