"""Who sleeps alone, and who with whom. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from planner.core.language import Text, say
from planner.registrations.rules import RoomType


@dataclass(frozen=True)
class Sleeper:
    """Somebody who stays a night."""

    registration_id: int
    name: str
    cluster: str
    phone: str
    room: RoomType
    share_with: str = ""


@dataclass(frozen=True)
class Alone:
    """Somebody with a bed in a double room whom nobody was matched with, and why."""

    sleeper: Sleeper
    words: Text


@dataclass(frozen=True)
class Rooming:
    """A night's rooms."""

    singles: tuple[Sleeper, ...]
    pairs: tuple[tuple[Sleeper, Sleeper], ...]
    alone: tuple[Alone, ...]

    @property
    def people(self) -> int:
        return len(self.singles) + 2 * len(self.pairs) + len(self.alone)


def pair_up(sleepers: Sequence[Sleeper]) -> Rooming:
    """Those who named each other share a room; of the others it is said why they stand alone."""
    doubles = [sleeper for sleeper in sleepers if sleeper.room is RoomType.DOUBLE]
    named = {sleeper.registration_id: _named_by(sleeper, doubles) for sleeper in doubles}
    pairs, alone, paired = [], [], set()
    for sleeper in doubles:
        if sleeper.registration_id in paired:
            continue
        meant = named[sleeper.registration_id]
        other = meant[0] if len(meant) == 1 else None
        back = named[other.registration_id] if other else []
        if (
            other
            and other.registration_id not in paired
            and [s.registration_id for s in back] == [sleeper.registration_id]
        ):
            pairs.append((sleeper, other))
            paired |= {sleeper.registration_id, other.registration_id}
        else:
            alone.append(Alone(sleeper, _why_alone(sleeper, meant)))
    singles = tuple(sleeper for sleeper in sleepers if sleeper.room is RoomType.SINGLE)
    return Rooming(singles, tuple(pairs), tuple(alone))


def _named_by(sleeper: Sleeper, doubles: Sequence[Sleeper]) -> list[Sleeper]:
    """Whom somebody may mean: all the words of the name are said, or all that is said are words of the name."""
    said = _words(sleeper.share_with)
    if not said:
        return []
    others = [other for other in doubles if other.registration_id != sleeper.registration_id]
    exact = [other for other in others if _words(other.name) == said]
    return exact or [other for other in others if said <= _words(other.name) or _words(other.name) <= said]


def _words(name: str) -> frozenset[str]:
    return frozenset("".join(sign if sign.isalnum() else " " for sign in name.casefold()).split())


def _why_alone(sleeper: Sleeper, meant: Sequence[Sleeper]) -> Text:
    if not sleeper.share_with.strip():
        return say("Has named nobody to share with.")
    if not meant:
        return say("Wishes to share with “%(said)s”, whom no double room is booked for.", said=sleeper.share_with)
    if len(meant) > 1:
        return say("Wishes to share with “%(said)s”, which may be several.", said=sleeper.share_with)
    if not meant[0].share_with.strip():
        return say("Wishes to share with %(name)s, who has named nobody.", name=meant[0].name)
    return say("Wishes to share with %(name)s, who has named somebody else.", name=meant[0].name)
