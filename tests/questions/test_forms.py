"""Questions as fields: drawn, read, filled in again; and what a planner types."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

import pytest
from flask import Flask, render_template_string
from wtforms import FieldList, FormField

from planner.core.errors import Invalid
from planner.core.language import Lang, Words, speaking
from planner.meetings.rules import Mode
from planner.questions.forms import QuestionForm, given_in, question_fields, show_given
from planner.questions.rules import Asked, Given, QuestionDetails, QuestionKind, Upload, check_given
from planner.web.form import Form, Row
from tests.questions.samples import CAR, CHAIN, ON_SITE, TRAIN, asked, details, given

ALL = tuple(asked(number, kind) for number, kind in enumerate(QuestionKind, 1))
PAGE = '{% import "questions/_fields.html" as questions %}{{ questions.fields(form, asked, erase_on) }}'


def form_of(questions: Sequence[Asked]) -> Any:
    return type("F", (Form,), question_fields(questions))()


def sent(app: Flask, questions: Sequence[Asked], answers: dict[str, Any], kept: Iterable[Given] = ()) -> Any:
    """What a form with these questions reads from these answers."""
    with app.test_request_context("/x", method="POST", data=answers):
        form = form_of(questions)
        assert form.was_sent()
        return given_in(form, questions, kept)


def drawn(app: Flask, questions: Sequence[Asked], answers: Iterable[Given] = (), lang: Lang = "en") -> str:
    with app.test_request_context("/x"), speaking(lang):
        form = form_of(questions)
        show_given(form, questions, answers)
        return render_template_string(PAGE, form=form, asked=questions, erase_on=None)


def a_file(name: str = "gård.pdf", content: bytes = b"%PDF-1.7") -> tuple[io.BytesIO, str]:
    return io.BytesIO(content), name


def test_every_kind_is_read_as_it_is_stored(app: Flask) -> None:
    answers = {
        "question_1": "en rad",
        "question_2": "flera\nrader",
        "question_3": "12,5",
        "question_4": "2",
        "question_5": ["3", "1"],
        "question_6": "2026-10-14",
        "question_7": a_file(),
        "question_8": "Vatten\nSkog",
    }
    read = sent(app, ALL, answers)
    assert check_given(ALL, read, ON_SITE) == (
        given(1, "en rad"),
        given(2, "flera\nrader"),
        given(3, "12.5"),
        given(4, "2"),
        given(5, "1\n3"),
        given(6, "2026-10-14"),
        given(7, "gård.pdf", upload=Upload("gård.pdf", b"%PDF-1.7")),
        given(8, "Vatten\nSkog"),
    )


def test_nothing_sent_is_nothing_given(app: Flask) -> None:
    assert sent(app, ALL, {}) == ()
    assert sent(app, (), {}) == ()


def test_junk_is_left_for_those_who_know_whether_it_was_shown(app: Flask) -> None:
    junk = {"question_4": "9", "question_5": ["9"], "question_6": "i morgon", "question_3": "många"}
    read = sent(app, ALL, junk)
    with pytest.raises(Invalid) as refused:
        check_given(ALL, read, ON_SITE)
    assert list(refused.value.fields) == ["question_3", "question_4", "question_5", "question_6"]


def test_a_file_stays_until_it_is_replaced_or_taken_away(app: Flask) -> None:
    questions = (asked(7, QuestionKind.FILE, is_required=True),)
    kept = [given(7, "gammal.pdf")]
    assert sent(app, questions, {}, kept) == (given(7, "gammal.pdf"),)
    new = Upload("ny.pdf", b"%PDF-2")
    assert sent(app, questions, {"question_7": a_file("ny.pdf", b"%PDF-2")}, kept) == (given(7, "ny.pdf", upload=new),)
    assert sent(app, questions, {"question_7_remove": "1"}, kept) == ()


def test_a_text_in_the_place_of_a_file_is_no_file(app: Flask) -> None:
    assert sent(app, (asked(7, QuestionKind.FILE),), {"question_7": "gård.pdf"}) == ()


def test_the_form_says_which_versions_were_read(app: Flask) -> None:
    questions = (asked(1, version=3), asked(2, version=1))
    assert 'name="question_1_seen" type="hidden" value="3"' in drawn(app, questions)
    answers = {"question_1": "ja", "question_1_seen": "2", "question_2": "ja", "question_2_seen": "junk"}
    assert sent(app, questions, answers) == (given(1, "ja", version=2), given(2, "ja", version=-1))
    assert sent(app, questions, {"question_1": "ja"}) == (given(1, "ja", version=3),)
    # Shown again it has the newest words.
    with app.test_request_context("/x", method="POST", data=answers):
        form = form_of(questions)
        given_in(form, questions)
        assert (form.question_1_seen.data, form.question_2_seen.data) == ("3", "1")


def test_earlier_answers_stand_in_the_form(app: Flask) -> None:
    answers = [
        given(1, "en rad"), given(3, "12.5"), given(4, "2"), given(5, "1\n3"), given(6, "2026-10-14"),
        given(7, "gård.pdf"), given(8, "Vatten\nSkog"),
    ]  # fmt: skip
    page = drawn(app, ALL, answers)
    for found in (
        'value="en rad"',
        'value="12.5"',
        'value="2026-10-14"',
        "Vatten\nSkog</textarea>",
        "Take away the file that I sent: gård.pdf",
    ):
        assert found in page
    assert [value for value in ("1", "2", "3") if f'checked id="question_5-{int(value) - 1}"' in page] == ["1", "3"]
    assert 'checked id="question_4-1"' in page


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_conditions_stand_in_words_and_for_the_script(app: Flask, lang: Lang) -> None:
    far = asked(9, if_mode=Mode.ONLINE)
    page = drawn(app, (*CHAIN, far), lang=lang)
    assert 'data-question="2" data-if-question="1" data-if-option="2"' in page
    assert 'data-question="4" data-if-question="3" data-if-option="1" data-if-mode="on_site"' in page
    assert 'data-question="9" data-if-mode="online"' in page
    assert page.count("data-condition-words") == 4
    if lang == "en":
        assert "Only if you answered “Bus” to “Fråga 1” above." in page
        assert "Only if you come in person and answered “Train” to “Fråga 3” above." in page
        assert "Only if you take part online." in page


def test_a_browser_does_not_insist_on_what_may_not_be_shown(app: Flask) -> None:
    page = drawn(app, CHAIN)
    assert page.count("(optional)") == 0
    assert " required" not in page
    assert " required" in drawn(app, [asked(1, is_required=True)])
    assert "(optional)" in drawn(app, [asked(1)])


def test_one_may_choose_not_to_answer_unless_one_must(app: Flask) -> None:
    assert "No answer" in drawn(app, [asked(1, QuestionKind.CHOICE)])
    assert "No answer" not in drawn(app, [asked(1, QuestionKind.CHOICE, is_required=True)])
    many = tuple(details("x", options=()).options) + tuple(
        type(TRAIN)(str(number), Words(f"Hållplats {number}")) for number in range(1, 10)
    )
    assert "<select" in drawn(app, [asked(1, QuestionKind.CHOICE, options=many)])


def test_who_sees_a_sensitive_answer_stands_by_it(app: Flask) -> None:
    said = "Seen only by those who arrange the gathering."
    assert said in drawn(app, [asked(1, is_sensitive=True)])
    assert said not in drawn(app, [asked(1)])


def test_words_in_the_other_language_say_so(app: Flask) -> None:
    questions = [asked(1, label=Words("Bara svenska")), asked(2, label=Words("Båda", "Both"))]
    page = drawn(app, questions)
    assert '<div lang="sv">' in page
    assert "Both" in page


def planners_form(app: Flask, answers: dict[str, str], *modes: Mode) -> QuestionDetails:
    with app.test_request_context("/x", method="POST", data=answers):
        form = QuestionForm()
        form.offer(CHAIN, modes)
        assert form.was_sent(), form.errors
        return form.details()


def test_options_are_typed_one_a_line_in_two_languages(app: Flask) -> None:
    typed = {
        "label_sv": "Hur reser du?",
        "kind": "choice",
        "options": " Tåg | Train \n\nEgen  bil\r\n | Bus\n",
        "if_answer": "1:2",
        "if_mode": "on_site",
        "is_required": "y",
    }
    assert planners_form(app, typed, Mode.ON_SITE, Mode.ONLINE) == QuestionDetails(
        kind=QuestionKind.CHOICE,
        label=Words("Hur reser du?"),
        options=(Words("Tåg", "Train"), Words("Egen bil"), Words("", "Bus")),
        is_required=True,
        if_question_id=1,
        if_option="2",
        if_mode=Mode.ON_SITE,
    )


def test_what_is_shown_to_a_planner_is_saved_unchanged(app: Flask) -> None:
    question = asked(9, QuestionKind.CHOICES, options=(TRAIN, CAR), if_question_id=1, if_option="2", is_sensitive=True)
    with app.test_request_context("/x"):
        form = QuestionForm(formdata=None)
        form.offer(CHAIN, [])
        form.show(question)
        assert form.revision.data == "1"
        assert form.details() == QuestionDetails(
            kind=question.kind,
            label=question.label,
            options=(TRAIN.words, CAR.words),
            is_sensitive=True,
            if_question_id=1,
            if_option="2",
        )


def test_several_people_in_one_form_each_have_their_own_answers(app: Flask) -> None:
    questions = (asked(1, version=2), asked(2, QuestionKind.FILE))
    row: Any = type("R", (Row,), question_fields(questions))
    kind = type("P", (Form,), {"people": FieldList(FormField(row), min_entries=2)})
    answers = {
        "people-0-question_1": "ja", "people-0-question_1_seen": "2",
        "people-1-question_1": "nej", "people-1-question_1_seen": "1",
        "people-1-question_2_remove": "1", "people-1-question_2_seen": "1",
    }  # fmt: skip
    kept = [given(2, "gård.pdf")]
    with app.test_request_context("/x", method="POST", data=answers):
        rows = [entry.form for entry in kind().people]
        page = "".join(render_template_string(PAGE, form=row, asked=questions, erase_on=None) for row in rows)
        read = [given_in(row, questions, kept) for row in rows]
    assert read == [(given(1, "ja", version=2), given(2, "gård.pdf")), (given(1, "nej", version=1),)]
    assert [page.count(f'name="people-{n}-question_1_seen"') for n in (0, 1)] == [1, 1]
