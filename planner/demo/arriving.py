"""Who came to the gathering that has been: most of those who were registered, and one more."""

from dataclasses import replace
from datetime import date, time, timedelta

from planner.checkin.queries import roll_of
from planner.checkin.rules import Said, TickState
from planner.checkin.services import NewVisitor, take_ticks, welcome
from planner.core.timespan import instant
from planner.core.work import Work
from planner.meetings.queries import gate_of
from planner.network.queries import clusters_in_order

STAYED_AWAY = 5
"""One of so many did not come."""


def arrive(work: Work, slug: str, day: date) -> None:
    """They come in the half hour before ten; each fifth stays away."""
    gate = gate_of(work.db, slug)
    then = replace(work, now=instant(day, time(10), gate.zone))
    roll = roll_of(work.db, gate)
    parts = [part.part_id for part in roll.parts if part.is_day]
    said = [
        Said(
            f"demo-{slug[:20]}-{person.who.key}-{part_id}",
            person.who,
            part_id,
            TickState.PRESENT,
            then.now - timedelta(minutes=30 - number % 30),
        )
        for number, person in enumerate(roll.people)
        for part_id in parts
        if number % STAYED_AWAY
    ]
    take_ticks(then, slug, said)
    from_cluster = clusters_in_order(work.db)[8].id
    welcome(then, slug, NewVisitor("Vera Demo", "", from_cluster, "", frozenset({day})), f"{day.toordinal():032x}")
