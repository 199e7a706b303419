"""Use cases of prints: ask for one, stop it, and note how it goes; and what is said of a gathering afterwards."""

from collections.abc import Collection

from sqlalchemy import delete, select, update

from planner.core.actor import require
from planner.core.errors import Conflict
from planner.core.language import say
from planner.core.outbox import ask
from planner.core.work import Work
from planner.meetings.queries import lock_gate, lock_gate_of
from planner.papers.models import PrintJob, ProofMarkRow, ProofNoteRow
from planner.papers.permissions import may_print
from planner.papers.queries import ProofNote, check_note
from planner.papers.rules import UNDER_WAY, JobState, Trouble, Wanted

PRINT_PAPER = "print-paper"


def ask_for_paper(work: Work, wanted: Wanted) -> int:
    """Have `wanted` printed; gives the job. One that is under way already is joined, not begun again.

    Asking for another version stops the print of the older one.
    """
    require(may_print(work.actor), work.actor)
    lock_gate(work.db, wanted.meeting_id)  # or two who ask at once would both insert
    row = work.db.scalars(
        select(PrintJob).where(
            PrintJob.meeting_id == wanted.meeting_id,
            PrintJob.document == wanted.document,
            PrintJob.lang == wanted.lang,
        )
    ).one_or_none()
    if row is not None and row.version == wanted.version and row.state in UNDER_WAY:
        return row.id
    if row is None:
        row = PrintJob(meeting_id=wanted.meeting_id, document=wanted.document, lang=wanted.lang, run=0)
        work.db.add(row)
    row.version, row.run, row.state = wanted.version, row.run + 1, JobState.WAITING
    row.done = row.of_all = 0
    row.pages = row.trouble = None
    row.asked_at, row.asked_by = work.now, work.actor.name
    work.db.flush()
    ask(work, PRINT_PAPER, f"{row.id}.{row.run}")
    return row.id


def stop_printing(work: Work, job_id: int) -> None:
    """Stop a print that is under way; nothing happens to one that is not."""
    require(may_print(work.actor), work.actor)
    work.db.execute(
        update(PrintJob)
        .where(PrintJob.id == job_id, PrintJob.state.in_(UNDER_WAY))
        .values(state=JobState.STOPPED, run=PrintJob.run + 1)
    )


def note_progress(work: Work, job_id: int, run: int, done: int, of_all: int) -> bool:
    """Note how far a run has come; False if nobody wants it any more. The worker's own: it asks no permission."""
    return _note(work, job_id, run, state=JobState.PRINTING, done=done, of_all=of_all)


def note_printed(work: Work, job_id: int, run: int, pages: int | None, kept_as: str) -> bool:
    """Note that it is done and where its bytes lie; False as note_progress."""
    return _note(work, job_id, run, state=JobState.DONE, pages=pages, kept_as=kept_as)


def note_dropped(work: Work, job_ids: Collection[int]) -> None:
    """Note that the bytes of these prints are gone."""
    work.db.execute(update(PrintJob).where(PrintJob.id.in_(job_ids)).values(kept_as=""))


def note_trouble(work: Work, job_id: int, run: int, trouble: Trouble) -> bool:
    """Note why it cannot be printed; False as note_progress."""
    return _note(work, job_id, run, state=JobState.FAILED, trouble=trouble)


def _note(work: Work, job_id: int, run: int, **values: object) -> bool:
    noted = work.db.execute(
        update(PrintJob)
        .where(PrintJob.id == job_id, PrintJob.run == run, PrintJob.state.in_(UNDER_WAY))
        .values(**values)
        .returning(PrintJob.id)
    ).one_or_none()
    return noted is not None


def save_note(work: Work, slug: str, note: ProofNote) -> None:
    """What is said of a gathering afterwards. Raises Invalid, or Conflict by its revision."""
    require(may_print(work.actor), work.actor)
    check_note(note)
    meeting_id = lock_gate_of(work.db, slug).meeting_id
    row = work.db.get(ProofNoteRow, meeting_id)
    if note.revision != (row.revision if row else 0):
        raise Conflict(say("Somebody else changed this in the meantime."))
    if row is None:
        row = ProofNoteRow(meeting_id=meeting_id, revision=0)
        work.db.add(row)
    row.purpose_sv, row.purpose_en = note.purpose.sv, note.purpose.en
    row.evaluation_sv, row.evaluation_en = note.evaluation.sv, note.evaluation.en
    row.answers, row.top_mark = note.answers, note.top_mark
    row.invitation, row.invited_on, row.recipients = note.invitation, note.invited_on, note.recipients
    row.saved_at, row.saved_by = work.now, work.actor.name
    row.revision += 1
    work.db.flush()
    work.db.execute(delete(ProofMarkRow).where(ProofMarkRow.meeting_id == meeting_id))
    work.db.add_all(
        ProofMarkRow(meeting_id=meeting_id, place=place, question=mark.question, hundredths=int(mark.mean * 100))
        for place, mark in enumerate(note.marks, 1)
    )
    work.db.flush()
