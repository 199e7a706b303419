"""A gathering whose programme is out, people who come, and what changes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import Any

from sqlalchemy import select

from planner.agenda.models import Item
from planner.agenda.queries import agenda_of
from planner.agenda.services import change_item
from planner.core.actor import SYSTEM, Actor
from planner.core.outbox import Errand, due
from planner.core.timespan import local
from planner.core.work import Work
from planner.mail.models import PostedLetter
from planner.meetings.queries import gate_of
from planner.programmes.queries import newest
from planner.programmes.services import publish
from planner.programmes.snapshot import Programme
from planner.publishing.models import ChangeNotice
from planner.publishing.rules import Publication
from planner.publishing.services import PUBLISH_LATER, TELL, publish_now
from planner.web.entry import reading
from planner.web.errands import run_errand
from tests.builders import an_item
from tests.registrations.scene import FIRST, SECOND, SLUG, a_gathering

__all__ = ["FIRST", "SECOND", "SLUG"]
WorkAs = Callable[[Actor], Any]
PAGE = f"/plan/meetings/{SLUG}"
PUBLISH = f"{PAGE}/publish"
OURS = (TELL, PUBLISH_LATER)
WATER, LUNCH, MILL = "Vatten", "Lunch", "Kvarnen"
SENT = {"scope": "agenda", "when": "now", "seen_number": "2"}
"""What the form sends, unless said otherwise: publish now, and tell those whom it concerns."""


def a_published_gathering(work: Work, **more: Any) -> str:
    """Version 1 is the page alone; by version 2 there are water at ten and lunch at noon on the first day, and the mill
    at nine on the second."""
    slug = a_gathering(work, **({"capacity": 50} | more))
    an_item(work, slug, WATER, held_on=FIRST, starts=time(10))
    an_item(work, slug, LUNCH, held_on=FIRST, starts=time(12), minutes=60)
    an_item(work, slug, MILL, held_on=SECOND, starts=time(9))
    publish(work, slug, preliminary=False, with_agenda=True)
    return slug


LOUD = Publication(quiet=False)


def publish_loud(work: Work, slug: str, **more: Any) -> int:
    """What the draft says now goes out, and those whom it concerns are told."""
    return publish_now(work, slug, replace(LOUD, **more), seen_number=published(work, slug).number)


def change(work: Work, slug: str, called: str, /, **more: Any) -> None:
    """Change what the draft says of an item."""
    gate = gate_of(work.db, slug)
    item = next(i for i in agenda_of(work.db, gate.meeting_id, gate.zone) if i.title.sv == called)
    change_item(work, slug, item.item_id, replace(item.details, **more), revision=item.revision)


def published(work: Work, slug: str) -> Programme:
    """The newest version."""
    programme = newest(work.db, gate_of(work.db, slug).meeting_id)
    assert programme is not None
    return programme


def clocks(work: Work, slug: str, day: date = FIRST) -> dict[str, str]:
    """Title → when it is held that day by the newest version, on the gathering's clock."""
    found = published(work, slug)
    zone = found.facts.zone
    return {
        entry.title.sv: _clock(entry.starts_at, entry.ends_at, zone)
        for entry in found.entries
        if not entry.cancelled and local(entry.starts_at, zone).date() == day
    }


def drafted_clocks(work: Work, slug: str, day: date = FIRST) -> dict[str, str]:
    """The same of the draft."""
    gate = gate_of(work.db, slug)
    items = agenda_of(work.db, gate.meeting_id, gate.zone)
    return {i.title.sv: _clock(i.starts_at, i.ends_at, gate.zone) for i in items if i.details.held_on == day}


def _clock(starts_at: Any, ends_at: Any, zone: str) -> str:
    return f"{local(starts_at, zone):%H.%M}–{local(ends_at, zone):%H.%M}"


def letters(work: Work, *kinds: str) -> list[tuple[str, str, str]]:
    """(recipient's first name, kind, subject) of the letters of this slice's kinds, in the order they were posted."""
    wanted = kinds or ("programme-changed", "programme-out", "running-late", "publication-refused")
    rows = work.db.execute(
        select(PostedLetter.recipient, PostedLetter.kind, PostedLetter.subject)
        .where(PostedLetter.kind.in_(wanted))
        .order_by(PostedLetter.id)
    )
    return [(row.recipient.partition("@")[0], row.kind, row.subject) for row in rows]


def letter_to(work: Work, who: str, kind: str = "programme-changed") -> str:
    """The words of the last such letter to somebody."""
    return (
        work.db.scalars(
            select(PostedLetter.plain)
            .where(PostedLetter.recipient == f"{who}@example.org", PostedLetter.kind == kind)
            .order_by(PostedLetter.id.desc())
        ).first()
        or ""
    )


def uid_of(work: Work, title: str) -> str:
    return work.db.scalars(select(Item.uid).where(Item.title_sv == title)).one()


def notices(work: Work) -> list[tuple[str, bool]]:
    """(kind, whether it is done) of each version that is told of, in order."""
    rows = work.db.execute(select(ChangeNotice.kind, ChangeNotice.finished_at).order_by(ChangeNotice.programme_id))
    return [(row.kind.value, row.finished_at is not None) for row in rows]


def run_errands() -> int:
    """Run the errands of this slice that are due, as the worker would; gives how many ran."""
    ran = 0
    while True:
        with reading(SYSTEM) as work:
            waiting = set(due(work.db, work.now))
            ours = select(Errand.id).where(Errand.kind.in_(OURS), Errand.id.in_(waiting)).order_by(Errand.id)
            errand_ids = work.db.scalars(ours).all()
        if not errand_ids:
            return ran
        ran += sum(run_errand(errand_id) for errand_id in errand_ids)
