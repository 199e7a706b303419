"""A placing in words: how many got what, and for each person why. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from planner.choices.rules.solver import Placement
from planner.choices.rules.terms import BlockBoard, Chooser, Option
from planner.core.language import Text, say, say_many


@dataclass(frozen=True)
class PlacedPerson:
    """What one person gets, and why."""

    person: Chooser
    option: Option | None
    placement: Placement
    words: Text
    reasons: tuple[Text, ...]
    """Why it was no earlier wish, one sentence for each of those."""


@dataclass(frozen=True)
class Fill:
    """How full an option becomes."""

    option: Option
    people: int
    seated: int
    first_wishes: int
    """How many of those have it as their first wish."""

    @property
    def places_left(self) -> int | None:
        return None if self.option.capacity is None else max(0, self.option.capacity - self.seated)


@dataclass(frozen=True)
class Outcome:
    """What a placing comes to."""

    summary: Text
    ranks: tuple[tuple[Text, int], ...]
    """In words → how many, the best first; nothing that nobody got."""
    fills: tuple[Fill, ...]
    people: tuple[PlacedPerson, ...]
    """By name."""


def outcome_of(board: BlockBoard, placements: Sequence[Placement]) -> Outcome:
    """The placing of a board's people in words."""
    by_id = {placement.registration_id: placement for placement in placements}
    fills = _fills(board, by_id)
    full = {fill.option.option_id: fill for fill in fills}
    people = tuple(
        PlacedPerson(
            person=person,
            option=board.block.option(by_id[person.registration_id].option_id),
            placement=by_id[person.registration_id],
            words=_words(board, by_id[person.registration_id]),
            reasons=_reasons(board, by_id[person.registration_id], full),
        )
        for person in board.people
    )
    return Outcome(_summary(board, by_id), _ranks(board, placements), fills, people)


def _fills(board: BlockBoard, by_id: dict[int, Placement]) -> tuple[Fill, ...]:
    seated = {person.registration_id for person in board.people if person.takes_seat}
    found = []
    for option in board.block.standing:
        given = [p for p in by_id.values() if p.option_id == option.option_id]
        inside = sum(p.registration_id in seated for p in given)
        found.append(Fill(option, len(given), inside, sum(p.rank == 1 for p in given)))
    return tuple(found)


def _summary(board: BlockBoard, by_id: dict[int, Placement]) -> Text:
    wishing = [by_id[p.registration_id] for p in board.people if board.wishes_of(p.registration_id)]
    first = sum(placement.rank == 1 for placement in wishing)
    return say_many(
        "%(first)s of %(n)s person with wishes gets the first one.",
        "%(first)s of %(n)s persons with wishes get their first one.",
        len(wishing),
        first=first,
    )


def _ranks(board: BlockBoard, placements: Sequence[Placement]) -> tuple[tuple[Text, int], ...]:
    counted: Counter[tuple[int, Text]] = Counter()
    for placement in placements:
        order = placement.rank or (1000 if placement.option_id else 2000)
        counted[order, _words(board, placement)] += 1
    return tuple((words, number) for (_, words), number in sorted(counted.items()))


def _words(board: BlockBoard, placement: Placement) -> Text:
    if placement.pinned:
        return say("Placed by hand")
    if placement.rank is not None:
        return say("First wish") if placement.rank == 1 else say("Wish number %(rank)s", rank=placement.rank)
    if placement.option_id is None:
        return say("No room anywhere")
    has_wished = bool(board.wishes_of(placement.registration_id))
    return say("None of the wishes had room") if has_wished else say("Had no wish, placed where there was room")


def _reasons(board: BlockBoard, placement: Placement, fills: dict[int, Fill]) -> tuple[Text, ...]:
    if placement.pinned:
        return ()
    wishes = board.wishes_of(placement.registration_id)
    missed = wishes if placement.rank is None else wishes[: placement.rank - 1]
    return tuple(
        say_many(
            "“%(title)s” was full: %(first)s of %(n)s place went to somebody with it as first wish.",
            "“%(title)s” was full: %(first)s of %(n)s places went to people with it as their first wish.",
            fills[option_id].option.capacity or 0,
            title=fills[option_id].option.title,
            first=fills[option_id].first_wishes,
        )
        for option_id in missed
    )
