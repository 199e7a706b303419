"""Tests of what every answer carries, and of what no public answer may."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner.core.actor import SYSTEM
from planner.web.entry import writing
from planner.web.security import HEADERS
from tests.builders import a_programme, an_entry, published


def test_a_public_answer_neither_sets_nor_renews_a_cookie(app: Flask, as_: Callable[[str], FlaskClient]) -> None:
    with writing(SYSTEM) as work:
        published(work, a_programme(an_entry()))
    alice = as_("alice")
    with alice.session_transaction() as session:
        session.permanent = True
    public = alice.get("/meetings/hostens-traff/programme")
    assert (public.headers["Cache-Control"], public.headers.getlist("Set-Cookie")) == ("public, no-cache", [])
    assert "Cookie" not in public.headers.get("Vary", "")
    own = alice.get("/plan")
    assert (own.headers["Cache-Control"], len(own.headers.getlist("Set-Cookie"))) == ("private, no-cache", 1)


def test_every_answer_carries_the_headers_once(client: FlaskClient) -> None:
    for answer in (client.get("/"), client.get("/no-such-page")):
        assert {name: answer.headers.getlist(name) for name, _ in HEADERS} == {n: [v] for n, v in HEADERS}


def test_files_carry_the_headers_too_and_stay_keepable_for_ever(client: FlaskClient, app: Flask) -> None:
    with client.get(f"{app.extensions['planner'].asset_root}/style.css") as answer:
        answer.get_data()
    assert (answer.status_code, answer.headers["X-Content-Type-Options"]) == (200, "nosniff")
    assert answer.headers.getlist("Cache-Control") == ["max-age=315360000, public, immutable"]


@pytest.mark.parametrize("number", [2**31, 10**30])
def test_a_number_that_no_row_can_have_leads_nowhere(as_: Callable[[str], FlaskClient], number: int) -> None:
    alice = as_("alice")
    addresses = (f"registrations/{number}", f"letters/{number}", f"invitations/{number}", f"choices/{number}")
    assert [alice.get(f"/plan/{address}").status_code for address in addresses] == [404] * 4
    assert alice.post(f"/plan/registrations/{number}/cancel").status_code == 404
