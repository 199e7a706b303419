"""What a speaker tells and sends by their link: all that is asked on one form, and files for each item."""

from flask import Response, request
from flask.typing import ResponseReturnValue

from planner.agenda.queries import AgendaItem
from planner.core.errors import Conflict, Invalid, NotFound
from planner.core.language import say
from planner.speakers import services
from planner.speakers.forms import DetailsForm, SlidesForm
from planner.speakers.queries import Asked, FileLine, asked, asked_actor, file_by, picture_of
from planner.speakers.rules import MOST_SENT_BYTES, SLIDES, closed_words
from planner.speakers.views.frame import to_save, words
from planner.web.entry import acting, public, reading, writing
from planner.web.form import seen_number
from planner.web.page import flash, for_person, keep_private, private_page, see_other
from planner.web.security import takes_up_to


@takes_up_to(MOST_SENT_BYTES)
def details(token: str) -> ResponseReturnValue:
    """Talks, about oneself, when one can, what one needs."""
    with reading(public()) as work:
        me = asked(work.db, token)
    if closed_words(me.gate.standing(work.now)) is not None:
        return see_other("speakers.mine", token=token)
    form = DetailsForm()
    if request.method != "POST":
        form.show(me.card, me.gate.days, me)
    elif form.was_sent() and _told(token, me, form):
        return see_other("speakers.mine", token=token)
    page = private_page(
        "speakers/details.html", token=token, me=me, card=me.card, gate=me.gate, form=form, **for_person(work.actor)
    )
    page.status_code = form.refused_as if request.method == "POST" else 200
    return page


@takes_up_to(MOST_SENT_BYTES)
def my_files(token: str, item_id: int) -> ResponseReturnValue:
    """The files of one of their items; a POST adds one, or puts it in the place of another."""
    with reading(public()) as work:
        me = asked(work.db, token)
        item, files = _item(me, item_id)
    if closed_words(me.gate.standing(work.now)) is not None:
        return see_other("speakers.mine", token=token)
    form = SlidesForm()
    form.offer(files)
    if form.was_sent() and _sent(token, item_id, form):
        return see_other("speakers.mine", token=token)
    return private_page(
        "speakers/my_files.html",
        token=token,
        gate=me.gate,
        item=item,
        files=files,
        form=form,
        **words(),
        **for_person(work.actor),
    )


def remove_my_file(token: str, file_id: int) -> ResponseReturnValue:
    """One of their files goes."""
    with writing(public()) as work:
        actor = asked_actor(work.db, token)
        name = services.take_back_slides(acting(work, actor), actor.speaker_id or 0, file_id)
    flash(say("“%(name)s” is removed.", name=name))
    return see_other("speakers.mine", token=token)


def my_file(token: str, file_id: int) -> ResponseReturnValue:
    """A file that they sent, for themselves."""
    with reading(public()) as work:
        me = asked(work.db, token)
        found = file_by(work.db, me.gate.meeting_id, me.card.person_id, file_id)
    return keep_private(to_save(found))


def my_picture(token: str) -> ResponseReturnValue:
    """Their picture, for themselves."""
    with reading(public()) as work:
        found = picture_of(work.db, asked_actor(work.db, token).speaker_id or 0)
    return keep_private(Response(found.content, content_type=found.media_type))


def _told(token: str, me: Asked, form: DetailsForm) -> bool:
    try:
        new = form.new_picture()
        with writing(public()) as work:
            acts = acting(work, asked_actor(work.db, token))
            seen = seen_number(form.revision.data)
            services.save_details(acts, me.speaker_id, form.details(me.card), revision=seen)
            if new is not None or form.no_picture.data:
                services.set_picture(acts, me.speaker_id, new)
    except Invalid as error:
        form.refuse(error)
        return False
    except Conflict as conflict:
        form.overtaken(conflict, me.card.revision)
        return False
    flash(say("It is saved. Thank you!"))
    return True


def _sent(token: str, item_id: int, form: SlidesForm) -> bool:
    try:
        upload = form.upload(SLIDES)
        with writing(public()) as work:
            actor = asked_actor(work.db, token)
            acts, speaker_id = acting(work, actor), actor.speaker_id or 0
            if form.instead_of.data:
                services.replace_slides(acts, speaker_id, int(form.instead_of.data), upload)
            else:
                services.give_slides(acts, speaker_id, item_id, upload)
    except Invalid as error:
        form.refuse(error)
        return False
    flash(say("“%(name)s” has arrived.", name=upload.name))
    return True


def _item(me: Asked, item_id: int) -> tuple[AgendaItem, tuple[FileLine, ...]]:
    """One of their items with the files that they gave to it; NotFound for any other item."""
    item = next((item for item in me.card.items if item.item_id == item_id), None)
    if item is None:
        raise NotFound
    return item, tuple(file for file in me.card.files if file.item_uid == item.uid)
