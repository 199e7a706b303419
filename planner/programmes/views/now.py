"""What is on now: for phones, for a screen in the hall, what they ask for, and the worker that keeps them."""

from dataclasses import dataclass
from datetime import datetime

from flask import Response, render_template, url_for
from flask.typing import ResponseReturnValue

from planner.core.language import language
from planner.programmes.queries import DayTag, day_tag_of, today_of
from planner.programmes.rules import day_of, is_by_the_minute, midnight_of, now_of, page_of, patterns
from planner.web.assets import STATIC
from planner.web.caching import versioned
from planner.web.entry import glancing, parts, public, reading

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class _ForScript:
    """What the script of a page must know: where to ask, what it has, and when that was drawn (0: some time today)."""

    ask_url: str
    version: str
    drawn_at: int


def now(slug: str) -> ResponseReturnValue:
    """What is on, what comes next, what changed today and what is left of it."""
    return _drawn("now", slug)


def screen(slug: str) -> ResponseReturnValue:
    """The same in large type."""
    return _drawn("screen", slug)


def version(slug: str) -> ResponseReturnValue:
    """What both pages look for: it changes with the programme, the day and the code, and not by the minute."""
    shown = _version(_tag(slug), _minute())
    return versioned("now-version", shown, lambda: f'{{"version":"{shown}"}}'.encode(), "application/json")


def service_worker() -> ResponseReturnValue:
    """Keeps the last copy of these pages for when the network does not answer; may do so for the whole site."""
    here = parts()

    def draw() -> bytes:
        head = f'const VERSION = "{here.renderer}", ASSETS = "{here.asset_root}/";\n'
        return head.encode() + (STATIC / "programmes" / "sw.js").read_bytes()

    answer = versioned("service-worker", here.asset_root.rpartition("/")[2], draw, "text/javascript; charset=utf-8")
    answer.headers["Service-Worker-Allowed"] = "/"
    return answer


def _drawn(name: str, slug: str) -> Response:
    """The page as kept bytes: of this minute while the gathering is on, else of this day."""
    tag, at = _tag(slug), _minute()
    exact = is_by_the_minute(at, tag.first_day, tag.last_day, tag.zone)
    moment = f"{at:%Y%m%d%H%M}" if exact else day_of(at, tag.zone).isoformat()

    def draw() -> bytes:
        with reading(public()) as work:
            today = today_of(work.db, tag, midnight_of(at, tag.zone))
        page = page_of(now_of(today.programme, today.previous, at, note=today.note), today.programme, at, language())
        return render_template(
            f"programmes/{name}.html",
            page=page,
            facts=today.programme.facts,
            words=patterns(language()),
            script=_ForScript(
                ask_url=url_for("programmes.now_version", slug=slug),
                version=_version(tag, at),
                drawn_at=int(at.timestamp()) if exact else 0,
            ),
        ).encode()

    return versioned(name, f"{_of(tag)}.{moment}", draw, HTML)


def _version(tag: DayTag, at: datetime) -> str:
    """Of all that is shown but the clock. The day is in it: tomorrow, other things will have changed that day."""
    return f"{_of(tag)}.{day_of(at, tag.zone).isoformat()}.{parts().renderer}"


def _of(tag: DayTag) -> str:
    # The instant too: a database that is made anew counts from one again, and old bytes may still be kept.
    return f"{tag.meeting_id}.{tag.number}.{tag.published_at.timestamp():.0f}"


def _tag(slug: str) -> DayTag:
    with glancing() as db:
        return day_tag_of(db, slug)


def _minute() -> datetime:
    return parts().clock().replace(second=0, microsecond=0)
