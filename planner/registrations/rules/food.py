"""Diets as the kitchen counts them. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum

from planner.core.language import Text, say


class Diet(StrEnum):
    """The usual ones, so that numbers add up whoever writes them; anything else is free text."""

    VEGETARIAN = "vegetarian"
    VEGAN = "vegan"
    PESCATARIAN = "pescatarian"
    GLUTEN_FREE = "gluten_free"
    LACTOSE_FREE = "lactose_free"
    MILK_FREE = "milk_free"
    NUT_FREE = "nut_free"
    NO_PORK = "no_pork"


DIET_WORDS: dict[Diet, Text] = {
    Diet.VEGETARIAN: say("Vegetarian"),
    Diet.VEGAN: say("Vegan"),
    Diet.PESCATARIAN: say("Vegetarian with fish"),
    Diet.GLUTEN_FREE: say("Gluten-free"),
    Diet.LACTOSE_FREE: say("Lactose-free"),
    Diet.MILK_FREE: say("Without milk protein"),
    Diet.NUT_FREE: say("Without nuts"),
    Diet.NO_PORK: say("Without pork"),
}


def diets_in(codes: str) -> tuple[Diet, ...]:
    """The diets that a row's codes name, in the order of Diet; a code that is no diet (any more) is passed over."""
    said = set(codes.split())
    return tuple(diet for diet in Diet if diet.value in said)


def diet_codes(diets: Iterable[Diet]) -> str:
    """As a row keeps them."""
    said = set(diets)
    return " ".join(diet.value for diet in Diet if diet in said)


def diets_by_kind(diets: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """What the kitchen reads: each free text once, as it was first written, with how many wrote it; most first."""
    counted: Counter[str] = Counter()
    first: dict[str, str] = {}
    for diet in diets:
        said = " ".join(diet.split())
        key = said.casefold().rstrip(".!")
        if key:
            first.setdefault(key, said)
            counted[key] += 1
    return tuple(sorted(((first[key], n) for key, n in counted.items()), key=lambda pair: (-pair[1], pair[0])))
