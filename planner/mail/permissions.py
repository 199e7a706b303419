"""Who reads letters that were written to others."""

from planner.core.actor import Actor


def may_read_letters(actor: Actor) -> bool:
    """Leads see whether letters arrived, and have them sent again."""
    return actor.may_plan


def may_follow_links(actor: Actor, kind: str, *, kept: bool, demo: bool) -> bool:
    """Whether private links in a letter of this kind are shown whole to this reader.

    Only where nothing is sent (`kept`), or the links would serve two masters. A sign-in link would let a lead in
    as an admin, so outside a demonstration it is for admins only.
    """
    return kept and may_read_letters(actor) and (kind != "sign-in" or demo or actor.may_administer)
