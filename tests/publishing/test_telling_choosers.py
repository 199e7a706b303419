"""Letters about items that people choose among: to those who have them or wish for them."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from planner.agenda.services import remove_item
from planner.core.actor import Actor
from planner.core.language import Words
from planner.core.work import Work
from planner.publishing import services
from tests.builders import Cast
from tests.choices.scene import FARM, SOIL, a_block, a_ranked_block, a_workshop_day, choose, wish
from tests.publishing.scene import change, letter_to, letters, publish_loud, run_errands
from tests.registrations.scene import come

WorkAs = Callable[[Actor], Any]


def recipients(work: Work) -> list[str]:
    return sorted(who for who, _, _ in letters(work))


def test_an_item_that_people_choose_among_concerns_those_who_chose_it(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        day = a_workshop_day(work)
        block_id = a_block(work, day.slug)
        anna, bo = (come(work, day.slug, who).registration_id for who in ("anna", "bo"))
        come(work, day.slug, "cilla")
        choose(work, day.slug, block_id, anna, SOIL)
        choose(work, day.slug, block_id, bo, FARM)
        change(work, day.slug, SOIL, capacity=3, title=Words("Jorden och vi"))
        publish_loud(work, day.slug)
    run_errands()
    with work_as(cast.alice) as work:
        assert recipients(work) == ["anna"]


def test_before_people_are_placed_it_concerns_those_who_wish_for_it(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        day = a_workshop_day(work, capacity=9)
        block_id = a_ranked_block(work, day.slug)
        for who, wishes in (("anna", (FARM, SOIL)), ("bo", (FARM,))):
            wish(work, day.slug, block_id, come(work, day.slug, who).registration_id, *wishes)
        change(work, day.slug, SOIL, title=Words("Jorden och vi"))
        publish_loud(work, day.slug)
    run_errands()
    with work_as(cast.alice) as work:
        assert recipients(work) == ["anna"]


def test_whoever_loses_what_they_chose_gets_one_letter_that_says_so(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        day = a_workshop_day(work)
        block_id = a_block(work, day.slug)
        anna = come(work, day.slug, "anna", lang="en").registration_id
        choose(work, day.slug, block_id, anna, FARM)
        services.want_letters(
            replace(work, actor=Actor(registration_id=anna)), anna, of_changes=False, on_the_day=False
        )
        remove_item(work, day.slug, day.items[FARM])
        publish_loud(work, day.slug)
    run_errands()
    with work_as(cast.alice) as work:
        assert [kind for who, kind, _ in letters(work, "programme-changed", "choices")] == ["programme-changed"]
        told = letter_to(work, "anna")
    assert "“Gården” was your choice. Choose anew among the parallel items." in told
    assert "is cancelled" not in told  # who wants no letters about changes is told of the choice alone
    assert "/choices" in told
