"""Files of items: what there is, and the bytes of one."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from planner.agenda.models import ItemFile
from planner.core.errors import NotFound
from planner.speakers.models import ShownFile, Speaker, SpeakerPicture


@dataclass(frozen=True)
class FileLine:
    """A file that belongs to an item, without its bytes."""

    file_id: int
    item_uid: str
    person_id: int | None
    """The speaker who gave it; None: a lead did."""
    given_by: str
    name: str
    media_type: str
    size: int
    """In bytes."""
    digest: str
    published: bool
    given_at: datetime


@dataclass(frozen=True)
class Bytes:
    """What a reader is sent."""

    name: str
    media_type: str
    digest: str
    content: bytes = field(repr=False)


_LINE = select(
    ItemFile.id, ItemFile.item_uid, ItemFile.person_id, ItemFile.given_by, ItemFile.name, ItemFile.media_type,
    ItemFile.size, ItemFile.digest, ItemFile.published, ItemFile.given_at,
).where(~ItemFile.removed).order_by(ItemFile.item_uid, ItemFile.position, ItemFile.id)  # fmt: skip


def files_of(db: Session, meeting_id: int) -> dict[str, tuple[FileLine, ...]]:
    """Item's uid → its files in their order. One statement."""
    return _by_item(FileLine(*tuple(row)) for row in db.execute(_LINE.where(ItemFile.meeting_id == meeting_id)))


def published_files(db: Session, meeting_id: int) -> dict[str, tuple[FileLine, ...]]:
    """Like files_of(), only those that the public is to have. One statement."""
    rows = db.execute(_LINE.where(ItemFile.meeting_id == meeting_id, ItemFile.published))
    return _by_item(FileLine(*tuple(row)) for row in rows)


def file_of_item(db: Session, meeting_id: int, item_uid: str, file_id: int) -> Bytes:
    """A file of an item, for a lead; NotFound if it is not there. One statement."""
    return _file(db, ItemFile.meeting_id == meeting_id, ItemFile.item_uid == item_uid, ItemFile.id == file_id)


def file_by(db: Session, meeting_id: int, person_id: int, file_id: int) -> Bytes:
    """A file that this speaker gave; NotFound for anybody else's. One statement."""
    return _file(db, ItemFile.meeting_id == meeting_id, ItemFile.person_id == person_id, ItemFile.id == file_id)


def shown_file(db: Session, digest: str, name: str) -> Bytes:
    """A file that some published programme shows under this name; NotFound for any other. One statement."""
    row = db.execute(
        select(ItemFile.name, ItemFile.media_type, ItemFile.digest, ItemFile.content)
        .join(ShownFile, (ShownFile.meeting_id == ItemFile.meeting_id) & (ShownFile.digest == ItemFile.digest))
        .where(ItemFile.digest == digest, ItemFile.name == name)
        .limit(1)
    ).first()
    if row is None:
        raise NotFound
    return Bytes(*row)


def drafted_file(db: Session, digest: str, name: str) -> Bytes:
    """A file of the draft under this name, for planners who look at it before it is published. One statement."""
    return _file(db, ItemFile.digest == digest, ItemFile.name == name)


def shown_picture(db: Session, digest: str) -> Bytes:
    """A speaker's picture that some published programme shows; NotFound for any other. One statement."""
    return _picture(
        db,
        SpeakerPicture.digest == digest,
        select(ShownFile.digest)
        .where(ShownFile.meeting_id == Speaker.meeting_id, ShownFile.digest == SpeakerPicture.digest)
        .exists(),
    )


def picture_of(db: Session, speaker_id: int) -> Bytes:
    """A speaker's picture as it is now, for themselves and leads; NotFound if there is none. One statement."""
    return _picture(db, SpeakerPicture.speaker_id == speaker_id, ~SpeakerPicture.removed)


def _file(db: Session, *which: ColumnElement[bool]) -> Bytes:
    row = db.execute(
        select(ItemFile.name, ItemFile.media_type, ItemFile.digest, ItemFile.content)
        .where(~ItemFile.removed, *which)
        .limit(1)
    ).first()
    if row is None:
        raise NotFound
    return Bytes(*row)


def _picture(db: Session, *which: ColumnElement[bool]) -> Bytes:
    row = db.execute(
        select(SpeakerPicture.media_type, SpeakerPicture.digest, SpeakerPicture.content)
        .join(Speaker, Speaker.id == SpeakerPicture.speaker_id)
        .where(*which)
        .limit(1)
    ).first()
    if row is None:
        raise NotFound
    return Bytes("", row.media_type, row.digest, row.content)


def _by_item(lines: Iterable[FileLine]) -> dict[str, tuple[FileLine, ...]]:
    found: dict[str, list[FileLine]] = {}
    for line in lines:
        found.setdefault(line.item_uid, []).append(line)
    return {uid: tuple(files) for uid, files in found.items()}
