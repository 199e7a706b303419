"""The very entry that a letter carries, answered as a calendar program answers it: from the letter to the list."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import select

from planner.core.actor import SYSTEM
from planner.mail.delivery.message import message_of
from planner.mail.models import PostedLetter
from planner.mail.queries import letter
from planner.mail.rules import LetterState
from planner.mail.services import book
from planner.registrations import services as registrations
from planner.replies.errands import read_mailbox
from planner.web.entry import parts, reading
from tests.builders import Cast
from tests.conftest import Clock
from tests.registrations.reading import words_of
from tests.registrations.scene import BOTH_DAYS, some_answers
from tests.replies.fake_imap import Behaviour
from tests.replies.mails import a_report, answering

WorkAs = Callable[..., Any]
PEOPLE = "/en/plan/meetings/hostens-traff-2026/registrations"


def newest_entry(who: str, kind: str = "calendar") -> Any:
    """The calendar that was last mailed to somebody."""
    with reading(SYSTEM) as work:
        content = work.db.scalars(
            select(PostedLetter.calendar)
            .where(PostedLetter.recipient == f"{who}@example.org", PostedLetter.calendar_method == "REQUEST")
            .order_by(PostedLetter.id.desc())
        ).first()
    calendar: Any = Calendar.from_ical(content or b"")
    return calendar


def reply_to(entry: Any, state: str, stamp: str) -> str:
    """What a calendar program makes of an invitation when its button is pressed (RFC 5546 3.2.3)."""
    entry["METHOD"] = "REPLY"
    (event,) = entry.walk("VEVENT")
    event["ATTENDEE"].params["PARTSTAT"] = state
    del event["ATTENDEE"].params["RSVP"]
    text: str = entry.to_ical().decode()
    return re.sub(r"DTSTAMP:\w+", f"DTSTAMP:{stamp}", text)


@pytest.mark.parametrize(
    ("state", "words"), [("ACCEPTED", "comes"), ("TENTATIVE", "perhaps"), ("DECLINED", "does not come")]
)
def test_what_is_pressed_in_the_calendar_stands_in_the_list(
    box: Behaviour, slug: str, as_: Callable[[str], FlaskClient], state: str, words: str
) -> None:
    box.receive(answering(reply_to(newest_entry("anna"), state, "20260901T073000Z"), sender="anna@example.org"))
    read_mailbox()
    assert f"Has answered from the calendar: {words}." in words_of(as_("alice").get(PEOPLE).text)


def test_once_the_days_are_changed_the_old_answer_is_of_an_earlier_time(
    box: Behaviour, slug: str, as_: Callable[[str], FlaskClient], number_of: Callable[[str], int], work_as: WorkAs,
    cast: Cast, clock: Clock,
) -> None:  # fmt: skip
    entry = newest_entry("anna")
    box.receive(answering(reply_to(entry, "DECLINED", "20260901T073000Z"), sender="anna@example.org"))
    read_mailbox()
    with work_as(replace(cast.alice, registration_id=number_of("anna"))) as work:
        registrations.change(work, number_of("anna"), some_answers("anna", days=BOTH_DAYS[:1]))
    assert "(about an earlier time)" in as_("alice").get(PEOPLE).text
    box.receive(answering(reply_to(newest_entry("anna"), "ACCEPTED", "20260901T074000Z"), sender="anna@example.org"))
    read_mailbox()
    people = words_of(as_("alice").get(PEOPLE).text)
    assert ("Has answered from the calendar: comes." in people, "earlier time" in people) == (True, False)


def test_calendars_answer_to_the_mailbox_that_is_read(
    slug: str, work_as: WorkAs, number_of: Callable[[str], int]
) -> None:
    def organizer() -> str:
        (event,) = newest_entry("cia").walk("VEVENT")
        return str(event["ORGANIZER"])

    with work_as(SYSTEM) as work:
        registrations.register(work, slug, some_answers("cia"), "one")
    assert organizer() == "mailto:samling@example.org"
    with work_as(SYSTEM) as work:
        registrations.cancel(work, number_of("cia"))
        reads = replace(work, site=replace(work.site, answers_to="svar@example.org"))
        registrations.register(reads, slug, some_answers("cia"), "two")
    assert organizer() == "mailto:svar@example.org"


def test_a_letter_that_left_and_came_back_is_marked_for_the_lead(
    box: Behaviour, slug: str, as_: Callable[[str], FlaskClient], work_as: WorkAs
) -> None:
    with work_as(SYSTEM) as work:
        number = work.db.scalars(select(PostedLetter.id).where(PostedLetter.recipient == "anna@example.org")).first()
        sent = message_of(letter(work.db, number or 0), parts().settings.mail, work.site)
        book(work, number or 0, LetterState.SENT)
    box.receive(a_report(str(sent["Message-ID"])))
    read_mailbox()
    page = words_of(as_("alice").get(f"/en/plan/letters/{number}").text)
    assert "Refused by the recipient&#39;s mail server" in page
    assert "Recipient address rejected: User unknown" in page
    assert "Send again" in page
    assert f'href="/en/plan/letters/{number}"' in as_("alice").get("/en/plan/replies").text
