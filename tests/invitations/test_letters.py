"""What invitations and reminders say."""

from datetime import date

import pytest

from planner.core.language import Lang, Words
from planner.core.tokens import Keys
from planner.core.work import Site
from planner.invitations.letters import Invitee, Occasion, invitation, reminder
from planner.mail.letter import plain
from planner.meetings.queries import Gate
from planner.meetings.rules import DayHours, Mode, Status
from tests.builders import a_programme, some_facts

FACTS = some_facts()
GATE = Gate(
    meeting_id=1,
    slug="hostens-traff",
    title=Words("Höstens träff", "The autumn gathering"),
    zone="Europe/Stockholm",
    mode=Mode.ON_SITE,
    status=Status.OPEN,
    days=tuple(DayHours(day.held_on, day.opens, day.closes) for day in FACTS.days),
    last_day=date(2026, 9, 30),
    capacity=20,
    contact_name="Demo Lind",
    contact_email="demo.lind@example.org",
    contact_phone="",
    erase_needs_on=date(2026, 11, 15),
    places_taken=0,
    waiting=0,
)
SITE = Site("https://samling.example.org", "samling.example.org", "Demonätverket", Keys("a key"))
ON = Occasion(SITE, GATE, a_programme(facts=FACTS), Words("Ta med en kollega.", "Bring a colleague."))
SALT = "0" * 32
LINK = f"https://samling.example.org/en/i/{{{{private:invitation:{SALT}}}}}"
ENGLISH_FACTS = (
    "Gathering: The autumn gathering\n"
    "When: Wednesday 14 October 2026 09:30–16:30\nThursday 15 October 2026 08:30–12:00\n"
    "Where: Gamleby folkhögskola, Kastalgatan 1, Gamleby\n"
    "Last day to register: Wednesday 30 September 2026"
)
FOOT = "Questions? Contact Demo Lind, demo.lind@example.org.\n\n-- \nThe autumn gathering · Sent by Demonätverket.\n"


def an_invitee(lang: Lang = "en", cluster: str = "Vreta Kluster", others: int = 0) -> Invitee:
    return Invitee("Demo Kim", "kim@example.org", lang, SALT, cluster, others)


def test_an_invitation_says_all_that_is_needed_to_answer() -> None:
    letter = invitation(ON, an_invitee(others=2))
    assert (letter.subject, letter.to, letter.reply_to, letter.kind) == (
        "Invitation: The autumn gathering".replace("The autumn gathering", GATE.title.en),
        "kim@example.org",
        "demo.lind@example.org",
        "invitation",
    )
    assert plain(letter, "Demonätverket") == (
        "Hello Demo Kim! Vreta Kluster is invited to The autumn gathering.\n\n"
        "Bring a colleague.\n\n"
        f"{ENGLISH_FACTS}\n\n"
        f"See the invitation and register people:\n{LINK}\n\n"
        f"We send nobody:\n{LINK}#nobody\n\n"
        "Others of Vreta Kluster have got the same letter: one answer is enough.\n\n"
        f"{FOOT}"
    )


def test_somebody_by_name_answers_for_themselves() -> None:
    said = plain(invitation(ON, an_invitee(cluster="")), "Demonätverket")
    assert "Hello Demo Kim! You are invited to The autumn gathering." in said
    assert f"I cannot come:\n{LINK}#nobody" in said


@pytest.mark.parametrize(
    ("first", "next_on", "words"),
    [
        (True, None, "This is the only reminder."),
        (False, None, "This is the last reminder."),
        (True, date(2026, 9, 26), "If we hear nothing, one more reminder comes on Saturday 26 September 2026."),
    ],
)
def test_a_reminder_is_short_and_says_whether_more_come(first: bool, next_on: date | None, words: str) -> None:
    letter = reminder(ON, an_invitee(), first=first, next_on=next_on)
    assert plain(letter, "Demonätverket") == (
        "Hello Demo Kim! Vreta Kluster has not answered the invitation to The autumn gathering yet.\n\n"
        f"{ENGLISH_FACTS}\n\n"
        f"See the invitation and register people:\n{LINK}\n\n"
        f"We send nobody:\n{LINK}#nobody\n\n"
        f"{words}\n\n{FOOT}"
    )


def test_a_swedish_reader_gets_swedish_dates_and_the_swedish_page() -> None:
    said = plain(invitation(ON, an_invitee("sv")), "Demonätverket")
    assert "onsdag 14 oktober 2026 09.30–16.30" in said
    assert f"https://samling.example.org/i/{{{{private:invitation:{SALT}}}}}" in said
    assert "Ta med en kollega." in said
