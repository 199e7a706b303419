"""Items that are gone from the programme, or have moved: what becomes of those who had chosen them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from planner.agenda.models import Item
from planner.choices.queries import LostItem, lost_items
from planner.core.actor import Actor
from planner.core.errors import Invalid
from planner.core.language import Words
from planner.core.work import Work
from planner.meetings.queries import gate_of
from planner.programmes.queries import last_versions
from tests.builders import Cast
from tests.choices.scene import (
    FARM,
    SECOND,
    SOIL,
    WATER,
    a_block,
    a_workshop_day,
    board,
    choose,
    guests,
    republish,
    who_has_what,
)

WorkAs = Callable[[Actor], Any]


@pytest.fixture
def work(work_as: WorkAs, cast: Cast) -> Any:
    with work_as(cast.alice) as opened:
        yield opened


def move_item(work: Work, item_id: int, starts_at: datetime) -> None:
    work.db.get_one(Item, item_id).starts_at = starts_at
    work.db.flush()


def test_who_had_an_item_that_is_gone_chooses_anew_also_after_the_last_day(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_block(work, day.slug, closes_on=date(2026, 9, 10))
    people = guests(work, day.slug, "anna", "bo")
    choose(work, day.slug, block_id, people["anna"], FARM)
    work.db.delete(work.db.get_one(Item, day.items[FARM]))
    republish(work, day.slug)
    now = board(work, day.slug, block_id)
    assert [(p.name, option.title.sv) for p, option in now.stranded] == [("Demo Anna", FARM)]
    assert [option.title.sv for option in now.block.standing] == [SOIL, WATER]
    late = replace(work, now=datetime(2026, 9, 20, 8, tzinfo=UTC))
    choose(late, day.slug, block_id, people["anna"], SOIL)
    with pytest.raises(Invalid):
        choose(late, day.slug, block_id, people["bo"], SOIL)
    assert board(work, day.slug, block_id).stranded == ()


def test_what_somebody_has_lost_by_a_version_is_known_and_not_again_by_the_next(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_block(work, day.slug)
    anna = guests(work, day.slug, "anna", lang="en")["anna"]
    choose(work, day.slug, block_id, anna, FARM)
    gate = gate_of(work.db, day.slug)
    uid = work.db.get_one(Item, day.items[FARM]).uid
    work.db.delete(work.db.get_one(Item, day.items[FARM]))
    for _ in range(2):
        republish(work, day.slug)
    third, second, first = last_versions(work.db, gate.meeting_id, 3)
    gone = (LostItem(anna, uid, Words(FARM)),)
    assert lost_items(work.db, gate, first, second) == lost_items(work.db, gate, None, third) == gone
    assert lost_items(work.db, gate, second, third) == lost_items(work.db, gate, first, first) == ()


def test_an_item_that_moves_away_from_the_others_is_gone_from_the_block(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_block(work, day.slug)
    anna = guests(work, day.slug, "anna")["anna"]
    choose(work, day.slug, block_id, anna, WATER)
    move_item(work, day.items[WATER], datetime(2026, 10, 14, 8, 0, tzinfo=UTC))
    assert board(work, day.slug, block_id).stranded == ()  # nobody else knows yet
    republish(work, day.slug)
    assert [option.title.sv for _, option in board(work, day.slug, block_id).stranded] == [WATER]
    with pytest.raises(Invalid):
        choose(work, day.slug, block_id, guests(work, day.slug, "bo")["bo"], WATER)


def test_a_block_that_moves_as_a_whole_stays_whole(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_block(work, day.slug)
    anna = guests(work, day.slug, "anna")["anna"]
    choose(work, day.slug, block_id, anna, WATER)
    for item_id in day.items.values():
        move_item(work, item_id, datetime(2026, 10, 15, 7, 0, tzinfo=UTC))
    republish(work, day.slug)
    now = board(work, day.slug, block_id)
    assert (len(now.block.standing), now.block.day, who_has_what(work, day.slug, block_id)) == (
        3,
        SECOND,
        {"Anna": WATER},
    )
