"""Who asks speakers, who answers for them, and who sees what they need."""

from planner.core.actor import Actor


def may_ask(actor: Actor) -> bool:
    """Leads ask speakers, and see what they have answered."""
    return actor.may_plan


def may_answer(actor: Actor, speaker_id: int) -> bool:
    """Whoever holds the speaker's link; leads by hand."""
    return actor.speaker_id == speaker_id or actor.may_plan


def may_see_needs(actor: Actor) -> bool:
    """Special needs are sensitive: for leads only."""
    return actor.may_plan


def may_erase_by_itself(actor: Actor) -> bool:
    """What is erased on its date is erased by the schedule, or by an admin who runs it by hand."""
    return actor.may_administer
