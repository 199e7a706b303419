"""The pages of lists, for planners."""

import csv
import io
import re
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from planner.core.actor import ANONYMOUS, Actor
from planner.invitations.services import invite_clusters
from planner.registrations import services
from planner.registrations.models import Look
from planner.registrations.rules import Colleague, Diet, PartyDetails, RegistrationDetails, Terms
from tests.builders import Cast
from tests.registrations.scene import BOTH_DAYS, ONLINE, a_gathering, come, letters

WorkAs = Callable[[Actor], Any]
Browser = Callable[[str], FlaskClient]
PLAN = "/en/plan/meetings/hostens-traff-2026"


@pytest.fixture
def slug(cast: Cast, work_as: WorkAs) -> str:
    with work_as(cast.alice) as work:
        return a_gathering(work)


def test_the_dashboard_has_numbers_clusters_and_what_to_do(
    slug: str, cast: Cast, as_: Browser, work_as: WorkAs
) -> None:
    with work_as(cast.alice) as work:
        invite_clusters(work, slug, [cast.vreta_id, cast.agrovast_id])
        come(work, slug, "anna", cluster_id=cast.vreta_id)
        come(work, slug, "bo", days=ONLINE)
    page = as_("alice").get(PLAN)
    assert page.status_code == 200
    assert re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page.text)).count("Places left of 2 1") == 1
    assert "1 has answered" in page.text
    assert "1 is silent" in page.text
    assert "Make the programme, and publish it." in page.text


def test_staff_see_their_own_people_only(slug: str, cast: Cast, as_: Browser, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        anna = come(work, slug, "anna", cluster_id=cast.vreta_id)
        come(work, slug, "bo", cluster_id=cast.agrovast_id)
        come(work, slug, "cia")
    bob = as_("bob")
    page = bob.get(f"{PLAN}/registrations").text
    assert re.findall(r"mailto:(\w+)@", page) == ["anna"]
    assert bob.get(f"{PLAN}/registrations?cluster={cast.agrovast_id}").status_code == 403
    assert bob.get(f"{PLAN}/registrations?cluster={cast.vreta_id}").status_code == 200
    for address in (PLAN, f"{PLAN}/lists/kitchen", f"{PLAN}/registrations.csv"):
        assert bob.get(address).status_code == 403
    for what in ("send-link", "cancel"):
        assert as_("charlie").post(f"/en/plan/registrations/{anna.registration_id}/{what}").status_code == 403
        assert bob.post(f"/en/plan/registrations/{anna.registration_id}/{what}").status_code == 303


def test_nobody_signed_in_is_asked_to(slug: str, client: FlaskClient) -> None:
    for address in (PLAN, f"{PLAN}/lists/kitchen", f"{PLAN}/registrations", f"{PLAN}/registrations.csv"):
        assert client.get(address).status_code == 303
    for what in ("cancel", "send-link"):
        assert client.post(f"/en/plan/registrations/1/{what}").status_code == 401


def test_the_list_is_searched_and_filtered_by_its_address(slug: str, cast: Cast, as_: Browser, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        come(work, slug, "örjan", name="Örjan Demo", email="orjan@example.org", cluster_id=cast.vreta_id)
        come(work, slug, "anna")
        come(work, slug, "bo")
        come(work, slug, "eva", days=ONLINE[:1])
    alice = as_("alice")

    def found(query: str) -> list[str]:
        return re.findall(r"mailto:(\w+)@", alice.get(f"{PLAN}/registrations?{query}").text)

    assert found("") == ["anna", "bo", "eva", "orjan"]
    assert found("sort=registered") == ["orjan", "anna", "bo", "eva"]
    assert found("q=ÖRJAN") == ["orjan"]
    assert found("q=demo+ab") == ["anna", "bo", "eva"]
    assert found("status=waiting") == ["bo"]
    assert "On the waiting list (1)" in alice.get(f"{PLAN}/registrations").text
    assert found(f"cluster={cast.vreta_id}") == ["orjan"]
    assert found("day=2026-10-15") == ["anna", "bo", "orjan"]
    assert found("day=2026-10-14&mode=online") == ["eva"]
    assert found("status=nonsense&day=x&page=-3") == ["anna", "bo", "eva", "orjan"]


def test_a_lead_cancels_for_somebody_and_sends_the_link(slug: str, cast: Cast, as_: Browser, work_as: WorkAs) -> None:
    with work_as(ANONYMOUS) as work:
        anna = come(work, slug, "anna")
    alice = as_("alice")
    assert alice.post(f"/en/plan/registrations/{anna.registration_id}/send-link").status_code == 303
    assert alice.post(f"/en/plan/registrations/{anna.registration_id}/cancel").status_code == 303
    assert alice.post("/en/plan/registrations/999/cancel").status_code == 404
    with work_as(ANONYMOUS) as work:
        assert letters(work)[-3:] == [("anna", "link", ""), ("anna", "cancelled", ""), ("anna", "calendar", "CANCEL")]


def test_the_kitchen_gets_numbers_and_no_names(slug: str, cast: Cast, as_: Browser, work_as: WorkAs) -> None:
    with work_as(ANONYMOUS) as work:
        come(work, slug, "anna", diet="Vegan")
        come(work, slug, "bo")
        come(work, slug, "eva", days=ONLINE, diet="Popcorn")
    page = as_("alice").get(f"{PLAN}/lists/kitchen").text
    text = re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page))
    assert text.count("Nothing special 1 Vegan 1 All on site 2") == 2
    assert not [word for word in ("Anna", "anna@", "Popcorn") if word in page]


