"""The page behind a private link, and what can be done from it."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

import lxml.html
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from planner.core.actor import ANONYMOUS, SYSTEM, Actor
from planner.core.language import Words
from planner.core.work import Work
from planner.meetings import services as meetings
from planner.meetings.queries import gate_of
from planner.meetings.rules import Status
from planner.network.rules import RoomKind
from planner.network.services import RoomDetails, VenueDetails, add_room, add_venue
from planner.programmes.services import publish
from planner.questions import services as questions
from planner.questions.rules import Given, QuestionDetails, QuestionKind, Upload
from planner.registrations import services
from planner.registrations.models import Registration
from planner.registrations.queries.parts import offers_of
from planner.registrations.queries.seats import terms_of
from planner.registrations.rules import (
    Colleague,
    Diet,
    PartChoice,
    PartDetails,
    PartKind,
    PartOffer,
    PartyDetails,
    RoomType,
    Stop,
)
from planner.registrations.services import Registered
from tests.builders import Cast
from tests.choices.scene import SOIL, a_block, a_workshop_day
from tests.conftest import Clock
from tests.registrations.scene import (
    FIRST,
    ONLINE,
    SECOND,
    a_gathering,
    come,
    how_all_stand,
    letters,
    some_answers,
)

WorkAs = Callable[[Actor], Any]
HERE = "/en/r"


@pytest.fixture
def slug(cast: Cast, work_as: WorkAs) -> str:
    with work_as(cast.alice) as work:
        return a_gathering(work)


def shown(client: FlaskClient, token: str, page: str = "") -> str:
    """The words of a page's main part, spaces folded."""
    answer = client.get(f"{HERE}/{token}{page}")
    assert answer.status_code == 200
    apart = re.sub(r"(<br>|</(?:dt|td|th|p|li|h\d)>)", r"\1 ", answer.text)
    return " ".join(lxml.html.fromstring(apart).xpath("string(//main)").split())


def offering(work: Work, slug: str) -> None:
    terms = terms_of(work.db, gate_of(work.db, slug).meeting_id)
    services.set_terms(work, slug, replace(terms, offer_hours=24))


def one_is_offered(work: Work, slug: str) -> Registered:
    """anna and bo have the two places, cia is first in line; anna leaves, and cia is asked for a day."""
    offering(work, slug)
    anna, _, cia = (come(work, slug, name) for name in ("anna", "bo", "cia"))
    services.cancel(work, anna.registration_id)
    return cia


