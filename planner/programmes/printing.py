"""Prints programmes ahead, in a process of its own with a time limit, and keeps the bytes."""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from planner.core.actor import SYSTEM
from planner.core.errors import PlannerError
from planner.core.language import Lang, say
from planner.meetings.queries import logos_of
from planner.press import print_apart, print_here
from planner.programmes.pdf import print_programme
from planner.programmes.queries import programme_of
from planner.programmes.services import PRINT
from planner.programmes.snapshot import Programme
from planner.web.entry import parts, reading


class NotReady(PlannerError):
    """The programme is being printed; it will be there in a moment."""

    status = 503


def version(programme_id: int, published_at: datetime, theme: str) -> str:
    """What the printed bytes depend on, but for language and code.

    The instant is part of it, since a database that is made anew counts its rows from one again.
    """
    return f"{programme_id}.{published_at.timestamp():.0f}.{theme}"


def printed(programme_id: int, published_at: datetime, lang: Lang, theme: str) -> bytes:
    """The printed programme. Asks the worker for it and waits; NotReady if that takes too long."""
    parts().run_soon(PRINT, f"{programme_id}.{lang}.{theme}.{parts().renderer}")
    key = _key(version(programme_id, published_at, theme), lang)
    deadline = time.monotonic() + parts().print_wait_seconds
    while (content := parts().cache.get(key)) is None:
        if time.monotonic() > deadline:
            raise NotReady(say("The programme is being printed. Reload the page in a moment."))
        time.sleep(0.1)
    return content


def print_ahead(payload: str, calendar_of: Callable[[Programme, Lang, str], bytes]) -> None:
    """Errand: print one programme (`programme id.language.theme`) unless it is there already.

    A reader who waits adds `.renderer`: should code have changed between the two processes, the bytes must still lie
    where that reader looks.

    `calendar_of` makes the calendar file that is attached: calendars stand above programmes, so wiring.py lends it.
    """
    number, code, theme, *asked_by = payload.split(".")
    programme_id, lang = int(number), _lang(code)
    with reading(SYSTEM) as work:
        programme = programme_of(work.db, programme_id)
    key = _key(version(programme_id, programme.published_at, theme), lang, *asked_by)
    if parts().cache.get(key) is not None:
        return
    with reading(SYSTEM) as work:
        logos = logos_of(work.db, programme.facts.meeting_id)
    asked: dict[str, Any] = {
        "base_url": parts().site.url("", lang),
        "theme": theme,
        "ics": calendar_of(programme, lang, theme),
        "logos": logos,
        "network": parts().settings.network_name,
    }
    press = print_here if parts().settings.testing else print_apart
    parts().cache.put(key, press(print_programme, programme, lang, **asked))


def _key(of_version: str, lang: Lang, renderer: str = "") -> str:
    return f"pdf.{of_version}.{lang}.{renderer or parts().renderer}"


def _lang(code: str) -> Lang:
    return "en" if code == "en" else "sv"
