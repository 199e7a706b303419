"""What an agenda item is, where items clash, what could stand better, what people wish for. Pure."""

from planner.agenda.rules.clashes import (
    CLASH_WORDS,
    SEVERITY_OF,
    SEVERITY_WORDS,
    Clash,
    ClashGroup,
    ClashKind,
    Severity,
    by_item,
    clashes,
    in_groups,
)
from planner.agenda.rules.items import KIND_WORDS, LIGHT, NO_WORDS, Giver, ItemDetails, ItemKind
from planner.agenda.rules.plan import NOTHING_KNOWN, Away, Engagement, Known, Plan, PlannedItem, PlannedRoom
from planner.agenda.rules.wishes import MOST_WISH, Wished, WishedTopic, one_wish, same_words, topics_of

__all__ = [
    "CLASH_WORDS",
    "KIND_WORDS",
    "LIGHT",
    "MOST_WISH",
    "NOTHING_KNOWN",
    "NO_WORDS",
    "SEVERITY_OF",
    "SEVERITY_WORDS",
    "Away",
    "Clash",
    "ClashGroup",
    "ClashKind",
    "Engagement",
    "Giver",
    "ItemDetails",
    "ItemKind",
    "Known",
    "Plan",
    "PlannedItem",
    "PlannedRoom",
    "Severity",
    "Wished",
    "WishedTopic",
    "by_item",
    "clashes",
    "in_groups",
    "one_wish",
    "same_words",
    "topics_of",
]
