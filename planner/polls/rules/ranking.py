"""What the answers come to: counts for each date, and which dates are best, with the reason. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planner.core.language import Lang, Text, joined, say, say_many


class Mark(StrEnum):
    YES = "yes"
    IF_NEEDED = "if_needed"
    NO = "no"


MARK_WORDS: dict[Mark, Text] = {Mark.YES: say("Yes"), Mark.IF_NEEDED: say("If need be"), Mark.NO: say("No")}
WORTH: Mapping[Mark, int] = {Mark.YES: 2, Mark.IF_NEEDED: 1, Mark.NO: 0}
"""A yes weighs as much as two that come if need be."""


@dataclass(frozen=True)
class Voice:
    """One cluster and what it says of each date; no mark: it has said nothing of that one."""

    cluster: str
    marks: Mapping[int, Mark]
    is_required: bool = False


@dataclass(frozen=True)
class Tally:
    """What all say of one date."""

    date_id: int
    first_day: date
    yes: int
    if_needed: int
    no: int
    silent: int
    cannot: tuple[str, ...]
    """Clusters that must come and cannot."""
    unheard: tuple[str, ...]
    """Clusters that must come and have not answered."""

    @property
    def worth(self) -> int:
        return self.yes * WORTH[Mark.YES] + self.if_needed * WORTH[Mark.IF_NEEDED]

    def reason(self, lang: Lang) -> str:
        """12 ja, 2 om det behövs; Skåne, som måste med, kan inte"""
        counts = [
            say_many("%(n)s yes", "%(n)s yes", self.yes),
            *([say_many("%(n)s if need be", "%(n)s if need be", self.if_needed)] if self.if_needed else []),
            *([say_many("%(n)s no", "%(n)s no", self.no)] if self.no else []),
            *([say_many("%(n)s silent", "%(n)s silent", self.silent)] if self.silent else []),
        ]
        told = [", ".join(count.in_(lang) for count in counts)]
        if self.cannot:
            told.append(say("%(names)s, which must come, cannot", names=joined(self.cannot, lang)).in_(lang))
        if self.unheard:
            names = joined(self.unheard, lang)
            silent = say_many("%(names)s, which must come, is silent", "%(names)s, which must come, are silent",
                              len(self.unheard), names=names)  # fmt: skip
            told.append(silent.in_(lang))
        return "; ".join(told)


def tallies_of(dates: Sequence[tuple[int, date]], voices: Iterable[Voice]) -> tuple[Tally, ...]:
    """The count of each (id, first day), in their order."""
    heard = tuple(voices)
    return tuple(_tally(date_id, first_day, heard) for date_id, first_day in dates)


def ranked(tallies: Iterable[Tally]) -> tuple[Tally, ...]:
    """The best first: all who must come can, then most can, then fewest who must come are silent, then the earliest."""
    return tuple(sorted(tallies, key=lambda t: (len(t.cannot), -t.worth, len(t.unheard), t.first_day)))


def _tally(date_id: int, first_day: date, voices: Sequence[Voice]) -> Tally:
    said = [voice.marks.get(date_id) for voice in voices]
    required = [(voice.cluster, voice.marks.get(date_id)) for voice in voices if voice.is_required]
    return Tally(
        date_id=date_id,
        first_day=first_day,
        yes=said.count(Mark.YES),
        if_needed=said.count(Mark.IF_NEEDED),
        no=said.count(Mark.NO),
        silent=said.count(None),
        cannot=tuple(name for name, mark in required if mark is Mark.NO),
        unheard=tuple(name for name, mark in required if mark is None),
    )
