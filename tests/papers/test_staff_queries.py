"""What the staff's papers are made of, from the database: who may, what is in it, in how many statements."""

import re
from collections.abc import Callable
from datetime import time
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner.agenda.rules import Giver, ItemKind
from planner.checkin.queries import roll_of
from planner.core.actor import SYSTEM
from planner.core.language import Words
from planner.meetings.queries import gate_of
from planner.papers.pdf import DOCUMENTS, Document, Group, document_of
from planner.papers.queries.sheets import BusList, KitchenSheet, SignSheets, staff_papers_offered
from planner.papers.queries.staff import RunBook
from planner.programmes.services import publish
from planner.registrations import services
from planner.registrations.rules import Diet, PartDetails, PartKind
from planner.web.entry import reading
from planner.web.errands import run_due
from tests.builders import Cast, an_item
from tests.choices.scene import FARM, SOIL, WATER, a_block, a_workshop_day, choose
from tests.lists.scene import a_full_gathering, chosen, many
from tests.paper import faults_of
from tests.registrations.scene import FIRST, a_gathering, come

WorkAs = Callable[..., Any]
STAFF = ("run-book", "sign-in", "sign-in-parts", "bus-list", "kitchen")
STATEMENTS = {"run-book": 28, "sign-in": 12, "sign-in-parts": 21, "bus-list": 9, "kitchen": 12}
"""For a gathering without a venue; with one, two more each."""


def fetched(key: str, slug: str) -> Any:
    """The value of a paper; None while there is nothing to print."""
    made = made_of(key, slug)
    return made.value if made is not None else None


def made_of(key: str, slug: str) -> Any:
    with reading(SYSTEM) as work:
        return document_of(key).fetch(work.db, gate_of(work.db, slug))


def staff_papers() -> list[Document]:
    return [document for document in DOCUMENTS if document.key in STAFF]


@pytest.fixture
def slug(app: Flask, cast: Cast, work_as: WorkAs) -> str:
    """A full gathering: Örjan and Anna have everything, Bo waits for the dinner."""
    with work_as(cast.alice) as work:
        slug = a_full_gathering(work)
        services.add_part(work, slug, PartDetails(PartKind.MEAL, FIRST, Words("Lunch", "Lunch"), time(12)))
        for who in ("örjan", "anna"):
            email = f"{who.replace('ö', 'o')}@example.org"
            come(work, slug, who, email=email, phone="070-000 00 01", parts=chosen(work, slug), diets=(Diet.VEGAN,),
                 diet="Nötallergi")  # fmt: skip
        come(work, slug, "bo", phone="070-000 00 02")
        return slug


def test_the_papers_of_the_staff_name_people_and_are_for_leads(cast: Cast) -> None:
    papers = staff_papers()
    assert [paper.key for paper in papers] == list(STAFF)
    assert [(paper.group, paper.holds_people) for paper in papers] == [(Group.STAFF, True)] * 5
    assert [[paper.may(who) for who in (cast.alice, cast.bob, cast.dora)] for paper in papers] == [
        [True, False, True]] * 5  # fmt: skip


def test_sheets_are_signed_in_the_order_in_which_they_are_entered(slug: str) -> None:
    value = fetched("sign-in", slug)
    assert isinstance(value, SignSheets)
    with reading(SYSTEM) as work:
        entered = [person.name for person in roll_of(work.db, gate_of(work.db, slug)).people]
    assert [[signer.name for signer in sheet.signers] for sheet in value.sheets] == [entered, entered]
    assert entered == ["Demo Anna", "Demo Bo", "Demo Örjan"]


def test_meals_and_dinners_have_sheets_of_their_own_buses_and_nights_none(slug: str) -> None:
    value = fetched("sign-in-parts", slug)
    assert [(sheet.name.sv, [signer.name for signer in sheet.signers]) for sheet in value.sheets] == [
        ("Lunch", []), ("Middag", ["Demo Anna", "Demo Örjan"])]  # fmt: skip


