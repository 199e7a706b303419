"""The files of one item, for those who plan: add, order, show to the public, remove."""

from flask import request
from flask.typing import ResponseReturnValue

from planner.agenda.queries import AgendaItem, agenda_of
from planner.core.actor import require
from planner.core.errors import Invalid, NotFound
from planner.core.language import say
from planner.core.work import Work
from planner.meetings.queries import Gate, gate_of
from planner.speakers import services
from planner.speakers.forms import FileForm
from planner.speakers.permissions import may_ask
from planner.speakers.queries import FileLine, file_of_item, files_of, shown_of
from planner.speakers.rules import DOCUMENTS, MOST_SENT_BYTES
from planner.speakers.views.frame import speakers_page, to_save
from planner.web.entry import reading, writing
from planner.web.form import seen_number
from planner.web.page import flash, see_other
from planner.web.security import takes_up_to


@takes_up_to(MOST_SENT_BYTES)
def files(slug: str, item_id: int) -> ResponseReturnValue:
    """What there is; a POST adds a file."""
    with reading() as work:
        gate, item = _seen(work, slug, item_id)
        lines = files_of(work.db, gate.meeting_id).get(item.uid, ())
        shown = shown_of(work.db, gate.meeting_id)
    form = FileForm()
    if form.was_sent() and _added(slug, item_id, form):
        return see_other("speakers.files", slug=slug, item_id=item_id)
    return speakers_page("files", work.actor, gate, item=item, files=lines, shown=shown, form=form)


def show(slug: str, item_id: int) -> ResponseReturnValue:
    """Those that are ticked are for the public."""
    with writing() as work:
        services.show_files(work, slug, item_id, _numbers("shown"), seen=_numbers("seen"))
    flash(say("Saved. Publish to show it to everyone."))
    return see_other("speakers.files", slug=slug, item_id=item_id)


def up(slug: str, item_id: int, file_id: int) -> ResponseReturnValue:
    """One place up."""
    with writing() as work:
        services.move_file(work, slug, item_id, file_id, up=True)
    return see_other("speakers.files", slug=slug, item_id=item_id)


def down(slug: str, item_id: int, file_id: int) -> ResponseReturnValue:
    """One place down."""
    with writing() as work:
        services.move_file(work, slug, item_id, file_id, up=False)
    return see_other("speakers.files", slug=slug, item_id=item_id)


def remove(slug: str, item_id: int, file_id: int) -> ResponseReturnValue:
    """Asks first, and says what is published; a POST removes."""
    if request.method == "POST":
        with writing() as work:
            name = services.remove_file(work, slug, item_id, file_id, for_good="for_good" in request.form)
        flash(say("“%(name)s” is removed.", name=name))
        return see_other("speakers.files", slug=slug, item_id=item_id)
    with reading() as work:
        gate, item = _seen(work, slug, item_id)
        line = _line(files_of(work.db, gate.meeting_id).get(item.uid, ()), file_id)
        is_shown = line.digest in shown_of(work.db, gate.meeting_id)
    return speakers_page("remove", work.actor, gate, item=item, file=line, is_shown=is_shown)


def file(slug: str, item_id: int, file_id: int) -> ResponseReturnValue:
    """A file itself, whether it is published or not."""
    with reading() as work:
        gate, item = _seen(work, slug, item_id)
        return to_save(file_of_item(work.db, gate.meeting_id, item.uid, file_id))


def _seen(work: Work, slug: str, item_id: int) -> tuple[Gate, AgendaItem]:
    require(may_ask(work.actor), work.actor)
    gate = gate_of(work.db, slug)
    found = next((x for x in agenda_of(work.db, gate.meeting_id, gate.zone) if x.item_id == item_id), None)
    if found is None:
        raise NotFound
    return gate, found


def _line(lines: tuple[FileLine, ...], file_id: int) -> FileLine:
    found = next((line for line in lines if line.file_id == file_id), None)
    if found is None:
        raise NotFound
    return found


def _numbers(name: str) -> set[int]:
    return {seen_number(text) for text in request.form.getlist(name)}


def _added(slug: str, item_id: int, form: FileForm) -> bool:
    try:
        upload = form.upload(DOCUMENTS)
        with writing() as work:
            services.add_file(work, slug, item_id, upload)
    except Invalid as error:
        form.refuse(error)
        return False
    flash(say("“%(name)s” is here. Nobody but planners sees it until you tick it and publish.", name=upload.name))
    return True
