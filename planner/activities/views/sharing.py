"""The shared calendar for other programs and other sites: feed, JSON, and a page to set into one's own."""

from typing import Any

import msgspec
from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from planner.activities.forms import FilterForm
from planner.activities.ical import FeedHead, feed_of
from planner.activities.rules.public import PublicCalendar, public_entry
from planner.activities.views.frame import Asked, asked, edition, find, options_of
from planner.activities.views.public import CALENDAR, HTML, page_words, ways_of
from planner.core.language import language
from planner.web.caching import versioned
from planner.web.entry import parts
from planner.web.page import in_other_language
from planner.web.security import POLICY

LOOKS = ("auto", "light", "dark")
MOST_EMBEDDED = 30
"""So many entries fit into a frame on somebody else's page."""


def feed() -> ResponseReturnValue:
    """The calendar, or what a filter leaves of it, to follow."""
    by = asked()

    def draw() -> bytes:
        found = find(by)
        hue = next((theme.hue for theme in found.calendar.themes if theme.code == by.wanted.theme), "")
        zone = parts().settings.default_zone
        head = FeedHead(found.name, by.wanted.path("/calendar.ics"), by.wanted.path("/calendar"), zone, hue)
        return feed_of(found.entries, head, edition())

    answer = versioned("shared-feed", by.feed_version, draw, CALENDAR, changed_at=by.stamp.changed_at)
    return _for_everybody(answer)


def entries() -> ResponseReturnValue:
    """The same as JSON, for sites that draw it themselves."""
    by = asked()

    def draw() -> bytes:
        found = find(by)
        url, lang = edition().url, language()
        shown = tuple(public_entry(entry, lang, url) for entry in found.entries)
        address = url(by.wanted.path("/calendar"))
        return msgspec.json.encode(PublicCalendar(found.name, lang, address, by.stamp.changed_at, shown))

    content_type = "application/json; charset=utf-8"
    answer = versioned("shared-json", by.feed_version, draw, content_type, changed_at=by.stamp.changed_at)
    return _for_everybody(answer)


def embed() -> ResponseReturnValue:
    """What is to come, as a small page that any site may show in a frame."""
    by, look = asked(), _look()

    def draw() -> bytes:
        return render_template("activities/embed.html", look=look, **_coming(by), **page_words()).encode()

    answer = versioned("shared-embed", f"{by.page_version}.{look}", draw, HTML)
    # This page alone: it asks for nothing and shows nobody's own, so a frame around it can steal nothing.
    answer.headers["Content-Security-Policy"] = POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")
    return answer


def _coming(by: Asked) -> dict[str, Any]:
    found = find(by)
    coming = [entry for entry in found.entries if entry.days[-1] >= by.today]
    return {
        "found": found,
        "coming": coming[:MOST_EMBEDDED],
        "is_cut": len(coming) > MOST_EMBEDDED,
        "whole_url": by.wanted.path(url_for("activities.calendar")),
        "other_language": None,
    }


def share() -> ResponseReturnValue:
    """How to show the calendar on one's own site: a piece to copy, and the fields of the JSON."""
    by, look = asked(), _look()

    def draw() -> bytes:
        return render_template("activities/share.html", page_here="calendar", look=look, **_offered(by, look)).encode()

    return versioned("shared-share", f"{by.page_version}.{look}", draw, HTML)


def _offered(by: Asked, look: str) -> dict[str, Any]:
    found = find(by)
    form = FilterForm(formdata=None, meta={"csrf": False})
    form.offer(options_of(found.calendar), by.wanted.asked)
    url = edition().url
    first = public_entry(found.entries[0], language(), url) if found.entries else None
    return {
        "form": form,
        "looks": LOOKS,
        "embed_url": url(by.wanted.path("/calendar/embed", look="" if look == "auto" else look)),
        "embed_path": by.wanted.path(url_for("activities.embed"), look="" if look == "auto" else look),
        "json_url": url(by.wanted.path("/calendar.json")),
        "ways": ways_of(by.wanted, found.name),
        "calendar_url": by.wanted.path(url_for("activities.calendar")),
        "name": found.name,
        "words": found.words,
        "example": msgspec.json.format(msgspec.json.encode(first), indent=2).decode() if first else "",
        "other_language": in_other_language(**by.wanted.asked, look=look if look != "auto" else ""),
    }


def _look() -> str:
    look = request.args.get("look", "auto") if request.query_string else "auto"
    return look if look in LOOKS else "auto"


def _for_everybody(answer: Response) -> Response:
    """Scripts of any site may read it: it is public, and nobody's cookie is looked at."""
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer
