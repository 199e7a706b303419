"""What is erased, on its date or because a speaker asks for it, with a log that it was done; and who looked before."""

from collections.abc import Iterable

from sqlalchemy import delete, select, update

from planner.core.actor import require
from planner.core.work import Work, tell
from planner.mail.services import forget_letters
from planner.meetings.queries import gate_of
from planner.speakers.models import (
    ShownFile,
    Speaker,
    SpeakerErasure,
    SpeakerHours,
    SpeakerLook,
    SpeakerNeeds,
    Suggestion,
)
from planner.speakers.news import GivenErased
from planner.speakers.permissions import may_erase_by_itself, may_see_needs
from planner.speakers.queries import shown_of
from planner.speakers.queries.privacy import needs_due, remains_due
from planner.speakers.queries.rows import digests_kept, files_by, pictures_of
from planner.speakers.services.rows import own_row

NEEDS, GIVEN, REMAINS = "needs", "given", "remains"
"""What the log tells apart: special needs; all that one speaker gave, who asked for it; what only planners needed."""


def look_at_needs(work: Work, slug: str) -> None:
    """Note that somebody looks at a speaker's special needs, before they are shown."""
    require(may_see_needs(work.actor), work.actor)
    work.db.add(
        SpeakerLook(
            meeting_id=gate_of(work.db, slug).meeting_id,
            account_id=work.actor.account_id,
            looker=work.actor.name,
            looked_at=work.now,
        )
    )
    work.db.flush()


def erase_given(work: Work, speaker_id: int) -> None:
    """Erase all that a speaker wrote and sent, at any time; published programmes forget it too.

    That they were asked, and whether they come, stays: their name stands in the programme.
    """
    row, gate = own_row(work, speaker_id)
    pictures = pictures_of(work.db, row.id)
    files = files_by(work.db, row.meeting_id, row.person_id)
    digests = frozenset({*(picture.digest for picture in pictures), *(file.digest for file in files)})
    for gone in (*pictures, *files):
        work.db.delete(gone)
    for table in (SpeakerNeeds, SpeakerHours, Suggestion):
        work.db.execute(delete(table).where(table.speaker_id == row.id))
    row.title = row.organisation = row.bio_sv = row.bio_en = row.room_needs = row.word = ""
    row.revision += 1
    work.db.flush()
    log(work, gate.meeting_id, GIVEN, 1)
    tell(work, GivenErased(gate.meeting_id, row.person_id, digests - digests_kept(work.db, gate.meeting_id)))


def note_shown(work: Work, meeting_id: int, digests: Iterable[str]) -> None:
    """A programme that is published now shows these: the public may have them. The use case that publishes asked."""
    fresh = set(digests) - shown_of(work.db, meeting_id)
    work.db.add_all(ShownFile(meeting_id=meeting_id, digest=digest) for digest in sorted(fresh))
    work.db.flush()


def forget_shown(work: Work, meeting_id: int, digests: Iterable[str]) -> None:
    """No published programme shows these any more. As with note_shown() another use case decides."""
    work.db.execute(delete(ShownFile).where(ShownFile.meeting_id == meeting_id, ShownFile.digest.in_(set(digests))))


def erase_speaker_needs(work: Work) -> int:
    """Erase special needs whose date has come where the gathering is held; gives how many. For a daily schedule."""
    require(may_erase_by_itself(work.actor), work.actor)
    erased = 0
    for meeting_id in needs_due(work.db, work.now):
        theirs = select(Speaker.id).where(Speaker.meeting_id == meeting_id)
        gone = work.db.execute(
            delete(SpeakerNeeds)
            .where(SpeakerNeeds.speaker_id.in_(theirs))
            .returning(SpeakerNeeds.speaker_id)
            .execution_options(synchronize_session=False)
        ).all()
        log(work, meeting_id, NEEDS, len(gone))
        erased += len(gone)
    return erased


def erase_speaker_remains(work: Work) -> int:
    """Erase what only those who planned needed of the speakers of gatherings long ago; gives how many gatherings.

    Addresses, hours, needs in the room, words, suggestions, and the letters. What they said of themselves in public
    stays, as the programme does. For a daily schedule.
    """
    require(may_erase_by_itself(work.actor), work.actor)
    due = remains_due(work.db, work.now)
    for meeting_id in due:
        here = Speaker.meeting_id == meeting_id
        theirs = select(Speaker.id).where(here)
        addresses = set(work.db.scalars(select(Speaker.email).where(here, Speaker.email != "")))
        for table in (SpeakerHours, Suggestion):
            work.db.execute(
                delete(table).where(table.speaker_id.in_(theirs)).execution_options(synchronize_session=False)
            )
        work.db.execute(
            update(Speaker)
            .where(here)
            .values(email="", word="", room_needs="")
            .execution_options(synchronize_session=False)
        )
        for address in sorted(addresses):
            forget_letters(work, meeting_id, address)
        log(work, meeting_id, REMAINS, len(work.db.scalars(theirs).all()))
    return len(due)


def log(work: Work, meeting_id: int, what: str, number: int) -> None:
    """Note that so many were erased, not whose; nothing erased, nothing noted."""
    if number:
        work.db.add(SpeakerErasure(meeting_id=meeting_id, what=what, erased=number, erased_at=work.now))
        work.db.flush()
