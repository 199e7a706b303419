"""A remark on accessibility, as a letter to those who keep the site."""

from planner.about.rules import Remark
from planner.core.language import say
from planner.mail.letter import Facts, Letter, Paragraph

FEEDBACK = "feedback"
"""The kind of the letter."""


def feedback_letter(remark: Remark, to: str) -> Letter:
    """The remark as a letter to those who answer for the site; replies go to whoever wrote it, if they said."""
    answer = remark.reply_to or say("No address was given, so no answer is expected.")
    return Letter(
        to=to,
        lang="sv",
        subject=say("A remark on accessibility"),
        blocks=(
            Paragraph(say("Somebody has written this on the page of the accessibility statement:")),
            Paragraph(remark.text),
            Facts(((say("Answer to"), answer),)),
        ),
        kind=FEEDBACK,
        reply_to=remark.reply_to,
    )
