"""Sending invitations: whom a letter goes to, when its link works, and what did not arrive."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from planner.core.actor import Actor
from planner.core.errors import Conflict, NotFound
from planner.invitations import services
from planner.invitations.models import Invitation
from planner.invitations.queries import invited, invited_actor, line_of, tiles
from planner.meetings.queries import gate_of
from planner.network.models import Cluster
from tests.builders import Cast, a_cluster
from tests.conftest import Clock
from tests.invitations.scene import (
    ANNA,
    bounce,
    cluster_invitation,
    person_invitation,
    reminded,
    sent_to_all,
    standings,
    token_of,
)
from tests.registrations.scene import a_gathering, come, letters

WorkAs = Callable[[Actor], Any]


@pytest.fixture
def slug(cast: Cast, work_as: WorkAs) -> str:
    """Open until 30 September; reminders are due on the 16th and the 26th."""
    with work_as(cast.alice) as work:
        return a_gathering(work)


def test_a_letter_goes_once_to_whoever_answers_for_a_cluster(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        work.db.get_one(Cluster, cast.vreta_id).contact_email = "Kim@example.org"
        work.db.get_one(Cluster, cast.agrovast_id).contact_email = "charlie@example.org"
        nobody = a_cluster(work, "Torsta").id
        services.invite_clusters(work, slug, [cast.vreta_id, cast.agrovast_id, nobody])
        services.invite_people(work, slug, [ANNA, replace(ANNA, email="ANNA@example.org")])
        plan = services.plan_sending(work, gate_of(work.db, slug))
        assert [line.name for line in plan.unreachable] == ["Torsta"]
        assert (services.send(work, slug), services.send(work, slug)) == (3, 0)
        assert letters(work) == [
            ("charlie", "invitation", ""),
            ("kim", "invitation", ""),
            ("bob", "invitation", ""),
            ("anna", "invitation", ""),
        ]
        assert standings(work, slug) == {
            "Agroväst": "sent",
            "Torsta": "not_sent",
            "Vreta Kluster": "sent",
            "Demo Anna": "sent",
        }


def test_an_invitation_from_before_there_were_links_gets_one_when_it_is_sent(
    slug: str, cast: Cast, work_as: WorkAs
) -> None:
    with work_as(cast.alice) as work:
        services.invite_clusters(work, slug, [cast.vreta_id])
        invitation_id = cluster_invitation(work, slug, cast.vreta_id)
        work.db.get_one(Invitation, invitation_id).token_hash = "0" * 64
        work.db.flush()
        services.send(work, slug)
        assert invited(work.db, token_of(work, invitation_id)).name == "Vreta Kluster"


def test_a_link_works_when_it_has_left_and_not_when_it_was_replaced(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        services.invite_people(work, slug, [ANNA])
        number = person_invitation(work, slug, "anna@example.org")
        unsent = token_of(work, number)
        with pytest.raises(NotFound):
            invited(work.db, unsent)
        services.send(work, slug)
        assert invited_actor(work.db, unsent) == Actor(name="Demo Anna", invitation_id=number)
        services.correct_address(work, number, "Demo Anna", "anna@example.org")
        assert invited(work.db, unsent).name == "Demo Anna"
        services.correct_address(work, number, "Demo Anna A", "anna.a@example.org")
        for token in (unsent, token_of(work, number), "made-up"):
            with pytest.raises(NotFound, match="invitation link is not valid"):
                invited(work.db, token)
        services.send(work, slug)
        assert invited(work.db, token_of(work, number)).name == "Demo Anna A"


def test_a_letter_that_did_not_arrive_is_seen_until_it_is_sent_again(
    slug: str, cast: Cast, work_as: WorkAs, clock: Clock
) -> None:
    with work_as(cast.alice) as work:
        sent_to_all(work, slug, cast)
        bounce(work, "anna@example.org")
        bounce(work, "bob@example.org")
        assert standings(work, slug) == {"Agroväst": "sent", "Vreta Kluster": "bounced", "Demo Anna": "bounced"}
        meeting_id = gate_of(work.db, slug).meeting_id
        assert [tile.has_bounced for tile in tiles(work.db, meeting_id)] == [False, True]
        number = cluster_invitation(work, slug, cast.vreta_id)
        assert [(t.email, t.words) for t in line_of(work.db, number).troubles] == [
            ("bob@example.org", "550 No such user")
        ]
    clock.forward(days=2)
    with work_as(cast.alice) as work:
        services.remind(work, slug)
        assert reminded(work) == ["charlie"]
        services.send_again(work, number)
        assert standings(work, slug)["Vreta Kluster"] == "sent"
        work.db.get_one(Cluster, cast.vreta_id).contact_email = "kim@example.org"
        services.send_again(work, number)
        bounce(work, "bob@example.org")
        # One of the two got it.
        assert standings(work, slug)["Vreta Kluster"] == "sent"


def test_who_has_answered_is_sent_nothing_more(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        come(work, slug, "eva", cluster_id=cast.vreta_id, organisation="")
        services.invite_clusters(work, slug, [cast.vreta_id])
        services.invite_people(work, slug, [replace(ANNA, email="eva@example.org")])
        assert services.send(work, slug) == 0
        with pytest.raises(Conflict, match="answered already"):
            services.send_again(work, cluster_invitation(work, slug, cast.vreta_id))
