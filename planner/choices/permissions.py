"""Who may choose, and who may let people choose."""

from planner.core.actor import Actor


def may_arrange_choices(actor: Actor) -> bool:
    """Leads open choosing, place people and move them."""
    return actor.may_plan


def may_choose(actor: Actor, registration_id: int) -> bool:
    """Whoever has the private link of a registration chooses for it."""
    return actor.registration_id == registration_id
