"""A person's copy of everything that is kept about them."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.checkin.queries import was_there
from planner.checkin.rules import TickState
from planner.choices.queries import Chosen, choices_of
from planner.core.language import Lang
from planner.entries.queries import wants_entries
from planner.mail.models import PostedLetter
from planner.meetings.rules import Mode
from planner.mypage.queries.calendars import calendar_of_registration
from planner.mypage.queries.page import MyAnswer, MyPart, moves_of, my_page
from planner.presence.queries import noted_of
from planner.presence.rules import PresenceState
from planner.publishing.queries import wanted_letters
from planner.registrations.models import Handover
from planner.registrations.queries.holders import Holder
from planner.registrations.rules import DayChoice, PartState, RoomType
from planner.replies.queries import answer_of, answers_about_items
from planner.replies.rules import CalendarAnswer


@dataclass(frozen=True)
class PartLine:
    """A part in a person's copy of their data."""

    what: str
    held_on: date
    mode: Mode
    state: PartState
    place_in_line: int | None
    room: RoomType | None
    share_with: str
    stop: str


@dataclass(frozen=True)
class AnswerLine:
    question: str
    answer: str
    file: str
    erased_on: date | None


@dataclass(frozen=True)
class ItemAnswerLine:
    """What the person's calendar answered about an item."""

    item: str
    answer: CalendarAnswer


@dataclass(frozen=True)
class ChoiceLine:
    item: str
    starts_at: datetime


@dataclass(frozen=True)
class PresenceLine:
    """Whether somebody was at an item, as it was noted for the minutes."""

    item: str
    state: PresenceState


@dataclass(frozen=True)
class AttendanceLine:
    """Whether somebody came to a day or another part, as it was ticked at the door."""

    held_on: date
    part: str
    state: TickState


@dataclass(frozen=True)
class MoveLine:
    moved_at: datetime
    from_place: int
    to_place: int
    reason: str


@dataclass(frozen=True)
class HandoverLine:
    """A seat that went from one person to another: the one who reads was one of them."""

    handed_at: datetime
    from_name: str
    to_name: str


@dataclass(frozen=True)
class LetterLine:
    subject: str
    sent_at: datetime


@dataclass(frozen=True)
class WantedLine:
    """Which letters somebody wants."""

    about_changes: bool
    on_the_day: bool
    calendar_entries_of_choices: bool


@dataclass(frozen=True)
class CalendarLine:
    """The registration's own calendar."""

    made_at: datetime
    reminds_minutes_before: int


@dataclass(frozen=True)
class PersonalData:
    """A person's copy of what is kept about them (GDPR 15)."""

    gathering: str
    status: str
    why: str
    place_in_line: int | None
    offered_until: datetime | None
    seat_paid_by_the_network: bool
    name: str
    email: str
    phone: str
    cluster: str
    organisation: str
    language: str
    registered_by: str
    days: tuple[DayChoice, ...]
    parts: tuple[PartLine, ...]
    choices: tuple[ChoiceLine, ...]
    presence: tuple[PresenceLine, ...]
    attendance: tuple[AttendanceLine, ...]
    answers: tuple[AnswerLine, ...]
    answer_from_calendar: CalendarAnswer | None
    answers_about_items: tuple[ItemAnswerLine, ...]
    diets: tuple[str, ...]
    special_diet: str
    accessibility_needs: str
    diet_and_needs_erased_on: date
    invoice: str
    name_on_participant_list: bool
    letters_wanted: WantedLine
    registered_at: datetime
    answered_at: datetime | None
    changed_at: datetime
    moved_in_line: tuple[MoveLine, ...]
    handed_over: tuple[HandoverLine, ...]
    own_calendar: CalendarLine | None
    letters: tuple[LetterLine, ...]


