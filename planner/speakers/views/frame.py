"""What the pages of this slice share: planners' frame, their words, and how bytes are sent."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from planner.agenda.rules import KIND_WORDS
from planner.core.actor import Actor
from planner.core.files import size_words
from planner.core.language import language
from planner.meetings.queries import Gate
from planner.speakers.queries import Bytes
from planner.speakers.rules import MISSING_WORDS, STATUS_WORDS, SpeakerStatus, when_words
from planner.web.page import for_person

SHAPES = {
    SpeakerStatus.NOT_ASKED: "draft",
    SpeakerStatus.ASKED: "save_the_date",
    SpeakerStatus.CONFIRMED: "open",
    SpeakerStatus.DECLINED: "cancelled",
}
"""Which shape and colour of parts/status.html stands for what."""


def words() -> dict[str, object]:
    """Words and shapes that both planners' and speakers' pages use."""
    return {
        "status_words": STATUS_WORDS,
        "missing_words": MISSING_WORDS,
        "kind_words": KIND_WORDS,
        "shapes": SHAPES,
        "when_words": when_words,
        "size_words": lambda size: size_words(size, language()),
    }


def speakers_page(template: str, actor: Actor, gate: Gate, *, code: int = 422, **values: object) -> ResponseReturnValue:
    """A planner's page of this slice; `code` where a form that was sent is shown again."""
    shown = render_template(
        f"speakers/{template}.html",
        gate=gate,
        dates=tuple(day.held_on for day in gate.days),
        page_here="plan.meetings",
        **words(),
        **values,
        **for_person(actor),
    )
    return shown, code if request.method == "POST" else 200


def to_save(bytes_: Bytes) -> Response:
    """A file that somebody sent: to be saved, never opened as a page of this site."""
    response = Response(bytes_.content, content_type=bytes_.media_type)
    response.headers.set("Content-Disposition", "attachment", filename=bytes_.name)
    return response
