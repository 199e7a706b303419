"""How one registration stands, for the person whose it is."""

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from planner.checkin.queries import was_there
from planner.checkin.rules import TickState
from planner.choices.models import ChoiceBlock
from planner.core.language import Lang
from planner.core.timespan import end_of_day
from planner.meetings.rules import Mode
from planner.presence.queries import noted_of
from planner.questions.queries import versions_of
from planner.questions.rules import Asked, in_words
from planner.registrations.models import Answer, AnswerFile, Handover, LineMove, Registration, RegistrationPart
from planner.registrations.queries.holders import Holder, holder
from planner.registrations.queries.parts import offers_of
from planner.registrations.queries.seats import SEATED
from planner.registrations.rules import PartKind, PartOffer, PartState, RegistrationStatus, RoomType, Stop
from planner.replies.queries import answer_of
from planner.replies.rules import CalendarAnswer, ReplyState


@dataclass(frozen=True)
class MyPart:
    """A part that one has said yes to, days too, and how that stands."""

    offer: PartOffer
    mode: Mode
    state: PartState
    place: int | None
    """In the part's own line, from 1."""
    room: RoomType | None
    share_with: str
    stop: Stop | None

    @property
    def is_day(self) -> bool:
        return self.offer.details.kind is PartKind.DAY


@dataclass(frozen=True)
class MyAnswer:
    """An answer to one of the gathering's own questions, with the question as it was asked then."""

    question: Asked
    value: str
    file_name: str
    """Of the file that was sent; empty for all other kinds."""
    erase_on: date | None
    """For answers to sensitive questions; all others go with the person."""

    def words(self, lang: Lang) -> str:
        """As one reads it."""
        return in_words(self.question, self.value, lang)


@dataclass(frozen=True)
class MyMove:
    """Somebody who leads the gathering changed one's place in line, and said why."""

    moved_at: datetime
    from_place: int
    to_place: int
    reason: str


@dataclass(frozen=True)
class MyPage:
    """What the page behind a private link shows."""

    me: Holder
    parts: tuple[MyPart, ...]
    """In order of time."""
    answers: tuple[MyAnswer, ...]
    """In the questions' order."""
    moves: tuple[MyMove, ...]
    """The latest first; of whoever waits."""
    calendar: CalendarAnswer | None
    """What the calendar of whoever comes has answered, if anything."""

    @property
    def has_declined(self) -> bool:
        """Whether the calendar says no to what they are registered for still: many believe that to be a cancelling."""
        said = self.calendar
        return said is not None and said.is_current and said.state is ReplyState.DECLINED


def my_page(db: Session, token: str) -> MyPage:
    """All of it, in at most eight statements. Raises NotFound like holders.holder."""
    me = holder(db, token)
    # Whoever waits holds no entry that a calendar could answer, and whoever comes has been moved in no line.
    moves = moves_of(db, me.registration_id) if me.status is RegistrationStatus.WAITING else ()
    said = answer_of(db, me.registration_id) if me.status is RegistrationStatus.CONFIRMED else None
    return MyPage(me, parts_of(db, me), answers_of(db, me), moves, said)


def was_noted(db: Session, me: Holder, now: datetime) -> bool:
    """Whether it was noted that somebody was there, once the gathering is over; no statement before that."""
    if now < end_of_day(me.gate.days[-1].held_on, me.gate.zone):
        return False
    at_door = any(state is TickState.PRESENT for _, _, state in was_there(db, me.registration_id))
    return at_door or any(state.is_there for _, state in noted_of(db, me.gate, me.registration_id))


def parts_of(db: Session, me: Holder) -> tuple[MyPart, ...]:
    """Days, meals, nights and all else that somebody said yes to, in order of time. Two statements."""
    other, its = aliased(RegistrationPart), aliased(Registration)
    ahead = (
        select(func.count())
        .select_from(other)
        .join(its, its.id == other.registration_id)
        .where(
            other.part_id == RegistrationPart.part_id,
            other.state == PartState.WAITING,
            other.place_in_line <= RegistrationPart.place_in_line,
            its.status.in_(SEATED),
        )
        .correlate(RegistrationPart)
        .scalar_subquery()
    )
    rows = db.execute(
        select(RegistrationPart, ahead.label("place")).where(RegistrationPart.registration_id == me.registration_id)
    ).all()
    mine = {row[0].part_id: row for row in rows}
    offers = offers_of(db, me.gate.meeting_id) if mine else ()
    return tuple(_part(offer, *mine[offer.part_id]) for offer in sorted(offers, key=_by_time) if offer.part_id in mine)


def _by_time(offer: PartOffer) -> tuple[object, ...]:
    """The day itself first, what has no hour, as a night, last."""
    said = offer.details
    return said.held_on, said.kind is not PartKind.DAY, said.starts is None, said.starts or time(0)


def _part(offer: PartOffer, row: RegistrationPart, place: int) -> MyPart:
    return MyPart(
        offer=offer,
        mode=row.mode,
        state=row.state,
        place=place if row.state is PartState.WAITING else None,
        room=row.room,
        share_with=row.share_with,
        stop=next((stop for stop in offer.details.stops if stop.stop_id == row.stop_id), None),
    )


def answers_of(db: Session, me: Holder) -> tuple[MyAnswer, ...]:
    """What somebody answered, in the questions' order. At most two statements."""
    rows = db.execute(
        select(Answer.question_id, Answer.version, Answer.value, Answer.erase_on, AnswerFile.name)
        .outerjoin(AnswerFile, AnswerFile.id == Answer.file_id)
        .where(Answer.registration_id == me.registration_id)
    ).all()
    if not rows:
        return ()
    by_version = {(row.question_id, row.version): row for row in rows}
    versions = versions_of(db, me.gate.meeting_id)
    return tuple(
        MyAnswer(asked, row.value, row.name or "", row.erase_on)
        for key, asked in versions.items()
        if (row := by_version.get(key)) is not None
    )


def moves_of(db: Session, registration_id: int) -> tuple[MyMove, ...]:
    """How somebody was moved in the line, the latest first. One statement.

    Why the person was moved who had the seat before them is not theirs to read.
    """
    handed = select(func.max(Handover.handed_at)).where(Handover.registration_id == registration_id).scalar_subquery()
    rows = db.execute(
        select(LineMove.moved_at, LineMove.from_place, LineMove.to_place, LineMove.reason)
        .where(LineMove.registration_id == registration_id, or_(handed.is_(None), LineMove.moved_at > handed))
        .order_by(LineMove.id.desc())
    )
    return tuple(MyMove(*row) for row in rows)


def has_choices(db: Session, meeting_id: int) -> bool:
    """Whether people choose among parallel items at this gathering. One statement."""
    return db.scalar(select(exists().where(ChoiceBlock.meeting_id == meeting_id))) or False
