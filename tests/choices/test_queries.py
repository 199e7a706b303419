"""What other parts ask of choices: what somebody has, what can be chosen now, how a block stands."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from planner.choices import queries
from planner.choices.queries import Chosen
from planner.core.actor import SYSTEM, Actor
from planner.core.errors import NotFound
from planner.core.language import Words
from planner.core.work import Work
from planner.meetings.queries import gate_of
from planner.web.entry import reading
from tests.builders import Cast
from tests.choices.scene import (
    FARM,
    SOIL,
    WATER,
    a_block,
    a_ranked_block,
    a_workshop_day,
    guests,
    place,
    wish,
)

WorkAs = Callable[[Actor], Any]
STARTS, ENDS = datetime(2026, 10, 14, 11, 30, tzinfo=UTC), datetime(2026, 10, 14, 13, 0, tzinfo=UTC)


@pytest.fixture
def work(work_as: WorkAs, cast: Cast) -> Any:
    with work_as(cast.alice) as opened:
        yield opened


def test_what_somebody_has_with_its_time_room_and_rank(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_ranked_block(work, day.slug)
    people = guests(work, day.slug, "anna", "bo")
    wish(work, day.slug, block_id, people["anna"], WATER, FARM)
    place(work, block_id)
    item_id = day.items[WATER]
    chosen = Chosen(block_id, item_id, Words(WATER), "Lilla salen", STARTS, ENDS, rank=1)
    assert queries.choices_of(work.db, people["anna"]) == (chosen,)
    assert [each.rank for each in queries.choices_of(work.db, people["bo"])] == [None]
    with pytest.raises(NotFound):
        queries.choices_of(work.db, 999)


def test_what_can_be_chosen_now(work: Work) -> None:
    day = a_workshop_day(work)
    meeting_id = gate_of(work.db, day.slug).meeting_id
    block_id = a_block(work, day.slug, closes_on=date(2026, 9, 30))
    last = datetime(2026, 9, 30, 22, 0, tzinfo=UTC)
    found = queries.blocks_open(work.db, meeting_id, work.now)
    assert [(block.block_id, len(block.standing)) for block in found] == [(block_id, 3)]
    assert queries.blocks_open(work.db, meeting_id, last) == ()


def test_after_a_placing_nothing_is_asked(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_ranked_block(work, day.slug)
    place(work, block_id)
    assert queries.blocks_open(work.db, gate_of(work.db, day.slug).meeting_id, work.now) == ()


def test_as_many_statements_for_one_person_as_for_thirty(work_as: WorkAs, cast: Cast, statements: Any) -> None:
    with work_as(cast.alice) as work:
        day = a_workshop_day(work)
        block_id = a_ranked_block(work, day.slug)

    def asked() -> int:
        with statements() as seen, reading(SYSTEM) as work:
            gate = gate_of(work.db, day.slug)
            queries.boards_of(work.db, gate, queries.source_of(work.db, gate))
        return len(seen)

    counts = []
    for names in (["anna"], [f"guest{n}" for n in range(29)]):
        with work_as(cast.alice) as work:
            for registration_id in guests(work, day.slug, *names).values():
                wish(replace(work), day.slug, block_id, registration_id, SOIL, WATER)
        counts.append(asked())
    assert counts[0] == counts[1] < 12
