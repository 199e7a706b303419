"""Hearing the answers: somebody registers, or says that nobody comes."""

from collections.abc import Callable
from typing import Any

import pytest

from planner.core.actor import Actor
from planner.invitations import services
from planner.invitations.queries import line_of
from planner.invitations.rules import Answer, Guest, Standing
from planner.registrations.rules import Colleague, PartyDetails
from planner.registrations.services import cancel, register_party
from tests.builders import Cast
from tests.invitations.scene import (
    ANNA,
    cluster_invitation,
    declines,
    sent_to_all,
    standings,
    token_of,
)
from tests.registrations.scene import a_gathering, come, some_answers

WorkAs = Callable[[Actor], Any]


@pytest.fixture
def slug(cast: Cast, work_as: WorkAs) -> str:
    """Open until 30 September; reminders are due on the 16th and the 26th."""
    with work_as(cast.alice) as work:
        return a_gathering(work)


def test_a_registration_answers_for_its_cluster_its_address_and_its_link(
    slug: str, cast: Cast, work_as: WorkAs
) -> None:
    with work_as(cast.alice) as work:
        sent_to_all(work, slug, cast)
        services.invite_people(work, slug, [Guest("Demo Bo", "bo@example.org", cluster_id=cast.agrovast_id)])
        services.send(work, slug)
        other = a_gathering(work)
        services.invite_people(work, other, [ANNA])
        token = token_of(work, cluster_invitation(work, slug, cast.vreta_id))
        come(work, slug, "cia", cluster_id=cast.agrovast_id, organisation="")
        assert standings(work, slug) == {
            "Agroväst": "answered",
            "Vreta Kluster": "sent",
            "Demo Anna": "sent",
            "Demo Bo": "sent",
        }
        party = PartyDetails(some_answers("eva"), colleagues=(Colleague("Demo Anna", "anna@example.org"),))
        register_party(work, slug, party, "a form", via=token)
        assert standings(work, slug) == {
            "Agroväst": "answered",
            "Vreta Kluster": "answered",
            "Demo Anna": "answered",
            "Demo Bo": "sent",
        }
        assert standings(work, other) == {"Demo Anna": "not_sent"}


def test_hearing_of_people_takes_one_statement(
    slug: str, cast: Cast, work_as: WorkAs, statements: Callable[[], Any]
) -> None:
    with work_as(cast.alice) as work:
        sent_to_all(work, slug, cast)
        with statements() as seen:
            come(work, slug, "anna", cluster_id=cast.vreta_id, organisation="")
    assert len([s for s in seen.seen if "invitation" in s.partition("WHERE")[0] and "letter" not in s]) == 1


def test_a_later_registration_overrides_that_nobody_comes(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        sent_to_all(work, slug, cast)
        declines(work, slug, cast)
        number = cluster_invitation(work, slug, cast.vreta_id)
        line = line_of(work.db, number)
        assert (line.standing, line.declined_by) == (Standing.ABSENT, "")
        eva = come(work, slug, "eva", cluster_id=cast.vreta_id, organisation="")
        cancel(work, eva.registration_id)
        line = line_of(work.db, number)
        assert (line.course.answer, line.course.declined_at, line.course.people) == (Answer.ANSWERED, None, 0)


def test_what_a_lead_notes_by_hand_says_so(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        services.invite_clusters(work, slug, [cast.vreta_id])
        number = cluster_invitation(work, slug, cast.vreta_id)
        services.decline(work, number)
        line = line_of(work.db, number)
        assert (line.standing, line.declined_by, line.course.opened_at) == (Standing.ABSENT, "Alice", None)
        services.take_back(work, number)
        line = line_of(work.db, number)
        assert (line.standing, line.declined_by) == (Standing.NOT_SENT, "")
