"""Every letter about an entry comes from the same organizer, whoever the gathering's contact person is by then."""

from collections.abc import Callable
from datetime import time
from typing import Any

import pytest
from icalendar import Calendar

from planner.calendars.letters import organizer_of
from planner.core.actor import Actor
from planner.core.tokens import Keys
from planner.core.work import Site
from planner.meetings.rules import Status
from planner.meetings.services import set_status
from planner.registrations.services import cancel
from planner.speakers.rules import SpeakerStatus
from tests.builders import Cast
from tests.entries.scene import a_programme_out, mailed, run_errands, say_yes
from tests.entries.test_items import republish
from tests.polls.test_picking import picked, poll_id
from tests.publishing.scene import change as change_item
from tests.registrations.scene import change_gathering, come

__all__ = ["poll_id"]
WorkAs = Callable[[Actor], Any]
OURS = ("Demonätverket", "mailto:samling@example.org")


def sources(work: Any, who: str) -> list[tuple[str, int, tuple[str, str]]]:
    """(method, SEQUENCE, organizer) of each letter to somebody."""
    return [(sent.method, sent.sequence, _organizer(sent.text)) for sent in mailed(work) if sent.to == who]


def _organizer(content: bytes) -> tuple[str, str]:
    calendar: Any = Calendar.from_ical(content)
    (event,) = calendar.walk("VEVENT")
    return str(event["organizer"].params["CN"]), str(event["organizer"])


@pytest.mark.parametrize(
    ("sender", "answers_to", "address"),
    [("s@example.org", "", "s@example.org"), ("s@example.org", "a@example.org", "a@example.org")],
)
def test_where_a_mailbox_is_read_answers_come_there(sender: str, answers_to: str, address: str) -> None:
    site = Site("http://localhost", "localhost", "Demonätverket", Keys("k"), sender, answers_to)
    assert organizer_of(site) == ("Demonätverket", address)


def test_a_cancelled_registration_is_taken_back_by_whom_it_was_asked(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_programme_out(work)
        anna = come(work, slug, "anna").registration_id
        change_gathering(work, slug, contact_name="Demo Ny", contact_email="ny@example.org")
    with work_as(Actor(registration_id=anna)) as work:
        cancel(work, anna)
        assert sources(work, "anna") == [("REQUEST", 0, OURS), ("CANCEL", 1, OURS)]


def test_a_speakers_item_is_moved_and_taken_back_by_whom_it_was_asked(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_programme_out(work)
        say_yes(work, slug)
    run_errands()
    with work_as(cast.alice) as work:
        change_gathering(work, slug, contact_name="Demo Ny", contact_email="ny@example.org")
        change_item(work, slug, "Kvarnen", starts=time(9, 30))
        republish(work, slug)
    run_errands()
    with work_as(cast.alice) as work:
        say_yes(work, slug, answer=SpeakerStatus.DECLINED)
    run_errands()
    with work_as(cast.alice) as work:
        assert sources(work, "ek") == [
            ("REQUEST", 0, OURS), ("REQUEST", 0, OURS), ("REQUEST", 1, OURS), ("CANCEL", 1, OURS), ("CANCEL", 2, OURS),
        ]  # fmt: skip


def test_the_entry_of_a_date_is_taken_back_by_whom_it_was_asked(work_as: WorkAs, cast: Cast, poll_id: int) -> None:
    with work_as(cast.alice) as work:
        slug = picked(work, poll_id)
        change_gathering(work, slug, contact_name="Demo Ny", contact_email="ny@example.org")
        set_status(work, slug, Status.SAVE_THE_DATE)
        set_status(work, slug, Status.CANCELLED)
        assert sources(work, "bob") == [("REQUEST", 0, OURS), ("CANCEL", 1, OURS)]
        assert [b"CONTACT:Demo Ny" in sent.text for sent in mailed(work) if sent.to == "bob"] == [False, True]
