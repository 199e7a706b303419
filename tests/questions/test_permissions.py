"""Who decides what is asked."""

from planner.core.actor import ANONYMOUS, SYSTEM, Actor, Role
from planner.questions.permissions import may_plan

STAFF = Actor(name="Bob", account_id=1, role=Role.STAFF, cluster_ids=frozenset({1}))
HOLDER = Actor(registration_id=7)
PLANNERS = [Actor(name="Alice", account_id=2, role=role) for role in (Role.LEAD, Role.ADMIN)]


def test_leads_and_admins_alone() -> None:
    assert [may_plan(actor) for actor in (*PLANNERS, SYSTEM)] == [True, True, True]
    assert [may_plan(actor) for actor in (STAFF, HOLDER, ANONYMOUS)] == [False, False, False]
