"""Only an entry that somebody was asked to take is taken back: a cancelling of anything else is of no use."""

import pytest
from sqlalchemy import select

from planner.core.actor import Actor
from planner.meetings.rules import Status
from planner.meetings.services import set_status
from planner.programmes.services import publish
from planner.registrations import services as registrations
from planner.registrations.errands import MEETING_CANCELLED
from planner.registrations.models import Registration
from tests.builders import Cast
from tests.entries.scene import WorkAs, run_errands, shorts
from tests.registrations.scene import a_gathering, letters, some_answers


@pytest.fixture
def slug(work_as: WorkAs, cast: Cast) -> str:
    """Anna was told by letter and holds an entry; Bo was entered quietly, and holds none."""
    with work_as(cast.alice) as work:
        slug = a_gathering(work, capacity=50)
        registrations.import_people(work, slug, [some_answers("anna")], with_letters=True)
        registrations.import_people(work, slug, [some_answers("bo")], with_letters=False)
        publish(work, slug, preliminary=False, with_agenda=False)
    run_errands()
    with work_as(cast.alice) as work:
        assert shorts(work) == [("anna", "REQUEST", 0)]
    return slug


def numbers(work_as: WorkAs, cast: Cast) -> dict[str, int]:
    with work_as(cast.alice) as work:
        found = work.db.execute(select(Registration.email, Registration.id))
        return {email.partition("@")[0]: number for email, number in found}


def test_who_cancels(slug: str, work_as: WorkAs, cast: Cast) -> None:
    for number in numbers(work_as, cast).values():
        with work_as(Actor(registration_id=number)) as work:
            registrations.cancel(work, number)
    with work_as(cast.alice) as work:
        assert shorts(work, 1) == [("anna", "CANCEL", 1)]
        assert [who for who, kind, _ in letters(work) if kind == "cancelled"] == ["anna", "bo"]


def test_who_hands_the_seat_on(slug: str, work_as: WorkAs, cast: Cast) -> None:
    of = numbers(work_as, cast)
    for who, heir in (("bo", "cia"), ("anna", "dan")):
        with work_as(Actor(registration_id=of[who])) as work:
            registrations.hand_over(work, of[who], f"Demo {heir}", f"{heir}@example.org", "sv")
    with work_as(cast.alice) as work:
        assert shorts(work, 1) == [("cia", "REQUEST", 0), ("anna", "CANCEL", 1), ("dan", "REQUEST", 0)]


def test_when_the_gathering_is_off_and_what_is_gone_already_does_not_go_again(
    slug: str, work_as: WorkAs, cast: Cast
) -> None:
    of = numbers(work_as, cast)
    with work_as(cast.alice) as work:
        registrations.import_people(work, slug, [some_answers("cia")], with_letters=True)
        set_status(work, slug, Status.CANCELLED)
    run_errands(MEETING_CANCELLED)
    with work_as(cast.alice) as work:
        assert shorts(work, 1) == [("cia", "REQUEST", 0), ("anna", "CANCEL", 1), ("cia", "CANCEL", 1)]
        set_status(work, slug, Status.OPEN)
        registrations.cancel(work, of["bo"])
        assert shorts(work, 4) == []
    run_errands()
    with work_as(cast.alice) as work:
        assert shorts(work, 4) == [("anna", "REQUEST", 2), ("cia", "REQUEST", 2)]
    with work_as(Actor(registration_id=of["anna"])) as work:
        registrations.cancel(work, of["anna"])
        assert shorts(work, 6) == [("anna", "CANCEL", 3)]


def test_who_registered_before_there_was_a_page_and_cancels_before_the_errand_ran(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_gathering(work, status=None)
        registrations.import_people(work, slug, [some_answers("anna")], with_letters=True)
        publish(work, slug, preliminary=False, with_agenda=False)
    of = numbers(work_as, cast)
    with work_as(Actor(registration_id=of["anna"])) as work:
        registrations.cancel(work, of["anna"])
        assert shorts(work) == []
