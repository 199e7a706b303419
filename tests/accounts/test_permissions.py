"""Who lets whom in."""

from planner.accounts.permissions import may_admit, may_change, may_close, may_see_accounts, roles_to_give
from planner.core.actor import ANONYMOUS, SYSTEM, Actor, Role

ADMIN = Actor(name="Dora", account_id=1, role=Role.ADMIN)
LEAD = Actor(name="Alice", account_id=2, role=Role.LEAD)
STAFF = Actor(name="Bob", account_id=3, role=Role.STAFF)


def test_admins_give_any_role_and_leads_all_but_admin() -> None:
    assert {actor.name: roles_to_give(actor) for actor in (ADMIN, LEAD, STAFF, ANONYMOUS, SYSTEM)} == {
        "Dora": (Role.STAFF, Role.LEAD, Role.ADMIN),
        "Alice": (Role.STAFF, Role.LEAD),
        "Bob": (),
        "": (),
        "Samling": (Role.STAFF, Role.LEAD, Role.ADMIN),
    }


def test_who_may_give_a_role_may_change_those_who_have_it() -> None:
    assert [may_change(LEAD, role) for role in Role] == [may_admit(LEAD, role) for role in Role]
    assert not may_change(LEAD, Role.ADMIN)


def test_nobody_closes_the_account_they_sit_at() -> None:
    assert not may_close(ADMIN, 1, Role.ADMIN)
    assert may_close(ADMIN, 9, Role.ADMIN)
    assert may_close(LEAD, 9, Role.LEAD)
    assert not may_close(LEAD, 9, Role.ADMIN)
    assert not may_close(STAFF, 9, Role.STAFF)


def test_leads_and_admins_see_accounts() -> None:
    assert [may_see_accounts(actor) for actor in (ADMIN, LEAD, STAFF, ANONYMOUS)] == [True, True, False, False]
