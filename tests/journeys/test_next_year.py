"""A lead makes a gathering with its agenda in a few steps, saves it as a template, and copies it for next year.

A browser without script: forms, links and buttons only.
"""

from flask import Flask

from planner.agenda.queries import agenda_of
from planner.core.actor import SYSTEM
from planner.meetings.queries import gate_of
from planner.web.entry import reading
from tests.journeys.test_main_job import lead_signs_in
from tests.journeys.visitor import Visitor

PLAN = "/plan/meetings/hostens-traff-2026"
NEXT = "/plan/meetings/hostens-traff-2027"


def agenda(address: str) -> list[tuple[str, str]]:
    """(day and start, title) of each item of the gathering at this address."""
    with reading(SYSTEM) as work:
        gate = gate_of(work.db, address.rpartition("/")[2])
        items = agenda_of(work.db, gate.meeting_id, gate.zone)
    return [(f"{item.details.held_on} {item.details.starts:%H.%M}", item.title.sv) for item in items]


def lead_makes_the_gathering(lena: Visitor) -> None:
    lena.follows("Ny träff").sends(
        "Skapa träffen",
        {"=title_sv": "Höstens träff", "Lunch till lunch, två dagar": True, "=days-0-held_on": "2026-10-14"},
    )
    assert lena.path == f"{PLAN}/agenda", lena.text
    assert "21 programpunkter ligger nu på agendan." in lena.text


def test_from_nothing_to_a_filled_agenda_and_on_to_next_year(app: Flask) -> None:
    lena = lead_signs_in(app)
    lead_makes_the_gathering(lena)
    assert agenda(PLAN)[0] == ("2026-10-14 09.30", "Fika och registrering")
    assert agenda(PLAN)[-1] == ("2026-10-15 12.00", "Lunch och hemresa")

    lena.follows("Föredrag: ämnet i stort").sends(
        "Spara", {"=title_sv": "Vatten när det är torrt", "=givers-0-name": "Demo Ek"}
    )
    lena.opens(f"{PLAN}/edit").sends("Spara", {"=last_day": "2026-09-30", "=summary_sv": "Två dagar om vatten."})
    lena.opens(f"{PLAN}/parts").sends("Lägg till 4 vanliga delar")
    lena.opens(f"{PLAN}/publish").sends("Publicera version 1")

    lena.opens(PLAN).follows("Kopiera till en ny träff")
    assert "onsdag 29 september 2027" in lena.text
    lena.sends("Visa vad det blir", {"=first_day": "2027-10-20", "Noteringar för dem som planerar": False})
    assert "onsdag 6 oktober 2027" in lena.text
    lena.sends("Skapa träffen")
    assert lena.path == NEXT, lena.text
    assert [title for _, title in agenda(NEXT)] == [title for _, title in agenda(PLAN)]
    assert agenda(NEXT)[0] == ("2027-10-20 09.30", "Fika och registrering")
    lena.opens(f"{NEXT}/agenda")
    assert "Demo Ek" in lena.text
    assert "Vem talar?" not in lena.text
    lena.opens(f"{NEXT}/parts")
    assert "Middag" in lena.text
    assert app.test_client().get("/meetings/hostens-traff-2027").status_code == 404


def test_an_agenda_that_went_well_is_the_beginning_of_the_next(app: Flask) -> None:
    lena = lead_signs_in(app)
    lead_makes_the_gathering(lena)
    lena.follows("Startprogram och mallar").follows("Spara den här agendan som mall")
    lena.sends("Spara mallen", {"Namn": "Vår vanliga träff"})
    lena.opens("/plan/meetings/new").sends(
        "Skapa träffen", {"=title_sv": "Vårens träff", "Vår vanliga träff": True, "=days-0-held_on": "2027-04-14"}
    )
    assert agenda("/varens-traff-2027")[-1] == ("2027-04-15 12.00", "Lunch och hemresa")

    lena.opens("/plan/meetings/new").sends(
        "Skapa träffen",
        {"=title_sv": "Tom", "=days-0-held_on": "2027-05-12", "=days-0-opens": "9.00", "=days-0-closes": "16.00"},
    )
    lena.opens("/plan/meetings/tom-2027/agenda").follows("Börja med hur det brukar gå till")
    lena.sends("Använd: Temadag")
    assert agenda("/tom-2027")[0] == ("2027-05-12 09.00", "Fika och registrering")
    lena.follows("Startprogram och mallar").follows("Använd … Webbinarium")
    lena.sends("Ta bort 13 programpunkter och börja om")
    assert agenda("/tom-2027")[0] == ("2027-05-12 09.00", "Välkommen: så går det till")
