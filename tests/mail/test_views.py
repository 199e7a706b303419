"""The pages of letters: who sees them, and what is concealed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from planner.config import MailSettings
from planner.core.actor import SYSTEM
from planner.mail import queries
from planner.mail.letter import Button, Paragraph
from planner.mail.models import PostedLetter
from planner.mail.rules import LetterState
from planner.web.entry import parts, reading
from tests.builders import Cast

Posted = Callable[..., int]
WorkAs = Callable[..., Any]
As = Callable[[str], FlaskClient]
SALT = "0123456789abcdef" * 2


@pytest.fixture
def sending(app: Flask) -> Iterator[None]:
    """An installation that sends its letters."""
    usual = parts().settings
    parts().settings = replace(usual, mail=MailSettings(delivery="smtp"))
    yield
    parts().settings = usual


def private_letter(posted: Posted, kind: str = "registered") -> tuple[int, str]:
    """A letter with a private link; its id, and the link's token."""
    url = parts().site.private_url("/my", "my-page", SALT)
    return posted(kind=kind, blocks=(Button("Din sida", url),)), parts().site.keys.token("my-page", SALT)


@pytest.mark.parametrize("path", ["/plan/letters", "/plan/letters/1", "/plan/letters/1/html"])
def test_letters_are_read_by_leads_and_admins(as_: As, client: FlaskClient, posted: Posted, path: str) -> None:
    posted()
    assert [as_(name).get(path).status_code for name in ("alice", "dora", "bob", "charlie")] == [200, 200, 403, 403]
    assert client.get(path).status_code == 303


def test_having_a_letter_sent_again_is_for_leads_and_admins(
    as_: As, client: FlaskClient, posted: Posted, work_as: WorkAs
) -> None:
    letter_id = posted()
    path = f"/plan/letters/{letter_id}/send-again"
    for name, expected in (("alice", 303), ("dora", 303), ("bob", 403)):
        with work_as(SYSTEM) as work:
            work.db.execute(update(PostedLetter).values(state=LetterState.BOUNCED))
        assert as_(name).post(path).status_code == expected
    assert client.post(path).status_code == 401
    assert as_("alice").get(path).status_code == 405


def test_a_bounced_letter_shows_its_trouble_and_is_sent_again(
    as_: As, cast: Cast, posted: Posted, work_as: WorkAs
) -> None:
    letter_id = posted()
    with work_as(SYSTEM) as work:
        work.db.execute(
            update(PostedLetter).values(state=LetterState.BOUNCED, trouble="550 no such mailbox", settled_at=work.now)
        )
    alice = as_("alice")
    assert "550 no such mailbox" in alice.get("/en/plan/letters").text
    assert "Send again" in alice.get(f"/en/plan/letters/{letter_id}").text
    answer = alice.post(f"/en/plan/letters/{letter_id}/send-again", follow_redirects=True)
    assert "The letter will be sent again." in answer.text
    assert "550" in answer.text  # what was said before still helps
    with reading(SYSTEM) as work:
        assert queries.letter(work.db, letter_id).state == LetterState.WAITING


def test_tokens_are_concealed_where_letters_are_sent(as_: As, posted: Posted, sending: None) -> None:
    letter_id, token = private_letter(posted)
    for path in (f"/en/plan/letters/{letter_id}", f"/plan/letters/{letter_id}/html"):
        for name in ("alice", "dora"):
            page = as_(name).get(path).text
            assert token not in page
            assert "http://localhost/my/••••••••" in page
    assert "Private links are hidden here" in as_("alice").get(f"/en/plan/letters/{letter_id}").text


def test_tokens_are_shown_and_clickable_where_letters_are_kept(as_: As, posted: Posted) -> None:
    letter_id, token = private_letter(posted)
    page = as_("alice").get(f"/en/plan/letters/{letter_id}").text
    assert f'<a href="http://localhost/my/{token}" rel="noreferrer">' in page
    assert token in as_("alice").get(f"/plan/letters/{letter_id}/html").text


def test_a_kept_sign_in_link_lets_no_lead_in_as_somebody_else(as_: As, posted: Posted) -> None:
    letter_id, token = private_letter(posted, kind="sign-in")
    assert token not in as_("alice").get(f"/plan/letters/{letter_id}").text
    assert token not in as_("alice").get(f"/plan/letters/{letter_id}/html").text
    assert token in as_("dora").get(f"/plan/letters/{letter_id}").text


def test_the_page_says_when_letters_are_kept(as_: As, app: Flask) -> None:
    assert "Letters are kept here and not sent" in as_("alice").get("/en/plan/letters").text


def test_the_page_says_nothing_of_keeping_when_letters_are_sent(as_: As, sending: None) -> None:
    assert "Letters are kept here" not in as_("alice").get("/en/plan/letters").text


def test_a_letters_own_html_is_shut_in(as_: As, posted: Posted) -> None:
    letter_id = posted(blocks=(Paragraph("<script>alert(1)</script>"),))
    answer = as_("alice").get(f"/plan/letters/{letter_id}/html")
    assert answer.headers["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
    )
    assert "<script" not in answer.text


def test_the_list_is_filtered_by_state_and_words(as_: As, posted: Posted) -> None:
    posted("anna@example.org")
    posted("bo@example.org")
    alice = as_("alice")
    page = alice.get("/en/plan/letters?q=anna&state=waiting").text
    assert "anna@example.org" in page
    assert "bo@example.org" not in page
    assert "No such letter" in alice.get("/en/plan/letters?state=sent").text
    assert alice.get("/plan/letters?state=nonsense&page=x").status_code == 200


def test_a_letter_that_is_not_there_is_not_found(as_: As, app: Flask) -> None:
    assert as_("alice").get("/plan/letters/99").status_code == 404


def test_the_list_takes_the_same_number_of_statements_for_one_and_thirty(
    as_: As, posted: Posted, statements: Callable[[], Any]
) -> None:
    alice = as_("alice")
    counts = []
    for more in (1, 29):
        for _ in range(more):
            posted()
        with statements() as seen:
            alice.get("/plan/letters")
        counts.append(len(seen))
    assert counts[0] == counts[1]