def test_who_is_offered_a_place_takes_it(slug: str, client: FlaskClient, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        cia = one_is_offered(work, slug)
    words = shown(client, cia.token)
    assert "A place is held for you" in words
    assert "if you take it by Wednesday 2 September 2026 at 10:00" in words
    answer = client.post(f"{HERE}/{cia.token}/accept")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{HERE}/{cia.token}")
    assert "You are registered" in shown(client, cia.token)
    with work_as(SYSTEM) as work:
        assert how_all_stand(work, slug)[2] == ("cia", "confirmed", None)


def test_who_let_it_lapse_can_say_that_they_still_want_to_come(
    slug: str, client: FlaskClient, work_as: WorkAs, clock: Clock
) -> None:
    with work_as(SYSTEM) as work:
        cia = one_is_offered(work, slug)
    clock.forward(hours=25)
    assert "the time to take it ran out" in shown(client, cia.token)
    assert client.post(f"{HERE}/{cia.token}/accept").status_code == 409
    with work_as(SYSTEM) as work:
        services.lapse_offers(work, gate_of(work.db, slug).meeting_id)
    assert "I still want to come" in shown(client, cia.token)
    assert client.post(f"{HERE}/{cia.token}/stay").status_code == 303
    words = shown(client, cia.token)
    assert "A place is held for you" in words
    assert "I still want to come" not in words


def test_who_waits_reads_why_and_how_they_were_moved(
    slug: str, cast: Cast, client: FlaskClient, work_as: WorkAs
) -> None:
    with work_as(SYSTEM) as work:
        dan = [come(work, slug, name) for name in ("anna", "bo", "cia", "dan")][-1]
    words = shown(client, dan.token)
    assert "You are on the waiting list Number 2 in line" in words
    assert "All places that are open to you were taken." in words
    with work_as(cast.alice) as work:
        services.move_in_line(work, dan.registration_id, 1, "Håller i samtalet på torsdag")
    words = shown(client, dan.token)
    assert "Number 1 in line" in words
    assert "On 1 September 2026 you were moved from number 2 to number 1: Håller i samtalet på torsdag" in words


def test_whom_somebody_else_registered_is_asked_to_answer_the_rest(
    slug: str, client: FlaskClient, work_as: WorkAs
) -> None:
    with work_as(SYSTEM) as work:
        party = PartyDetails(some_answers("anna"), comes=True, colleagues=(Colleague("Demo Bo", "bo@example.org"),))
        outcome = services.register_party(work, slug, party, "a" * 32)
        assert isinstance(outcome, services.PartyRegistered)
        anna, bo = outcome.people
    words = shown(client, bo.token)
    assert "Demo Anna has registered you." in words
    assert "Answer the rest" in words
    assert "Answer the rest" not in shown(client, anna.token)


def test_parts_are_shown_with_how_each_stands(cast: Cast, client: FlaskClient, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        slug = a_gathering(work, capacity=10)
        add = services.add_part
        dinner = add(work, slug, PartDetails(PartKind.DINNER, FIRST, Words("Middag", "Dinner"), time(18), capacity=1))
        night = add(work, slug, PartDetails(PartKind.NIGHT, FIRST, Words("Natt", "Night"), price=Words("900 kr")))
        stops = (Stop("Linköping C", time(7, 15)), Stop("Norrköping", time(8)))
        bus = add(work, slug, PartDetails(PartKind.BUS, FIRST, Words("Buss", "Bus"), stops=stops))
    with work_as(SYSTEM) as work:
        stop = next(s.stop_id for s in _offer(work, slug, bus).details.stops if s.name == "Linköping C")
        come(work, slug, "anna", parts=(PartChoice(dinner),))
        chosen = (PartChoice(dinner), PartChoice(night, RoomType.DOUBLE, "Demo Cia"), PartChoice(bus, stop_id=stop))
        bo = come(work, slug, "bo", parts=chosen)
    words = shown(client, bo.token)
    assert "Wednesday 14 October 10:00–16:30 On site" in words
    assert "Dinner 18:00 Number 1 on its waiting list" in words
    assert "Night Double room Shared with Demo Cia, if it can be arranged 900 kr" in words
    assert "Bus Linköping C 07:15" in words


def _offer(work: Work, slug: str, part_id: int) -> PartOffer:
    offers = offers_of(work.db, gate_of(work.db, slug).meeting_id)
    return next(offer for offer in offers if offer.part_id == part_id)


def with_online_room(work: Work) -> str:
    venue_id = add_venue(work, VenueDetails("Gamleby folkhögskola"))
    add_room(work, venue_id, RoomDetails("Nätet", kind=RoomKind.ONLINE, online_link="https://example.org/join"))
    return a_gathering(work, venue_id=venue_id)


def test_who_waits_reads_that_parts_are_wished_for(cast: Cast, client: FlaskClient, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        slug = a_gathering(work, capacity=1)
        dinner = services.add_part(work, slug, PartDetails(PartKind.DINNER, FIRST, Words("Middag", "Dinner")))
        come(work, slug, "anna")
        bo = come(work, slug, "bo", parts=(PartChoice(dinner),))
    assert "Dinner Wished for: it is settled when you get a place" in shown(client, bo.token)


def test_answers_are_read_with_the_question_as_it_was_asked_then(
    slug: str, client: FlaskClient, work_as: WorkAs
) -> None:
    how = QuestionDetails(QuestionKind.CHOICE, Words("Hur reser du?", "How do you travel?"),
                          options=(Words("Tåg", "Train"), Words("Bil", "Car")))  # fmt: skip
    cv = QuestionDetails(QuestionKind.FILE, Words("Bifoga en fil", "Add a file"), is_sensitive=True)
    with work_as(SYSTEM) as work:
        ids = [questions.add_question(work, slug, said) for said in (how, cv)]
        given = (Given(ids[0], 1, "1"), Given(ids[1], 1, "plan.pdf", Upload("plan.pdf", b"%PDF-1.7 demo")))
        anna = come(work, slug, "anna", given=given, diets=(Diet.VEGAN, Diet.NUT_FREE), diet="Inte lök")
        later = replace(how, label=Words("Hur tar du dig hem?", "How do you get home?"))
        questions.change_question(work, slug, ids[0], later, revision=1)
    words = shown(client, anna.token)
    assert "How do you travel? Train" in words
    assert "Add a file plan.pdf Erased on 14 November 2026." in words
    assert "Special diet or allergy Vegan, Without nuts Inte lök" in words
    file = client.get(f"{HERE}/{anna.token}/files/{ids[1]}")
    assert (file.data, file.content_type, file.headers["Content-Disposition"]) == (
        b"%PDF-1.7 demo", "application/pdf", "attachment; filename=plan.pdf",
    )  # fmt: skip
    assert client.get(f"{HERE}/{anna.token}/files/{ids[0]}").status_code == 404


def test_what_one_chose_among_parallel_items_stands_there(cast: Cast, client: FlaskClient, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        day = a_workshop_day(work)
        a_block(work, day.slug)
    with work_as(SYSTEM) as work:
        anna = come(work, day.slug, "anna")
    assert "There are parallel items to choose among." in shown(client, anna.token)
    page = lxml.html.fromstring(client.get(f"{HERE}/{anna.token}/choices").text)
    wanted = next(x for x in page.iter("input") if x.get("type") == "radio" and x.getnext().text_content() == SOIL)
    assert client.post(f"{HERE}/{anna.token}/choices", data={wanted.name: wanted.get("value")}).status_code == 303
    assert "Wednesday 14 October 13:30–15:00 Jorden, Stora salen" in shown(client, anna.token)


@pytest.mark.parametrize(("days", "sees"), [({}, False), ({"days": ONLINE}, True)])
def test_only_who_comes_online_sees_the_link(
    cast: Cast, client: FlaskClient, work_as: WorkAs, days: dict[str, Any], sees: bool
) -> None:
    with work_as(cast.alice) as work:
        slug = with_online_room(work)
        anna = come(work, slug, "anna", **days)
    assert ("https://example.org/join" in client.get(f"{HERE}/{anna.token}").text) is sees


def test_a_colleague_comes_instead_and_the_old_link_says_why_it_is_dead(
    slug: str, client: FlaskClient, work_as: WorkAs
) -> None:
    with work_as(SYSTEM) as work:
        anna = come(work, slug, "anna", diet="Nötter")
        come(work, slug, "bo")
    there = f"{HERE}/{anna.token}/hand-over"
    assert "Who comes instead of you?" in shown(client, anna.token, "/hand-over")
    refused = client.post(there, data={"name": "Demo Dora", "email": "bo@example.org"})
    assert refused.status_code == 422
    assert 'value="Demo Dora"' in refused.text
    assert "bo@example.org is registered already" in refused.text
    done = client.post(there, data={"name": "Demo Dora", "email": "Dora@example.org"})
    assert (done.status_code, done.headers["Location"]) == (303, "/en/handed-over")
    assert "Demo Dora comes instead of you" in client.get("/en/handed-over").text
    for path in ("", "/data.json", "/cancel", "/erase", "/hand-over", "/change"):
        assert client.get(f"{HERE}/{anna.token}{path}").status_code == 404
    assert "a colleague may have taken over the place" in client.get(f"{HERE}/{anna.token}").text
    with work_as(SYSTEM) as work:
        assert how_all_stand(work, slug)[0] == ("dora", "confirmed", None)


def test_erasing_oneself_asks_first_and_frees_the_place(slug: str, client: FlaskClient, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        anna, _, cia = [come(work, slug, name) for name in ("anna", "bo", "cia")]
    words = shown(client, anna.token, "/erase")
    assert "Your registration is cancelled at the same time." in words
    assert "You are registered" in shown(client, anna.token)
    done = client.post(f"{HERE}/{anna.token}/erase")
    assert (done.status_code, done.headers["Location"]) == (303, "/en/erased")
    assert "Everything about you is erased" in client.get("/en/erased").text
    assert client.get(f"{HERE}/{anna.token}").status_code == 404
    assert client.post(f"{HERE}/{anna.token}/erase").status_code == 404
    assert "You are registered" in shown(client, cia.token)


def test_who_was_there_is_erased_without_a_word_of_cancelling(
    slug: str, client: FlaskClient, work_as: WorkAs, clock: Clock
) -> None:
    with work_as(SYSTEM) as work:
        anna = come(work, slug, "anna")
    clock.set(datetime(2026, 10, 20, 8, tzinfo=UTC))
    assert "cancelled at the same time" not in shown(client, anna.token, "/erase")
    assert client.post(f"{HERE}/{anna.token}/erase").status_code == 303
    with work_as(SYSTEM) as work:
        assert [row[1] for row in letters(work)] == ["forgotten", "forgotten"]
        assert work.db.scalars(select(Registration.status)).all() == ["confirmed"]


@pytest.mark.parametrize("page", ["/cancel", "/hand-over"])
def test_what_is_over_cannot_be_changed(
    slug: str, client: FlaskClient, work_as: WorkAs, clock: Clock, page: str
) -> None:
    with work_as(SYSTEM) as work:
        anna = come(work, slug, "anna")
    clock.set(datetime(2026, 10, 20, 8, tzinfo=UTC))
    assert client.get(f"{HERE}/{anna.token}{page}").headers["Location"] == f"{HERE}/{anna.token}"
    words = shown(client, anna.token)
    assert "If you cannot come" not in words
    assert "Erase everything about me" in words


def test_a_copy_has_everything_that_is_kept(slug: str, client: FlaskClient, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        dinner = services.add_part(work, slug, PartDetails(PartKind.DINNER, FIRST, Words("Middag", "Dinner")))
        ask = questions.add_question(work, slug, QuestionDetails(QuestionKind.TEXT, Words("Hur reser du?")))
    with work_as(ANONYMOUS) as work:
        first = come(work, slug, "zoe")
    with work_as(Actor(name="Demo Zoe", registration_id=first.registration_id)) as work:
        token = services.hand_over(work, first.registration_id, "Demo Anna", "anna@example.org", "sv")
    with work_as(Actor(name="Demo Anna", registration_id=first.registration_id)) as work:
        said = some_answers("anna", parts=(PartChoice(dinner),), given=(Given(ask, 1, "Tåg"),), diets=(Diet.VEGAN,))
        services.change(work, first.registration_id, replace(said, diet="Inte lök", invoice="Ref 12"))
    copy = json.loads(client.get(f"{HERE}/{token}/data.json").text)
    assert (copy["name"], copy["diets"], copy["special_diet"], copy["invoice"], copy["status"]) == (
        "Demo Anna", ["vegan"], "Inte lök", "Ref 12", "confirmed",
    )  # fmt: skip
    assert [(p["what"], p["state"]) for p in copy["parts"]] == [("Middag", "granted")]
    assert copy["answers"] == [{"question": "Hur reser du?", "answer": "Tåg", "file": "", "erased_on": None}]
    assert [(h["from_name"], h["to_name"]) for h in copy["handed_over"]] == [("Demo Zoe", "Demo Anna")]
    assert len(copy["letters"]) == 3
    assert [day["held_on"] for day in copy["days"]] == [FIRST.isoformat(), SECOND.isoformat()]


def test_private_pages_are_kept_nowhere(slug: str, client: FlaskClient, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        anna = come(work, slug, "anna")
    for page in ("", "/cancel", "/hand-over", "/erase", "/data.json"):
        answer = client.get(f"{HERE}/{anna.token}{page}")
        kept = [answer.headers[name] for name in ("Cache-Control", "X-Robots-Tag", "Referrer-Policy")]
        assert kept == ["no-store", "noindex, nofollow", "no-referrer"]


def test_a_called_off_gathering_offers_nothing_to_do(
    slug: str, cast: Cast, client: FlaskClient, work_as: WorkAs
) -> None:
    with work_as(SYSTEM) as work:
        cia = one_is_offered(work, slug)
    with work_as(cast.alice) as work:
        meetings.set_status(work, slug, Status.CANCELLED)
    words = shown(client, cia.token)
    assert "Take the place" not in words
    assert "Send a colleague instead" not in words


def test_the_page_takes_as_many_statements_for_thirty_people_as_for_one(
    cast: Cast, client: FlaskClient, work_as: WorkAs, statements: Callable[[], Any]
) -> None:
    with work_as(cast.alice) as work:
        slug = a_gathering(work, capacity=None)
        publish(work, slug, preliminary=True, with_agenda=False)
        dinner = services.add_part(work, slug, PartDetails(PartKind.DINNER, FIRST, Words("Middag"), capacity=2))
    seen = []
    with work_as(SYSTEM) as work:
        anna = come(work, slug, "anna", parts=(PartChoice(dinner),))
    with statements() as one:
        client.get(f"{HERE}/{anna.token}")
    seen.append(len(one))
    with work_as(SYSTEM) as work:
        for n in range(30):
            come(work, slug, f"guest{n}", parts=(PartChoice(dinner),))
    with statements() as many:
        client.get(f"{HERE}/{anna.token}")
    seen.append(len(many))
    assert seen[0] == seen[1] <= 12


def test_the_colleague_does_not_read_why_the_first_one_was_moved(app: Flask, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        slug = a_gathering(work, capacity=1)
        come(work, slug, "anna")
        come(work, slug, "bo")
        waits = come(work, slug, "ce")
        services.move_in_line(work, waits.registration_id, 1, "Har barn att hämta")
        token = services.hand_over(work, waits.registration_id, "Demo Di", "di@example.org", "sv")
    page = app.test_client().get(f"/r/{token}").get_data(as_text=True)
    assert "Har barn" not in page
