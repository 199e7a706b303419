"""The private page where a person chooses among parallel items, or ranks them."""

from flask import Response, request
from flask.typing import ResponseReturnValue

from planner.choices import services
from planner.choices.forms import Asked, ChoiceForm, choice_form
from planner.choices.queries import Source, boards_of, source_of
from planner.choices.rules.blocks import closed_words
from planner.core.errors import Invalid
from planner.core.language import Text, say
from planner.core.work import Work
from planner.registrations.queries.holders import Holder, holder, holder_actor
from planner.registrations.rules import RegistrationStatus, change_refusal
from planner.web.entry import acting, public, reading, writing
from planner.web.page import flash, for_person, private_page, see_other


def choose(token: str) -> ResponseReturnValue:
    """Each block with what can be chosen there; a POST writes all of it."""
    with reading(public()) as work:
        me = holder(work.db, token)
        source = source_of(work.db, me.gate)
        asked = _asked(work, me, source)
    form = choice_form(asked)
    if request.method == "GET":
        form.show(me.registration_id)
    elif form.was_sent() and _try(token, me, form):
        flash(say("Your choices are saved."))
        return see_other("choices.choose", token=token)
    return _page(token, me, form, is_published=source.is_published, **for_person(work.actor))


def _asked(work: Work, me: Holder, source: Source) -> tuple[Asked, ...]:
    closed = change_refusal(me.gate, work.now)
    boards = boards_of(work.db, me.gate, source)
    mine = (board for board in boards if board.block.standing and board.chooser(me.registration_id))
    return tuple(
        Asked(board, closed or closed_words(board, me.registration_id, me.gate.zone, work.now)) for board in mine
    )


def _try(token: str, me: Holder, form: ChoiceForm) -> bool:
    try:
        with writing(public()) as work:
            services.answer(acting(work, holder_actor(work.db, token)), me.registration_id, form.answers())
    except Invalid as error:
        form.refuse(error)
        return False
    return True


def _page(token: str, me: Holder, form: ChoiceForm, **values: object) -> Response:
    return private_page(
        "choices/choose.html",
        token=token,
        me=me,
        form=form,
        picks={asked.name: asked.board.pick_of(me.registration_id) for asked in form.asked},
        nothing_yet=_nothing_yet(me),
        **values,
    )


def _nothing_yet(me: Holder) -> Text:
    if me.status is RegistrationStatus.CONFIRMED:
        return say("When there is something to choose, it stands here.")
    return say("Only those who have a place can choose. When a place is yours, you choose here.")
