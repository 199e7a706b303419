"""The form that everybody registers with: one person, the gathering's own questions, and what the form costs."""

import re
from collections.abc import Callable
from datetime import time
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from planner.core.actor import ANONYMOUS, Actor
from planner.core.language import Words
from planner.meetings import services as meetings
from planner.meetings.rules import DayHours, Mode, Status
from planner.questions.rules import QuestionDetails, QuestionKind
from planner.questions.services import add_question
from planner.registrations.models import Needs, Registration
from planner.registrations.queries.answers import given_by
from planner.registrations.rules import Terms
from planner.registrations.services import set_terms
from tests.builders import Cast
from tests.registrations.reading import ANSWERS, BO, CE, REGISTER, cells_in, rows, words_of
from tests.registrations.scene import FIRST, a_gathering, come, letters

WorkAs = Callable[[Actor], Any]


@pytest.fixture
def slug(cast: Cast, work_as: WorkAs) -> str:
    with work_as(cast.alice) as work:
        return a_gathering(work)


def test_registering_ends_on_the_private_page(slug: str, client: FlaskClient) -> None:
    form = client.get(REGISTER)
    assert form.status_code == 200
    assert "2 places left" in form.text
    assert "14 November 2026" in form.text
    assert not re.search(r"shows_name[^>]*checked", form.text)
    assert re.search(r"checked[^>]*name=\"comes\"|name=\"comes\"[^>]*checked", form.text)
    sent = client.post(REGISTER, data=ANSWERS)
    assert sent.status_code == 303
    page = client.get(sent.headers["Location"])
    assert page.status_code == 200
    assert "A confirmation is on its way to anna@example.org." in page.text


def test_what_was_typed_is_kept_when_it_is_refused_and_all_is_said_in_one_go(slug: str, client: FlaskClient) -> None:
    wrong = {**ANSWERS, "email": "anna", "organisation": "", "day_20261014": "away", **rows(("Demo Bo", ""))}
    sent = client.post(REGISTER, data=wrong)
    assert sent.status_code == 422
    assert 'value="Demo Anna"' in sent.text
    assert "Nötter" in sent.text
    assert cells_in(sent.text) == [("colleagues-0-name", "Demo Bo"), ("colleagues-0-email", "")]
    for words in (
        "Write an e-mail address",
        "Choose at least one day",
        "Choose your cluster, or write",
        "E-mail of colleague 1: Everybody needs an address of their own",
    ):
        assert words in words_of(sent.text)


def test_a_known_address_gets_words_and_nobody_else_the_link(slug: str, client: FlaskClient, work_as: WorkAs) -> None:
    client.post(REGISTER, data=ANSWERS)
    sent = client.post(REGISTER, data={**ANSWERS, "form_key": "b" * 32, "name": "Somebody else"})
    assert sent.status_code == 422
    assert "anna@example.org is already registered." in sent.text
    assert "/r/" not in sent.text
    with work_as(ANONYMOUS) as work:
        assert letters(work)[-1] == ("anna", "link", "")


def test_a_full_gathering_says_which_number_one_would_be(slug: str, client: FlaskClient, work_as: WorkAs) -> None:
    with work_as(ANONYMOUS) as work:
        for name in ("anna", "bo", "cia"):
            come(work, slug, name)
    page = client.get(REGISTER).text
    assert "you will be number 2 on the waiting list" in page
    assert "A place that comes free goes to the first in line" in page
    assert "Register or join the waiting list" in page
    sent = client.post(REGISTER, data={**ANSWERS, "email": "dan@example.org"})
    assert "Number 2 in line" in client.get(sent.headers["Location"]).text


def test_one_day_on_site_asks_for_no_days(cast: Cast, work_as: WorkAs, client: FlaskClient) -> None:
    with work_as(cast.alice) as work:
        slug = a_gathering(work, mode=Mode.ON_SITE, days=(DayHours(FIRST, time(10), time(16)),), capacity=None)
    page = client.get(f"/en/meetings/{slug}/register").text
    assert "Your days" not in page
    assert "If there are not places for all" not in page
    sent = client.post(f"/en/meetings/{slug}/register", data={k: v for k, v in ANSWERS.items() if k[:3] != "day"})
    assert sent.status_code == 303


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Status.SAVE_THE_DATE, "Registration has not opened yet."),
        (Status.CANCELLED, "This gathering is cancelled."),
        (Status.CLOSED, "Registration has closed."),
    ],
)
def test_a_closed_door_is_a_page_with_words(
    cast: Cast, work_as: WorkAs, client: FlaskClient, status: Status, words: str
) -> None:
    with work_as(cast.alice) as work:
        slug = a_gathering(work, status=Status.SAVE_THE_DATE if status is Status.SAVE_THE_DATE else Status.OPEN)
        if status is not Status.SAVE_THE_DATE:
            meetings.set_status(work, slug, status)
    page = client.get(f"/en/meetings/{slug}/register")
    assert (page.status_code, words in page.text, "demo.lind@example.org" in page.text) == (200, True, True)
    assert client.post(f"/en/meetings/{slug}/register", data=ANSWERS).status_code == 409


