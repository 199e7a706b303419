"""The form that everybody registers with: colleagues, row by row."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from planner.core.actor import ANONYMOUS, Actor
from planner.registrations.models import Needs
from tests.builders import Cast
from tests.registrations.reading import ANSWERS, BO, CE, REGISTER, cells_in, rows, words_of
from tests.registrations.scene import a_gathering, come, how_all_stand

WorkAs = Callable[[Actor], Any]


@pytest.fixture
def slug(cast: Cast, work_as: WorkAs) -> str:
    with work_as(cast.alice) as work:
        return a_gathering(work)


def test_a_party_ends_on_its_own_page(slug: str, client: FlaskClient, work_as: WorkAs) -> None:
    sent = client.post(REGISTER, data={**ANSWERS, **rows(BO, CE)})
    assert sent.status_code == 303
    assert re.fullmatch(r"/en/p/\w{32}", sent.headers["Location"])
    page = words_of(client.get(sent.headers["Location"]).text)
    assert "Demo Ce ce@example.org On the waiting list Number 1 in line" in page
    with work_as(ANONYMOUS) as work:
        assert how_all_stand(work, slug) == [
            ("anna", "confirmed", None),
            ("bo", "confirmed", None),
            ("ce", "waiting", 1),
        ]


def test_all_or_nobody_waits_together(slug: str, client: FlaskClient, work_as: WorkAs) -> None:
    client.post(REGISTER, data={**ANSWERS, **rows(BO, CE), "together": "1"})
    with work_as(ANONYMOUS) as work:
        assert how_all_stand(work, slug) == [("anna", "waiting", 1), ("bo", "waiting", 2), ("ce", "waiting", 3)]


def test_one_may_register_others_only(slug: str, client: FlaskClient, work_as: WorkAs) -> None:
    others = {k: v for k, v in ANSWERS.items() if k != "comes"}
    refused = client.post(REGISTER, data=others)
    assert (refused.status_code, "Nobody would be registered" in refused.text) == (422, True)
    sent = client.post(REGISTER, data={**others, **rows(BO)})
    assert "/p/" in sent.headers["Location"]
    with work_as(ANONYMOUS) as work:
        assert how_all_stand(work, slug) == [("bo", "confirmed", None)]
        assert list(work.db.scalars(select(Needs))) == []


def test_reload_back_and_a_double_press_make_nothing_new(slug: str, client: FlaskClient, work_as: WorkAs) -> None:
    party = {**ANSWERS, **rows(BO)}
    first, again = client.post(REGISTER, data=party), client.post(REGISTER, data=party)
    assert (again.status_code, again.headers["Location"]) == (303, first.headers["Location"])
    back = client.post(REGISTER, data={**ANSWERS, **rows(BO, CE)})
    assert (back.status_code, "bo@example.org is already registered" in back.text) == (422, True)
    with work_as(ANONYMOUS) as work:
        assert how_all_stand(work, slug) == [("anna", "confirmed", None), ("bo", "confirmed", None)]


def test_a_double_address_is_explained_at_its_row_and_nothing_is_registered_twice(
    slug: str, client: FlaskClient, work_as: WorkAs
) -> None:
    with work_as(ANONYMOUS) as work:
        come(work, slug, "bo")
    empty = ("", "")
    known = client.post(REGISTER, data={**ANSWERS, **rows(CE, empty, BO)})
    assert known.status_code == 422
    assert re.search(r'id="colleagues-2-email-error".*?bo@example.org is already registered', known.text, re.DOTALL)
    assert 'id="colleagues-0-email-error"' not in known.text
    twice = client.post(REGISTER, data={**ANSWERS, **rows(CE, ("Demo Cecilia", "CE@example.org"))})
    assert re.search(
        r'id="colleagues-1-email-error".*?ce@example.org stands here for Demo Ce already', twice.text, re.DOTALL
    )
    assert 'href="#colleagues-1-email"' in twice.text
    with work_as(ANONYMOUS) as work:
        assert how_all_stand(work, slug) == [("bo", "confirmed", None)]


def test_at_most_sixty_colleagues_in_one_go(slug: str, client: FlaskClient) -> None:
    many = rows(*((f"Demo {n}", f"demo{n}@example.org") for n in range(61)))
    sent = client.post(REGISTER, data={**ANSWERS, **many})
    assert (sent.status_code, "At most 60 colleagues in one go." in sent.text) == (422, True)


def test_rows_are_added_and_removed_without_script_and_nothing_is_lost(slug: str, client: FlaskClient) -> None:
    added = client.post(REGISTER, data={**ANSWERS, "do": "add", **rows(BO)})
    assert added.status_code == 200
    assert 'value="Demo Anna"' in added.text
    assert "Nötter" in added.text
    assert cells_in(added.text) == [
        ("colleagues-0-name", "Demo Bo"),
        ("colleagues-0-email", "bo@example.org"),
        ("colleagues-1-name", ""),
        ("colleagues-1-email", ""),
    ]
    removed = client.post(REGISTER, data={**ANSWERS, "do": "remove-0", **rows(BO, CE)})
    assert cells_in(removed.text) == [("colleagues-0-name", "Demo Ce"), ("colleagues-0-email", "ce@example.org")]


@pytest.mark.parametrize("step", ["remove-", "remove-x", "remove-99", "nonsense", "read"])
def test_a_step_that_says_nothing_changes_nothing(slug: str, client: FlaskClient, step: str) -> None:
    page = client.post(REGISTER, data={**ANSWERS, "do": step, **rows(BO)})
    assert (page.status_code, len(cells_in(page.text))) == (200, 2)
