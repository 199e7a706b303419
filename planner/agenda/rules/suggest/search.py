"""Looks for better times of parallel items: all ways to deal them out where that is few, else swap by swap. Pure.

What it looks at is counted, not timed, and what it draws comes from a fixed seed: the same plan, the same answer.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from planner.agenda.rules.suggest.ground import Ground, State
from planner.agenda.rules.suggest.losses import Cost, Losses

MOST_DEALT = 16
"""Of more items than this there are too many ways to deal out their times."""
MOST_SEARCHED = 40
"""Of more items than this each swap that is found to help is taken, until none does or enough is looked at."""
MOST_LOOKS = 3_000_000
"""So many pairs of items are looked at by each of the two searches: some tenths of a second."""
OVERHEAD = 12
"""What it costs to come to a way of dealing or a swap at all, in pairs looked at."""
MOST_ROOMS_TRIED = 30_000
SEED = 20261014


@dataclass(frozen=True)
class Found:
    """The best that was found, and whether nothing can be better."""

    state: State
    is_best: bool


def best_state(losses: Losses, ground: Ground) -> Found:
    """Where fewest people lose a choice; the state there is, if nothing better is found."""
    number = len(losses.starts)
    if number > MOST_SEARCHED:
        return _Climb(losses, ground).straight()
    found = _AllDealings(losses, ground).best() if number <= MOST_DEALT else Found(ground.first, is_best=False)
    return found if found.is_best else _Climb(losses, ground).best(found.state)


class _AllDealings:
    """Deals out the times among equally long items in every way, but for those that cannot become better."""

    def __init__(self, losses: Losses, ground: Ground) -> None:
        self._losses, self._ground = losses, ground
        self._best, self._cost = ground.first, losses.cost(losses.starts)
        self._left: dict[int, Counter[int]] = {}
        for length, start in zip(losses.lengths, losses.starts, strict=True):
            self._left.setdefault(length, Counter())[start] += 1
        # Those that most is lost with come first: what cannot become better shows early.
        self._order = sorted(range(len(losses.starts)), key=lambda n: (-losses.at_stake(n), n))
        self._starts = list(losses.starts)
        self._looks = 0
        self._gave_up = False

    def best(self) -> Found:
        self._deal(0, self._losses.always)
        return Found(self._best, is_best=not self._gave_up)

    def _deal(self, turn: int, lost: Cost) -> None:
        """Try every start for the item whose turn it is; `lost`: (people as bits, weight) so far."""
        if turn == len(self._order):
            self._take()
            return
        n, dealt = self._order[turn], self._order[:turn]
        left = self._left[self._losses.lengths[n]]
        for start in sorted(left, key=lambda start: (start != self._losses.starts[n], start)):
            if not left[start]:
                continue
            self._looks += turn + OVERHEAD
            if self._looks > MOST_LOOKS or self._gave_up:
                self._gave_up = True
                return
            self._starts[n] = start
            people, weight = self._losses.lost_by(n, self._starts, dealt, lost)
            if (people.bit_count(), weight) < self._cost:
                left[start] -= 1
                self._deal(turn + 1, (people, weight))
                left[start] += 1

    def _take(self) -> None:
        """All times are dealt out, and it is the best so far: take it if speakers and rooms let us."""
        starts = tuple(self._starts)
        if not self._ground.is_time(starts):
            return
        tried = self._ground.tries
        rooms = self._ground.seat(starts, self._ground.first.rooms, range(len(starts)))
        if rooms is not None:
            self._best, self._cost = State(starts, rooms), self._losses.cost(starts)
        elif self._ground.gave_up(tried) or self._ground.tries > MOST_ROOMS_TRIED:
            self._gave_up = True


class _Climb:
    """Local search: the best swap again and again, then a few at random, and on from there."""

    def __init__(self, losses: Losses, ground: Ground) -> None:
        self._losses, self._ground = losses, ground
        self._looks = 0
        self._most_tries = ground.tries + MOST_ROOMS_TRIED
        self._random = Random(SEED)

    def straight(self) -> Found:
        """A swap that helps, again and again."""
        state = self._ground.first
        while (after := self._first_helping(state)) is not None:
            state = after
        return self._found(state)

    def best(self, known: State) -> Found:
        """The best of many ways, and of what is known."""
        best = min(known, self._downhill(self._ground.first), key=self._cost)
        while not self._is_spent and self._cost(best) > self._losses.least:
            best = min(best, self._downhill(self._shaken(best)), key=self._cost)
        return self._found(best)

    def _found(self, state: State) -> Found:
        return Found(state, is_best=self._cost(state) == self._losses.least)

    def _cost(self, state: State) -> Cost:
        return self._losses.cost(state.starts)

    @property
    def _is_spent(self) -> bool:
        return self._looks >= MOST_LOOKS or self._ground.tries >= self._most_tries

    def _downhill(self, state: State) -> State:
        """Swap as long as a swap helps."""
        while not self._is_spent:
            after = next(self._helping(state), None)
            if after is None:
                break
            state = after
        return state

    def _helping(self, state: State) -> Iterator[State]:
        """What stands after each swap that helps, the one that helps most first."""
        now = self._cost(state)
        self._looks += len(state.starts) ** 2
        helping: list[tuple[Cost, int, int]] = []
        for cost, a, b, looks in self._losses.swaps(state.starts):
            self._looks += looks + OVERHEAD
            if cost < now:
                helping.append((cost, a, b))
            if self._looks >= MOST_LOOKS:
                break
        for _, a, b in sorted(helping):
            after = self._ground.swapped(state, a, b)
            if after is not None:
                yield after

    def _first_helping(self, state: State) -> State | None:
        """What stands after the first swap that is found to help; None when there is none, or no more is looked at."""
        now = self._cost(state)
        self._looks += len(state.starts) ** 2
        for cost, a, b, looks in self._losses.swaps(state.starts):
            self._looks += looks + OVERHEAD
            if self._is_spent:
                return None
            after = self._ground.swapped(state, a, b) if cost < now else None
            if after is not None:
                return after
        return None

    def _shaken(self, state: State) -> State:
        """After a few swaps at random."""
        number, lengths = len(state.starts), self._losses.lengths
        for _ in range(self._random.randint(2, 4)):
            a, b = self._random.sample(range(number), 2)
            self._looks += number**2
            if lengths[a] == lengths[b] and state.starts[a] != state.starts[b]:
                state = self._ground.swapped(state, a, b) or state
        return state
