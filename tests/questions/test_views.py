"""Planners' pages of a gathering's own questions."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from planner.core.actor import SYSTEM
from planner.core.language import Words
from planner.meetings.queries import gate_of
from planner.meetings.rules import Mode
from planner.questions.queries import asked_of
from planner.questions.rules import Asked, QuestionKind
from planner.questions.services import add_question
from planner.web.entry import reading
from tests.builders import Cast, a_meeting
from tests.questions.samples import details

As = Callable[[str], FlaskClient]
WorkAs = Callable[..., Any]
PAGE = "/plan/meetings/grona-kluster-i-gamleby-2026/questions"
QUESTION = {"label_sv": "Hur reser du?", "kind": "choice", "options": "Tåg | Train\nBuss | Bus", "hint_sv": "Med möda"}


@pytest.fixture
def slug(work_as: WorkAs, cast: Cast) -> str:
    with work_as(cast.alice) as work:
        return a_meeting(work, mode=Mode.HYBRID)


@pytest.fixture
def ask(work_as: WorkAs, cast: Cast, slug: str) -> Callable[..., int]:
    """ask("Hur reser du?") asks it as alice, and gives its number."""

    def asking(*args: Any, place: str = slug, **more: Any) -> int:
        with work_as(cast.alice) as work:
            return add_question(work, place, details(*args, **more))

    return asking


def now_asked(slug: str) -> tuple[Asked, ...]:
    with reading(SYSTEM) as work:
        return asked_of(work.db, gate_of(work.db, slug).meeting_id)


def text(answer: Any) -> str:
    found: str = answer.get_data(as_text=True)
    return found


def test_only_planners_see_and_change_questions(
    as_: As, client: FlaskClient, slug: str, ask: Callable[..., int]
) -> None:
    number = ask()
    for address in (PAGE, f"{PAGE}/new", f"{PAGE}/{number}"):
        statuses = [browser.get(address).status_code for browser in (as_("alice"), as_("bob"), client)]
        assert statuses == [200, 403, 303]
    for act in ("new", str(number), f"{number}/up", f"{number}/down", f"{number}/remove", "copy"):
        assert as_("bob").post(f"{PAGE}/{act}", data=QUESTION).status_code == 403
    assert [question.version for question in now_asked(slug)] == [1]


def test_a_question_is_written_and_stands_in_the_list_and_the_preview(as_: As, slug: str) -> None:
    alice = as_("alice")
    answer = alice.post(f"{PAGE}/new", data=QUESTION)
    assert (answer.status_code, answer.location) == (303, PAGE)
    page = text(alice.get(f"/en{PAGE}"))
    assert page.count("Hur reser du?") > 2
    assert ">Train</label>" in page
    assert 'type="module"' in page


def test_save_and_another_comes_back_to_an_empty_form(as_: As, slug: str) -> None:
    answer = as_("alice").post(f"{PAGE}/new", data=QUESTION | {"and_another": "1"})
    assert answer.location == f"{PAGE}/new"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"label_sv": " "}, "This needs an answer."),
        ({"kind": "poem"}, "Choose one of the options."),
        ({"options": "Bara en"}, "Write at least two options, one a line."),
        ({"options": "Tåg\n| Bus"}, "Each option needs Swedish words, before the bar."),
        ({"if_answer": "1:9"}, "Choose one of the options."),
        ({"if_mode": "hybrid"}, "Choose one of the options."),
        ({"hint_en": "x" * 601}, "At most 600 characters."),
    ],
)
def test_a_refused_question_keeps_what_was_typed(
    as_: As, slug: str, ask: Callable[..., int], wrong: dict[str, str], said: str
) -> None:
    ask("Den första")
    answer = as_("alice").post(f"/en{PAGE}/new", data=QUESTION | wrong)
    page = text(answer)
    assert answer.status_code == 422
    assert said in page
    assert "Med möda" in page
    assert (QUESTION | wrong)["options"].replace("\r", "") in page
    assert len(now_asked(slug)) == 1


def test_a_change_is_a_new_version_whose_earlier_words_are_shown(as_: As, slug: str, ask: Callable[..., int]) -> None:
    number = ask("Hur kommer du?")
    alice = as_("alice")
    assert "Hur kommer du?" in text(alice.get(f"{PAGE}/{number}"))
    answer = alice.post(f"{PAGE}/{number}", data=QUESTION | {"revision": "1"})
    assert (answer.status_code, answer.location) == (303, PAGE)
    page = text(alice.get(f"/en{PAGE}/{number}")).split("Earlier versions")[1]
    assert "Hur kommer du?" in page
    assert "version 1" in page
    assert [(question.version, question.label) for question in now_asked(slug)] == [(2, Words("Hur reser du?"))]


def test_saving_over_somebody_elses_change_is_a_conflict(as_: As, slug: str, ask: Callable[..., int]) -> None:
    number = ask()
    for seen in ("7", "", "abc"):
        answer = as_("alice").post(f"/en{PAGE}/{number}", data=QUESTION | {"revision": seen})
        assert answer.status_code == 409
        assert "Somebody else changed" in text(answer)
        assert "Med möda" in text(answer)
    assert [question.version for question in now_asked(slug)] == [1]


def test_what_another_question_hangs_on_is_kept_with_a_reason(as_: As, slug: str, ask: Callable[..., int]) -> None:
    first = ask()
    ask("Var stiger du på?", QuestionKind.TEXT, if_question_id=first, if_option="2")
    alice = as_("alice")
    answer = alice.post(f"/en{PAGE}/{first}", data=QUESTION | {"revision": "1", "options": "Tåg\nBuss\nEgen bil"})
    assert answer.status_code == 303
    answer = alice.post(f"/en{PAGE}/{first}", data=QUESTION | {"revision": "2", "options": "Tåg\nEgen bil"})
    assert answer.status_code == 422
    assert "hangs on an option that would go" in text(answer)
    answer = alice.post(f"/en{PAGE}/{first}/remove")
    assert answer.status_code == 409
    assert "change or remove “Var stiger du på?”" in text(answer)


def test_up_down_and_remove(as_: As, slug: str, ask: Callable[..., int]) -> None:
    first, second, third = (ask(label) for label in "ABC")
    alice = as_("alice")
    assert alice.post(f"{PAGE}/{third}/up").location == f"{PAGE}#asked-{third}"
    assert alice.post(f"{PAGE}/{first}/down").status_code == 303
    assert alice.post(f"{PAGE}/{second}/remove").location == PAGE
    assert [question.label.sv for question in now_asked(slug)] == ["C", "A"]
    assert "C" in text(alice.get(PAGE))


def test_a_button_that_would_be_refused_is_not_there(as_: As, slug: str, ask: Callable[..., int]) -> None:
    first = ask()
    second = ask("Var stiger du på?", QuestionKind.TEXT, if_question_id=first, if_option="2")
    third = ask("Något annat?", QuestionKind.TEXT)
    page = text(as_("alice").get(PAGE))
    numbers = (first, second, third)
    there = [(n, way) for n in numbers for way in ("up", "down") if f'action="{PAGE}/{n}/{way}"' in page]
    assert there == [(second, "down"), (third, "up")]


def test_questions_are_copied_from_another_gathering(
    as_: As, work_as: WorkAs, cast: Cast, slug: str, ask: Callable[..., int]
) -> None:
    with work_as(cast.alice) as work:
        other = a_meeting(work, title=Words("En annan"))
    alice = as_("alice")
    assert "/questions/copy" not in text(alice.get(PAGE))
    ask("Hur reser du?", place=other)
    ask("Och hem?", place=other)
    assert f'<option value="{other}">' in text(alice.get(PAGE))
    answer = alice.post(f"/en{PAGE}/copy", data={"from_slug": other})
    assert (answer.status_code, answer.location) == (303, f"/en{PAGE}")
    assert "2 questions are copied." in text(alice.get(f"/en{PAGE}"))
    assert [question.label.sv for question in now_asked(slug)] == ["Hur reser du?", "Och hem?"]


def test_a_gathering_that_asks_nothing_cannot_be_copied(as_: As, slug: str) -> None:
    for chosen in (slug, "there-is-none", ""):
        answer = as_("alice").post(f"{PAGE}/copy", data={"from_slug": chosen})
        assert answer.status_code == 422
    assert now_asked(slug) == ()


def test_the_mode_is_asked_about_only_where_there_are_two(
    as_: As, work_as: WorkAs, cast: Cast, slug: str, ask: Callable[..., int]
) -> None:
    with work_as(cast.alice) as work:
        on_site = a_meeting(work, title=Words("På plats"))
    alice = as_("alice")
    assert 'name="if_mode"' in text(alice.get(f"{PAGE}/new"))
    assert 'name="if_mode"' not in text(alice.get(f"/plan/meetings/{on_site}/questions/new"))
    far = ask("Vilken länk?", QuestionKind.TEXT, if_mode=Mode.ONLINE, place=on_site)
    # It hangs on a mode that the gathering no longer has: shown, so that it can be mended, and not in the preview.
    assert 'name="if_mode"' in text(alice.get(f"/plan/meetings/{on_site}/questions/{far}"))
    assert f'name="question_{far}"' not in text(alice.get(f"/plan/meetings/{on_site}/questions"))
    ask("Vilken länk?", QuestionKind.TEXT, if_mode=Mode.ONLINE)
    assert "data-mode-choices" in text(alice.get(PAGE))


def test_who_sees_the_answers_stands_in_the_form(as_: As, slug: str) -> None:
    page = text(as_("alice").get(f"/en{PAGE}/new"))
    assert "seen by those who plan the gathering only, and are erased on 14 November 2026" in page
    assert "answers are seen by those who plan the gathering. They are kept" in page


def test_a_question_of_another_gathering_is_not_found(
    as_: As, work_as: WorkAs, cast: Cast, slug: str, ask: Callable[..., int]
) -> None:
    number = ask()
    with work_as(cast.alice) as work:
        other = a_meeting(work, title=Words("En annan"))
    alice, there = as_("alice"), f"/plan/meetings/{other}/questions/{number}"
    assert [alice.get(there).status_code, alice.post(there, data=QUESTION).status_code] == [404, 404]
    assert [alice.post(f"{there}/{act}").status_code for act in ("up", "down", "remove")] == [404, 404, 404]


def test_the_list_takes_the_same_statements_for_one_and_thirty(
    as_: As, slug: str, ask: Callable[..., int], statements: Callable[[], Any]
) -> None:
    alice, counts = as_("alice"), []
    for number in (1, 29):
        for n in range(number):
            ask(f"Fråga {number}.{n}")
        with statements() as seen:
            assert alice.get(PAGE).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]
