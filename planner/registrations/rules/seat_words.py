"""How the places stand for somebody of a cluster, in plain words, before they register. Pure."""

from datetime import date

from planner.core.language import Text, say, say_many
from planner.registrations.rules.seats import Hall
from planner.registrations.rules.terms import Terms


def seats_in_words(hall: Hall, terms: Terms, cluster_id: int | None, name: str) -> Text:
    """What is left for people of this cluster (None: of no cluster) where places are shared out."""
    pool = hall.pool_left or 0
    own = hall.own.get(cluster_id, 0) if cluster_id is not None else 0
    if own and terms.release_on:
        return say(
            "%(cluster)s has %(left)s of %(own)s own places left until %(day)s; the common pool has %(pool)s.",
            cluster=name,
            left=hall.own_left(cluster_id),
            own=own,
            day=terms.release_on,
            pool=pool,
        )
    if own:
        return say(
            "%(cluster)s has %(left)s of %(own)s own places left; the common pool has %(pool)s.",
            cluster=name,
            left=hall.own_left(cluster_id),
            own=own,
            pool=pool,
        )
    if cluster_id is not None:
        return say_many(
            "%(cluster)s has no places of its own; the common pool has %(n)s place left.",
            "%(cluster)s has no places of its own; the common pool has %(n)s places left.",
            pool,
            cluster=name,
        )
    return pool_in_words(hall)


def pool_in_words(hall: Hall) -> Text:
    """What is left for everybody."""
    return say_many(
        "The common pool has %(n)s place left.", "The common pool has %(n)s places left.", hall.pool_left or 0
    )


def line_in_words(hall: Hall, cluster_id: int | None, waiting: int) -> Text | None:
    """Which number somebody of this cluster would be on the waiting list; None while there is a place for them."""
    if hall.seats_for(cluster_id) != 0:
        return None
    return say("All places open to you are taken: you will be number %(n)s on the waiting list.", n=waiting + 1)


def offers_in_words(terms: Terms) -> Text:
    """What happens with places that come free."""
    if terms.offer_hours is None:
        return say("A place that comes free goes to the first in line, who is told by letter.")
    return say_many(
        "A place that comes free is held for the first in line for %(n)s hour. Whoever does not take it in time lets "
        "the next in line have it.",
        "A place that comes free is held for the first in line for %(n)s hours. Whoever does not take it in time lets "
        "the next in line have it.",
        terms.offer_hours,
    )


def release_in_words(terms: Terms, today: date) -> Text | None:
    """That clusters keep places no more, or until when they do; None where they never did, or always do."""
    if not terms.seats or terms.release_on is None:
        return None
    if terms.are_released(today):
        return say("Since %(day)s clusters keep no places of their own: all share what is left.", day=terms.release_on)
    return say("From %(day)s places that clusters have not used are open to everybody.", day=terms.release_on)
