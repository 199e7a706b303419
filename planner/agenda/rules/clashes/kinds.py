"""Kinds of clashes, how bad each is, and clashes sorted for reading. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from planner.agenda.rules.plan import Plan, PlannedItem
from planner.core.language import Text, say


class Severity(StrEnum):
    CLASH = "clash"
    """Cannot happen as it is planned."""
    CHECK = "check"
    """Can, but the lead may not have meant it."""


class ClashKind(StrEnum):
    """In the order they are listed in."""

    ROOM = "room"
    SPEAKER = "speaker"
    ELSEWHERE = "elsewhere"
    AWAY = "away"
    CROWDED = "crowded"
    NO_PLACE = "no_place"
    OUTSIDE_DAYS = "outside_days"
    OUTSIDE_HOURS = "outside_hours"
    SMALL_ROOM = "small_room"
    NO_ROOM = "no_room"
    NO_PAUSE = "no_pause"
    SAME_THEME = "same_theme"
    NO_MEAL = "no_meal"
    LONG_STRETCH = "long_stretch"
    LONG_DAY = "long_day"


SEVERITY_WORDS: dict[Severity, Text] = {
    Severity.CLASH: say("Clash"),
    Severity.CHECK: say("Worth a look"),
}
CLASH_WORDS: dict[ClashKind, Text] = {
    ClashKind.ROOM: say("Same room at the same time"),
    ClashKind.SPEAKER: say("Same speaker at the same time"),
    ClashKind.ELSEWHERE: say("Speaker at another gathering"),
    ClashKind.AWAY: say("Speaker not available"),
    ClashKind.CROWDED: say("More people than the room holds"),
    ClashKind.NO_PLACE: say("Parallel item without a room"),
    ClashKind.OUTSIDE_DAYS: say("Outside the gathering's days"),
    ClashKind.OUTSIDE_HOURS: say("Outside the day's hours"),
    ClashKind.SMALL_ROOM: say("Room smaller than the item's places"),
    ClashKind.NO_ROOM: say("No room yet"),
    ClashKind.NO_PAUSE: say("No pause between rooms far apart"),
    ClashKind.SAME_THEME: say("One theme in parallel"),
    ClashKind.NO_MEAL: say("No meal"),
    ClashKind.LONG_STRETCH: say("Long without a break"),
    ClashKind.LONG_DAY: say("Long day"),
}
SEVERITY_OF: dict[ClashKind, Severity] = {
    kind: Severity.CLASH
    if kind in (ClashKind.ROOM, ClashKind.SPEAKER, ClashKind.ELSEWHERE, ClashKind.AWAY, ClashKind.CROWDED,
                ClashKind.NO_PLACE, ClashKind.OUTSIDE_DAYS)
    else Severity.CHECK
    for kind in ClashKind
}  # fmt: skip
_PLACE = {kind: place for place, kind in enumerate(ClashKind)}


@dataclass(frozen=True)
class Clash:
    """A warning about one item or several."""

    kind: ClashKind
    item_ids: tuple[int, ...]
    """The first is the one it leads to."""
    words: Text
    starts_at: datetime
    """When the trouble begins."""
    held_on: date
    """On which day that is, where the gathering is."""

    @property
    def item_id(self) -> int:
        return self.item_ids[0]

    @property
    def severity(self) -> Severity:
        return SEVERITY_OF[self.kind]

    @property
    def order(self) -> tuple[datetime, int, tuple[int, ...], str]:
        """Sorts by time, then by kind."""
        return self.starts_at, _PLACE[self.kind], self.item_ids, self.words


@dataclass(frozen=True)
class ClashGroup:
    """All clashes of one kind, in the order of time."""

    kind: ClashKind
    clashes: tuple[Clash, ...]

    @property
    def words(self) -> Text:
        return CLASH_WORDS[self.kind]

    @property
    def severity(self) -> Severity:
        return SEVERITY_OF[self.kind]

    @property
    def severity_words(self) -> Text:
        return SEVERITY_WORDS[self.severity]


def about(plan: Plan, kind: ClashKind, item: PlannedItem, words: Text, *others: PlannedItem) -> Clash:
    """A clash that begins, and leads to, where `item` does."""
    ids = (item.item_id, *[other.item_id for other in others])
    return Clash(kind, ids, words, item.starts_at, plan.day_of(item))


def in_groups(found: Iterable[Clash]) -> tuple[ClashGroup, ...]:
    """Clashes by kind, the worst kinds first; no kind that there is nothing of."""
    kinds: dict[ClashKind, list[Clash]] = {}
    for clash in found:
        kinds.setdefault(clash.kind, []).append(clash)
    ordered = sorted(kinds, key=lambda kind: (SEVERITY_OF[kind] is not Severity.CLASH, _PLACE[kind]))
    return tuple(ClashGroup(kind, tuple(kinds[kind])) for kind in ordered)


def by_item(found: Iterable[Clash]) -> dict[int, tuple[Clash, ...]]:
    """Item id → the clashes that it is part of, in the order given."""
    of_item: dict[int, list[Clash]] = {}
    for clash in found:
        for item_id in dict.fromkeys(clash.item_ids):
            of_item.setdefault(item_id, []).append(clash)
    return {item_id: tuple(theirs) for item_id, theirs in of_item.items()}
