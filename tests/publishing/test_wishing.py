"""Everybody says on their own page which letters about the programme they want."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from planner.core.actor import SYSTEM, Actor
from planner.core.errors import NotAllowed, NotSignedIn
from planner.core.language import say
from planner.mail.letter import Letter, Sort
from planner.mail.queries import FullLetter, letter
from planner.mail.rules import LetterState
from planner.mail.services import post, refuse, want_again
from planner.publishing import services
from planner.publishing.models import LetterWish
from planner.publishing.queries import WantedLetters, wanted_letters
from planner.registrations.services import erase_person, hand_over
from tests.builders import Cast
from tests.publishing.scene import a_published_gathering
from tests.registrations.scene import come

WorkAs = Callable[[Actor], Any]
As = Callable[[str], FlaskClient]


@pytest.fixture
def token(work_as: WorkAs, cast: Cast) -> str:
    with work_as(cast.alice) as work:
        return come(work, a_published_gathering(work), "anna").token


def ticked(page: str) -> dict[str, bool]:
    """Which of the two are ticked."""
    boxes = re.findall(r'<input ([^>]*name="(of_changes|on_the_day)"[^>]*)>', page)
    return {name: "checked" in attributes for attributes, name in boxes}


def want(work_as: WorkAs, registration_id: int, **wanted: bool) -> None:
    with work_as(Actor(registration_id=registration_id)) as work:
        services.want_letters(work, registration_id, **({"of_changes": False, "on_the_day": True} | wanted))


def test_one_says_on_ones_own_page_which_letters_one_wants(token: str, client: FlaskClient, work_as: WorkAs) -> None:
    assert ticked(client.get(f"/r/{token}").text) == {"of_changes": True, "on_the_day": False}
    assert client.post(f"/en/r/{token}/letters", data={"on_the_day": "y"}).status_code == 303
    page = client.get(f"/en/r/{token}").text
    assert ticked(page) == {"of_changes": False, "on_the_day": True}
    assert "We have noted which letters you want." in page
    with work_as(SYSTEM) as work:
        assert wanted_letters(work.db, 1) == WantedLetters(of_changes=False, on_the_day=True)
    kept = client.get(f"/r/{token}/data.json").get_json()
    assert kept["letters_wanted"] == {
        "about_changes": False,
        "on_the_day": True,
        "calendar_entries_of_choices": False,
    }


def test_nobody_else_says_it_for_one(token: str, client: FlaskClient, work_as: WorkAs, cast: Cast) -> None:
    assert client.post("/r/made-up/letters", data={}).status_code == 404
    for actor, refusal in ((cast.alice, NotAllowed), (Actor(registration_id=2), NotSignedIn)):
        with work_as(actor) as work, pytest.raises(refusal):
            services.want_letters(work, 1, of_changes=False, on_the_day=False)


def test_the_colleague_who_comes_instead_is_asked_anew(token: str, work_as: WorkAs) -> None:
    want(work_as, 1)
    with work_as(Actor(registration_id=1)) as work:
        hand_over(work, 1, "Demo Bo", "bo@example.org", "sv")
        assert wanted_letters(work.db, 1) == WantedLetters()


def test_with_everything_else_about_a_person_it_is_erased(token: str, work_as: WorkAs) -> None:
    want(work_as, 1)
    with work_as(Actor(registration_id=1)) as work:
        erase_person(work, 1)
        assert work.db.scalars(select(LetterWish)).all() == []


def letter_about_changes(work: Any, to: str, sort: Sort = Sort.CHANGES) -> FullLetter:
    """A letter about the first gathering, as somebody finds it in their mailbox."""
    written = Letter(to, "sv", say("News"), (), "programme-changed", meeting_id=1, sort=sort)
    return letter(work.db, post(work, written))


def test_who_says_no_by_the_link_in_a_letter_has_said_so_on_their_page_too(token: str, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        refuse(work, letter_about_changes(work, "anna@example.org"))
        assert wanted_letters(work.db, 1) == WantedLetters(of_changes=False, on_the_day=False)
        want_again(work, letter_about_changes(work, "anna@example.org"))
        assert wanted_letters(work.db, 1) == WantedLetters(of_changes=True, on_the_day=False)


def test_no_to_letters_about_any_gathering_is_no_at_each_of_ones_registrations(token: str, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        refuse(work, letter_about_changes(work, "anna@example.org"), everywhere=True)
        assert wanted_letters(work.db, 1).of_changes is False


@pytest.mark.parametrize("sort", [Sort.INVITATIONS, Sort.MESSAGES, Sort.ON_THE_DAY])
def test_no_to_other_letters_leaves_those_about_changes(token: str, work_as: WorkAs, sort: Sort) -> None:
    want(work_as, 1, of_changes=True, on_the_day=True)
    with work_as(SYSTEM) as work:
        refuse(work, letter_about_changes(work, "anna@example.org", sort))
        assert wanted_letters(work.db, 1) == WantedLetters(True, on_the_day=sort is not Sort.ON_THE_DAY)


def test_yes_on_ones_own_page_takes_back_the_no_in_a_letter(token: str, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        refuse(work, letter_about_changes(work, "anna@example.org"))
        refuse(work, letter_about_changes(work, "anna@example.org", Sort.ON_THE_DAY), everywhere=True)
    want(work_as, 1, of_changes=True, on_the_day=False)
    with work_as(SYSTEM) as work:
        assert letter_about_changes(work, "anna@example.org").state is LetterState.WAITING
        assert letter_about_changes(work, "anna@example.org", Sort.ON_THE_DAY).state is LetterState.DECLINED
    want(work_as, 1, of_changes=True, on_the_day=True)
    with work_as(SYSTEM) as work:
        assert letter_about_changes(work, "anna@example.org", Sort.ON_THE_DAY).state is LetterState.WAITING


def test_somebody_elses_no_changes_nothing(token: str, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        refuse(work, letter_about_changes(work, "bo@example.org"), everywhere=True)
        assert wanted_letters(work.db, 1) == WantedLetters()
