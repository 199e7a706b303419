"""The shared calendar as a page, and a page for each activity. The same to everyone: no cookie."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from itertools import groupby

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from planner.activities.forms import FilterForm
from planner.activities.ical import file_of, place_words
from planner.activities.queries import calendar_stamp, entry_at
from planner.activities.rules import Entry, Filter, Month, MonthDay, month_of, weeks_of
from planner.activities.views.frame import Asked, Found, asked, edition, find, options_of
from planner.calendars.rules import AddLinks, Subscription, add_links, subscription
from planner.core.errors import NotFound
from planner.core.language import Lang, Span, big_date, date_part, language
from planner.core.timespan import end_of_day, instant
from planner.meetings.rules import KIND_WORDS, MeetingKind
from planner.programmes.snapshot import Programme
from planner.web.caching import versioned
from planner.web.entry import glancing, public, reading
from planner.web.page import in_other_language

HTML = "text/html; charset=utf-8"
CALENDAR = "text/calendar; charset=utf-8"


@dataclass(frozen=True)
class Shelf:
    """The entries of one month, as the list has them."""

    name: str
    code: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Turned:
    """How the list is turned: to what is to come, to what has been, or to one month."""

    past: bool
    month: Month | None

    @classmethod
    def of(cls, today: date) -> "Turned":
        code = request.args.get("month", "") if request.query_string else ""
        past = bool(request.query_string) and request.args.get("when") == "past" and not code
        return cls(past, month_of(code, today) if code else None)

    @property
    def query(self) -> dict[str, str]:
        if self.month is not None:
            return {"month": self.month.code}
        return {"when": "past"} if self.past else {}


def calendar() -> ResponseReturnValue:
    """The list, by month, and beside it a month as a table."""
    by = asked()
    turned = Turned.of(by.today)

    def draw() -> bytes:
        found = find(by)
        page = render_template("activities/calendar.html", page_here="calendar", **_shown(by, found, turned))
        return page.encode()

    return versioned("shared-calendar", f"{by.page_version}.{'.'.join(turned.query.values())}", draw, HTML)


def activity(uid: str) -> ResponseReturnValue:
    """One activity, at its lasting address."""

    def draw() -> bytes:
        with reading(public()) as work:
            entry = entry_at(work.db, uid)
        shown = {"entry": entry, "links": _add_links(entry), **page_words()}
        page = render_template("activities/activity.html", page_here="calendar", **shown)
        return page.encode()

    return _of_one(uid, "activity", draw, HTML)


def activity_file(uid: str) -> ResponseReturnValue:
    """One activity, to open once."""

    def draw() -> bytes:
        with reading(public()) as work:
            return file_of(entry_at(work.db, uid), edition())

    return _of_one(uid, "activity-file", draw, CALENDAR, filename=f"{uid}.ics")


def _of_one(uid: str, kind: str, draw: Callable[[], bytes], content_type: str, filename: str = "") -> Response:
    if not re.fullmatch(r"[0-9a-f]{32}", uid):
        raise NotFound
    with glancing() as db:
        stamp = calendar_stamp(db)
    return versioned(kind, f"{stamp.version}.{uid}", draw, content_type, filename=filename)


def _shown(by: Asked, found: Found, turned: Turned) -> dict[str, object]:
    form = FilterForm(formdata=None, meta={"csrf": False})
    form.offer(options_of(found.calendar), by.wanted.asked)
    month = turned.month or _first_busy(by.today, found.entries)
    return {
        "form": form,
        "shelves": _shelves(_listed(by, found, turned), newest_first=turned.past),
        "turned": turned,
        "today": by.today,
        "words": found.words,
        "weeks": weeks_of(month, found.entries),
        "month_name": _month_name(month),
        "turn": lambda months: _to_month(by, month.plus(months)),
        "day_url": lambda day: _day_url(by, day),
        "whole_url": url_for("activities.calendar"),
        "coming_url": by.wanted.path(url_for("activities.calendar")),
        "past_url": by.wanted.path(url_for("activities.calendar"), when="past"),
        "share_url": by.wanted.path(url_for("activities.share")),
        "file_url": by.wanted.path(url_for("activities.calendar_feed")),
        "ways": ways_of(by.wanted, found.name),
        "other_language": in_other_language(**by.wanted.asked, **turned.query),
        **page_words(),
    }


def _first_busy(today: date, entries: tuple[Entry, ...]) -> Month:
    """This month; the next one that has something, once nothing of this month is still to come."""
    coming = [day for entry in entries for day in entry.days if day >= today]
    day = min(coming, default=today)
    return Month(day.year, day.month)


def ways_of(wanted: Filter, name: str) -> Subscription:
    """Every way to follow what is filtered."""
    return subscription(edition().url(wanted.path("/calendar.ics")), name)


def _listed(by: Asked, found: Found, turned: Turned) -> tuple[Entry, ...]:
    if turned.month is not None:
        return tuple(entry for entry in found.entries if turned.month.holds(entry))
    return tuple(entry for entry in found.entries if (entry.days[-1] < by.today) is turned.past)


def _shelves(entries: tuple[Entry, ...], *, newest_first: bool) -> list[Shelf]:
    ordered = reversed(entries) if newest_first else entries
    months = groupby(ordered, key=lambda entry: Month(entry.days[0].year, entry.days[0].month))
    return [Shelf(_month_name(month), month.code, tuple(those)) for month, those in months]


def _month_name(month: Month) -> str:
    return date_part(month.first, "MMMM y", language())


def _to_month(by: Asked, month: Month) -> str | None:
    """Where one turns to; None where the calendar ends."""
    try:
        month_of(month.code, by.today)
    except NotFound:
        return None
    return by.wanted.path(url_for("activities.calendar"), month=month.code)


def _day_url(by: Asked, day: MonthDay) -> str:
    """The list of the day's month, at the day's first entry."""
    month = Month(day.day.year, day.day.month)
    return f"{by.wanted.path(url_for('activities.calendar'), month=month.code)}#{day.entries[0].anchor}"


def page_words() -> dict[str, object]:
    """What the pages need to put an entry into words."""
    lang = language()
    return {
        "big_date": lambda entry: big_date(entry.days, lang),
        "kind_words": lambda entry: _kind(entry, lang),
        "span_words": lambda entry: Span(entry.starts_at, entry.ends_at, entry.zone).in_(lang),
        "place_words": lambda entry: place_words(entry, lang),
        "entry_url": lambda entry: f"{request.script_root}{entry.path}",
        "weekday": lambda day: date_part(day, "EEE", lang),
        "weekday_name": lambda day: date_part(day, "EEEE", lang),
    }


def _kind(entry: Entry, lang: Lang) -> str:
    """What kind of gathering it is; nothing for an activity."""
    made_of = entry.made_of
    return KIND_WORDS[MeetingKind(made_of.facts.kind)].in_(lang) if isinstance(made_of, Programme) else ""


def _add_links(entry: Entry) -> AddLinks:
    """Addresses that put the activity into a web calendar as it stands today."""
    lang = language()
    starts_at = entry.starts_at or instant(entry.days[0], time(0), entry.zone)
    ends_at = entry.ends_at or end_of_day(entry.days[-1], entry.zone)
    text = "\n\n".join(filter(None, (entry.text.in_(lang), edition().url(entry.path))))
    return add_links(entry.title.in_(lang), starts_at, ends_at, text, place_words(entry, lang))
