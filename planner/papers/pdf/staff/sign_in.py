"""Sheets to sign: a row for each who is expected, in the order in which sheets are entered, and rows for others."""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.core.language import Lang, Text, clock, say
from planner.papers.pdf.document import Document, Group, House, Leaf
from planner.papers.pdf.staff.frame import DayMark, big_of, day_mark, staff_frame
from planner.papers.queries.sheets import (
    Signer,
    SignSheet,
    SignSheets,
    sign_in_days,
    sign_in_parts,
    staff_papers_offered,
)
from planner.press import Progress

BLANK_ROWS = 10
"""For those who come unannounced."""
NAME = say("Sign-in sheet")


@dataclass(frozen=True)
class ShownSheet:
    """A sheet as it is written down."""

    mark: DayMark
    heading: str
    """What is signed for beside the day; empty for the day itself."""
    tongue: Lang | None
    detail: str
    signers: tuple[Signer, ...]
    blank: range
    """Numbers of the empty rows."""


def press_sign_in(value: SignSheets, lang: Lang, house: House, *, progress: Progress) -> bytes:
    """Every sheet begins on a page of its own, so that they can lie on different tables."""
    progress(0, 1)
    leaf = Leaf(
        frame=staff_frame(value.head, lang, house, NAME),
        house=house,
        template="print/staff/sign_in.html",
        values={
            "head": value.head,
            "facts": value,
            "big": big_of(value.head, lang),
            "sheets": tuple(_shown(value, lang)),
        },
        styles=("staff/staff.css", "staff/sign_in.css"),
        pictures=value.pictures,
    )
    return leaf.pressed()


def _shown(value: SignSheets, lang: Lang) -> Iterator[ShownSheet]:
    for sheet in value.sheets:
        number = len(sheet.signers)
        yield ShownSheet(
            mark=day_mark(sheet.held_on, lang),
            heading=sheet.name.in_(lang),
            tongue=sheet.name.tongue(lang),
            detail=" · ".join(_details(value, sheet, lang)),
            signers=sheet.signers,
            blank=range(number + 1, number + 1 + BLANK_ROWS),
        )


def _details(value: SignSheets, sheet: SignSheet, lang: Lang) -> Iterator[str]:
    hours = next((day for day in value.head.days if day.held_on == sheet.held_on), None)
    if sheet.starts is not None:
        yield clock(sheet.starts, lang)
    elif not sheet.name and hours is not None:
        yield f"{clock(hours.opens, lang)}–{clock(hours.closes, lang)}"
    if where := sheet.room or value.head.place:
        yield where
    yield _expected(len(sheet.signers)).in_(lang)


def _expected(number: int) -> Text:
    return say("%(n)s expected", n=number)


SIGN_IN = Document(
    key="sign-in",
    name=say("Sign-in sheets for each day, A4"),
    words=say(
        "Everybody who is expected on site, by name, with room to sign; ten empty rows for those who come unannounced, "
        "and a line to certify it to the funder. In the order in which sheets are entered afterwards."
    ),
    group=Group.STAFF,
    fetch=sign_in_days,
    press=press_sign_in,
    holds_people=True,
    offered=staff_papers_offered,
)
SIGN_IN_PARTS = Document(
    key="sign-in-parts",
    name=say("Sign-in sheets for meals and chosen items, A4"),
    words=say("The same for each meal, each side meeting and each of the parallel items that people have chosen."),
    group=Group.STAFF,
    fetch=sign_in_parts,
    press=press_sign_in,
    holds_people=True,
    offered=staff_papers_offered,
)
