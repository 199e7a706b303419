"""An entry of the shared calendar as other programs get it: the fields of calendar.json, which keep their meaning."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from planner.activities.rules.entries import Entry
from planner.core.language import Lang


@dataclass(frozen=True, slots=True)
class Named:
    """A cluster or a theme: its code in addresses, and what it is called."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class PublicEntry:
    """One entry. Fields may be added to it later; none changes its meaning."""

    uid: str
    kind: str
    status: str
    title: str
    text: str
    url: str
    link: str
    first_day: date
    last_day: date
    days: tuple[date, ...]
    all_day: bool
    starts_at: datetime | None
    ends_at: datetime | None
    zone: str
    place: str
    counties: tuple[str, ...]
    mode: str
    clusters: tuple[Named, ...]
    themes: tuple[Named, ...]
    contact: str


@dataclass(frozen=True, slots=True)
class PublicCalendar:
    """The whole answer."""

    name: str
    language: str
    url: str
    changed_at: datetime
    entries: tuple[PublicEntry, ...]


def public_entry(entry: Entry, lang: Lang, url: Callable[[str], str]) -> PublicEntry:
    """The entry in one language; `url` makes a whole address of a path."""
    return PublicEntry(
        uid=entry.uid,
        kind=entry.kind.value,
        status=entry.standing.value,
        title=entry.title.in_(lang),
        text=entry.text.in_(lang),
        url=url(entry.path),
        link=entry.link,
        first_day=entry.days[0],
        last_day=entry.days[-1],
        days=entry.days,
        all_day=entry.starts_at is None,
        starts_at=entry.starts_at,
        ends_at=entry.ends_at,
        zone=entry.zone,
        place=entry.place,
        counties=entry.counties,
        mode=entry.mode.value,
        clusters=tuple(Named(cluster.slug, cluster.name) for cluster in entry.clusters),
        themes=tuple(Named(theme.code, theme.name.in_(lang)) for theme in entry.themes),
        contact=entry.contact,
    )
