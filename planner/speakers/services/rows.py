"""A speaker's row, made when something is first said or done; and whether they can still change anything."""

from typing import Any

from planner.core.actor import require
from planner.core.database import insert_all
from planner.core.errors import Conflict, NotFound
from planner.core.tokens import new_salt
from planner.core.work import Work
from planner.meetings.queries import Gate, gate_by_id, lock_gate_of
from planner.speakers.letters import PURPOSE
from planner.speakers.models import Speaker
from planner.speakers.permissions import may_answer, may_ask
from planner.speakers.queries import statuses_of
from planner.speakers.queries.rows import rows_of, speaker_row
from planner.speakers.rules import SpeakerStatus, closed_words


def speaker_of(work: Work, slug: str, person_id: int) -> int:
    """The speaker's number at a gathering, made if they give something and have none; NotFound for anybody else."""
    require(may_ask(work.actor), work.actor)
    gate = lock_gate_of(work.db, slug)
    row = rows_of(work.db, gate.meeting_id).get(person_id)
    if row is not None:
        return row.id
    if person_id not in statuses_of(work.db, gate.meeting_id):
        raise NotFound
    return make_speakers(work, gate.meeting_id, [person_id])[0]


def make_speakers(work: Work, meeting_id: int, person_ids: list[int]) -> list[int]:
    """Rows for persons who have none; gives their numbers in order. The gathering must be locked. One statement."""
    return insert_all(work.db, Speaker, [_new(work, meeting_id, person_id) for person_id in person_ids])


def open_row(work: Work, speaker_id: int) -> tuple[Speaker, Gate]:
    """The row, locked, of whoever may answer for it, while it can be changed; Conflict afterwards."""
    row, gate = own_row(work, speaker_id)
    closed = closed_words(gate.standing(work.now))
    if closed is not None and not work.actor.may_plan:
        raise Conflict(closed)
    return row, gate


def own_row(work: Work, speaker_id: int) -> tuple[Speaker, Gate]:
    """The row, locked, of whoever may answer for it, also when the gathering is over."""
    require(may_answer(work.actor, speaker_id), work.actor)
    row = speaker_row(work.db, speaker_id)
    return row, gate_by_id(work.db, row.meeting_id)


def _new(work: Work, meeting_id: int, person_id: int) -> dict[str, Any]:
    salt = new_salt()
    return {
        "meeting_id": meeting_id,
        "person_id": person_id,
        "status": SpeakerStatus.NOT_ASKED,
        "salt": salt,
        "token_hash": work.site.keys.token_hash(PURPOSE, salt),
    }
