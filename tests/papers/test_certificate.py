"""A certificate of one's own: by private link, once it was noted that one was there."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner.programmes.services import publish
from tests.builders import Cast
from tests.checkin.scene import MORNING, tick
from tests.conftest import Clock
from tests.paper import faults_of, reader, text_of, words_of
from tests.registrations.scene import a_gathering, come

WorkAs = Callable[..., Any]


@pytest.fixture
def tokens(app: Flask, cast: Cast, work_as: WorkAs, clock: Clock) -> dict[str, str]:
    """Anna was there on the first day; Bo never was."""
    with work_as(cast.alice) as work:
        slug = a_gathering(work, capacity=None)
        publish(work, slug, preliminary=False, with_agenda=False)
        tokens = {who: come(work, slug, who).token for who in ("anna", "bo")}
    clock.now = MORNING
    with work_as(cast.alice) as work:
        tick(work, slug, "anna")
    return tokens


@pytest.mark.pdf
def test_it_says_what_was_noted_of_oneself(tokens: dict[str, str], client: FlaskClient) -> None:
    answer = client.get(f"/r/{tokens['anna']}/certificate.pdf")
    assert (answer.status_code, answer.content_type, answer.headers["Cache-Control"]) == (
        200, "application/pdf", "no-store",
    )  # fmt: skip
    assert [fault for fault in faults_of(answer.data, "sv") if "localhost" not in fault] == []
    words = words_of(text_of(answer.data, reader()))
    assert "Intyg om deltagande Demo Anna" in words
    assert ("Onsdag 14 oktober 6 tim 30 min" in words, "Torsdag" in words, "Bo" in words) == (True, False, False)
    assert tokens["anna"].encode() not in answer.data


def test_who_was_not_there_has_none(tokens: dict[str, str], client: FlaskClient) -> None:
    answer = client.get(f"/en/r/{tokens['bo']}/certificate.pdf")
    assert (answer.status_code, "nobody noted that you were there" in answer.text) == (404, True)
    assert client.get("/r/made-up/certificate.pdf").status_code == 404


def test_the_page_leads_to_it_when_the_gathering_is_over(
    tokens: dict[str, str], client: FlaskClient, clock: Clock
) -> None:
    def leads(who: str) -> bool:
        return f"/r/{tokens[who]}/certificate.pdf" in client.get(f"/r/{tokens[who]}").text

    assert leads("anna") is False
    clock.now = MORNING + timedelta(days=2)
    assert (leads("anna"), leads("bo")) == (True, False)
