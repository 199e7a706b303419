"""The form again, filled in with everything that was answered."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from planner.core.actor import ANONYMOUS, Actor
from planner.core.language import Words
from planner.meetings.queries import gate_of
from planner.questions.rules import Given, QuestionDetails, QuestionKind
from planner.questions.services import add_question
from planner.registrations.models import Registration
from planner.registrations.queries.asking import Answered, answered_by, form_facts
from planner.registrations.rules import Diet, PartChoice, PartDetails, PartKind, RoomType, Terms
from planner.registrations.services import add_part, cancel, set_terms
from tests.builders import Cast
from tests.conftest import Clock
from tests.registrations.scene import FIRST, a_gathering, come
from tests.registrations.test_parties import a_party, bring

WorkAs = Callable[[Actor], Any]
DAYS = {"day_20261014": "on_site", "day_20261015": "online"}
ANSWERS = {"name": "Demo Anna", "organisation": "Demo AB", "cluster": "", **DAYS}


@pytest.fixture
def world(cast: Cast, work_as: WorkAs) -> tuple[int, int, int]:
    """A gathering with a night that closes on 20 September, a question and invoices: (night, question, gathering)."""
    with work_as(cast.alice) as work:
        slug = a_gathering(work)
        night = PartDetails(PartKind.NIGHT, FIRST, Words("Natten", "The night"), last_day=date(2026, 9, 20))
        night_id = add_part(work, slug, night)
        question_id = add_question(work, slug, QuestionDetails(QuestionKind.TEXT, Words("Varifrån?", "Where from?")))
        set_terms(work, slug, Terms(asks_invoice=True))
        return night_id, question_id, gate_of(work.db, slug).meeting_id


@pytest.fixture
def mine(world: tuple[int, int, int], work_as: WorkAs) -> str:
    """The address where Anna changes what she answered."""
    night_id, question_id, _ = world
    with work_as(ANONYMOUS) as work:
        anna = come(
            work,
            "hostens-traff-2026",
            "anna",
            diets=(Diet.VEGAN,),
            parts=(PartChoice(night_id, RoomType.DOUBLE, "Demo Bo"),),
            given=(Given(question_id, 1, "Sala"),),
            invoice="Box 1",
        )
    return f"/en/r/{anna.token}/change"


def answered(work: Any) -> Answered:
    row = work.db.query(Registration).one()
    facts = form_facts(work.db, gate_of(work.db, "hostens-traff-2026"), work.now)
    return answered_by(work.db, facts, row.id)


def test_everything_that_was_answered_stands_there(
    mine: str, world: tuple[int, int, int], client: FlaskClient, work_as: WorkAs
) -> None:
    night, question, _ = world
    page = client.get(mine).text
    tags = re.findall(r"<input[^>]*checked[^>]*>", page)
    ticked = {(re.findall(r'name="(\w+)"', tag)[0], re.findall(r'value="(\w+)"', tag)[0]) for tag in tags}
    assert ticked == {
        ("day_20261014", "on_site"),
        ("day_20261015", "on_site"),
        ("diets", "vegan"),
        (f"part_{night}", "y"),
        (f"room_{night}", "double"),
    }
    for value in (f'name="share_{night}" type="text" value="Demo Bo"', f'name="question_{question}"', 'value="Sala"'):
        assert value in page
    assert re.search(r"<textarea[^>]*name=\"invoice\"[^>]*>\s*Box 1</textarea>", page)
    with work_as(ANONYMOUS) as work:
        assert answered(work) == Answered(
            (Diet.VEGAN,), (PartChoice(night, RoomType.DOUBLE, "Demo Bo"),), (Given(question, 1, "Sala"),), "Box 1"
        )


def test_other_answers_are_written_over_the_old(
    mine: str, world: tuple[int, int, int], client: FlaskClient, work_as: WorkAs
) -> None:
    night, question, _ = world
    other = {
        "diets": "gluten_free",
        f"question_{question}": "Umeå",
        f"question_{question}_seen": "1",
        "invoice": "Box 2",
    }
    room = {f"part_{night}": "y", f"room_{night}": "single", f"share_{night}": "Demo Bo"}
    sent = client.post(mine, data={**ANSWERS, **other, **room})
    assert (sent.status_code, sent.headers["Location"]) == (303, mine.removesuffix("/change"))
    with work_as(ANONYMOUS) as work:
        assert answered(work) == Answered(
            (Diet.GLUTEN_FREE,), (PartChoice(night, RoomType.SINGLE),), (Given(question, 1, "Umeå"),), "Box 2"
        )


def test_what_was_typed_is_kept_when_it_is_refused(mine: str, client: FlaskClient) -> None:
    refused = client.post(mine, data={**ANSWERS, "name": " ", "phone": "070", "cluster": "", "organisation": ""})
    assert refused.status_code == 422
    assert 'value="070"' in refused.text
    assert "This needs an answer." in refused.text
    assert "Choose your cluster, or write" in refused.text


def test_a_part_that_has_closed_stays_as_it_was(
    mine: str, world: tuple[int, int, int], client: FlaskClient, work_as: WorkAs, clock: Clock
) -> None:
    night = world[0]
    clock.set(clock.now + timedelta(days=21))
    page = client.get(mine).text
    assert re.search(rf'checked[^>]*disabled[^>]*name="part_{night}"', page)
    assert client.post(mine, data=ANSWERS).status_code == 303
    with work_as(ANONYMOUS) as work:
        assert answered(work).parts == (PartChoice(night, RoomType.DOUBLE, "Demo Bo"),)


def test_who_was_registered_by_another_has_answered_once_they_send_it(
    world: tuple[int, int, int], client: FlaskClient, work_as: WorkAs, clock: Clock
) -> None:
    with work_as(ANONYMOUS) as work:
        _, bo = bring(work, "hostens-traff-2026", a_party("anna", "bo")).people
    assert client.post(f"/en/r/{bo.token}/change", data={**ANSWERS, "name": "Demo Bo"}).status_code == 303
    with work_as(ANONYMOUS) as work:
        assert work.db.get_one(Registration, bo.registration_id).details_at == clock.now


def test_a_cancelled_registration_is_changed_no_more(mine: str, client: FlaskClient, work_as: WorkAs) -> None:
    with work_as(ANONYMOUS) as work:
        row = work.db.query(Registration).one()
        cancel(replace(work, actor=Actor(registration_id=row.id)), row.id)
    assert client.get(mine).status_code == 303


def test_a_wrong_link_opens_nothing(mine: str, client: FlaskClient) -> None:
    assert client.get(f"/en/r/{'a' * 32}/change").status_code == 404
    assert client.post(f"/en/r/{'a' * 32}/change", data=ANSWERS).status_code == 404


def test_a_side_of_the_gathering_costs_no_more_statements_when_many_come(
    mine: str, client: FlaskClient, work_as: WorkAs, statements: Callable[[], Any]
) -> None:
    counts = []
    for number in (0, 30):
        with work_as(ANONYMOUS) as work:
            for n in range(number):
                come(work, "hostens-traff-2026", f"demo{n}")
        with statements() as seen:
            client.get(mine)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_the_form_of_a_short_day_is_short(cast: Cast, client: FlaskClient, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        slug = a_gathering(work, capacity=None)
        part = PartDetails(PartKind.MEAL, FIRST, Words("Lunch"), time(12))
        add_part(work, slug, part)
    with work_as(ANONYMOUS) as work:
        anna = come(work, slug, "anna")
    page = client.get(f"/en/r/{anna.token}/change").text
    assert not [words for words in ("Invoice", "Questions", 'name="comes"', "Colleagues") if words in page]
