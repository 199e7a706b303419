"""Asks for the letters about a version."""

from planner.core.actor import require
from planner.core.outbox import ask
from planner.core.work import Work
from planner.publishing.models import ChangeNotice
from planner.publishing.permissions import may_publish
from planner.publishing.rules import NoticeKind

TELL = "tell-of-version"
"""The errand that writes letters about a version; its payload is the version's row."""


def ask_for_letters(work: Work, programme_id: int, kind: NoticeKind = NoticeKind.CHANGES) -> None:
    """Have those told whom a version concerns, after the commit."""
    require(may_publish(work.actor), work.actor)
    work.db.add(ChangeNotice(programme_id=programme_id, kind=kind, asked_at=work.now))
    work.db.flush()
    ask(work, TELL, str(programme_id))
