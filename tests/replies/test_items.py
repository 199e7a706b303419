"""Calendars answer the entries of items: of those who give them, and of those who chose them."""

from collections.abc import Callable
from datetime import time
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from planner.core.actor import SYSTEM
from planner.entries.models import MailedEntry
from planner.registrations.models import Registration
from planner.replies.errands import read_mailbox
from planner.replies.models import CalendarReply, IncomingMail, ItemReply
from planner.replies.rules import MailKind, Reason, ReplyState
from planner.speakers.models import Speaker
from planner.speakers.rules import SpeakerStatus
from planner.web.entry import reading
from tests.builders import Cast
from tests.entries.scene import a_programme_out, choose_water, run_errands, say_yes, wants
from tests.entries.test_items import republish
from tests.publishing.scene import change as change_item
from tests.registrations.reading import words_of
from tests.registrations.scene import come
from tests.replies.fake_imap import Behaviour
from tests.replies.mails import an_answer

WorkAs = Callable[..., Any]
EK, ANNA, BO = "ek@example.org", "anna@example.org", "bo@example.org"


@pytest.fixture
def programme(work_as: WorkAs, cast: Cast) -> str:
    """Ek gives two items and has said yes; anna has chosen water and wants its entry."""
    with work_as(cast.alice) as work:
        slug = a_programme_out(work)
        number = come(work, slug, "anna").registration_id
        choose_water(work, slug, number)
        wants(work, number)
        say_yes(work, slug)
    run_errands()
    return slug


def uids(address: str) -> list[str]:
    """Of the items that this address holds, in the order of their UIDs."""
    with reading(SYSTEM) as work:
        held = select(MailedEntry.uid).where(MailedEntry.address == address, MailedEntry.item_uid.is_not(None))
        return list(work.db.scalars(held.order_by(MailedEntry.uid)))


def outcomes() -> list[tuple[MailKind, Reason | None, bool, bool]]:
    """(what, why, of an item?, of a registration?) of each mail."""
    with reading(SYSTEM) as work:
        rows = work.db.scalars(select(IncomingMail).order_by(IncomingMail.id))
        return [(row.kind, row.reason, bool(row.entry_uid), bool(row.registration_id)) for row in rows]


def replies() -> list[tuple[str, ReplyState, int]]:
    with reading(SYSTEM) as work:
        return [
            (row.uid, row.state, row.sequence) for row in work.db.scalars(select(ItemReply).order_by(ItemReply.uid))
        ]


def test_a_speakers_no_is_kept_and_changes_nothing(box: Behaviour, programme: str) -> None:
    first, _ = uids(EK)
    box.receive(an_answer("DECLINED", uid=first, who=EK), an_answer("DECLINED", uid=first, who=EK))
    read_mailbox()
    assert outcomes() == [(MailKind.ANSWER, None, True, False), (MailKind.KNOWN, None, True, False)]
    assert replies() == [(first, ReplyState.DECLINED, 0)]
    with reading(SYSTEM) as work:
        assert work.db.scalars(select(Speaker.status)).all() == [SpeakerStatus.CONFIRMED]
        assert work.db.scalars(select(CalendarReply)).all() == []
    box.receive(an_answer("ACCEPTED", uid=first, who=EK, at="20260901T073000Z"))
    read_mailbox()
    assert replies() == [(first, ReplyState.ACCEPTED, 0)]


def test_what_somebody_chose_is_answered_as_theirs(box: Behaviour, programme: str) -> None:
    (water,) = uids(ANNA)
    box.receive(an_answer("DECLINED", uid=water, who=ANNA))
    read_mailbox()
    assert (outcomes(), replies()) == (
        [(MailKind.ANSWER, None, True, True)], [(water, ReplyState.DECLINED, 0)]
    )  # fmt: skip


def test_what_somebody_answered_about_an_item_is_on_their_page_and_in_their_copy(
    box: Behaviour, programme: str, as_: Callable[[str], FlaskClient], client: FlaskClient
) -> None:
    (water,) = uids(ANNA)
    box.receive(an_answer("DECLINED", uid=water, who=ANNA))
    read_mailbox()
    with reading(SYSTEM) as work:
        anna = work.db.scalars(select(Registration).where(Registration.email == ANNA)).one()
        token = work.site.keys.token("registration", anna.salt)
    (answer,) = client.get(f"/r/{token}/data.json").get_json()["answers_about_items"]
    assert (answer["item"], answer["answer"]["state"], answer["answer"]["is_current"]) == ("Vatten", "declined", True)
    page = words_of(as_("alice").get(f"/en/plan/registrations/{anna.id}").text)
    assert "Answer from the calendar: Vatten Does not come" in page


@pytest.mark.parametrize(
    ("who", "more", "reason"),
    [
        (BO, {}, Reason.WRONG_ATTENDEE),
        (ANNA, {}, Reason.WRONG_ATTENDEE),
        (EK, {"at": "20270901T070000Z"}, Reason.FROM_FUTURE),
    ],
)
def test_whoever_knows_the_uid_alone_says_nothing(
    box: Behaviour, programme: str, who: str, more: dict[str, Any], reason: Reason
) -> None:
    box.receive(an_answer("DECLINED", uid=uids(EK)[0], who=who, **more))
    read_mailbox()
    assert (outcomes(), replies()) == ([(MailKind.REFUSED, reason, True, False)], [])


@pytest.mark.parametrize("uid", ["", "f" * 32, "' OR 1=1 --", "a" * 1000])
def test_a_uid_that_was_never_mailed_is_refused(box: Behaviour, programme: str, uid: str) -> None:
    box.receive(an_answer("DECLINED", uid=uid, who=EK))
    read_mailbox()
    assert (outcomes(), replies()) == ([(MailKind.REFUSED, Reason.UNKNOWN_ENTRY, False, False)], [])


def test_a_lead_sees_it_on_the_speakers_line_until_the_item_is_moved(
    box: Behaviour, programme: str, as_: Callable[[str], FlaskClient], work_as: WorkAs, cast: Cast
) -> None:
    words = "Answered no in the calendar: "
    for uid in uids(EK):
        box.receive(an_answer("DECLINED", uid=uid, who=EK))
    read_mailbox()
    page = f"/en/plan/meetings/{programme}/speakers"
    assert f"{words}Kvarnen, Vatten" in words_of(as_("alice").get(page).text)
    assert "Answer from a calendar Demo Ek : Kvarnen" in words_of(as_("alice").get("/en/plan/replies").text)
    with work_as(cast.alice) as work:
        change_item(work, programme, "Kvarnen", starts=time(9, 30))
        republish(work, programme)
    run_errands()
    assert f"{words}Vatten" in words_of(as_("alice").get(page).text)
    with work_as(cast.alice) as work:
        say_yes(work, programme, answer=SpeakerStatus.DECLINED)
    run_errands()
    assert words not in words_of(as_("alice").get(page).text)  # they have said so themselves
