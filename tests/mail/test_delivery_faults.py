"""Whatever the mail server does, and whenever: nothing lost, no entry reordered, nothing sent twice that was booked."""

import email
from collections import Counter
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from planner.core.actor import SYSTEM
from planner.core.outbox import MOST_TRIES, Errand, ErrandState
from planner.mail.letter import CalendarPart
from planner.mail.models import PostedLetter
from planner.mail.rules import LetterState
from planner.mail.services import post
from planner.web.entry import reading, writing
from planner.web.errands import run_due
from tests.conftest import Clock, empty
from tests.mail.conftest import a_letter
from tests.mail.fake_smtp import HANGS_UP, Behaviour

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True, scope="session")

STAGES = ("connect", "EHLO", "MAIL", "RCPT", "DATA", "content", "stored", "RSET", "QUIT")
Fault = tuple[str, str | None]
ENTRY = CalendarPart("REQUEST", b"BEGIN:VCALENDAR")
FAULTS = st.tuples(
    st.sampled_from(STAGES), st.sampled_from([None, None, HANGS_UP, "421 off", "451 later", "550 never"])
)


class Moody:
    """A server that, at each stage it is asked about, does the next thing on its list for that stage."""

    def __init__(self, faults: list[Fault]) -> None:
        self.moods = {stage: [answer for at, answer in faults if at == stage] for stage in STAGES}
        self.lost_answers: Counter[str] = Counter()

    def __call__(self, stage: str, caller: str, recipient: str) -> str | None:
        moods = self.moods.get(stage)
        answer = moods.pop(0) if moods else None
        if stage == "stored" and answer is not None:
            self.lost_answers[recipient] += 1
        return answer


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from("aabbcABC"), min_size=1, max_size=6), st.lists(FAULTS, max_size=25))
def test_nothing_is_lost_reordered_or_sent_twice_without_need(
    app: Flask, server: Behaviour, clock: Clock, people: list[str], faults: list[Fault]
) -> None:
    # In small letters: somebody gets a calendar entry; in capitals: a letter without one.
    empty(app)
    server.taken.clear()
    server.script = moody = Moody(faults)
    with writing(SYSTEM) as work:
        for who in people:
            post(work, a_letter(f"{who}@example.org", calendar=ENTRY if who.islower() else None))
    for _ in range(MOST_TRIES * len(people) + 5):
        run_due()
        clock.forward(hours=5)
    check(server, moody)


def check(server: Behaviour, moody: Moody) -> None:
    """Every letter is settled, in a way that what the server did accounts for; calendar entries came in order."""
    with reading(SYSTEM) as work:
        known: Any = select(
            PostedLetter.message_id, PostedLetter.recipient, PostedLetter.state, PostedLetter.calendar_method
        )
        letters = work.db.execute(known.order_by(PostedLetter.id)).all()
        assert set(work.db.scalars(select(Errand.state))) <= {ErrandState.DONE, ErrandState.FAILED}
    ids = [str(email.message_from_bytes(content)["Message-ID"]) for _, content in server.taken]
    assert {letter.state for letter in letters} <= {LetterState.SENT, LetterState.BOUNCED, LetterState.GIVEN_UP}
    for who in {letter.recipient for letter in letters}:
        theirs = [letter for letter in letters if letter.recipient == who]
        came = [number for (to, _), number in zip(server.taken, ids, strict=True) if to == who]
        order = [letter.message_id for letter in theirs if letter.calendar_method]
        entries = [number for number in came if number in order]
        assert entries == sorted(entries, key=order.index)
        sent = [letter.message_id for letter in theirs if letter.state is LetterState.SENT]
        assert set(sent) <= set(came)
        assert len(came) - len(sent) <= moody.lost_answers[who]
