"""The pages: for those who come, for the holder of a link, and for planners."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import time
from typing import Any

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner.core.actor import ANONYMOUS, Actor
from planner.meetings import services as meetings
from planner.meetings.rules import DayHours, Mode, Status
from planner.registrations import services
from tests.builders import Cast
from tests.registrations.scene import FIRST, ONLINE, a_gathering, come, how_all_stand, letters

WorkAs = Callable[[Actor], Any]
Browser = Callable[[str], FlaskClient]
ANSWERS = {
    "name": "Demo Anna",
    "email": "anna@example.org",
    "cluster": "",
    "organisation": "Demo AB",
    "day_20261014": "on_site",
    "day_20261015": "away",
    "diet": "Nötter",
}
PUBLIC = "/en/meetings/hostens-traff-2026"
PLAN = "/en/plan/meetings/hostens-traff-2026"


@pytest.fixture
def slug(cast: Cast, work_as: WorkAs) -> str:
    with work_as(cast.alice) as work:
        return a_gathering(work)


def test_registering_ends_on_the_private_page(slug: str, client: FlaskClient) -> None:
    form = client.get(f"{PUBLIC}/register")
    assert form.status_code == 200
    assert "2 places left" in form.text
    assert "14 November 2026" in form.text
    assert not re.search(r"shows_name[^>]*checked", form.text)
    sent = client.post(f"{PUBLIC}/register", data=ANSWERS)
    assert sent.status_code == 303
    page = client.get(sent.headers["Location"])
    assert page.status_code == 200
    assert "You are registered" in page.text
    assert "A confirmation is on its way to anna@example.org." in page.text
    assert "Wednesday 14 October 2026, 10:00–16:30" in page.text
    assert {name: page.headers[name] for name in ("Cache-Control", "X-Robots-Tag", "Referrer-Policy")} == {
        "Cache-Control": "no-store",
        "X-Robots-Tag": "noindex, nofollow",
        "Referrer-Policy": "no-referrer",
    }


def test_what_was_typed_is_kept_when_it_is_refused(slug: str, client: FlaskClient) -> None:
    sent = client.post(
        f"{PUBLIC}/register", data={**ANSWERS, "email": "anna", "organisation": "", "day_20261014": "away"}
    )
    assert sent.status_code == 422
    assert 'value="Demo Anna"' in sent.text
    assert "Nötter" in sent.text
    assert "Write an e-mail address" in sent.text
    again = client.post(f"{PUBLIC}/register", data={**ANSWERS, "organisation": "", "day_20261014": "away"})
    assert again.status_code == 422
    assert "Choose at least one day" in again.text
    assert "Choose your cluster, or write" in again.text


def test_a_known_address_gets_words_and_nobody_else_the_link(slug: str, client: FlaskClient, work_as: WorkAs) -> None:
    client.post(f"{PUBLIC}/register", data=ANSWERS)
    sent = client.post(f"{PUBLIC}/register", data={**ANSWERS, "name": "Somebody else"})
    assert sent.status_code == 422
    assert "anna@example.org is already registered." in sent.text
    assert "/r/" not in sent.text
    with work_as(ANONYMOUS) as work:
        assert letters(work)[-1] == ("anna", "link", "")


def test_a_full_gathering_says_which_number_one_would_be(slug: str, client: FlaskClient, work_as: WorkAs) -> None:
    with work_as(ANONYMOUS) as work:
        for name in ("anna", "bo", "cia"):
            come(work, slug, name)
    page = client.get(f"{PUBLIC}/register").text
    assert "you will be number 2 on the waiting list" in page
    assert "Register or join the waiting list" in page
    sent = client.post(f"{PUBLIC}/register", data={**ANSWERS, "email": "dan@example.org"})
    mine = client.get(sent.headers["Location"]).text
    assert "Number 2 in line" in mine


def test_one_day_on_site_asks_for_no_days(cast: Cast, work_as: WorkAs, client: FlaskClient) -> None:
    with work_as(cast.alice) as work:
        slug = a_gathering(work, mode=Mode.ON_SITE, days=(DayHours(FIRST, time(10), time(16)),), capacity=None)
    page = client.get(f"/en/meetings/{slug}/register").text
    assert "Your days" not in page
    sent = client.post(f"/en/meetings/{slug}/register", data={k: v for k, v in ANSWERS.items() if k[:3] != "day"})
    assert sent.status_code == 303


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Status.SAVE_THE_DATE, "Registration has not opened yet."),
        (Status.CANCELLED, "This gathering is cancelled."),
        (Status.CLOSED, "Registration has closed."),
    ],
)
def test_a_closed_door_is_a_page_with_words(
    cast: Cast, work_as: WorkAs, client: FlaskClient, status: Status, words: str
) -> None:
    with work_as(cast.alice) as work:
        slug = a_gathering(work, status=Status.SAVE_THE_DATE if status is Status.SAVE_THE_DATE else Status.OPEN)
        if status is not Status.SAVE_THE_DATE:
            meetings.set_status(work, slug, status)
    page = client.get(f"/en/meetings/{slug}/register")
    assert (page.status_code, words in page.text, "demo.lind@example.org" in page.text) == (200, True, True)
    assert client.post(f"/en/meetings/{slug}/register", data=ANSWERS).status_code == 409


def test_a_draft_is_nowhere(cast: Cast, work_as: WorkAs, client: FlaskClient) -> None:
    with work_as(cast.alice) as work:
        slug = a_gathering(work, status=None)
    assert client.get(f"/en/meetings/{slug}/register").status_code == 404


def test_the_holder_changes_cancels_and_takes_a_copy(slug: str, client: FlaskClient, work_as: WorkAs) -> None:
    mine = client.post(f"{PUBLIC}/register", data=ANSWERS).headers["Location"]
    shown = client.get(f"{mine}/change")
    assert 'value="Demo Anna"' in shown.text
    assert re.search(r'value="on_site"[^>]*checked|checked[^>]*value="on_site"', shown.text)
    refused = client.post(f"{mine}/change", data={**ANSWERS, "name": " "})
    assert refused.status_code == 422
    changed = client.post(f"{mine}/change", data={**ANSWERS, "name": "Demo Annika", "day_20261015": "online"})
    assert (changed.status_code, changed.headers["Location"]) == (303, mine)
    copy = json.loads(client.get(f"{mine}/data.json").text)
    assert (copy["name"], copy["special_diet"], [d["mode"] for d in copy["days"]]) == (
        "Demo Annika",
        "Nötter",
        ["on_site", "online"],
    )
    assert client.get(f"{mine}/cancel").status_code == 200
    with work_as(ANONYMOUS) as work:
        assert how_all_stand(work, slug) == [("anna", "confirmed", None)]
    assert client.post(f"{mine}/cancel").status_code == 303
    assert "Your registration is cancelled" in client.get(mine).text
    assert client.get(f"{mine}/change").status_code == 303
    with work_as(ANONYMOUS) as work:
        assert how_all_stand(work, slug) == [("anna", "cancelled", None)]


@pytest.mark.parametrize("page", ["", "/change", "/cancel", "/data.json"])
def test_a_wrong_link_opens_nothing(slug: str, client: FlaskClient, page: str) -> None:
    client.post(f"{PUBLIC}/register", data=ANSWERS)
    assert client.get(f"/en/r/{'a' * 32}{page}").status_code == 404
    if page in ("/change", "/cancel"):
        assert client.post(f"/en/r/{'a' * 32}{page}", data=ANSWERS).status_code == 404


def test_a_form_of_a_page_that_hides_its_address_is_taken_over_https(
    app: Flask, slug: str, client: FlaskClient
) -> None:
    base = "https://localhost"
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        with app.app_context():  # the token is kept in it: a fresh one, as each request has
            page = client.get(f"{PUBLIC}/register", base_url=base).text
            token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
            assert token
            without = client.post(f"{PUBLIC}/register", data=ANSWERS, base_url=base)
            sent = client.post(f"{PUBLIC}/register", data={**ANSWERS, "csrf_token": token[1]}, base_url=base)
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
    assert (without.status_code, sent.status_code) == (400, 303)


def test_the_dashboard_has_numbers_clusters_and_what_to_do(
    slug: str, cast: Cast, as_: Browser, work_as: WorkAs
) -> None:
    with work_as(cast.alice) as work:
        services.invite_clusters(work, slug, [cast.vreta_id, cast.agrovast_id])
        come(work, slug, "anna", cluster_id=cast.vreta_id)
        come(work, slug, "bo", days=ONLINE)
    page = as_("alice").get(PLAN)
    assert page.status_code == 200
    assert re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page.text)).count("Places left of 2 1") == 1
    assert "1 has answered" in page.text
    assert "1 is silent" in page.text
    assert "Make the programme, and publish it." in page.text


def test_inviting_ticks_clusters(slug: str, cast: Cast, as_: Browser) -> None:
    alice = as_("alice")
    sent = alice.post(f"{PLAN}/invite", data={"invited": [cast.vreta_id], "absent": [cast.agrovast_id]})
    assert sent.status_code == 303
    page = alice.get(f"{PLAN}/invite").text
    assert re.findall(r'name="(\w+)" value="(\d+)"[^>]*checked', page) == [
        ("invited", str(cast.agrovast_id)),
        ("absent", str(cast.agrovast_id)),
        ("invited", str(cast.vreta_id)),
    ]
    assert alice.post(f"{PLAN}/invite", data={"invited": ["999"]}).status_code == 422


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
    for address in (PLAN, f"{PLAN}/needs", f"{PLAN}/invite", f"{PLAN}/registrations.csv"):
        assert bob.get(address).status_code == 403
    for what in ("cancel", "send-link"):
        assert bob.post(f"/en/plan/registrations/{anna.registration_id}/{what}").status_code == 403


def test_nobody_signed_in_is_asked_to(slug: str, client: FlaskClient) -> None:
    for address in (PLAN, f"{PLAN}/needs", f"{PLAN}/invite", f"{PLAN}/registrations", f"{PLAN}/registrations.csv"):
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
        assert letters(work)[-2:] == [("anna", "link", ""), ("anna", "cancelled", "CANCEL")]


def test_the_kitchen_gets_numbers_and_no_names(slug: str, cast: Cast, as_: Browser, work_as: WorkAs) -> None:
    with work_as(ANONYMOUS) as work:
        come(work, slug, "anna", diet="Vegan")
        come(work, slug, "bo")
        come(work, slug, "eva", days=ONLINE, diet="Popcorn")
    page = as_("alice").get(f"{PLAN}/needs").text
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


@pytest.mark.parametrize("address", [PLAN, f"{PLAN}/registrations", f"{PLAN}/needs", f"{PLAN}/registrations.csv"])
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
    assert counts[0] == counts[1] <= 12


def test_the_list_has_pages_of_a_hundred(slug: str, as_: Browser, work_as: WorkAs) -> None:
    with work_as(ANONYMOUS) as work:
        for n in range(101):
            come(work, slug, f"demo{n:03}", days=ONLINE)
    for number in (2, 99):
        page = as_("alice").get(f"{PLAN}/registrations?page={number}").text
        assert re.findall(r"mailto:(\w+)@", page) == ["demo100"]
        assert "Page 2 of 2" in page
