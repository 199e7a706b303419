"""What the staff's lists are made of: sheets to sign, the bus list, the kitchen's sheet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from planner.checkin.queries import roll_of
from planner.checkin.rules import DoorPart, Roll
from planner.choices.models import ChoiceBlock
from planner.choices.queries import boards_of, source_of
from planner.choices.rules.terms import BlockBoard, Option
from planner.core.language import Words
from planner.core.timespan import local
from planner.lists.queries.kitchen import EATEN, KitchenMeal, needs_list
from planner.lists.queries.people import GRANTED, Wanted, people
from planner.meetings.queries import Gate, LogoLine, logos_of, record_of
from planner.meetings.rules import Mode
from planner.papers.queries.prints import Made
from planner.papers.queries.staff import Head, made_of, surroundings
from planner.registrations.models import Part, Registration, RegistrationPart
from planner.registrations.queries.parts import offers_of
from planner.registrations.rules import PartDetails, PartKind, RegistrationStatus

SIGNED_APART = (PartKind.MEAL, PartKind.DINNER, PartKind.SIDE_MEETING)
"""What has a sheet of its own beside the days. Whoever travels is ticked on the bus list; nobody signs for a night."""
NO_WORDS = Words()


@dataclass(frozen=True)
class Signer:
    name: str
    comes_from: str


@dataclass(frozen=True)
class SignSheet:
    """One sheet to sign: a day, another part, or an item that people chose."""

    held_on: date
    name: Words
    """Empty for a day."""
    room: str
    starts: time | None
    signers: tuple[Signer, ...]
    """In the order in which sheets are entered afterwards."""


@dataclass(frozen=True)
class SignSheets:
    """Sheets in the order of time, and what the funder wants to stand on them."""

    head: Head
    sheets: tuple[SignSheet, ...]
    funding: Words
    logos: tuple[LogoLine, ...]
    pictures: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """By the logos' digests."""


@dataclass(frozen=True)
class Traveller:
    """Somebody who has a seat."""

    part_id: int
    stop_id: int | None
    name: str
    comes_from: str
    phone: str


@dataclass(frozen=True)
class Bus:
    part_id: int
    details: PartDetails
    waiting: int
    """On its waiting list."""


@dataclass(frozen=True)
class BusList:
    """Who travels with what."""

    head: Head
    buses: tuple[Bus, ...]
    travellers: tuple[Traveller, ...]
    """By name."""


@dataclass(frozen=True)
class KitchenSheet:
    """What is eaten when. No names."""

    head: Head
    meals: tuple[KitchenMeal, ...]
    is_erased: bool
    """Whether answers have been erased: then numbers are as they were counted that day."""


def staff_papers_offered(db: Session, gate: Gate) -> frozenset[str]:
    """The keys of the staff's papers that there is something to print of. One statement."""
    parts = select(Part.id).where(Part.meeting_id == gate.meeting_id)
    blocks = select(ChoiceBlock.id).where(ChoiceBlock.meeting_id == gate.meeting_id)
    asked = {
        "sign-in": parts.where(Part.kind == PartKind.DAY).exists(),
        "sign-in-parts": or_(parts.where(Part.kind.in_(SIGNED_APART)).exists(), blocks.exists()),
        "bus-list": parts.where(Part.kind == PartKind.BUS).exists(),
        "kitchen": parts.join(RegistrationPart, RegistrationPart.part_id == Part.id)
        .join(Registration, Registration.id == RegistrationPart.registration_id)
        .where(Part.kind.in_(EATEN), GRANTED, RegistrationPart.mode == Mode.ON_SITE)
        .exists(),
    }
    found = db.execute(select(*asked.values())).one()
    return frozenset({"run-book", *(key for key, is_there in zip(asked, found, strict=True) if is_there)})


def sign_in_days(db: Session, gate: Gate) -> Made | None:
    """A sheet for each day; None for a gathering without any. 14 statements, two fewer without a venue."""
    roll = roll_of(db, gate)
    return _sheets(db, gate, [_of_part(roll, part) for part in roll.parts if part.is_day])


def sign_in_parts(db: Session, gate: Gate) -> Made | None:
    """A sheet for each meal, side meeting and item that was chosen; None without any. 23 statements likewise."""
    roll = roll_of(db, gate)
    sheets = [_of_part(roll, part) for part in roll.parts if part.kind in SIGNED_APART]
    sheets += [
        _of_item(board, option, gate)
        for board in boards_of(db, gate, source_of(db, gate), with_wishes=False)
        for option in board.block.standing
    ]
    return _sheets(db, gate, sorted(sheets, key=lambda sheet: (sheet.held_on, sheet.starts or time.max)))


def bus_list(db: Session, gate: Gate) -> Made | None:
    """Bus by bus; None for a gathering without any. 11 statements likewise."""
    buses = [offer for offer in offers_of(db, gate.meeting_id) if offer.details.kind is PartKind.BUS]
    ids = {offer.part_id for offer in buses}
    wanted = Wanted(status=RegistrationStatus.CONFIRMED)
    found = people(db, gate.meeting_id, wanted, clusters=None, per_page=None).rows
    taken = [(person, part) for person in found for part in person.parts if part.part_id in ids]
    waiting = [part.part_id for person, part in taken if not person.has(part)]
    value = BusList(
        head=_head(db, gate),
        buses=tuple(Bus(offer.part_id, offer.details, waiting.count(offer.part_id)) for offer in buses),
        travellers=tuple(
            Traveller(part.part_id, part.stop_id, person.name, person.comes_from, person.phone)
            for person, part in taken
            if person.has(part)
        ),
    )
    return made_of(value) if buses else None


def kitchen_sheet(db: Session, gate: Gate) -> Made | None:
    """Numbers and no names; None while nobody eats. 14 statements likewise."""
    needs = needs_list(db, gate.meeting_id)
    value = KitchenSheet(_head(db, gate), needs.meals, bool(needs.erasures))
    return made_of(value) if needs.meals else None


def _head(db: Session, gate: Gate) -> Head:
    return surroundings(db, gate, record_of(db, gate.slug))[0]


def _of_part(roll: Roll, part: DoorPart) -> SignSheet:
    signers = tuple(Signer(p.name, p.comes_from) for p in roll.people if part.part_id in p.part_ids)
    name = NO_WORDS if part.is_day else part.name
    return SignSheet(part.held_on, name, "", part.starts, signers)


def _of_item(board: BlockBoard, option: Option, gate: Gate) -> SignSheet:
    assert option.entry is not None
    starts = local(option.entry.starts_at, gate.zone)
    signers = tuple(Signer(p.name, p.comes_from) for p in board.holding(option.option_id) if p.takes_seat)
    return SignSheet(starts.date(), option.title, option.room, starts.time(), signers)


def _sheets(db: Session, gate: Gate, sheets: Iterable[SignSheet]) -> Made | None:
    record = record_of(db, gate.slug)
    value = SignSheets(
        head=surroundings(db, gate, record)[0],
        sheets=tuple(sheets),
        funding=record.details.funding,
        logos=record.logos,
        pictures=logos_of(db, gate.meeting_id),
    )
    return made_of(value) if value.sheets else None
