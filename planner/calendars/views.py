"""Calendar files and feeds, and the page that offers them. Public: no cookie, no redirect, the same to everyone."""

import re
from collections.abc import Callable

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from planner.calendars.ical import (
    Edition,
    add_links_of,
    calendar_of,
    feed_name,
    item_calendar,
    meeting_calendar,
)
from planner.calendars.rules import Subscription, alarm_in, feed_path, subscription
from planner.core.errors import NotFound
from planner.core.language import language
from planner.core.work import Work
from planner.programmes.queries import programme_of, tag_of
from planner.programmes.rules import theme_word
from planner.programmes.snapshot import Programme, ThemeMark
from planner.web.caching import versioned
from planner.web.entry import glancing, public, reading
from planner.web.page import OTHER

blueprint = Blueprint("calendars", __name__)
CALENDAR = "text/calendar; charset=utf-8"
HTML = "text/html; charset=utf-8"

Render = Callable[[Programme, Edition], bytes]


@blueprint.get("/meetings/<slug>/programme.ics")
def programme(slug: str) -> ResponseReturnValue:
    """The whole programme, to open once."""
    return _answer(slug, "file", calendar_of, filename=f"{slug}.ics")


@blueprint.get("/meetings/<slug>/feed.ics")
def feed(slug: str) -> ResponseReturnValue:
    """The whole programme, to follow."""
    return _answer(slug, "feed", lambda shown, edition: calendar_of(shown, edition, feed=True))


@blueprint.get("/meetings/<slug>/themes/<code>.ics")
def theme(slug: str, code: str) -> ResponseReturnValue:
    """One theme's items, to open once."""
    return _answer(
        slug,
        f"file-{_plain(code)}",
        lambda shown, edition: calendar_of(shown, edition, theme=code),
        filename=f"{slug}-{code}.ics",
    )


@blueprint.get("/meetings/<slug>/themes/<code>/feed.ics")
def theme_feed(slug: str, code: str) -> ResponseReturnValue:
    """One theme's items, to follow."""
    return _answer(
        slug,
        f"feed-{_plain(code)}",
        lambda shown, edition: calendar_of(shown, edition, theme=code, feed=True),
    )


@blueprint.get("/meetings/<slug>/meeting.ics")
def meeting(slug: str) -> ResponseReturnValue:
    """The gathering's days, to open once."""
    return _answer(slug, "days", meeting_calendar, filename=f"{slug}-days.ics")


@blueprint.get("/meetings/<slug>/items/<int:item_id>.ics")
def item(slug: str, item_id: int) -> ResponseReturnValue:
    """One item, to open once."""
    return _answer(
        slug,
        f"item-{item_id}",
        lambda shown, edition: item_calendar(shown, item_id, edition),
        filename=f"{slug}-{item_id}.ics",
    )


@blueprint.get("/meetings/<slug>/calendar")
def subscribe(slug: str) -> ResponseReturnValue:
    """Every way to have the gathering in one's own calendar."""
    return _answer(slug, "page", _page, content_type=HTML)


def _answer(slug: str, kind: str, render: Render, *, filename: str = "", content_type: str = CALENDAR) -> Response:
    """What `render` makes of the newest programme; a reader who has it already costs one query.

    What is to be opened once reminds, with ?alarm= and one of ALARMS, so many minutes before.
    """
    with glancing() as db:
        tag = tag_of(db, slug)
    # Only in what is opened once: whoever reminds those who follow a calendar is resented.
    alarm_minutes = alarm_in(request.args.get("alarm", "")) if filename else 0

    def draw() -> bytes:
        with reading(public()) as work:
            return render(programme_of(work.db, tag.programme_id), _edition(work, alarm_minutes))

    return versioned(
        f"calendar-{kind}-{alarm_minutes}" if alarm_minutes else f"calendar-{kind}",
        f"{tag.programme_id}.{tag.published_at.timestamp():.0f}",
        draw,
        content_type,
        changed_at=tag.published_at,
        filename=filename,
    )


def _edition(work: Work, alarm_minutes: int) -> Edition:
    return Edition(language(), work.site.base_url, work.site.host, alarm_minutes)


def _plain(code: str) -> str:
    """A theme's code, which becomes a part of the ETag. Raises NotFound for what no theme can be called."""
    if not re.fullmatch(r"[a-z0-9-]{1,40}", code):
        raise NotFound
    return code


def _page(shown: Programme, edition: Edition) -> bytes:
    code, name = OTHER[edition.lang]
    return render_template(
        "calendars/subscribe.html",
        facts=shown.facts,
        with_agenda=shown.with_agenda,
        whole=_ways(shown, None, edition),
        themes=[(theme_word(mark, edition.lang), _ways(shown, mark, edition)) for mark in shown.themes],
        links=add_links_of(shown, edition),
        # Kept for all readers, so the first one's query must not stand in it.
        other_language={"code": code, "name": name, "url": ("/en" if code == "en" else "") + request.path},
    ).encode()


def _ways(shown: Programme, mark: ThemeMark | None, edition: Edition) -> Subscription:
    path = feed_path(shown.facts.slug, mark.code if mark else "")
    return subscription(edition.url(path), feed_name(shown, mark, edition.lang))
