"""What is kept of people, how long, and what numbers outlive them. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planner.meetings.rules import Mode
from planner.registrations.rules.food import Diet

NOBODY = "–"
"""Stands for the name of somebody who is erased."""
ERASED_HOST = "erased.invalid"
"""RFC 2606 2: a host that never is."""


class Kind(StrEnum):
    """What the log of erasures tells apart."""

    NEEDS = "needs"
    ANSWERS = "answers"
    FILES = "files"
    PERSON = "person"
    """One person, because they asked for it."""
    PEOPLE = "people"
    """Everybody of a gathering, on its date."""
    LETTERS = "letters"


def erased_address(number: int) -> str:
    """What stands for the address of somebody (a registration or a party, by its id) who is erased."""
    return f"erased-{number}@{ERASED_HOST}"


def is_erased(email: str) -> bool:
    """Whether the person of this address is erased, and their registration a number only."""
    return email.endswith(f"@{ERASED_HOST}")


FOOD, PEOPLE = "food", "people"
"""What numbers are kept of."""


@dataclass(frozen=True)
class FoodCount:
    """What a kitchen must know of one day, meal or dinner: numbers, no names."""

    part_id: int
    held_on: date
    eating: int = 0
    """Everybody there in person who has a place."""
    diets: tuple[tuple[Diet, int], ...] = ()
    """Those that somebody has, in the order of Diet."""
    other: int = 0
    """Who wrote of something else to heed."""
    access: int = 0
    """Who needs something else to take part."""

    @property
    def eating_label(self) -> str:
        """As a row keeps it."""
        return f"{self.part_id} eating"

    def special(self) -> dict[str, int]:
        """All but how many eat, as rows keep it: label → number."""
        named = {**{diet.value: n for diet, n in self.diets}, "other": self.other, "access": self.access}
        return {f"{self.part_id} {name}": number for name, number in named.items() if number}


@dataclass(frozen=True)
class Eater:
    """One person's yes to a part where one eats."""

    part_id: int
    held_on: date
    diets: tuple[Diet, ...]
    has_other: bool
    needs_access: bool


def count_food(eaters: Iterable[Eater]) -> tuple[FoodCount, ...]:
    """The numbers of each part, in the order the parts first come."""
    by_part: dict[tuple[int, date], list[Eater]] = {}
    for eater in eaters:
        by_part.setdefault((eater.part_id, eater.held_on), []).append(eater)
    return tuple(
        FoodCount(
            part_id,
            held_on,
            eating=len(group),
            diets=_in_order(Counter(diet for eater in group for diet in eater.diets)),
            other=sum(eater.has_other for eater in group),
            access=sum(eater.needs_access for eater in group),
        )
        for (part_id, held_on), group in by_part.items()
    )


def added(live: FoodCount, kept: FoodCount) -> FoodCount:
    """The whole: what is still there by name, and what was counted before it was erased.

    Who eats stands in the rows, nameless, after people are erased: that number is never added.
    """
    return FoodCount(
        live.part_id,
        live.held_on,
        eating=max(live.eating, kept.eating),
        diets=_in_order(Counter(dict(live.diets)) + Counter(dict(kept.diets))),
        other=live.other + kept.other,
        access=live.access + kept.access,
    )


def food_from(rows: Iterable[tuple[date, str, int]]) -> tuple[FoodCount, ...]:
    """(day, label, number) of rows as values; by day and part."""
    found: dict[tuple[date, int], dict[str, int]] = {}
    for held_on, label, number in rows:
        part_id, _, name = label.partition(" ")
        found.setdefault((held_on, int(part_id)), {})[name] = number
    return tuple(_food(part_id, held_on, named) for (held_on, part_id), named in sorted(found.items()))


def _food(part_id: int, held_on: date, named: Mapping[str, int]) -> FoodCount:
    return FoodCount(
        part_id,
        held_on,
        eating=named.get("eating", 0),
        diets=tuple((diet, named[diet.value]) for diet in Diet if diet.value in named),
        other=named.get("other", 0),
        access=named.get("access", 0),
    )


def _in_order(counted: Mapping[Diet, int]) -> tuple[tuple[Diet, int], ...]:
    return tuple((diet, counted[diet]) for diet in Diet if counted.get(diet))


@dataclass(frozen=True)
class HeadLine:
    """How many of one cluster took one part in one way."""

    part_id: int
    held_on: date
    cluster_id: int | None
    """None: they came from no cluster."""
    mode: Mode
    number: int

    @property
    def label(self) -> str:
        """As a row keeps it."""
        return f"{self.part_id} {self.cluster_id or 0} {self.mode.value}"


def heads_from(rows: Iterable[tuple[date, str, int]]) -> tuple[HeadLine, ...]:
    """(day, label, number) of rows as values; by day, part, cluster and mode."""
    lines = []
    for held_on, label, number in sorted(rows):
        part_id, cluster_id, mode = label.split(" ")
        lines.append(HeadLine(int(part_id), held_on, int(cluster_id) or None, Mode(mode), number))
    return tuple(sorted(lines, key=lambda x: (x.held_on, x.part_id, x.cluster_id or 0, x.mode)))
