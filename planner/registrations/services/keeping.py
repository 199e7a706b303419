"""What is erased on its date, with a log that it was done; numbers stay. And who looked at it before."""

from sqlalchemy import delete, select, update

from planner.core.actor import require
from planner.core.work import Work
from planner.mail.services import forget_letters
from planner.meetings.queries import gate_by_id, gate_of
from planner.registrations.models import Answer, AnswerFile, Look, Needs, Registration
from planner.registrations.permissions import may_erase, may_see_needs
from planner.registrations.queries import privacy
from planner.registrations.rules.keeping import PEOPLE, Kind
from planner.registrations.services.erasing import forget_bookers, forget_rows, keep, keep_food, log
from planner.registrations.services.seating import enter


def erase_needs(work: Work) -> int:
    """Erase diet and needs whose date has come where the gathering is held; gives how many. For a daily schedule.

    What the kitchen must know is counted first, so that totals stay. Bears repetition: nothing is counted twice.
    """
    require(may_erase(work.actor), work.actor)
    erased = 0
    for meeting_id, today in privacy.needs_due(work.db, work.now):
        enter(work, meeting_id)  # so that nobody else counts the same at this moment
        theirs = select(Registration.id).where(Registration.meeting_id == meeting_id)
        due = Needs.registration_id.in_(theirs) & (Needs.erase_on <= today)
        ids = work.db.scalars(select(Needs.registration_id).where(due)).all()
        if ids:
            keep_food(work, meeting_id, ids)
            work.db.execute(delete(Needs).where(due))
            log(work, meeting_id, Kind.NEEDS, len(ids))
        erased += len(ids)
    return erased


def erase_answers(work: Work) -> int:
    """Erase answers to sensitive questions, files too, whose date has come; gives how many. For a daily schedule."""
    require(may_erase(work.actor), work.actor)
    _date_newly_sensitive(work)
    erased = 0
    for meeting_id, today in privacy.answers_due(work.db, work.now):
        theirs = select(Registration.id).where(Registration.meeting_id == meeting_id)
        gone = work.db.execute(
            delete(Answer)
            .where(Answer.registration_id.in_(theirs), Answer.erase_on <= today)
            .returning(Answer.file_id)
            .execution_options(synchronize_session=False)
        ).all()
        files = [row.file_id for row in gone if row.file_id is not None]
        work.db.execute(delete(AnswerFile).where(AnswerFile.id.in_(files)))
        log(work, meeting_id, Kind.ANSWERS, len(gone))
        erased += len(gone)
    return erased


def erase_people(work: Work) -> int:
    """Make everybody of the gatherings whose date has come nameless; gives how many people. For a daily schedule.

    Nobody is told. How many of each cluster took which part, and what was eaten, stays as numbers.
    """
    require(may_erase(work.actor), work.actor)
    return sum(_erase_people_of(work, meeting_id) for meeting_id in privacy.people_due(work.db, work.now))


def look_at_needs(work: Work, slug: str, what: Kind = Kind.NEEDS) -> None:
    """Note that somebody looks at diet and needs by name (or at sensitive answers), before they are shown."""
    require(may_see_needs(work.actor), work.actor)
    work.db.add(
        Look(
            meeting_id=gate_of(work.db, slug).meeting_id,
            account_id=work.actor.account_id,
            looker=work.actor.name,
            what=what.value,
            looked_at=work.now,
        )
    )
    work.db.flush()


def _date_newly_sensitive(work: Work) -> None:
    # A question may become sensitive after it was answered: its older answers go on the same day.
    for meeting_id, question_ids in privacy.newly_sensitive(work.db).items():
        gate = gate_by_id(work.db, meeting_id)
        old = (Answer.question_id.in_(question_ids), Answer.erase_on.is_(None))
        work.db.execute(update(Answer).where(*old).values(erase_on=gate.erase_needs_on))


def _erase_people_of(work: Work, meeting_id: int) -> int:
    enter(work, meeting_id)
    before = privacy.kept_now(work.db, meeting_id)
    if not before.people and not privacy.parties_of(work.db, meeting_id):
        return 0  # another worker was faster
    heads = privacy.heads_by_part(work.db, meeting_id)
    keep(work, meeting_id, PEOPLE, {(line.held_on, line.label): line.number for line in heads}, anew=True)
    keep_food(work, meeting_id)
    forget_rows(work, privacy.rows_with_names(work.db, meeting_id))
    forget_bookers(work, privacy.parties_of(work.db, meeting_id))
    letters = forget_letters(work, meeting_id)
    for what, number in (
        (Kind.NEEDS, before.needs),
        (Kind.ANSWERS, before.answers),
        (Kind.FILES, before.files),
        (Kind.LETTERS, letters),
        (Kind.PEOPLE, before.people),
    ):
        log(work, meeting_id, what, number)
    return before.people
