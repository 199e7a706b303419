"""How many people lose a choice when items stand at given times. Pure.

Somebody loses one when two items that they want are on at the same time. Each pair of items keeps the people who want
both as the bits of one number: to count them all is to put together the numbers of the pairs that meet. Where as many
people lose, it is better when they lose what they want less: of each pair that meets, the lesser weight is lost.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import combinations

from planner.agenda.rules.plan import PlannedItem

Wants = Mapping[int, tuple[tuple[int, int], ...]]
"""Person → what they want: (item id, weight), the heavier the more."""
Cost = tuple[int, int]
"""(people who lose a choice, the weight of what is lost): less is better."""
Starts = tuple[int, ...]
"""When each movable item starts, in minutes after the first one does."""
MINUTE = timedelta(minutes=1)


class Losses:
    """What the movable items, at least one, cost at any starts; the items beside them stay where they are."""

    def __init__(self, movable: Sequence[PlannedItem], staying: Sequence[PlannedItem], wants: Wants) -> None:
        self._origin = min(item.starts_at for item in movable)
        self.lengths = [_minutes(item.ends_at - item.starts_at) for item in movable]
        self.starts: Starts = tuple(_minutes(item.starts_at - self._origin) for item in movable)
        number = len(movable)
        self._people = [[0] * number for _ in movable]
        self._weights = [[0] * number for _ in movable]
        self._beside: list[dict[int, tuple[int, int]]] = [{} for _ in movable]
        """Of each movable item: by how it starts, what it loses to those that stay."""
        self.always: tuple[int, int] = (0, 0)
        """(people as bits, weight) that is lost among the items that stay."""
        self.wanting = 0
        self.wanted = [0] * number
        """How many want each item."""
        self._count(movable, staying, wants)

    def _count(self, movable: Sequence[PlannedItem], staying: Sequence[PlannedItem], wants: Wants) -> None:
        places = {item.item_id: n for n, item in enumerate(movable)}
        others = {item.item_id: item for item in staying}
        lasting: dict[tuple[int, int], tuple[int, int]] = {}
        for bit, person in enumerate(sorted(wants)):
            wanted = {item: weight for item, weight in wants[person] if item in places or item in others}
            self.wanting += len(wanted) > 1
            for item in wanted:
                if item in places:
                    self.wanted[places[item]] += 1
            for one, other in combinations(sorted(wanted), 2):
                people, weight = lasting.get((one, other), (0, 0))
                lasting[one, other] = (people | 1 << bit, weight + min(wanted[one], wanted[other]))
        for (one, other), (people, weight) in lasting.items():
            if one in places and other in places:
                self._between(places[one], places[other], people, weight)
            elif one in places or other in places:
                n, stays = (places[one], others[other]) if one in places else (places[other], others[one])
                self._against(n, stays, people, weight)
            elif others[one].meets(others[other].starts_at, others[other].ends_at):
                self.always = (self.always[0] | people, self.always[1] + weight)

    def _between(self, a: int, b: int, people: int, weight: int) -> None:
        self._people[a][b] = self._people[b][a] = people
        self._weights[a][b] = self._weights[b][a] = weight

    def _against(self, n: int, stays: PlannedItem, people: int, weight: int) -> None:
        begins, ends = _minutes(stays.starts_at - self._origin), _minutes(stays.ends_at - self._origin)
        for start in set(self.starts):
            if start < ends and begins < start + self.lengths[n]:
                known = self._beside[n].get(start, (0, 0))
                self._beside[n][start] = (known[0] | people, known[1] + weight)

    @property
    def least(self) -> Cost:
        """No swap can cost less: what people lose among items that stay."""
        return self.always[0].bit_count(), self.always[1]

    def at_stake(self, n: int) -> int:
        """How much may be lost with an item."""
        return sum(self._weights[n]) + sum(weight for _, weight in self._beside[n].values())

    def can_swap(self, a: int, b: int) -> bool:
        """Whether two items are equally long and start at different times, as they stand first."""
        return self.lengths[a] == self.lengths[b] and self.starts[a] != self.starts[b]

    def meet(self, starts: Sequence[int], a: int, b: int) -> bool:
        """Whether two movable items are on at the same time."""
        return starts[a] < starts[b] + self.lengths[b] and starts[b] < starts[a] + self.lengths[a]

    def cost(self, starts: Sequence[int]) -> Cost:
        """What it comes to when items start so."""
        lost = self.always
        for n in range(len(starts)):
            lost = self.lost_by(n, starts, range(n), lost)
        return lost[0].bit_count(), lost[1]

    def lost_by(self, n: int, starts: Sequence[int], others: Iterable[int], lost: tuple[int, int]) -> tuple[int, int]:
        """(people as bits, weight) once an item is beside these others, and what is lost without it."""
        people, weight = lost
        beside = self._beside[n].get(starts[n])
        if beside:
            people, weight = people | beside[0], weight + beside[1]
        shared, weights = self._people[n], self._weights[n]
        for other in others:
            if shared[other] and self.meet(starts, n, other):
                people, weight = people | shared[other], weight + weights[other]
        return people, weight

    def swaps(self, starts: Sequence[int]) -> Iterator[tuple[Cost, int, int, int]]:
        """Each swap of two equally long items that could help: (cost, item, item, how many pairs were looked at)."""
        number = range(len(starts))
        meets = [[b for b in number if b != a and self.meet(starts, a, b)] for a in number]
        lost = [(a, b, self._people[a][b], self._weights[a][b]) for a in number for b in meets[a] if a < b]
        lost = [pair for pair in lost if pair[2]]
        beside = [(n, *self._beside[n][starts[n]]) for n in number if starts[n] in self._beside[n]]
        hot = {n for pair in lost for n in pair[:2]} | {n for n, _, _ in beside}
        for a, b in combinations(number, 2):
            if self.lengths[a] != self.lengths[b] or starts[a] == starts[b] or not (a in hot or b in hot):
                continue
            people, weight = self.always
            for one, other, shared, less in lost:
                # The two change places: what they lost there is lost no more, unless to each other.
                if one not in (a, b) and other not in (a, b):
                    people, weight = people | shared, weight + less
            if b in meets[a]:
                people, weight = people | self._people[a][b], weight + self._weights[a][b]
            for mover, there in ((b, meets[a]), (a, meets[b])):
                shared_with, weights = self._people[mover], self._weights[mover]
                for other in there:
                    if other not in (a, b):
                        people, weight = people | shared_with[other], weight + weights[other]
            for n, shared, less in beside:
                if n not in (a, b):
                    people, weight = people | shared, weight + less
            for mover, start in ((a, starts[b]), (b, starts[a])):
                shared, less = self._beside[mover].get(start, (0, 0))
                people, weight = people | shared, weight + less
            yield (people.bit_count(), weight), a, b, len(lost) + len(beside) + len(meets[a]) + len(meets[b])


def _minutes(span: timedelta) -> int:
    return span // MINUTE
