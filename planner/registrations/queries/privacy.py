"""What is kept of the people of a gathering, what is erased and when, and who looked at it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session, selectinload

from planner.core.timespan import local
from planner.mail.models import PostedLetter
from planner.mail.rules import FORGOTTEN
from planner.meetings.models import Meeting, MeetingDay
from planner.meetings.rules import Mode
from planner.questions.models import Question, QuestionVersion
from planner.registrations.models import (
    Answer,
    AnswerFile,
    Erasure,
    KeptCount,
    Look,
    Needs,
    Part,
    Party,
    Registration,
    RegistrationPart,
    SeatTerms,
)
from planner.registrations.rules import PartKind, PartState, RegistrationStatus, Terms, diets_in
from planner.registrations.rules.keeping import (
    ERASED_HOST,
    FOOD,
    PEOPLE,
    Eater,
    FoodCount,
    HeadLine,
    Kind,
    added,
    count_food,
    food_from,
    heads_from,
)

_EATEN = (PartKind.DAY, PartKind.MEAL, PartKind.DINNER)


@dataclass(frozen=True)
class LookLine:
    """Somebody looked at answers by name."""

    looker: str
    what: Kind
    looked_at: datetime


@dataclass(frozen=True)
class ErasureLine:
    """Something was erased: how many, not whose."""

    what: Kind
    erased: int
    erased_at: datetime


@dataclass(frozen=True)
class KeptNow:
    """How much of each kind is kept of a gathering's people at this moment."""

    people: int
    needs: int
    answers: int
    """To sensitive questions; all others go with the people."""
    other_answers: int
    """Without the files."""
    files: int
    letters: int


def looks_of(db: Session, meeting_id: int) -> tuple[LookLine, ...]:
    """Who looked at diet, needs or sensitive answers by name, the latest first. One statement."""
    rows = db.execute(
        select(Look.looker, Look.what, Look.looked_at).where(Look.meeting_id == meeting_id).order_by(Look.id.desc())
    )
    return tuple(LookLine(row.looker, Kind(row.what), row.looked_at) for row in rows)


def erasures_of(db: Session, meeting_id: int) -> tuple[ErasureLine, ...]:
    """What has been erased, the earliest first. One statement."""
    rows = db.execute(
        select(Erasure.what, Erasure.erased, Erasure.erased_at)
        .where(Erasure.meeting_id == meeting_id)
        .order_by(Erasure.id)
    )
    return tuple(ErasureLine(Kind(row.what), row.erased, row.erased_at) for row in rows)


def kept_now(db: Session, meeting_id: int) -> KeptNow:
    """One statement."""
    here = Registration.meeting_id == meeting_id
    counts = [
        select(func.count()).where(here, ~has_no_name()),
        select(func.count(Needs.registration_id)).join(Registration).where(here),
        select(func.count(Answer.question_id)).join(Registration).where(here, Answer.erase_on.is_not(None)),
        select(func.count(Answer.question_id))
        .join(Registration)
        .where(here, Answer.erase_on.is_(None), Answer.file_id.is_(None)),
        select(func.count(AnswerFile.id)).join(Registration).where(here),
        select(func.count(PostedLetter.id)).where(
            PostedLetter.meeting_id == meeting_id, PostedLetter.kind != FORGOTTEN
        ),
    ]
    return KeptNow(*db.execute(select(*(count.scalar_subquery() for count in counts))).one())


def has_no_name() -> ColumnElement[bool]:
    """Of rows of Registration: whether the person is erased."""
    return Registration.email.endswith(f"@{ERASED_HOST}")


def food_of(db: Session, meeting_id: int) -> tuple[FoodCount, ...]:
    """What the kitchen must know of each day, meal and dinner, also once diets are erased. Two statements."""
    live = {(count.part_id, count.held_on): count for count in food_by_name(db, meeting_id)}
    kept = {(count.part_id, count.held_on): count for count in kept_food(db, meeting_id)}
    nobody = FoodCount(0, date.min)
    whole = [added(live.get(key, FoodCount(*key)), kept.get(key, nobody)) for key in live.keys() | kept.keys()]
    return tuple(sorted(whole, key=lambda count: (count.held_on, count.part_id)))


def food_by_name(db: Session, meeting_id: int, only: Collection[int] | None = None) -> tuple[FoodCount, ...]:
    """Numbers as the rows still have them; `only`: of these registrations. One statement."""
    wanted = [] if only is None else [Registration.id.in_(only)]
    rows = db.execute(
        select(Part.id, Part.held_on, Needs.diets, Needs.diet, Needs.access)
        .join(RegistrationPart, RegistrationPart.part_id == Part.id)
        .join(Registration, Registration.id == RegistrationPart.registration_id)
        .outerjoin(Needs, Needs.registration_id == Registration.id)
        .where(
            Part.meeting_id == meeting_id,
            Part.kind.in_(_EATEN),
            RegistrationPart.mode == Mode.ON_SITE,
            RegistrationPart.state == PartState.GRANTED,
            Registration.status == RegistrationStatus.CONFIRMED,
            *wanted,
        )
        .order_by(Part.held_on, Part.id)
    )
    return count_food(
        Eater(row.id, row.held_on, diets_in(row.diets or ""), bool(row.diet), bool(row.access)) for row in rows
    )


def kept_food(db: Session, meeting_id: int) -> tuple[FoodCount, ...]:
    """What was counted before diets were erased. One statement."""
    return food_from((row.held_on, row.label, row.number) for row in kept_rows(db, meeting_id, FOOD))


