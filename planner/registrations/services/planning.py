"""What the lead decides before anybody comes: the parts one can choose, and how places are given."""

from collections.abc import Sequence
from datetime import date

from planner.core.actor import require
from planner.core.database import insert_all
from planner.core.errors import Conflict, Invalid
from planner.core.language import say
from planner.core.work import Work
from planner.meetings.queries import Gate
from planner.registrations.models import Allotment, Part, PartStop, SeatTerms
from planner.registrations.permissions import may_see_all_people
from planner.registrations.queries import parts, places
from planner.registrations.queries.seats import allotment_rows, terms_row
from planner.registrations.rules import PartDetails, PartKind, Terms, check_part, check_terms
from planner.registrations.rules.parts import usual_parts
from planner.registrations.services.seating import enter_by_slug, settle


def set_terms(work: Work, slug: str, terms: Terms) -> None:
    """How places are given from now on; nobody loses a place by it, but those who wait may gain one.

    `terms.revision` is the one that was seen: Conflict if somebody else changed them since.
    """
    require(may_see_all_people(work.actor), work.actor)
    gate = enter_by_slug(work, slug)
    row = terms_row(work.db, gate.meeting_id)
    if (row.revision if row else 0) != terms.revision:
        raise Conflict(say("Somebody else changed this while you wrote. Look at it again before you save."))
    check_terms(terms, capacity=gate.capacity, last_meeting_day=gate.days[-1].held_on)
    if row is None:
        row = SeatTerms(meeting_id=gate.meeting_id, revision=0)
        work.db.add(row)
    row.offer_hours, row.release_on, row.erase_people_on = terms.offer_hours, terms.release_on, terms.erase_people_on
    row.asks_invoice = terms.asks_invoice
    row.revision += 1
    _share_out(work, gate, terms)
    settle(work, gate)


def add_part(work: Work, slug: str, details: PartDetails) -> int:
    """Something more that one can say yes to; gives its id. Days come from the gathering itself."""
    require(may_see_all_people(work.actor), work.actor)
    gate = enter_by_slug(work, slug)
    _check(gate, details)
    if details.kind is PartKind.DAY:
        raise Invalid({"kind": say("Days are set with the gathering's other facts.")})
    row = Part(meeting_id=gate.meeting_id, kind=details.kind, held_on=details.held_on, stops=[])
    _check_name(work, gate, details, None)
    _write(row, details)
    work.db.add(row)
    work.db.flush()
    return row.id


def add_usual_parts(work: Work, slug: str) -> int:
    """Lunch each day, dinner the first evening and the nights between, as far as they lack; gives how many."""
    require(may_see_all_people(work.actor), work.actor)
    gate = enter_by_slug(work, slug)
    offers = parts.offers_of(work.db, gate.meeting_id)
    return add_parts(work, slug, usual_parts([day.held_on for day in gate.days], offers))


def add_parts(work: Work, slug: str, wanted: Sequence[PartDetails]) -> int:
    """Those of `wanted` that the gathering lacks, with their stops; gives how many.

    Days are there already: those that say nothing yet of places, last day and price take it from `wanted`. A fixed
    number of statements, however many parts.
    """
    require(may_see_all_people(work.actor), work.actor)
    gate = enter_by_slug(work, slug)
    for details in wanted:
        _check(gate, details)
    present = {_same(offer.details): offer.details for offer in parts.offers_of(work.db, gate.meeting_id)}
    fresh = {_same(details): details for details in wanted if details.kind is not PartKind.DAY}
    lacking = [details for same, details in fresh.items() if same not in present]
    ids = insert_all(work.db, Part, [_values(gate, details) for details in lacking])
    insert_all(
        work.db,
        PartStop,
        [
            {"part_id": part_id, "name": stop.name, "leaves": stop.leaves, "position": position}
            for part_id, details in zip(ids, lacking, strict=True)
            for position, stop in enumerate(details.stops)
        ],
    )
    _say_of_days(work, gate, [day for day in wanted if day.kind is PartKind.DAY])
    return len(lacking)


def _same(details: PartDetails) -> tuple[PartKind, date, str]:
    """What no two parts of a gathering have in common."""
    return details.kind, details.held_on, details.name.sv


def _values(gate: Gate, details: PartDetails) -> dict[str, object]:
    return {
        "meeting_id": gate.meeting_id,
        "kind": details.kind,
        "held_on": details.held_on,
        "name_sv": details.name.sv,
        "name_en": details.name.en,
        "starts": details.starts,
        "capacity": details.capacity,
        "last_day": details.last_day,
        "price_sv": details.price.sv,
        "price_en": details.price.en,
    }


