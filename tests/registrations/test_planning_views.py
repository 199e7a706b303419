"""What holds for all the lead's pages: who sees them, and how few statements they take."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from planner.core.actor import ANONYMOUS, Actor
from planner.core.language import Words
from planner.core.work import Work
from planner.meetings.queries import gate_of
from planner.registrations import services
from planner.registrations.models import Registration
from planner.registrations.rules import PartChoice, PartDetails, PartKind
from tests.builders import Cast, a_cluster
from tests.registrations.lead_pages import address
from tests.registrations.scene import FIRST, a_gathering, come

WorkAs = Callable[[Actor], Any]
As = Callable[[str], FlaskClient]


@pytest.fixture
def slug(cast: Cast, work_as: WorkAs) -> str:
    with work_as(cast.alice) as work:
        return a_gathering(work, capacity=10)


@pytest.mark.parametrize("page", ["seats", "parts", "parts/new", "line"])
def test_only_leads_see_these_pages(slug: str, as_: As, client: FlaskClient, page: str) -> None:
    assert as_("alice").get(address(slug, page)).status_code == 200
    assert as_("bob").get(address(slug, page)).status_code == 403
    assert client.get(address(slug, page)).status_code == 303


@pytest.mark.parametrize("page", ["seats", "parts", "line"])
def test_the_pages_take_as_many_statements_for_thirty_as_for_one(
    cast: Cast, as_: As, work_as: WorkAs, statements: Any, page: str
) -> None:
    alice, seen = as_("alice"), {}
    for number in (1, 30):
        with work_as(cast.alice) as work:
            slug = a_gathering(work, capacity=1)
            days = [FIRST + timedelta(days=n) for n in range(number)]
            dinners = [
                services.add_part(work, slug, PartDetails(PartKind.DINNER, FIRST, Words(f"Middag {n}"), capacity=1))
                for n in range(len(days))
            ]
            clusters = [a_cluster(work, f"Kluster {number} {n}").id for n in range(number)]
        with work_as(ANONYMOUS) as work:
            come(work, slug, "first")
            for n in range(number):
                come(work, slug, f"demo{n}", cluster_id=clusters[n], parts=(PartChoice(dinners[n]),))
        with work_as(cast.alice) as work:
            for n in range(number):
                services.move_in_line(work, number_in(work, slug, f"demo{n}"), 1, "Värd")
        with statements() as sent:
            assert alice.get(address(slug, page)).status_code == 200
        seen[number] = len(sent)
    assert seen[1] == seen[30]
    assert seen[30] <= 12


def number_in(work: Work, slug: str, name: str) -> int:
    meeting_id = gate_of(work.db, slug).meeting_id
    return work.db.scalars(
        select(Registration.id).where(
            Registration.meeting_id == meeting_id, Registration.email == f"{name}@example.org"
        )
    ).one()
