"""What the papers of those who arrange are made of: their common head, and the run book."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from planner.agenda.models import Item
from planner.agenda.queries import AgendaItem, items_of
from planner.agenda.rules import numbers_of
from planner.core.language import Words
from planner.lists.queries.answers import items_chosen
from planner.lists.queries.heads import head_count, part_counts
from planner.meetings.queries import Gate, MeetingRecord, record_of
from planner.meetings.rules import DayHours, Mode, Status
from planner.network.queries import ClusterRecord, VenueValue, cluster_records, people_by_id, venue_with_rooms
from planner.papers.queries.prints import Made
from planner.programmes.models import ProgrammeRow
from planner.programmes.queries import newest
from planner.programmes.snapshot import Contact, Programme
from planner.registrations.models import Registration
from planner.registrations.rules import PartDetails
from planner.speakers.queries import SpeakerCard, cards_of
from planner.speakers.rules import DayWhen, SpeakerStatus


@dataclass(frozen=True)
class Head:
    """The gathering, as the head of every paper of the staff has it."""

    title: Words
    slug: str
    zone: str
    mode: Mode
    days: tuple[DayHours, ...]
    place: str
    """The venue's name; empty: none is said."""
    hosts: tuple[str, ...]
    contact: Contact
    cancelled: bool
    changed_at: datetime | None
    """When an item or a registration last changed, or a programme was published; None: there is neither."""


@dataclass(frozen=True)
class ClusterContact:
    """Whom to ask at a cluster, and how many come from it."""

    name: str
    contact: str
    email: str
    coming: int


@dataclass(frozen=True)
class Helper:
    """Somebody who gives something, as those who receive them need it."""

    person_id: int
    name: str
    title: str
    organisation: str
    phone: str
    email: str
    status: SpeakerStatus
    room_needs: str
    hours: tuple[DayWhen, ...]


@dataclass(frozen=True)
class Taken:
    """How many have a part; those who have no place yet wait."""

    details: PartDetails
    on_site: int
    online: int
    waiting: int


@dataclass(frozen=True)
class RunBook:
    """Everything that staff need at hand: the draft agenda, and what is published of it."""

    head: Head
    venue: VenueValue | None
    items: tuple[AgendaItem, ...]
    """Placed ones, in the order of their starts."""
    parked: tuple[Words, ...]
    numbers: tuple[tuple[int, int], ...]
    """(item, its number), where items have one."""
    chosen: tuple[tuple[int, int, int | None], ...]
    """(item, how many chose it, of how many places), where people choose."""
    programme: Programme | None
    """The newest that has its agenda."""
    helpers: tuple[Helper, ...]
    clusters: tuple[ClusterContact, ...]
    parts: tuple[Taken, ...]
    practical: Words
    registered: int
    waiting: int
    rooms_matter: bool


def run_book(db: Session, gate: Gate) -> Made:
    """Of the draft agenda. 30 statements, two fewer without a venue, however many come and speak."""
    record = record_of(db, gate.slug)
    head, venue, clusters = surroundings(db, gate, record)
    agenda = items_of(db, gate.meeting_id, gate.zone)
    placed = tuple(item for item in agenda if not item.details.parked)
    numbers = numbers_of((item.uid, item.details.kind) for item in placed) if gate.has_numbers else {}
    programme = newest(db, gate.meeting_id)
    heads = head_count(db, gate.meeting_id)
    coming = {count.cluster_id: count.on_site + count.online for count in heads.clusters}
    return made_of(
        RunBook(
            head=head,
            venue=venue,
            items=placed,
            parked=tuple(item.title for item in agenda if item.details.parked),
            numbers=tuple((item.item_id, numbers[item.uid]) for item in placed if item.uid in numbers),
            chosen=tuple((each.item_id, each.chosen, each.capacity) for each in items_chosen(db, gate)),
            programme=programme if programme is not None and programme.with_agenda else None,
            helpers=_helpers(db, gate),
            clusters=tuple(
                ClusterContact(c.name, c.contact_name, c.contact_email, coming.get(c.id, 0))
                for c in clusters
                if coming.get(c.id) or c.id in record.details.host_ids
            ),
            parts=tuple(
                Taken(count.offer.details, count.on_site, count.online, count.waiting)
                for count in part_counts(db, gate.meeting_id)
            ),
            practical=record.details.practical,
            registered=heads.registered,
            waiting=heads.waiting + heads.offered,
            rooms_matter=gate.rooms_matter,
        )
    )


def made_of(value: object) -> Made:
    """Named by its content: all that is in it is ordered and frozen, so it is written alike whenever it is alike."""
    return Made(sha256(repr(value).encode()).hexdigest()[:32], value)


def surroundings(
    db: Session, gate: Gate, record: MeetingRecord
) -> tuple[Head, VenueValue | None, tuple[ClusterRecord, ...]]:
    """The head, the venue, and all clusters by name. Four statements, two fewer without a venue."""
    venue = venue_with_rooms(db, record.details.venue_id) if record.details.venue_id else None
    clusters = cluster_records(db)
    head = Head(
        title=gate.title,
        slug=gate.slug,
        zone=gate.zone,
        mode=gate.mode,
        days=gate.days,
        place=venue.name if venue else "",
        hosts=tuple(cluster.name for cluster in clusters if cluster.id in record.details.host_ids),
        contact=Contact(gate.contact_name, gate.contact_email, gate.contact_phone),
        cancelled=gate.status is Status.CANCELLED,
        changed_at=_changed_at(db, gate.meeting_id),
    )
    return head, venue, clusters


def _changed_at(db: Session, meeting_id: int) -> datetime | None:
    changes = [
        select(func.max(column)).where(table.meeting_id == meeting_id).scalar_subquery()
        for table, column in (
            (Item, Item.changed_at),
            (Registration, Registration.changed_at),
            (ProgrammeRow, ProgrammeRow.published_at),
        )
    ]
    return max((at for at in db.execute(select(*changes)).one() if at is not None), default=None)


def _helpers(db: Session, gate: Gate) -> tuple[Helper, ...]:
    cards = [card for card in cards_of(db, gate) if card.items]
    phones = {person.id: person.phone for person in people_by_id(db, [card.person_id for card in cards])}
    return tuple(_helper(card, phones.get(card.person_id, "")) for card in cards)


def _helper(card: SpeakerCard, phone: str) -> Helper:
    return Helper(
        person_id=card.person_id,
        name=card.name,
        title=card.shown_title,
        organisation=card.shown_organisation,
        phone=phone,
        email=card.email,
        status=card.status,
        room_needs=card.said.room_needs,
        hours=tuple(when for when in card.said.hours if not when.is_whole),
    )
