"""That a gathering is off can be sent to another address than the one that it did not reach."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from planner.core.actor import SYSTEM
from planner.mail.models import PostedLetter
from planner.mail.rules import LetterState
from planner.mail.services import book, send_elsewhere
from planner.meetings import services as meetings
from planner.meetings.rules import Status
from planner.web.errands import run_due
from tests.builders import Cast
from tests.registrations.scene import a_gathering, come

WorkAs = Callable[..., Any]


def test_what_must_be_read_holds_no_entry_and_goes_to_another_address(cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        slug = a_gathering(work)
        come(work, slug, "anna")
        meetings.set_status(work, slug, Status.CANCELLED)
    run_due()
    with work_as(SYSTEM) as work:
        off = select(PostedLetter).where(PostedLetter.kind == "gathering-cancelled")
        letter = work.db.scalars(off).one()
        assert (letter.calendar, letter.calendar_method) == (None, "")
        letter.state = LetterState.WAITING
        work.db.flush()
        book(work, letter.id, LetterState.BOUNCED, "550 no such mailbox")
        # The last of all takes the entry back: it says next to nothing.
        gone = work.db.scalars(select(PostedLetter).order_by(PostedLetter.id.desc()).limit(1)).one()
        assert (gone.recipient, gone.calendar_method, gone.subject) == (
            "anna@example.org",
            "CANCEL",
            "Bort ur din kalender: Höstens träff",
        )
    with work_as(cast.alice) as work:
        anew = work.db.get_one(PostedLetter, send_elsewhere(work, letter.id, "right@example.org"))
        assert anew.recipient == "right@example.org"
        assert anew.subject.startswith("INSTÄLLT:")
