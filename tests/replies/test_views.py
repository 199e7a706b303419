"""From the mailbox to the pages: the list, the person, the overview, and what became of each mail."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from planner.core.actor import SYSTEM
from planner.registrations import services as registrations
from planner.registrations.models import Registration
from planner.registrations.queries.holders import private_salt
from planner.replies.errands import read_mailbox
from planner.replies.queries import PER_PAGE
from planner.web.entry import reading
from tests.builders import Cast
from tests.conftest import Clock
from tests.registrations.reading import words_of as plain
from tests.registrations.scene import some_answers
from tests.replies.fake_imap import Behaviour
from tests.replies.mails import A_LETTER, an_answer, answering, calendar

WorkAs = Callable[..., Any]
Browser = Callable[[str], FlaskClient]
PLAN = "/en/plan/meetings/hostens-traff-2026"
HERE = "/en/plan/replies"


@pytest.fixture
def declined(box: Behaviour, slug: str, uid_of: Callable[[str], str]) -> None:
    """anna's calendar says that she does not come, and it has been read."""
    box.receive(an_answer("DECLINED", uid=uid_of("anna")))
    read_mailbox()


def test_the_list_and_the_page_of_the_person_say_what_the_calendar_answered(
    declined: None, as_: Browser, number_of: Callable[[str], int]
) -> None:
    people = plain(as_("alice").get(f"{PLAN}/registrations").text)
    assert people.count("Has answered from the calendar: does not come.") == 1
    person = plain(as_("alice").get(f"/en/plan/registrations/{number_of('anna')}").text)
    assert "Answer from the calendar Does not come, 1 September 2026 09:00 It changes nothing" in person
    assert "Answer from the calendar" not in plain(as_("alice").get(f"/en/plan/registrations/{number_of('bo')}").text)
    assert "Har svarat från kalendern: kommer inte." in plain(as_("bob").get(f"{PLAN[3:]}/registrations").text)


def test_the_overview_counts_who_has_declined_and_leads_to_them(declined: None, as_: Browser) -> None:
    page = as_("alice").get(PLAN).text
    words = "1 person has declined from their calendar but is still registered. Ask them."
    (address,) = re.findall(rf'<a href="([^"]+)">{words}', page)
    assert re.findall(r"mailto:(\w+)@", as_("alice").get(address).text) == ["anna"]
    assert re.findall(r"mailto:(\w+)@", as_("alice").get(address.replace("declined", "accepted")).text) == []


def test_whoever_has_cancelled_is_no_longer_counted(
    declined: None, as_: Browser, number_of: Callable[[str], int], work_as: WorkAs, cast: Cast
) -> None:
    with work_as(cast.alice) as work:
        registrations.cancel(work, number_of("anna"))
    assert "has declined" not in as_("alice").get(PLAN).text


def test_an_answer_about_an_earlier_time_is_told_as_such_and_not_counted(
    declined: None, as_: Browser, number_of: Callable[[str], int], work_as: WorkAs, cast: Cast
) -> None:
    # They cancel and come back: their calendar gets a new entry, which it has not answered.
    with work_as(cast.alice) as work:
        registrations.cancel(work, number_of("anna"))
        registrations.register(work, "hostens-traff-2026", some_answers("anna"), "again")
    assert "has declined" not in as_("alice").get(PLAN).text
    people = plain(as_("alice").get(f"{PLAN}/registrations").text)
    assert "Has answered from the calendar: does not come (about an earlier time)." in people


def test_the_filter_stands_there_where_answers_are_read(slug: str, as_: Browser, box: Behaviour) -> None:
    assert 'name="reply"' in as_("alice").get(f"{PLAN}/registrations").text


def test_the_filter_does_not_stand_there_where_none_are(slug: str, as_: Browser) -> None:
    assert 'name="reply"' not in as_("alice").get(f"{PLAN}/registrations").text


def test_the_page_says_what_became_of_each_mail_and_nothing_of_what_it_said(
    box: Behaviour, as_: Browser, uid_of: Callable[[str], str], number_of: Callable[[str], int]
) -> None:
    assert "The mailbox has not been read yet." in as_("alice").get(HERE).text
    box.receive(
        an_answer("DECLINED", uid=uid_of("anna")),
        answering(calendar(uid=f"UID:{uid_of('bo')}@localhost"), sender="eve@example.net"),
        A_LETTER,
    )
    read_mailbox()
    page = as_("dora").get(HERE).text
    assert "Tried on 1 September 2026 at 10:00." in plain(page)
    assert "Answer from a calendar 1 Left for a person to read 1 Refused 1" in plain(page)
    rows = re.findall(r'<th scope="row">(.*?)</th>\s*<td[^>]*>(.*?)</td>', page)
    assert [tuple(map(str.strip, map(plain, row))) for row in rows] == [
        ("Left for a person to read", "–"),
        ("Refused It answers for another address than the one that was invited.", "Demo Bo"),
        ("Answer from a calendar", "Demo Anna"),
    ]
    assert f'href="/en/plan/registrations/{number_of("anna")}"' in page
    assert "eve@example.net" not in page
    assert "Fika" not in page


