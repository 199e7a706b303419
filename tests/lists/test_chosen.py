"""How many have chosen each of the parallel items, on the page and in few statements."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from planner.core.actor import Actor
from planner.lists.queries.answers import ItemChosen, items_chosen
from planner.meetings.queries import gate_of
from planner.meetings.rules import Mode
from planner.registrations.rules import DayChoice
from tests.builders import Cast
from tests.choices.scene import FIRST, SOIL, a_block, a_workshop_day, choose, guests

WorkAs = Callable[[Actor], Any]


def test_each_item_counts_all_who_have_it_and_their_clusters(cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        day = a_workshop_day(work)
        block = a_block(work, day.slug)
        people = guests(work, day.slug, "anna", "bo", cluster_id=cast.vreta_id, organisation="")
        people |= guests(work, day.slug, "cia", days=(DayChoice(FIRST, Mode.ONLINE),))
        for registration_id in people.values():
            choose(work, day.slug, block, registration_id, SOIL)
        found: dict[str, ItemChosen] = {
            item.title.sv: item for item in items_chosen(work.db, gate_of(work.db, day.slug))
        }
    assert {title: item.chosen for title, item in found.items()} == {"Gården": 0, "Jorden": 3, "Vattnet": 0}
    assert found[SOIL].clusters == {cast.vreta_id: 2, None: 1}


@pytest.mark.parametrize("is_published", [True, False])
def test_the_page_takes_at_most_twelve_statements(
    is_published: bool,
    cast: Cast,
    work_as: WorkAs,
    as_: Callable[[str], FlaskClient],
    statements: Callable[[], Any],
) -> None:
    with work_as(cast.alice) as work:
        day = a_workshop_day(work, is_published=is_published)
        a_block(work, day.slug)
    alice = as_("alice")
    with statements() as seen:
        page = alice.get(f"/plan/meetings/{day.slug}/lists/chosen")
    assert page.status_code == 200
    assert len(seen) <= 12
