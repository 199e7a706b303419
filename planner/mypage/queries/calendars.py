"""What stands in a calendar of one's own, found by its secret address; and how it is kept."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Dialect,
    Select,
    String,
    TextClause,
    and_,
    cast,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
    text,
)
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from planner.choices.models import BlockItem, Choice, ChoiceBlock
from planner.core.actor import Actor
from planner.core.errors import NotFound
from planner.core.language import Words, say
from planner.core.tokens import hash_token
from planner.meetings.models import Meeting
from planner.mypage.models import OwnCalendar
from planner.mypage.rules import Coming, days_in
from planner.network.models import Room
from planner.network.rules import RoomKind
from planner.programmes.models import ProgrammeRow
from planner.registrations.models import Part, Registration, RegistrationPart
from planner.registrations.rules import PartKind, PartState, RegistrationStatus


@dataclass(frozen=True)
class Followed:
    """All that the bytes of a calendar of one's own depend on. Two that are equal have the same bytes."""

    rows: tuple[tuple[Any, ...], ...]

    @property
    def is_whole(self) -> bool:
        """Of everything that an address is registered for; else of one registration."""
        return bool(self.rows[0][0])

    @property
    def alarm_minutes(self) -> int:
        return int(self.rows[0][1])

    @property
    def comings(self) -> tuple[Coming, ...]:
        """The gatherings, by the first day that this person comes."""
        found = (_coming(row) for row in self.rows if row[3] is not None and row[4])
        return tuple(sorted(found, key=lambda coming: (min(coming.days), coming.meeting_id)))


@dataclass(frozen=True)
class OwnKeys:
    """How a calendar of one's own is kept: what its address is made of, and when it reminds."""

    calendar_id: int
    salt: str
    alarm_minutes: int
    made_at: datetime


@dataclass(frozen=True)
class GatheringLine:
    """A gathering that stands in one's calendar."""

    slug: str
    title: Words
    begins_on: date


# Tables and not entities, as for the public's feeds: a calendar that nothing happened to costs this one statement.
_own, _registration, _meeting = OwnCalendar.__table__.c, Registration.__table__.c, Meeting.__table__.c


def _listed(what: Any, *where: Any) -> Any:
    """Many rows as one text, comma between: so any number of gatherings is one statement. Empty: none."""
    return func.coalesce(select(func.aggregate_strings(what, ",")).where(*where).scalar_subquery(), "")


def _paired(*columns: Any) -> Any:
    """Columns of a row as one text, = between."""
    first, *rest = columns
    paired: Any = cast(first, String)
    for column in rest:
        paired = paired + literal("=") + cast(column, String)
    return paired


_newest = select(func.max(ProgrammeRow.id)).where(ProgrammeRow.meeting_id == _registration.meeting_id)
_days = _listed(
    _paired(Part.held_on, RegistrationPart.mode),
    RegistrationPart.registration_id == _registration.id,
    RegistrationPart.state == PartState.GRANTED,
    Part.id == RegistrationPart.part_id,
    Part.kind == PartKind.DAY,
)
_chosen = _listed(BlockItem.item_uid, Choice.registration_id == _registration.id, BlockItem.id == Choice.block_item_id)
_blocks = _listed(
    _paired(ChoiceBlock.id, ChoiceBlock.starts_at, BlockItem.item_uid),
    ChoiceBlock.meeting_id == _registration.meeting_id,
    BlockItem.block_id == ChoiceBlock.id,
)
_online = (
    select(Room.online_link)
    .where(Room.venue_id == _meeting.venue_id, Room.kind == RoomKind.ONLINE, Room.online_link != "")
    .order_by(Room.position, Room.id)
    .limit(1)
)
_theirs = and_(
    or_(_registration.id == _own.registration_id, _registration.email == _own.email),
    _registration.status == RegistrationStatus.CONFIRMED,
)
_followed = (
    select(
        _own.email.is_not(None), _own.alarm_minutes, _registration.meeting_id, _newest.scalar_subquery(),
        _days, _chosen, _blocks, func.coalesce(_online.scalar_subquery(), ""),
    )
    .select_from(OwnCalendar.__table__)
    .outerjoin(Registration.__table__, _theirs)
    .outerjoin(Meeting.__table__, _meeting.id == _registration.meeting_id)
    .where(_own.token_hash == literal_column(":token_hash"))
    .order_by(_registration.id)
)  # fmt: skip