def test_a_draft_is_nowhere(cast: Cast, work_as: WorkAs, client: FlaskClient) -> None:
    with work_as(cast.alice) as work:
        slug = a_gathering(work, status=None)
    assert client.get(f"/en/meetings/{slug}/register").status_code == 404


def test_a_form_of_a_page_that_hides_its_address_is_taken_over_https(
    app: Flask, slug: str, client: FlaskClient
) -> None:
    base = "https://localhost"
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        with app.app_context():  # the token is kept in it: a fresh one, as each request has
            page = client.get(REGISTER, base_url=base).text
            token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
            assert token
            without = client.post(REGISTER, data=ANSWERS, base_url=base)
            sent = client.post(REGISTER, data={**ANSWERS, "csrf_token": token[1]}, base_url=base)
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
    assert (without.status_code, sent.status_code) == (400, 303)


def test_diets_are_ticked_and_written_apart(slug: str, client: FlaskClient, work_as: WorkAs) -> None:
    client.post(REGISTER, data={**ANSWERS, "diets": ["gluten_free", "vegan"]})
    with work_as(ANONYMOUS) as work:
        needs = work.db.scalars(select(Needs)).one()
        assert (needs.diets, needs.diet) == ("vegan gluten_free", "Nötter")
    assert client.post(REGISTER, data={**ANSWERS, "email": "bo@example.org", "diets": "stones"}).status_code == 422


def test_own_questions_are_asked_of_those_who_come(slug: str, cast: Cast, client: FlaskClient, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        asked = QuestionDetails(QuestionKind.TEXT, Words("Varifrån?", "Where from?"), is_required=True)
        question_id = add_question(work, slug, asked)
    field = f"question_{question_id}"
    assert "Where from?" in client.get(REGISTER).text
    seen = {f"{field}_seen": "1"}
    refused = client.post(REGISTER, data={**ANSWERS, **seen})
    assert (refused.status_code, "Where from?: This needs an answer." in refused.text) == (422, True)
    sent = client.post(REGISTER, data={**ANSWERS, **seen, field: "Sala", **rows(BO)})
    assert sent.status_code == 303
    others = {k: v for k, v in ANSWERS.items() if k != "comes"} | {"form_key": "e" * 32} | rows(CE)
    assert client.post(REGISTER, data={**others, **seen}).status_code == 303
    with work_as(ANONYMOUS) as work:
        people = work.db.scalars(select(Registration.id).order_by(Registration.id)).all()
        assert [[answer.value for answer in given_by(work.db, each)] for each in people] == [["Sala"], [], []]


def test_files_make_the_form_one_with_parts(slug: str, cast: Cast, client: FlaskClient, work_as: WorkAs) -> None:
    assert "multipart/form-data" not in client.get(REGISTER).text
    with work_as(cast.alice) as work:
        add_question(work, slug, QuestionDetails(QuestionKind.FILE, Words("Bild", "Picture")))
    assert 'enctype="multipart/form-data"' in client.get(REGISTER).text


def test_invoice_details_are_asked_for_only_where_the_lead_wants_them(
    slug: str, cast: Cast, client: FlaskClient, work_as: WorkAs
) -> None:
    assert 'name="invoice"' not in client.get(REGISTER).text
    with work_as(cast.alice) as work:
        set_terms(work, slug, Terms(asks_invoice=True))
    assert client.post(REGISTER, data={**ANSWERS, "invoice": "Box 1", **rows(BO)}).status_code == 303
    with work_as(ANONYMOUS) as work:
        assert list(work.db.scalars(select(Registration.invoice))) == ["Box 1", "Box 1"]


def test_who_takes_part_online_only_is_asked_nothing_about_food(
    cast: Cast, client: FlaskClient, work_as: WorkAs
) -> None:
    with work_as(cast.alice) as work:
        a_gathering(work, mode=Mode.ONLINE)
    page = client.get(REGISTER).text
    assert "What do you need to be able to take part?" in page
    assert 'name="diet' not in page


def test_the_form_costs_the_same_whatever_the_number_of_people(
    slug: str, cast: Cast, client: FlaskClient, work_as: WorkAs, statements: Callable[[], Any]
) -> None:
    counts = []
    for number in (1, 29):
        with work_as(cast.alice) as work:
            for n in range(number):
                come(work, slug, f"demo{number}x{n}", cluster_id=cast.vreta_id)
        with statements() as seen:
            assert client.get(REGISTER).status_code == 200
        counts.append(len([s for s in seen.seen if s.startswith("SELECT")]))
    assert counts == [7, 7]


def test_a_party_of_three_is_sent_in_few_statements(
    slug: str, client: FlaskClient, statements: Callable[[], Any]
) -> None:
    with statements() as looking:
        client.get(REGISTER)
    with statements() as sending:
        assert client.post(REGISTER, data={**ANSWERS, "diet": "", **rows(BO, CE)}).status_code == 303
    assert len(sending) - len(looking) <= 15
