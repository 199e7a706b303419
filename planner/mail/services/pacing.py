"""Letting letters out: how many a minute, or none while somebody has paused sending."""

from datetime import datetime

from sqlalchemy import String, cast, insert, select, update
from sqlalchemy.exc import IntegrityError

from planner.core.actor import require
from planner.core.errors import Invalid
from planner.core.language import say
from planner.core.outbox import Errand, ErrandState
from planner.core.work import Work
from planner.mail import queries
from planner.mail.letter import one_line
from planner.mail.models import MailSwitch, PostedLetter
from planner.mail.permissions import may_pause_letters, may_set_pace
from planner.mail.rules import DELIVER, UNSENT, LetterState
from planner.mail.rules.pace import MOST_PER_MINUTE, decide


def let_out(work: Work, letter_id: int, per_minute: int) -> datetime | None:
    """Count the letter as leaving now; else the instant when it is to ask again. It keeps its place meanwhile.

    `per_minute` is what the settings say. However many processes ask, no more leave within any minute.
    """
    require(work.actor.is_system, work.actor)
    _lock(work)
    limit = queries.switch_of(work.db, per_minute).per_minute
    if not limit:
        return None
    waiter = queries.waiter_of(work.db, letter_id)
    verdict = decide(work.now, limit, queries.window_of(work.db, work.now), waiter)
    handed = {"handed_at": work.now} if verdict.may_leave else {}
    if handed or verdict.turn_at != waiter.turn_at:
        work.db.execute(
            update(PostedLetter).where(PostedLetter.id == letter_id).values(turn_at=verdict.turn_at, **handed)
        )
    _set(work, next_turn_at=verdict.next_turn_at)
    return verdict.ask_again_at


def pause(work: Work) -> None:
    """No letter leaves any more until somebody says so; none is lost. Who had paused already stands."""
    require(may_pause_letters(work.actor), work.actor)
    if _lock(work).paused_at is None:
        _set(work, paused_at=work.now, paused_by=one_line(work.actor.name, 200))


def resume(work: Work) -> None:
    """Letters leave again, those that waited at once."""
    require(may_pause_letters(work.actor), work.actor)
    if _lock(work).paused_at is not None:
        _set(work, paused_at=None, paused_by="")
        _start_over(work)


def set_pace(work: Work, per_minute: int | None) -> None:
    """At most so many letters leave a minute from now on; 0: no limit; None: what the installation's settings say."""
    require(may_set_pace(work.actor), work.actor)
    if per_minute is not None and not 0 <= per_minute <= MOST_PER_MINUTE:
        words = say("Write a whole number from 0 to %(most)s.", most=MOST_PER_MINUTE)
        raise Invalid({"per_minute": words})
    _lock(work)
    _set(work, per_minute=per_minute)
    _start_over(work)


def _start_over(work: Work) -> None:
    """Turns are given anew. Letters that wait after a failed try keep their time: the server asked for it."""
    waits = PostedLetter.state == LetterState.WAITING
    work.db.execute(update(PostedLetter).where(PostedLetter.state.in_(UNSENT)).values(turn_at=None))
    _set(work, next_turn_at=None)
    woken = work.db.execute(
        update(Errand)
        .where(
            Errand.kind == DELIVER,
            Errand.state == ErrandState.WAITING,
            Errand.payload.in_(select(cast(PostedLetter.id, String)).where(waits)),
        )
        .values(due_at=work.now)
        .returning(Errand.id)
    )
    work.handover.extend(sorted(woken.scalars()))


def _lock(work: Work) -> MailSwitch:
    """The one row, held until the end: who counts waits for whoever counts already. SQLite's writer is alone anyway."""
    row = _locked(work)
    if row is not None:
        return row
    try:
        with work.db.begin_nested():
            work.db.execute(insert(MailSwitch).values(id=1))
    except IntegrityError:
        pass  # somebody else was first, and has committed by now
    made = _locked(work)
    assert made is not None
    return made


def _locked(work: Work) -> MailSwitch | None:
    asked = select(MailSwitch).where(MailSwitch.id == 1).with_for_update()
    return work.db.scalars(asked, execution_options={"populate_existing": True}).one_or_none()


def _set(work: Work, **values: object) -> None:
    work.db.execute(update(MailSwitch).where(MailSwitch.id == 1).values(**values))
