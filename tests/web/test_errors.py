"""Refusals and accidents as pages, in both languages, with no database behind them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner.app import create_app
from planner.web.entry import db
from planner.web.security import HEADERS
from tests.conftest import settings_for

Statements = Callable[[], Any]


@pytest.fixture
def real(database_url: str, migrated_app: Flask, instance: Path) -> Iterator[Flask]:
    """The application as it is served: with CSRF protection, and accidents become pages."""
    served = create_app(settings_for(database_url, instance, testing=False))

    @served.get("/break-down")
    def _break_down() -> str:
        raise RuntimeError("a secret of ours")

    @served.get("/break-down/<token>")
    def _break_down_privately(token: str) -> str:
        raise RuntimeError("a secret of ours")

    yield served
    with served.app_context():
        db.engine.dispose()


def shown(answer: Any) -> str:
    page: str = answer.get_data(as_text=True)
    return page


@pytest.mark.parametrize(
    ("method", "address", "status", "swedish", "english"),
    [
        ("GET", "/no-such-page", 404, "Här finns inget", "Nothing here"),
        ("PUT", "/", 405, "Det gick inte att förstå", "That could not be understood"),
    ],
)
def test_refusals_are_pages_in_both_languages_and_ask_no_database(
    client: FlaskClient, statements: Statements, method: str, address: str, status: int, swedish: str, english: str
) -> None:
    with statements() as seen:
        answers = [client.open(prefix + address, method=method) for prefix in ("", "/en")]
    assert [answer.status_code for answer in answers] == [status, status]
    assert swedish in shown(answers[0])
    assert english in shown(answers[1])
    assert [answer.headers["Cache-Control"] for answer in answers] == ["no-store", "no-store"]
    assert len(seen) == 0


def test_a_wrong_method_is_told_the_right_ones(client: FlaskClient) -> None:
    assert set(client.put("/").headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_a_file_that_is_too_large_is_refused_in_words(as_: Callable[[str], FlaskClient]) -> None:
    answer = as_("alice").post("/en/plan/meetings/x/logos", data={"alt": "x" * (5 * 1024 * 1024)})
    assert answer.status_code == 413
    assert "The file is too large" in shown(answer)


def test_an_accident_is_a_page_that_keeps_our_secrets(real: Flask) -> None:
    for prefix, words in (("", "Något gick sönder"), ("/en", "Something broke")):
        answer = real.test_client().get(f"{prefix}/break-down")
        page = shown(answer)
        assert answer.status_code == 500
        assert words in page
        assert "secret" not in page
        assert {name: answer.headers[name] for name, _ in HEADERS} == dict(HEADERS)


def test_a_form_from_elsewhere_is_refused_with_a_way_out(real: Flask) -> None:
    answer = real.test_client().post("/en/sign-in", data={"email": "alice@example.org"})
    assert answer.status_code == 400
    assert "This page was open too long. Go back, reload it and send it once more." in shown(answer)


def test_who_is_not_signed_in_is_led_to_the_door_and_back(client: FlaskClient) -> None:
    answer = client.get("/en/plan?x=1")
    assert (answer.status_code, answer.location) == (303, "/en/sign-in?next=/en/plan?x%3D1")
    assert client.post("/plan/meetings/new").status_code == 401


@pytest.mark.parametrize("address", ["/meetings/%00", "/meetings/x%00y/programme", "/clusters?q=%00"])
def test_what_no_text_can_hold_is_refused_and_breaks_nothing(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 400


def test_a_field_that_no_text_can_hold_is_refused(as_: Callable[[str], FlaskClient]) -> None:
    assert as_("alice").post("/plan/meetings/new", data={"title_sv": "a\0b"}).status_code == 400


def test_an_accident_on_a_private_page_is_noted_without_its_link(real: Flask, caplog: pytest.LogCaptureFixture) -> None:
    assert real.test_client().get("/break-down/tOkEn").status_code == 500
    assert "GET /break-down/<token>" in caplog.text
    assert "tOkEn" not in caplog.text
