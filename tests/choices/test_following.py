"""What becomes of a choice when the person comes in another way."""

from collections.abc import Callable
from typing import Any

from planner.core.actor import SYSTEM, Actor
from planner.meetings.rules import Mode
from planner.registrations.rules import DayChoice
from planner.registrations.services import change
from tests.choices.scene import (
    FARM,
    FIRST,
    SECOND,
    SOIL,
    a_block,
    a_workshop_day,
    choose,
    guests,
    holding,
    who_has_what,
)
from tests.registrations.scene import ONLINE, letters, some_answers

WorkAs = Callable[[Actor], Any]
ON_SITE = (DayChoice(FIRST, Mode.ON_SITE), DayChoice(SECOND, Mode.ON_SITE))


def comes(work: Any, who: str, registration_id: int, days: tuple[DayChoice, ...]) -> None:
    change(holding(work, registration_id), registration_id, some_answers(who, days=days))


def test_who_watched_a_full_workshop_and_now_comes_in_person_chooses_anew(app: object, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        day = a_workshop_day(work)
        block = a_block(work, day.slug)
        people = guests(work, day.slug, "anna") | guests(work, day.slug, "bo", days=ONLINE)
        choose(work, day.slug, block, people["anna"], FARM)
        choose(work, day.slug, block, people["bo"], FARM)
        comes(work, "bo", people["bo"], ON_SITE)
        assert who_has_what(work, day.slug, block) == {"Anna": FARM}
        assert [pair[:2] for pair in letters(work) if pair[1] == "choices"] == [("bo", "choices")]


def test_where_there_is_room_the_choice_stays_and_with_the_day_it_goes(app: object, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        day = a_workshop_day(work)
        block = a_block(work, day.slug)
        people = guests(work, day.slug, "anna", days=ONLINE)
        choose(work, day.slug, block, people["anna"], SOIL)
        comes(work, "anna", people["anna"], ON_SITE)
        assert who_has_what(work, day.slug, block) == {"Anna": SOIL}
        comes(work, "anna", people["anna"], ON_SITE[1:])
        comes(work, "anna", people["anna"], ON_SITE)
        assert who_has_what(work, day.slug, block) == {}
