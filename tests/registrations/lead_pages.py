"""What the tests of the lead's pages read, on the page and behind it."""

import re

from planner.core.work import Work
from planner.meetings.queries import gate_of
from planner.registrations.queries.parts import offers_of
from planner.registrations.queries.seats import terms_of
from planner.registrations.rules import PartOffer, Terms


def address(slug: str, page: str) -> str:
    return f"/en/plan/meetings/{slug}/{page}"


def terms_now(work: Work, slug: str) -> Terms:
    return terms_of(work.db, gate_of(work.db, slug).meeting_id)


def offers_now(work: Work, slug: str) -> tuple[PartOffer, ...]:
    return offers_of(work.db, gate_of(work.db, slug).meeting_id)


def said_on(page: str) -> str:
    """The words of a page, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def value_of(page: str, name: str) -> str | None:
    found = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)
    assert found is not None
    value = re.search(r'value="([^"]*)"', found[0])
    return value[1] if value else None
