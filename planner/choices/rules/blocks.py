"""Which items are parallel, which of a block's still stand together, and when one may choose. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from planner.agenda.rules import LIGHT, ItemKind
from planner.choices.rules.terms import BlockBoard, Option, Way
from planner.core.language import LANGUAGES, Text, Words, say
from planner.core.timespan import end_of_day
from planner.programmes.rules import overlapping
from planner.programmes.snapshot import Entry


@dataclass(frozen=True)
class Proposal:
    """Parallel items that nobody can choose among yet."""

    starts_at: datetime
    ends_at: datetime
    entries: tuple[Entry, ...]

    @property
    def key(self) -> int:
        """The id of its first item, for its address."""
        return self.entries[0].item_id


def proposals(entries: Sequence[Entry], taken: Iterable[str] = ()) -> tuple[Proposal, ...]:
    """Runs of two or more items of content that overlap, in order; not those of which an item (by uid) is taken."""
    used = set(taken)
    content = _in_order(e for e in entries if not e.cancelled and ItemKind(e.kind) not in LIGHT)
    return tuple(
        Proposal(run[0].starts_at, max(entry.ends_at for entry in run), tuple(run))
        for run in overlapping(content)
        if len(run) > 1 and used.isdisjoint(entry.uid for entry in run)
    )


def standing_together(entries: Sequence[Entry], opened_for: datetime) -> tuple[Entry, ...]:
    """Of a block's items those that still lie in it, in order: the largest group that overlaps.

    Where groups are as large, the one nearest to when the block was opened for. What is cancelled stands no more.
    """
    there = _in_order(e for e in entries if not e.cancelled)
    groups = [tuple(group) for group in overlapping(there)]
    return max(groups, key=lambda group: (len(group), -abs(group[0].starts_at - opened_for)), default=())


def _in_order(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (entry.starts_at, entry.item_id))


def capacity_of(entry: Entry, rooms: Mapping[str, int | None]) -> int | None:
    """The item's own places, else its room's, else None. `rooms`: name → places."""
    return entry.capacity if entry.capacity is not None else rooms.get(entry.room)


def closed_words(board: BlockBoard, registration_id: int, zone: str, now: datetime) -> Text | None:
    """Why this person can choose or wish no more in a block; None while they can.

    Who has lost an item, or was placed nowhere, may choose anew until the block begins.
    """
    block = board.block
    if now >= block.starts_at:
        return say("This has begun.")
    pick = board.pick_of(registration_id)
    option = block.option(pick.option_id) if pick else None
    if option is not None and option.is_gone:
        return None
    if board.placing is not None:
        if option is None:
            return None
        return say("Everybody has been placed. Ask the contact person if you want to change.")
    if block.closes_on is not None and now >= end_of_day(block.closes_on, zone):
        return say("The last day was %(day)s.", day=block.closes_on)
    return None


def wishes_are_asked(board: BlockBoard) -> bool:
    """Whether people rank here; after a placing the rest choose among what has room."""
    return board.block.way is Way.RANKED and board.placing is None


def full_words(board: BlockBoard, title: Words) -> Text:
    """An item is full; what has room instead."""
    roomy = [option.title for option in board.block.standing if board.places_left(option) != 0]
    if not roomy:
        return say("“%(title)s” is full, and so is everything else at that time.", title=title)
    return say("“%(title)s” is full. There is room in %(others)s.", title=title, others=_quoted(roomy))


def _quoted(words: Sequence[Words]) -> Words:
    swedish, english = (", ".join(f"“{each.in_(lang)}”" for each in words) for lang in LANGUAGES)
    return Words(swedish, english)


def bad_luck(placed: Iterable[BlockBoard], registration_id: int) -> int:
    """How far from their first wishes somebody landed in blocks that are placed: each rank past the first is one."""
    found = 0
    for board in placed:
        wishes = board.wishes_of(registration_id)
        pick = board.pick_of(registration_id)
        if wishes:
            found += wishes.index(pick.option_id) if pick and pick.option_id in wishes else len(wishes)
    return found


def is_overfull(board: BlockBoard, option: Option) -> bool:
    """Whether more people sit in an item than it has room for."""
    return option.capacity is not None and board.taken(option.option_id) > option.capacity
