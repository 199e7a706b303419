"""Use cases of wishes: note what people wish for, and forget it."""

from collections.abc import Sequence

from sqlalchemy import delete

from planner.agenda.models import Wish
from planner.agenda.rules import one_wish, same_words
from planner.core.database import insert_all
from planner.core.work import Work


def note_wishes(work: Work, meeting_id: int, origin: str, cluster_id: int | None, texts: Sequence[str]) -> None:
    """These topics are what `origin`, one person, wishes for now: they take the place of what was wished before.

    A use case of a higher slice decides who may wish, and gives everybody an `origin` of their own that names nobody
    (registration:17): no permission is asked here. Topics in the same words count once, empty ones not at all.
    """
    drop_wishes(work, meeting_id, origin)
    topics: dict[str, str] = {}
    for text in map(one_wish, texts):
        topics.setdefault(same_words(text), text)
    insert_all(
        work.db,
        Wish,
        [
            {"meeting_id": meeting_id, "origin": origin, "cluster_id": cluster_id, "text": text, "made_at": work.now}
            for words, text in topics.items()
            if words
        ],
    )


def drop_wishes(work: Work, meeting_id: int, origin: str) -> None:
    """`origin` wishes for nothing more. As with note_wishes(), a use case of a higher slice decides."""
    work.db.execute(delete(Wish).where(Wish.meeting_id == meeting_id, Wish.origin == origin))
