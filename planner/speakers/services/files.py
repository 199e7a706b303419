"""Files of items: what leads put there, what is shown to the public, in which order, and what is taken away."""

from collections.abc import Collection

from planner.agenda.models import ItemFile
from planner.agenda.queries import state_of
from planner.core.actor import require
from planner.core.errors import Invalid, NotFound
from planner.core.language import say
from planner.core.work import Work, tell
from planner.meetings.queries import lock_gate_of
from planner.speakers.news import GivenErased
from planner.speakers.permissions import may_ask
from planner.speakers.queries.rows import files_like, files_on, is_shown
from planner.speakers.rules import Upload
from planner.speakers.rules.uploads import MOST_FILES


def add_file(work: Work, slug: str, item_id: int, upload: Upload) -> int:
    """A file from a lead, shown to nobody but planners yet; gives its number."""
    require(may_ask(work.actor), work.actor)
    meeting_id, uid = _item(work, slug, item_id)
    return keep_file(work, meeting_id, uid, upload)


def show_files(work: Work, slug: str, item_id: int, shown: Collection[int], *, seen: Collection[int]) -> None:
    """Of the files that were `seen`, these are for the public, once the programme is published; the others are not."""
    require(may_ask(work.actor), work.actor)
    for row in files_on(work.db, *_item(work, slug, item_id)):
        if row.id in seen:
            row.published = row.id in shown
    work.db.flush()


def move_file(work: Work, slug: str, item_id: int, file_id: int, *, up: bool) -> None:
    """One place up or down among the item's files; at the end it stays."""
    require(may_ask(work.actor), work.actor)
    rows = files_on(work.db, *_item(work, slug, item_id))
    at = next((n for n, row in enumerate(rows) if row.id == file_id), None)
    if at is None:
        raise NotFound
    to = max(0, min(len(rows) - 1, at + (-1 if up else 1)))
    rows.insert(to, rows.pop(at))
    for position, row in enumerate(rows):
        row.position = position
    work.db.flush()


def remove_file(work: Work, slug: str, item_id: int, file_id: int, *, for_good: bool = False) -> str:
    """Take a file off the draft; gives its name. What is published goes on showing it.

    `for_good`: it is erased from everything that was published, too, at once.
    """
    require(may_ask(work.actor), work.actor)
    meeting_id, uid = _item(work, slug, item_id)
    row = next((row for row in files_on(work.db, meeting_id, uid) if row.id == file_id), None)
    if row is None:
        raise NotFound
    name, digest = row.name, row.digest
    if for_good and is_shown(work.db, meeting_id, digest):
        for same in files_like(work.db, meeting_id, digest):
            work.db.delete(same)
        work.db.flush()
        tell(work, GivenErased(meeting_id, None, frozenset({digest})))
    else:
        drop_file(work, row)
    return name


def keep_file(work: Work, meeting_id: int, item_uid: str, upload: Upload, *, person_id: int | None = None) -> int:
    """Put a file last among the item's. The use case that calls this has asked whether it may."""
    before = files_on(work.db, meeting_id, item_uid)
    if len(before) >= MOST_FILES:
        raise Invalid({"file": say("An item has at most %(most)s files. Remove one first.", most=MOST_FILES)})
    row = ItemFile(
        meeting_id=meeting_id,
        item_uid=item_uid,
        person_id=person_id,
        given_by=work.actor.name,
        name=upload.name,
        media_type=upload.media_type,
        size=len(upload.content),
        digest=upload.digest,
        content=upload.content,
        position=1 + max((row.position for row in before), default=-1),
        given_at=work.now,
    )
    work.db.add(row)
    work.db.flush()
    return row.id


def drop_file(work: Work, row: ItemFile) -> None:
    """Off the draft: erased, unless a published programme shows it. As with keep_file() a use case decides."""
    if is_shown(work.db, row.meeting_id, row.digest):
        row.removed, row.published = True, False
    else:
        work.db.delete(row)
    work.db.flush()


def _item(work: Work, slug: str, item_id: int) -> tuple[int, str]:
    """(gathering, uid) of the item, the gathering locked: positions are counted, and two may come at once."""
    gate = lock_gate_of(work.db, slug)
    return gate.meeting_id, state_of(work.db, gate.meeting_id, item_id)[0].uid
