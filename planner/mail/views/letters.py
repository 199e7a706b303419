"""The list of letters, and one letter."""

from dataclasses import dataclass

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from planner.core.actor import require
from planner.core.language import language
from planner.mail import queries
from planner.mail.forms import AddressForm
from planner.mail.permissions import may_read_letters
from planner.mail.queries import Wanted
from planner.mail.rules import LetterState
from planner.mail.views.frame import letter_page, surroundings, switch_now, text_for
from planner.web.entry import reading
from planner.web.page import with_query

# The letter's own styles, nothing fetched, and no script whatever somebody wrote into it.
LETTER_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
HIGHEST = 2**31 - 1


@dataclass(frozen=True)
class Pager:
    """What parts/pieces.html wants to know of a list's pages."""

    number: int
    pages: int
    previous_url: str | None
    next_url: str | None


def letters() -> ResponseReturnValue:
    """What was written, and how it went."""
    wanted = wanted_by(request.args)
    number = min(HIGHEST, max(1, request.args.get("page", 1, type=int)))
    with reading() as work:
        require(may_read_letters(work.actor), work.actor)
        found = queries.letters(work.db, wanted, page=number)
        abouts = queries.abouts(work.db, language())
        switch, waiting = switch_now(work), queries.count_waiting(work.db)
    return render_template(
        "mail/letters.html",
        found=found,
        wanted=wanted,
        abouts=abouts,
        switch=switch,
        waiting=waiting,
        pager=_pager(number, found.pages),
        **surroundings(work.actor),
    )


def wanted_by(asked: "MultiDict[str, str]") -> Wanted:
    """Which letters a query or a form asks for; what cannot be understood asks for nothing."""
    state, meeting = asked.get("state", ""), asked.get("meeting", 0, type=int)
    return Wanted(
        state=LetterState(state) if state in list(LetterState) else None,
        containing=asked.get("q", "").strip()[:100],
        meeting_id=meeting if 0 < meeting <= HIGHEST else None,
    )


def letter(letter_id: int) -> ResponseReturnValue:
    """One letter, and how it went."""
    with reading() as work:
        require(may_read_letters(work.actor), work.actor)
        return letter_page(work, queries.letter(work.db, letter_id), AddressForm())


def letter_html(letter_id: int) -> ResponseReturnValue:
    """The letter as its recipient sees it."""
    with reading() as work:
        require(may_read_letters(work.actor), work.actor)
        found = queries.letter(work.db, letter_id)
    response = Response(text_for(work.actor, found, found.html), content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = LETTER_POLICY
    response.headers["Cache-Control"] = "no-store"
    return response


def _pager(number: int, pages: int) -> Pager:
    return Pager(
        number=number,
        pages=pages,
        previous_url=with_query(page=number - 1) if number > 1 else None,
        next_url=with_query(page=number + 1) if number < pages else None,
    )
