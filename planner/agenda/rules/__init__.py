"""What an agenda item is, what number it has, where items clash, what people wish for. Pure."""

from planner.agenda.rules.clashes import Clash, ClashKind, PlannedItem, clashes
from planner.agenda.rules.items import KIND_WORDS, LIGHT, NO_WORDS, Giver, ItemDetails, ItemKind
from planner.agenda.rules.numbers import numbers_of
from planner.agenda.rules.wishes import MOST_WISH, Wished, WishedTopic, one_wish, same_words, topics_of

__all__ = [
    "KIND_WORDS",
    "LIGHT",
    "MOST_WISH",
    "NO_WORDS",
    "Clash",
    "ClashKind",
    "Giver",
    "ItemDetails",
    "ItemKind",
    "PlannedItem",
    "Wished",
    "WishedTopic",
    "clashes",
    "numbers_of",
    "one_wish",
    "same_words",
    "topics_of",
]