def test_files_hold_no_formula(slug: str, cast: Cast, as_: Browser, work_as: WorkAs) -> None:
    formula = '=HYPERLINK("http://example.org";"Demo")'
    with work_as(ANONYMOUS) as work:
        come(work, slug, "anna", name=formula, phone="+46 70 000", organisation="@demo", diet="Vegan")
    alice = as_("alice")
    sent = alice.get(f"{PLAN}/registrations.csv")
    assert sent.data.startswith(b"\xef\xbb\xbf")
    heading, row = list(csv.reader(io.StringIO(sent.data.decode("utf-8-sig")), delimiter=";"))
    assert heading[:3] == ["Name", "E-mail", "Phone"]
    assert row[:5] == [f"'{formula}", "anna@example.org", "'+46 70 000", "", "'@demo"]
    book = openpyxl.load_workbook(io.BytesIO(alice.get(f"{PLAN}/registrations.xlsx").data))
    cells = next(book.worksheets[0].iter_rows(min_row=2))
    assert [(cell.value, cell.data_type) for cell in cells[:3]] == [
        (formula, "s"),
        ("anna@example.org", "s"),
        ("+46 70 000", "s"),
    ]
    assert b"Vegan" not in sent.data


def test_a_file_has_what_the_filters_show(slug: str, as_: Browser, work_as: WorkAs) -> None:
    with work_as(ANONYMOUS) as work:
        come(work, slug, "anna")
        come(work, slug, "eva", days=ONLINE)
    text = as_("alice").get(f"{PLAN}/registrations.csv?mode=online").data.decode("utf-8-sig")
    assert [row[1] for row in csv.reader(io.StringIO(text), delimiter=";")] == ["E-mail", "eva@example.org"]


@pytest.mark.parametrize(
    "address", [PLAN, f"{PLAN}/registrations", f"{PLAN}/lists/kitchen", f"{PLAN}/registrations.csv"]
)
def test_thirty_people_cost_no_more_statements_than_one(
    slug: str, cast: Cast, as_: Browser, work_as: WorkAs, statements: Callable[[], Any], address: str
) -> None:
    alice = as_("alice")
    counts = []
    for number in (1, 29):
        with work_as(cast.alice) as work:
            for n in range(number):
                come(work, slug, f"demo{number}x{n}", cluster_id=cast.vreta_id, days=ONLINE)
        with statements() as seen:
            assert alice.get(address).status_code == 200
        counts.append(len(seen))
    # The overview also compares the whole draft with what is published.
    assert counts[0] == counts[1] <= (20 if address == PLAN else 12)


def test_the_list_has_pages_of_a_hundred(slug: str, as_: Browser, work_as: WorkAs) -> None:
    with work_as(ANONYMOUS) as work:
        for n in range(101):
            come(work, slug, f"demo{n:03}", days=ONLINE)
    for number in (2, 99):
        page = as_("alice").get(f"{PLAN}/registrations?page={number}").text
        assert re.findall(r"mailto:(\w+)@", page) == ["demo100"]
        assert "Page 2 of 2" in page


def test_the_kitchens_names_are_shown_once_it_is_noted_who_looks(
    slug: str, cast: Cast, as_: Browser, work_as: WorkAs
) -> None:
    with work_as(ANONYMOUS) as work:
        come(work, slug, "anna", diets=(Diet.VEGAN,), diet="Nuts", access="Hearing loop")
    alice = as_("alice")
    page = re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", alice.get(f"{PLAN}/lists/kitchen").text))
    assert page.count("Nothing special 0 Vegan 1 Nuts 1 All on site 1") == 2
    assert "Demo Anna" not in page
    assert as_("bob").post(f"{PLAN}/lists/kitchen/names").status_code == 403
    named = alice.post(f"{PLAN}/lists/kitchen/names")
    assert "Demo Anna" in named.text
    assert "Hearing loop" in named.text
    with work_as(cast.alice) as work:
        assert [(look.looker, look.what) for look in work.db.scalars(select(Look))] == [("Alice", "needs")]


def test_the_overview_tells_what_waits(slug: str, cast: Cast, as_: Browser, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        services.set_terms(work, slug, Terms(offer_hours=24))
        booker = RegistrationDetails("Demo Anna", "anna@example.org", BOTH_DAYS, organisation="Demo AB")
        party = PartyDetails(booker, colleagues=(Colleague("Demo Bo", "bo@example.org"),))
        services.register_party(work, slug, party, "one")
        come(work, slug, "cia")
        services.cancel(work, 1)
    page = as_("alice").get(PLAN).text
    assert "1 person was named by somebody else and has not answered the rest. Remind them." in page
    assert "1 offered place waits for an answer." in page
    found = as_("alice").get(f"{PLAN}/registrations?status=offered").text
    assert re.findall(r"mailto:(\w+)@", found) == ["cia"]
    assert "Until Wednesday 2 September 10:00." in found
