"""The history of an agenda: what each step was, in words for those who plan. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from planner.agenda.rules.states import Edit
from planner.core.language import Text, Words, say, say_many


class Verb(StrEnum):
    """What somebody did to the agenda in one go."""

    ADD = "add"
    CHANGE = "change"
    REMOVE = "remove"
    COPY = "copy"
    PLACE = "place"
    PARK = "park"
    STRETCH = "stretch"
    SHIFT = "shift"
    SWAP = "swap"
    SWAP_ROOMS = "swap_rooms"
    MOVE_BLOCK = "move_block"
    FILL = "fill"
    BREAK = "break"
    SPLIT = "split"
    START = "start"
    SUGGEST = "suggest"
    LATE = "late"
    FOLLOW = "follow"
    RESTORE = "restore"
    UNDO = "undo"
    REDO = "redo"


_OF_ONE: dict[Verb, Callable[[Words], Text]] = {
    Verb.ADD: lambda title: say("New: “%(title)s”", title=title),
    Verb.CHANGE: lambda title: say("Changed “%(title)s”", title=title),
    Verb.REMOVE: lambda title: say("Removed “%(title)s”", title=title),
    Verb.COPY: lambda title: say("Copied “%(title)s”", title=title),
    Verb.PLACE: lambda title: say("Moved “%(title)s”", title=title),
    Verb.PARK: lambda title: say("Parked “%(title)s”", title=title),
    Verb.STRETCH: lambda title: say("Changed the length of “%(title)s”", title=title),
    Verb.SHIFT: lambda title: say("Moved “%(title)s” in time", title=title),
    Verb.FILL: lambda title: say("Filled the time with “%(title)s”", title=title),
    Verb.BREAK: lambda title: say("Put in “%(title)s”", title=title),
    Verb.SPLIT: lambda title: say("Split “%(title)s” into parallel items", title=title),
    Verb.MOVE_BLOCK: lambda title: say("Moved “%(title)s” to another day", title=title),
    Verb.SUGGEST: lambda title: say("Moved “%(title)s” as suggested", title=title),
}
_OF_MANY: dict[Verb, Callable[[int], Text]] = {
    Verb.ADD: lambda n: say_many("%(n)s new item", "%(n)s new items", n),
    Verb.REMOVE: lambda n: say_many("Removed %(n)s item", "Removed %(n)s items", n),
    Verb.SHIFT: lambda n: say_many("Moved %(n)s item in time", "Moved %(n)s items in time", n),
    Verb.SWAP: lambda n: say_many("Swapped %(n)s item", "Swapped %(n)s items", n),
    Verb.SWAP_ROOMS: lambda n: say_many("Swapped rooms for %(n)s item", "Swapped rooms for %(n)s items", n),
    Verb.MOVE_BLOCK: lambda n: say_many("Moved %(n)s item to another day", "Moved %(n)s items to another day", n),
    Verb.BREAK: lambda n: say_many("Put in a break; %(n)s item changed", "Put in a break; %(n)s items changed", n),
    Verb.SPLIT: lambda n: say_many("Split in parallel: %(n)s item", "Split in parallel: %(n)s items", n),
    Verb.START: lambda n: say_many("Began with a starter: %(n)s item", "Began with a starter: %(n)s items", n),
    Verb.SUGGEST: lambda n: say_many("Took a suggestion: %(n)s item moved", "Took a suggestion: %(n)s items moved", n),
    Verb.LATE: lambda n: say_many("Running late: %(n)s item moved", "Running late: %(n)s items moved", n),
    Verb.FOLLOW: lambda n: say_many("%(n)s item moved with the gathering", "%(n)s items moved with the gathering", n),
    Verb.RESTORE: lambda n: say_many("Restored: %(n)s item changed", "Restored: %(n)s items changed", n),
    Verb.PLACE: lambda n: say_many("Moved %(n)s item", "Moved %(n)s items", n),
    Verb.PARK: lambda n: say_many("Parked %(n)s item", "Parked %(n)s items", n),
    Verb.CHANGE: lambda n: say_many("Changed %(n)s item", "Changed %(n)s items", n),
}


@dataclass(frozen=True)
class Step:
    """One step of the history. `number` counts from 1 in each gathering."""

    number: int
    verb: Verb
    made_at: datetime
    made_by: str
    account_id: int | None
    edits: tuple[Edit, ...]
    reverts: int | None = None
    """The number of the step that this one took back, or did again."""
    undone: bool = False

    @property
    def words(self) -> Text:
        """What was done, in one short sentence."""
        return step_words(self.verb, self.edits)

    @property
    def is_own_doing(self) -> bool:
        """Whether it is a change, not the undoing of one."""
        return self.verb not in (Verb.UNDO, Verb.REDO)


def step_words(verb: Verb, edits: tuple[Edit, ...]) -> Text:
    """“Moved “Water””, “Moved 12 items in time”."""
    if verb is Verb.UNDO:
        return say("Undid: %(what)s", what=_what(edits))
    if verb is Verb.REDO:
        return say("Did again: %(what)s", what=_what(edits))
    if verb in _OF_ONE and (len(edits) == 1 or verb not in _OF_MANY):
        return _OF_ONE[verb](edits[0].title)
    return _OF_MANY[verb](len(edits))


def _what(edits: tuple[Edit, ...]) -> Text:
    if len(edits) == 1:
        return say("“%(title)s”", title=edits[0].title)
    return say_many("%(n)s item", "%(n)s items", len(edits))


def words_among(step: Step, shown: Mapping[int, Step]) -> Text:
    """What was done; the step that it took back or did again is named if it is among those shown, by number."""
    reverted = shown.get(step.reverts) if step.reverts is not None else None
    if reverted is None or step.is_own_doing:
        return step.words
    while not reverted.is_own_doing and (before := shown.get(reverted.reverts or 0)) is not None:
        reverted = before
    if not reverted.is_own_doing:
        return step.words
    return (
        say("Undid: %(what)s", what=reverted.words)
        if step.verb is Verb.UNDO
        else say("Did again: %(what)s", what=reverted.words)
    )


def to_undo(steps: tuple[Step, ...], account_id: int | None) -> Step | None:
    """The step that this person would take back: the last of their own that stands. `steps` in any order."""
    own = [step for step in steps if step.account_id == account_id and step.is_own_doing and not step.undone]
    return max(own, key=lambda step: step.number, default=None)


def to_redo(steps: tuple[Step, ...], account_id: int | None) -> Step | None:
    """The step that this person took back last, as long as they have done nothing else since."""
    own = [step for step in steps if step.account_id == account_id]
    undoings = [step for step in own if step.verb is Verb.UNDO and not step.undone]
    last = max(undoings, key=lambda step: step.number, default=None)
    if last is None or any(step.is_own_doing and step.number > last.number for step in own):
        return None
    return last
