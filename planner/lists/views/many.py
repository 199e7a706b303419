"""What is done with many people at once: those that are ticked, or all that the filters show."""

from flask.typing import ResponseReturnValue

from planner.core.actor import require
from planner.core.errors import Conflict
from planner.core.language import language, say, say_many
from planner.core.work import Work
from planner.lists import sheets
from planner.lists.forms import handling
from planner.lists.forms.handling import ManyForm
from planner.lists.queries.people import PersonRow
from planner.lists.views.frame import file, lists_page, searched
from planner.lists.views.people import people_found
from planner.meetings.queries import Gate, gate_of
from planner.registrations import services
from planner.registrations.permissions import may_see_people
from planner.registrations.queries.parts import offers_of
from planner.registrations.rules import RegistrationStatus
from planner.web.entry import reading, writing
from planner.web.page import flash, see_other


def many(slug: str) -> ResponseReturnValue:
    """One of the buttons below the list was pressed."""
    form = ManyForm()
    form.was_sent()
    with reading() as work:
        require(may_see_people(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        people = _chosen(work, gate, form)
        if form.what.data == handling.TO_FILE and people:
            table = sheets.people_table(people, offers_of(work.db, gate.meeting_id), gate.zone, language())
            return file(table, gate, "", sheets.XLSX, say("People"))
    back = {"slug": slug, **searched()}
    if not people:
        flash(say("Nobody was ticked."))
    elif form.what.data == handling.CANCEL and not form.sure.data:
        return lists_page("many", work, gate, people=people, form=form, filters=searched(), code=200)
    else:
        _do(form.what.data or "", slug, frozenset(person.registration_id for person in people))
    return see_other("lists.index", **back)


def _chosen(work: Work, gate: Gate, form: ManyForm) -> list[PersonRow]:
    """Whom it is done with: never anybody whom the filters do not show, or who has cancelled."""
    _, found = people_found(work, gate, offers_of(work.db, gate.meeting_id), per_page=None)
    ids = form.ids
    return [
        person
        for person in found.rows
        if (ids is None or person.registration_id in ids) and person.status is not RegistrationStatus.CANCELLED
    ]


def _do(what: str, slug: str, ids: frozenset[int]) -> None:
    with writing() as work:
        if what == handling.LINK:
            sent = services.send_links(work, slug, ids)
            flash(say_many("%(n)s private link is on its way.", "%(n)s private links are on their way.", sent))
        elif what == handling.REMIND:
            sent = services.remind_to_answer(work, slug, ids)
            flash(say_many("%(n)s person is reminded.", "%(n)s persons are reminded.", sent))
        elif what == handling.CANCEL:
            gone = services.cancel_many(work, slug, ids)
            flash(say_many("%(n)s registration is cancelled.", "%(n)s registrations are cancelled.", gone))
        elif what in (handling.FUND, handling.UNFUND):
            marked = services.mark_funded(work, slug, ids, funded=what == handling.FUND)
            flash(say_many("%(n)s person is changed.", "%(n)s persons are changed.", marked))
        else:
            raise Conflict(say("This could not be done."))
