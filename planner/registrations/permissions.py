"""Who may see and change registrations."""

from planner.core.actor import Actor


def may_see_people(actor: Actor) -> bool:
    """Everybody who signs in sees people: leads all, cluster staff their own clusters'."""
    return actor.is_signed_in or actor.is_system


def may_book_for(actor: Actor, party_id: int) -> bool:
    """Whoever has the booker's link of a party decides for all of it; so may leads."""
    return actor.party_id == party_id or actor.may_plan


def may_see_all_people(actor: Actor) -> bool:
    """Leads see, and take out, everybody."""
    return actor.may_plan


def may_see_needs(actor: Actor) -> bool:
    """What the kitchen must know: as numbers, and for leads only."""
    return actor.may_plan


def may_hold(actor: Actor, registration_id: int) -> bool:
    """Whoever has the private link of a registration holds it."""
    return actor.registration_id == registration_id


def may_look_after(actor: Actor, registration_id: int, cluster_id: int | None, party_id: int) -> bool:
    """Whoever may cancel a registration, hand it to a colleague or have its link sent again.

    The person; the booker of their party; the contact of the cluster they come from, and no other; leads.
    """
    return (
        may_hold(actor, registration_id)
        or actor.party_id == party_id
        or (cluster_id is not None and cluster_id in actor.cluster_ids)
        or actor.may_plan
    )


def visible_clusters(actor: Actor) -> frozenset[int] | None:
    """The clusters whose people this person sees; None: everybody's."""
    return None if may_see_all_people(actor) else actor.cluster_ids


def may_erase(actor: Actor) -> bool:
    """What is erased on its date is erased by the schedule, or by an admin who runs it by hand."""
    return actor.may_administer


def may_erase_person(actor: Actor, registration_id: int) -> bool:
    """Everybody may have themselves erased; leads do it for whoever asks them to."""
    return may_hold(actor, registration_id) or actor.may_plan


def may_see_cluster(actor: Actor, cluster_id: int) -> bool:
    """Staff see the people of the clusters they work for."""
    return may_see_all_people(actor) or cluster_id in actor.cluster_ids
