"""A gathering's speakers with all that is known of each: the lead's list, and what asking is decided from."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, and_, func, or_, select
from sqlalchemy.orm import Session

from planner.agenda.models import Item, ItemSpeaker
from planner.agenda.queries import AgendaItem, agenda_of
from planner.agenda.rules import ItemKind
from planner.core.errors import NotFound
from planner.core.language import Lang, Words
from planner.mail.models import PostedLetter
from planner.mail.rules import UNREACHED, LetterState
from planner.meetings.queries import Gate
from planner.network.models import Person
from planner.network.rules import by_letters
from planner.speakers.models import Speaker, SpeakerHours, SpeakerNeeds, SpeakerPicture
from planner.speakers.queries.files import FileLine, files_of
from planner.speakers.queries.others import Suggested, suggestions_of
from planner.speakers.rules import DayWhen, Missing, SpeakerDetails, SpeakerStatus, marks_of, may_remind

WITH_SLIDES = frozenset({ItemKind.TALK, ItemKind.WORKSHOP})
"""Kinds of items that slides are expected of."""


@dataclass(frozen=True)
class Course:
    """What has happened with one speaker."""

    status: SpeakerStatus = SpeakerStatus.NOT_ASKED
    asked_at: datetime | None = None
    written_at: datetime | None = None
    """When the newest letter left."""
    reminders: int = 0
    answered_at: datetime | None = None
    answered_by: str = ""
    word: str = ""
    sent_to: str = ""
    """Where the newest letter went."""
    has_bounced: bool = False
    trouble: str = ""
    """What the mail server said of it."""
    asked_for: str = ""
    is_unwanted: bool = False
    """The newest letter was not sent: they have said no to such letters."""


@dataclass(frozen=True)
class PictureMark:
    """A picture without its bytes. Size in pixels."""

    digest: str
    width: int
    height: int


@dataclass(frozen=True)
class SpeakerCard:
    """One person who gives something at a gathering, or was asked to."""

    person_id: int
    name: str
    title: str
    """As the address book has it; what they say themselves is in `said`."""
    organisation: str
    email: str
    speaker_id: int | None = None
    """None: they have no row yet."""
    salt: str = ""
    lang: Lang = "sv"
    revision: int = 0
    course: Course = field(default_factory=Course)
    said: SpeakerDetails = field(default_factory=SpeakerDetails)
    """Without special needs, and without ideas about talks."""
    has_needs: bool = False
    picture: PictureMark | None = None
    items: tuple[AgendaItem, ...] = ()
    """Those on the draft that they give, in the order of time."""
    suggestions: tuple[Suggested, ...] = ()
    files: tuple[FileLine, ...] = ()
    """Those that they gave themselves."""
    has_papers: bool = False
    """One of their items has a file, from whomever."""

    @property
    def status(self) -> SpeakerStatus:
        return self.course.status

    @property
    def is_silent(self) -> bool:
        """Neither yes nor no, and nothing told: nothing can be said of when they can, or what they need."""
        is_answered = self.status in (SpeakerStatus.CONFIRMED, SpeakerStatus.DECLINED)
        has_told = self.said != SpeakerDetails() or self.has_needs or self.picture or self.files or self.suggestions
        return not is_answered and not has_told

    @property
    def shown_title(self) -> str:
        return self.said.title or self.title

    @property
    def shown_organisation(self) -> str:
        return self.said.organisation or self.organisation

    @property
    def when(self) -> dict[date, DayWhen]:
        """What they said of days, by the day."""
        return {when.held_on: when for when in self.said.hours}

    @property
    def marks(self) -> str:
        """What they give now, to compare with what they were asked for."""
        return marks_of((item.uid, item.starts_at) for item in self.items)

    @property
    def has_changed(self) -> bool:
        """What they give, or when, is not what they were asked for or answered to."""
        return self.status is not SpeakerStatus.NOT_ASKED and self.course.asked_for != self.marks

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What is still to come from them; nothing from those who declined or give nothing any more."""
        if self.status is SpeakerStatus.DECLINED or not self.items:
            return ()
        lacks = {
            Missing.EMAIL: not self.email,
            Missing.BIO: not self.said.bio,
            Missing.PICTURE: self.picture is None,
            Missing.SLIDES: not self.has_papers and any(item.details.kind in WITH_SLIDES for item in self.items),
        }
        return tuple(what for what, is_missing in lacks.items() if is_missing)

    @property
    def waits_for_letter(self) -> bool:
        """To be asked: they give something and have not been asked yet."""
        return self.status is SpeakerStatus.NOT_ASKED and bool(self.items)

    def may_be_reminded(self, now: datetime) -> bool:
        """Silent, and not written to just now."""
        return bool(self.items) and may_remind(self.status, self.course.written_at, now)


