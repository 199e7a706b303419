"""Use cases of questions: ask, change, move, remove, and copy those of an earlier gathering."""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

import msgspec
from sqlalchemy import Table, insert

from planner.core.actor import require
from planner.core.database import insert_all
from planner.core.errors import Conflict, Invalid, NotFound
from planner.core.language import Words, say
from planner.core.work import Work
from planner.meetings.queries import gate_of, lock_gate
from planner.questions.models import Question, QuestionVersion
from planner.questions.permissions import may_plan
from planner.questions.queries import asked_of, question_in, question_rows, versions_of
from planner.questions.rules import (
    MOST_QUESTIONS,
    WITH_OPTIONS,
    Asked,
    Option,
    QuestionDetails,
    check_followers,
    check_question,
    keyed,
    may_swap,
)


def add_question(work: Work, slug: str, details: QuestionDetails) -> int:
    """A new question, asked last; gives its id."""
    require(may_plan(work.actor), work.actor)
    meeting_id = _locked(work, slug)
    asked = asked_of(work.db, meeting_id)
    check_question(details, asked)
    _check_room(len(asked) + 1)
    return _add(work, meeting_id, _asked(details, 0, ()))


def change_question(work: Work, slug: str, question_id: int, details: QuestionDetails, *, revision: int) -> None:
    """Ask it otherwise from now on: a new version, unless nothing changed. Answers keep the version they answered.

    `revision` is the number of the version that was seen; Conflict if somebody else changed the question since.
    """
    require(may_plan(work.actor), work.actor)
    meeting_id = _locked(work, slug)
    asked = asked_of(work.db, meeting_id)
    before = question_in(asked, question_id)
    if before.version != revision:
        raise Conflict(
            say(
                "Somebody else changed “%(title)s” while you wrote. Look at it again before you save.",
                title=before.label,
            )
        )
    check_question(details, asked[: asked.index(before)])
    versions = [v.options for (other, _), v in versions_of(work.db, meeting_id).items() if other == question_id]
    # A question that was without options for a while still knows its old ones.
    after = replace(_asked(details, question_id, versions), version=before.version)
    check_followers(after, asked)
    if after == before:
        return
    row = _row(question_rows(work.db, meeting_id), question_id)
    row.newest += 1
    _write(work, replace(after, version=row.newest))


def remove_question(work: Work, slug: str, question_id: int) -> Words:
    """Ask it no more; gives what it asked. Answers that it got stay, and can still be shown with their question.

    Conflict while another question hangs on it.
    """
    require(may_plan(work.actor), work.actor)
    meeting_id = _locked(work, slug)
    asked = asked_of(work.db, meeting_id)
    question = question_in(asked, question_id)
    follower = next((other for other in asked if other.if_question_id == question_id), None)
    if follower is not None:
        raise Conflict(
            say(
                "Before “%(question)s” can go, change or remove “%(follower)s”: it is asked because of an answer here.",
                follower=follower.label,
                question=question.label,
            )
        )
    _row(question_rows(work.db, meeting_id), question_id).removed_at = work.now
    work.db.flush()
    return question.label


def move_question(work: Work, slug: str, question_id: int, *, up: bool) -> None:
    """Change places with the neighbour above, or below; at the end of the list it stays where it is.

    Conflict when a question would come before the one that it hangs on.
    """
    require(may_plan(work.actor), work.actor)
    meeting_id = _locked(work, slug)
    asked = asked_of(work.db, meeting_id)
    question_in(asked, question_id)
    rows = question_rows(work.db, meeting_id)
    at = next(n for n, row in enumerate(rows) if row.id == question_id)
    first, second = (at - 1, at) if up else (at, at + 1)
    if first < 0 or second >= len(rows):
        return
    if not may_swap(asked[first], asked[second]):
        raise Conflict(
            say(
                "“%(follower)s” is asked because of an answer to “%(question)s”, and must stand below it.",
                follower=asked[second].label,
                question=asked[first].label,
            )
        )
    rows[first].position, rows[second].position = rows[second].position, rows[first].position
    work.db.flush()


