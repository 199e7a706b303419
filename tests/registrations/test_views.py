"""The pages: for those who come, for the holder of a link, and for planners."""

import json
import re
from collections.abc import Callable
from datetime import time
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner.core.actor import ANONYMOUS, Actor
from planner.meetings import services as meetings
from planner.meetings.rules import DayHours, Mode, Status
from tests.builders import Cast
from tests.registrations.scene import FIRST, a_gathering, come, how_all_stand, letters

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
