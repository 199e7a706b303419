"""The people of a gathering, searched and filtered, with what each of them takes part in."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, Select, and_, exists, not_, select
from sqlalchemy.orm import Session

from planner.meetings.rules import Mode
from planner.network.models import Cluster
from planner.network.rules import by_letters, holds_all
from planner.registrations.models import Part, Registration, RegistrationPart
from planner.registrations.queries.parts import in_order
from planner.registrations.queries.places import place_column
from planner.registrations.rules import DayChoice, Decision, PartKind, PartState, RegistrationStatus, RoomType
from planner.replies.models import CalendarReply
from planner.replies.rules import CalendarAnswer, ReplyState

PER_PAGE = 100
NO_CLUSTER = 0
"""What a search says for those who come from no cluster."""
PRESENCE = (PartKind.DAY, PartKind.SIDE_MEETING)
"""Parts that one comes to; the others are eaten, slept and driven."""
GRANTED = and_(Registration.status == RegistrationStatus.CONFIRMED, RegistrationPart.state == PartState.GRANTED)
"""They come to the part; whoever has said yes to it and not cancelled waits else."""
REPLY_HOLDS = CalendarReply.sequence >= Registration.sequence
"""The answer is about the time that was mailed last, and not about an earlier one (RFC 5546 2.1.5)."""


@dataclass(frozen=True)
class Wanted:
    """Which people of a gathering, and in what order."""

    text: str = ""
    """Part of a name, address or organisation."""
    status: RegistrationStatus | None = None
    """None: all but those who cancelled."""
    with_cancelled: bool = False
    """Those too, where no status is asked for."""
    cluster_id: int | None = None
    day: date | None = None
    mode: Mode | None = None
    """On that day, in that part; without either: on site is who comes there at all."""
    part_id: int | None = None
    stop_id: int | None = None
    got: Literal["", "yes", "waits"] = ""
    """Whether they have the part, or wait for it."""
    has_answered: bool | None = None
    """For themselves."""
    is_funded: bool | None = None
    reply: ReplyState | None = None
    """What their calendar answered, of the time that holds now."""
    consents: bool = False
    """Only who may stand on the list of participants."""
    ids: frozenset[int] | None = None
    """Only these."""
    sort: Literal["name", "registered"] = "name"
    page: int = 1


@dataclass(frozen=True)
class Taken:
    """A part that somebody said yes to."""

    part_id: int
    kind: PartKind
    held_on: date
    mode: Mode
    state: PartState
    room: RoomType | None
    share_with: str
    stop_id: int | None


@dataclass(frozen=True)
class PersonRow:
    """A person in a list. Diet and needs are never in it."""

    registration_id: int
    party_id: int
    name: str
    email: str
    phone: str
    cluster_id: int | None
    cluster: str
    organisation: str
    status: RegistrationStatus
    decision: Decision
    offered_until: datetime | None
    place: int | None
    """In the line, from 1; None for those who do not wait."""
    is_funded: bool
    details_at: datetime | None
    shows_name: bool
    invoice: str
    lang: str
    registered_at: datetime
    reply: CalendarAnswer | None = None
    """What their calendar answered; what they said in the form holds."""
    parts: tuple[Taken, ...] = ()

    @property
    def comes_from(self) -> str:
        return self.cluster or self.organisation

    @property
    def days(self) -> tuple[DayChoice, ...]:
        return tuple(DayChoice(part.held_on, part.mode) for part in self.parts if part.kind is PartKind.DAY)

    @property
    def mode(self) -> Mode | None:
        """On site if they come there at all; None for those who have no day."""
        modes = {part.mode for part in self.parts if part.kind in PRESENCE}
        return Mode.ON_SITE if Mode.ON_SITE in modes else next(iter(modes), None)

    def has(self, part: Taken) -> bool:
        """Whether they come to it: registered, and there was room."""
        return self.status is RegistrationStatus.CONFIRMED and part.state is PartState.GRANTED


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
    taken = _taken(db, meeting_id, [row.registration_id for row in shown])
    return People(
        rows=tuple(replace(row, parts=tuple(taken[row.registration_id])) for row in shown),
        total=len(found),
        number=number,
        pages=pages,
    )


def _selected(meeting_id: int, wanted: Wanted, clusters: frozenset[int] | None) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Registration.id, Registration.party_id, Registration.name, Registration.email, Registration.phone,
            Registration.cluster_id, Cluster.name.label("cluster"), Registration.organisation, Registration.status,
            Registration.decision, Registration.offered_until, place_column().label("place"), Registration.is_funded,
            Registration.details_at, Registration.shows_name, Registration.invoice, Registration.lang,
            Registration.registered_at, CalendarReply.state.label("reply"), CalendarReply.answered_at,
            REPLY_HOLDS.label("holds"),
        )
        .outerjoin(Cluster, Cluster.id == Registration.cluster_id)
        .outerjoin(CalendarReply, CalendarReply.registration_id == Registration.id)
        .where(Registration.meeting_id == meeting_id, *_of_person(wanted, clusters), *_of_parts(wanted))
    )  # fmt: skip


def _of_person(wanted: Wanted, clusters: frozenset[int] | None) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.status:
        found.append(Registration.status == wanted.status)
    elif not wanted.with_cancelled:
        found.append(Registration.status != RegistrationStatus.CANCELLED)
    if clusters is not None:
        found.append(Registration.cluster_id.in_(clusters))
    if wanted.cluster_id is not None:
        found.append(
            Registration.cluster_id.is_(None)
            if wanted.cluster_id == NO_CLUSTER
            else Registration.cluster_id == wanted.cluster_id
        )
    if wanted.has_answered is not None:
        found.append(Registration.details_at.is_not(None) if wanted.has_answered else Registration.details_at.is_(None))
    if wanted.is_funded is not None:
        found.append(Registration.is_funded.is_(wanted.is_funded))
    if wanted.reply is not None:
        found.append(replied(wanted.reply))
    if wanted.consents:
        found.append(Registration.shows_name.is_(True))
    if wanted.ids is not None:
        found.append(Registration.id.in_(wanted.ids))
    return found


def _of_parts(wanted: Wanted) -> list[ColumnElement[bool]]:
    if wanted.part_id is None and wanted.day is None and wanted.stop_id is None:
        return [] if wanted.mode is None else _comes(wanted.mode)
    said = [RegistrationPart.registration_id == Registration.id, Part.id == RegistrationPart.part_id]
    said += [Part.id == wanted.part_id] if wanted.part_id is not None else []
    said += [Part.held_on == wanted.day, Part.kind.in_(PRESENCE)] if wanted.day else []
    said += [RegistrationPart.mode == wanted.mode] if wanted.mode else []
    said += [RegistrationPart.stop_id == wanted.stop_id] if wanted.stop_id is not None else []
    if wanted.got:
        said.append(GRANTED if wanted.got == "yes" else not_(GRANTED))
    return [exists().where(*said)]


def _comes(mode: Mode) -> list[ColumnElement[bool]]:
    there = present(RegistrationPart.mode == Mode.ON_SITE)
    return [there] if mode is Mode.ON_SITE else [present(RegistrationPart.mode == mode), not_(there)]


def present(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a row of Registration comes on a day, or to a side meeting, so."""
    return (
        exists()
        .where(
            RegistrationPart.registration_id == Registration.id,
            Part.id == RegistrationPart.part_id,
            Part.kind.in_(PRESENCE),
            *conditions,
        )
        .correlate(Registration)
    )


