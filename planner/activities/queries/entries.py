"""What the shared calendar shows: published gatherings and approved activities."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.orm import Session

from planner.activities.models import Activity
from planner.activities.rules import (
    ActivityState,
    ClusterMark,
    Entry,
    EntryKind,
    Happening,
    Standing,
    days_between,
    in_order,
)
from planner.activities.snapshot import Shown, from_json
from planner.core.errors import NotFound
from planner.core.language import Words
from planner.core.timespan import instant
from planner.meetings.models import Meeting, MeetingDay
from planner.meetings.rules import Mode, Status
from planner.network.models import Cluster
from planner.network.queries import ThemeValue, themes_in_order
from planner.network.rules import by_letters
from planner.programmes.models import ProgrammeRow
from planner.programmes.queries import newest_in_brief
from planner.programmes.snapshot import Contact, Place, Programme, ThemeMark

Marks = Mapping[str, ThemeMark]


@dataclass(frozen=True)
class SharedCalendar:
    """The entries that are public, in order, and what one can look for among them."""

    entries: tuple[Entry, ...]
    clusters: tuple[ClusterMark, ...]
    """All there are, by name."""
    themes: tuple[ThemeMark, ...]
    """All there are, in the network's order; retired ones last."""
    retired: frozenset[str]
    """Codes of themes that are used no more."""


def calendar_since(db: Session, since: date) -> SharedCalendar:
    """The calendar from `since` on: what is over by then is left out. Four statements."""
    clusters = _clusters(db)
    themes = themes_in_order(db, with_retired=True)
    marks = {theme.code: _mark(theme) for theme in themes}
    by_slug = {mark.slug: mark for mark in clusters.values()}
    gatherings = [_gathering(programme, status, by_slug) for programme, status in newest_in_brief(db, since)]
    activities = [_activity(row, clusters, marks) for row in _shown(db, Activity.shown_last >= since)]
    return SharedCalendar(
        entries=in_order([*gatherings, *activities]),
        clusters=tuple(sorted(clusters.values(), key=lambda mark: by_letters(mark.name))),
        themes=tuple(marks.values()),
        retired=frozenset(theme.code for theme in themes if theme.is_retired),
    )


def entry_at(db: Session, uid: str) -> Entry:
    """The activity with this uid as the calendar shows it; NotFound if it shows none. Three statements."""
    rows = _shown(db, Activity.uid == uid)
    if not rows:
        raise NotFound
    marks = {theme.code: _mark(theme) for theme in themes_in_order(db, with_retired=True)}
    return _activity(rows[0], _clusters(db), marks)


def happenings(db: Session, first: date, last: date, *, with_hidden: bool = False) -> tuple[Happening, ...]:
    """What takes place on some day from `first` to `last`: published gatherings and approved activities, by first day.

    What is called off is left out. `with_hidden`, for planners' eyes only: drafts of gatherings and activities that
    wait for approval too. A fixed number of statements.
    """
    found = [
        Happening(
            kind=entry.kind,
            title=entry.title,
            days=entry.days,
            clusters=tuple(cluster.name for cluster in entry.clusters),
            themes=tuple(theme.code for theme in entry.themes),
            path=entry.path,
        )
        for entry in calendar_since(db, first).entries
        if not entry.is_cancelled
    ]
    if with_hidden:
        found += [*_hidden_gatherings(db, first), *_hidden_activities(db, first, last)]
    those = (each for each in found if any(first <= day <= last for day in each.days))
    return tuple(sorted(those, key=lambda each: (each.days[0], each.title.sv)))


def _shown(db: Session, wanted: ColumnElement[bool]) -> list[Row[Any]]:
    return list(
        db.execute(
            select(Activity.id, Activity.uid, Activity.cluster_id, Activity.shown)
            .where(Activity.shown.is_not(None), wanted)
            .order_by(Activity.id)
        )
    )


def _clusters(db: Session) -> dict[int, ClusterMark]:
    rows = db.execute(select(Cluster.id, Cluster.slug, Cluster.name, Cluster.county))
    return {row.id: ClusterMark(row.slug, row.name, row.county) for row in rows}


def _mark(theme: ThemeValue) -> ThemeMark:
    return ThemeMark(theme.code, theme.name, theme.short, theme.hue.value)


