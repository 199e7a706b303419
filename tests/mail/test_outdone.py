"""Of a calendar entry no older edition is sent again once a newer one has been written."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from planner.core.actor import SYSTEM
from planner.core.errors import Conflict
from planner.mail import queries
from planner.mail.letter import CalendarPart
from planner.mail.queries import Wanted
from planner.mail.rules import LetterState, entry_of
from planner.mail.services import forget_letters, send_again, send_all_again
from planner.web.entry import reading
from planner.web.errands import run_due
from tests.builders import Cast
from tests.mail.fake_smtp import Behaviour
from tests.mail.test_again import bounced, states

Posted = Callable[..., int]
WorkAs = Callable[..., Any]


def entry(method: str, sequence: int, uid: str = "a" * 32) -> CalendarPart:
    lines = ("BEGIN:VCALENDAR", f"METHOD:{method}", "BEGIN:VEVENT", f"SEQUENCE:{sequence}", f"UID:{uid}@localhost",
             "END:VEVENT", "END:VCALENDAR", "")  # fmt: skip
    return CalendarPart(method, "\r\n".join(lines).encode())


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (None, ("", 0)),
        (b"BEGIN:VCALENDAR", ("", 0)),
        (b"BEGIN:VCALENDAR\r\nUID:whole\r\nBEGIN:VEVENT\r\nUID:a@b\r\nSEQUENCE:12\r\n", ("a@b", 12)),
        (b"BEGIN:VEVENT\r\nUID:a\r\nEND:VEVENT\r\n", ("a", 0)),
        (b"BEGIN:VEVENT\r\nUID:a\r\n b\r\n c\r\nX-UID:d\r\nSUMMARY:SEQUENCE:7\r\nSEQUENCE:1\r\n 0\r\n", ("abc", 10)),
    ],
)
def test_the_entry_of_a_letter_is_read_from_it(content: bytes | None, found: tuple[str, int]) -> None:
    assert entry_of(content) == found


def test_a_request_is_not_sent_again_after_its_cancel(
    server: Behaviour, cast: Cast, posted: Posted, work_as: WorkAs
) -> None:
    request = bounced(posted, work_as, calendar=entry("REQUEST", 0))
    posted(calendar=entry("CANCEL", 1))
    run_due()
    with pytest.raises(Conflict) as refusal, work_as(cast.alice) as work:
        send_again(work, request)
    assert "later letter about the same calendar entry" in str(refusal.value)
    with work_as(cast.alice) as work:
        assert send_all_again(work, Wanted()) == 0
    run_due()
    assert states() == [LetterState.BOUNCED, LetterState.SENT]
    assert len(server.taken) == 1


def test_of_several_editions_that_failed_the_newest_is_sent_again(
    server: Behaviour, cast: Cast, posted: Posted, work_as: WorkAs
) -> None:
    for sequence, method in enumerate(("REQUEST", "REQUEST", "CANCEL")):
        bounced(posted, work_as, calendar=entry(method, sequence))
    bounced(posted, work_as, calendar=entry("REQUEST", 0, uid="b" * 32))
    bounced(posted, work_as)
    with work_as(cast.alice) as work:
        assert send_all_again(work, Wanted()) == 3
    run_due()
    assert states() == [LetterState.BOUNCED] * 2 + [LetterState.SENT] * 3
    with reading(SYSTEM) as work:
        assert queries.count_outdone(work.db, Wanted()) == 2


def test_what_is_erased_outdoes_nothing(cast: Cast, posted: Posted, work_as: WorkAs) -> None:
    request = bounced(posted, work_as, meeting_id=7, calendar=entry("REQUEST", 0))
    bounced(posted, work_as, meeting_id=8, calendar=entry("CANCEL", 1))
    with work_as(SYSTEM) as work:
        forget_letters(work, 8)
    with work_as(cast.alice) as work:
        send_again(work, request)
    assert states()[0] is LetterState.WAITING


def test_the_pages_say_why(as_: Callable[..., FlaskClient], cast: Cast, posted: Posted, work_as: WorkAs) -> None:
    request = bounced(posted, work_as, calendar=entry("REQUEST", 0))
    posted(calendar=entry("CANCEL", 1))
    alice = as_("alice")
    page = alice.get(f"/en/plan/letters/{request}").text
    assert "A later letter tells something else of the same calendar entry" in page
    assert "Send again" not in page
    answer = alice.post("/en/plan/letters/send-again", follow_redirects=True).text
    assert "1 letter stays: a later one tells something else" in answer
    assert "There is no letter to send again." not in answer
