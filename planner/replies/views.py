"""The page of what came back by mail."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from planner.core.actor import require
from planner.replies import queries
from planner.replies.permissions import may_see_incoming
from planner.replies.rules import KEPT_DAYS, KIND_WORDS, REASON_WORDS
from planner.web.entry import parts, reading
from planner.web.page import for_person, with_query

blueprint = Blueprint("replies", __name__)


@blueprint.get("/plan/replies")
def index() -> ResponseReturnValue:
    settings = parts().settings
    mailbox = settings.imap.name if settings.imap else ""
    with reading() as work:
        require(may_see_incoming(work.actor), work.actor)
        declined = queries.declined_but_coming(work.db, work.now.date())
        found = queries.incoming(work.db, mailbox, max(1, request.args.get("page", 1, type=int)))
    return render_template(
        "replies/index.html",
        found=found,
        declined=declined,
        mailbox=mailbox,
        words=(KIND_WORDS, REASON_WORDS),
        kept_days=KEPT_DAYS,
        zone=settings.default_zone,
        pager=_pager(found.number, found.pages),
        page_here="plan.letters",
        **for_person(work.actor),
    )


def _pager(number: int, pages: int) -> dict[str, object]:
    return {
        "number": number,
        "pages": pages,
        "previous_url": with_query(page=number - 1) if number > 1 else None,
        "next_url": with_query(page=number + 1) if number < pages else None,
    }
