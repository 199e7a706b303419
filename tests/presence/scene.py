"""A steering group with five items, a pause, and people."""

from datetime import time
from typing import Any

from planner.agenda.rules import ItemKind
from planner.core.work import Work
from planner.meetings.queries import gate_of
from planner.meetings.rules import MeetingKind
from planner.presence.queries import noted_at, sheet_of
from planner.presence.rules import Attender, Sheet, Ticked
from planner.programmes.services import publish
from tests.builders import an_item
from tests.registrations.scene import a_gathering, come

TITLES = ("Öppnande", "Ekonomi", "Beslut", "Övrigt", "Avslut")


def a_board(work: Work, *people: str, published: bool = True, **more: Any) -> str:
    """An open steering group meeting of these people; gives its slug."""
    slug = a_gathering(work, **{"kind": MeetingKind.STEERING, "capacity": None} | more)
    for hour, title in enumerate(TITLES, 10):
        an_item(work, slug, title, starts=time(hour))
    an_item(work, slug, "Fika", starts=time(11, 45), minutes=15, kind=ItemKind.BREAK)
    if published:
        publish(work, slug, preliminary=False, with_agenda=True)
    for who in people:
        come(work, slug, who)
    return slug


def sheet(work: Work, slug: str) -> Sheet:
    return sheet_of(work.db, gate_of(work.db, slug))


def guest(name: str, *uids: str) -> Ticked:
    return Ticked(Attender(None, name), frozenset(uids))


def noted(work: Work, slug: str) -> dict[str, list[tuple[str, str]]]:
    """(name, state) of everybody noted, by the title of the item."""
    gate = gate_of(work.db, slug)
    titles = {item.uid: item.title.sv for item in sheet(work, slug).items}
    found = noted_at(work.db, gate.meeting_id)
    return {
        titles.get(uid, uid): [(each.who.name, each.state.value) for each in all_of_it]
        for uid, all_of_it in found.items()
    }
