"""The page for planners on what is kept of people, when it goes, and who looked."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import lxml.html
import pytest
from flask.testing import FlaskClient

from planner.core.actor import SYSTEM, Actor
from planner.registrations import services
from planner.registrations.rules.keeping import Kind
from tests.builders import Cast
from tests.conftest import Clock
from tests.registrations.scene import a_gathering, come

WorkAs = Callable[[Actor], Any]
Browser = Callable[[str], FlaskClient]


@pytest.fixture
def slug(cast: Cast, work_as: WorkAs) -> str:
    with work_as(cast.alice) as work:
        return a_gathering(work, capacity=None)


def rows(page: str) -> list[list[str]]:
    """The words of each cell of each row of the page's tables, without their headings."""
    found = lxml.html.fromstring(page).xpath("//tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in row] for row in found]


def test_each_kind_of_data_says_how_much_is_kept_and_when_it_goes(
    slug: str, as_: Browser, work_as: WorkAs, clock: Clock, cast: Cast
) -> None:
    with work_as(SYSTEM) as work:
        come(work, slug, "anna", diet="Vegan")
        come(work, slug, "bo", access="Ramp")
    kinds = rows(as_("alice").get(f"/en/plan/meetings/{slug}/privacy").text)
    assert [(row[0], *row[3:]) for row in kinds] == [
        ("Names and addresses", "2", "14 October 2028", "0"),
        ("Days, parts and choices", "2", "14 October 2028", "0"),
        ("Food and needs", "2", "14 November 2026", "0"),
        ("Answers to sensitive questions", "0", "14 November 2026", "0"),
        ("Other answers, and files", "0", "14 October 2028", "0"),
        ("Letters", "4", "14 October 2028", "0"),
        ("Speakers' special needs", "0", "14 November 2026", "0"),
        ("Who has looked", "0", "Stays with the gathering", "0"),
    ]
    clock.set(datetime(2026, 11, 14, 8, tzinfo=UTC))
    with work_as(SYSTEM) as work:
        services.erase_needs(work)
    with work_as(cast.alice) as work:
        services.look_at_needs(work, slug)
        services.look_at_needs(work, slug, Kind.ANSWERS)
    seen = rows(as_("alice").get(f"/en/plan/meetings/{slug}/privacy").text)
    assert (seen[2][3], seen[2][5]) == ("0", "2")
    assert seen[8:] == [
        ["14 November 2026", "Food and needs", "2"],
        ["14 November 2026 09:00", "Alice", "Answers to sensitive questions"],
        ["14 November 2026 09:00", "Alice", "Food and needs"],
    ]


def test_looking_at_the_page_is_no_look_at_anybody(slug: str, as_: Browser) -> None:
    alice = as_("alice")
    pages = {alice.get(f"/en/plan/meetings/{slug}/privacy").text for _ in range(2)}
    assert len(pages) == 1
    assert "Nobody has looked at food, needs or sensitive answers by name." in pages.pop()


def test_thirty_people_and_looks_cost_no_more_statements_than_one(
    slug: str, cast: Cast, as_: Browser, work_as: WorkAs, statements: Callable[[], Any]
) -> None:
    counts = []
    for number in (1, 30):
        with work_as(cast.alice) as work:
            for n in range(number):
                come(work, slug, f"guest{number}-{n}", diet="Vegan")
                services.look_at_needs(work, slug)
        alice = as_("alice")
        with statements() as seen:
            alice.get(f"/en/plan/meetings/{slug}/privacy")
        counts.append(len(seen))
    assert counts[0] == counts[1]
