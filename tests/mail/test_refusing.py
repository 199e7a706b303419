"""Who does not want letters of a sort gets none; what they have booked is confirmed all the same."""

import email
import email.policy
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from planner.core.actor import SYSTEM
from planner.core.errors import Conflict
from planner.mail import queries
from planner.mail.letter import Letter, Sort
from planner.mail.letters import NO_MORE_PURPOSE
from planner.mail.models import MailRefusal, PostedLetter
from planner.mail.rules import LetterState, mark_of
from planner.mail.services import forget_letters, post, post_all, refuse, send_again
from planner.web.entry import parts, reading
from planner.web.errands import run_due
from tests.builders import Cast
from tests.mail.conftest import a_letter
from tests.mail.fake_smtp import Behaviour

Posted = Callable[..., int]
WorkAs = Callable[..., Any]
As = Callable[[str], FlaskClient]
ANNA = "anna@example.org"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def link_of(letter_id: int) -> str:
    """The path of the link in a letter."""
    with reading(SYSTEM) as work:
        mark = mark_of(queries.letter(work.db, letter_id).message_id)
        return f"/no-more/{mark}/{work.site.keys.token(NO_MORE_PURPOSE, mark)}"


def news(to: str = ANNA, meeting_id: int | None = 7, sort: Sort = Sort.CHANGES) -> Letter:
    return a_letter(to, meeting_id=meeting_id, sort=sort)


@pytest.fixture
def told(posted: Posted) -> Callable[..., int]:
    """told(to, …) posts a letter about gathering 7 that is no receipt."""

    def posting(to: str = ANNA, **more: Any) -> int:
        return posted(to, **({"meeting_id": 7, "sort": Sort.CHANGES} | more))

    return posting


def state_of(letter_id: int) -> LetterState:
    with reading(SYSTEM) as work:
        return queries.letter(work.db, letter_id).state


def refusals() -> list[tuple[str, str, int]]:
    with reading(SYSTEM) as work:
        rows = work.db.execute(
            select(MailRefusal.address, MailRefusal.sort, MailRefusal.meeting_id).order_by(MailRefusal.id)
        )
        return [(row.address, row.sort.value, row.meeting_id) for row in rows]


@pytest.fixture
def https(app: Flask) -> Iterator[None]:
    usual = parts().site
    parts().site = replace(usual, base_url="https://localhost")
    yield
    parts().site = usual


def test_a_letter_that_is_no_receipt_says_how_to_get_no_more(
    server: Behaviour, told: Callable[..., int], https: None
) -> None:
    letter_id = told(lang="en")
    run_due()
    message = email.message_from_bytes(server.taken[0][1], policy=email.policy.default)
    address = f"https://localhost/en{link_of(letter_id)}"
    assert (message["List-Unsubscribe"], message["List-Unsubscribe-Post"]) == (
        f"<{address}>",
        "List-Unsubscribe=One-Click",
    )
    plain, html = list(message.iter_parts())
    assert f"I do not want such letters: {address}" in plain.get_content()
    assert f'<a href="{address}"' in html.get_content()
    # A header without a blank would be encoded to be folded; no mail provider decodes it there.
    assert f"\r\nList-Unsubscribe: <{address}>\r\n".encode() in server.taken[0][1]


def test_without_https_there_is_no_single_click(server: Behaviour, told: Callable[..., int]) -> None:
    told()
    run_due()
    message = email.message_from_bytes(server.taken[0][1])
    assert (message["List-Unsubscribe"] is not None, message["List-Unsubscribe-Post"]) == (True, None)


def test_a_receipt_says_nothing_of_that(server: Behaviour, posted: Posted, https: None) -> None:
    posted(meeting_id=7)
    run_due()
    message = email.message_from_bytes(server.taken[0][1])
    assert (message["List-Unsubscribe"], message["List-Unsubscribe-Post"]) == (None, None)
    assert b"no-more" not in server.taken[0][1]


def test_one_click_by_a_mail_program_is_enough(told: Callable[..., int], client: FlaskClient, app: Flask) -> None:
    letter_id = told()
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        answer = client.post(link_of(letter_id), data=ONE_CLICK)
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
    # RFC 8058 3.1: no redirection.
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/plain; charset=utf-8")
    assert refusals() == [(ANNA, "changes", 7)]
    assert client.post(link_of(letter_id), data=ONE_CLICK).status_code == 200
    assert refusals() == [(ANNA, "changes", 7)]


def test_looking_changes_nothing(told: Callable[..., int], client: FlaskClient) -> None:
    letter_id = told()
    page = client.get(f"/en{link_of(letter_id)}")
    assert (page.status_code, refusals()) == (200, [])
    assert "No more such letters about this gathering" in page.text
    assert (page.headers["Cache-Control"], page.headers["X-Robots-Tag"]) == ("no-store", "noindex, nofollow")


def test_a_button_does_the_same_and_another_takes_it_back(told: Callable[..., int], client: FlaskClient) -> None:
    path = f"/en{link_of(told())}"
    answer = client.post(path, data={"want": "none"}, follow_redirects=True)
    assert "You get no such letters about this gathering." in answer.text
    assert refusals() == [(ANNA, "changes", 7)]
    answer = client.post(path, data={"want": "none-anywhere"}, follow_redirects=True)
    assert "You get no such letters, about any gathering." in answer.text
    assert refusals() == [(ANNA, "changes", 7), (ANNA, "changes", 0)]
    answer = client.post(path, data={"want": "again"}, follow_redirects=True)
    assert "You get such letters again." in answer.text
    assert refusals() == []


