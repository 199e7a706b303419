"""What choosing among parallel items is made of: blocks, what one can choose in them, and who chooses. Pure."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from planner.core.language import Lang, Text, Words, say
from planner.meetings.rules import Mode
from planner.programmes.snapshot import Entry, ThemeMark


class Way(StrEnum):
    """How people come to their item."""

    FIRST_COME = "first_come"
    RANKED = "ranked"


WAY_WORDS: dict[Way, Text] = {
    Way.FIRST_COME: say("First come: people choose now, while there is room"),
    Way.RANKED: say("Wishes: people rank what they want, and you place them later"),
}
SHORT_WAY_WORDS: dict[Way, Text] = {Way.FIRST_COME: say("First come"), Way.RANKED: say("Wishes")}
MOST_WISHES = 12
"""So many items one may rank in a block."""


@dataclass(frozen=True)
class Option:
    """Something one can choose in a block. Without an entry it is gone: it stands in the block no more."""

    option_id: int
    name: Words
    """As it was called when choosing was opened; kept for when it is gone."""
    capacity: int | None = None
    """On site; None: no limit."""
    entry: Entry | None = None
    theme: ThemeMark | None = None
    uid: str = ""
    """Of the item, also once it is gone."""

    @property
    def is_gone(self) -> bool:
        return self.entry is None

    @property
    def title(self) -> Words:
        return self.entry.title if self.entry else self.name

    @property
    def room(self) -> str:
        return self.entry.room if self.entry else ""


@dataclass(frozen=True)
class Block:
    """Parallel items that one chooses among. Instants are UTC; `day` is where the gathering is held."""

    block_id: int
    meeting_id: int
    way: Way
    closes_on: date | None
    starts_at: datetime
    ends_at: datetime
    day: date
    options: tuple[Option, ...]
    """In the order of the programme; those that are gone last."""

    @property
    def standing(self) -> tuple[Option, ...]:
        """What can be chosen."""
        return tuple(option for option in self.options if not option.is_gone)

    def option(self, option_id: int | None) -> Option | None:
        return next((option for option in self.options if option.option_id == option_id), None)


@dataclass(frozen=True)
class Opening:
    """What a lead says of a block: which items (by their uids) can be chosen, how, and until when."""

    way: Way
    closes_on: date | None
    uids: tuple[str, ...]


@dataclass(frozen=True)
class BlockAnswer:
    """What a person says of one block: the option they want, or the options they wish for with their ranks."""

    block_id: int
    option_id: int | None = None
    wishes: tuple[tuple[int, int], ...] = ()
    """(option, rank)"""


@dataclass(frozen=True)
class Chooser:
    """A registered person with a place on the day of a block."""

    registration_id: int
    name: str
    email: str
    lang: Lang
    salt: str
    cluster_id: int | None
    comes_from: str
    mode: Mode
    """How they take part that day."""
    takes_seat: bool
    """Whether they sit in the room: those online do not, unless everybody is online."""


@dataclass(frozen=True)
class Pick:
    """What a person has chosen, or was given."""

    registration_id: int
    option_id: int
    pinned: bool = False
    """By a lead's hand: a placing leaves it alone."""


@dataclass(frozen=True)
class Wish:
    registration_id: int
    option_id: int
    rank: int
    """From 1, the most wanted."""


@dataclass(frozen=True)
class Placing:
    """An assignment that stands: who was placed, by whom, when."""

    assignment_id: int
    made_at: datetime
    made_by: str
    seed: str


@dataclass(frozen=True)
class BlockBoard:
    """How a block stands: everybody who may choose in it, what they chose and what they wish."""

    block: Block
    people: tuple[Chooser, ...]
    """By name."""
    picks: tuple[Pick, ...]
    """Of those people only."""
    wishes: tuple[Wish, ...]
    """Of those people only, by rank."""
    placing: Placing | None = None

    def pick_of(self, registration_id: int) -> Pick | None:
        return self._picks_by_person.get(registration_id)

    def wishes_of(self, registration_id: int) -> tuple[int, ...]:
        """The options somebody wishes for that still stand, the most wanted first."""
        return self._wishes_by_person.get(registration_id, ())

    def chooser(self, registration_id: int) -> Chooser | None:
        return self._people_by_id.get(registration_id)

    @cached_property
    def _people_by_id(self) -> dict[int, Chooser]:
        return {person.registration_id: person for person in self.people}

    @cached_property
    def _picks_by_person(self) -> dict[int, Pick]:
        return {pick.registration_id: pick for pick in self.picks}

    @cached_property
    def _wishes_by_person(self) -> dict[int, tuple[int, ...]]:
        standing = {option.option_id for option in self.block.standing}
        found: dict[int, tuple[int, ...]] = {}
        for wish in self.wishes:
            if wish.option_id in standing:
                found[wish.registration_id] = (*found.get(wish.registration_id, ()), wish.option_id)
        return found

    def taken(self, option_id: int) -> int:
        """How many seats in the room are taken."""
        return sum(person.takes_seat for person in self.holding(option_id))

    def places_left(self, option: Option) -> int | None:
        """None: no limit. Never below 0, also where a room was made smaller."""
        return None if option.capacity is None else max(0, option.capacity - self.taken(option.option_id))

    def holding(self, option_id: int) -> tuple[Chooser, ...]:
        """Who has an option, by name."""
        theirs = {pick.registration_id for pick in self.picks if pick.option_id == option_id}
        return tuple(person for person in self.people if person.registration_id in theirs)

    def first_wishes(self, option_id: int) -> int:
        """How many want an option most."""
        return sum(self.wishes_of(person.registration_id)[:1] == (option_id,) for person in self.people)

    @property
    def wishing(self) -> tuple[Chooser, ...]:
        """Who wishes for something that stands, by name."""
        return tuple(person for person in self.people if self.wishes_of(person.registration_id))

    @property
    def undecided(self) -> tuple[Chooser, ...]:
        """Who has no item that stands, by name."""
        standing = {option.option_id for option in self.block.standing}
        decided = {pick.registration_id for pick in self.picks if pick.option_id in standing}
        return tuple(person for person in self.people if person.registration_id not in decided)

    @property
    def stranded(self) -> tuple[tuple[Chooser, Option], ...]:
        """Whose item is gone, and which it was; by name."""
        gone = {option.option_id: option for option in self.block.options if option.is_gone}
        chosen = {pick.registration_id: gone[pick.option_id] for pick in self.picks if pick.option_id in gone}
        return tuple((p, chosen[p.registration_id]) for p in self.people if p.registration_id in chosen)


def in_seat(meeting_mode: Mode, mode: Mode) -> bool:
    """Whether somebody who takes part so counts against an item's places, as against the gathering's own."""
    return meeting_mode is Mode.ONLINE or mode is Mode.ON_SITE
