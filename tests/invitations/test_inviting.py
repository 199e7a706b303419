"""Inviting clusters and people: who is on the list, who may put them there, and at what cost."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from planner.core.actor import ANONYMOUS, Actor
from planner.core.errors import Conflict, Invalid, NotAllowed, NotSignedIn, PlannerError
from planner.core.work import Work
from planner.invitations import services
from planner.invitations.queries import lines_of, tiles
from planner.invitations.rules import Guest, InvitingTerms
from planner.meetings.queries import gate_of
from tests.builders import Cast, a_cluster
from tests.conftest import Clock
from tests.invitations.scene import (
    ANNA,
    cluster_invitation,
    person_invitation,
    sent_to_all,
)
from tests.registrations.scene import a_gathering, come

WorkAs = Callable[[Actor], Any]


@pytest.fixture
def slug(cast: Cast, work_as: WorkAs) -> str:
    """Open until 30 September; reminders are due on the 16th and the 26th."""
    with work_as(cast.alice) as work:
        return a_gathering(work)


def test_invited_clusters_answer_with_people_or_send_nobody(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        third = a_cluster(work, "Torsta").id
        assert services.invite_clusters(work, slug, [cast.vreta_id]) == 1
        assert services.invite_clusters(work, slug, [cast.vreta_id], absent_ids=[third]) == 1
        come(work, slug, "anna", cluster_id=cast.vreta_id, organisation="")
        meeting_id = gate_of(work.db, slug).meeting_id
        found = [(t.cluster.name, t.is_invited, t.answer.value, t.people) for t in tiles(work.db, meeting_id)]
    assert found == [
        ("Agroväst", False, "silent", 0),
        ("Torsta", True, "absent", 0),
        ("Vreta Kluster", True, "answered", 1),
    ]


def test_an_address_is_invited_once_and_a_clusters_is_corrected_elsewhere(
    slug: str, cast: Cast, work_as: WorkAs
) -> None:
    with work_as(cast.alice) as work:
        services.invite_clusters(work, slug, [cast.vreta_id])
        assert services.invite_people(work, slug, [ANNA, Guest("Demo Bo", "bo@example.org")]) == 2
        assert services.invite_people(work, slug, [ANNA]) == 0
        number = person_invitation(work, slug, "anna@example.org")
        for name, email, field in (
            ("x", "bo@example.org", "email"),
            ("", "a@example.org", "name"),
            ("x", "a@", "email"),
        ):
            with pytest.raises(Invalid) as refused:
                services.correct_address(work, number, name, email)
            assert list(refused.value.fields) == [field]
        with pytest.raises(Conflict, match="cluster's own page"):
            services.correct_address(work, cluster_invitation(work, slug, cast.vreta_id), "x", "x@example.org")
        with pytest.raises(Invalid):
            services.invite_clusters(work, slug, [4711])


def test_leads_invite_and_holders_answer_their_own(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        sent_to_all(work, slug, cast)
        mine, other = cluster_invitation(work, slug, cast.vreta_id), cluster_invitation(work, slug, cast.agrovast_id)
    holder = Actor(name="x", cluster_ids=frozenset({cast.vreta_id}), invitation_id=mine)
    planning: tuple[Callable[[Work], object], ...] = (
        lambda work: services.invite_clusters(work, slug, [cast.vreta_id]),
        lambda work: services.invite_people(work, slug, [ANNA]),
        lambda work: services.send(work, slug),
        lambda work: services.send_again(work, mine),
        lambda work: services.remind(work, slug),
        lambda work: services.remove(work, mine),
        lambda work: services.correct_address(work, mine, "x", "x@example.org"),
        lambda work: services.set_terms(work, slug, InvitingTerms()),
        lambda work: services.plan_sending(work, gate_of(work.db, slug)),
        lambda work: services.plan_reminding(work, gate_of(work.db, slug)),
    )
    answering: tuple[Callable[[Work], object], ...] = (
        lambda work: services.decline(work, other),
        lambda work: services.take_back(work, other),
        lambda work: services.note_opened(work, other),
        lambda work: services.remind_due(work),
    )
    refusals: tuple[tuple[Actor, type[PlannerError]], ...] = (
        (cast.bob, NotAllowed),
        (ANONYMOUS, NotSignedIn),
        (holder, NotSignedIn),
    )
    for actor, refusal in refusals:
        for use in (*planning, *answering):
            with pytest.raises(refusal), work_as(actor) as work:
                use(work)
    with pytest.raises(NotAllowed), work_as(cast.alice) as work:
        services.remind_due(work)
    with work_as(holder) as work:
        services.decline(work, mine)
        services.take_back(work, mine)


def test_lists_and_sending_take_as_many_statements_for_thirty_as_for_one(
    slug: str, cast: Cast, work_as: WorkAs, statements: Callable[[], Any], clock: Clock
) -> None:
    counted = []
    for number in (1, 30):
        with work_as(cast.alice) as work:
            clusters = [
                a_cluster(work, f"Kluster {number} {n}", contact_email=f"k{n}@example.org").id for n in range(number)
            ]
            services.invite_clusters(work, slug, clusters)
            services.invite_people(
                work, slug, [Guest(f"Demo {n}", f"g{number}.{n}@example.org") for n in range(number)]
            )
            meeting_id = gate_of(work.db, slug).meeting_id
            with statements() as sending:
                assert services.send(work, slug) == 2 * number
            work.db.expunge_all()
            with statements() as listing:
                lines_of(work.db, meeting_id)
            with statements() as tiling:
                tiles(work.db, meeting_id)
        clock.forward(days=1)
        with work_as(cast.alice) as work, statements() as reminding:
            services.remind(work, slug)
        counted.append([len(seen) for seen in (sending, listing, tiling, reminding)])
        clock.forward(seconds=timedelta(days=1).total_seconds())
    assert counted[0] == counted[1]
    assert counted[0][1:3] == [3, 3]