def _say_of_days(work: Work, gate: Gate, wanted: Sequence[PartDetails]) -> None:
    by_day = {details.held_on: details for details in wanted}
    for row in places.day_parts(work.db, gate.meeting_id) if by_day else ():
        said = by_day.get(row.held_on)
        if said and row.capacity is None and row.last_day is None and not (row.price_sv or row.price_en):
            row.capacity, row.last_day = said.capacity, said.last_day
            row.price_sv, row.price_en = said.price.sv, said.price.en
    work.db.flush()


def change_part(work: Work, slug: str, part_id: int, details: PartDetails) -> None:
    """Other words, places or stops. More places go to those who wait; fewer take nothing from anybody.

    Of a day, places, last day and price can change. Invalid for a stop that people get on at and that would be gone.
    """
    require(may_see_all_people(work.actor), work.actor)
    gate = enter_by_slug(work, slug)
    row = parts.part_row(work.db, gate.meeting_id, part_id)
    _check(gate, details)
    if row.is_day:
        row.capacity, row.last_day = details.capacity, details.last_day
        row.price_sv, row.price_en = details.price.sv, details.price.en
    else:
        _check_name(work, gate, details, part_id)
        _check_stops(work, row, details)
        row.kind, row.held_on = details.kind, details.held_on
        _write(row, details)
    settle(work, gate)


def remove_part(work: Work, slug: str, part_id: int) -> None:
    """Take a part away that nobody has said yes to. Conflict otherwise, and for a day."""
    require(may_see_all_people(work.actor), work.actor)
    gate = enter_by_slug(work, slug)
    row = parts.part_row(work.db, gate.meeting_id, part_id)
    if row.is_day:
        raise Conflict(say("Days are set with the gathering's other facts."))
    if parts.part_people(work.db, part_id):
        raise Conflict(say("Somebody has said yes to it. Set its last day to a day that has passed instead."))
    work.db.delete(row)
    work.db.flush()


def _check(gate: Gate, details: PartDetails) -> None:
    check_part(details, last_meeting_day=gate.days[-1].held_on)


def _check_name(work: Work, gate: Gate, details: PartDetails, part_id: int | None) -> None:
    for offer in parts.offers_of(work.db, gate.meeting_id):
        if _same(offer.details) == _same(details) and offer.part_id != part_id:
            raise Invalid({"name_sv": say("There is one of that name on that day already.")})


def _check_stops(work: Work, row: Part, details: PartDetails) -> None:
    kept = {stop.stop_id for stop in details.stops}
    for stop in row.stops:
        if stop.id not in kept and parts.stop_people(work.db, stop.id):
            raise Invalid({"stops": say("People get on at %(stop)s: it cannot be taken away.", stop=stop.name)})


def _write(row: Part, details: PartDetails) -> None:
    row.name_sv, row.name_en = details.name.sv, details.name.en
    row.starts, row.capacity, row.last_day = details.starts, details.capacity, details.last_day
    row.price_sv, row.price_en = details.price.sv, details.price.en
    known = {stop.id: stop for stop in row.stops}
    row.stops[:] = [
        _stop(known.get(said.stop_id) if said.stop_id else None, said.name, position)
        for position, said in enumerate(details.stops)
    ]
    for stop, said in zip(row.stops, details.stops, strict=True):
        stop.leaves = said.leaves


def _stop(known: PartStop | None, name: str, position: int) -> PartStop:
    stop = known or PartStop()
    stop.name, stop.position = name, position
    return stop


def _share_out(work: Work, gate: Gate, terms: Terms) -> None:
    present = allotment_rows(work.db, gate.meeting_id)
    wanted = {seats.cluster_id: seats for seats in terms.seats if seats.seats}
    if not wanted.keys() <= places.clusters_there_are(work.db):
        raise Invalid({"seats": say("Choose one of the options.")})
    for cluster_id in present.keys() - wanted.keys():
        work.db.delete(present[cluster_id])
    for cluster_id, seats in wanted.items():
        row = present.get(cluster_id)
        if row is None:
            row = Allotment(meeting_id=gate.meeting_id, cluster_id=cluster_id)
            work.db.add(row)
        row.seats, row.funded = seats.seats, seats.funded
    work.db.flush()
