"""The lead's pages of a gathering, from nothing to public."""

from collections.abc import Callable

from flask.testing import FlaskClient

As = Callable[[str], FlaskClient]

NEW = {
    "title_sv": "Gröna kluster i Gamleby",
    "title_en": "Green clusters in Gamleby",
    "kind": "network",
    "mode": "hybrid",
    "venue_id": "",
    "days-0-held_on": "2026-10-14",
    "days-0-opens": "09.30",
    "days-0-closes": "17.00",
    "days-1-held_on": "2026-10-15",
    "days-1-opens": "08:30",
    "days-1-closes": "13:00",
}


def test_a_title_and_days_are_enough_for_a_gathering(as_: As) -> None:
    alice = as_("alice")
    answer = alice.post("/plan/meetings/new", data=NEW)
    assert (answer.status_code, answer.location) == (303, "/plan/meetings/grona-kluster-i-gamleby-2026")
    page = alice.get("/plan").get_data(as_text=True)
    assert "Gröna kluster i Gamleby" in page
    assert "14–15 oktober 2026" in page


def test_what_was_typed_is_kept_when_something_is_missing(as_: As) -> None:
    answer = as_("alice").post("/plan/meetings/new", data=NEW | {"title_sv": "  ", "title_en": "Kept words"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Kept words" in page
    assert 'href="#title_sv"' in page


def test_a_draft_is_private(as_: As, client: FlaskClient) -> None:
    as_("alice").post("/plan/meetings/new", data=NEW)
    assert client.get("/meetings/grona-kluster-i-gamleby-2026").status_code == 404
    assert "Gamleby" not in client.get("/").get_data(as_text=True)


def test_save_the_date_shows_the_page_before_there_is_a_programme(as_: As, client: FlaskClient) -> None:
    alice = as_("alice")
    alice.post("/plan/meetings/new", data=NEW)
    answer = alice.post("/plan/meetings/grona-kluster-i-gamleby-2026/status/save_the_date")
    assert answer.status_code == 303
    page = client.get("/meetings/grona-kluster-i-gamleby-2026").get_data(as_text=True)
    assert "Boka datumet" in page
    assert "14–15" in page


def test_staff_may_not_plan(as_: As) -> None:
    assert as_("bob").get("/plan/meetings/new").status_code == 403
    assert as_("bob").post("/plan/meetings/new", data=NEW).status_code == 403
