"""What is shown to whom, what is an answer, and what a planner may ask."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given as whenever
from hypothesis import strategies as st

from planner.core.errors import Invalid
from planner.core.language import Lang, Words
from planner.meetings.rules import Mode
from planner.questions.rules import (
    MOST_FILE_BYTES,
    Asked,
    Given,
    Option,
    QuestionKind,
    Upload,
    askable,
    check_followers,
    check_given,
    check_question,
    condition_for_planners,
    has_files,
    in_words,
    keyed,
    keys_in,
    may_swap,
    sensitive_versions,
    shown,
    still_fit,
)
from planner.questions.rules.files import MOST_NAME, clean_name
from tests.questions.samples import (
    BICYCLE,
    BUS,
    CAR,
    CHAIN,
    HOW,
    LUGGAGE,
    ON_SITE,
    ONLINE,
    STOP,
    TRAIN,
    WAYS,
    asked,
    details,
    given,
)

BOTH = ON_SITE | ONLINE


def problems(question: Asked, value: str, **more: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as refused:
        check_given([question], [given(question.question_id, value, **more)], ON_SITE)
    return {name: str(words) for name, words in refused.value.fields.items()}


def read(kind: QuestionKind, value: str, **more: Any) -> str:
    (answer,) = check_given([asked(1, kind, **more)], [given(1, value)], ON_SITE)
    return answer.value


@pytest.mark.parametrize(
    ("modes", "answers", "seen"),
    [
        (ON_SITE, [], (HOW,)),
        (ON_SITE, [given(1, "1")], (HOW,)),
        (ON_SITE, [given(1, "2")], (HOW, STOP, LUGGAGE)),
        (ON_SITE, [given(1, "2"), given(3, "3\n1")], CHAIN),
        (ONLINE, [given(1, "2"), given(3, "3\n1")], (HOW, STOP, LUGGAGE)),
        (BOTH, [given(1, "2"), given(3, "3\n1")], CHAIN),
        # What was answered before the bus was taken back shows nothing any more.
        (ON_SITE, [given(1, "1"), given(3, "1")], (HOW,)),
    ],
)
def test_what_hangs_on_an_answer_is_shown_with_it(
    modes: frozenset[Mode], answers: list[Given], seen: tuple[Asked, ...]
) -> None:
    assert shown(CHAIN, modes, answers) == seen


def test_what_hangs_on_a_question_that_is_gone_or_below_is_never_shown() -> None:
    answers = [given(1, "2"), given(2, "x")]
    assert shown([STOP, HOW], ON_SITE, answers) == (HOW,)
    assert shown([STOP], ON_SITE, answers) == ()
    assert shown([replace(HOW, options=(TRAIN, CAR)), STOP], ON_SITE, answers) == (replace(HOW, options=(TRAIN, CAR)),)


def test_what_is_not_shown_is_neither_required_nor_kept() -> None:
    answers = [given(1, "1"), given(2, "Resecentrum"), given(3, "1"), given(4, "")]
    assert check_given(CHAIN, answers, ON_SITE) == (given(1, "1"),)


def test_everything_that_is_shown_and_required_is_asked_for_at_once() -> None:
    with pytest.raises(Invalid) as refused:
        check_given(CHAIN, [given(1, "2"), given(2, "  "), given(3, "1")], ON_SITE)
    assert list(refused.value.fields) == ["question_2", "question_4"]


def some_questions(draw: Any) -> list[Asked]:
    questions: list[Asked] = []
    for number in range(1, draw(st.integers(1, 6)) + 1):
        kind = draw(st.sampled_from([QuestionKind.TEXT, QuestionKind.CHOICE, QuestionKind.CHOICES]))
        # Any number at all: also questions below, itself, and none that there is.
        on = draw(st.none() | st.integers(1, 7))
        questions.append(
            asked(
                number,
                kind,
                is_required=draw(st.booleans()),
                if_question_id=on,
                if_option=draw(st.sampled_from(["1", "2", "9"])) if on else "",
                if_mode=draw(st.sampled_from([None, Mode.ON_SITE, Mode.ONLINE])),
            )
        )
    return questions


def is_shown(question: Asked, questions: list[Asked], modes: frozenset[Mode], values: dict[int, str]) -> bool:
    """The same decision from the end backwards, slow and simple."""
    if question.if_mode and question.if_mode not in modes:
        return False
    if question.if_question_id is None:
        return True
    above = questions[: questions.index(question)]
    on = [q for q in above if q.question_id == question.if_question_id and is_shown(q, questions, modes, values)]
    has_it = any(option.key == question.if_option for q in on for option in q.options)
    return has_it and question.if_option in values.get(question.if_question_id, "").split("\n")


@whenever(st.data())
def test_what_is_not_shown_is_never_required_and_never_stored(chosen: st.DataObject) -> None:
    questions = some_questions(chosen.draw)
    modes = chosen.draw(st.frozensets(st.sampled_from([Mode.ON_SITE, Mode.ONLINE])))
    values = chosen.draw(st.dictionaries(st.integers(1, 7), st.sampled_from(["", "1", "2", "1\n2", "3\n1", "bil"])))
    seen = {q.question_id for q in questions if is_shown(q, questions, modes, values)}
    answers = [given(number, value) for number, value in values.items()]
    assert {q.question_id for q in shown(questions, modes, answers)} == seen
    kept, refused = outcome_of(questions, answers, modes)
    assert refused | {answer.question_id for answer in kept} <= seen
    if not refused:
        assert {q.question_id for q in questions if q.is_required} & seen <= {a.question_id for a in kept}
        assert all(answer.value for answer in kept)
        # What is kept, sent once more, is kept unchanged.
        assert outcome_of(questions, kept, modes) == (kept, set())


def outcome_of(
    questions: list[Asked], answers: Sequence[Given], modes: frozenset[Mode]
) -> tuple[tuple[Given, ...], set[int]]:
    """What is kept, and the numbers of the questions whose answers are refused."""
    try:
        return check_given(questions, answers, modes), set()
    except Invalid as refusal:
        return (), {int(name.removeprefix("question_")) for name in refusal.fields}


@pytest.mark.parametrize(
    ("kind", "written", "stored"),
    [
        (QuestionKind.TEXT, "  från\tGamleby ", "från Gamleby"),
        (QuestionKind.LONG_TEXT, " a\r\nb\rc\n", "a\nb\nc"),
        (QuestionKind.NUMBER, "12", "12"),
        (QuestionKind.NUMBER, "1 000,50", "1000.5"),
        (QuestionKind.NUMBER, "−0", "0"),
        (QuestionKind.NUMBER, "100", "100"),
        (QuestionKind.DATE, " 2026-10-14 ", "2026-10-14"),
        (QuestionKind.CHOICE, "2", "2"),
        (QuestionKind.CHOICES, "3\n1\n3", "1\n3"),
        (QuestionKind.WISH, "Vatten  i landskapet\n\n Beredskap\n", "Vatten i landskapet\nBeredskap"),
    ],
)
def test_an_answer_is_stored_in_one_way(kind: QuestionKind, written: str, stored: str) -> None:
    assert read(kind, written) == stored


@pytest.mark.parametrize(
    ("kind", "written", "said"),
    [
        (QuestionKind.TEXT, "x" * 501, "At most 500 characters."),
        (QuestionKind.LONG_TEXT, "x" * 5001, "At most 5000 characters."),
        (QuestionKind.NUMBER, "tolv", "Write a number."),
        (QuestionKind.NUMBER, "1e5", "Write a number."),
        (QuestionKind.NUMBER, "NaN", "Write a number."),
        (QuestionKind.NUMBER, "1_000", "Write a number."),
        (QuestionKind.NUMBER, "1.2.3", "Write a number."),
        (QuestionKind.NUMBER, "1" * 16, "Write a number."),
        (QuestionKind.NUMBER, "٣", "Write a number."),
        (QuestionKind.DATE, "14/10", "Write a date, such as 2026-10-14."),
        (QuestionKind.DATE, "0202-10-14", "Write the year with four digits, such as 2026."),
        (QuestionKind.CHOICE, "9", "Choose one of the options."),
        (QuestionKind.CHOICE, "1\n2", "Choose one of the options."),
        (QuestionKind.CHOICES, "1\n9", "Choose among the options."),
        (QuestionKind.WISH, "\n".join("abcdefghijk"), "At most 10 lines."),
        (QuestionKind.WISH, "x" * 301, "At most 300 characters."),
    ],
)
def test_what_is_no_answer_is_refused_by_its_field(kind: QuestionKind, written: str, said: str) -> None:
    assert problems(asked(7, kind), written) == {"question_7": said}


@pytest.mark.parametrize("kind", [*QuestionKind])
def test_an_empty_answer_is_none_at_all(kind: QuestionKind) -> None:
    assert check_given([asked(1, kind)], [given(1, "")], ON_SITE) == ()
    assert problems(asked(1, kind, is_required=True), "") == {"question_1": "This needs an answer."}


def test_an_answer_to_words_that_have_changed_is_asked_for_again() -> None:
    changed = asked(1, version=2)
    said = "This question was changed while you wrote. Read it again before you send."
    assert problems(changed, "ja") == {"question_1": said}
    assert check_given([changed], [given(1, "")], ON_SITE) == ()
    assert check_given([changed], [given(1, "ja", version=2)], ON_SITE) == (given(1, "ja", version=2),)


def a_zip(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


FILE = asked(1, QuestionKind.FILE, is_required=True)
GOOD_FILES = {
    "gård.pdf": b"%PDF-1.7 x",
    "gård.PNG": b"\x89PNG\r\n\x1a\nx",
    "gård.jpg": b"\xff\xd8\xff\xe0",
    "gård.jpeg": b"\xff\xd8\xff\xe0",
    "brev.docx": a_zip("[Content_Types].xml", "word/document.xml"),
    "lista.xlsx": a_zip("xl/workbook.xml"),
    "ord.txt": "Åäö".encode(),
}


@pytest.mark.parametrize("name", GOOD_FILES)
def test_files_of_the_usual_kinds_are_taken(name: str) -> None:
    upload = Upload(name, GOOD_FILES[name])
    assert check_given([FILE], [given(1, name, upload=upload)], ON_SITE) == (given(1, name, upload=upload),)
    assert upload.media_type


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("gård.exe", b"MZ", "Choose a file of one of these kinds"),
        ("pdf", b"%PDF-", "Choose a file of one of these kinds"),
        ("gård.svg", b"<svg/>", "Choose a file of one of these kinds"),
        ("gård.pdf", b"", "The file is empty."),
        ("gård.pdf", b"<html>", "The file is not what its name says."),
        ("brev.docx", GOOD_FILES["lista.xlsx"], "The file is not what its name says."),
        ("brev.docx", b"PK\x03\x04 cut short", "The file is not what its name says."),
        ("ord.txt", b"\0\0", "The file is not what its name says."),
        ("gård.pdf", b"%PDF-" + b"x" * MOST_FILE_BYTES, "The file is too large: at most 3 MB."),
    ],
)
def test_other_files_are_refused_by_the_field(name: str, content: bytes, said: str) -> None:
    assert problems(FILE, name, upload=Upload(name, content))["question_1"].startswith(said)


def test_a_file_is_known_by_a_plain_name() -> None:
    names = ("anna\\bilder\\bild.png", "../../etc/bild.png", "bi\u202eld\n.png", f"{'x' * 300}.png", ".png")
    assert [clean_name(name) for name in names] == [
        "bild.png",
        "bild.png",
        "bild.png",
        f"{'x' * (MOST_NAME - 4)}.png",
        "x.png",
    ]


def test_a_file_that_was_sent_before_stays() -> None:
    assert check_given([FILE], [given(1, "gård.pdf")], ON_SITE) == (given(1, "gård.pdf"),)


@pytest.mark.parametrize(
    ("kind", "value", "swedish", "english"),
    [
        (QuestionKind.CHOICE, "2", "Buss", "Bus"),
        (QuestionKind.CHOICES, "1\n3", "Tåg, Egen bil", "Train, Own car"),
        (QuestionKind.CHOICES, "1\n9", "Tåg, 9", "Train, 9"),
        (QuestionKind.DATE, "2026-10-14", "14 oktober 2026", "14 October 2026"),
        (QuestionKind.NUMBER, "-12.5", "−12,5", "−12.5"),
        (QuestionKind.WISH, "Vatten\nSkog", "Vatten\nSkog", "Vatten\nSkog"),
        (QuestionKind.TEXT, "3.5", "3.5", "3.5"),
        (QuestionKind.DATE, "", "", ""),
    ],
)
def test_an_answer_in_words(kind: QuestionKind, value: str, swedish: str, english: str) -> None:
    languages: tuple[Lang, ...] = ("sv", "en")
    assert [in_words(asked(1, kind), value, lang) for lang in languages] == [swedish, english]


def test_old_answers_that_still_fit_fill_the_form() -> None:
    newest = [
        asked(1, QuestionKind.CHOICES, version=2, options=(TRAIN, CAR)),
        asked(2, QuestionKind.TEXT, version=2),
        asked(3, QuestionKind.LONG_TEXT, version=2),
        asked(4, QuestionKind.CHOICE, version=2, options=(TRAIN,)),
    ]
    kinds = (QuestionKind.CHOICES, QuestionKind.CHOICE, QuestionKind.TEXT, QuestionKind.CHOICES, QuestionKind.TEXT)
    then = {(n, 1): asked(n, kind) for n, kind in enumerate(kinds, 1)}
    old = [given(1, "1\n2"), given(2, "1"), given(3, "ja"), given(4, "1\n2"), given(5, "borttagen"), given(9, "x")]
    assert still_fit(newest, old, then) == (given(1, "1"), given(3, "ja"), given(4, "1"))


def test_a_promise_to_be_sensitive_is_kept_and_a_new_one_holds_for_old_answers() -> None:
    versions = {
        (1, 1): asked(1, is_sensitive=True),
        (1, 2): asked(1, version=2),
        (2, 1): asked(2),
        (2, 2): asked(2, version=2, is_sensitive=True),
        (3, 1): asked(3),
    }
    assert sensitive_versions(versions) == {(1, 1), (2, 1), (2, 2)}


def test_a_gathering_on_site_asks_nothing_of_those_online() -> None:
    far = asked(1, QuestionKind.CHOICE, if_mode=Mode.ONLINE)
    hangs = asked(2, if_question_id=1, if_option="1")
    assert askable([far, hangs, asked(3)], ON_SITE) == (asked(3),)
    assert askable([far, hangs, asked(3)], ONLINE) == (far, hangs, asked(3))


def test_a_form_with_a_file_is_known() -> None:
    assert has_files([HOW, FILE])
    assert not has_files(CHAIN)


def test_planners_read_whom_a_question_is_asked_of() -> None:
    far = replace(STOP, if_mode=Mode.ONLINE)
    alone = (asked(8, if_mode=Mode.ON_SITE), asked(9, if_mode=Mode.ONLINE))
    assert [str(condition_for_planners(question, CHAIN)) for question in (HOW, STOP, BICYCLE, far, *alone)] == [
        "None",
        "asked of those who answered “Bus” to “Fråga 1”",
        "asked of those who come in person and answered “Train” to “Fråga 3”",
        "asked of those who take part online and answered “Bus” to “Fråga 1”",
        "asked of those who come in person",
        "asked of those who take part online",
    ]


def words(*swedish: str) -> list[Words]:
    return [Words(word) for word in swedish]


@pytest.mark.parametrize(
    ("lines", "keys"),
    [
        (("Tåg", "Buss", "Egen bil"), "1 2 3"),
        (("Egen bil", "Tåg", "Buss"), "3 1 2"),
        (("Tåg", "Expressbuss", "Egen bil"), "1 2 3"),
        (("tåg ", "Egen bil", "Cykel"), "1 3 4"),
        (("Tåg", "Buss", "Egen bil", "Cykel"), "1 2 3 4"),
        (("Cykel", "Tåg", "Buss", "Egen bil"), "4 1 2 3"),
        (("Buss",), "2"),
    ],
)
def test_an_option_keeps_its_key_by_its_words_or_its_place(lines: tuple[str, ...], keys: str) -> None:
    assert " ".join(option.key for option in keyed(words(*lines), [WAYS])) == keys


def test_a_key_is_never_given_to_another_option_and_one_that_comes_back_has_its_own() -> None:
    without_bus = (TRAIN, CAR)
    assert [o.key for o in keyed(words("Tåg", "Egen bil", "Cykel"), [WAYS, without_bus])] == ["1", "3", "4"]
    assert [o.key for o in keyed(words("Tåg", "Egen bil", "Buss"), [WAYS, without_bus])] == ["1", "3", "2"]
    assert [o.key for o in keyed(words("Tåg", "Buss"), [])] == ["1", "2"]


@whenever(st.lists(st.lists(st.sampled_from("abcdefg"), min_size=1, max_size=6, unique=True), max_size=6))
def test_keys_are_unique_and_grow_only(history: list[list[str]]) -> None:
    versions: list[tuple[Option, ...]] = []
    for lines in history:
        options = keyed(words(*lines), versions)
        assert [option.words.sv for option in options] == lines
        keys = [option.key for option in options]
        assert len(set(keys)) == len(keys)
        stood = {o.words.sv: o.key for o in versions[-1]} if versions else {}
        assert all(stood.get(o.words.sv, o.key) == o.key for o in options)
        versions.append(options)


@pytest.mark.parametrize(
    ("more", "fields"),
    [
        ({"label": Words()}, ["label_sv"]),
        ({"options": (Words("Tåg"),)}, ["options"]),
        ({"options": ()}, ["options"]),
        ({"options": (Words("Tåg"), Words("", "Bus"))}, ["options"]),
        ({"options": (Words("Tåg"), Words("tåg"))}, ["options"]),
        ({"options": (Words("Tåg"), Words("x" * 201))}, ["options"]),
        ({"options": tuple(words(*map(str, range(41))))}, ["options"]),
        ({"kind": QuestionKind.CHOICES, "options": ()}, ["options"]),
        ({"if_mode": Mode.HYBRID}, ["if_mode"]),
        ({"if_question_id": 1, "if_option": "9"}, ["if_answer"]),
        ({"if_question_id": 2, "if_option": "1"}, ["if_answer"]),
        ({"if_question_id": 99, "if_option": "1"}, ["if_answer"]),
        ({"if_question_id": 5, "if_option": "1"}, ["is_sensitive"]),
    ],
)
def test_what_cannot_be_asked_is_refused_by_its_field(more: dict[str, Any], fields: list[str]) -> None:
    earlier = [*CHAIN, asked(5, QuestionKind.CHOICE, is_sensitive=True)]
    with pytest.raises(Invalid) as refused:
        check_question(replace(details(), **more), earlier)
    assert list(refused.value.fields) == fields


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        (replace(HOW, options=(TRAIN, CAR)), ["options"]),
        (asked(1), ["kind"]),
        (replace(HOW, is_sensitive=True), ["is_sensitive"]),
    ],
)
def test_what_others_hang_on_stays(changed: Asked, fields: list[str]) -> None:
    with pytest.raises(Invalid) as refused:
        check_followers(changed, CHAIN)
    assert list(refused.value.fields) == fields
    assert "Fråga 2" in str(refused.value)


def test_what_nobody_hangs_on_may_change() -> None:
    check_followers(asked(2, is_sensitive=True), CHAIN)
    check_followers(replace(HOW, options=(BUS,)), CHAIN)


def test_a_question_never_comes_before_the_one_it_hangs_on() -> None:
    assert not may_swap(HOW, STOP)
    assert may_swap(STOP, LUGGAGE)


def test_keys_in_an_answer() -> None:
    assert [keys_in(value) for value in ("", "1", "1\n3")] == [(), ("1",), ("1", "3")]