def _gathering(programme: Programme, status: Status, clusters: Mapping[str, ClusterMark]) -> Entry:
    """A gathering has no county of its own: it is looked for in those of the clusters that arrange it."""
    facts = programme.facts
    first, last = facts.days[0], facts.days[-1]
    hosts = tuple(clusters.get(host.slug) or ClusterMark(host.slug, host.name, "") for host in facts.hosts)
    standing = Standing.ON
    if facts.cancelled:
        standing = Standing.CANCELLED
    elif status is Status.MOVED:
        standing = Standing.MOVED
    elif status is Status.SAVE_THE_DATE:
        standing = Standing.SAVE_THE_DATE
    return Entry(
        kind=EntryKind.GATHERING,
        uid=facts.uid,
        path=f"/meetings/{facts.slug}",
        title=facts.title,
        text=facts.summary,
        days=tuple(day.held_on for day in facts.days),
        starts_at=instant(first.held_on, first.opens, facts.zone),
        ends_at=instant(last.held_on, last.closes, facts.zone),
        zone=facts.zone,
        place=_where(facts.place),
        mode=Mode(facts.mode),
        counties=tuple(dict.fromkeys(host.county for host in hosts if host.county)),
        clusters=hosts,
        themes=programme.themes,
        link="",
        contact=_reached(facts.contact),
        standing=standing,
        moved_from=facts.moved_from,
        made_of=programme,
    )


def _where(place: Place | None) -> str:
    if place is None:
        return ""
    return ", ".join(filter(None, (place.name, "" if place.place in place.name else place.place)))


def _reached(contact: Contact) -> str:
    return ", ".join(filter(None, (contact.name, contact.email)))


def _activity(row: Row[Any], clusters: Mapping[int, ClusterMark], marks: Marks) -> Entry:
    shown: Shown = from_json(row.shown)
    return Entry(
        kind=EntryKind.ACTIVITY,
        uid=row.uid,
        path=f"/activities/{row.uid}",
        title=shown.title,
        text=shown.text,
        days=days_between(shown.first_day, shown.last_day),
        starts_at=shown.starts_at,
        ends_at=shown.ends_at,
        zone=shown.zone,
        place=shown.place,
        mode=Mode(shown.mode),
        counties=(shown.county,) if shown.county else (),
        clusters=(clusters[row.cluster_id],),
        themes=tuple(marks[code] for code in shown.themes if code in marks),
        link=shown.link,
        contact=shown.contact,
        standing=Standing.CANCELLED if shown.cancelled else Standing.ON,
        moved_from=None,
        made_of=shown,
    )


def _hidden_gatherings(db: Session, first: date) -> list[Happening]:
    """Gatherings that nobody sees yet."""
    rows = db.execute(
        select(Meeting.id, Meeting.title_sv, Meeting.title_en, MeetingDay.held_on)
        .join(MeetingDay, MeetingDay.meeting_id == Meeting.id)
        .where(Meeting.id.not_in(select(ProgrammeRow.meeting_id)), Meeting.status == Status.DRAFT)
        .order_by(Meeting.id, MeetingDay.held_on)
    )
    found: dict[int, tuple[Words, list[date]]] = {}
    for row in rows:
        found.setdefault(row.id, (Words(row.title_sv, row.title_en), []))[1].append(row.held_on)
    return [
        Happening(EntryKind.GATHERING, title, tuple(days), (), (), "", is_public=False)
        for title, days in found.values()
        if days[-1] >= first
    ]


def _hidden_activities(db: Session, first: date, last: date) -> list[Happening]:
    """Activities that wait for the lead, and are not shown in an earlier form."""
    rows = db.execute(
        select(Activity.title_sv, Activity.title_en, Activity.first_day, Activity.last_day, Cluster.name)
        .join(Cluster, Cluster.id == Activity.cluster_id)
        .where(
            Activity.state == ActivityState.WAITING,
            Activity.shown.is_(None),
            Activity.last_day >= first,
            Activity.first_day <= last,
        )
    )
    return [
        Happening(
            kind=EntryKind.ACTIVITY,
            title=Words(row.title_sv, row.title_en),
            days=days_between(row.first_day, row.last_day),
            clusters=(row.name,),
            themes=(),
            path="",
            is_public=False,
        )
        for row in rows
    ]
