"""Who holds the gathering's entry in their calendar: read from the letters that were posted."""

import re
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.mail.models import PostedLetter

_UID = re.compile(rb"^UID:([0-9a-f]{32})@", re.MULTILINE)


def entries_held(db: Session, meeting_id: int, addresses: Collection[str] | None = None) -> frozenset[str]:
    """The UIDs of the entries that these addresses (None: all) were asked to take and that were not taken back since.

    A CANCEL of anything else is of no use to anybody (RFC 5546 3.2.5). One statement.
    """
    theirs = [PostedLetter.meeting_id == meeting_id, PostedLetter.calendar.is_not(None)]
    if addresses is not None:
        theirs.append(PostedLetter.recipient.in_(addresses))
    rows = db.execute(
        select(PostedLetter.calendar_method, PostedLetter.calendar).where(*theirs).order_by(PostedLetter.id)
    )
    last = {found[1].decode(): method for method, content in rows if (found := _UID.search(content or b""))}
    return frozenset(uid for uid, method in last.items() if method == "REQUEST")
