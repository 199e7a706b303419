"""Lists of people and head counts, for those who plan."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, Select, and_, case, exists, func, select
from sqlalchemy.orm import Session

from planner.meetings.rules import Mode
from planner.network.models import Cluster
from planner.network.rules import by_letters, holds_all
from planner.registrations.models import Erasure, Needs, Part, Registration, RegistrationPart
from planner.registrations.queries.places import place_column
from planner.registrations.rules import DayChoice, PartKind, RegistrationStatus, diets_by_kind

PER_PAGE = 100
_COMING = (RegistrationStatus.CONFIRMED, RegistrationStatus.OFFERED, RegistrationStatus.WAITING)


@dataclass(frozen=True)
class Wanted:
    """Which people of a gathering, and in what order."""

    text: str = ""
    """Part of a name, address or organisation."""
    status: RegistrationStatus | None = None
    """None: all but those who cancelled."""
    cluster_id: int | None = None
    day: date | None = None
    mode: Mode | None = None
    """On that day, or on any."""
    sort: Literal["name", "registered"] = "name"
    page: int = 1


@dataclass(frozen=True)
class PersonRow:
    """A person in a list. Diet and needs are never in it."""

    registration_id: int
    name: str
    email: str
    phone: str
    cluster: str
    organisation: str
    status: RegistrationStatus
    place: int | None
    """In the line, from 1; None for those who do not wait."""
    shows_name: bool
    lang: str
    registered_at: datetime
    days: tuple[DayChoice, ...] = ()

    @property
    def comes_from(self) -> str:
        return self.cluster or self.organisation


@dataclass(frozen=True)
class People:
    """One page of people, and how many there are on all pages."""

    rows: tuple[PersonRow, ...]
    total: int
    number: int
    """Of this page, from 1; the last one when a later one was asked for."""
    pages: int
    """At least 1."""


def people(
    db: Session, meeting_id: int, wanted: Wanted, *, clusters: frozenset[int] | None, per_page: int | None = PER_PAGE
) -> People:
    """Those who are `wanted`, of these clusters only (None: all). `per_page` None: all on one page.

    Two statements. Names are searched and sorted here, not in the database: databases differ on å, ä and ö.
    """
    rows = [_person(row) for row in db.execute(_selected(meeting_id, wanted, clusters))]
    found = [row for row in rows if holds_all(wanted.text, row.name, row.email, row.cluster, row.organisation)]
    if wanted.sort == "name":
        found.sort(key=lambda row: (by_letters(row.name), row.registration_id))
    else:
        found.sort(key=lambda row: (row.registered_at, row.registration_id))
    size = per_page or max(1, len(found))
    pages = max(1, -(-len(found) // size))
    number = min(wanted.page, pages)
    shown = found[(number - 1) * size : number * size]
    days = _days_of(db, [row.registration_id for row in shown])
    return People(
        rows=tuple(PersonRow(**{**vars(row), "days": days.get(row.registration_id, ())}) for row in shown),
        total=len(found),
        number=number,
        pages=pages,
    )


def _selected(meeting_id: int, wanted: Wanted, clusters: frozenset[int] | None) -> Select[*tuple[Any, ...]]:
    conditions: list[ColumnElement[bool]] = [
        Registration.meeting_id == meeting_id,
        Registration.status == wanted.status if wanted.status else Registration.status.in_(_COMING),
    ]
    if clusters is not None:
        conditions.append(Registration.cluster_id.in_(clusters))
    if wanted.cluster_id is not None:
        conditions.append(Registration.cluster_id == wanted.cluster_id)
    if wanted.day is not None or wanted.mode is not None:
        comes = [RegistrationPart.registration_id == Registration.id, Part.id == RegistrationPart.part_id]
        comes += [Part.held_on == wanted.day] if wanted.day else []
        comes += [RegistrationPart.mode == wanted.mode] if wanted.mode else []
        conditions.append(exists().where(*comes))
    return (
        select(
            Registration.id,
            Registration.name,
            Registration.email,
            Registration.phone,
            Cluster.name.label("cluster"),
            Registration.organisation,
            Registration.status,
            place_column().label("place"),
            Registration.shows_name,
            Registration.lang,
            Registration.registered_at,
        )
        .outerjoin(Cluster, Cluster.id == Registration.cluster_id)
        .where(*conditions)
    )


def _person(row: Row[*tuple[Any, ...]]) -> PersonRow:
    values = row._asdict()
    return PersonRow(registration_id=values.pop("id"), **{**values, "cluster": values["cluster"] or ""})


def _days_of(db: Session, registration_ids: list[int]) -> dict[int, tuple[DayChoice, ...]]:
    rows = db.execute(
        select(RegistrationPart.registration_id, Part.held_on, RegistrationPart.mode)
        .join(Part, Part.id == RegistrationPart.part_id)
        .where(RegistrationPart.registration_id.in_(registration_ids))
        .order_by(Part.held_on)
    )
    days: dict[int, tuple[DayChoice, ...]] = {}
    for registration_id, held_on, mode in rows:
        days[registration_id] = (*days.get(registration_id, ()), DayChoice(held_on, mode))
    return days


@dataclass(frozen=True)
class DayCount:
    """Confirmed people on one day."""

    held_on: date
    on_site: int
    online: int


@dataclass(frozen=True)
class HeadCount:
    """How many come. People, not days: somebody on site on any day counts there."""

    on_site: int
    online: int
    waiting: int
    cancelled: int
    without_day: int
    """Registered or waiting, but all their days were taken out of the gathering since."""
    days: tuple[DayCount, ...]


def head_count(db: Session, meeting_id: int) -> HeadCount:
    """Two statements."""
    any_day = exists().where(RegistrationPart.registration_id == Registration.id).correlate(Registration)
    each = (
        select(
            Registration.status,
            case((any_day.where(RegistrationPart.mode == Mode.ON_SITE), 1), else_=0).label("on_site"),
            case((any_day, 1), else_=0).label("any_day"),
        )
        .where(Registration.meeting_id == meeting_id)
        .subquery()
    )
    kinds = (each.c.status, each.c.on_site, each.c.any_day)
    groups = db.execute(select(*kinds, func.count()).group_by(*kinds)).all()

    def number(status: RegistrationStatus, *, site: bool | None = None, day: bool | None = None) -> int:
        fitting = (g for g in groups if g[0] == status and site in (None, bool(g[1])) and day in (None, bool(g[2])))
        return sum(g[3] for g in fitting)

    return HeadCount(
        on_site=number(RegistrationStatus.CONFIRMED, site=True),
        online=number(RegistrationStatus.CONFIRMED, site=False, day=True),
        waiting=number(RegistrationStatus.WAITING),
        cancelled=number(RegistrationStatus.CANCELLED),
        without_day=sum(number(status, day=False) for status in _COMING),
        days=_day_counts(db, meeting_id),
    )


def _day_counts(db: Session, meeting_id: int) -> tuple[DayCount, ...]:
    rows = db.execute(
        select(Part.held_on, RegistrationPart.mode, func.count(Registration.id))
        .outerjoin(RegistrationPart, RegistrationPart.part_id == Part.id)
        .outerjoin(
            Registration,
            and_(
                Registration.id == RegistrationPart.registration_id,
                Registration.status == RegistrationStatus.CONFIRMED,
            ),
        )
        .where(Part.meeting_id == meeting_id, Part.kind == PartKind.DAY)
        .group_by(Part.held_on, RegistrationPart.mode)
        .order_by(Part.held_on)
    ).all()

    def number(day: date, mode: Mode) -> int:
        return sum(n for held_on, m, n in rows if held_on == day and m == mode)

    days = dict.fromkeys(row.held_on for row in rows)
    return tuple(DayCount(day, number(day, Mode.ON_SITE), number(day, Mode.ONLINE)) for day in days)


@dataclass(frozen=True)
class KitchenDay:
    """What the kitchen must know for one day: numbers, no names."""

    held_on: date
    eating: int
    """Everybody on site."""
    diets: tuple[tuple[str, int], ...]

    @property
    def plain(self) -> int:
        """Those who eat what is served."""
        return self.eating - sum(n for _, n in self.diets)


@dataclass(frozen=True)
class ErasureLine:
    erased: int
    erased_at: datetime


@dataclass(frozen=True)
class NeedsList:
    days: tuple[KitchenDay, ...]
    access: tuple[tuple[str, int], ...]
    erasures: tuple[ErasureLine, ...]


def needs_list(db: Session, meeting_id: int) -> NeedsList:
    """Diets by day and accessibility needs of those who are registered on site. Three statements."""
    rows = db.execute(
        select(Part.held_on, Registration.id, Needs.diet, Needs.access)
        .select_from(Part)
        .join(RegistrationPart, and_(RegistrationPart.part_id == Part.id, RegistrationPart.mode == Mode.ON_SITE))
        .join(Registration, Registration.id == RegistrationPart.registration_id)
        .outerjoin(Needs, Needs.registration_id == Registration.id)
        .where(
            Part.meeting_id == meeting_id,
            Part.kind == PartKind.DAY,
            Registration.status == RegistrationStatus.CONFIRMED,
        )
        .order_by(Part.held_on, Registration.id)
    ).all()
    by_day: dict[date, list[str]] = {}
    for row in rows:
        by_day.setdefault(row.held_on, []).append(row.diet or "")
    erasures = db.execute(
        select(Erasure.erased, Erasure.erased_at)
        .where(Erasure.meeting_id == meeting_id, Erasure.what == "needs")
        .order_by(Erasure.id)
    )
    return NeedsList(
        days=tuple(KitchenDay(day, len(diets), diets_by_kind(diets)) for day, diets in by_day.items()),
        access=diets_by_kind(_access_of(db, meeting_id)),
        erasures=tuple(ErasureLine(row.erased, row.erased_at) for row in erasures),
    )


def _access_of(db: Session, meeting_id: int) -> list[str]:
    return list(
        db.scalars(
            select(Needs.access)
            .join(Registration, Registration.id == Needs.registration_id)
            .where(Registration.meeting_id == meeting_id, Registration.status == RegistrationStatus.CONFIRMED)
            .order_by(Registration.id)
        )
    )
