"""Letters leave so many a minute at most, over all workers; or none at all while somebody has paused them."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, func, select, update
from sqlalchemy.exc import IntegrityError

from planner.core.actor import ANONYMOUS, SYSTEM
from planner.core.errors import Invalid, NotAllowed, NotSignedIn
from planner.core.outbox import Errand, ErrandState
from planner.mail import queries
from planner.mail.letter import CalendarPart
from planner.mail.models import MailSwitch, PostedLetter
from planner.mail.rules import LetterState
from planner.mail.rules.pace import Switch
from planner.mail.services import let_out, pause, post_all, resume, set_pace
from planner.web.entry import db, parts, reading, writing
from planner.web.errands import run_due
from tests.builders import Cast
from tests.conftest import START, Clock
from tests.mail.conftest import a_letter
from tests.mail.fake_smtp import Behaviour

Posted = Callable[..., int]
WorkAs = Callable[..., Any]


@pytest.fixture
def slow(server: Behaviour) -> Iterator[Behaviour]:
    """The installation's settings let three letters a minute out."""
    usual = parts().settings
    parts().settings = replace(usual, mail=replace(usual.mail, per_minute=3))
    yield server
    parts().settings = usual


def many(work_as: WorkAs, number: int, first: int = 0) -> None:
    """So many letters at once, each to somebody else."""
    with work_as(SYSTEM) as work:
        post_all(work, [a_letter(f"demo{n}@example.org") for n in range(first, first + number)])


def states() -> dict[str, int]:
    with reading(SYSTEM) as work:
        counted = select(PostedLetter.state, func.count()).group_by(PostedLetter.state)
        return {state.value: count for state, count in work.db.execute(counted)}


def tries() -> list[tuple[int, int]]:
    """Of letters and of errands, the most."""
    with reading(SYSTEM) as work:
        letters, errands = func.max(PostedLetter.tries), func.max(Errand.tries)
        return [(work.db.scalar(select(letters)) or 0, work.db.scalar(select(errands)) or 0)]


def test_no_more_than_so_many_leave_a_minute_and_the_rest_comes_after(
    slow: Behaviour, work_as: WorkAs, clock: Clock
) -> None:
    many(work_as, 12)
    left = []
    for _ in range(30):
        run_due()
        left.append(slow.count)
        clock.forward(seconds=10)
    minute = 6
    assert left[0] == 3
    assert max(left[n + minute] - left[n] for n in range(len(left) - minute)) <= 3
    assert left[-1] == 12
    assert states() == {"sent": 12}
    assert tries() == [(1, 1)]  # being put off is no try


def test_letters_that_somebody_waits_for_go_before_those_sent_by_the_hundred(
    slow: Behaviour, work_as: WorkAs, posted: Posted, clock: Clock
) -> None:
    many(work_as, 30)
    run_due()
    posted("anna@example.org")
    run_due()
    clock.forward(minutes=1, seconds=1)
    run_due()
    assert "anna@example.org" in [to for to, _ in slow.taken[3:6]]


def test_calendar_entries_to_one_address_keep_their_order_when_they_are_put_off(
    slow: Behaviour, work_as: WorkAs, clock: Clock
) -> None:
    with work_as(SYSTEM) as work:
        entry = CalendarPart("REQUEST", b"BEGIN:VCALENDAR")
        letters = [a_letter(f"demo{n % 2}@example.org", about=str(n), calendar=entry) for n in range(20)]
        post_all(work, letters)
    for _ in range(80):
        run_due()
        clock.forward(seconds=15)
    known = select(PostedLetter.message_id, PostedLetter.id)
    with reading(SYSTEM) as work:
        by_id = dict(work.db.execute(known).all())
    assert slow.count == 20
    for who in ("demo0@example.org", "demo1@example.org"):
        came = [by_id[_message_id(content)] for to, content in slow.taken if to == who]
        assert came == sorted(came)


def _message_id(content: bytes) -> str:
    return content.split(b"Message-ID: ", 1)[1].split(b"\r\n", 1)[0].decode()


def test_an_administrators_limit_holds_instead_of_the_settings(
    slow: Behaviour, work_as: WorkAs, cast: Cast, clock: Clock
) -> None:
    many(work_as, 20)
    run_due()
    assert slow.count == 3
    with work_as(cast.dora) as work:
        set_pace(work, 5)
    with reading(SYSTEM) as work:
        assert queries.switch_of(work.db, 3) == Switch(5, is_own_limit=True)
    run_due()
    assert slow.count == 5
    with work_as(cast.dora) as work:
        set_pace(work, 0)
    run_due()  # who had been put off is woken at once
    assert slow.count == 20
    with work_as(cast.dora) as work:
        set_pace(work, None)
    with reading(SYSTEM) as work:
        assert queries.switch_of(work.db, 3) == Switch(3)


@pytest.mark.parametrize("number", [-1, 6001])
def test_a_limit_is_a_number_that_makes_sense(cast: Cast, work_as: WorkAs, number: int) -> None:
    with pytest.raises(Invalid), work_as(cast.dora) as work:
        set_pace(work, number)


def test_only_admins_set_the_pace_and_only_leads_pause(cast: Cast, work_as: WorkAs) -> None:
    with pytest.raises(NotAllowed), work_as(cast.alice) as work:
        set_pace(work, 5)
    for use_case in (pause, resume):
        with pytest.raises(NotAllowed), work_as(cast.bob) as work:
            use_case(work)
        with pytest.raises(NotSignedIn), work_as(ANONYMOUS) as work:
            use_case(work)
    with pytest.raises(NotAllowed), work_as(cast.dora) as work:
        let_out(work, 1, 5)


