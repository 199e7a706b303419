"""What speakers answer and tell: they themselves by their link, or a lead by hand."""

from sqlalchemy import delete

from planner.core.actor import require
from planner.core.addresses import is_mail_address
from planner.core.errors import Conflict, Invalid, NotFound
from planner.core.language import Lang, say
from planner.core.pictures import Picture
from planner.core.work import Work, tell
from planner.meetings.queries import Gate
from planner.network.queries import people_by_id
from planner.network.services import PersonDetails, change_person
from planner.speakers.models import Speaker, SpeakerHours, SpeakerNeeds, SpeakerPicture, Suggestion
from planner.speakers.news import SpeakerChanged
from planner.speakers.permissions import may_ask
from planner.speakers.queries import card_of
from planner.speakers.queries.rows import is_shown, pictures_of, speaker_row, suggestions_by
from planner.speakers.rules import MOST_WORD, SpeakerDetails, SpeakerStatus, TalkIdea, check_details
from planner.speakers.services.rows import open_row, speaker_of


def answer(work: Work, speaker_id: int, status: SpeakerStatus, word: str = "") -> None:
    """Yes or no, with a word: said by whoever holds the link, or noted by a lead. It can be changed as often as wanted.

    A lead may also note that somebody has been asked, by telephone say, or is to be asked anew.
    """
    row, gate = open_row(work, speaker_id)
    is_answer = status in (SpeakerStatus.CONFIRMED, SpeakerStatus.DECLINED)
    if not is_answer:
        require(may_ask(work.actor), work.actor)
    if len(word) > MOST_WORD:
        raise Invalid({"word": say("At most %(most)s characters.", most=MOST_WORD)})
    by_hand = work.actor.speaker_id != speaker_id
    row.status = status
    row.answered_at = work.now if is_answer else None
    row.answered_by = work.actor.name if by_hand and is_answer else ""
    row.word = word.strip() if is_answer else ""
    row.asked_for = card_of(work.db, gate, row.person_id).marks
    work.db.flush()
    tell(work, SpeakerChanged(row.meeting_id, row.person_id))


def save_details(work: Work, speaker_id: int, details: SpeakerDetails, *, revision: int) -> None:
    """What they tell, over that of `revision`. Raises Invalid by field, and Conflict if somebody else was first."""
    row, gate = open_row(work, speaker_id)
    if row.revision != revision:
        raise Conflict(say("Somebody else changed this while you wrote. Look at it again before you save."))
    check_details(details, gate.zone)
    row.title, row.organisation = details.title, details.organisation
    row.bio_sv, row.bio_en = details.bio.sv, details.bio.en
    row.room_needs = details.room_needs
    row.revision += 1
    _write_hours(work, row, gate, details)
    if details.special_needs is not None:
        _write_needs(work, row, details.special_needs.strip())
    _write_ideas(work, row, gate, details.ideas)
    work.db.flush()


def set_picture(work: Work, speaker_id: int, picture: Picture | None) -> None:
    """A new picture for the old one; None: no picture. What is published goes on showing the one it has."""
    row, _ = open_row(work, speaker_id)
    for old in pictures_of(work.db, row.id):
        if picture is not None and old.digest == picture.digest:
            work.db.delete(old)  # it comes again below
        elif is_shown(work.db, row.meeting_id, old.digest):
            old.removed = True
        else:
            work.db.delete(old)
    if picture is not None:
        work.db.add(
            SpeakerPicture(
                speaker_id=row.id,
                media_type=picture.media_type,
                content=picture.content,
                width=picture.width,
                height=picture.height,
                digest=picture.digest,
            )
        )
    work.db.flush()


def set_address(work: Work, slug: str, person_id: int, email: str, lang: Lang) -> None:
    """Where letters to a speaker go from now on, and in which language; the address book has it too.

    No letter is sent, and the link that went to another address goes on working until a new one is asked for.
    """
    require(may_ask(work.actor), work.actor)
    if not is_mail_address(email):
        raise Invalid({"email": say("Write an e-mail address, such as anna@example.org.")})
    row = speaker_row(work.db, speaker_of(work, slug, person_id))
    found = people_by_id(work.db, [person_id])
    if not found:
        raise NotFound
    (person,) = found
    change_person(
        work,
        person_id,
        PersonDetails(person.name, person.title, person.organisation, email.strip(), person.phone, person.cluster_id),
    )
    row.lang = lang
    work.db.flush()
    tell(work, SpeakerChanged(row.meeting_id, person_id))


def _write_hours(work: Work, row: Speaker, gate: Gate, details: SpeakerDetails) -> None:
    """Also days that the gathering no longer has are forgotten: they were said of something else."""
    work.db.execute(delete(SpeakerHours).where(SpeakerHours.speaker_id == row.id))
    days = {day.held_on for day in gate.days}
    work.db.add_all(
        SpeakerHours(
            speaker_id=row.id,
            held_on=when.held_on,
            is_away=when.is_away,
            starts=None if when.is_away else when.starts,
            ends=None if when.is_away else when.ends,
        )
        for when in details.hours
        if when.held_on in days and not when.is_whole
    )


def _write_needs(work: Work, row: Speaker, text: str) -> None:
    kept = work.db.get(SpeakerNeeds, row.id)
    if not text:
        work.db.execute(delete(SpeakerNeeds).where(SpeakerNeeds.speaker_id == row.id))
    elif kept is None:
        work.db.add(SpeakerNeeds(speaker_id=row.id, text=text))
    else:
        kept.text = text


def _write_ideas(work: Work, row: Speaker, gate: Gate, ideas: tuple[TalkIdea, ...]) -> None:
    if not ideas:
        return
    theirs = {item.uid: item.details for item in card_of(work.db, gate, row.person_id).items}
    before = suggestions_by(work.db, row.id)
    for idea in ideas:
        if idea.item_uid not in theirs:
            continue  # taken off them while they wrote
        found = before.get(idea.item_uid)
        now = theirs[idea.item_uid]
        if (idea.title, idea.abstract) == (now.title, now.abstract):
            if found is not None:
                work.db.delete(found)
            continue
        if found is None:
            found = Suggestion(speaker_id=row.id, item_uid=idea.item_uid, revision=0)
            work.db.add(found)
        found.title_sv, found.title_en = idea.title.sv, idea.title.en
        found.abstract_sv, found.abstract_en = idea.abstract.sv, idea.abstract.en
        found.suggested_at, found.settled_at = work.now, None
        found.revision += 1
