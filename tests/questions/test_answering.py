"""What is an answer, files among them, and how it reads in words."""

import io
import zipfile
from typing import Any

import pytest

from planner.core.errors import Invalid
from planner.core.language import Lang
from planner.questions.rules import (
    MOST_FILE_BYTES,
    Asked,
    QuestionKind,
    Upload,
    check_given,
    has_files,
    in_words,
    keys_in,
    still_fit,
)
from tests.questions.samples import (
    CAR,
    CHAIN,
    HOW,
    ON_SITE,
    TRAIN,
    asked,
    given,
)


def problems(question: Asked, value: str, **more: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as refused:
        check_given([question], [given(question.question_id, value, **more)], ON_SITE)
    return {name: str(words) for name, words in refused.value.fields.items()}


def read(kind: QuestionKind, value: str, **more: Any) -> str:
    (answer,) = check_given([asked(1, kind, **more)], [given(1, value)], ON_SITE)
    return answer.value


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


def test_a_form_with_a_file_is_known() -> None:
    assert has_files([HOW, FILE])
    assert not has_files(CHAIN)


def test_keys_in_an_answer() -> None:
    assert [keys_in(value) for value in ("", "1", "1\n3")] == [(), ("1",), ("1", "3")]
