"""An earlier gathering with everything that there can be, and what is known of a gathering."""

import io
from dataclasses import replace
from datetime import date, time
from typing import Any

from PIL import Image
from sqlalchemy import select

from planner.agenda.queries import AgendaItem, agenda_of
from planner.agenda.rules import Giver, ItemKind
from planner.core.database import Base
from planner.core.language import Words
from planner.core.work import Work
from planner.invitations.services import invite_clusters, send
from planner.meetings.queries import gate_of
from planner.meetings.rules import DayHours, Status
from planner.meetings.services import add_logo, set_status
from planner.network.queries import rooms_of_venue
from planner.network.services import RoomDetails, VenueDetails, add_room, add_venue
from planner.programmes.services import publish
from planner.questions.rules import QuestionDetails, QuestionKind
from planner.questions.services import add_question
from planner.registrations.queries.parts import offers_of
from planner.registrations.rules import ClusterSeats, PartDetails, PartKind, Stop, Terms
from planner.registrations.services import add_part, change_part, set_terms
from tests.builders import Cast, a_meeting, an_item
from tests.registrations.scene import come

FIRST, SECOND = date(2026, 10, 14), date(2026, 10, 15)
EARLIER = "grona-kluster-i-gamleby-2026"


def an_earlier_gathering(work: Work, cast: Cast) -> str:
    """Two days in Gamleby with texts, places, an agenda, questions, parts, and people who have answered."""
    venue_id = add_venue(work, VenueDetails("Gamleby folkhögskola"))
    add_room(work, venue_id, RoomDetails("Stora salen", capacity=120))
    (room,) = rooms_of_venue(work.db, venue_id)
    slug = a_meeting(
        work,
        venue_id=venue_id,
        summary=Words("Två dagar", "Two days"),
        practical=Words("Stövlar"),
        funding=Words("Med stöd"),
        host_ids=(cast.agrovast_id, cast.vreta_id),
        contact_email="lind@example.org",
        capacity=60,
        last_day=date(2026, 9, 30),
        erase_needs_on=date(2026, 12, 1),
    )
    add_logo(work, slug, content=a_picture(), alt="Demofonden")
    an_item(work, slug, "Vatten", room_id=room.id, notes="Ring", givers=(Giver("Demo Ek", "vd", "Demo AB"),))
    an_item(work, slug, "Lunch", kind=ItemKind.MEAL, starts=time(12), minutes=60)
    an_item(work, slug, "Avslutning", held_on=SECOND, starts=time(12), minutes=30)
    ways = (Words("Tåg"), Words("Buss"))
    how = add_question(work, slug, QuestionDetails(QuestionKind.CHOICE, Words("Hur reser du?"), options=ways))
    text = QuestionDetails(QuestionKind.TEXT, Words("Varifrån?"), if_question_id=how, if_option="2")
    add_question(work, slug, text)
    stops = (Stop("Torget", time(7)), Stop("Stationen", time(7, 20)))
    add_part(work, slug, PartDetails(PartKind.BUS, FIRST, Words("Buss"), time(7), 50, date(2026, 10, 1), stops=stops))
    day = next(o for o in offers_of(work.db, gate_of(work.db, slug).meeting_id) if o.details.held_on == SECOND)
    change_part(work, slug, day.part_id, replace(day.details, capacity=40, price=Words("100 kr")))
    seats = (ClusterSeats(cast.vreta_id, 3, 1),)
    set_terms(work, slug, Terms(offer_hours=24, release_on=date(2026, 10, 1), seats=seats))
    publish(work, slug, preliminary=False, with_agenda=True)
    set_status(work, slug, Status.OPEN)
    invite_clusters(work, slug, [cast.vreta_id])
    send(work, slug)
    come(work, slug, "anna", cluster_id=cast.vreta_id, organisation="")
    return slug


def placed(work: Work, slug: str) -> tuple[AgendaItem, ...]:
    gate = gate_of(work.db, slug)
    return agenda_of(work.db, gate.meeting_id, gate.zone)


def lines(work: Work, slug: str) -> list[tuple[date, time, str]]:
    """(day, start, Swedish title) of each item."""
    return [(item.details.held_on, item.details.starts, item.title.sv) for item in placed(work, slug)]


def everything(work: Work) -> dict[str, set[tuple[Any, ...]]]:
    """Every row of every table."""
    work.db.flush()
    return {table.name: {tuple(row) for row in work.db.execute(select(table))} for table in Base.metadata.sorted_tables}


def a_picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 20), "navy").save(file, "PNG")
    return file.getvalue()


MORNING = DayHours(date(2027, 3, 1), time(9), time(12))
