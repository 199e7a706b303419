"""The numbers of papers where days, places and meals are not as one would think."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from planner.agenda.rules import ItemKind
from planner.checkin.rules import Said, TickState
from planner.checkin.services import take_ticks
from planner.core.errors import NotFound
from planner.core.language import Words
from planner.core.work import Work
from planner.meetings.queries import gate_of, record_of
from planner.meetings.rules import Mode, Status
from planner.meetings.services import set_status
from planner.papers.errands import house
from planner.papers.pdf.proof.pack import press_pack
from planner.papers.pdf.proof.tables import tables_of
from planner.papers.pdf.staff.frame import big_of
from planner.papers.queries import Proof, certificates, personal
from planner.papers.queries.staff import surroundings
from planner.presence.queries import sheet_of
from planner.presence.rules import Ticked
from planner.presence.services import note_presence
from planner.programmes.services import publish
from planner.registrations.models import Part
from planner.registrations.rules import PartChoice, PartDetails, PartKind
from planner.registrations.services import add_part, cancel, hand_over
from tests.builders import Cast, an_item
from tests.checkin.scene import tick, who
from tests.lists.scene import part_ids
from tests.papers.proof_scene import NOON, held, proven
from tests.registrations.scene import FIRST, SECOND, a_gathering, change_gathering, come

EVE = FIRST - timedelta(days=1)


@pytest.fixture
def lead(app: Flask, cast: Cast, work_as: Any) -> Iterator[Work]:
    with work_as(cast.alice) as work:
        yield work


def rows(proof: Proof, key: str) -> list[Any]:
    return [row for table in tables_of(proof, "sv") if table.key == key for row in table.rows]


def published(work: Work, slug: str) -> None:
    publish(work, slug, preliminary=False, with_agenda=True)


def test_who_left_after_the_first_day_was_there(lead: Work) -> None:
    slug = a_gathering(lead, capacity=None)
    an_item(lead, slug, "Lunch", held_on=FIRST, starts=time(12), minutes=60, kind=ItemKind.MEAL)
    published(lead, slug)
    for name in ("anna", "bo", "cia"):
        come(lead, slug, name)
    at_noon = replace(lead, now=NOON)
    for name in ("anna", "bo", "cia"):
        tick(at_noon, slug, name)
    next_day = replace(lead, now=NOON + timedelta(hours=19))
    hand_over(next_day, who(lead, "anna").number, "Demo Dan", "dan@example.org", "sv")
    cancel(next_day, who(lead, "bo").number)
    proof = proven(next_day, slug, with_names=True)
    assert (proof.days[0].on_site, proof.days[0].came, proof.days[0].unannounced) == (3, 3, 0)
    assert (proof.days[1].on_site, proof.registered, proof.came) == (2, 3, 3)
    assert [meal.served for meal in proof.meals] == [3]
    assert [(person.name, person.is_registered) for person in proof.people] == [
        ("Demo Anna", True), ("Demo Bo", True), ("Demo Cia", True),
    ]  # fmt: skip
    made = certificates(lead.db, gate_of(lead.db, slug))
    assert made is not None
    assert [person.name for person in made.value.people] == ["Demo Anna", "Demo Bo", "Demo Cia"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("minutes", [240, 330])
def test_a_dinner_that_ends_after_midnight_is_one_meal(lead: Work, minutes: int) -> None:
    slug = a_gathering(lead, capacity=None)
    add_part(lead, slug, PartDetails(PartKind.DINNER, FIRST, Words("Middag"), time(19)))
    an_item(lead, slug, "Fest", held_on=FIRST, starts=time(19), minutes=minutes, kind=ItemKind.MEAL)
    published(lead, slug)
    come(lead, slug, "anna", parts=(PartChoice(part_ids(lead, slug)["Middag"]),))
    assert [(meal.name.sv, meal.served) for meal in proven(lead, slug).meals] == [("Middag", 1)]


def test_nothing_is_served_where_the_gathering_was_called_off(lead: Work, cast: Cast) -> None:
    slug = held(lead, cast)
    set_status(lead, slug, Status.CANCELLED)
    assert proven(lead, slug).meals == ()


def test_all_days_are_those_of_the_gathering(lead: Work) -> None:
    slug = a_gathering(lead, capacity=None)
    add_part(lead, slug, PartDetails(PartKind.SIDE_MEETING, EVE, Words("Styrgrupp"), time(15)))
    published(lead, slug)
    eve = part_ids(lead, slug)["Styrgrupp"]
    for name in ("anna", "bo"):
        come(lead, slug, name, parts=(PartChoice(eve),))
    later = replace(lead, now=NOON + timedelta(days=1))
    for number, name in enumerate(("anna", "bo")):
        take_ticks(later, slug, [Said(f"{number}" * 32, who(lead, name), eve, TickState.PRESENT)])
        tick(later, slug, name)
    tick(later, slug, "bo", day=1)
    days = {row[0]: row[2] for row in rows(proven(lead, slug, with_names=True), "people")}
    assert days == {"Demo Anna": "13 okt. och 14 okt.", "Demo Bo": "13 okt., 14 okt. och 15 okt."}


def test_those_registered_for_a_gathering_that_moved_online_are_counted(lead: Work) -> None:
    slug = a_gathering(lead, capacity=None, mode=Mode.ON_SITE)
    come(lead, slug, "anna")
    come(lead, slug, "bo")
    change_gathering(lead, slug, mode=Mode.ONLINE)
    published(lead, slug)
    proof = proven(lead, slug)
    assert [(day.on_site, day.online) for day in proof.days] == [(0, 2), (0, 2)]


def test_items_at_the_same_time_count_once_on_a_certificate(lead: Work) -> None:
    slug = a_gathering(lead, capacity=None)
    for title in ("Vatten", "Jord"):
        an_item(lead, slug, title, held_on=FIRST, starts=time(13), minutes=90)
    published(lead, slug)
    come(lead, slug, "anna")
    gate = gate_of(lead.db, slug)
    sheet = sheet_of(lead.db, gate)
    every = frozenset(item.uid for item in sheet.items)
    note_presence(lead, slug, [Ticked(sheet.lines[0].who, every)], revision=sheet.revision)
    made = certificates(lead.db, gate)
    assert made is not None
    assert [person.days for person in made.value.people] == [((FIRST, 90),)]  # type: ignore[attr-defined]


def test_ones_own_programme_has_the_days_one_has_a_place_on(lead: Work) -> None:
    slug = a_gathering(lead, capacity=None)
    an_item(lead, slug, "Ett", held_on=FIRST, starts=time(13), minutes=90)
    an_item(lead, slug, "Två", held_on=SECOND, starts=time(9), minutes=90)
    published(lead, slug)
    lead.db.execute(update(Part).where(Part.held_on == SECOND, Part.kind == PartKind.DAY).values(capacity=1))
    come(lead, slug, "anna")
    come(lead, slug, "bo")
    found = {name: personal(lead.db, who(lead, name).number).value for name in ("anna", "bo")}
    assert [entry.title.sv for entry in found["anna"].programme.entries] == ["Ett", "Två"]  # type: ignore[attr-defined]
    assert [entry.title.sv for entry in found["bo"].programme.entries] == ["Ett"]  # type: ignore[attr-defined]
    lead.db.execute(update(Part).where(Part.held_on == FIRST, Part.kind == PartKind.DAY).values(capacity=1))
    cia = come(lead, slug, "cia")
    with pytest.raises(NotFound):
        personal(lead.db, cia.registration_id)


def test_days_in_several_months_are_told_with_them(lead: Work) -> None:
    slug = a_gathering(lead, capacity=None)
    head, *_ = surroundings(lead.db, gate_of(lead.db, slug), record_of(lead.db, slug))
    weekly = [replace(head.days[0], held_on=date(2026, 10, 14) + timedelta(days=7 * n)) for n in range(14)]
    assert big_of(replace(head, days=tuple(weekly)), "sv").days == "14 okt.–13 jan."
    assert big_of(replace(head, days=tuple(weekly[:1] + weekly[2:])), "sv").weekdays == "13 dagar"


@pytest.mark.pdf
def test_the_pack_says_the_day_that_it_was_where_it_is_held(lead: Work) -> None:
    slug = a_gathering(lead, capacity=None)
    come(lead, slug, "anna")
    published(lead, slug)
    tick(replace(lead, now=datetime(2026, 10, 15, 22, 30, tzinfo=UTC)), slug, "anna")
    pack = press_pack(proven(lead, slug), "sv", house(), progress=lambda done, of_all: None)
    assert b"per den 16 oktober 2026" in pack
    assert b"per den 15 oktober 2026" not in pack
