"""What other slices ask of a gathering's speakers: how they stand, when they cannot, what they suggest and say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from planner.agenda.models import Item, ItemSpeaker
from planner.core.language import Words
from planner.meetings.models import Meeting, MeetingDay
from planner.speakers.models import ShownFile, Speaker, SpeakerHours, SpeakerPicture, Suggestion
from planner.speakers.rules import DayWhen, SpeakerStatus, away_spans


@dataclass(frozen=True)
class Suggested:
    """How a speaker would have an item called and described; what they leave as it is is empty."""

    person_id: int
    item_id: int
    item_uid: str
    title: Words
    abstract: Words
    suggested_at: datetime
    revision: int
    """Of the suggestion: the lead takes the one that they have read."""


@dataclass(frozen=True)
class Voice:
    """What a speaker who has confirmed says of themselves; empty where they say nothing."""

    title: str
    organisation: str
    bio: Words
    picture: str
    """Digest of their picture."""


def statuses_of(db: Session, meeting_id: int) -> dict[int, SpeakerStatus]:
    """Person → how they stand, of everybody who gives an item of the draft. One statement."""
    rows = db.execute(
        select(ItemSpeaker.person_id, Speaker.status)
        .distinct()
        .join(Item, Item.id == ItemSpeaker.item_id)
        .outerjoin(Speaker, (Speaker.meeting_id == Item.meeting_id) & (Speaker.person_id == ItemSpeaker.person_id))
        .where(Item.meeting_id == meeting_id)
    )
    return {person_id: status or SpeakerStatus.NOT_ASKED for person_id, status in rows}


def away_of(db: Session, meeting_id: int) -> dict[int, tuple[tuple[datetime, datetime], ...]]:
    """Person → when they are NOT there: UTC instants (from, to) in rising order, within the gathering's days.

    A day counts from midnight to midnight in the gathering's zone. Whoever said nothing, or can at all times, is left
    out. One statement.
    """
    rows = db.execute(
        select(
            Speaker.person_id, Meeting.zone, MeetingDay.held_on,
            SpeakerHours.is_away, SpeakerHours.starts, SpeakerHours.ends,
        )
        .join(SpeakerHours, SpeakerHours.speaker_id == Speaker.id)
        .join(Meeting, Meeting.id == Speaker.meeting_id)
        .join(MeetingDay, (MeetingDay.meeting_id == Meeting.id) & (MeetingDay.held_on == SpeakerHours.held_on))
        .where(Speaker.meeting_id == meeting_id)
        .order_by(Speaker.person_id, MeetingDay.held_on)
    )  # fmt: skip
    said: dict[int, list[DayWhen]] = {}
    days: set[date] = set()
    zone = ""
    for row in rows:
        zone = row.zone
        days.add(row.held_on)
        said.setdefault(row.person_id, []).append(DayWhen(row.held_on, row.is_away, row.starts, row.ends))
    spans = {person_id: away_spans(days, hours, zone) for person_id, hours in said.items()}
    return {person_id: away for person_id, away in spans.items() if away}


def suggestions_of(db: Session, meeting_id: int) -> tuple[Suggested, ...]:
    """What speakers suggest and the lead has not settled, of items on the draft, in their order. One statement.

    Only what differs from the item as it stands; whoever gives the item no more suggests nothing.
    """
    rows = db.execute(
        select(Suggestion, Speaker.person_id, Item)
        .join(Speaker, Speaker.id == Suggestion.speaker_id)
        .join(Item, (Item.meeting_id == Speaker.meeting_id) & (Item.uid == Suggestion.item_uid))
        .join(ItemSpeaker, (ItemSpeaker.item_id == Item.id) & (ItemSpeaker.person_id == Speaker.person_id))
        .where(Speaker.meeting_id == meeting_id, Suggestion.settled_at.is_(None))
        .order_by(Item.starts_at, Item.id, Speaker.person_id)
    )
    found = []
    for suggestion, person_id, item in rows:
        title = _changed(suggestion.title_sv, suggestion.title_en, item.title_sv, item.title_en)
        abstract = _changed(suggestion.abstract_sv, suggestion.abstract_en, item.abstract_sv, item.abstract_en)
        if title or abstract:
            found.append(
                Suggested(person_id, item.id, item.uid, title, abstract, suggestion.suggested_at, suggestion.revision)
            )
    return tuple(found)


def voices_of(db: Session, meeting_id: int) -> Mapping[int, Voice]:
    """Person → what they say of themselves, of those who have confirmed. One statement."""
    picture = (
        select(func.max(SpeakerPicture.digest))
        .where(SpeakerPicture.speaker_id == Speaker.id, ~SpeakerPicture.removed)
        .scalar_subquery()
    )
    rows = db.execute(
        select(Speaker.person_id, Speaker.title, Speaker.organisation, Speaker.bio_sv, Speaker.bio_en, picture).where(
            Speaker.meeting_id == meeting_id, Speaker.status == SpeakerStatus.CONFIRMED
        )
    )
    return {
        person_id: Voice(title, organisation, Words(bio_sv, bio_en), digest or "")
        for person_id, title, organisation, bio_sv, bio_en, digest in rows
    }


def shown_of(db: Session, meeting_id: int) -> frozenset[str]:
    """Digests of the pictures and files that published programmes of the gathering show. One statement."""
    return frozenset(db.scalars(select(ShownFile.digest).where(ShownFile.meeting_id == meeting_id)))


def _changed(sv: str, en: str, now_sv: str, now_en: str) -> Words:
    """What is suggested in each language, where it is anything else than what stands."""
    return Words(sv if _plain(sv) != _plain(now_sv) else "", en if _plain(en) != _plain(now_en) else "")


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
