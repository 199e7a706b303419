"""What is taken from a gathering that ran late are its times as planned."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from planner.core.language import Words
from planner.publishing.services import DelayDetails, run_late
from planner.starters.models import AgendaTemplate
from planner.starters.queries import source_of
from planner.starters.rules import Take
from planner.starters.services import CopyWish, copy_meeting, save_template
from tests.builders import Cast
from tests.conftest import Clock
from tests.publishing.scene import FIRST, LUNCH, WATER, a_published_gathering, change, drafted_clocks, published, uid_of

WorkAs = Callable[..., Any]
NEXT = date(2027, 10, 13)
WISH = CopyWish(Words("Nästa träff", "Next gathering"), NEXT, frozenset(Take))


@pytest.fixture
def slug(work_as: WorkAs, cast: Cast, clock: Clock) -> str:
    """On its first day, late by ten minutes and by five more from lunch on."""
    with work_as(cast.alice) as work:
        slug = a_published_gathering(work)
    clock.set(datetime(2026, 10, 14, 8, 10, tzinfo=UTC))
    with work_as(cast.alice) as work:
        run_late(work, slug, DelayDetails(FIRST, 10), seen_number=published(work, slug).number)
        late = DelayDetails(FIRST, 5, uid_of(work, LUNCH))
        run_late(work, slug, late, seen_number=published(work, slug).number)
        assert drafted_clocks(work, slug) == {WATER: "10.00–10.55", LUNCH: "12.15–13.15"}
    return slug


def test_a_copy_is_held_when_it_was_planned(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        copied = copy_meeting(work, slug, WISH).slug
        assert drafted_clocks(work, copied, NEXT) == {WATER: "10.00–10.45", LUNCH: "12.00–13.00"}
        assert drafted_clocks(work, slug) == {WATER: "10.00–10.55", LUNCH: "12.15–13.15"}


def test_what_was_moved_since_stays_there_in_the_copy(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        change(work, slug, LUNCH, starts=time(13))
        copied = copy_meeting(work, slug, WISH).slug
        assert drafted_clocks(work, copied, NEXT) == {WATER: "10.00–10.45", LUNCH: "13.00–14.00"}


def test_a_template_keeps_the_planned_times(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        planned = {item.title.sv: item.starts for item in source_of(work.db, slug).items}
        row = work.db.get(AgendaTemplate, save_template(work, slug, "Mall", ()))
        assert planned[LUNCH] == time(12)
        assert row is not None
        assert "12:15" not in str(row.value)
        assert "12:00" in str(row.value)