def kept_heads(db: Session, meeting_id: int) -> tuple[HeadLine, ...]:
    """How many of each cluster took each part in each way, counted before people were erased. One statement."""
    return heads_from((row.held_on, row.label, row.number) for row in kept_rows(db, meeting_id, PEOPLE))


def heads_by_part(db: Session, meeting_id: int) -> tuple[HeadLine, ...]:
    """How many of each cluster have each part in each way, as the rows have them. One statement."""
    rows = db.execute(
        select(Part.id, Part.held_on, Registration.cluster_id, RegistrationPart.mode, func.count())
        .join(RegistrationPart, RegistrationPart.part_id == Part.id)
        .join(Registration, Registration.id == RegistrationPart.registration_id)
        .where(
            Part.meeting_id == meeting_id,
            RegistrationPart.state == PartState.GRANTED,
            Registration.status == RegistrationStatus.CONFIRMED,
        )
        .group_by(Part.id, Part.held_on, Registration.cluster_id, RegistrationPart.mode)
    ).all()
    lines = [HeadLine(*row) for row in rows]
    return tuple(sorted(lines, key=lambda x: (x.held_on, x.part_id, x.cluster_id or 0, x.mode)))


def kept_rows(db: Session, meeting_id: int, what: str) -> Sequence[KeptCount]:
    """The rows, for a use case."""
    return db.scalars(
        select(KeptCount).where(KeptCount.meeting_id == meeting_id, KeptCount.what == what).order_by(KeptCount.id)
    ).all()


def needs_due(db: Session, now: datetime) -> tuple[tuple[int, date], ...]:
    """(gathering, the day it is there) of those where some diet or need is due to be erased."""
    return _due(db, now, select(Registration.meeting_id).join(Needs).where(Needs.erase_on <= _latest_day(now)))


def answers_due(db: Session, now: datetime) -> tuple[tuple[int, date], ...]:
    """Like needs_due, of answers to sensitive questions."""
    return _due(db, now, select(Registration.meeting_id).join(Answer).where(Answer.erase_on <= _latest_day(now)))


def _due(db: Session, now: datetime, where: object) -> tuple[tuple[int, date], ...]:
    rows = db.execute(
        select(Meeting.id, Meeting.zone).where(Meeting.id.in_(where)).order_by(Meeting.id)  # type: ignore[arg-type]
    )
    return tuple((row.id, local(now, row.zone).date()) for row in rows)


def _latest_day(now: datetime) -> date:
    """The day it is where it is the latest day already."""
    return now.date() + timedelta(days=1)


def people_due(db: Session, now: datetime) -> tuple[int, ...]:
    """Gatherings whose people are due to be erased, and somebody is not yet. One statement."""
    booked = exists().where(Party.meeting_id == Meeting.id, Party.booker_email.not_like(f"%@{ERASED_HOST}"))
    named = exists().where(Registration.meeting_id == Meeting.id, ~has_no_name())
    return due_among(db, now, or_(named, booked))


def due_among(db: Session, now: datetime, holds: ColumnElement[bool]) -> tuple[int, ...]:
    """Gatherings of those for which `holds` is true, whose people are due to be erased. One statement."""
    last_day = func.max(MeetingDay.held_on).label("last_day")
    rows = db.execute(
        select(Meeting.id, Meeting.zone, last_day, SeatTerms.erase_people_on)
        .join(MeetingDay, MeetingDay.meeting_id == Meeting.id)
        .outerjoin(SeatTerms, SeatTerms.meeting_id == Meeting.id)
        .where(holds)
        .group_by(Meeting.id, Meeting.zone, SeatTerms.erase_people_on)
        .having(last_day < _latest_day(now))
        .order_by(Meeting.id)
    ).all()
    return tuple(
        row.id
        for row in rows
        if Terms(erase_people_on=row.erase_people_on).people_erased_on(row.last_day) <= local(now, row.zone).date()
    )


def rows_with_names(db: Session, meeting_id: int) -> Sequence[Registration]:
    """Everybody of a gathering who is not erased, with their parts. Rows, for a use case."""
    return db.scalars(
        select(Registration)
        .where(Registration.meeting_id == meeting_id, ~has_no_name())
        .order_by(Registration.id)
        .options(selectinload(Registration.parts))
    ).all()


def parties_of(db: Session, meeting_id: int, booker_email: str | None = None) -> Sequence[Party]:
    """Those whose booker is not erased; `booker_email`: of this one only. Rows, for a use case."""
    named = Party.booker_email.not_like(f"%@{ERASED_HOST}")
    wanted = named if booker_email is None else Party.booker_email == booker_email
    return db.scalars(select(Party).where(Party.meeting_id == meeting_id, wanted).order_by(Party.id)).all()


def newly_sensitive(db: Session) -> dict[int, list[int]]:
    """Gathering → its questions that are sensitive now, and have answers that were given when they were not."""
    rows = db.execute(
        select(Question.meeting_id, Question.id)
        .join(
            QuestionVersion,
            (QuestionVersion.question_id == Question.id) & (QuestionVersion.number == Question.newest),
        )
        .where(
            QuestionVersion.is_sensitive,
            exists().where(Answer.question_id == Question.id, Answer.erase_on.is_(None)),
        )
        .order_by(Question.id)
    )
    found: dict[int, list[int]] = {}
    for meeting_id, question_id in rows:
        found.setdefault(meeting_id, []).append(question_id)
    return found
