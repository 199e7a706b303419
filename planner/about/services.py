"""Taking in what people say of the site."""

from datetime import timedelta

from planner.about.letters import FEEDBACK, feedback_letter
from planner.about.rules import COUNTED_MINUTES, MOST_REMARKS, Remark
from planner.core.errors import TooMany
from planner.core.language import say
from planner.core.work import Work
from planner.mail.queries import posted_since
from planner.mail.services import post


def send_feedback(work: Work, remark: Remark, to: str) -> None:
    """Post the remark to `to`. Anybody may; TooMany when very many do at once."""
    since = work.now - timedelta(minutes=COUNTED_MINUTES)
    if posted_since(work.db, FEEDBACK, since) >= MOST_REMARKS:
        raise TooMany(say("Very many have written just now. Try again in a quarter of an hour, or send an e-mail."))
    post(work, feedback_letter(remark, to))
