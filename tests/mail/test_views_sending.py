"""The pages where sending is paused, paced and looked into, and where a letter gets another address."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from planner.core.actor import SYSTEM
from planner.mail import queries
from planner.mail.letter import Sort
from planner.mail.models import PostedLetter
from planner.mail.rules import LetterState
from planner.mail.rules.pace import Switch
from planner.mail.services import book, post
from planner.web.entry import parts, reading
from tests.builders import Cast
from tests.conftest import Clock
from tests.mail.conftest import a_letter

Posted = Callable[..., int]
WorkAs = Callable[..., Any]
As = Callable[[str], FlaskClient]
LIST, DELIVERY = "/en/plan/letters", "/en/plan/letters/delivery"


def settle(work_as: WorkAs, letter_id: int, state: LetterState, trouble: str = "") -> None:
    with work_as(SYSTEM) as work:
        book(work, letter_id, state, trouble)


def switch() -> Switch:
    with reading(SYSTEM) as work:
        return queries.switch_of(work.db, 0)


def test_a_pause_is_shown_with_who_and_when_until_it_is_over(as_: As, posted: Posted, clock: Clock) -> None:
    alice = as_("alice")
    assert "Pause all sending" in alice.get(LIST).text
    posted()
    page = alice.post(f"{LIST}/pause", follow_redirects=True).text
    assert "Sending is paused: no letter leaves. Alice paused it on 1 September 2026 at 10:00." in page
    assert "1 letter waits. None is lost." in page
    assert "Sending is paused" in as_("dora").get(DELIVERY).text
    page = alice.post(f"{LIST}/resume", follow_redirects=True).text
    assert "Letters leave again." in page
    assert "Sending is paused" not in page


def test_what_did_not_arrive_stands_out_in_words_and_leads_to_what_can_be_done(
    as_: As, posted: Posted, work_as: WorkAs
) -> None:
    settle(work_as, posted(), LetterState.BOUNCED, "550 no such mailbox")
    settle(work_as, posted("bo@example.org"), LetterState.SENT)
    page = as_("alice").get(LIST).text
    assert page.count('<span class="letter-failed">') == 1
    assert "Refused by the recipient&#39;s mail server</span>" in page
    assert "1 letter did not arrive." in page
    assert 'Correct the address<span class="visually-hidden">: anna@example.org</span>' in page


def test_letters_about_one_gathering_are_found_and_sent_again_together(
    as_: As, posted: Posted, work_as: WorkAs
) -> None:
    for to, about, meeting_id in (("anna", "Höstträffen", 7), ("bo", "Höstträffen", 7), ("cia", "Vårträffen", 8)):
        letter_id = posted(f"{to}@example.org", about=about, meeting_id=meeting_id)
        settle(work_as, letter_id, LetterState.GIVEN_UP, "451 later")
    alice = as_("alice")
    page = alice.get(f"{LIST}?meeting=7").text
    assert '<option value="7" selected>Höstträffen</option>' in page
    assert '<option value="8">Vårträffen</option>' in page
    assert ("bo@example.org" in page, "cia@example.org" in page) == (True, False)
    assert "2 letters did not arrive." in page
    answer = alice.post(f"{LIST}/send-again", data={"meeting": "7"})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{LIST}?meeting=7")
    assert "2 letters will be sent again." in alice.get(answer.headers["Location"]).text
    with reading(SYSTEM) as work:
        states = list(work.db.scalars(select(PostedLetter.state).order_by(PostedLetter.id)))
    assert states == [LetterState.WAITING, LetterState.WAITING, LetterState.GIVEN_UP]
    assert (
        "There is no letter to send again."
        in alice.post(f"{LIST}/send-again", data={"meeting": "7"}, follow_redirects=True).text
    )


@pytest.mark.parametrize(
    "query", ["meeting=x", "meeting=-1", "meeting=99999999999999999999", "page=99999999999999", ""]
)
def test_what_cannot_be_understood_asks_for_nothing(as_: As, posted: Posted, query: str) -> None:
    posted(meeting_id=7)
    answer = as_("alice").get(f"{LIST}?{query}")
    assert answer.status_code == 200
    assert ("anna@example.org" in answer.text) == (not query.startswith("page"))


def test_gatherings_are_called_as_in_the_readers_language(as_: As, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        post(work, a_letter(about="Höstträffen", lang="sv", meeting_id=7))
        post(work, a_letter(about="Autumn gathering", lang="en", meeting_id=7))
        post(work, a_letter(about="Vårträffen", lang="sv", meeting_id=8))
    alice = as_("alice")
    english, swedish = alice.get(LIST).text, alice.get("/plan/letters").text
    assert ">Autumn gathering</option>" in english
    assert ">Vårträffen</option>" in english
    assert ">Höstträffen</option>" in swedish


def test_a_letter_gets_another_address_by_a_form(as_: As, posted: Posted, work_as: WorkAs) -> None:
    letter_id = posted()
    settle(work_as, letter_id, LetterState.BOUNCED, "550 no such mailbox")
    alice = as_("alice")
    path = f"{LIST}/{letter_id}/elsewhere"
    refused = alice.post(path, data={"address": "anna@"})
    assert refused.status_code == 422
    assert 'value="anna@"' in refused.text
    assert "Write an e-mail address, such as anna@example.org." in refused.text
    same = alice.post(path, data={"address": "anna@example.org"})
    assert (same.status_code, "This is the address that it was sent to." in same.text) == (422, True)
    page = alice.post(path, data={"address": "anna.demo@example.org"}, follow_redirects=True).text
    assert "The letter is on its way to anna.demo@example.org." in page
    assert "The first letter did not arrive" in page
    assert "To anna.demo@example.org" in alice.get(f"{LIST}/{letter_id}").text
    assert alice.post(f"{LIST}/{letter_id + 1}/elsewhere", data={"address": "x@example.org"}).status_code == 409


def test_the_places_where_an_address_can_be_corrected_are_lent_from_above(
    as_: As, cast: Cast, posted: Posted, work_as: WorkAs
) -> None:
    letter_id = posted("bob@example.org")
    alice = as_("alice")
    assert "Correct the address" not in alice.get(f"{LIST}/{letter_id}").text
    settle(work_as, letter_id, LetterState.BOUNCED, "550 no such mailbox")
    page = alice.get(f"{LIST}/{letter_id}").text
    assert f'<a href="/en/plan/accounts/{cast.bob.account_id}">The account of Bob</a>' in page


def test_the_pace_is_set_and_taken_back(as_: As) -> None:
    dora = as_("dora")
    assert "Saved." in dora.post(f"{DELIVERY}/pace", data={"per_minute": " 30 "}, follow_redirects=True).text
    assert switch() == Switch(30, is_own_limit=True)
    page = dora.get(DELIVERY).text
    assert "At most 30 leave a minute." in page
    assert 'value="30"' in page
    assert "At most 30 leave a minute." in dora.get(LIST).text
    dora.post(f"{DELIVERY}/pace", data={"per_minute": ""})
    assert switch() == Switch(0)


@pytest.mark.parametrize("written", ["many", "-1", "6001", "1.5", "٣", "99999999999"])
def test_a_pace_that_is_no_number_is_kept_and_refused(as_: As, written: str) -> None:
    answer = as_("dora").post(f"{DELIVERY}/pace", data={"per_minute": written})
    assert (answer.status_code, switch()) == (422, Switch(0))
    assert f'value="{written}"' in answer.text
    assert "Write a whole number from 0 to 6000." in answer.text


def test_the_domain_of_the_sender_is_looked_up_by_a_button(as_: As) -> None:
    asked: list[str] = []
    usual = parts().ask_names

    def ask(name: str) -> tuple[str, ...]:
        asked.append(name)
        return ("v=spf1 mx -all",) if name == "xn--rby-rna.example" else ()

    parts().ask_names = ask
    try:
        dora = as_("dora")
        assert 'value="example.org"' in dora.get(DELIVERY).text
        assert asked == []
        page = dora.post(f"{DELIVERY}/names", data={"domain": "Örby.example", "selector": "own"}).text
    finally:
        parts().ask_names = usual
    assert set(asked) == {"xn--rby-rna.example", "_dmarc.xn--rby-rna.example", "own._domainkey.xn--rby-rna.example"}
    assert "SPF: <strong>In order</strong>" in page
    assert "DMARC: <strong>Missing</strong>" in page
    assert "<li>own._domainkey.xn--rby-rna.example</li>" in page


@pytest.mark.parametrize(
    ("domain", "selector"),
    [("", ""), ("example", ""), ("a..b.org", ""), ("a b.org", ""), ("x" * 70 + ".org", ""), ("example.org", "a b")],
)
def test_what_is_no_name_is_not_looked_up(as_: As, domain: str, selector: str) -> None:
    usual = parts().ask_names
    asked: list[str] = []
    parts().ask_names = lambda name: asked.append(name) or ()  # type: ignore[func-returns-value]
    try:
        answer = as_("dora").post(f"{DELIVERY}/names", data={"domain": domain, "selector": selector})
    finally:
        parts().ask_names = usual
    assert (answer.status_code, asked) == (422, [])


def test_the_list_takes_as_many_statements_with_gatherings_and_failures(
    as_: As, posted: Posted, work_as: WorkAs, statements: Callable[[], Any]
) -> None:
    alice = as_("alice")
    counts = []
    for more in (1, 29):
        for n in range(more):
            posted(meeting_id=n + 1, sort=Sort.CHANGES)
        with work_as(SYSTEM) as work:
            work.db.execute(update(PostedLetter).values(state=LetterState.BOUNCED))
        with statements() as seen:
            alice.get(LIST)
        counts.append(len(seen))
    assert counts[0] == counts[1]
