"""Pages of mail: what was sent, to whom, and how it went."""

from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from planner.core.actor import Actor, require
from planner.core.language import say
from planner.core.tokens import conceal
from planner.mail import queries, services
from planner.mail.permissions import may_follow_links, may_read_letters
from planner.mail.queries import FullLetter
from planner.mail.rules import FAILED, FORGOTTEN, STATE_WORDS, LetterState, paragraphs_of
from planner.web.entry import parts, reading, writing
from planner.web.page import flash, for_person, see_other, with_query

blueprint = Blueprint("mail", __name__)

# The letter's own styles, nothing fetched, and no script whatever somebody wrote into it.
LETTER_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"


@dataclass(frozen=True)
class Pager:
    """What parts/pieces.html wants to know of a list's pages."""

    number: int
    pages: int
    previous_url: str | None
    next_url: str | None


@blueprint.get("/plan/letters")
def letters() -> ResponseReturnValue:
    asked = request.args.get("state", "")
    state = LetterState(asked) if asked in list(LetterState) else None
    containing = request.args.get("q", "").strip()[:100]
    number = max(1, request.args.get("page", 1, type=int))
    with reading() as work:
        require(may_read_letters(work.actor), work.actor)
        found = queries.letters(work.db, queries.Wanted(state, containing), page=number)
    return render_template(
        "mail/letters.html",
        found=found,
        state=state,
        containing=containing,
        state_words=STATE_WORDS,
        pager=_pager(number, found.pages),
        **_surroundings(work.actor),
    )


@blueprint.get("/plan/letters/<int:letter_id>")
def letter(letter_id: int) -> ResponseReturnValue:
    with reading() as work:
        require(may_read_letters(work.actor), work.actor)
        found = queries.letter(work.db, letter_id)
    text = _text_for(work.actor, found, found.plain)
    return render_template(
        "mail/letter.html",
        letter=found,
        paragraphs=paragraphs_of(text),
        is_concealed=text == conceal(found.plain) != found.plain,
        may_send_again=found.state in FAILED and found.kind != FORGOTTEN,
        state_words=STATE_WORDS,
        sender=parts().settings.mail.sender,
        **_surroundings(work.actor),
    )


@blueprint.get("/plan/letters/<int:letter_id>/html")
def letter_html(letter_id: int) -> ResponseReturnValue:
    with reading() as work:
        require(may_read_letters(work.actor), work.actor)
        found = queries.letter(work.db, letter_id)
    response = Response(_text_for(work.actor, found, found.html), content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = LETTER_POLICY
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.post("/plan/letters/<int:letter_id>/send-again")
def send_again(letter_id: int) -> ResponseReturnValue:
    with writing() as work:
        services.send_again(work, letter_id)
    flash(say("The letter will be sent again."))
    return see_other("mail.letter", letter_id=letter_id)


def _text_for(reader: Actor, letter: FullLetter, text: str) -> str:
    settings = parts().settings
    kept = settings.mail.delivery == "keep"
    if may_follow_links(reader, letter.kind, kept=kept, demo=settings.demo):
        return parts().site.keys.fill(text)
    return conceal(text)


def _surroundings(reader: Actor) -> dict[str, object]:
    settings = parts().settings
    return {
        "keeps": settings.mail.delivery == "keep",
        "zone": settings.default_zone,
        "page_here": "plan.letters",
        **for_person(reader),
    }


def _pager(number: int, pages: int) -> Pager:
    return Pager(
        number=number,
        pages=pages,
        previous_url=with_query(page=number - 1) if number > 1 else None,
        next_url=with_query(page=number + 1) if number < pages else None,
    )