def test_what_people_chose_has_a_sheet_for_each_item(app: Flask, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        day = a_workshop_day(work)
        block = a_block(work, day.slug)
        anna, bo = come(work, day.slug, "anna"), come(work, day.slug, "bo")
        choose(work, day.slug, block, anna.registration_id, SOIL)
        choose(work, day.slug, block, bo.registration_id, FARM)
    value = fetched("sign-in-parts", day.slug)
    assert {sheet.name.sv: [signer.name for signer in sheet.signers] for sheet in value.sheets} == {
        FARM: ["Demo Bo"], SOIL: ["Demo Anna"], WATER: []}  # fmt: skip
    book = fetched("run-book", day.slug)
    assert sorted(book.chosen) == sorted([(day.items[FARM], 1, 1), (day.items[SOIL], 1, 2), (day.items[WATER], 0, 2)])


def test_who_has_a_seat_is_on_the_bus_list_with_their_telephone(slug: str) -> None:
    value = fetched("bus-list", slug)
    assert isinstance(value, BusList)
    stops = {stop.stop_id: stop.name for bus in value.buses for stop in bus.details.stops}
    assert [(each.name, each.phone, stops[each.stop_id]) for each in value.travellers if each.stop_id] == [
        ("Demo Anna", "070-000 00 01", "Linköping C"), ("Demo Örjan", "070-000 00 01", "Linköping C")]  # fmt: skip


def test_the_kitchen_gets_numbers_and_wishes_but_no_names(slug: str) -> None:
    value = fetched("kitchen", slug)
    assert isinstance(value, KitchenSheet)
    dinner = next(meal for meal in value.meals if meal.details.kind is PartKind.DINNER)
    assert (dinner.eating, dinner.diets, dinner.texts) == (2, ((Diet.VEGAN, 2),), (("Nötallergi", 2),))
    assert [name for name in ("Anna", "Örjan", "070-000", "example.org") if name in repr(value.meals)] == []


def test_the_run_book_is_of_the_draft_and_knows_what_is_published(app: Flask, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        slug = a_gathering(work)
        an_item(work, slug, "Publicerad", notes="Lås upp")
        publish(work, slug, preliminary=False, with_agenda=True)
        an_item(work, slug, "Ny", kind=ItemKind.WORKSHOP, givers=(Giver("Demo Karin"),))
    book = fetched("run-book", slug)
    assert isinstance(book, RunBook)
    assert sorted((item.title.sv, item.details.notes) for item in book.items) == [("Ny", ""), ("Publicerad", "Lås upp")]
    assert book.programme is not None
    assert [entry.title.sv for entry in book.programme.entries] == ["Publicerad"]
    assert [helper.name for helper in book.helpers] == ["Demo Karin"]


def test_a_change_makes_another_paper_and_looking_again_does_not(slug: str, cast: Cast, work_as: WorkAs) -> None:
    before = {key: made_of(key, slug).version for key in STAFF}
    assert {key: made_of(key, slug).version for key in STAFF} == before
    with work_as(cast.alice) as work:
        come(work, slug, "cilla", parts=chosen(work, slug))
    after = {key: made_of(key, slug).version for key in STAFF}
    assert [key for key in STAFF if after[key] == before[key]] == []
    assert [version for version in after.values() if len(version) > 60 or not version.isalnum()] == []


def test_there_is_nothing_to_print_where_nobody_travels_eats_or_chooses(
    app: Flask, cast: Cast, work_as: WorkAs
) -> None:
    with work_as(cast.alice) as work:
        slug = a_gathering(work)
    assert {key: fetched(key, slug) is None for key in STAFF} == {
        "run-book": False, "sign-in": False, "sign-in-parts": True, "bus-list": True, "kitchen": True}  # fmt: skip


def test_the_page_is_told_cheaply_what_there_is_to_print(
    slug: str, app: Flask, cast: Cast, work_as: WorkAs, statements: Callable[[], Any]
) -> None:
    """What it says is what fetching would find."""
    with work_as(cast.alice) as work:
        others = [a_gathering(work), a_full_gathering(work), a_workshop_day(work).slug]
        a_block(work, others[2])
    for each in (slug, *others):
        there = {key for key in STAFF if fetched(key, each) is not None}
        with reading(SYSTEM) as work:
            gate = gate_of(work.db, each)
            with statements() as seen:
                assert staff_papers_offered(work.db, gate) == there
            assert len(seen) == 1


@pytest.mark.parametrize("number", [1, 60])
def test_statements_do_not_rise_with_people(
    app: Flask, cast: Cast, work_as: WorkAs, statements: Callable[[], Any], number: int
) -> None:
    with work_as(cast.alice) as work:
        slug = a_full_gathering(work)
        for n in range(min(number, 20)):
            an_item(work, slug, f"Programpunkt {n}", givers=(Giver(f"Demo Talare {n}"),))
        many(work, slug, number, (cast.vreta_id, cast.agrovast_id))
    counted = {}
    for key in STAFF:
        with reading(SYSTEM) as work:
            gate = gate_of(work.db, slug)
            with statements() as seen:
                document_of(key).fetch(work.db, gate)
            counted[key] = len(seen)
    assert counted == STATEMENTS


@pytest.mark.pdf
def test_leads_find_them_on_the_page_and_print_them(as_: Callable[[str], FlaskClient], slug: str) -> None:
    page = f"/plan/meetings/{slug}/print"
    lead = as_("alice")
    asking = re.findall(rf'action="{page}/([a-z-]+)"', lead.get(page).text)
    assert [key for key in STAFF if asking.count(key) != 2] == []
    for key in STAFF:
        waiting = lead.post(f"{page}/{key}", data={"lang": "sv"})
        assert (waiting.status_code, "/jobs/" in waiting.headers["Location"]) == (303, True)
    run_due()
    for key in STAFF:
        assert lead.post(f"{page}/{key}", data={"lang": "sv"}).headers["Location"] == f"{page}/{key}.sv.pdf"
        paper = lead.get(f"{page}/{key}.sv.pdf")
        assert (paper.status_code, faults_of(paper.data, "sv")) == (200, ())
    assert as_("bob").post(f"{page}/kitchen", data={"lang": "sv"}).status_code == 403