def personal_data(db: Session, token: str) -> PersonalData:
    """What is kept of the person whose private link this is. Raises NotFound like holders.holder."""
    page = my_page(db, token)
    me = page.me
    return PersonalData(
        gathering=me.gate.title.in_(me.lang),
        status=me.status,
        why=me.decision,
        place_in_line=me.place,
        offered_until=me.offered_until,
        seat_paid_by_the_network=me.is_funded,
        name=me.name,
        email=me.email,
        phone=me.phone,
        cluster=me.cluster,
        organisation=me.organisation,
        language=me.lang,
        registered_by=me.booker or me.name,
        days=me.days,
        parts=tuple(_part_line(part, me.lang) for part in page.parts if not part.is_day),
        choices=tuple(_choice_line(chosen, me.lang) for chosen in choices_of(db, me.registration_id)),
        presence=_presence(db, me),
        attendance=_attendance(db, me),
        answers=tuple(_answer_line(answer, me.lang) for answer in page.answers),
        answer_from_calendar=answer_of(db, me.registration_id),
        answers_about_items=_about_items(db, me),
        diets=me.diets,
        special_diet=me.diet,
        accessibility_needs=me.access,
        diet_and_needs_erased_on=me.erase_on,
        invoice=me.invoice,
        name_on_participant_list=me.shows_name,
        letters_wanted=_wanted(db, me.registration_id),
        registered_at=me.registered_at,
        answered_at=me.details_at,
        changed_at=me.changed_at,
        moved_in_line=_moves(db, me),
        handed_over=_handovers(db, me.registration_id),
        own_calendar=_calendar(db, me),
        letters=_letters_to(db, me),
    )


def _part_line(part: MyPart, lang: Lang) -> PartLine:
    said = part.offer.details
    return PartLine(
        what=said.name.in_(lang),
        held_on=said.held_on,
        mode=part.mode,
        state=part.state,
        place_in_line=part.place,
        room=part.room,
        share_with=part.share_with,
        stop=part.stop.name if part.stop else "",
    )


def _choice_line(chosen: Chosen, lang: Lang) -> ChoiceLine:
    return ChoiceLine(chosen.title.in_(lang), chosen.starts_at)


def _answer_line(answer: MyAnswer, lang: Lang) -> AnswerLine:
    return AnswerLine(answer.question.label.in_(lang), answer.words(lang), answer.file_name, answer.erase_on)


def _about_items(db: Session, me: Holder) -> tuple[ItemAnswerLine, ...]:
    found = answers_about_items(db, me.registration_id)
    return tuple(ItemAnswerLine(each.title.in_(me.lang), each.answer) for each in found)


def _presence(db: Session, me: Holder) -> tuple[PresenceLine, ...]:
    noted = noted_of(db, me.gate, me.registration_id)
    return tuple(PresenceLine(title.in_(me.lang), state) for title, state in noted)


def _attendance(db: Session, me: Holder) -> tuple[AttendanceLine, ...]:
    found = was_there(db, me.registration_id)
    return tuple(AttendanceLine(day, name.in_(me.lang), state) for day, name, state in found)


def _moves(db: Session, me: Holder) -> tuple[MoveLine, ...]:
    moves = moves_of(db, me.registration_id)
    return tuple(MoveLine(m.moved_at, m.from_place, m.to_place, m.reason) for m in moves)


def _handovers(db: Session, registration_id: int) -> tuple[HandoverLine, ...]:
    rows = db.execute(
        select(Handover.handed_at, Handover.from_name, Handover.to_name)
        .where(Handover.registration_id == registration_id)
        .order_by(Handover.id)
    )
    return tuple(HandoverLine(*row) for row in rows)


def _letters_to(db: Session, me: Holder) -> tuple[LetterLine, ...]:
    rows = db.execute(
        select(PostedLetter.subject, PostedLetter.posted_at)
        .where(PostedLetter.recipient == me.email, PostedLetter.meeting_id == me.gate.meeting_id)
        .order_by(PostedLetter.id)
    )
    return tuple(LetterLine(row.subject, row.posted_at) for row in rows)


def _wanted(db: Session, registration_id: int) -> WantedLine:
    wanted = wanted_letters(db, registration_id)
    return WantedLine(wanted.of_changes, wanted.on_the_day, wants_entries(db, registration_id))


def _calendar(db: Session, me: Holder) -> CalendarLine | None:
    # Of the calendar of everything its own page tells: who holds this link need not be who reads the letters.
    keys = calendar_of_registration(db, me.registration_id)
    return CalendarLine(keys.made_at, keys.alarm_minutes) if keys else None
