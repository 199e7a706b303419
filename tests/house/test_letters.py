"""Every letter that a whole gathering gives rise to: which can be declined, and who reads the answers."""

import pytest
from flask import Flask
from sqlalchemy import select

from planner.core.actor import SYSTEM
from planner.mail.letter import Sort
from planner.mail.models import PostedLetter
from planner.meetings.queries import gate_of
from planner.web.entry import reading, writing
from planner.web.errands import run_due
from tests.builders import Cast
from tests.house.world import build

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True, scope="session")

SORTS = {
    "calendar": Sort.RECEIPT,
    "date-poll": Sort.DATES,
    "invitation": Sort.INVITATIONS,
    "own-calendar": Sort.RECEIPT,
    "registered": Sort.RECEIPT,
    "running-late": Sort.ON_THE_DAY,
    "programme-changed": Sort.CHANGES,
    "programme-out": Sort.CHANGES,
    "speaker-asked": Sort.INVITATIONS,
}
"""Kind of letter → what it is to its reader. A new kind belongs here, and in a sort if people may not want it."""


def test_letters_are_of_the_right_sort_and_answered_to_the_contact_person(app: Flask, cast: Cast) -> None:
    with writing(SYSTEM) as work:
        slug = build(work, cast)["slug"]
    run_due()
    with reading(SYSTEM) as work:
        contact = gate_of(work.db, slug).contact_email
        letters = work.db.execute(
            select(PostedLetter.kind, PostedLetter.sort, PostedLetter.reply_to, PostedLetter.meeting_id)
        ).all()
    assert {letter.kind: letter.sort for letter in letters} == {
        kind: sort for kind, sort in SORTS.items() if kind in {letter.kind for letter in letters}
    }
    assert {letter.reply_to for letter in letters if letter.meeting_id is not None} == {contact}
    assert {"calendar", "invitation", "registered", "speaker-asked"} <= {letter.kind for letter in letters}
