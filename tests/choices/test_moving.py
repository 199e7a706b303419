"""Moving somebody by hand, and what is heard of those who cancel, hand over or are erased."""

from collections.abc import Callable
from typing import Any

import pytest

from planner.choices import services
from planner.core.actor import Actor
from planner.core.errors import Conflict
from planner.core.work import Work
from planner.registrations.news import PersonErased
from planner.registrations.services import cancel, hand_over
from tests.builders import Cast
from tests.choices.scene import (
    FARM,
    SOIL,
    a_block,
    a_ranked_block,
    a_workshop_day,
    board,
    choose,
    guests,
    letters_since,
    option_ids,
    who_has_what,
    wish,
)

WorkAs = Callable[[Actor], Any]


@pytest.fixture
def work(work_as: WorkAs, cast: Cast) -> Any:
    with work_as(cast.alice) as opened:
        yield opened


def test_a_lead_moves_somebody_who_is_told(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_block(work, day.slug)
    people = guests(work, day.slug, "anna", "bo", lang="en")
    ids = option_ids(work, day.slug, block_id)
    services.move_person(work, block_id, people["anna"], ids[FARM])
    assert "You now have this item" in letters_since(work)["anna"]
    with pytest.raises(Conflict):
        services.move_person(work, block_id, people["bo"], ids[FARM])
    services.move_person(work, block_id, people["anna"], None)
    assert who_has_what(work, day.slug, block_id) == {}
    assert "You have no item any more" in letters_since(work)["anna"]


def test_who_does_not_come_leaves_room(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_block(work, day.slug)
    people = guests(work, day.slug, "anna", "bo")
    choose(work, day.slug, block_id, people["anna"], FARM)
    cancel(work, people["anna"])
    choose(work, day.slug, block_id, people["bo"], FARM)
    assert who_has_what(work, day.slug, block_id) == {"Bo": FARM}


def test_a_colleague_who_takes_the_seat_chooses_anew(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_ranked_block(work, day.slug)
    anna = guests(work, day.slug, "anna")["anna"]
    wish(work, day.slug, block_id, anna, FARM)
    services.move_person(work, block_id, anna, option_ids(work, day.slug, block_id)[SOIL])
    hand_over(work, anna, "Demo Bo", "bo@example.org", "sv")
    work.db.expire_all()
    now = board(work, day.slug, block_id)
    assert ([p.name for p in now.people], now.picks, now.wishes) == (["Demo Bo"], (), ())


def test_what_an_erased_person_chose_goes(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_block(work, day.slug)
    anna = guests(work, day.slug, "anna")["anna"]
    choose(work, day.slug, block_id, anna, FARM)
    for hear in work.hearers[PersonErased]:
        hear(work, PersonErased(1, anna, "anna@example.org"))
    assert board(work, day.slug, block_id).picks == ()
