"""Reading in a list of people: the file, then a look at what was understood, then registering."""

from dataclasses import dataclass

from flask import request
from flask.typing import ResponseReturnValue

from planner.core.actor import require
from planner.core.errors import Invalid, PlannerError
from planner.core.language import language, say, say_many
from planner.core.tables import Cells, Matching, matching_of
from planner.core.work import Work
from planner.lists.forms.importing import SAVE, FileForm, PreviewForm, cells_carried, preview_form
from planner.lists.queries.importing import grounds_of
from planner.lists.rules import Grounds, ImportRow, columns_for, look_through
from planner.lists.views.frame import lists_page
from planner.meetings.queries import Gate, gate_of
from planner.registrations import services
from planner.registrations.permissions import may_see_all_people
from planner.web.entry import reading, writing
from planner.web.page import flash, see_other


@dataclass(frozen=True)
class Ground:
    """Whom a list is read for."""

    work: Work
    gate: Gate
    grounds: Grounds


def import_people(slug: str) -> ResponseReturnValue:
    """Nothing is saved before what was understood has been shown."""
    with reading() as work:
        require(may_see_all_people(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        on = Ground(work, gate, grounds_of(work.db, gate, work.now))
    form = FileForm()
    if request.method == "GET" or not form.was_sent():
        return lists_page("import_people", work, gate, form=form)
    try:
        if "cells" in request.form:
            return _go_on(on, cells_carried(request.form["cells"]))
        return _first_look(on, form.cells())
    except Invalid as error:
        form.refuse(error)
        return lists_page("import_people", work, gate, form=form)


def _first_look(on: Ground, cells: Cells) -> ResponseReturnValue:
    columns = columns_for(on.grounds)
    matching = matching_of(cells, columns)
    form = preview_form(cells, columns, fresh=True)
    form.show(cells, matching)
    return _preview(on, form, look_through(cells, matching, on.grounds), matching, code=200)


def _go_on(on: Ground, cells: Cells) -> ResponseReturnValue:
    columns = columns_for(on.grounds)
    form = preview_form(cells, columns)
    fine = form.was_sent()
    matching = matching_of(cells, columns).by_hand(form.by_hand) if fine else matching_of(cells, columns)
    rows = look_through(cells, matching, on.grounds)
    if not fine or form.step.data != SAVE or not form.is_looked_at:
        form.look_again()
        return _preview(on, form, rows, matching, code=200 if fine else 422)
    chosen = [row for row in rows if row.is_new and row.number in (form.row.data or ())]
    if _is_ready(form, rows, chosen) and _registered(on, form, chosen):
        said = say_many("%(n)s person is registered.", "%(n)s persons are registered.", len(chosen))
        flash(said)
        return see_other("lists.index", slug=on.gate.slug, sort="registered")
    return _preview(on, form, rows, matching, code=422)


def _is_ready(form: PreviewForm, rows: tuple[ImportRow, ...], chosen: list[ImportRow]) -> bool:
    lang = language()
    problems = [row for row in rows if row.problem]
    late = next((row for row in rows if row.is_known and row.number in (form.row.data or ())), None)
    if late is not None:
        words = say("Row %(number)s has been registered since you looked. Nothing is saved.", number=late.number)
        form.form_errors.append(words.in_(lang))
    elif not chosen:
        form.form_errors.append(say("No row is chosen that can be registered.").in_(lang))
    if problems and not form.leave_out.data:
        first = problems[0]
        said = say("Row %(number)s: %(words)s Nothing is saved.", number=first.number, words=first.problem)
        form.form_errors.append(said.in_(lang))
    return not form.form_errors


def _registered(on: Ground, form: PreviewForm, chosen: list[ImportRow]) -> bool:
    people = [row.details for row in chosen if row.details is not None]
    lang = language()
    try:
        with writing() as work:
            services.import_people(work, on.gate.slug, people, with_letters=bool(form.with_letters.data))
    except Invalid as error:
        for name, words in error.fields.items():
            number = chosen[int(name.removeprefix("row_"))].number if name.startswith("row_") else 0
            said = say("Row %(number)s: %(words)s Nothing is saved.", number=number, words=words) if number else words
            form.form_errors.append(said.in_(lang))
        return False
    except PlannerError as error:
        form.form_errors.append(error.words.in_(lang))
        return False
    return True


def _preview(
    on: Ground, form: PreviewForm, rows: tuple[ImportRow, ...], matching: Matching, *, code: int
) -> ResponseReturnValue:
    lacking = [column.label or column.names[0] for column in matching.lacks(columns_for(on.grounds))]
    counts = {
        "new": sum(row.is_new for row in rows),
        "known": sum(row.is_known for row in rows),
        "wrong": sum(row.problem is not None for row in rows),
    }
    ticked = frozenset(form.row.data or ()) if code == 422 else frozenset(row.number for row in rows if row.is_new)
    return lists_page(
        "preview", on.work, on.gate, form=form, rows=rows, counts=counts, lacking=lacking, ticked=ticked, code=code
    )
