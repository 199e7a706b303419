"""What people choose among: opening it, changing it, taking it away, and what is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from planner.choices import services
from planner.choices.rules.terms import Way
from planner.core.actor import Actor
from planner.core.errors import Conflict, Invalid, NotAllowed, NotSignedIn
from planner.core.work import Work
from tests.builders import Cast
from tests.choices.scene import (
    FARM,
    FIRST,
    SECOND,
    SOIL,
    TITLES,
    WATER,
    a_block,
    a_ranked_block,
    a_workshop,
    a_workshop_day,
    an_opening,
    board,
    choose,
    guests,
    option_ids,
)

WorkAs = Callable[[Actor], Any]


@pytest.fixture
def work(work_as: WorkAs, cast: Cast) -> Any:
    with work_as(cast.alice) as opened:
        yield opened


def test_a_block_holds_the_items_that_were_ticked_with_their_places(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_block(work, day.slug, closes_on=date(2026, 10, 1))
    block = board(work, day.slug, block_id).block
    assert (block.way, block.closes_on, block.day) == (Way.FIRST_COME, date(2026, 10, 1), FIRST)
    assert {option.title.sv: option.capacity for option in block.options} == {FARM: 1, SOIL: 2, WATER: 2}


def test_items_of_the_draft_are_chosen_among_until_there_is_a_programme(work: Work) -> None:
    day = a_workshop_day(work, is_published=False)
    assert {o.title.sv for o in board(work, day.slug, a_block(work, day.slug)).block.standing} == set(TITLES)


@pytest.mark.parametrize(
    ("titles", "more", "field"),
    [
        ((FARM,), {}, "uids"),
        ((FARM, "Middag"), {}, "uids"),
        ((FARM, SOIL), {"uids": ("0" * 32,)}, "uids"),
        ((FARM, SOIL), {"closes_on": SECOND}, "closes_on"),
    ],
)
def test_what_cannot_be_chosen_among_is_refused(
    work: Work, titles: tuple[str, ...], more: dict[str, Any], field: str
) -> None:
    day = a_workshop_day(work, is_published=False)
    a_workshop(work, day.slug, "Middag", starts=time(18))
    with pytest.raises(Invalid) as refused:
        services.open_block(work, day.slug, an_opening(work, day.slug, titles, **more))
    assert list(refused.value.fields) == [field]


def test_an_item_is_in_one_block_only(work: Work) -> None:
    day = a_workshop_day(work)
    a_block(work, day.slug, (FARM, SOIL))
    with pytest.raises(Invalid) as refused:
        a_block(work, day.slug, (SOIL, WATER))
    assert refused.value.fields == {"uids": "One of these items can be chosen already, in another block."}


def test_an_item_that_nobody_has_can_be_taken_out_and_put_in_again(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_block(work, day.slug)
    services.change_block(work, block_id, an_opening(work, day.slug, (FARM, SOIL)))
    assert set(option_ids(work, day.slug, block_id)) == {FARM, SOIL}
    services.change_block(work, block_id, an_opening(work, day.slug))
    assert set(option_ids(work, day.slug, block_id)) == set(TITLES)


def test_what_people_have_chosen_is_not_taken_from_them(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_block(work, day.slug)
    anna = guests(work, day.slug, "anna")["anna"]
    choose(work, day.slug, block_id, anna, FARM)
    with pytest.raises(Invalid) as refused:
        services.change_block(work, block_id, an_opening(work, day.slug, (SOIL, WATER)))
    assert refused.value.fields == {"uids": "Somebody has “Gården” already. Move them first."}
    with pytest.raises(Invalid) as refused:
        services.change_block(work, block_id, an_opening(work, day.slug, way=Way.RANKED))
    assert list(refused.value.fields) == ["way"]
    with pytest.raises(Conflict):
        services.remove_block(work, block_id)
    choose(work, day.slug, block_id, anna, None)
    services.remove_block(work, block_id)
    block_id = a_block(work, day.slug)
    assert board(work, day.slug, block_id).picks == ()


def test_only_leads_arrange_choosing(work: Work, cast: Cast) -> None:
    day = a_workshop_day(work)
    block_id, said = a_ranked_block(work, day.slug), an_opening(work, day.slug)
    for actor, error in ((cast.bob, NotAllowed), (Actor(), NotSignedIn), (Actor(registration_id=1), NotSignedIn)):
        other = replace(work, actor=actor)
        for attempt in (
            lambda other=other: services.open_block(other, day.slug, said),
            lambda other=other: services.change_block(other, block_id, said),
            lambda other=other: services.remove_block(other, block_id),
            lambda other=other: services.propose(other, block_id),
            lambda other=other: services.apply_placing(other, block_id, ""),
            lambda other=other: services.undo_placing(other, block_id),
            lambda other=other: services.move_person(other, block_id, 1, None),
        ):
            with pytest.raises(error):
                attempt()
