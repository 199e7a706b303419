"""CPU time of two things by turns, as a ratio: the machine's noise meets both, and the least of each is kept."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass

BATCH_SECONDS = 0.003
"""A batch repeats its call until it takes about this long, so that the clock's grain does not show."""
LEAST_SECONDS = 0.8
"""Cheap tasks go on for more rounds than asked for, until both together took this long: they feel the noise most."""


def nothing() -> None:
    """Needs no preparation."""


@dataclass(frozen=True)
class Task:
    """Something to measure. `prepare` runs before each batch, unmeasured; a task that needs it has one call a batch."""

    run: Callable[[], object]
    prepare: Callable[[], object] = nothing


@dataclass(frozen=True)
class Measured:
    """CPU seconds of one call of each, the least that was seen."""

    ours: float
    theirs: float

    @property
    def ratio(self) -> float:
        return self.ours / self.theirs


def by_turns(ours: Task, theirs: Task, rounds: int) -> Measured:
    """At least `rounds` batches of each, alternating; the least of each. CPU time of this process, all threads."""
    batches = [(task, _calls(task)) for task in (ours, theirs)]
    least = [float("inf"), float("inf")]
    gc.collect()
    begun, done = time.process_time(), 0
    while done < rounds or time.process_time() - begun < LEAST_SECONDS:
        for place, (task, calls) in enumerate(batches):
            least[place] = min(least[place], _batch(task, calls))
        done += 1
    return Measured(*least)


def _calls(task: Task) -> int:
    """How many calls make a batch; the first one only warms up."""
    _batch(task, 1)
    once = _batch(task, 1)
    return 1 if task.prepare is not nothing else max(1, round(BATCH_SECONDS / once))


def _batch(task: Task, calls: int) -> float:
    task.prepare()
    run = task.run
    begun = time.process_time()
    for _ in range(calls):
        run()
    return (time.process_time() - begun) / calls
