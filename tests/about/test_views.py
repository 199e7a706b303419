"""The pages about the site itself are open to all, and remarks arrive."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from planner.about.rules import MOST_REMARKS
from planner.core.actor import SYSTEM
from planner.mail.models import PostedLetter
from planner.web.entry import parts, reading
from tests.conftest import Clock

REMARK = {"text": "The map cannot be reached by keyboard.\nSafari.", "reply_to": "anna@example.org"}


def letters() -> list[PostedLetter]:
    with reading(SYSTEM) as work:
        return list(work.db.scalars(select(PostedLetter).order_by(PostedLetter.id)))


@pytest.mark.parametrize("path", ["/accessibility", "/en/accessibility", "/privacy", "/en/privacy"])
def test_anybody_reads_the_pages(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 200


def test_reading_about_personal_data_sets_no_cookie(client: FlaskClient) -> None:
    assert "Set-Cookie" not in client.get("/privacy").headers


def test_a_remark_is_posted_to_the_contact(client: FlaskClient, app: Flask) -> None:
    usual = parts().settings
    parts().settings = replace(usual, contact="desk@example.org")
    try:
        answer = client.post("/en/accessibility", data=REMARK)
        assert "mailto:desk@example.org" in client.get("/privacy").text
    finally:
        parts().settings = usual
    assert (answer.status_code, answer.location) == (303, "/en/accessibility?sent=1#remark")
    assert "Your remark has been passed on." in client.get(answer.location).text
    (letter,) = letters()
    assert (letter.recipient, letter.reply_to, letter.kind) == ("desk@example.org", "anna@example.org", "feedback")
    assert "The map cannot be reached by keyboard.\nSafari." in letter.plain


def test_a_remark_without_an_address_goes_to_the_sender_of_letters(client: FlaskClient, app: Flask) -> None:
    assert client.post("/accessibility", data={"text": "Too small."}).status_code == 303
    (letter,) = letters()
    assert (letter.recipient, letter.reply_to) == (parts().settings.mail.sender, "")


def test_an_empty_remark_is_refused_and_the_address_is_kept(client: FlaskClient, app: Flask) -> None:
    answer = client.post("/en/accessibility", data={"text": " ", "reply_to": "anna@example.org"})
    assert answer.status_code == 422
    assert 'value="anna@example.org"' in answer.text
    assert "This needs an answer." in answer.text
    assert letters() == []


def test_a_malformed_address_is_refused_and_the_remark_is_kept(client: FlaskClient, app: Flask) -> None:
    answer = client.post("/en/accessibility", data={"text": "Too small.", "reply_to": "anna"})
    assert (answer.status_code, "Too small.</textarea>" in answer.text) == (422, True)
    assert letters() == []


def test_no_flood_of_remarks_is_posted(client: FlaskClient, app: Flask, clock: Clock) -> None:
    for _ in range(MOST_REMARKS):
        assert client.post("/accessibility", data=REMARK).status_code == 303
    assert client.post("/accessibility", data=REMARK).status_code == 429
    assert len(letters()) == MOST_REMARKS
    clock.forward(minutes=15)
    assert client.post("/accessibility", data=REMARK).status_code == 303
