"""What the public answers share: what is asked for, and everything that the calendar holds for it."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from flask import request

from planner.activities.queries import SharedCalendar, Stamp, calendar_since, calendar_stamp
from planner.activities.rules import WAYS, Entry, Filter, Month, Way, fits
from planner.calendars.ical import Edition
from planner.core.errors import NotFound
from planner.core.language import language, say
from planner.core.slugs import slug_of
from planner.core.timespan import local
from planner.network.rules import county_order
from planner.web.entry import glancing, parts, public, reading

EVERYTHING = Filter()
MONTHS_KEPT = 12
"""What is over stays in feeds, and in the list of what has been, for so many months."""


@dataclass(frozen=True)
class Asked:
    """What a reader wants, and the state of the calendar that answers it."""

    wanted: Filter
    stamp: Stamp
    today: date

    @property
    def since(self) -> date:
        """The first of a month, so that feeds do not change with each day."""
        return _kept_since(self.today)

    @property
    def feed_version(self) -> str:
        return f"{self.stamp.version}.{self.since.isoformat()}.{self.wanted.key}"

    @property
    def page_version(self) -> str:
        return f"{self.stamp.version}.{self.today.isoformat()}.{self.wanted.key}"


@lru_cache(maxsize=8)
def _kept_since(today: date) -> date:
    return Month(today.year, today.month).plus(-MONTHS_KEPT).first


def asked() -> Asked:
    """What this request asks for. One small statement. NotFound for what can be no filter."""
    wanted = Filter.of(request.args) if request.query_string else EVERYTHING
    with glancing() as db:
        stamp = calendar_stamp(db)
    here = parts()
    return Asked(wanted, stamp, local(here.clock(), here.settings.default_zone).date())


@dataclass(frozen=True)
class Found:
    """The entries that fit, in order, and the words for what was asked for."""

    entries: tuple[Entry, ...]
    calendar: SharedCalendar
    words: tuple[str, ...]
    """What was asked for: the theme's name, the cluster's, the county, the way."""

    @property
    def name(self) -> str:
        """What the calendar is called in somebody's list of calendars."""
        network = parts().settings.network_name
        return f"{network}: {', '.join(self.words)}" if self.words else network


def find(by: Asked) -> Found:
    """What the calendar holds for it. NotFound for a theme, cluster or county that there is not. Four statements."""
    with reading(public()) as work:
        calendar = calendar_since(work.db, by.since)
    options = options_of(calendar)
    words = []
    for name, code in by.wanted.asked.items():
        known = dict(options[name]) | (retired_of(calendar) if name == "theme" else {})
        if code not in known:
            raise NotFound(say("There is no such filter."))
        words.append(known[code])
    return Found(tuple(entry for entry in calendar.entries if fits(entry, by.wanted)), calendar, tuple(words))


def options_of(calendar: SharedCalendar) -> dict[str, list[tuple[str, str]]]:
    """(code, words) of everything one can look for; retired themes are not offered."""
    lang = language()
    counties = {county for entry in calendar.entries for county in entry.counties}
    counties |= {cluster.county for cluster in calendar.clusters if cluster.county}
    return {
        "theme": [(t.code, t.name.in_(lang)) for t in calendar.themes if t.code not in calendar.retired],
        "cluster": [(cluster.slug, cluster.name) for cluster in calendar.clusters],
        "county": [(slug_of(county), county) for county in sorted(counties, key=county_order)],
        "mode": [(way.value, WAYS[way].in_(lang)) for way in Way],
    }


def retired_of(calendar: SharedCalendar) -> dict[str, str]:
    """Themes that are used no more still have their feeds."""
    return {theme.code: theme.name.in_(language()) for theme in calendar.themes if theme.code in calendar.retired}


def edition() -> Edition:
    """In the reader's language, from this installation."""
    site = parts().site
    return Edition(language(), site.base_url, site.host)
