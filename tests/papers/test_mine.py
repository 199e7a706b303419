"""A programme of one's own: one's days, what one chose, and nobody else's."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner.core.errors import NotFound
from planner.meetings.rules import Mode
from planner.papers.queries import personal
from planner.programmes.services import publish
from planner.registrations.rules import DayChoice
from planner.web.entry import Parts
from tests.builders import Cast, an_item
from tests.choices.scene import FARM, FIRST, SECOND, SOIL, WATER, a_block, a_workshop_day, choose
from tests.paper import faults_of, reader, text_of
from tests.registrations.scene import a_gathering, come

WorkAs = Callable[..., Any]
MORNING = "God morgon"


class Scene:
    """Three workshops to choose among on the first day, a talk on the second; who comes, by name."""

    def __init__(self, work: Any) -> None:
        day = a_workshop_day(work)
        self.slug = day.slug
        an_item(work, self.slug, MORNING, held_on=SECOND)
        publish(work, self.slug, preliminary=False, with_agenda=True)
        self.block_id = a_block(work, self.slug)
        self.anna, self.bertil = come(work, self.slug, "anna"), come(work, self.slug, "bertil")
        self.cilla = come(work, self.slug, "cilla", days=(DayChoice(SECOND, Mode.ON_SITE),))
        choose(work, self.slug, self.block_id, self.anna.registration_id, SOIL)


@pytest.fixture
def scene(app: Flask, cast: Cast, work_as: WorkAs) -> Scene:
    with work_as(cast.alice) as work:
        return Scene(work)


def titles(pdf: bytes) -> list[str]:
    words = text_of(pdf, reader())
    return [title for title in (FARM, SOIL, WATER, MORNING) if title in words]


@pytest.mark.pdf
def test_everybody_gets_their_days_and_of_parallel_items_what_they_chose(scene: Scene, client: FlaskClient) -> None:
    papers = [client.get(f"/r/{who.token}/programme.pdf") for who in (scene.anna, scene.bertil, scene.cilla)]
    assert [paper.status_code for paper in papers] == [200, 200, 200]
    assert [titles(paper.data) for paper in papers] == [[SOIL, MORNING], [FARM, SOIL, WATER, MORNING], [MORNING]]
    assert [fault for fault in faults_of(papers[0].data, "sv") if "localhost" not in fault] == []
    assert papers[0].headers["Cache-Control"] == "no-store"


@pytest.mark.pdf
def test_no_name_and_no_key_stand_on_it(scene: Scene, client: FlaskClient) -> None:
    pdf = client.get(f"/en/r/{scene.anna.token}/programme.pdf").data
    assert "Anna" not in text_of(pdf, reader())
    assert scene.anna.token.encode() not in pdf


@pytest.mark.pdf
def test_a_page_that_was_printed_before_the_choice_changed_is_not_shown_again(
    scene: Scene, client: FlaskClient, work_as: WorkAs, cast: Cast
) -> None:
    address = f"/r/{scene.anna.token}/programme.pdf"
    assert titles(client.get(address).data) == [SOIL, MORNING]
    with work_as(cast.alice) as work:
        choose(work, scene.slug, scene.block_id, scene.anna.registration_id, WATER)
    assert titles(client.get(address).data) == [WATER, MORNING]


def test_the_page_leads_to_it(scene: Scene, client: FlaskClient) -> None:
    assert f"/r/{scene.anna.token}/programme.pdf" in client.get(f"/r/{scene.anna.token}").text


def test_no_link_no_programme(scene: Scene, client: FlaskClient) -> None:
    assert client.get("/r/made-up/programme.pdf").status_code == 404


def test_who_waits_or_comes_to_what_has_no_agenda_has_none(
    app: Flask, cast: Cast, work_as: WorkAs, client: FlaskClient
) -> None:
    with work_as(cast.alice) as work:
        slug = a_gathering(work, capacity=1)
        first, second = come(work, slug, "anna"), come(work, slug, "bertil")
        publish(work, slug, preliminary=True, with_agenda=False)
        with pytest.raises(NotFound):
            personal(work.db, first.registration_id)
        an_item(work, slug, MORNING, held_on=FIRST)
        publish(work, slug, preliminary=True, with_agenda=True)
        assert personal(work.db, first.registration_id).version
        with pytest.raises(NotFound):
            personal(work.db, second.registration_id)
    assert client.get(f"/r/{second.token}/programme.pdf").status_code == 404


@pytest.fixture
def no_worker(app: Flask) -> Iterator[None]:
    """The job engine takes errands, and nobody runs them."""
    parts: Parts = app.extensions["planner"]
    kept = parts.run_soon, parts.print_wait_seconds
    parts.run_soon, parts.print_wait_seconds = lambda kind, payload: None, 0
    yield
    parts.run_soon, parts.print_wait_seconds = kept


def test_who_comes_before_the_worker_is_told_to_wait(no_worker: None, scene: Scene, client: FlaskClient) -> None:
    answer = client.get(f"/en/r/{scene.anna.token}/programme.pdf")
    assert (answer.status_code, "Reload the page in a moment." in answer.text) == (503, True)
