"""A gathering of two days that was held, for the proof pack."""

from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

from planner.agenda.rules import ItemKind
from planner.checkin.rules import TickState
from planner.checkin.services import NewVisitor, welcome
from planner.core.language import Words
from planner.core.work import Work
from planner.meetings.queries import gate_of
from planner.papers.queries import Proof, proof_of
from planner.programmes.services import publish
from planner.registrations.rules import PartChoice, PartDetails, PartKind
from planner.registrations.services import add_part
from tests.builders import Cast, an_item
from tests.checkin.scene import tick
from tests.invitations.scene import sent_to_all
from tests.lists.scene import part_ids
from tests.registrations.scene import FIRST, ONLINE, a_gathering, come

NOON = datetime(2026, 10, 14, 10, 0, tzinfo=UTC)


def held(work: Work, cast: Cast, **more: Any) -> str:
    """Anna and Bo of Vreta, Cia of no cluster; Dan online; Eva came unannounced. Nobody noted who came the second day.

    A dinner that Anna and Bo said yes to, of whom Bo came that day to nothing; a lunch for all in the programme.
    """
    slug = a_gathering(work, capacity=None, **more)
    add_part(work, slug, PartDetails(PartKind.DINNER, FIRST, Words("Middag", "Dinner"), time(19)))
    dinner = (PartChoice(part_ids(work, slug)["Middag"]),)
    sent_to_all(work, slug, cast)
    an_item(work, slug, held_on=FIRST, starts=time(10), minutes=90)
    an_item(work, slug, "Lunch", held_on=FIRST, starts=time(12), minutes=60, kind=ItemKind.MEAL)
    publish(work, slug, preliminary=False, with_agenda=True)
    come(work, slug, "anna", cluster_id=cast.vreta_id, organisation="", parts=dinner)
    come(work, slug, "bo", cluster_id=cast.vreta_id, organisation="", parts=dinner)
    come(work, slug, "cia")
    come(work, slug, "dan", days=ONLINE, cluster_id=cast.agrovast_id, organisation="")
    return slug


def noted(work: Work, slug: str, cast: Cast) -> None:
    """Anna and Cia were there on the first day, Bo was not, and Eva came unannounced."""
    work = replace(work, now=NOON)
    tick(work, slug, "anna")
    tick(work, slug, "cia")
    tick(work, slug, "bo", TickState.ABSENT)
    welcome(work, slug, NewVisitor("Demo Eva", "", cast.agrovast_id, "", frozenset({FIRST})), "e" * 32)


def proven(work: Work, slug: str, *, with_names: bool = False) -> Proof:
    return proof_of(work.db, gate_of(work.db, slug), with_names=with_names)
