"""Prints in processes of their own: a hung or crashed one is replaced, and takes no reader or letter with it.

Pango can end a whole process with a segmentation fault, and some documents take long. A process that has printed stays
warm for the next print; there are as many as print at the same time, and at most KEPT wait idle.
"""

import logging
import multiprocessing
import pickle
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, ParamSpec, Protocol, TypeVar

from planner.core.errors import PlannerError
from planner.core.language import Text, say

log = logging.getLogger(__name__)
LIMIT_SECONDS = 90
KEPT = 2
_LOOK_SECONDS = 0.2
Asked = ParamSpec("Asked")
Printed = TypeVar("Printed")


class Progress(Protocol):
    """How far a long print has come: so many of all. Raises Cancelled when nobody wants the rest."""

    def __call__(self, done: int, of_all: int, /) -> None: ...


class Cancelled(PlannerError):
    """The print was stopped, because somebody asked for that."""

    status = 409

    def __init__(self, words: Text | None = None) -> None:
        super().__init__(words or say("The printing was stopped."))


class Crashed(RuntimeError):
    """The process that printed died of it, or said nothing for longer than its limit."""


def never() -> bool:
    """Nobody cancels."""
    return False


def print_apart(
    function: Callable[..., Printed],
    *asked: Any,
    on_progress: Progress | None = None,
    is_cancelled: Callable[[], bool] = never,
    limit_seconds: float = LIMIT_SECONDS,
    **more: Any,
) -> Printed:
    """What `function(*asked, **more)` gives, made in another process; it and its values must be picklable.

    With `on_progress` the function is also given `progress`, and what it reports is passed on. The process is killed
    when `is_cancelled` (raises Cancelled) or when it says nothing for `limit_seconds` (raises Crashed, as when it
    dies). A PlannerError that the function raises is raised here; whatever else goes wrong in it is Crashed.
    """
    press = _idle_press()
    try:
        press.ask(function, asked, more, tells=on_progress is not None)
        made: Printed = press.wait(on_progress, is_cancelled, limit_seconds)
    except BaseException:
        # It may be in the middle of something, or gone.
        if press.is_busy:
            press.kill()
            raise
        _put_back(press)
        raise
    _put_back(press)
    return made


def print_here(
    function: Callable[..., Printed],
    *asked: Any,
    on_progress: Progress | None = None,
    is_cancelled: Callable[[], bool] = never,
    limit_seconds: float = LIMIT_SECONDS,
    **more: Any,
) -> Printed:
    """As print_apart, in this process: for tests. It stops at the next report of progress when cancelled."""
    if is_cancelled():
        raise Cancelled
    if on_progress is None:
        return function(*asked, **more)
    tell = on_progress

    def progress(done: int, of_all: int) -> None:
        tell(done, of_all)
        if is_cancelled():
            raise Cancelled

    return function(*asked, progress=progress, **more)


class _Press:
    """One warm process, and the line to it."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._line, other_end = context.Pipe()
        self._process = context.Process(target=_serve, args=(other_end,), daemon=True)
        self._process.start()
        other_end.close()  # or the line would not break when the process dies
        self.is_busy = False

    def ask(self, function: Any, asked: tuple[Any, ...], more: dict[str, Any], *, tells: bool) -> None:
        # Pickled before it is busy: what cannot be sent leaves the process as it was.
        request = pickle.dumps((function, asked, more, tells))
        self.is_busy = True
        try:
            self._line.send_bytes(request)
        except OSError as error:
            raise Crashed("the press was gone") from error

    def wait(self, on_progress: Progress | None, is_cancelled: Callable[[], bool], limit_seconds: float) -> Any:
        heard = time.monotonic()
        while True:
            try:
                if self._line.poll(_LOOK_SECONDS):
                    heard, (kind, told) = time.monotonic(), self._line.recv()
                    if kind != "progress":
                        self.is_busy = False
                        return _made(kind, told)
                    if on_progress is not None:
                        on_progress(*told)
            except (EOFError, OSError) as error:
                raise Crashed("the press died of what it printed") from error
            if is_cancelled():
                raise Cancelled
            if time.monotonic() - heard > limit_seconds:
                raise Crashed(f"the press said nothing for {limit_seconds} seconds")

    def is_alive(self) -> bool:
        return self._process.is_alive()

    def kill(self) -> None:
        self._process.kill()
        self._process.join(5)
        self._line.close()


def _made(kind: str, told: Any) -> Any:
    if kind == "trouble":
        raise told
    return told


_idle: list[_Press] = []
_lock = threading.Lock()


def _idle_press() -> _Press:
    with _lock:
        while _idle:
            if (press := _idle.pop()).is_alive():
                return press
            press.kill()
    return _Press()


def _put_back(press: _Press) -> None:
    with _lock:
        if len(_idle) < KEPT:
            _idle.append(press)
            return
    press.kill()


def _serve(line: Connection) -> None:
    """What runs in the other process, until the line breaks."""
    while True:
        try:
            function, asked, more, tells = pickle.loads(line.recv_bytes())
        except (EOFError, OSError):
            return
        if tells:
            more["progress"] = lambda done, of_all: line.send(("progress", (done, of_all)))
        _answer(line, function, asked, more)


def _answer(line: Connection, function: Any, asked: tuple[Any, ...], more: dict[str, Any]) -> None:
    try:
        answer = ("made", function(*asked, **more))
    except PlannerError as refusal:
        answer = ("trouble", refusal)
    except Exception as trouble:  # whoever waits is told, and the next print goes well; what it was, the log knows
        log.exception("%s could not print", getattr(function, "__name__", function))
        answer = ("trouble", Crashed(f"{type(trouble).__name__}: {trouble}"))
    try:
        line.send(answer)
    except (pickle.PicklingError, TypeError, AttributeError):
        line.send(("trouble", Crashed(f"{type(answer[1]).__name__}: {answer[1]}")))
