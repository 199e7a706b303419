"""Who reads letters that were written to others."""

from planner.core.actor import Actor

PRIVILEGED = ("sign-in",)
"""Kinds of letters that hold a link by which somebody acts with more rights than a lead may have."""


def may_read_letters(actor: Actor) -> bool:
    """Leads see whether letters arrived, and have them sent again."""
    return actor.may_plan


def may_follow_links(actor: Actor, kind: str, *, kept: bool, demo: bool) -> bool:
    """Whether private links in a letter of this kind are shown whole to this reader.

    Only where nothing is sent (`kept`), or the links would serve two masters. A sign-in link would let a lead in
    as an admin, so outside a demonstration it is for admins only.
    """
    return kept and may_read_letters(actor) and (kind not in PRIVILEGED or demo or actor.may_administer)


def may_send_elsewhere(actor: Actor, kind: str) -> bool:
    """Leads send a letter that did not arrive to another address; never one that lets its reader in as somebody."""
    return may_read_letters(actor) and kind not in PRIVILEGED


def may_pause_letters(actor: Actor) -> bool:
    """Leads stop all sending when something is wrong, and let it go on."""
    return actor.may_plan


def may_set_pace(actor: Actor) -> bool:
    """Admins look after how letters leave: how fast, by which server, whether it works."""
    return actor.may_administer
