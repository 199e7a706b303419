"""Who wants no questions about dates gets none, and everything else; the lead sees whom to call."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from planner.core.actor import SYSTEM
from planner.mail.letter import Sort
from planner.mail.models import MailRefusal, PostedLetter
from planner.mail.queries import letter_with_id
from planner.mail.rules import LetterState, mark_of
from planner.mail.services import post, refuse
from planner.polls import services
from planner.polls.queries import poll_of
from planner.web.entry import reading
from tests.builders import Cast
from tests.conftest import Clock
from tests.mail.conftest import a_letter
from tests.polls.scene import a_poll, sent

WorkAs = Callable[..., Any]
Browser = Callable[[str], FlaskClient]
NO_LETTER = "gets no letter: whoever has this address does not want questions about dates."


@pytest.fixture
def declined(work_as: WorkAs, cast: Cast) -> tuple[int, str]:
    """A poll whose question went to Vreta Kluster, and the address there that said no by its link."""
    with work_as(cast.alice) as work:
        poll = sent(work, a_poll(work, cast))
        address = next(ask for ask in poll.asks if ask.cluster_id == cast.vreta_id).addressees[0].email
    with work_as(SYSTEM) as work:
        letter = letter_with_id(work.db, work.db.scalars(message_of(address)).one())
        assert letter is not None
        refuse(work, letter)
    return poll.poll_id, address


def message_of(address: str) -> Any:
    return select(PostedLetter.message_id).where(PostedLetter.kind == "date-poll", PostedLetter.recipient == address)


def test_one_click_under_a_question_declines_questions_and_no_invitations(
    work_as: WorkAs, declined: tuple[int, str]
) -> None:
    _, address = declined
    with work_as(SYSTEM) as work:
        refusals = work.db.execute(select(MailRefusal.address, MailRefusal.sort, MailRefusal.meeting_id)).all()
        assert [tuple(row) for row in refusals] == [(address, Sort.DATES, 0)]
        invitation = post(work, a_letter(address, kind="invitation", sort=Sort.INVITATIONS, meeting_id=7))
        assert work.db.get_one(PostedLetter, invitation).state is LetterState.WAITING


def test_the_lead_sees_who_declines_before_and_after_reminding(
    work_as: WorkAs, cast: Cast, as_: Browser, clock: Clock, declined: tuple[int, str]
) -> None:
    poll_id, address = declined
    page, look = f"/en/plan/polls/{poll_id}", f"/en/plan/polls/{poll_id}/remind"
    clock.forward(days=2)
    assert f"{address} {NO_LETTER}" in as_("alice").get(page).text
    looked = as_("alice").get(look).text
    assert f"{address} {NO_LETTER}" in looked
    assert "2 are silent" in looked
    assert "Remind 1" in looked
    with work_as(cast.alice) as work:
        assert services.remind(work, poll_id) == 1
    with reading(SYSTEM) as work:
        asks = {ask.cluster_id: (ask.troubles, ask.declined) for ask in poll_of(work.db, poll_id).asks}
    assert asks == {cast.vreta_id: ((), (address,)), cast.agrovast_id: ((), ())}
    assert f"{address} {NO_LETTER}" in as_("alice").get(page).text


def test_the_page_behind_the_link_says_truly_what_is_declined(
    work_as: WorkAs, client: FlaskClient, declined: tuple[int, str]
) -> None:
    _, address = declined
    with reading(SYSTEM) as work:
        mark = mark_of(work.db.scalars(message_of(address)).one())
        path = f"/en/no-more/{mark}/{work.site.keys.token('no-more', mark)}"
    assert "You get no questions about which dates suit, in any date poll." in client.get(path).text
    page = client.post(path, data={"want": "again"}, follow_redirects=True).text
    assert "No questions about dates, in any date poll" in page
    assert "about any gathering" not in page


def test_where_nobody_wants_questions_there_is_nobody_to_remind(
    work_as: WorkAs, cast: Cast, as_: Browser, clock: Clock, declined: tuple[int, str]
) -> None:
    poll_id, address = declined
    with work_as(SYSTEM) as work:
        for other in work.db.scalars(select(PostedLetter).where(PostedLetter.recipient != address)).all():
            work.db.add(MailRefusal(address=other.recipient, sort=Sort.DATES, meeting_id=0, refused_at=work.now))
    clock.forward(days=2)
    looked = as_("alice").get(f"/en/plan/polls/{poll_id}/remind").text
    assert "None of them wants questions about dates." in looked
    assert '<form method="post">' not in looked
