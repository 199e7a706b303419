"""Who should hold an entry: those who give items and said yes, and those who chose them and want the entries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.core.addresses import is_mail_address
from planner.core.language import Lang
from planner.entries.models import ItemEntryWish
from planner.mail.letter import one_line
from planner.mail.models import PostedLetter
from planner.meetings.models import Meeting, MeetingDay
from planner.network.models import Person, Room
from planner.network.rules import RoomKind
from planner.registrations.models import Registration
from planner.registrations.rules.keeping import is_erased
from planner.speakers.models import Speaker
from planner.speakers.rules import SpeakerStatus

GREETINGS = ("registered", "promoted", "handed-over", "changed")
"""Kinds of letters that tell somebody that they come."""


@dataclass(frozen=True)
class Links:
    """The links of the venue's online rooms, by the room's name."""

    by_room: Mapping[str, str]

    @property
    def first(self) -> str:
        """Where those meet who take part online; empty when the venue has no such room."""
        return next(iter(self.by_room.values()), "")


@dataclass(frozen=True)
class SaidYes:
    """Somebody who gives something and has said yes."""

    person_id: int
    name: str
    address: str
    """In small letters."""
    lang: Lang


def speakers_of(db: Session, meeting_id: int) -> dict[int, SaidYes]:
    """Person → who they are, of all who have said yes and have an address. One statement."""
    rows = db.execute(
        select(Person.id, Person.name, Person.email, Speaker.lang)
        .join(Speaker, Speaker.person_id == Person.id)
        .where(Speaker.meeting_id == meeting_id, Speaker.status == SpeakerStatus.CONFIRMED, Person.email != "")
        .order_by(Person.id)
    )
    return {
        row.id: SaidYes(row.id, row.name, one_line(row.email, 254).lower(), _lang(row.lang))
        for row in rows
        if is_mail_address(row.email.strip())  # the address book takes whatever is written
    }


def choosers_wanting(db: Session, meeting_id: int) -> frozenset[int]:
    """The registrations that want entries of what they chose. One statement."""
    return frozenset(
        db.scalars(
            select(ItemEntryWish.registration_id)
            .join(Registration, Registration.id == ItemEntryWish.registration_id)
            .where(Registration.meeting_id == meeting_id)
        )
    )


def greeted(db: Session, meeting_id: int) -> frozenset[str]:
    """The addresses that were told by letter that they come: whom a lead has entered quietly is not. One statement."""
    rows = db.scalars(
        select(PostedLetter.recipient)
        .distinct()
        .where(PostedLetter.meeting_id == meeting_id, PostedLetter.kind.in_(GREETINGS))
    )
    return frozenset(address for address in rows if not is_erased(address))


def links_of(db: Session, meeting_id: int) -> Links:
    """The online rooms of a gathering's venue that have a link, in their order. One statement."""
    rows = db.execute(
        select(Room.name, Room.online_link)
        .join(Meeting, Meeting.venue_id == Room.venue_id)
        .where(Meeting.id == meeting_id, Room.kind == RoomKind.ONLINE, Room.online_link != "")
        .order_by(Room.position, Room.id)
    )
    return Links({row.name: row.online_link for row in rows})


def meetings_at(db: Session, venue_id: int, since: date) -> tuple[int, ...]:
    """The gatherings at a venue that have a day on `since` or later. One statement."""
    return tuple(
        db.scalars(
            select(Meeting.id)
            .distinct()
            .join(MeetingDay, MeetingDay.meeting_id == Meeting.id)
            .where(Meeting.venue_id == venue_id, MeetingDay.held_on >= since)
            .order_by(Meeting.id)
        )
    )


def meetings_over(db: Session, before: date) -> tuple[int, ...]:
    """The gatherings all of whose days lie before `before`. One statement."""
    later = select(MeetingDay.meeting_id).where(MeetingDay.held_on >= before)
    return tuple(db.scalars(select(Meeting.id).where(Meeting.id.not_in(later)).order_by(Meeting.id)))


def _lang(lang: str) -> Lang:
    return "en" if lang == "en" else "sv"
