"""The run book: one paper with everything that those who receive people must know, in the order of time."""

from collections.abc import Iterator

from planner.core.language import Lang, Text, clock, in_language, plain_day_words, say, say_many, short_day_words
from planner.core.markdown import plain_of
from planner.core.timespan import local
from planner.papers.pdf.document import Document, Group, House, Leaf
from planner.papers.pdf.staff.book import Book
from planner.papers.pdf.staff.frame import big_of, staff_frame
from planner.papers.queries.sheets import staff_papers_offered
from planner.papers.queries.staff import RunBook, Taken, run_book
from planner.press import Progress
from planner.registrations.permissions import may_see_all_people
from planner.speakers.rules import STATUS_WORDS, when_words

NAME = say("Run book")


def press_run_book(value: RunBook, lang: Lang, house: House, *, progress: Progress) -> bytes:
    """What is open and the numbers, a day after the other, then whom to call and where things are."""
    progress(0, 1)
    book = Book(value, lang)
    leaf = Leaf(
        frame=staff_frame(value.head, lang, house, NAME),
        house=house,
        template="print/staff/run_book.html",
        values={
            "head": value.head,
            "big": big_of(value.head, lang),
            "book": book,
            "with_people": bool(value.chosen),
            "state": _state(book).in_(lang),
            "venue": value.venue,
            "clusters": value.clusters,
            "parts": tuple(_part(part, lang) for part in value.parts),
            "speakers": tuple(_speakers(value, lang)),
            "practical": tuple(line for line in plain_of(value.practical.in_(lang)).splitlines() if line.strip()),
            "practical_tongue": value.practical.tongue(lang),
            "status_words": STATUS_WORDS,
        },
        styles=("staff/staff.css", "staff/run_book.css"),
    )
    return leaf.pressed()


def _state(book: Book) -> Text:
    """Of which state of things this tells: staff work by the draft, and must know what others read."""
    programme = book.value.programme
    if programme is None:
        return say("Printed from the draft. No programme with times is published yet.")
    on = local(programme.published_at, book.value.head.zone).date()
    published: dict[str, object] = {"number": programme.number, "date": plain_day_words(on, book.lang)}
    if not book.differing:
        return say("Printed from the draft, which is as published in version %(number)s, %(date)s.", **published)
    return say_many(
        "Printed from the draft. %(n)s item is not as published in version %(number)s, %(date)s: it has a bar, and "
        "says what the public reads.",
        "Printed from the draft. %(n)s items are not as published in version %(number)s, %(date)s: they have a bar, "
        "and say what the public reads.",
        book.differing,
        **published,
    )


def _part(part: Taken, lang: Lang) -> tuple[str, str, str, Taken]:
    """(day, time, what, how many)"""
    details = part.details
    name = details.name.in_(lang) or say("The day").in_(lang)
    return short_day_words(details.held_on, lang), clock(details.starts, lang) if details.starts else "", name, part


def _speakers(value: RunBook, lang: Lang) -> Iterator[tuple[object, str]]:
    """(somebody, when they can), by name."""
    for helper in value.helpers:
        hours = (
            f"{short_day_words(when.held_on, lang)}: {in_language(when_words(when), lang)}" for when in helper.hours
        )
        yield helper, "; ".join(hours)


RUN_BOOK = Document(
    key="run-book",
    name=say("Run book, A4"),
    words=say(
        "For those who hold the day together: each item with its room, speakers and their telephones, what is to be "
        "set up, notes and numbers; contacts, rooms, meals, and what is still open. From the draft."
    ),
    group=Group.STAFF,
    fetch=run_book,
    press=press_run_book,
    may=may_see_all_people,
    holds_people=True,
    offered=staff_papers_offered,
)
