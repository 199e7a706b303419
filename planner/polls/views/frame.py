"""What the planners' pages of date polls share."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from planner.core.work import Work
from planner.polls.rules import MARK_WORDS, STATUS_WORDS, Mark, PollStatus
from planner.web.page import for_person

SHAPES = {
    PollStatus.DRAFT: "draft",
    PollStatus.OPEN: "open",
    PollStatus.CLOSED: "closed",
    PollStatus.DECIDED: "held",
}
MARK_SHAPES = {Mark.YES: "open", Mark.IF_NEEDED: "save_the_date", Mark.NO: "cancelled"}
"""Which shape and colour of parts/status.html stands for what."""
WORDS: dict[str, object] = {
    "status_words": STATUS_WORDS,
    "shapes": SHAPES,
    "mark_words": MARK_WORDS,
    "mark_shapes": MARK_SHAPES,
}


def polls_page(page: str, work: Work, *, code: int = 422, **shown: object) -> ResponseReturnValue:
    """A planner's page of this slice; `code` where a form that was sent is shown again."""
    answer = render_template(
        f"polls/{page}.html", page_here="plan.meetings", now=work.now, **WORDS, **shown, **for_person(work.actor)
    )
    return answer, code if request.method == "POST" else 200
