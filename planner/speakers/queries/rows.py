"""Rows of speakers, for use cases that change them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.agenda.models import ItemFile
from planner.core.errors import NotFound
from planner.speakers.models import ShownFile, Speaker, SpeakerPicture, Suggestion


def speaker_row(db: Session, speaker_id: int) -> Speaker:
    """The row, locked; NotFound if there is none."""
    row = db.scalars(
        select(Speaker).where(Speaker.id == speaker_id).with_for_update()  # or two answers would both be the first
    ).one_or_none()
    if row is None:
        raise NotFound
    return row


def rows_of(db: Session, meeting_id: int) -> dict[int, Speaker]:
    """Person → row, of those who have one."""
    rows = db.scalars(select(Speaker).where(Speaker.meeting_id == meeting_id))
    return {row.person_id: row for row in rows}


def pictures_of(db: Session, speaker_id: int) -> list[SpeakerPicture]:
    """Their pictures, those that only published programmes still show too."""
    return list(db.scalars(select(SpeakerPicture).where(SpeakerPicture.speaker_id == speaker_id)))


def suggestions_by(db: Session, speaker_id: int) -> dict[str, Suggestion]:
    """Item's uid → what they suggested."""
    rows = db.scalars(select(Suggestion).where(Suggestion.speaker_id == speaker_id))
    return {row.item_uid: row for row in rows}


def files_by(db: Session, meeting_id: int, person_id: int) -> list[ItemFile]:
    """All files of one speaker, those that only published programmes still show too."""
    return list(db.scalars(select(ItemFile).where(ItemFile.meeting_id == meeting_id, ItemFile.person_id == person_id)))


def files_on(db: Session, meeting_id: int, item_uid: str) -> list[ItemFile]:
    """The files of one item in their order, without those that were removed."""
    return list(
        db.scalars(
            select(ItemFile)
            .where(ItemFile.meeting_id == meeting_id, ItemFile.item_uid == item_uid, ~ItemFile.removed)
            .order_by(ItemFile.position, ItemFile.id)
        )
    )


def is_shown(db: Session, meeting_id: int, digest: str) -> bool:
    """Whether a published programme of the gathering shows this picture or file."""
    return db.get(ShownFile, (meeting_id, digest)) is not None


def files_like(db: Session, meeting_id: int, digest: str) -> list[ItemFile]:
    """Every row of a gathering that holds this very file."""
    return list(db.scalars(select(ItemFile).where(ItemFile.meeting_id == meeting_id, ItemFile.digest == digest)))


def digests_kept(db: Session, meeting_id: int) -> set[str]:
    """Digests of all pictures and files that are kept of a gathering's items and speakers. Two statements."""
    pictures = db.scalars(
        select(SpeakerPicture.digest)
        .join(Speaker, Speaker.id == SpeakerPicture.speaker_id)
        .where(Speaker.meeting_id == meeting_id)
    )
    return {*pictures, *db.scalars(select(ItemFile.digest).where(ItemFile.meeting_id == meeting_id))}
