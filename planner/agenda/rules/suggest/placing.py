"""A first place for items in the parking column. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations
from random import Random

from planner.agenda.rules.plan import Plan, PlannedItem
from planner.agenda.rules.suggest.search import MOST_SEARCHED, SEED
from planner.agenda.rules.suggest.slots import Slots, wanted_places
from planner.agenda.rules.suggest.values import ParkedSuggestion, Placed, Proposed, Unplaced
from planner.agenda.rules.words import listed_names, titles
from planner.core.language import Span, Text, say, say_many

MOST_PERMUTED = 4
SHUFFLES = 8


def place_parked(parked: Sequence[PlannedItem], plan: Plan) -> ParkedSuggestion:
    """A free slot for each of these, if there is one; what stands in the plan stays.

    Within the days' hours, on full five minutes, beside nothing that is for everybody, in a free room that is large
    enough, when its speakers can come; with nothing of its theme beside it where that can be. Several orders are
    tried, and the one that places most is taken. The same plan gives the same answer.
    """
    standing = replace(plan, items=tuple(plan.standing))
    slots = Slots(standing)
    best = min((_Attempt(standing, slots.again(), order) for order in _orders(parked)), key=lambda tried: tried.score)
    notes = (
        [say("Of more than %(most)s items only one order is tried: another may place more.", most=MOST_SEARCHED)]
        if len(parked) > MOST_SEARCHED
        else []
    )
    return ParkedSuggestion(tuple(best.placed_in_words()), tuple(best.left), tuple(notes))


def _orders(parked: Sequence[PlannedItem]) -> Iterator[Sequence[PlannedItem]]:
    """The orders that items are placed in: the longest first, then others."""
    first = sorted(parked, key=lambda item: (item.starts_at - item.ends_at, item.item_id))
    yield first
    if len(first) <= MOST_PERMUTED:
        yield from permutations(first)
    elif len(first) <= MOST_SEARCHED:
        random = Random(SEED)
        for _ in range(SHUFFLES):
            yield random.sample(first, len(first))


class _Attempt:
    """One order of placing, and what comes of it."""

    def __init__(self, plan: Plan, slots: Slots, order: Sequence[PlannedItem]) -> None:
        self._wished = {item.item_id: item for item in order}
        self._placed: list[PlannedItem] = []
        self.left: list[Unplaced] = []
        for item in order:
            slot = slots.find(item)
            if slot is None:
                self.left.append(Unplaced(item.item_id, slots.why_not(item)))
                continue
            ends_at = slot.starts_at + (item.ends_at - item.starts_at)
            stands = replace(item, starts_at=slot.starts_at, ends_at=ends_at, room=slot.room, parked=False)
            slots.put(stands)
            self._placed.append(stands)
        self._placed.sort(key=lambda item: item.order)
        self.left.sort(key=lambda each: each.item_id)
        self._plan = plan
        self._content = [item for item in plan.with_items(*self._placed).standing if item.is_content]
        self._beside = {item.item_id: self._others(item) for item in self._placed}

    @property
    def score(self) -> tuple[int, int, int]:
        """Less is better: how many are left, have their theme beside them, have anything beside them."""
        alike = sum(any(_is_alike(item, other) for other in self._beside[item.item_id]) for item in self._placed)
        return len(self.left), alike, sum(bool(others) for others in self._beside.values())

    def _others(self, item: PlannedItem) -> list[PlannedItem]:
        return [
            other
            for other in self._content
            if other.item_id != item.item_id and other.meets(item.starts_at, item.ends_at)
        ]

    def placed_in_words(self) -> Iterator[Placed]:
        """Each item that has a place, in the order of time, with why it is there."""
        for item in self._placed:
            span = Span(item.starts_at, item.ends_at, self._plan.zone)
            words = (
                say("“%(title)s”: %(span)s in %(room)s.", title=item.title, span=span, room=item.room.name)
                if item.room
                else say("“%(title)s”: %(span)s.", title=item.title, span=span)
            )
            placement = Proposed(item.item_id, item.starts_at, item.room_id)
            yield Placed(placement, words, tuple(self._reasons(item)))

    def _reasons(self, item: PlannedItem) -> Iterator[Text]:
        others = self._beside[item.item_id]
        alike = [other for other in others if _is_alike(item, other)]
        if not others:
            yield say("Nothing else is on then.")
        else:
            yield say("At the same time: %(others)s.", others=titles(others))
        if alike:
            yield say(
                "On %(theme)s too: %(others)s. There was no other time for all of them.",
                theme=item.theme,
                others=titles(alike),
            )
        elif others and item.theme:
            yield say("Nothing else on %(theme)s is on then.", theme=item.theme)
        names = [name for _, name in item.speakers]
        if names:
            yield say_many("%(names)s is free then.", "%(names)s are free then.", len(names), names=listed_names(names))
        yield from self._of_room(item)

    def _of_room(self, item: PlannedItem) -> Iterator[Text]:
        wished, wanted = self._wished[item.item_id].room, wanted_places(self._plan, item)
        if item.room and wanted and item.room.capacity is not None:
            yield say(
                "%(room)s holds %(holds)s, and %(wanted)s places are wanted.",
                room=item.room.name,
                holds=item.room.capacity,
                wanted=wanted,
            )
        if wished and wished != item.room:
            yield say("%(room)s is too small, or never free when there is time.", room=wished.name)


def _is_alike(item: PlannedItem, other: PlannedItem) -> bool:
    return item.is_content and item.theme_id is not None and item.theme_id == other.theme_id
