"""The main job as one story through the front door: plan, publish, register, read the calendar and the paper."""

import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pikepdf
import pytest
import vobject
from flask import Flask

from planner.accounts.rules import AccountDetails
from planner.accounts.services import admit
from planner.core.actor import SYSTEM, Role
from planner.web.entry import writing
from tests.conftest import Clock
from tests.journeys.visitor import Visitor, letters_to, link_in
from tests.paper import reader, text_of

STOCKHOLM = ZoneInfo("Europe/Stockholm")
SLUG = "/meetings/grona-kluster-i-gamleby-2026"
PLAN = f"/plan{SLUG}"


@dataclass(frozen=True)
class Line:
    """An item as the lead types it, and as everybody must read it afterwards."""

    title: str
    day: str
    starts: str
    minutes: int
    kind: str
    theme: str = ""
    room: str = ""
    speaker: str = ""

    @property
    def begins(self) -> datetime:
        day = 14 if self.day.startswith("onsdag") else 15
        hour, minute = self.starts.split(".")
        return datetime(2026, 10, day, int(hour), int(minute), tzinfo=STOCKHOLM).astimezone(UTC)


WED, THU = "onsdag 14 oktober", "torsdag 15 oktober"
AGENDA = (
    Line("Fika och registrering", WED, "09.30", 30, "Ankomst och registrering"),
    Line("Välkommen till Gamleby", WED, "10.00", 60, "Föredrag", "", "Stora salen", "Åsa Demo"),
    Line("Lunch", WED, "12.00", 75, "Måltid"),
    Line("Kurskartan; validering, steg 1", WED, "13.15", 75, "Workshop", "Kompetensförsörjning", "Stora salen"),
    Line("Beredskap på gården", WED, "13.15", 75, "Workshop", "Beredskap", "Lilla salen", "Örjan Demo"),
    Line("Vatten i landskapet", THU, "09.00", 90, "Samtal", "", "Lilla salen"),
)


def lead_signs_in(app: Flask) -> Visitor:
    with writing(SYSTEM) as work:
        admit(work, AccountDetails("Lena Demo", "lena@example.org", Role.LEAD), quiet=True)
    lena = Visitor(app).opens("/plan")
    lena.sends("Skicka en länk", {"E-post": "lena@example.org"})
    lena.opens(link_in(letters_to("lena@example.org")[-1], "/sign-in/"))
    return lena.sends("Logga in").opens("/plan")


def lead_builds_the_network(lena: Visitor) -> None:
    for name, short, hue in (("Kompetensförsörjning", "Kompetens", "wheat"), ("Beredskap", "Beredskap", "rowan")):
        lena.opens("/plan/themes/new").sends(
            "Lägg till temat", {"=name_sv": name, "=name_en": name, "=short_sv": short, "=short_en": short, "=hue": hue}
        )
        assert lena.answer is not None
        assert lena.answer.status_code == 200, lena.text
    lena.opens("/plan/clusters/new").sends("Lägg till klustret", {"=name": "Vreta Kluster", "=place": "Linköping"})
    lena.opens("/plan/venues/new").sends("Lägg till platsen", {"=name": "Demoskolan", "=place": "Gamleby"})


def lead_plans_the_gathering(lena: Visitor) -> None:
    lena.opens("/plan/meetings/new").sends("Lägg till en dag")
    lena.sends(
        "Skapa träffen",
        {
            "=title_sv": "Gröna kluster i Gamleby",
            "=title_en": "Green clusters in Gamleby",
            "Form": "På plats",
            "Plats": "Demoskolan",
            "=days-0-held_on": "2026-10-14",
            "=days-0-opens": "09:30",
            "=days-0-closes": "17:00",
            "=days-1-held_on": "2026-10-15",
            "=days-1-opens": "08:30",
            "=days-1-closes": "13:00",
        },
    )
    assert lena.path == PLAN, lena.text
    lena.opens(f"{PLAN}/edit").sends("Spara", {"=capacity": "2", "=last_day": "2026-10-01"})
    for line in AGENDA:
        fields = {
            "=title_sv": line.title,
            "Typ": line.kind,
            "Dag": line.day,
            "=starts": line.starts,
            "=minutes": str(line.minutes),
        }
        fields |= {"Tema": line.theme} if line.theme else {}
        fields |= {"Lokal": line.room} if line.room else {}
        fields |= {"=givers-0-name": line.speaker} if line.speaker else {}
        lena.opens(f"{PLAN}/agenda/new").sends("Spara", fields)
        assert lena.path == f"{PLAN}/agenda", lena.text


def rooms_are_added(lena: Visitor) -> None:
    lena.opens("/plan/venues").follows("Demoskolan")
    for name, capacity in (("Stora salen", "120"), ("Lilla salen", "40")):
        lena.sends("Lägg till lokalen", {"Namn": name, "Rymmer": capacity})