@lru_cache(maxsize=4)
def _written(dialect: Dialect) -> TextClause:
    """The statement as this database's words, all but the token written out: a poll would else spend more on putting
    the same constants in again than the database on answering.
    """
    return text(str(_followed.compile(dialect=dialect, compile_kwargs={"literal_binds": True})))


def followed(db: Connection, token: str) -> Followed:
    """What a calendar's secret address stands for. One statement, however much it holds.

    Raises NotFound for an address that was never made, was replaced, or whose person is erased.
    """
    rows = db.execute(_written(db.dialect), {"token_hash": hash_token(token)}).all()
    if not rows:
        raise NotFound(
            say(
                "This calendar address does not work, or does so no more: there is a newer one, a colleague has taken "
                "over the place, or everything about the person is erased."
            )
        )
    return Followed(tuple(map(tuple, rows)))


def _coming(row: tuple[Any, ...]) -> Coming:
    _, _, meeting_id, programme_id, days, chosen, blocks, online_link = row
    return Coming(
        meeting_id=meeting_id,
        programme_id=programme_id,
        days=days_in(days),
        chosen=tuple(sorted(filter(None, chosen.split(",")))),
        blocks=",".join(sorted(blocks.split(","))),
        online_link=online_link,
    )


def calendar_of_registration(db: Session, registration_id: int) -> OwnKeys | None:
    """The keys of a registration's calendar, if there is one. One statement."""
    row = db.execute(
        select(OwnCalendar.id, OwnCalendar.salt, OwnCalendar.alarm_minutes, OwnCalendar.made_at).where(
            OwnCalendar.registration_id == registration_id
        )
    ).one_or_none()
    return OwnKeys(*row) if row else None


def page_holder(db: Session, token: str) -> tuple[Actor, OwnKeys, tuple[GatheringLine, ...]]:
    """Who the link to the page of a calendar of everything names, its keys, and what it holds. Two statements.

    Raises NotFound for a link that was never made, or whose person is erased.
    """
    row = db.execute(select(OwnCalendar).where(OwnCalendar.page_hash == hash_token(token))).scalar_one_or_none()
    if row is None:
        raise NotFound(
            say(
                "This link does not work, or does so no more. Ask for a new one on the page of one of your "
                "registrations."
            )
        )
    gatherings = db.execute(
        select(Meeting.slug, Meeting.title_sv, Meeting.title_en, func.min(Part.held_on))
        .join(Registration, Registration.meeting_id == Meeting.id)
        .join(RegistrationPart, RegistrationPart.registration_id == Registration.id)
        .join(Part, and_(Part.id == RegistrationPart.part_id, Part.kind == PartKind.DAY))
        .where(
            Registration.email == row.email,
            Registration.status == RegistrationStatus.CONFIRMED,
            RegistrationPart.state == PartState.GRANTED,
            exists().where(ProgrammeRow.meeting_id == Meeting.id),
        )
        .group_by(Meeting.id, Meeting.slug, Meeting.title_sv, Meeting.title_en)
        .order_by(func.min(Part.held_on), Meeting.id)
    )
    lines = tuple(GatheringLine(slug, Words(sv, en), day) for slug, sv, en, day in gatherings)
    keys = OwnKeys(row.id, row.salt, row.alarm_minutes, row.made_at)
    return Actor(name=row.email or "", calendar_id=row.id), keys, lines


def addresses_in_use() -> Select[str]:
    """The addresses that somebody is, or was, registered under."""
    return select(Registration.email)
