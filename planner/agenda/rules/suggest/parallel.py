"""Which parallel items should change places, so that fewer people lose a choice. Pure."""

from collections.abc import Collection, Iterator
from itertools import combinations

from planner.agenda.rules.plan import Plan, PlannedItem
from planner.agenda.rules.suggest.ground import Ground, State
from planner.agenda.rules.suggest.losses import Cost, Losses, Wants
from planner.agenda.rules.suggest.search import MOST_SEARCHED, Found, best_state
from planner.agenda.rules.suggest.values import ParallelSuggestion, Proposed, Swap
from planner.agenda.rules.words import titles
from planner.core.language import Text, say, say_many


def suggest_parallel(plan: Plan, item_ids: Collection[int], wants: Wants) -> ParallelSuggestion:
    """Swaps of equally long items among these that let more people get what they want.

    `wants` of each person: (item id, weight) of all that they want, the heavier the more; items beside those that may
    move count too. Speakers, those who are away, and rooms are respected; items in the parking column stay there.
    The same plan and the same wants give the same answer.
    """
    items = plan.standing
    movable = [item for item in items if item.item_id in set(item_ids)]
    if not movable or not any(wants.values()):
        return ParallelSuggestion((), 0, 0, 0, is_best=True, notes=(_nothing_known(movable),))
    staying = [item for item in items if item.item_id not in set(item_ids)]
    losses = Losses(movable, staying, wants)
    ground = Ground(plan, movable, staying, losses)
    found = best_state(losses, ground)
    steps = _Steps(losses, ground, movable)
    swaps = tuple(steps.to(found.state))
    before, after = losses.cost(losses.starts), losses.cost(steps.state.starts)
    return ParallelSuggestion(
        swaps=swaps,
        before=before[0],
        after=after[0],
        people=losses.wanting,
        is_best=found.is_best,
        notes=tuple(_notes(losses, found, changes=bool(swaps))),
    )


class _Steps:
    """The way from how items stand to how they could, in steps each of which helps."""

    def __init__(self, losses: Losses, ground: Ground, items: list[PlannedItem]) -> None:
        self._losses, self._ground, self._items = losses, ground, items
        self.state = ground.first

    def to(self, target: State) -> Iterator[Swap]:
        """The swaps that lead there, the one that helps most first; they end where nothing more is gained."""
        goal = self._losses.cost(target.starts)
        while (now := self._losses.cost(self.state.starts)) > goal:
            state = self.state
            while self._losses.cost(state.starts) >= now:
                state = self._nearer(state, target) or target
            yield self._step(state)

    def _nearer(self, state: State, target: State) -> State | None:
        """After the best swap that brings an item to its time; None if nothing lets any of them come there so."""
        starts = state.starts
        wrong = [n for n in range(len(starts)) if starts[n] != target.starts[n]]
        found: list[tuple[Cost, int, int]] = []
        for a, b in combinations(wrong, 2):
            if self._losses.lengths[a] != self._losses.lengths[b]:
                continue
            if starts[b] == target.starts[a] or starts[a] == target.starts[b]:
                swapped = list(starts)
                swapped[a], swapped[b] = starts[b], starts[a]
                found.append((self._losses.cost(swapped), a, b))
        after = (self._ground.swapped(state, a, b) for _, a, b in sorted(found))
        return next((each for each in after if each is not None), None)

    def _step(self, state: State) -> Swap:
        before, self.state = self.state, state
        number = range(len(self._items))
        moved = [n for n in number if before.starts[n] != state.starts[n]]
        changed = [n for n in number if n in moved or before.rooms[n] != state.rooms[n]]
        costs = self._losses.cost(before.starts), self._losses.cost(state.starts)
        return Swap(
            item_ids=tuple(self._items[n].item_id for n in moved),
            words=_words([self._items[n] for n in moved], *costs),
            before=costs[0][0],
            after=costs[1][0],
            placements=tuple(self._proposed(n) for n in changed),
        )

    def _proposed(self, n: int) -> Proposed:
        return Proposed(self._items[n].item_id, self._ground.instant(self.state.starts[n]), self.state.rooms[n])


def _words(items: list[PlannedItem], before: Cost, after: Cost) -> Text:
    if before[0] == after[0]:
        return say(
            "%(items)s change places: still %(number)s lose a choice, but of what they want less.",
            items=titles(items),
            number=after[0],
        )
    if len(items) == 2:
        return say_many(
            "“%(first)s” and “%(second)s” swap: %(before)s → %(n)s person loses a choice.",
            "“%(first)s” and “%(second)s” swap: %(before)s → %(n)s people lose a choice.",
            after[0],
            first=items[0].title,
            second=items[1].title,
            before=before[0],
        )
    return say_many(
        "%(items)s change places: %(before)s → %(n)s person loses a choice.",
        "%(items)s change places: %(before)s → %(n)s people lose a choice.",
        after[0],
        items=titles(items),
        before=before[0],
    )


def _nothing_known(movable: list[PlannedItem]) -> Text:
    if not movable:
        return say("There are no items to swap.")
    return say("Nobody's wishes are known yet, so there is nothing to go by.")


def _notes(losses: Losses, found: Found, *, changes: bool) -> Iterator[Text]:
    number = len(losses.lengths)
    if losses.cost(losses.starts)[0] == 0:
        yield say("Nobody loses a choice as it is.")
        return
    if not any(losses.can_swap(a, b) for a, b in combinations(range(number), 2)):
        yield say("No two of these items are equally long and at different times, so there is nothing to swap.")
        return
    if number > MOST_SEARCHED:
        yield say(
            "These are %(number)s items. Of more than %(most)s the first swaps that help are taken; "
            "there may be better ones.",
            number=number,
            most=MOST_SEARCHED,
        )
    if found.is_best:
        yield (
            say("No swaps of equally long items can do better than this.")
            if changes
            else say("No swap helps: it is the best there is already.")
        )
    elif not changes:
        yield say("No swap that helps was found.")
    elif number <= MOST_SEARCHED:
        yield say("This is the best that was found; there are too many ways to look at all of them.")