def replied(state: ReplyState) -> ColumnElement[bool]:
    """Whether a row of Registration has an answer from a calendar that says so, and holds."""
    there = exists().where(CalendarReply.registration_id == Registration.id, CalendarReply.state == state, REPLY_HOLDS)
    return there.correlate(Registration)


def _person(row: Row[*tuple[Any, ...]]) -> PersonRow:
    values = row._asdict()
    state, at, holds = (values.pop(name) for name in ("reply", "answered_at", "holds"))
    answer = CalendarAnswer(state, at, bool(holds)) if state is not None else None
    return PersonRow(registration_id=values.pop("id"), reply=answer, **{**values, "cluster": values["cluster"] or ""})


def _taken(db: Session, meeting_id: int, registration_ids: Collection[int]) -> dict[int, list[Taken]]:
    rows = db.execute(
        select(
            RegistrationPart.registration_id, RegistrationPart.part_id, Part.kind, Part.held_on, RegistrationPart.mode,
            RegistrationPart.state, RegistrationPart.room, RegistrationPart.share_with, RegistrationPart.stop_id,
        )
        .join(Part, Part.id == RegistrationPart.part_id)
        .where(Part.meeting_id == meeting_id, *_few(registration_ids))
        .order_by(Part.held_on, *in_order())
    )  # fmt: skip
    taken: dict[int, list[Taken]] = defaultdict(list)
    for row in rows:
        values = {name: value for name, value in row._asdict().items() if name != "registration_id"}
        taken[row.registration_id].append(Taken(**values))
    return taken


def _few(registration_ids: Collection[int]) -> list[ColumnElement[bool]]:
    # Beyond a page it is cheaper to read everybody's than to name them all.
    many = len(registration_ids) > PER_PAGE
    return [] if many else [RegistrationPart.registration_id.in_(registration_ids)]
