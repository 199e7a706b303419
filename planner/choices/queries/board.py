"""How choosing stands: all blocks of a gathering with those who may choose, in a fixed number of statements."""

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.choices.models import Assignment, BlockItem, Choice, ChoiceBlock, ItemWish
from planner.choices.rules.blocks import capacity_of, standing_together
from planner.choices.rules.terms import Block, BlockBoard, Chooser, Option, Pick, Placing, Wish, in_seat
from planner.core.errors import NotFound
from planner.core.language import Words
from planner.core.timespan import local
from planner.meetings.models import Meeting
from planner.meetings.queries import Gate
from planner.network.models import Cluster, Room
from planner.network.rules import by_letters
from planner.programmes.queries import draft_items, newest
from planner.programmes.snapshot import Entry, Programme, ThemeMark
from planner.registrations.models import Part, Registration, RegistrationPart
from planner.registrations.rules import PartKind, PartState, RegistrationStatus

NO_WORDS = Words()


@dataclass(frozen=True)
class Source:
    """What people choose among: the published programme, or the draft as long as there is none."""

    entries: tuple[Entry, ...]
    themes: tuple[ThemeMark, ...]
    funding: Words
    is_published: bool

    def theme(self, code: str) -> ThemeMark | None:
        return next((theme for theme in self.themes if theme.code == code), None)


def source_of(db: Session, gate: Gate) -> Source:
    """The newest programme, if it has its agenda; else the draft."""
    programme = newest(db, gate.meeting_id)
    if programme is not None and programme.with_agenda:
        return source_in(programme)
    entries, themes = draft_items(db, gate.meeting_id, gate.zone)
    return Source(entries, themes, NO_WORDS, False)  # the funder's sentence is said as it was published


def source_in(programme: Programme) -> Source:
    """What people choose among by this programme, which has its agenda."""
    return Source(programme.entries, programme.themes, programme.facts.funding, True)


def boards_of(db: Session, gate: Gate, source: Source, *, with_wishes: bool = True) -> tuple[BlockBoard, ...]:
    """Every block of a gathering, in the order of their times. Six statements, five without the wishes."""
    blocks = _blocks(db, gate, source)
    people = _people(db, gate)
    picks, placings = _picks(db, gate), _placings(db, gate)
    wishes = _wishes(db, gate) if with_wishes else []
    boards = []
    for block in blocks:
        choosers = tuple(chooser for day, chooser in people if day == block.day)
        ids = {chooser.registration_id for chooser in choosers}
        boards.append(
            BlockBoard(
                block=block,
                people=choosers,
                picks=tuple(p for b, p in picks if b == block.block_id and p.registration_id in ids),
                wishes=tuple(w for b, w in wishes if b == block.block_id and w.registration_id in ids),
                placing=placings.get(block.block_id),
            )
        )
    return tuple(sorted(boards, key=lambda board: (board.block.starts_at, board.block.block_id)))


def board_in(boards: tuple[BlockBoard, ...], block_id: int) -> BlockBoard:
    """The board of one block; NotFound if it is none of these."""
    found = next((board for board in boards if board.block.block_id == block_id), None)
    if found is None:
        raise NotFound
    return found


def _blocks(db: Session, gate: Gate, source: Source) -> list[Block]:
    rows = db.execute(
        select(
            ChoiceBlock.id, ChoiceBlock.way, ChoiceBlock.closes_on, ChoiceBlock.starts_at,
            BlockItem.id.label("option_id"), BlockItem.item_uid, BlockItem.title_sv, BlockItem.title_en,
        )
        .join(BlockItem, BlockItem.block_id == ChoiceBlock.id)
        .where(ChoiceBlock.meeting_id == gate.meeting_id)
        .order_by(ChoiceBlock.id, BlockItem.id)
    ).all()  # fmt: skip
    rooms = _rooms(db, gate)
    by_uid = {entry.uid: entry for entry in source.entries}
    found = []
    for block_id in dict.fromkeys(row.id for row in rows):
        own = [row for row in rows if row.id == block_id]
        entries = [by_uid[row.item_uid] for row in own if row.item_uid in by_uid]
        standing = standing_together(entries, own[0].starts_at)
        places = {entry.uid: number for number, entry in enumerate(standing)}
        by_place = sorted(own, key=lambda row: places.get(row.item_uid, len(places)))
        options = [Option(row.option_id, Words(row.title_sv, row.title_en), uid=row.item_uid) for row in by_place]
        for number, entry in enumerate(standing):
            theme = source.theme(entry.theme)
            options[number] = replace(options[number], entry=entry, theme=theme, capacity=capacity_of(entry, rooms))
        starts_at = min((entry.starts_at for entry in standing), default=own[0].starts_at)
        found.append(
            Block(
                block_id=block_id,
                meeting_id=gate.meeting_id,
                way=own[0].way,
                closes_on=own[0].closes_on,
                starts_at=starts_at,
                ends_at=max((entry.ends_at for entry in standing), default=starts_at),
                day=local(starts_at, gate.zone).date(),
                options=tuple(options),
            )
        )
    return found


