"""The proof pack's paper: what a funder of rural development asks for, in the order it is asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from planner.agenda.rules import LIGHT, ItemKind
from planner.core.language import Lang, Words, plain_day_words, say, short_day_words
from planner.core.timespan import local
from planner.papers.pdf.document import Frame, House, Leaf
from planner.papers.pdf.proof.hours import hours_of
from planner.papers.pdf.proof.tables import Table, figure, is_number, shown
from planner.papers.queries import Proof
from planner.press import Attached
from planner.programmes.pdf.sheet import sheet_of
from planner.programmes.snapshot import Entry, Programme

FIGURES = 5
"""So many of the first figures stand large, below the head."""


@dataclass(frozen=True)
class Line:
    """An item of the programme, on one line."""

    starts: datetime
    ends: datetime
    title: Words
    speakers: str
    is_light: bool
    is_cancelled: bool


@dataclass(frozen=True)
class DayLines:
    heading: str
    hours: str
    """How much of it is content; empty where nothing stands."""
    lines: tuple[Line, ...]


def title_of(proof: Proof, lang: Lang) -> str:
    """Of the paper, and of the files around it."""
    return say("Proof pack: %(title)s", title=programme_in(proof).facts.title).in_(lang)


def programme_in(proof: Proof) -> Programme:
    """What is printed has a programme: queries.proof sees to that."""
    assert proof.programme is not None
    return proof.programme


def paper_of(proof: Proof, tables: Sequence[Table], book: Attached, lang: Lang, house: House) -> bytes:
    """The PDF, with the workbook inside."""
    programme = programme_in(proof)
    by_key = {table.key: table for table in tables}
    leaf = Leaf(
        frame=_frame(proof, lang, house),
        house=house,
        template="print/proof.html",
        values={
            "proof": proof,
            "facts": programme.facts,
            "sheet": sheet_of(programme, lang, base_url=house.base_url),
            "purpose": proof.note.purpose or programme.facts.description or programme.facts.summary,
            "days": _days(programme, lang),
            "figures": by_key["summary"].rows[:FIGURES],
            "tables": by_key,
            "shown": lambda cell: shown(cell, lang),
            "figure": lambda cell: figure(cell, lang),
            "is_number": is_number,
            "attached": book.name,
        },
        styles=("proof/proof.css",),
        pictures=proof.logos,
    )
    return leaf.pressed(attachments=(book,))


def _frame(proof: Proof, lang: Lang, house: House) -> Frame:
    facts = programme_in(proof).facts
    on = proof.changed_at.astimezone(ZoneInfo(facts.zone)).date()
    about = say("As things stood on %(date)s", date=plain_day_words(on, lang)).in_(lang)
    mark = f"{say('PRELIMINARY').in_(lang)}. " if proof.is_preliminary else ""
    return Frame(
        lang=lang,
        title=title_of(proof, lang),
        about=mark + about,
        authors=(*([house.network] if house.network else []), *(host.name for host in facts.hosts)),
        at=proof.changed_at,
    )


def _days(programme: Programme, lang: Lang) -> tuple[DayLines, ...]:
    zone = programme.facts.zone
    found = []
    scheduled = {day.held_on: day for day in hours_of(programme)}
    entries = programme.entries if programme.with_agenda else ()
    for held_on in sorted({local(entry.starts_at, zone).date() for entry in entries}):
        lines = tuple(_line(entry, zone) for entry in entries if local(entry.starts_at, zone).date() == held_on)
        day = scheduled.get(held_on)
        hours = _hours_words(day.content, day.breaks, lang) if day else ""
        found.append(DayLines(short_day_words(held_on, lang), hours, lines))
    return tuple(found)


def _hours_words(content: timedelta, breaks: timedelta, lang: Lang) -> str:
    if not breaks:
        return say("%(content)s of content", content=shown(content, lang)).in_(lang)
    return say(
        "%(content)s of content, %(breaks)s of breaks and meals",
        content=shown(content, lang),
        breaks=shown(breaks, lang),
    ).in_(lang)


def _line(entry: Entry, zone: str) -> Line:
    return Line(
        starts=local(entry.starts_at, zone),
        ends=local(entry.ends_at, zone),
        title=entry.title,
        speakers=", ".join(speaker.name for speaker in entry.speakers),
        is_light=ItemKind(entry.kind) in LIGHT,
        is_cancelled=entry.cancelled,
    )
