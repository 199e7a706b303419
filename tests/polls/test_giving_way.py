"""Who registers for a gathering that a poll told them of has one entry of it in their calendar, not two."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from planner.core.actor import SYSTEM
from planner.core.errors import NotAllowed
from planner.meetings.rules import Mode, Status
from planner.meetings.services import set_status
from planner.polls import services
from planner.programmes.services import publish
from planner.registrations.rules import DayChoice
from tests.builders import Cast
from tests.polls.scene import SECOND, YES, a_poll, says
from tests.polls.test_picking import SLUG, TOLD, entries, picked
from tests.registrations.scene import come

WorkAs = Callable[..., Any]
DAYS = tuple(DayChoice(SECOND + timedelta(days=n), Mode.ON_SITE) for n in (0, 1))


@pytest.fixture
def open_to_all(work_as: WorkAs, cast: Cast) -> None:
    """Bob was told of the date, and the gathering that came of it is open."""
    with work_as(cast.alice) as work:
        poll_id = a_poll(work, cast)
        services.send(work, poll_id)
        says(work, poll_id, cast.vreta_id, YES, YES, YES)
        picked(work, poll_id)
        publish(work, SLUG, preliminary=True, with_agenda=False)
        set_status(work, SLUG, Status.OPEN)


@pytest.mark.usefixtures("open_to_all")
def test_the_entry_of_the_date_is_taken_back_once_the_registration_has_one(work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        come(work, SLUG, "bob", days=DAYS)
        come(work, SLUG, "charlie", days=DAYS)
    with work_as(SYSTEM) as work:
        assert [services.give_way(work), services.give_way(work)] == [1, 0]
        date, *own, last = [told for told in entries(work) if told["to"] == "bob@example.org"]
        assert date == TOLD
        assert [(told["method"], told["sequence"]) for told in own] == [("REQUEST REQUEST", "0")]
        taken_back = {"method": "CANCEL CANCEL", "sequence": "1", "status": "CANCELLED"}
        assert last == TOLD | taken_back  # nothing in its title says that the gathering is off: it is not


@pytest.mark.usefixtures("open_to_all")
def test_whoever_does_not_register_keeps_it_and_it_does_not_come_back(work_as: WorkAs, cast: Cast) -> None:
    with work_as(SYSTEM) as work:
        assert services.give_way(work) == 0
        come(work, SLUG, "bob", days=DAYS)
        assert services.give_way(work) == 1
        before = len(entries(work))
    with work_as(cast.alice) as work:
        set_status(work, SLUG, Status.CANCELLED)
        told = entries(work)[before:]
        assert not [each for each in told if each["sequence"] == "2" and each["starts"] == TOLD["starts"]]


def test_only_the_schedule_settles_it(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work, pytest.raises(NotAllowed):
        services.give_way(work)