def guest_registers(app: Flask, name: str, email: str, button: str = "Anmäl dig") -> Visitor:
    guest = Visitor(app).opens(SLUG).opens(f"{SLUG}/register")
    return guest.sends(button, {"Namn": name, "E-post": email, "Kluster": "Vreta Kluster"})


def entries_of(app: Flask, path: str = f"{SLUG}/programme.ics") -> tuple[dict[str, Any], str]:
    """(entries by title, ETag) as an independent parser reads them."""
    answer = app.test_client().get(path)
    assert answer.status_code == 200
    calendar = vobject.readOne(answer.get_data(as_text=True))
    return {event.summary.value: event for event in calendar.vevent_list}, answer.headers["ETag"]


def find(entries: dict[str, Any], title: str) -> Any:
    return next(event for summary, event in entries.items() if title in summary)


def test_a_lead_plans_and_publishes_and_everybody_reads_the_same(app: Flask, clock: Clock) -> None:
    lena = lead_signs_in(app)
    lead_builds_the_network(lena)
    rooms_are_added(lena)
    lead_plans_the_gathering(lena)

    lena.opens(f"{PLAN}/publish").sends("Publicera version 1")
    lena.opens(f"{PLAN}/status").sends("Öppen för anmälan")
    public = Visitor(app).opens(SLUG)
    for line in AGENDA:
        assert line.title in public.text

    entries, etag = entries_of(app)
    assert len(entries) == len(AGENDA)
    for line in AGENDA:
        event = find(entries, line.title)
        assert event.dtstart.value.astimezone(UTC) == line.begins
        assert event.dtend.value.astimezone(UTC) == line.begins + timedelta(minutes=line.minutes)
        assert line.room in event.location.value
        assert line.theme in ",".join(event.categories.value)
        assert line.speaker in event.description.value

    anna = guest_registers(app, "Anna Demo", "anna@example.org")
    assert "Anna Demo" in anna.text
    guest_registers(app, "Bo Demo", "bo@example.org")
    cecilia = guest_registers(app, "Cecilia Demo", "cecilia@example.org", "Ställ dig på reservlistan")
    assert "reservlistan" in cecilia.text
    invitation = next(letter for letter in letters_to("anna@example.org") if letter.calendar)
    assert b"METHOD:REQUEST" in (invitation.calendar or b"")
    lena.opens(f"{PLAN}/registrations")
    assert all(name in lena.text for name in ("Anna Demo", "Bo Demo", "Cecilia Demo"))

    anna.opens(link_in(letters_to("anna@example.org")[0], "/r/"))
    anna.follows("Avanmäl mig").sends("Avanmäl mig")
    promoted = letters_to("cecilia@example.org")
    assert any("plats" in letter.subject for letter in promoted)

    clock.forward(days=1)
    before = find(entries, "Välkommen")
    lena.opens(f"{PLAN}/agenda").follows("Välkommen till Gamleby").sends("Spara", {"=starts": "10.30"})
    lena.opens(f"{PLAN}/agenda").follows("Vatten i landskapet").sends("Ta bort")
    assert find(entries_of(app)[0], "Välkommen").serialize() == before.serialize()
    lena.opens(f"{PLAN}/publish")
    assert "10.00–11.00" in lena.text
    assert "10.30–11.30" in lena.text
    lena.sends("Publicera version 2")

    changed, new_etag = entries_of(app)
    after = find(changed, "Välkommen")
    assert after.uid.value == before.uid.value
    assert int(after.sequence.value) > int(before.sequence.value)
    assert after.dtstart.value.astimezone(UTC) == datetime(2026, 10, 14, 8, 30, tzinfo=UTC)
    assert new_etag != etag
    assert find(changed, "Vatten i landskapet").status.value == "CANCELLED"
    assert find(changed, "Lunch").serialize() == find(entries, "Lunch").serialize()
    assert app.test_client().get(f"{SLUG}/programme.ics", headers={"If-None-Match": new_etag}).status_code == 304


@pytest.mark.pdf
def test_the_paper_says_what_the_page_says(app: Flask) -> None:
    lena = lead_signs_in(app)
    lead_builds_the_network(lena)
    rooms_are_added(lena)
    lead_plans_the_gathering(lena)
    lena.opens(f"{PLAN}/publish").sends("Publicera version 1")

    answer = app.test_client().get(f"{SLUG}/programme.pdf")
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    with pikepdf.open(io.BytesIO(answer.data)) as pdf:
        root: Any = pdf.Root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang) == "sv"
        width, height = (float(side) for side in pdf.pages[0].MediaBox[2:])
        assert (round(width), round(height)) == (595, 842)
        assert len(pdf.pages) <= 3
    words = " ".join(text_of(answer.data, reader(), "-raw").split())
    places = [words.find(line.title) for line in AGENDA]
    assert -1 not in places
    assert places == sorted(places)
    assert all(line.speaker in words and line.theme in words for line in AGENDA)
    again = app.test_client().get(f"{SLUG}/programme.pdf", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
