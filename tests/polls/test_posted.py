"""The letters that ask can be declined; from one that bounced there is a way to the poll."""

from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select

from planner.core.actor import SYSTEM
from planner.mail.letter import Sort
from planner.mail.models import PostedLetter
from planner.mail.rules import LetterState
from planner.polls import services
from planner.polls.models import PollLetter
from planner.polls.queries import AskedBy, asked_by, poll_of
from planner.polls.rules import PollStatus
from tests.builders import Cast
from tests.conftest import Clock
from tests.polls.scene import YES, a_poll, says

WorkAs = Callable[..., Any]


def test_who_is_asked_may_decline_and_who_is_told_gets_a_receipt(work_as: WorkAs, cast: Cast, clock: Clock) -> None:
    with work_as(cast.alice) as work:
        poll_id = a_poll(work, cast)
        services.send(work, poll_id)
        says(work, poll_id, cast.vreta_id, YES, YES, YES)
    clock.forward(days=7)
    with work_as(cast.alice) as work:
        services.remind(work, poll_id)
        services.pick(work, poll_id, poll_of(work.db, poll_id).dates[1].date_id)
        sorts = work.db.execute(select(PostedLetter.kind, PostedLetter.sort).distinct()).all()
        assert poll_of(work.db, poll_id).status(work.now) is PollStatus.DECIDED
    assert {kind: sort for kind, sort in sorts if kind.startswith("date-")} == {
        "date-poll": Sort.DATES,
        "date-reminder": Sort.DATES,
        "date-picked": Sort.RECEIPT,
    }


def test_a_letter_that_came_back_leads_to_its_poll(
    work_as: WorkAs, cast: Cast, as_: Callable[[str], FlaskClient]
) -> None:
    with work_as(cast.alice) as work:
        poll_id = a_poll(work, cast)
        services.send(work, poll_id)
        letter_id = work.db.scalars(select(PollLetter.letter_id).order_by(PollLetter.letter_id)).first()
        letter = work.db.get(PostedLetter, letter_id)
        letter.state = LetterState.BOUNCED
        found = asked_by(work.db, letter_id)
    with work_as(SYSTEM) as work:
        clusters = {ask.cluster for ask in poll_of(work.db, poll_id).asks}
        assert (found in {AskedBy(poll_id, name) for name in clusters}, asked_by(work.db, 999)) == (True, None)
    assert f'href="/en/plan/polls/{poll_id}"' in as_("alice").get(f"/en/plan/letters/{letter_id}").text
