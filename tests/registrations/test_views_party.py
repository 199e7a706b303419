"""The booker's private page, and what they may do for everybody of their party."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from planner.core.actor import ANONYMOUS, Actor
from planner.core.errors import NotFound
from planner.meetings import services as meetings
from planner.meetings.queries import gate_of
from planner.meetings.rules import Status
from planner.registrations import services
from planner.registrations.queries import parties
from planner.registrations.rules import Decision, RegistrationStatus, Terms
from planner.registrations.services import PartyRegistered
from tests.builders import Cast
from tests.registrations.reading import REGISTER, cells_in, words_of
from tests.registrations.scene import a_gathering, come, how_all_stand, letters
from tests.registrations.test_parties import a_party, bring

WorkAs = Callable[[Actor], Any]
Booked = tuple[str, PartyRegistered]


@pytest.fixture
def slug(cast: Cast, work_as: WorkAs) -> str:
    with work_as(cast.alice) as work:
        return a_gathering(work)


@pytest.fixture
def booked(slug: str, cast: Cast, work_as: WorkAs) -> Booked:
    """Anna has registered herself, Bo and Ce, who waits: the address of her page, and how it went."""
    with work_as(ANONYMOUS) as work:
        outcome = bring(work, slug, a_party("anna", "bo", "ce", cluster_id=cast.vreta_id, organisation=""))
    return f"/en/p/{outcome.token}", outcome


def test_everybody_stands_there_in_words_with_the_reason(booked: Booked, client: FlaskClient) -> None:
    page = client.get(booked[0])
    assert page.status_code == 200
    words = words_of(page.text)
    assert "Registered by Demo Anna · Vreta Kluster" in words
    assert (
        "Demo Anna anna@example.org Registered There was a place left. Has answered for themselves. "
        "Send the link again : Demo Anna Send a colleague instead : Demo Anna Cancel the registration : Demo Anna "
        "Demo Bo bo@example.org Registered There was a place left. "
        "Has not answered the rest yet: food, questions and choices."
    ) in words
    assert (
        "Demo Ce ce@example.org On the waiting list Number 1 in line All places that are open to you were taken."
    ) in words
    assert re.findall(r'class="badge status-(\w+)"', page.text) == ["open", "open", "full"]
    assert {name: page.headers[name] for name in ("Cache-Control", "X-Robots-Tag", "Referrer-Policy")} == {
        "Cache-Control": "no-store",
        "X-Robots-Tag": "noindex, nofollow",
        "Referrer-Policy": "no-referrer",
    }


def test_an_offer_says_how_long_it_stands(
    slug: str, cast: Cast, booked: Booked, client: FlaskClient, work_as: WorkAs
) -> None:
    with work_as(cast.alice) as work:
        services.set_terms(work, slug, Terms(offer_hours=48))
        services.cancel(work, booked[1].people[1].registration_id)
    page = words_of(client.get(booked[0]).text)
    assert "Demo Ce ce@example.org Offered a place The place is held until Thursday 3 September 2026 at 10:00." in page
    assert "Demo Bo bo@example.org Registration cancelled Demo Ce" in page


def test_the_link_is_sent_again_to_its_owner(booked: Booked, client: FlaskClient, work_as: WorkAs) -> None:
    address, outcome = booked
    sent = client.post(f"{address}/{outcome.people[1].registration_id}/send-link")
    assert (sent.status_code, sent.headers["Location"]) == (303, address)
    assert "The private link is on its way to bo@example.org." in client.get(address).text
    with work_as(ANONYMOUS) as work:
        assert letters(work)[-1] == ("bo", "link", "")


def test_a_colleague_comes_instead(booked: Booked, slug: str, client: FlaskClient, work_as: WorkAs) -> None:
    address, outcome = booked
    page = f"{address}/{outcome.people[1].registration_id}/hand-over"
    assert "Who comes instead of Demo Bo?" in client.get(page).text
    refused = client.post(page, data={"name": "Demo Di", "email": "anna@example.org"})
    assert (refused.status_code, 'value="Demo Di"' in refused.text) == (422, True)
    assert "anna@example.org is registered already" in refused.text
    sent = client.post(page, data={"name": "Demo Di", "email": "di@example.org"})
    assert (sent.status_code, sent.headers["Location"]) == (303, address)
    shown = client.get(address).text
    assert "Demo Di comes instead of Demo Bo, and gets a letter." in shown
    assert "Demo Di di@example.org Registered" in words_of(shown)
    with work_as(ANONYMOUS) as work:
        assert how_all_stand(work, slug) == [
            ("anna", "confirmed", None),
            ("di", "confirmed", None),
            ("ce", "waiting", 1),
        ]


def test_cancelling_asks_first_and_gives_the_place_to_the_next(
    booked: Booked, slug: str, client: FlaskClient, work_as: WorkAs
) -> None:
    address, outcome = booked
    page = f"{address}/{outcome.people[1].registration_id}/cancel"
    assert "Cancel for Demo Bo?" in client.get(page).text
    with work_as(ANONYMOUS) as work:
        assert how_all_stand(work, slug)[1] == ("bo", "confirmed", None)
    assert client.post(page).status_code == 303
    assert "Demo Bo is not registered any more." in client.get(address).text
    with work_as(ANONYMOUS) as work:
        assert how_all_stand(work, slug) == [
            ("anna", "confirmed", None),
            ("bo", "cancelled", None),
            ("ce", "confirmed", None),
        ]
    for gone in ("cancel", "hand-over"):
        answer = client.get(f"{address}/{outcome.people[1].registration_id}/{gone}")
        assert (answer.status_code, answer.headers["Location"]) == (303, address)
    assert client.post(f"{address}/{outcome.people[1].registration_id}/send-link").status_code == 409


def test_one_more_colleague_begins_with_the_booker(booked: Booked, cast: Cast, client: FlaskClient) -> None:
    page = client.get(f"{booked[0]}/more")
    assert page.headers["Cache-Control"] == "no-store"
    assert f'action="{REGISTER}"' in page.text
    assert 'value="Demo Anna"' in page.text
    assert re.search(rf'<option[^>]*selected[^>]*value="{cast.vreta_id}"', page.text)
    comes = re.findall(r'<input[^>]*id="comes"[^>]*>', page.text)
    assert ["checked" in tag for tag in comes] == [False]
    assert cells_in(page.text) == [("colleagues-0-name", ""), ("colleagues-0-email", "")]


@pytest.mark.parametrize("what", ["send-link", "hand-over", "cancel"])
def test_others_people_are_not_found(
    booked: Booked, slug: str, client: FlaskClient, work_as: WorkAs, what: str
) -> None:
    with work_as(ANONYMOUS) as work:
        stranger = come(work, slug, "eva")
    address = f"{booked[0]}/{stranger.registration_id}/{what}"
    assert client.post(address, data={"name": "Demo Di", "email": "di@example.org"}).status_code == 404
    if what != "send-link":
        assert client.get(address).status_code == 404
    with work_as(ANONYMOUS) as work:
        assert how_all_stand(work, slug)[-1] == ("eva", "waiting", 2)


@pytest.mark.parametrize("page", ["", "/more", "/1/hand-over", "/1/cancel"])
def test_a_wrong_link_opens_nothing(booked: Booked, client: FlaskClient, page: str) -> None:
    assert client.get(f"/en/p/{'a' * 32}{page}").status_code == 404


def test_a_persons_own_link_is_no_bookers_link(booked: Booked, client: FlaskClient) -> None:
    assert client.get(f"/en/p/{booked[1].people[0].token}").status_code == 404


def test_nothing_can_be_done_once_the_gathering_is_called_off(
    booked: Booked, slug: str, cast: Cast, client: FlaskClient, work_as: WorkAs
) -> None:
    with work_as(cast.alice) as work:
        meetings.set_status(work, slug, Status.CANCELLED)
    address, outcome = booked
    page = client.get(address).text
    assert "CANCELLED" in page
    assert not [words for words in ("Send a colleague instead", "Register one more colleague") if words in page]
    for gone in ("more", f"{outcome.people[0].registration_id}/cancel"):
        assert client.get(f"{address}/{gone}").status_code == 303
    assert client.post(f"{address}/{outcome.people[0].registration_id}/cancel").status_code == 409


def test_a_party_is_read_in_two_statements(
    booked: Booked, slug: str, cast: Cast, work_as: WorkAs, statements: Callable[[], Any]
) -> None:
    _, outcome = booked
    with work_as(ANONYMOUS) as work:
        with statements() as seen:
            found = parties.party(work.db, outcome.token)
        assert len(seen) == 2
        assert found.gate == gate_of(work.db, slug)
        assert (found.booker_email, found.cluster_id, found.cluster) == (
            "anna@example.org",
            cast.vreta_id,
            "Vreta Kluster",
        )
        assert [(m.name, m.status, m.decision, m.place, m.has_answered) for m in found.members] == [
            ("Demo Anna", RegistrationStatus.CONFIRMED, Decision.FREE, None, True),
            ("Demo Bo", RegistrationStatus.CONFIRMED, Decision.FREE, None, False),
            ("Demo Ce", RegistrationStatus.WAITING, Decision.FULL, 1, False),
        ]
        assert parties.party_actor(work.db, outcome.token) == found.actor
        with pytest.raises(NotFound):
            parties.party_actor(work.db, "a" * 32)
