"""What the letters to those who register say."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from planner.core.actor import ANONYMOUS, Actor
from planner.core.language import Words
from planner.mail.models import PostedLetter
from tests.builders import Cast
from tests.registrations.scene import (
    a_gathering,
    come,
    letters,
)

WorkAs = Callable[[Actor], Any]


@pytest.fixture
def slug(cast: Cast, work_as: WorkAs) -> str:
    with work_as(cast.alice) as work:
        return a_gathering(work)


def test_the_confirmed_get_facts_and_a_calendar_entry_in_two_letters(slug: str, work_as: WorkAs) -> None:
    with work_as(ANONYMOUS) as work:
        for name in ("anna", "bo", "cia"):
            come(work, slug, name)
        assert letters(work) == [
            ("anna", "registered", ""),
            ("anna", "calendar", "REQUEST"),
            ("bo", "registered", ""),
            ("bo", "calendar", "REQUEST"),
            ("cia", "waiting", ""),
        ]
        first, entry = work.db.scalars(select(PostedLetter).order_by(PostedLetter.id).limit(2)).all()
    assert first.reply_to == "demo.lind@example.org"
    assert "onsdag 14 oktober 2026 10.00–16.30" in first.plain
    assert first.plain.count("http://localhost/r/{{private:registration:") == 1
    text = (entry.calendar or b"").decode().replace("\r\n ", "")
    assert "ORGANIZER;CN=Demonätverket:mailto:samling@example.org" in text
    assert "mailto:anna@example.org" in text


def test_letters_are_in_the_language_of_the_form(slug: str, work_as: WorkAs) -> None:
    with work_as(ANONYMOUS) as work:
        come(work, slug, "anna", lang="en")
        letter = work.db.scalars(select(PostedLetter).order_by(PostedLetter.id)).first()
    assert letter is not None
    assert letter.subject == "You are registered: The autumn gathering"
    assert "http://localhost/en/r/" in letter.plain
    assert "Wednesday 14 October 2026 10:00–16:30: On site" in letter.plain


def test_letters_end_with_the_funding_sentence(cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        funded = a_gathering(work, funding=Words("Medfinansieras av **Demofonden**.", "Co-funded by the Demo Fund."))
    with work_as(ANONYMOUS) as work:
        come(work, funded, "anna")
        plain = work.db.scalars(select(PostedLetter.plain).order_by(PostedLetter.id)).first()
    assert plain is not None
    assert "Medfinansieras av Demofonden." in plain


def test_what_is_said_about_food_stands_in_no_letter(slug: str, work_as: WorkAs) -> None:
    with work_as(ANONYMOUS) as work:
        come(work, slug, "anna", diet="Nötallergi", access="Ramp")
        texts = [letter.plain + letter.html for letter in work.db.scalars(select(PostedLetter))]
    assert not [text for text in texts if "Nötallergi" in text or "Ramp" in text]
