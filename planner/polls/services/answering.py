"""What a cluster answers: by its link, or noted by a lead who was told."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, insert

from planner.core.actor import require
from planner.core.errors import Conflict, Invalid
from planner.core.language import Text, say
from planner.core.work import Work
from planner.polls.models import PollMark
from planner.polls.permissions import may_answer
from planner.polls.queries.rows import ask_row, dates_by_day, lock_poll_of
from planner.polls.rules import MOST_COMMENT, Course, Mark, PollStatus


@dataclass(frozen=True)
class Answer:
    """What one cluster says."""

    marks: Mapping[int, Mark]
    """By date: of each of the poll's dates."""
    answered_by: str
    comment: str = ""


def answer(work: Work, ask_id: int, said: Answer, *, revision: int) -> None:
    """The whole answer of a cluster, in the place of an earlier one.

    Conflict once the poll is closed, and unless the answer still has `revision`: a colleague may have been quicker.
    A lead may note an answer after the last day too, but not once a date is picked.
    """
    require(may_answer(work.actor, ask_id), work.actor)
    poll = lock_poll_of(work.db, ask_id)
    by_link = work.actor.poll_ask_id == ask_id
    status = Course(poll.sent_at, poll.closed_at, poll.picked_day).status(poll.last_day, poll.zone, work.now)
    if status is PollStatus.DECIDED or (by_link and status is not PollStatus.OPEN):
        raise Conflict(say("Answers are not taken any more."))
    row = ask_row(work.db, ask_id)
    if row.revision != revision:
        raise Conflict(say("Somebody has answered for %(cluster)s while you did.", cluster=work.actor.name)
                       if by_link else say("Somebody else changed this in the meantime."))  # fmt: skip
    _check(said, {each.id for each in dates_by_day(work.db, poll.id).values()})
    row.answered_at, row.answered_by = work.now, " ".join(said.answered_by.split())[:200]
    row.comment = said.comment
    row.noted_by = "" if by_link else work.actor.name
    row.revision += 1
    work.db.execute(delete(PollMark).where(PollMark.ask_id == ask_id))
    work.db.execute(
        insert(PollMark),
        [{"ask_id": ask_id, "date_id": date_id, "mark": mark} for date_id, mark in said.marks.items()],
    )
    work.db.flush()


def _check(said: Answer, date_ids: set[int]) -> None:
    wrong: dict[str, Text] = {}
    if not said.answered_by.strip():
        wrong["answered_by"] = say("This needs an answer.")
    if len(said.comment) > MOST_COMMENT:
        wrong["comment"] = say("At most %(most)s characters.", most=MOST_COMMENT)
    for date_id in sorted(date_ids - said.marks.keys()):
        wrong[f"date_{date_id}"] = say("This needs an answer.")
    if said.marks.keys() - date_ids:
        wrong[""] = say("Choose one of the options.")
    if wrong:
        raise Invalid(wrong)
