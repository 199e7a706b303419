"""What the terms of a gathering mean, in whole sentences for its lead. Pure."""

from collections.abc import Sequence
from datetime import date

from planner.core.language import Text, say, say_many
from planner.registrations.rules.seat_words import offers_in_words
from planner.registrations.rules.terms import ClusterSeats, Terms


def terms_in_words(terms: Terms, capacity: int | None, today: date) -> tuple[Text, ...]:
    """How places are given, how freed ones are, and who is paid for."""
    return (*_shares(terms, capacity, today), offers_in_words(terms), *_paid(terms))


def _shares(terms: Terms, capacity: int | None, today: date) -> tuple[Text, ...]:
    kept = sum(seats.seats for seats in terms.seats)
    if capacity is None:
        return (say("There is no limit: everybody who registers has a place."),)
    if not kept:
        return (
            say_many(
                "The only place is open to all: first come, first served.",
                "All %(n)s places are open to all: first come, first served.",
                capacity,
            ),
        )
    if terms.release_on is not None and terms.are_released(today):
        return (
            say(
                "Since %(day)s nothing is kept for clusters any more: all %(capacity)s places are open to all.",
                day=terms.release_on,
                capacity=capacity,
            ),
        )
    return (
        *_kept(terms, kept, capacity),
        say(
            "Whoever registers takes one of their cluster’s own places first, then one that is open to all, else waits."
        ),
    )


def _kept(terms: Terms, kept: int, capacity: int) -> tuple[Text, ...]:
    count = _count(terms.seats, kept)
    if kept > capacity:
        return (
            say(
                "%(count)s places are kept, but there are only %(capacity)s: clusters that come first get theirs.",
                count=count,
                capacity=capacity,
            ),
        )
    blanks = {"count": count, "capacity": capacity}
    is_open = capacity - kept
    if terms.release_on is None:
        sentence = say("%(count)s of %(capacity)s places are kept for clusters as long as one can register.", **blanks)
    else:
        sentence = say(
            "%(count)s of %(capacity)s places are kept until %(day)s; from then on all are open to all.",
            day=terms.release_on,
            **blanks,
        )
    return (
        sentence,
        say_many("%(n)s is open to all from the start.", "%(n)s are open to all from the start.", is_open),
    )


def _count(seats: Sequence[ClusterSeats], kept: int) -> Text:
    """19 clusters × 3 = 57, where all have as many."""
    sizes = {share.seats for share in seats if share.seats}
    clusters = sum(share.seats > 0 for share in seats)
    if len(sizes) == 1:
        return say_many(
            "%(n)s cluster × %(each)s = %(kept)s", "%(n)s clusters × %(each)s = %(kept)s", clusters,
            each=sizes.pop(), kept=kept,
        )  # fmt: skip
    return say_many("%(n)s cluster, together %(kept)s", "%(n)s clusters, together %(kept)s", clusters, kept=kept)


def _paid(terms: Terms) -> tuple[Text, ...]:
    funded = sum(seats.funded for seats in terms.seats)
    if not funded:
        return ()
    return (
        say_many(
            "The network pays for %(n)s of the clusters’ places. That is not released: it stays with the cluster.",
            "The network pays for %(n)s of the clusters’ places. Those are not released: they stay with the clusters.",
            funded,
        ),
    )