def cards_of(db: Session, gate: Gate) -> tuple[SpeakerCard, ...]:
    """Everybody who gives an item of the draft, and everybody who was asked, by name. Six statements."""
    items = agenda_of(db, gate.meeting_id, gate.zone)
    people = _people(db, gate.meeting_id)
    hours = _hours(db, gate.meeting_id)
    suggestions = _grouped(suggestions_of(db, gate.meeting_id), lambda each: each.person_id)
    files = files_of(db, gate.meeting_id)
    given = _grouped(
        [file for of_item in files.values() for file in of_item if file.person_id is not None],
        lambda file: file.person_id,
    )
    gives = _grouped([(p, item) for item in items for p in item.giver_ids], lambda pair: pair[0])
    cards = []
    for row in people:
        theirs = tuple(item for _, item in gives.get(row.Person.id, ()))
        card = _card(row, hours.get(row.Person.id, ()))
        cards.append(
            replace(
                card,
                items=theirs,
                suggestions=suggestions.get(card.person_id, ()),
                files=given.get(card.person_id, ()),
                has_papers=any(item.uid in files for item in theirs),
            )
        )
    return tuple(sorted(cards, key=lambda card: (by_letters(card.name), card.person_id)))


def card_of(db: Session, gate: Gate, person_id: int) -> SpeakerCard:
    """One of them; NotFound for anybody else. Six statements."""
    found = next((card for card in cards_of(db, gate) if card.person_id == person_id), None)
    if found is None:
        raise NotFound
    return found


def _people(db: Session, meeting_id: int) -> list[Row[*tuple[Any, ...]]]:
    givers = (
        select(ItemSpeaker.person_id).join(Item, Item.id == ItemSpeaker.item_id).where(Item.meeting_id == meeting_id)
    )
    current = (
        select(func.max(SpeakerPicture.id))
        .where(SpeakerPicture.speaker_id == Speaker.id, ~SpeakerPicture.removed)
        .correlate(Speaker)
        .scalar_subquery()
    )
    return list(
        db.execute(
            select(
                Person, Speaker, PostedLetter.state, PostedLetter.trouble, SpeakerNeeds.speaker_id.label("needs_of"),
                SpeakerPicture.digest, SpeakerPicture.width, SpeakerPicture.height,
            )
            .outerjoin(Speaker, and_(Speaker.person_id == Person.id, Speaker.meeting_id == meeting_id))
            .outerjoin(PostedLetter, PostedLetter.id == Speaker.letter_id)
            .outerjoin(SpeakerNeeds, SpeakerNeeds.speaker_id == Speaker.id)
            .outerjoin(SpeakerPicture, SpeakerPicture.id == current)
            .where(or_(Person.id.in_(givers), Speaker.id.is_not(None)))
        )
    )  # fmt: skip


def _hours(db: Session, meeting_id: int) -> dict[int, tuple[DayWhen, ...]]:
    rows = db.execute(
        select(
            Speaker.person_id, SpeakerHours.held_on, SpeakerHours.is_away, SpeakerHours.starts, SpeakerHours.ends
        )
        .join(Speaker, Speaker.id == SpeakerHours.speaker_id)
        .where(Speaker.meeting_id == meeting_id)
        .order_by(SpeakerHours.held_on)
    )  # fmt: skip
    found = _grouped(rows, lambda row: row.person_id)
    return {person_id: tuple(DayWhen(*row[1:]) for row in theirs) for person_id, theirs in found.items()}


def _grouped(all_of_them: Any, key: Callable[[Any], Any]) -> dict[int, tuple[Any, ...]]:
    found: dict[int, list[Any]] = {}
    for one in all_of_them:
        found.setdefault(key(one), []).append(one)
    return {number: tuple(theirs) for number, theirs in found.items()}


def _card(row: Any, hours: tuple[DayWhen, ...]) -> SpeakerCard:
    person, speaker = row.Person, row.Speaker
    card = SpeakerCard(person.id, person.name, person.title, person.organisation, person.email)
    if speaker is None:
        return card
    return replace(
        card,
        speaker_id=speaker.id,
        salt=speaker.salt,
        lang="en" if speaker.lang == "en" else "sv",
        revision=speaker.revision,
        course=Course(
            status=speaker.status,
            asked_at=speaker.asked_at,
            written_at=speaker.written_at,
            reminders=speaker.reminders,
            answered_at=speaker.answered_at,
            answered_by=speaker.answered_by,
            word=speaker.word,
            sent_to=speaker.email,
            has_bounced=row.state in UNREACHED,
            is_unwanted=row.state is LetterState.DECLINED,
            trouble=row.trouble or "",
            asked_for=speaker.asked_for,
        ),
        said=SpeakerDetails(
            speaker.title, speaker.organisation, Words(speaker.bio_sv, speaker.bio_en), speaker.room_needs, hours
        ),
        has_needs=row.needs_of is not None,
        picture=PictureMark(row.digest, row.width, row.height) if row.digest else None,
    )
