"""Planners' pages of venues; each venue's page holds its rooms too."""

from flask import request
from flask.typing import ResponseReturnValue

from planner.core.errors import NotFound
from planner.core.language import say
from planner.core.work import Work
from planner.network import services
from planner.network.forms import RoomForm, VenueForm
from planner.network.queries import RoomValue, venue_with_rooms, venues_in_order
from planner.network.rules import ROOM_WORDS
from planner.network.views.desk import desk_page, require_keeper, saved
from planner.web.entry import reading, writing
from planner.web.page import flash, see_other


def plan_venues() -> ResponseReturnValue:
    with reading() as work:
        require_keeper(work)
        venues = venues_in_order(work.db)
    return desk_page("plan_venues", work.actor, venues=venues)


def new_venue() -> ResponseReturnValue:
    form = VenueForm()
    made: list[int] = []
    if saved(form, lambda work: made.append(services.add_venue(work, form.details()))):
        flash(say("The venue is saved. Now add its rooms."))
        return see_other("network.edit_venue", venue_id=made[0], _anchor="rooms")
    with reading() as work:
        require_keeper(work)
    return desk_page("new_venue", work.actor, form=form)


def edit_venue(venue_id: int) -> ResponseReturnValue:
    form = VenueForm()
    if saved(form, lambda work: services.change_venue(work, venue_id, form.details())):
        flash(say("The venue is saved."))
        return see_other("network.edit_venue", venue_id=venue_id)
    return _venue_page(venue_id, form=form if request.method == "POST" else None)


def save_room(venue_id: int, room_id: int | None = None) -> ResponseReturnValue:
    """Change a room, or add one when none is named."""
    form = RoomForm(prefix=_prefix(room_id))

    def save(work: Work) -> None:
        if room_id is None:
            services.add_room(work, venue_id, form.details())
        else:
            services.change_room(work, venue_id, room_id, form.details())

    if saved(form, save):
        flash(say("%(name)s is saved.", name=form.name.data))
        return see_other("network.edit_venue", venue_id=venue_id, _anchor="rooms")
    return _venue_page(venue_id, refused=(room_id, form))


def remove_room(venue_id: int, room_id: int) -> ResponseReturnValue:
    with writing() as work:
        services.remove_room(work, venue_id, room_id)
    flash(say("The room is gone. What was planned there has no room now."))
    return see_other("network.edit_venue", venue_id=venue_id, _anchor="rooms")


def _venue_page(
    venue_id: int, *, form: VenueForm | None = None, refused: tuple[int | None, RoomForm] | None = None
) -> ResponseReturnValue:
    """The venue and its rooms; the form that was refused stands as it was typed, the others as things are."""
    with reading() as work:
        require_keeper(work)
        venue = venue_with_rooms(work.db, venue_id)
    if venue is None:
        raise NotFound
    if form is None:
        form = VenueForm(formdata=None)
        form.fill(venue)
    refused_id, refused_form = refused or (None, None)
    rooms = [
        (room, refused_form if refused_form and refused_id == room.id else _room_form(room)) for room in venue.rooms
    ]
    new_room = refused_form if refused_form and refused_id is None else RoomForm(None, prefix=_prefix(None))
    return desk_page(
        "edit_venue",
        work.actor,
        form=form,
        venue=venue,
        rooms=rooms,
        new_room=new_room,
        room_words=ROOM_WORDS,
        refused_form=refused_form or form,
    )


def _room_form(room: RoomValue) -> RoomForm:
    form = RoomForm(None, prefix=_prefix(room.id))
    form.fill(room)
    return form


def _prefix(room_id: int | None) -> str:
    return f"room{room_id or ''}-"
