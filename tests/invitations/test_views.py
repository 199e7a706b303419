"""The pages: for planners, and behind the link of an invitation."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from planner.core.actor import SYSTEM, Actor
from planner.invitations import services
from planner.invitations.queries import line_of, lines_of, terms_of
from planner.invitations.rules import Guest
from planner.mail.models import PostedLetter
from planner.meetings.queries import gate_of
from planner.meetings.rules import Status
from planner.meetings.services import set_status
from planner.registrations.rules import ClusterSeats, Terms
from planner.registrations.services import set_terms
from tests.builders import Cast, a_cluster
from tests.invitations.scene import cluster_invitation, person_invitation, token_of
from tests.registrations.scene import a_gathering, come, how_all_stand, letters

WorkAs = Callable[[Actor], Any]
Browser = Callable[[str], FlaskClient]
PLAN = "/en/plan/meetings/hostens-traff-2026"
LIST = f"{PLAN}/invitations"


@pytest.fixture
def slug(cast: Cast, work_as: WorkAs) -> str:
    with work_as(cast.alice) as work:
        return a_gathering(work)


@pytest.fixture
def sent(slug: str, cast: Cast, work_as: WorkAs) -> tuple[str, str]:
    """The tokens of Vreta Kluster's link and of Demo Anna's."""
    with work_as(cast.alice) as work:
        services.invite_clusters(work, slug, [cast.vreta_id])
        services.invite_people(work, slug, [Guest("Demo Anna", "anna@example.org")])
        services.send(work, slug)
        numbers = cluster_invitation(work, slug, cast.vreta_id), person_invitation(work, slug, "anna@example.org")
        return token_of(work, numbers[0]), token_of(work, numbers[1])


def words_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page))


def standings(work_as: WorkAs, slug: str) -> dict[str, str]:
    with work_as(SYSTEM) as work:
        return {line.name: line.standing.value for line in lines_of(work.db, gate_of(work.db, slug).meeting_id)}


def test_from_the_empty_list_to_letters_on_their_way(slug: str, cast: Cast, as_: Browser, work_as: WorkAs) -> None:
    alice = as_("alice")
    assert "Nobody is invited yet" in alice.get(LIST).text
    rows = {"guests-0-name": "Demo Anna", "guests-0-email": "anna@example.org", "pasted": "Demo Bo <bo@example.org>"}
    added = alice.post(f"{LIST}/add", data={"everybody": "y", "lang": "en", **rows})
    assert (added.status_code, added.location) == (303, LIST)
    assert standings(work_as, slug) == dict.fromkeys(("Agroväst", "Vreta Kluster", "Demo Anna", "Demo Bo"), "not_sent")
    page = words_of(alice.get(f"{LIST}/send").text)
    assert "bob@example.org" in page
    assert "Hello Demo Anna! You are invited to The autumn gathering." in page
    assert "••••••••#nobody" in page
    assert alice.post(f"{LIST}/send").status_code == 303
    with work_as(SYSTEM) as work:
        assert [name for name, kind, _ in letters(work) if kind == "invitation"] == ["charlie", "bob", "anna", "bo"]
    assert "4 invitations are on their way." in alice.get(LIST).text
    assert "Nobody waits for the letter" in alice.get(f"{LIST}/send").text


def test_what_cannot_be_read_is_kept(slug: str, as_: Browser, cast: Cast) -> None:
    alice = as_("alice")
    for typed, words in (
        ({}, "Tick a cluster, or name somebody."),
        ({"guests-0-name": "Demo Anna"}, "This needs an answer."),
        ({"guests-0-name": "x", "guests-0-email": "Kept address"}, "Write an e-mail address"),
        ({"pasted": "Name\tE-mail\nKept Name\tno address"}, "Row 2 cannot be used"),
        ({"clusters": "4711"}, "Choose one of the options."),
    ):
        refused = alice.post(f"{LIST}/add", data={"lang": "sv", **typed})
        assert (refused.status_code, words in refused.text) == (422, True), typed
        for kept in [text for text in typed.values() if "Kept" in text]:
            assert kept.split("\n")[-1] in refused.text
    more = alice.post(f"{LIST}/add", data={"more_rows": "1", "guests-0-name": "Kept Name"})
    assert (more.status_code, "Kept Name" in more.text, 'name="guests-2-name"' in more.text) == (200, True, True)


def test_the_list_shows_each_standing_and_is_filtered_by_its_address(
    slug: str, sent: tuple[str, str], cast: Cast, as_: Browser, work_as: WorkAs
) -> None:
    with work_as(cast.alice) as work:
        services.invite_clusters(work, slug, [a_cluster(work, "Torsta").id])
        come(work, slug, "eva", cluster_id=cast.vreta_id, organisation="")
    alice = as_("alice")
    page = words_of(alice.get(LIST).text)
    for words in ("All 3", "Not sent 1", "Sent 1", "Has answered 1", "Has answered: 1 person", "No address: add one"):
        assert words in page
    filtered = alice.get(f"{LIST}?standing=sent").text
    assert re.findall(r'<th scope="row"><a [^>]*>([^<]+)', filtered) == ["Demo Anna"]
    assert "/plan/clusters/torsta/edit" in alice.get(LIST).text


def test_reminding_shows_whom_before_it_is_done(
    slug: str, sent: tuple[str, str], cast: Cast, as_: Browser, work_as: WorkAs, clock: Any
) -> None:
    alice = as_("alice")
    assert "Nobody is to be reminded" in alice.get(f"{LIST}/remind").text
    clock.forward(days=2)
    with work_as(cast.alice) as work:
        come(work, slug, "eva", cluster_id=cast.vreta_id, organisation="")
    assert "Remind 1 who is silent" in words_of(alice.get(LIST).text)
    page = words_of(alice.get(f"{LIST}/remind").text)
    assert "anna@example.org" in page
    assert "bob@example.org" not in page
    assert alice.post(f"{LIST}/remind").status_code == 303
    with work_as(SYSTEM) as work:
        assert [name for name, kind, _ in letters(work) if kind == "reminder"] == ["anna"]


def test_nothing_can_be_sent_while_registration_is_closed(
    slug: str, sent: tuple[str, str], cast: Cast, as_: Browser, work_as: WorkAs
) -> None:
    with work_as(cast.alice) as work:
        set_status(work, slug, Status.CLOSED)
        services.invite_people(work, slug, [Guest("Demo Bo", "bo@example.org")])
    alice = as_("alice")
    for what in ("send", "remind"):
        page = alice.get(f"{LIST}/{what}").text
        assert "<main" in page
        assert f'action="{LIST}/{what}"' not in page
        assert alice.post(f"{LIST}/{what}").status_code == 409
    assert "Letters can be sent when registration is open." in alice.get(LIST).text


def test_own_words_and_reminders_are_kept_for_the_gathering(
    slug: str, cast: Cast, as_: Browser, work_as: WorkAs
) -> None:
    alice = as_("alice")
    assert re.findall(r'name="(?:first|second)_days"[^>]* value="(\d+)"', alice.get(f"{LIST}/message").text) == [
        "14",
        "4",
    ]
    typed = {"revision": "0", "message_sv": "Välkomna!", "reminds": "y", "first_days": "10", "second_days": ""}
    assert alice.post(f"{LIST}/message", data=typed).status_code == 303
    with work_as(SYSTEM) as work:
        terms = terms_of(work.db, gate_of(work.db, slug).meeting_id)
    assert (terms.message.sv, terms.first_days, terms.second_days, terms.revision) == ("Välkomna!", 10, None, 1)
    overtaken = alice.post(f"{LIST}/message", data=typed | {"message_sv": "Kept words"})
    assert (overtaken.status_code, "Kept words" in overtaken.text) == (409, True)
    wrong = alice.post(f"{LIST}/message", data=typed | {"revision": "1", "first_days": "6", "second_days": "5"})
    assert (wrong.status_code, "at least 3 days after" in wrong.text) == (422, True)


def test_one_invitation_is_noted_corrected_and_struck_out_by_hand(
    slug: str, sent: tuple[str, str], cast: Cast, as_: Browser, work_as: WorkAs
) -> None:
    alice = as_("alice")
    with work_as(SYSTEM) as work:
        number = person_invitation(work, slug, "anna@example.org")
    here = f"/en/plan/invitations/{number}"
    assert alice.post(f"{here}/decline").location == here
    assert "noted by Alice" in alice.get(here).text
    assert alice.post(f"{here}/take-back").location == here
    refused = alice.post(here, data={"name": "Kept Name", "email": "nowhere"})
    assert (refused.status_code, "Kept Name" in refused.text) == (422, True)
    assert alice.post(here, data={"name": "Demo Anna", "email": "anna.a@example.org"}).location == here
    assert alice.post(f"{here}/send").location == here
    with work_as(SYSTEM) as work:
        assert letters(work)[-1] == ("anna.a", "invitation", "")
        assert line_of(work.db, number).standing.value == "sent"
    assert alice.post(f"{here}/remove").location == LIST
    assert alice.get(here).status_code == 404


def test_staff_and_strangers_do_not_plan(slug: str, sent: tuple[str, str], as_: Browser, client: FlaskClient) -> None:
    pages = (LIST, *(f"{LIST}/{name}" for name in ("add", "message", "send", "remind")), "/en/plan/invitations/1")
    bob = as_("bob")
    assert {address: (bob.get(address).status_code, client.get(address).status_code) for address in pages} == (
        dict.fromkeys(pages, (403, 303))
    )
    posts = (*pages[1:], *(f"/en/plan/invitations/1/{what}" for what in ("decline", "remove", "send", "take-back")))
    assert {address: (bob.post(address).status_code, client.post(address).status_code) for address in posts} == (
        dict.fromkeys(posts, (403, 401))
    )


# ---- behind the link ---------------------------------------------------------------------------------------


def test_a_get_changes_nothing_and_a_sign_of_life_is_noted(
    slug: str, sent: tuple[str, str], client: FlaskClient, work_as: WorkAs, statements: Callable[[], Any]
) -> None:
    page = f"/en/i/{sent[0]}"
    with statements() as seen:
        shown = client.get(page)
    assert [s for s in seen.seen if re.match(r"\s*(INSERT|UPDATE|DELETE)", s, re.IGNORECASE)] == []
    assert {name: shown.headers[name] for name in ("Cache-Control", "X-Robots-Tag", "Referrer-Policy")} == {
        "Cache-Control": "no-store",
        "X-Robots-Tag": "noindex, nofollow",
        "Referrer-Policy": "no-referrer",
    }
    assert f'data-url="/en/i/{sent[0]}/opened"' in shown.text
    assert standings(work_as, slug)["Vreta Kluster"] == "sent"
    assert client.get(f"{page}/opened").status_code == 405
    assert client.post(f"{page}/opened").status_code == 204
    assert standings(work_as, slug) == {"Vreta Kluster": "opened", "Demo Anna": "sent"}
    assert 'id="opened"' not in client.get(page).text


def test_the_page_tells_what_and_how_the_seats_stand(
    slug: str, sent: tuple[str, str], cast: Cast, client: FlaskClient, work_as: WorkAs
) -> None:
    with work_as(cast.alice) as work:
        set_terms(work, slug, Terms(seats=(ClusterSeats(cast.vreta_id, 1, 0),)))
    page = client.get(f"/en/i/{sent[0]}").text
    for words in (
        "Invitation to Vreta Kluster",
        "Wednesday 14 October 2026 10:00–16:30",
        "Vreta Kluster has 1 of 1 own places left; the common pool has 1.",
        "We send nobody",
    ):
        assert words in words_of(page)
    assert f'href="/en/meetings/{slug}/register?via={sent[0]}&amp;cluster=vreta-kluster"' in page
    theirs = client.get(f"/en/i/{sent[1]}").text
    assert f'href="/en/meetings/{slug}/register?via={sent[1]}"' in theirs
    assert "I cannot come" in theirs


def test_nobody_is_sent_by_one_button_and_that_is_taken_back_by_another(
    slug: str, sent: tuple[str, str], client: FlaskClient, work_as: WorkAs
) -> None:
    page = f"/en/i/{sent[0]}"
    assert client.get(f"{page}/decline").status_code == 405
    assert client.post(f"{page}/decline").location == page
    assert standings(work_as, slug)["Vreta Kluster"] == "absent"
    assert "You have answered that you send nobody." in client.get(page).text
    assert client.post(f"{page}/take-back").location == page
    assert standings(work_as, slug)["Vreta Kluster"] == "opened"


def test_the_clusters_contact_looks_after_its_own_people_only(
    slug: str, sent: tuple[str, str], cast: Cast, client: FlaskClient, work_as: WorkAs
) -> None:
    with work_as(cast.alice) as work:
        eva = come(work, slug, "eva", cluster_id=cast.vreta_id, organisation="")
        fia = come(work, slug, "fia", cluster_id=cast.agrovast_id, organisation="")
    page = f"/en/i/{sent[0]}"
    shown = words_of(client.get(page).text)
    assert ("Demo Eva Registered" in shown, "Demo Fia" in shown) == (True, False)
    hers, others = (f"{page}/people/{found.registration_id}" for found in (eva, fia))
    assert (client.get(others).status_code, client.post(f"{others}/cancel").status_code) == (404, 404)
    assert client.post(others, data={"name": "x", "email": "x@example.org"}).status_code == 404
    refused = client.post(hers, data={"name": "Kept Name", "email": "fia@example.org"})
    assert (refused.status_code, "Kept Name" in refused.text) == (422, True)
    assert client.post(hers, data={"name": "Demo Gun", "email": "gun@example.org"}).location == page
    assert client.get(f"{page}/people/{eva.registration_id}").status_code == 200
    assert client.post(f"{hers}/cancel").location == page
    with work_as(SYSTEM) as work:
        assert how_all_stand(work, slug) == [("gun", "cancelled", None), ("fia", "confirmed", None)]
    # A named person's link is nobody's key to others.
    assert client.get(f"/en/i/{sent[1]}/people/{fia.registration_id}").status_code == 404


def test_a_named_person_who_is_registered_is_told_so(
    slug: str, sent: tuple[str, str], client: FlaskClient, work_as: WorkAs
) -> None:
    with work_as(SYSTEM) as work:
        come(work, slug, "anna")
    page = client.get(f"/en/i/{sent[1]}").text
    assert "You are registered. Your own link stands in the letter that confirmed it." in page
    assert "via=" not in page


@pytest.mark.parametrize("status", [Status.CLOSED, Status.CANCELLED])
def test_a_gathering_that_is_not_open_says_so(
    slug: str, sent: tuple[str, str], cast: Cast, client: FlaskClient, work_as: WorkAs, status: Status
) -> None:
    with work_as(cast.alice) as work:
        eva = come(work, slug, "eva", cluster_id=cast.vreta_id, organisation="")
        set_status(work, slug, status)
    page = client.get(f"/en/i/{sent[0]}").text
    assert ("/register?" in page, "Demo Eva" in page) == (False, status is Status.CLOSED)
    person = client.get(f"/en/i/{sent[0]}/people/{eva.registration_id}")
    assert person.status_code == (200 if status is Status.CLOSED else 303)


def test_a_link_that_is_not_valid_is_not_found_with_words(
    slug: str, sent: tuple[str, str], cast: Cast, client: FlaskClient, work_as: WorkAs
) -> None:
    with work_as(cast.alice) as work:
        services.remove(work, person_invitation(work, slug, "anna@example.org"))
    for token in ("made-up", sent[1]):
        for address, method in (("", "GET"), ("/decline", "POST"), ("/take-back", "POST"), ("/opened", "POST"),
                                ("/people/1", "GET"), ("/people/1/cancel", "POST")):  # fmt: skip
            answer = client.open(f"/en/i/{token}{address}", method=method)
            assert (answer.status_code, "This invitation link is not valid." in answer.text) == (404, True)


def test_the_list_takes_as_many_statements_for_thirty_as_for_one(
    slug: str, cast: Cast, as_: Browser, work_as: WorkAs, statements: Callable[[], Any]
) -> None:
    alice = as_("alice")
    counted = []
    for number in (1, 29):
        with work_as(cast.alice) as work:
            services.invite_people(
                work, slug, [Guest(f"Demo {n}", f"d{number}.{n}@example.org") for n in range(number)]
            )
        with statements() as seen:
            alice.get(LIST)
        counted.append(len(seen))
    assert counted[0] == counted[1]
    with work_as(SYSTEM) as work:
        assert work.db.query(PostedLetter).count() == 0