def test_trouble_is_told_and_when_it_last_went_well(box: Behaviour, as_: Browser, clock: Clock) -> None:
    box.drops_at = "SELECT"
    read_mailbox()
    assert "It has never been read to the end." in as_("alice").get(HERE).text
    box.drops_at = ""
    read_mailbox()
    assert "could not be read" not in as_("alice").get(HERE).text
    clock.forward(hours=1)
    box.answers = {"SELECT": b"TAG NO <b>closed</b>\r\n"}
    read_mailbox()
    page = as_("alice").get(HERE).text
    assert "The mailbox could not be read to the end: there is no folder INBOX: &lt;b&gt;closed&lt;/b&gt;" in page
    assert "Tried on 1 September 2026 at 11:00. Last read to the end on 1 September 2026 at 10:00." in plain(page)


def test_where_nothing_is_read_the_page_says_so(as_: Browser, cast: Cast) -> None:
    assert "No mailbox is read." in as_("alice").get(HERE).text
    assert "Ingen brevlåda läses." in as_("alice").get("/plan/replies").text


def test_many_mails_have_pages_and_cost_no_more_statements(
    box: Behaviour, as_: Browser, statements: Callable[[], Any]
) -> None:
    counts = []
    for number in (1, PER_PAGE):
        box.receive(*[A_LETTER] * number)
        read_mailbox()
        with statements() as seen:
            page = as_("alice").get(HERE)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 5
    assert "Page 1 of 2" in plain(page.text)
    for asked in ("2", "99"):
        assert as_("alice").get(f"{HERE}?page={asked}").text.count('<th scope="row">') == 1


def test_the_copy_of_ones_data_has_the_answer(declined: None, client: FlaskClient, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        token = work.site.keys.token("registration", private_salt(work.db, "anna@example.org") or "")
    assert client.get(f"/r/{token}/data.json").get_json()["answer_from_calendar"] == {
        "state": "declined",
        "answered_at": "2026-09-01T07:00:00Z",
        "is_current": True,
    }


def test_where_answers_are_read_the_page_on_personal_data_says_so(box: Behaviour, client: FlaskClient) -> None:
    assert "What your calendar answers to our invitations" in client.get("/en/privacy").text


def test_where_none_are_the_page_on_personal_data_does_not_speak_of_it(client: FlaskClient) -> None:
    assert "What your calendar answers" not in client.get("/en/privacy").text


NOTE = "You answered no in your calendar, but your registration stands. Cancel it here if you are not coming."


def own_page(client: FlaskClient, number: int) -> str:
    with reading(SYSTEM) as work:
        salt = work.db.scalars(select(Registration.salt).where(Registration.id == number)).one()
        token = work.site.keys.token("registration", salt)
    return plain(client.get(f"/en/r/{token}").text)


def test_who_declined_in_the_calendar_is_told_that_the_registration_stands(
    declined: None, client: FlaskClient, box: Behaviour, uid_of: Callable[[str], str],
    number_of: Callable[[str], int], work_as: WorkAs, cast: Cast,
) -> None:  # fmt: skip
    assert (NOTE in own_page(client, number_of("anna")), NOTE in own_page(client, number_of("bo"))) == (True, False)
    box.receive(an_answer("ACCEPTED", uid=uid_of("anna"), at="20260901T073000Z"))
    read_mailbox()
    assert NOTE not in own_page(client, number_of("anna"))
    box.receive(an_answer("DECLINED", uid=uid_of("anna"), at="20260901T074000Z"))
    read_mailbox()
    with work_as(cast.alice) as work:
        registrations.cancel(work, number_of("anna"))
    assert NOTE not in own_page(client, number_of("anna"))


def test_those_who_declined_and_are_registered_still_stand_first(
    declined: None, as_: Browser, number_of: Callable[[str], int], work_as: WorkAs, cast: Cast
) -> None:
    page = plain(as_("alice").get(HERE).text)
    assert "Declined, but still registered" in page
    assert page.index("Demo Anna The autumn gathering, 1 September 2026") < page.index("Last reading")
    with work_as(cast.alice) as work:
        registrations.cancel(work, number_of("anna"))
    assert "Declined, but still registered" not in plain(as_("alice").get(HERE).text)