@pytest.mark.parametrize("sent", [{}, {"want": "everything"}, {"List-Unsubscribe": "Two-Clicks"}])
def test_what_nobody_asked_for_is_refused(told: Callable[..., int], client: FlaskClient, sent: dict[str, str]) -> None:
    assert client.post(link_of(told()), data=sent).status_code == 422
    assert refusals() == []


def test_a_made_up_link_leads_nowhere(told: Callable[..., int], posted: Posted, client: FlaskClient) -> None:
    one, other, receipt = link_of(told()), link_of(told("bo@example.org")), link_of(posted())
    mixed = "/".join([*one.split("/")[:3], other.split("/")[3]])
    for path in (mixed, f"{one}x", "/no-more/0/0", "/no-more/%C3%A5/%C3%A4", receipt):
        assert [client.get(path).status_code, client.post(path, data=ONE_CLICK).status_code] == [404, 404]
    assert refusals() == []


def test_the_link_of_an_erased_letter_works_no_more(
    told: Callable[..., int], client: FlaskClient, work_as: WorkAs
) -> None:
    path = link_of(told())
    with work_as(SYSTEM) as work:
        forget_letters(work, 7)
    assert [client.get(path).status_code, client.post(path, data=ONE_CLICK).status_code] == [410, 410]


def test_whoever_declines_gets_none_and_the_lead_reads_why(
    server: Behaviour, told: Callable[..., int], posted: Posted, client: FlaskClient, as_: As
) -> None:
    client.post(link_of(told()), data=ONE_CLICK)
    declined = told()
    wanted = [
        told("bo@example.org"),
        told(meeting_id=8),
        told(sort=Sort.INVITATIONS),
        posted(ANNA, meeting_id=7),
    ]
    for _ in range(9):
        run_due()
    assert state_of(declined) == LetterState.DECLINED
    assert LetterState.DECLINED not in [state_of(n) for n in wanted]
    page = as_("alice").get(f"/en/plan/letters/{declined}").text
    assert "Not sent: does not want such letters" in page
    assert "Send again" not in page
    assert "Not sent: does not want such letters 2" in as_("alice").get("/en/plan/letters").text


def test_a_letter_that_waits_when_its_recipient_declines_is_not_sent(
    server: Behaviour, told: Callable[..., int], client: FlaskClient
) -> None:
    letter_id = told()
    client.post(link_of(letter_id), data=ONE_CLICK)
    run_due()
    assert (state_of(letter_id), server.count) == (LetterState.DECLINED, 0)


def test_no_letter_about_any_gathering_means_none(told: Callable[..., int], client: FlaskClient) -> None:
    client.post(link_of(told()), data={"want": "none-anywhere"})
    assert [state_of(told(meeting_id=about)) for about in (7, 8, None)] == [LetterState.DECLINED] * 3


def test_a_declined_letter_is_not_sent_again(
    told: Callable[..., int], client: FlaskClient, cast: Cast, work_as: WorkAs
) -> None:
    client.post(link_of(told()), data=ONE_CLICK)
    letter_id = told()
    with pytest.raises(Conflict), work_as(cast.alice) as work:
        send_again(work, letter_id)


def test_posting_costs_one_statement_more_for_news_however_many(
    app: Flask, work_as: WorkAs, statements: Callable[[], Any]
) -> None:
    with work_as(SYSTEM) as work:
        first = post(work, news())
        refuse(work, queries.letter(work.db, first))
        counts = []
        for number in (1, 30):
            letters = [news(f"demo{n}@example.org") for n in range(number)] + [news()]
            with statements() as seen:
                letter_ids = post_all(work, letters)
            counts.append(len(seen))
            states = [queries.letter(work.db, n).state for n in letter_ids]
            assert states == [LetterState.WAITING] * number + [LetterState.DECLINED]
    assert counts == [3, 3]


def test_erasing_somebody_erases_what_they_did_not_want_about_that_gathering(
    told: Callable[..., int], client: FlaskClient, work_as: WorkAs
) -> None:
    for letter_id in (told(), told(meeting_id=8), told("bo@example.org")):
        client.post(link_of(letter_id), data=ONE_CLICK)
    with work_as(SYSTEM) as work:
        forget_letters(work, 7, ANNA)
    assert refusals() == [(ANNA, "changes", 8), ("bo@example.org", "changes", 7)]
    with work_as(SYSTEM) as work:
        forget_letters(work, 7)
    assert refusals() == [(ANNA, "changes", 8)]


def test_nobody_can_decline_receipts(app: Flask, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        work.db.add(MailRefusal(address=ANNA, sort=Sort.RECEIPT, meeting_id=0, refused_at=work.now))
        with pytest.raises(IntegrityError):
            work.db.flush()
        work.db.rollback()


def test_the_lead_cannot_read_the_link(told: Callable[..., int], as_: As, server: Behaviour) -> None:
    letter_id = told()
    page = as_("alice").get(f"/en/plan/letters/{letter_id}").text
    assert link_of(letter_id) not in page
    with reading(SYSTEM) as work:
        assert work.db.scalar(select(func.count(PostedLetter.id)).where(PostedLetter.plain.contains("{{private:"))) == 1