def test_nothing_leaves_while_sending_is_paused_and_nothing_is_lost(
    server: Behaviour, posted: Posted, work_as: WorkAs, cast: Cast, clock: Clock
) -> None:
    with work_as(cast.alice) as work:
        pause(work)
    clock.forward(minutes=3)
    posted("anna@example.org")
    posted("bo@example.org")
    for _ in range(40):
        run_due()
        clock.forward(hours=1)
    assert (server.count, states(), tries()) == (0, {"waiting": 2}, [(0, 0)])
    with reading(SYSTEM) as work:
        assert queries.switch_of(work.db, 0) == Switch(0, False, START, "Alice")
        assert queries.count_waiting(work.db) == 2
    with work_as(cast.dora) as work:
        resume(work)
        assert len(work.handover) == 2  # not only when the sweep comes
    run_due()
    assert (server.count, states()) == (2, {"sent": 2})
    with reading(SYSTEM) as work:
        assert queries.switch_of(work.db, 0) == Switch(0)


def test_who_paused_first_stands(work_as: WorkAs, cast: Cast, clock: Clock) -> None:
    with work_as(cast.alice) as work:
        pause(work)
    clock.forward(minutes=1)
    with work_as(cast.dora) as work:
        pause(work)
    with reading(SYSTEM) as work:
        assert queries.switch_of(work.db, 0) == Switch(0, False, START, "Alice")


def test_a_letter_that_failed_keeps_its_time_when_sending_goes_on(
    server: Behaviour, posted: Posted, work_as: WorkAs, cast: Cast, clock: Clock
) -> None:
    server.deferred.add("anna@example.org")
    posted("anna@example.org")
    run_due()
    with work_as(cast.alice) as work:
        pause(work)
        resume(work)
    with reading(SYSTEM) as work:
        assert work.db.scalars(select(Errand.due_at)).one() == START + timedelta(minutes=1)


def test_what_goes_on_again_gets_new_turns_and_no_burst(
    slow: Behaviour, work_as: WorkAs, cast: Cast, clock: Clock
) -> None:
    many(work_as, 20)
    run_due()
    with work_as(cast.alice) as work:
        pause(work)
    clock.forward(hours=5)
    with work_as(cast.alice) as work:
        resume(work)
    run_due()
    assert slow.count == 6  # three before, three now: turns that passed meanwhile are no claim


def test_workers_that_ask_at_once_do_not_let_out_too_many(app: Flask, work_as: WorkAs) -> None:
    workers, limit = 8, 5
    many(work_as, workers)

    def ask(barrier: Barrier, letter_id: int) -> datetime | None:
        with app.app_context():
            barrier.wait()
            with writing(SYSTEM) as work:
                return let_out(work, letter_id, limit)

    with hesitation(), ThreadPoolExecutor(workers) as pool:
        barrier = Barrier(workers)
        found = list(pool.map(lambda n: ask(barrier, n), range(1, workers + 1)))
    assert found.count(None) == limit
    with reading(SYSTEM) as work:
        assert work.db.scalar(select(func.count()).where(PostedLetter.handed_at == START)) == limit


@contextmanager
def hesitation() -> Iterator[None]:
    """Between counting and writing everybody takes a breath: the race becomes wide."""

    def breathe(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if statement.startswith("UPDATE letter"):
            time.sleep(0.02)

    event.listen(db.engine, "before_cursor_execute", breathe)
    try:
        yield
    finally:
        event.remove(db.engine, "before_cursor_execute", breathe)


def test_there_is_one_switch(app: Flask, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        work.db.add(MailSwitch(id=2))
        with pytest.raises(IntegrityError):
            work.db.flush()
        work.db.rollback()


def test_a_minute_is_over_when_it_is_over(slow: Behaviour, posted: Posted, clock: Clock) -> None:
    for _ in range(3):
        posted()
        run_due()
    clock.set(datetime(2026, 9, 1, 8, 0, 59, tzinfo=UTC))
    posted("bo@example.org")
    run_due()
    assert slow.count == 3
    clock.set(datetime(2026, 9, 1, 8, 1, 0, tzinfo=UTC))
    run_due()
    assert slow.count == 4


def test_where_letters_are_kept_nothing_is_paused_or_paced(
    app: Flask, posted: Posted, work_as: WorkAs, cast: Cast
) -> None:
    with work_as(cast.alice) as work:
        pause(work)
    posted()
    run_due()
    with reading(SYSTEM) as work:
        assert work.db.scalars(select(PostedLetter.state)).one() == LetterState.KEPT
        assert work.db.scalars(select(Errand.state)).one() == ErrandState.DONE


def test_the_books_of_the_minute_cost_nothing_where_there_is_no_limit(
    server: Behaviour, posted: Posted, statements: Callable[[], Any]
) -> None:
    counts = []
    for per_minute in (0, 3):
        usual = parts().settings
        parts().settings = replace(usual, mail=replace(usual.mail, per_minute=per_minute))
        posted(f"demo{per_minute}@example.org")
        with statements() as seen:
            run_due(1)
        counts.append(sum(s.startswith(("UPDATE", "INSERT")) for s in seen.seen))
        parts().settings = usual
    without, with_limit = counts
    assert without == 4  # claim, booking, what is to be forgotten, end
    assert with_limit > without


def test_a_letter_is_let_out_again_after_a_crash(app: Flask, work_as: WorkAs, clock: Clock) -> None:
    many(work_as, 1)
    for _ in range(2):
        with work_as(SYSTEM) as work:
            assert let_out(work, 1, 1) is None
        clock.forward(minutes=11)
    with work_as(SYSTEM) as work:
        work.db.execute(update(PostedLetter).values(handed_at=clock.now))
        assert let_out(work, 1, 1) == clock.now + timedelta(minutes=1)
