"""Many parts at once: those that lack come with their stops, and days take what is said of them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from planner.core.actor import Actor
from planner.core.errors import Invalid, NotAllowed
from planner.core.language import Words
from planner.core.work import Work
from planner.registrations.rules import PartDetails, PartKind, Stop
from planner.registrations.services import add_parts
from tests.builders import Cast
from tests.registrations.lead_pages import offers_now
from tests.registrations.scene import FIRST, SECOND, a_gathering

WorkAs = Callable[[Actor], Any]
STOPS = (Stop("Torget", time(7)), Stop("Stationen", time(7, 20)))
BUS = PartDetails(
    PartKind.BUS, FIRST, Words("Buss", "Bus"), time(7), 50, date(2026, 10, 1), Words("200 kr", "200 SEK"), STOPS
)
LUNCH = PartDetails(PartKind.MEAL, SECOND, Words("Lunch"), time(12))
NIGHT = PartDetails(PartKind.NIGHT, FIRST, Words("Natt", "Night"))
SECOND_DAY = PartDetails(PartKind.DAY, SECOND, Words(), None, 40, date(2026, 10, 7), Words("100 kr"))


def parts(work: Work, slug: str) -> list[PartDetails]:
    """Without the numbers of their stops."""
    return [
        replace(o.details, stops=tuple(replace(stop, stop_id=None) for stop in o.details.stops))
        for o in offers_now(work, slug)
    ]


def test_parts_come_as_they_were_said_and_only_once(work_as: WorkAs, cast: Cast) -> None:
    first_day = PartDetails(PartKind.DAY, FIRST, Words())
    with work_as(cast.alice) as work:
        slug = a_gathering(work)
        assert add_parts(work, slug, [LUNCH, BUS, NIGHT, BUS, SECOND_DAY]) == 3
        assert parts(work, slug) == [first_day, BUS, NIGHT, SECOND_DAY, LUNCH]
        assert add_parts(work, slug, [replace(BUS, stops=()), replace(SECOND_DAY, capacity=9)]) == 0
        assert parts(work, slug) == [first_day, BUS, NIGHT, SECOND_DAY, LUNCH]


def test_one_part_that_cannot_be_is_refused(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_gathering(work)
        with pytest.raises(Invalid):
            add_parts(work, slug, [LUNCH, replace(NIGHT, capacity=0)])
        assert len(parts(work, slug)) == 2


def test_only_leads_add_parts(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_gathering(work)
    with work_as(cast.bob) as work, pytest.raises(NotAllowed):
        add_parts(work, slug, [LUNCH])


def test_thirty_parts_take_as_many_statements_as_one(
    work_as: WorkAs, cast: Cast, statements: Callable[[], Any]
) -> None:
    counts = []
    with work_as(cast.alice) as work:
        for number in (1, 30):
            slug = a_gathering(work, title=Words(f"Träff {number}"))
            buses = [replace(BUS, name=Words(f"Buss {n}")) for n in range(number)]
            with statements() as seen:
                assert add_parts(work, slug, [*buses, SECOND_DAY]) == number
            counts.append(len(seen))
    assert counts[0] == counts[1]
