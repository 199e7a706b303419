"""How a badge learns that somebody wants no pictures."""

import pytest

from planner.core.language import Words
from planner.papers.rules import asks_of_pictures, wants_no_pictures
from planner.questions.rules import Asked, Option, QuestionKind
from tests.questions.samples import asked

YES_NO = (Option("1", Words("Ja", "Yes")), Option("2", Words("Nej tack", "No, thank you")))


def question(label: str, *options: Option, kind: QuestionKind = QuestionKind.CHOICE) -> Asked:
    return asked(1, kind, label=Words(label), options=options or YES_NO)


@pytest.mark.parametrize(
    ("label", "yes", "no"),
    [
        ("Får vi ta bilder av dig?", False, True),
        ("Är det okej att du är med på foton och film?", False, True),
        ("Har du något emot att vara med på bild?", True, False),
        ("May we take pictures of you?", False, True),
        ("Do you mind being photographed?", True, False),
    ],
)
def test_yes_and_no_mean_what_was_asked(label: str, yes: bool, no: bool) -> None:
    asked = question(label)
    assert asks_of_pictures(asked)
    assert (wants_no_pictures(asked, "1"), wants_no_pictures(asked, "2")) == (yes, no)
    assert not wants_no_pictures(asked, "")


def test_a_lone_tick_says_it() -> None:
    tick = question("Övrigt", Option("1", Words("Ingen bild på mig, tack")), kind=QuestionKind.CHOICES)
    assert asks_of_pictures(tick)
    assert (wants_no_pictures(tick, "1"), wants_no_pictures(tick, "")) == (True, False)


@pytest.mark.parametrize("label", ["Vilken utbildning har du?", "Hur kommer du: med bil?", "Vill du bilda en grupp?"])
def test_other_questions_are_not_about_pictures(label: str) -> None:
    assert not asks_of_pictures(question(label))


def test_what_is_written_freely_is_not_read() -> None:
    assert not asks_of_pictures(asked(1, QuestionKind.TEXT, label=Words("Bilder: något att tänka på?")))
