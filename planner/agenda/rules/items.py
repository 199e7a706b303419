"""What an agenda item is. Pure."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from planner.core.language import Text, Words, say

NO_WORDS = Words()


class ItemKind(StrEnum):
    TALK = "talk"
    WORKSHOP = "workshop"
    PANEL = "panel"
    DISCUSSION = "discussion"
    VISIT = "visit"
    REGISTRATION = "registration"
    BREAK = "break"
    MEAL = "meal"
    SOCIAL = "social"
    TRAVEL = "travel"
    OTHER = "other"


KIND_WORDS: dict[ItemKind, Text] = {
    ItemKind.TALK: say("Talk"),
    ItemKind.WORKSHOP: say("Workshop"),
    ItemKind.PANEL: say("Panel"),
    ItemKind.DISCUSSION: say("Discussion"),
    ItemKind.VISIT: say("Study visit"),
    ItemKind.REGISTRATION: say("Arrival and registration"),
    ItemKind.BREAK: say("Break"),
    ItemKind.MEAL: say("Meal"),
    ItemKind.SOCIAL: say("Social"),
    ItemKind.TRAVEL: say("Travel"),
    ItemKind.OTHER: say("Item"),
}
LIGHT = frozenset({ItemKind.REGISTRATION, ItemKind.BREAK, ItemKind.MEAL, ItemKind.SOCIAL, ItemKind.TRAVEL})
"""Kinds that are drawn lighter than content, and that need no theme, speaker or room to be complete."""


@dataclass(frozen=True)
class Giver:
    """Somebody who gives an item, as typed: a known person is found again by name and organisation."""

    name: str
    title: str = ""
    organisation: str = ""
    on_link: bool = False


@dataclass(frozen=True)
class ItemDetails:
    """What the lead says of an item. The start is on the wall clock of the gathering's zone."""

    kind: ItemKind
    title: Words
    held_on: date
    starts: time
    minutes: int
    theme_id: int | None = None
    room_id: int | None = None
    abstract: Words = NO_WORDS
    suits: Words = NO_WORDS
    capacity: int | None = None
    notes: str = ""
    givers: tuple[Giver, ...] = ()
    parked: bool = False
    """On the draft, but not placed yet: day, start and room are where it was, or may be, put."""
