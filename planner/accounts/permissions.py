"""Who lets people in, and changes what they may do."""

from planner.core.actor import Actor, Role


def may_see_accounts(actor: Actor) -> bool:
    """Leads and admins see who may sign in."""
    return actor.may_plan


def may_admit(actor: Actor, role: Role) -> bool:
    """Leads let in staff and other leads; only an admin makes an admin."""
    return actor.may_administer or (actor.may_plan and role is not Role.ADMIN)


def may_change(actor: Actor, role: Role) -> bool:
    """Whether the actor may change an account that has this role, or give it."""
    return may_admit(actor, role)


def may_close(actor: Actor, account_id: int, role: Role) -> bool:
    """Nobody closes the account they sit at."""
    return may_change(actor, role) and actor.account_id != account_id


def roles_to_give(actor: Actor) -> tuple[Role, ...]:
    """The roles that the actor may let somebody in as."""
    return tuple(role for role in (Role.STAFF, Role.LEAD, Role.ADMIN) if may_admit(actor, role))
