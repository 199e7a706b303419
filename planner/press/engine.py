"""Whether this server can print: WeasyPrint, looked for once, or the reason why there is none."""

import contextlib
import io
import logging
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any, NoReturn

from planner.core.errors import PlannerError
from planner.core.language import say

_log = logging.getLogger(__name__)
_APT = "apt-get install --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


class CannotPrint(PlannerError):
    """The server lacks what WeasyPrint needs."""

    status = 503


@dataclass(frozen=True)
class Attached:
    """A file inside a PDF. Its media type follows its name; `words` tell the reader what it is.

    `relationship` is one of ISO 32000-2 7.11.3's: Source, Data, Alternative, Supplement, Unspecified …
    """

    name: str
    content: bytes
    words: str
    relationship: str = "Supplement"


@dataclass(frozen=True)
class Engine:
    """WeasyPrint, ready. `press` and `count` are those of machine.py."""

    press: Callable[..., bytes]
    count: Callable[..., int]

    def ready(self) -> "Engine":
        return self


@dataclass(frozen=True)
class NoEngine:
    """Why there is no printing on this server."""

    reason: str

    def ready(self) -> NoReturn:
        """Refuse, with words for the reader; the administrator's are in the log."""
        raise CannotPrint(
            say(
                "This server cannot make PDFs: it lacks the library Pango. "
                "Print the programme's page from your browser instead, and save it as a PDF there."
            )
        )


def load_press() -> ModuleType:
    """Import WeasyPrint, which prints a block of text to stdout before it raises OSError."""
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # libharfbuzz-subset missing: still works
        return import_module("planner.press.machine")


def find_engine(load: Callable[[], Any] = load_press) -> Engine | NoEngine:
    """What `load` gives as an engine; when a system library is missing, why not, told to the log."""
    try:
        machine = load()
        return Engine(machine.press, machine.count)
    except (OSError, ImportError) as error:
        reason = str(error).split(".  ")[0]
        _log.error("PDFs cannot be printed: %s. An administrator mends this with: %s", reason, _APT)
        return NoEngine(reason)


@cache
def engine() -> Engine | NoEngine:
    """This process's engine, looked for once."""
    return find_engine()
