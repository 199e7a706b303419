"""The page behind the link in a letter by which one says no to more of its sort (RFC 8058)."""

from flask import Response, make_response, render_template, request
from flask.typing import ResponseReturnValue

from planner.core.errors import Invalid
from planner.core.language import language, say
from planner.core.work import Work
from planner.mail import queries, services
from planner.mail.queries import FullLetter
from planner.mail.rules import EVERYWHERE, SORT_WORDS
from planner.web.entry import reading, writing
from planner.web.page import flash, for_person, keep_private, see_other
from planner.web.security import needs_no_token


@needs_no_token
def no_more(mark: str, token: str) -> ResponseReturnValue:
    """Shows what one gets and does not get; changes it by a button, or by a mail program's single POST."""
    if request.method == "GET":
        with reading() as work:
            return _page(work, services.letter_by_link(work, mark, token))
    with writing() as work:
        letter = services.letter_by_link(work, mark, token)
        # RFC 8058 3.1: one click, from the mail program itself. It must be answered without a redirection.
        if request.form.get("List-Unsubscribe") == "One-Click":
            services.refuse(work, letter)
            return keep_private(Response(say("Done.").in_(language()) + "\n", content_type="text/plain; charset=utf-8"))
        _act(work, letter, request.form.get("want", ""))
    return see_other("mail.no_more", mark=mark, token=token)


def _act(work: Work, letter: FullLetter, want: str) -> None:
    if want == "again":
        services.want_again(work, letter)
        flash(say("You get such letters again."))
    elif want in ("none", "none-anywhere"):
        services.refuse(work, letter, everywhere=want == "none-anywhere")
        flash(say("You get no more such letters."))
    else:
        raise Invalid({"want": say("Choose one of the options.")})


def _page(work: Work, letter: FullLetter) -> Response:
    refused = queries.refused_by(work.db, letter.recipient, letter.sort, letter.meeting_id)
    page = render_template(
        "mail/no_more.html",
        letter=letter,
        sort_words=SORT_WORDS[letter.sort],
        is_refused=bool(refused),
        is_refused_everywhere=EVERYWHERE in refused and letter.meeting_id is not None,
        **for_person(work.actor),
    )
    return keep_private(make_response(page))
