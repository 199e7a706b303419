"""Where a piece of work begins and ends: one Work, one transaction, committed here and nowhere else."""

import logging
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import cast

import redis
from flask import current_app, has_request_context
from flask_sqlalchemy import SQLAlchemy
from huey import Huey
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from planner.config import Settings
from planner.core.actor import ANONYMOUS, SYSTEM, Actor
from planner.core.cache import Cache
from planner.core.database import Base, connection_to_read, session_to_read, session_to_write, write_queue
from planner.core.language import Text, Words
from planner.core.work import Hearers, Site, Work

log = logging.getLogger(__name__)
db = SQLAlchemy(metadata=Base.metadata)


def utc_now() -> datetime:
    """The true time; tests put a clock of their own in its place."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class DeskTodo:
    """Something that waits for whoever opens a planner's first page, and the page where it is done."""

    words: Text
    endpoint: str


@dataclass
class Parts:
    """What create_app put together, for the glue below it."""

    settings: Settings
    site: Site
    hearers: Hearers
    cache: Cache
    engine: Huey
    identify: Callable[[Session], Actor]
    """Who sends this request, from the session cookie."""
    published_times: Callable[[Session, int], Mapping[str, tuple[datetime, datetime]]]
    """When readers know a gathering's items to begin and end, by uid."""
    renderer: str
    """Changes with every change of code, templates or style: part of each ETag."""
    asset_root: str
    clock: Callable[[], datetime] = utc_now
    runners: dict[str, Callable[[str], None]] = field(default_factory=dict)
    """What runs each kind of errand."""
    daily: tuple[Callable[[], object], ...] = ()
    """What runs once a day, at night."""
    desk_todos: tuple[Callable[[Work], Sequence[DeskTodo]], ...] = ()
    """What higher slices have to be done on a planner's first page."""
    often: tuple[Callable[[], object], ...] = ()
    """What runs every few minutes. One that fails is logged, and keeps none of the others from running."""
    hand_over: Callable[[int], object] = lambda errand_id: None
    """Gives an errand to the job engine."""
    hand_over_later: Callable[[int, int], object] = lambda errand_id, seconds: None
    """Gives it one that is to run in so many seconds."""
    run_soon: Callable[[str, str], object] = lambda kind, payload: None
    """Has the job engine run (kind, payload) for somebody who waits; nothing is written, nothing is tried again."""
    recipient_pages: Callable[[Session, int, int | None, str], Sequence[tuple[Text, str]]] = lambda db, *letter: ()
    """Where a letter's address can be corrected, by its number, gathering and recipient: words and web addresses."""
    items_declined: Callable[[Session, int], Mapping[int, Sequence[Words]]] = lambda db, meeting_id: {}
    """Of a gathering: person → the items they give and whose entry their calendar has declined."""
    address_of: Callable[[Session, Actor], str] = lambda db, actor: ""
    """Where letters to somebody who is signed in go."""
    ask_names: Callable[[str], tuple[str, ...]] = lambda name: ()
    """The TXT records of a name."""
    print_wait_seconds: float = 20
    """How long a reader waits for a programme that is being printed."""


def parts() -> Parts:
    """The parts of the app that now runs."""
    return cast(Parts, current_app.extensions["planner"])


def glancing() -> AbstractContextManager[Connection]:
    """A bare connection that refuses writes: for the one statement that finds a kept answer. Half as dear as reading().

    For answers that are the same for everyone; nobody is identified.
    """
    return connection_to_read(db.engine, glance=True)


@contextmanager
def reading(actor: Actor | None = None) -> Iterator[Work]:
    """A Work whose database refuses writes."""
    with session_to_read(db.engine) as session:
        yield _work(session, actor)


@contextmanager
def writing(actor: Actor | None = None) -> Iterator[Work]:
    """A Work that commits at the end of the block, or leaves no trace when the block raises.

    Errands that were asked for are handed to the job engine after the commit; should that fail, the sweep
    finds them.
    """
    engine = db.engine
    with write_queue(engine, locking=parts().settings.locking), session_to_write(engine) as session:
        work = _work(session, actor)
        yield work
        session.commit()
    _hand_over(work.handover)


def _hand_over(errand_ids: list[int]) -> None:
    hand_over = parts().hand_over
    try:
        for errand_id in errand_ids:
            hand_over(errand_id)
    except (OSError, sqlite3.Error, redis.RedisError):  # what was done is done: its doer must not be told otherwise
        log.exception("errands %s wait for the sweep", errand_ids)


def acting(work: Work, actor: Actor) -> Work:
    """The same work, done as somebody else: whom a private link names, say."""
    return replace(work, actor=actor)


def _work(session: Session, actor: Actor | None) -> Work:
    here = parts()
    if actor is None:
        actor = here.identify(session) if has_request_context() else SYSTEM
    return Work(
        db=session,
        actor=actor,
        now=here.clock(),
        site=here.site,
        hearers=here.hearers,
        locking=here.settings.locking,
    )


def public() -> Actor:
    """The actor of pages that are the same for everyone: the session cookie is not even looked at."""
    return ANONYMOUS