def copy_questions(work: Work, from_slug: str, to_slug: str) -> int:
    """Ask here, after what is asked already, what an earlier gathering asks; gives how many came. No answer comes.

    What stands here in the same words is not asked twice, so copying again copies nothing.
    """
    require(may_plan(work.actor), work.actor)
    source = gate_of(work.db, from_slug).meeting_id
    target = _locked(work, to_slug)
    if source == target:
        raise Invalid({"from_slug": say("Choose another gathering.")})
    here = {_said(question): question.question_id for question in asked_of(work.db, target)}
    there = asked_of(work.db, source)
    fresh = [question for question in there if _said(question) not in here]
    _check_room(len(here) + len(fresh))
    ids: dict[int | None, int | None] = {None: None}
    ids.update((question.question_id, here.get(_said(question))) for question in there)
    ids.update(zip((question.question_id for question in fresh), _rows_for(work, target, len(fresh)), strict=True))
    _write_all(
        work,
        [
            replace(
                question,
                question_id=ids[question.question_id] or 0,
                version=1,
                if_question_id=ids[question.if_question_id],
            )
            for question in fresh
        ],
    )
    return len(fresh)


def _locked(work: Work, slug: str) -> int:
    """The gathering's id, its row held: places and conditions of its questions are decided by one at a time."""
    return lock_gate(work.db, gate_of(work.db, slug).meeting_id).meeting_id


def _said(question: Asked) -> Asked:
    """The question without what differs between gatherings."""
    return replace(question, question_id=0, version=0, if_question_id=None, if_option="", if_mode=None)


def _check_room(number: int) -> None:
    if number > MOST_QUESTIONS:
        raise Conflict(say("A gathering asks at most %(most)s questions.", most=MOST_QUESTIONS))


def _asked(details: QuestionDetails, question_id: int, versions: Sequence[tuple[Option, ...]]) -> Asked:
    return Asked(
        question_id=question_id,
        version=1,
        kind=details.kind,
        label=details.label,
        hint=details.hint,
        options=keyed(details.options, versions) if details.kind in WITH_OPTIONS else (),
        is_required=details.is_required,
        is_sensitive=details.is_sensitive,
        if_question_id=details.if_question_id,
        if_option=details.if_option if details.if_question_id else "",
        if_mode=details.if_mode,
    )


def _add(work: Work, meeting_id: int, asked: Asked) -> int:
    (question_id,) = _rows_for(work, meeting_id, 1)
    _write(work, replace(asked, question_id=question_id, version=1))
    return question_id


def _rows_for(work: Work, meeting_id: int, number: int) -> list[int]:
    """So many new questions after those that are asked; gives their ids, in order."""
    rows = question_rows(work.db, meeting_id)
    first = rows[-1].position + 1 if rows else 0
    return insert_all(
        work.db, Question, [{"meeting_id": meeting_id, "position": first + n, "newest": 1} for n in range(number)]
    )


def _write(work: Work, asked: Asked) -> None:
    _write_all(work, [asked])


def _write_all(work: Work, asked: Sequence[Asked]) -> None:
    """Versions, in one statement."""
    work.db.flush()
    if asked:
        columns = cast(Table, QuestionVersion.__table__)
        work.db.execute(insert(columns), [_values(work, question) for question in asked])


def _values(work: Work, asked: Asked) -> dict[str, object]:
    return {
        "question_id": asked.question_id,
        "number": asked.version,
        "kind": asked.kind,
        "label_sv": asked.label.sv,
        "label_en": asked.label.en,
        "hint_sv": asked.hint.sv,
        "hint_en": asked.hint.en,
        "options": msgspec.json.encode(asked.options).decode(),
        "is_required": asked.is_required,
        "is_sensitive": asked.is_sensitive,
        "if_question_id": asked.if_question_id,
        "if_option": asked.if_option,
        "if_mode": asked.if_mode,
        "made_at": work.now,
    }


def _row(rows: list[Question], question_id: int) -> Question:
    found = next((row for row in rows if row.id == question_id), None)
    if found is None:
        raise NotFound
    return found
