"""The list of people of a gathering, searched and filtered."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, Select, exists, select
from sqlalchemy.orm import Session

from planner.meetings.rules import Mode
from planner.network.models import Cluster
from planner.network.rules import by_letters, holds_all
from planner.registrations.models import Part, Registration, RegistrationPart
from planner.registrations.queries.places import place_column
from planner.registrations.rules import DayChoice, RegistrationStatus

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
