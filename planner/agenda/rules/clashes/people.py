"""Speakers who cannot be there: they are away, or at another gathering. Pure."""

from collections.abc import Iterator, Sequence

from planner.agenda.rules.clashes.kinds import Clash, ClashKind, about
from planner.agenda.rules.plan import Plan, PlannedItem
from planner.agenda.rules.words import listed
from planner.core.language import Span, say


def elsewhere(plan: Plan, items: Sequence[PlannedItem]) -> Iterator[Clash]:
    """Of each item and speaker who gives something at another gathering meanwhile."""
    for item in items:
        for person_id, name in item.speakers:
            there = [e for e in plan.elsewhere.get(person_id, ()) if item.meets(e.starts_at, e.ends_at)]
            if there:
                first = there[0]
                place = say("“%(title)s” at %(gathering)s", title=first.title, gathering=first.gathering)
                words = say(
                    "%(name)s is in “%(title)s”, and at the same time in %(others)s.",
                    name=name,
                    title=item.title,
                    others=listed([place], len(there) - 1),
                )
                yield about(plan, ClashKind.ELSEWHERE, item, words)


def away(plan: Plan, items: Sequence[PlannedItem]) -> Iterator[Clash]:
    """Of each item and speaker who cannot come then."""
    for item in items:
        for person_id, name in item.speakers:
            for starts_at, ends_at in plan.known.away.get(person_id, ()):
                if item.meets(starts_at, ends_at):
                    words = say(
                        "%(name)s gives “%(title)s”, but cannot come %(span)s.",
                        name=name,
                        title=item.title,
                        span=Span(starts_at, ends_at, plan.zone),
                    )
                    yield about(plan, ClashKind.AWAY, item, words)
                    break
