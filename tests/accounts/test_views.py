"""Signing in by a mailed link, and the pages of accounts."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from planner.accounts import queries, services
from planner.accounts.rules import AccountDetails
from planner.core.actor import SYSTEM, Role
from planner.mail.models import PostedLetter
from planner.web.entry import reading
from tests.builders import Cast
from tests.conftest import Clock

WorkAs = Callable[..., Any]
As = Callable[[str], FlaskClient]


@pytest.fixture
def link(cast: Cast, work_as: WorkAs) -> str:
    """The path of a link that signs alice in."""
    with work_as(SYSTEM) as work:
        address = services.make_link(work, cast.alice.account_id or 0, 20)
    return address.removeprefix("http://localhost")


def letter_count() -> int:
    with reading(SYSTEM) as work:
        return work.db.execute(select(func.count()).select_from(PostedLetter)).scalar_one()


def signed_in_as(client: FlaskClient) -> int | None:
    with client.session_transaction() as session:
        found: int | None = session.get("account")
        return found


def test_a_known_and_an_unknown_address_get_the_same_answer(client: FlaskClient, cast: Cast) -> None:
    answers = []
    for email in ("alice@example.org", "eve@example.org"):
        answer = client.post("/en/sign-in", data={"email": email})
        answers.append((answer.status_code, answer.location, client.get(answer.location).text))
    assert answers[0] == answers[1]
    assert answers[0][:2] == (303, "/en/sign-in?asked=1")
    assert "If the address belongs to an account" in answers[0][2]
    assert letter_count() == 1


def test_a_malformed_address_is_kept_and_refused(client: FlaskClient, cast: Cast) -> None:
    answer = client.post("/en/sign-in", data={"email": "alice at example", "next": "/plan/letters"})
    assert answer.status_code == 422
    assert 'value="alice at example"' in answer.text
    assert 'value="/plan/letters"' in answer.text
    assert "Write an e-mail address" in answer.text


def test_looking_at_a_link_does_not_use_it_up(client: FlaskClient, link: str) -> None:
    for _ in range(2):
        answer = client.get(link)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert client.head(link).status_code == 200
    assert "Sign in as Alice" in client.get(f"/en{link}").text
    assert signed_in_as(client) is None
    assert client.post(link).status_code == 303


def test_a_press_signs_in_and_a_second_press_is_gone(client: FlaskClient, cast: Cast, app: Flask, link: str) -> None:
    answer = client.post(link)
    assert (answer.status_code, answer.location) == (303, "/plan")
    assert signed_in_as(client) == cast.alice.account_id
    assert "Expires=" in answer.headers["Set-Cookie"]
    other = app.test_client()
    again = other.post(f"/en{link}?next=/plan/letters")
    assert again.status_code == 410
    assert 'href="/en/sign-in?next=/plan/letters"' in again.text
    assert signed_in_as(other) is None
    assert other.get(link).status_code == 410


def test_an_old_link_is_gone(client: FlaskClient, link: str, clock: Clock) -> None:
    clock.forward(minutes=20)
    assert (client.get(link).status_code, client.post(link).status_code) == (410, 410)


def test_a_made_up_link_is_gone_too(client: FlaskClient, cast: Cast) -> None:
    assert (client.get("/sign-in/abc").status_code, client.post("/sign-in/abc").status_code) == (410, 410)


def test_a_link_leads_on_to_the_page_that_was_asked_for(client: FlaskClient, link: str) -> None:
    assert client.post(f"{link}?next=/plan/letters?state%3Dsent").location == "/plan/letters?state=sent"


@pytest.mark.parametrize("address", ["https://evil.example", "//evil.example", "/%5Cevil.example", "/%09/evil.example"])
def test_next_never_leads_to_another_host(client: FlaskClient, as_: As, link: str, address: str) -> None:
    assert client.post(f"{link}?next={address}").location == "/plan"
    assert as_("bob").get(f"/sign-in?next={address}").location == "/plan"


def test_a_session_from_before_is_not_carried_over(client: FlaskClient, link: str) -> None:
    with client.session_transaction() as session:
        session["planted"] = "by somebody"
    client.post(link)
    with client.session_transaction() as session:
        assert sorted(session) == ["_permanent", "account", "key"]


def test_somebody_signed_in_is_sent_on_from_the_sign_in_page(as_: As) -> None:
    assert as_("alice").get("/en/sign-in?next=/en/plan/letters").location == "/en/plan/letters"


def test_a_page_that_wants_somebody_leads_to_the_sign_in_page_and_back(client: FlaskClient, cast: Cast) -> None:
    answer = client.get("/plan/letters?state=sent")
    assert (answer.status_code, answer.location) == (303, "/sign-in?next=/plan/letters?state%3Dsent")
    assert 'name="next" type="hidden" value="/plan/letters?state=sent"' in client.get(answer.location).text


def test_signing_out_ends_the_session(as_: As) -> None:
    alice = as_("alice")
    assert alice.get("/sign-out").status_code == 405
    assert alice.post("/en/sign-out", follow_redirects=True).text.count("You are signed out.") == 1
    assert alice.get("/plan/letters").status_code == 303


def test_signing_out_everywhere_ends_the_session_on_the_other_machine(as_: As) -> None:
    here, there = as_("alice"), as_("alice")
    assert here.post("/sign-out-everywhere").status_code == 303
    assert there.get("/plan/letters").status_code == 303


def test_closing_an_account_ends_its_session(as_: As, cast: Cast) -> None:
    bob = as_("bob")
    assert bob.get("/plan/me").status_code == 200
    assert as_("alice").post(f"/plan/accounts/{cast.bob.account_id}/close").status_code == 303
    assert bob.get("/plan/me").status_code == 303


PAGES = ("anonymous", "bob", "charlie", "alice", "dora")


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("GET", "/plan/accounts", (303, 403, 403, 200, 200)),
        ("GET", "/plan/accounts/new", (303, 403, 403, 200, 200)),
        ("GET", "/plan/accounts/{bob}", (303, 403, 403, 200, 200)),
        ("GET", "/plan/accounts/{dora}", (303, 403, 403, 403, 200)),
        ("GET", "/plan/accounts/999", (303, 403, 403, 404, 404)),
        ("GET", "/plan/me", (303, 200, 200, 200, 200)),
        ("POST", "/plan/accounts/new", (401, 403, 403, 422, 422)),
        ("POST", "/plan/accounts/{bob}", (401, 403, 403, 422, 422)),
        ("POST", "/plan/accounts/{dora}/close", (401, 403, 403, 403, 403)),
        ("POST", "/plan/accounts/{alice}/close", (401, 403, 403, 403, 303)),
        ("POST", "/plan/accounts/{bob}/reopen", (401, 403, 403, 303, 303)),
        ("POST", "/plan/me", (401, 422, 422, 422, 422)),
        ("POST", "/sign-out-everywhere", (401, 303, 303, 303, 303)),
    ],
)
def test_who_may_open_which_page(
    client: FlaskClient, as_: As, cast: Cast, method: str, path: str, expected: tuple[int, ...]
) -> None:
    ids = {name: cast.account(name).account_id for name in ("alice", "bob", "dora")}
    browsers = {name: client if name == "anonymous" else as_(name) for name in PAGES}
    # Empty forms: whoever may send one is told what is missing. The last in the row goes last, as alice is closed.
    sent = [browsers[name].open(path.format(**ids), method=method).status_code for name in PAGES]
    assert tuple(sent) == expected


def test_somebody_is_let_in_by_form(as_: As, cast: Cast) -> None:
    fields = {"name": "Eva Demo", "email": "eva@example.org", "role": "staff", "lang": "sv"}
    answer = as_("alice").post("/en/plan/accounts/new", data=fields, follow_redirects=True)
    assert "Eva Demo has been let in" in answer.text
    assert "eva@example.org" in answer.text
    assert letter_count() == 1


def test_a_refused_form_keeps_what_was_typed(as_: As, cast: Cast) -> None:
    fields = {"name": "Eva Demo", "email": "bob@example.org", "role": "lead", "lang": "en"}
    answer = as_("alice").post("/en/plan/accounts/new", data=fields)
    assert answer.status_code == 422
    assert "There is already an account with this address." in answer.text
    assert 'value="Eva Demo"' in answer.text
    assert 'checked id="role-1"' in answer.text


def test_a_lead_cannot_choose_admin_even_by_hand(as_: As, cast: Cast) -> None:
    fields = {"name": "Eva Demo", "email": "eva@example.org", "role": "admin", "lang": "sv"}
    assert as_("alice").post("/plan/accounts/new", data=fields).status_code == 422
    assert letter_count() == 0
    assert as_("dora").post("/plan/accounts/new", data=fields).status_code == 303


def test_an_account_is_changed_closed_and_opened_again(as_: As, cast: Cast) -> None:
    path = f"/en/plan/accounts/{cast.bob.account_id}"
    alice = as_("alice")
    fields = {"name": "Bob Demo", "email": "bob@example.org", "role": "lead", "lang": "en"}
    assert alice.post(path, data=fields).status_code == 303
    alice.post(f"{path}/close")
    assert "This account is closed" in alice.get(path).text
    alice.post(f"{path}/reopen")
    with reading(SYSTEM) as work:
        bob = queries.account(work.db, cast.bob.account_id or 0)
    assert (bob.name, bob.role, bob.lang, bob.is_active) == ("Bob Demo", Role.LEAD, "en", True)


def test_the_last_admin_sees_why_the_role_stays(as_: As, cast: Cast) -> None:
    fields = {"name": "Dora", "email": "dora@example.org", "role": "staff", "lang": "sv"}
    answer = as_("dora").post(f"/en/plan/accounts/{cast.dora.account_id}", data=fields)
    assert answer.status_code == 422
    assert "this is the last one" in answer.text


def test_people_change_their_own_name(as_: As, cast: Cast) -> None:
    bob = as_("bob")
    assert bob.post("/plan/me", data={"name": "Bob Demo", "lang": "en"}).status_code == 303
    assert 'value="Bob Demo"' in bob.get("/plan/me").text
    refused = bob.post("/en/plan/me", data={"name": " ", "lang": "en"})
    assert (refused.status_code, "This needs an answer." in refused.text) == (422, True)


def test_the_list_takes_the_same_number_of_statements_for_few_and_thirty(
    as_: As, work_as: WorkAs, statements: Callable[[], Any]
) -> None:
    alice = as_("alice")
    counts = []
    for batch in (0, 30):
        with work_as(SYSTEM) as work:
            for n in range(batch):
                services.admit(work, AccountDetails(f"Demo {n}", f"demo{n}@example.org", Role.STAFF), quiet=True)
        with statements() as seen:
            assert alice.get("/plan/accounts").status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]
