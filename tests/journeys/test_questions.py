"""Questions that come and go as people answer, in a real browser; and without its script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from planner.core.actor import SYSTEM
from planner.core.language import Words
from planner.core.work import Work
from planner.meetings.rules import Mode
from planner.questions.rules import QuestionDetails, QuestionKind
from planner.questions.services import add_question
from planner.web.entry import writing
from tests.builders import a_meeting
from tests.journeys.live import PHONE, Live, Watched

pytestmark = pytest.mark.browser

LEAD = "lena@example.org"
Person = Callable[..., Watched]


def asks(work: Work) -> str:
    """How do you travel? By car: how many fit? To those online: which program? Gives the gathering's address."""
    slug = a_meeting(work, mode=Mode.HYBRID)
    options = (Words("Tåg"), Words("Egen bil"))
    how = add_question(work, slug, QuestionDetails(QuestionKind.CHOICE, Words("Hur reser du?"), options=options))
    for label, more in (
        ("Hur många får plats?", QuestionDetails(QuestionKind.NUMBER, Words(), if_question_id=how, if_option="2")),
        ("Vilket program har du?", QuestionDetails(QuestionKind.TEXT, Words(), if_mode=Mode.ONLINE)),
    ):
        add_question(work, slug, QuestionDetails(**{**vars(more), "label": Words(label)}))
    return f"/plan/meetings/{slug}/questions"


def looks(lena: Watched, live: Live) -> Page:
    with live.app.app_context(), writing(SYSTEM) as work:
        path = asks(work)
    page = lena.opens(live.sign_in_link(LEAD))
    page.get_by_role("button", name="Logga in som Lena Demo").click()
    page.wait_for_url("**/plan")
    return lena.opens(path)


def test_a_question_comes_with_the_answer_it_hangs_on_and_keeps_what_was_written(person: Person, live: Live) -> None:
    page = looks(person(PHONE), live)
    seats, program = page.get_by_label("Hur många får plats?"), page.get_by_label("Vilket program har du?")
    expect(seats).to_be_hidden()
    expect(program).to_be_hidden()
    expect(seats).to_be_disabled()
    page.get_by_label("Egen bil").check()
    seats.fill("3")
    page.locator("[name=preview_mode][value=online]").check()
    expect(program).to_be_visible()
    page.get_by_label("Tåg").check()
    expect(seats).to_be_hidden()
    page.get_by_label("Egen bil").check()
    expect(seats).to_have_value("3")
    expect(page.locator("[data-condition-words]:visible")).to_have_count(0)


def test_without_script_all_questions_stand_there_with_their_conditions(person: Person, live: Live) -> None:
    page = looks(person(java_script_enabled=False), live)
    expect(page.get_by_label("Hur många får plats?")).to_be_visible()
    expect(page.get_by_label("Vilket program har du?")).to_be_visible()
    expect(page.locator("[data-condition-words]:visible")).to_have_count(2)
