"""Calendars answer the entry of a date that was picked."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from planner.core.actor import SYSTEM
from planner.meetings.rules import Status
from planner.meetings.services import move_meeting, set_status
from planner.polls.models import PollEntry, PollReply
from planner.replies.errands import read_mailbox
from planner.replies.models import IncomingMail
from planner.replies.rules import MailKind, Reason, ReplyState
from planner.web.entry import reading
from tests.builders import Cast
from tests.polls.scene import SECOND
from tests.polls.test_picking import SLUG, picked, poll_id
from tests.registrations.reading import words_of
from tests.replies.conftest import box
from tests.replies.fake_imap import Behaviour
from tests.replies.mails import an_answer

__all__ = ["box", "poll_id"]
WorkAs = Callable[..., Any]
BOB = "bob@example.org"


@pytest.fixture
def uid(work_as: WorkAs, cast: Cast, poll_id: int) -> str:
    """Of bob's entry: he was told of the date, as one of Vreta Kluster."""
    with work_as(cast.alice) as work:
        picked(work, poll_id)
        found: str = work.db.scalars(select(PollEntry.uid)).one()
        return found


def kept() -> tuple[list[tuple[MailKind, Reason | None, bool]], list[tuple[ReplyState, int]]]:
    """(what became of each mail, and whether it is about a gathering), and what is kept."""
    with reading(SYSTEM) as work:
        mails = work.db.scalars(select(IncomingMail).order_by(IncomingMail.id))
        rows = work.db.scalars(select(PollReply))
        return [(m.kind, m.reason, bool(m.meeting_id)) for m in mails], [(row.state, row.sequence) for row in rows]


def test_an_answer_stands_beside_the_cluster_until_the_date_is_another(
    box: Behaviour, uid: str, poll_id: int, as_: Callable[[str], FlaskClient], work_as: WorkAs, cast: Cast
) -> None:
    box.receive(*[an_answer("DECLINED", uid=uid, who=BOB)] * 2)
    read_mailbox()
    assert kept() == (
        [(MailKind.ANSWER, None, True), (MailKind.KNOWN, None, True)],
        [(ReplyState.DECLINED, 0)],
    )
    page, words = f"/en/plan/polls/{poll_id}", "Bob: Has answered from the calendar: does not come."
    assert words in words_of(as_("alice").get(page).text)
    with work_as(cast.alice) as work:
        set_status(work, SLUG, Status.SAVE_THE_DATE)
        move_meeting(work, SLUG, SECOND + timedelta(days=7))
    assert words not in words_of(as_("alice").get(page).text)
    box.receive(an_answer("ACCEPTED", uid=uid, who=BOB, sequence=1, at="20260901T073000Z"))
    read_mailbox()
    assert kept()[1] == [(ReplyState.ACCEPTED, 1)]
    assert "Bob: Has answered from the calendar: comes." in words_of(as_("alice").get(page).text)


@pytest.mark.parametrize(
    ("who", "more", "reason"),
    [("eve@example.org", {}, Reason.WRONG_ATTENDEE), (BOB, {"at": "20270901T070000Z"}, Reason.FROM_FUTURE)],
)
def test_the_uid_alone_is_not_enough(box: Behaviour, uid: str, who: str, more: dict[str, Any], reason: Reason) -> None:
    box.receive(an_answer("DECLINED", uid=uid, who=who, **more), an_answer("DECLINED", uid="c" * 32, who=BOB))
    read_mailbox()
    assert kept() == ([(MailKind.REFUSED, reason, True), (MailKind.REFUSED, Reason.UNKNOWN_ENTRY, False)], [])