def _rooms(db: Session, gate: Gate) -> dict[str, int | None]:
    rows = db.execute(
        select(Room.name, Room.capacity)
        .join(Meeting, Meeting.venue_id == Room.venue_id)
        .where(Meeting.id == gate.meeting_id)
        .order_by(Room.position, Room.id)
    )
    return {row.name: row.capacity for row in rows}


def _people(db: Session, gate: Gate) -> list[tuple[object, Chooser]]:
    """(day, who) for each day that somebody with a place comes, by name."""
    rows = db.execute(
        select(
            Registration.id, Registration.name, Registration.email, Registration.lang, Registration.salt,
            Registration.cluster_id, Registration.organisation, Cluster.name.label("cluster"),
            Part.held_on, RegistrationPart.mode,
        )
        .join(RegistrationPart, RegistrationPart.registration_id == Registration.id)
        .join(Part, (Part.id == RegistrationPart.part_id) & (Part.kind == PartKind.DAY))
        .outerjoin(Cluster, Cluster.id == Registration.cluster_id)
        .where(Registration.meeting_id == gate.meeting_id, Registration.status == RegistrationStatus.CONFIRMED,
               RegistrationPart.state == PartState.GRANTED)
    )  # fmt: skip
    people = [
        (
            row.held_on,
            Chooser(
                registration_id=row.id,
                name=row.name,
                email=row.email,
                lang="en" if row.lang == "en" else "sv",
                salt=row.salt,
                cluster_id=row.cluster_id,
                comes_from=row.cluster or row.organisation,
                mode=row.mode,
                takes_seat=in_seat(gate.mode, row.mode),
            ),
        )
        for row in rows
    ]
    return sorted(people, key=lambda pair: (by_letters(pair[1].name), pair[1].registration_id))


def _picks(db: Session, gate: Gate) -> list[tuple[int, Pick]]:
    rows = db.execute(
        select(Choice.block_id, Choice.registration_id, Choice.block_item_id, Choice.pinned)
        .join(ChoiceBlock, ChoiceBlock.id == Choice.block_id)
        .where(ChoiceBlock.meeting_id == gate.meeting_id)
        .order_by(Choice.registration_id)
    )
    return [(row.block_id, Pick(row.registration_id, row.block_item_id, row.pinned)) for row in rows]


def _wishes(db: Session, gate: Gate) -> list[tuple[int, Wish]]:
    rows = db.execute(
        select(ItemWish.block_id, ItemWish.registration_id, ItemWish.block_item_id, ItemWish.rank)
        .join(ChoiceBlock, ChoiceBlock.id == ItemWish.block_id)
        .where(ChoiceBlock.meeting_id == gate.meeting_id)
        .order_by(ItemWish.registration_id, ItemWish.rank)
    )
    return [(row.block_id, Wish(row.registration_id, row.block_item_id, row.rank)) for row in rows]


def _placings(db: Session, gate: Gate) -> dict[int, Placing]:
    rows = db.execute(
        select(Assignment.block_id, Assignment.id, Assignment.made_at, Assignment.made_by, Assignment.seed)
        .join(ChoiceBlock, ChoiceBlock.id == Assignment.block_id)
        .where(ChoiceBlock.meeting_id == gate.meeting_id, Assignment.undone_at.is_(None))
        .order_by(Assignment.id)
    )
    return {row.block_id: Placing(row.id, row.made_at, row.made_by, row.seed) for row in rows}
