"""Files that speakers give to their own items, replace and take back."""

from planner.agenda.models import ItemFile
from planner.core.errors import NotFound
from planner.core.work import Work
from planner.meetings.queries import Gate
from planner.speakers.models import Speaker
from planner.speakers.queries import card_of
from planner.speakers.queries.rows import files_by
from planner.speakers.rules import Upload
from planner.speakers.services.files import drop_file, keep_file
from planner.speakers.services.rows import open_row


def give_slides(work: Work, speaker_id: int, item_id: int, upload: Upload) -> None:
    """A file to an item that they give; NotFound for any other. The lead decides whether the public gets it."""
    row, gate = open_row(work, speaker_id)
    keep_file(work, gate.meeting_id, _uid(work, row, gate, item_id), upload, person_id=row.person_id)


def replace_slides(work: Work, speaker_id: int, file_id: int, upload: Upload) -> None:
    """A new file in the place of one that they gave, shown to whom the old one was to be shown."""
    row, gate = open_row(work, speaker_id)
    old = _own(work, row, file_id)
    uid, position, published = old.item_uid, old.position, old.published
    drop_file(work, old)
    new = work.db.get_one(ItemFile, keep_file(work, gate.meeting_id, uid, upload, person_id=row.person_id))
    new.position, new.published = position, published
    work.db.flush()


def take_back_slides(work: Work, speaker_id: int, file_id: int) -> str:
    """Off the draft, one that they gave; gives its name. What is published goes on showing it."""
    row, _ = open_row(work, speaker_id)
    old = _own(work, row, file_id)
    drop_file(work, old)
    return old.name


def _uid(work: Work, row: Speaker, gate: Gate, item_id: int) -> str:
    found = next((x.uid for x in card_of(work.db, gate, row.person_id).items if x.item_id == item_id), None)
    if found is None:
        raise NotFound
    return found


def _own(work: Work, row: Speaker, file_id: int) -> ItemFile:
    theirs = files_by(work.db, row.meeting_id, row.person_id)
    found = next((file for file in theirs if file.id == file_id and not file.removed), None)
    if found is None:
        raise NotFound
    return found
