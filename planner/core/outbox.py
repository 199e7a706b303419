"""Errands: what must happen after the commit, written in the same transaction.

The row is the truth; the job engine only runs it. Whatever a crash leaves behind is handed over again by the
sweep, so an errand runs at least once and must bear repetition.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Index, String, Text, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from planner.core.database import Base, choice, insert_all
from planner.core.work import Work

STALE_MINUTES = 10
"""A claim older than this belongs to a worker that died."""
MOST_TRIES = 12
_BACKOFF_MINUTES = (1, 2, 5, 15, 60, 120, 240)


class ErrandState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Errand(Base):
    """Something to do after the commit: `kind` names the runner in wiring.py, `payload` what it is about."""

    __tablename__ = "errand"
    __table_args__ = (Index("ix_errand_state_due_at", "state", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    payload: Mapped[str] = mapped_column(String(200))
    state: Mapped[ErrandState] = mapped_column(choice(ErrandState), default=ErrandState.WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    trouble: Mapped[str] = mapped_column(Text, default="")


class Later(Exception):
    """Raised by a runner that cannot act yet: run it again in `seconds`. Not counted as a failure."""

    def __init__(self, seconds: int, trouble: str = "") -> None:
        self.seconds = seconds
        self.trouble = trouble
        super().__init__(trouble)


class Hopeless(Exception):
    """Raised by a runner that will never succeed: do not try again."""


def ask(work: Work, kind: str, payload: str, *, due_at: datetime | None = None) -> int:
    """Ask for an errand; gives its id. It starts after the commit, or at `due_at`."""
    return ask_all(work, kind, [payload], due_at=due_at)[0]


def ask_all(work: Work, kind: str, payloads: Sequence[str], *, due_at: datetime | None = None) -> list[int]:
    """ask() for each payload, in one statement; gives the ids in the order of the payloads."""
    starts_at = due_at or work.now
    errand_ids = insert_all(
        work.db,
        Errand,
        [{"kind": kind, "payload": payload, "asked_at": work.now, "due_at": starts_at} for payload in payloads],
    )
    if starts_at <= work.now:
        work.handover.extend(errand_ids)
    return errand_ids


def claim(work: Work, errand_id: int) -> tuple[str, str] | None:
    """(kind, payload) if this caller got the errand; None if it is done, taken or not due."""
    stale = work.now - timedelta(minutes=STALE_MINUTES)
    taken = work.db.execute(
        update(Errand)
        .where(
            Errand.id == errand_id,
            Errand.due_at <= work.now,
            or_(
                Errand.state == ErrandState.WAITING,
                (Errand.state == ErrandState.RUNNING) & (Errand.claimed_at < stale),
            ),
        )
        .values(state=ErrandState.RUNNING, claimed_at=work.now, tries=Errand.tries + 1)
        .returning(Errand.kind, Errand.payload)
    ).one_or_none()
    return (taken.kind, taken.payload) if taken else None


def finish(work: Work, errand_id: int) -> None:
    """It is done."""
    _set(work, errand_id, state=ErrandState.DONE, trouble="")


def postpone(work: Work, errand_id: int, later: Later) -> None:
    """Not yet: wait, without counting the try."""
    _set(
        work,
        errand_id,
        state=ErrandState.WAITING,
        tries=Errand.tries - 1,
        due_at=work.now + timedelta(seconds=later.seconds),
        trouble=later.trouble,
    )


def wait_after(tries: int) -> timedelta:
    """How long to wait after the `tries`-th failure, from 1: a minute first, four hours in the end."""
    return timedelta(minutes=_BACKOFF_MINUTES[min(tries, len(_BACKOFF_MINUTES)) - 1])


def fail(work: Work, errand_id: int, trouble: str, *, final: bool = False) -> None:
    """It went wrong: wait longer each time, and give up after MOST_TRIES or when `final`."""
    tries = work.db.execute(select(Errand.tries).where(Errand.id == errand_id)).scalar_one()
    if final or tries >= MOST_TRIES:
        _set(work, errand_id, state=ErrandState.FAILED, trouble=trouble[:2000])
        return
    _set(
        work,
        errand_id,
        state=ErrandState.WAITING,
        due_at=work.now + wait_after(tries),
        trouble=trouble[:2000],
    )


def due(db: Session, now: datetime, *, most: int = 200) -> Sequence[int]:
    """Errands that should have started: the sweep hands them to the engine."""
    stale = now - timedelta(minutes=STALE_MINUTES)
    return db.scalars(
        select(Errand.id)
        .where(
            Errand.due_at <= now,
            or_(
                Errand.state == ErrandState.WAITING,
                (Errand.state == ErrandState.RUNNING) & (Errand.claimed_at < stale),
            ),
        )
        .order_by(Errand.due_at, Errand.id)
        .limit(most)
    ).all()


def _set(work: Work, errand_id: int, **values: object) -> None:
    work.db.execute(update(Errand).where(Errand.id == errand_id).values(**values))
