"""Keeping the venues and their rooms."""

from dataclasses import dataclass, field

from sqlalchemy import func, select

from planner.core.actor import require
from planner.core.errors import Invalid, NotFound
from planner.core.language import Words, say
from planner.core.work import Work, tell
from planner.network.models import Room, Venue
from planner.network.news import VenueChanged
from planner.network.permissions import may_keep_network
from planner.network.rules import Coordinates, RoomKind, web_address
from planner.network.services.clusters import check_coordinates


@dataclass(frozen=True)
class VenueDetails:
    """All that is kept about a venue but its rooms. `website` as typed."""

    name: str
    address: str = ""
    place: str = ""
    coordinates: Coordinates | None = None
    website: str = ""
    directions: Words = field(default_factory=Words)


@dataclass(frozen=True)
class RoomDetails:
    """A room; `capacity` None: not known; `online_link` as typed, empty: none yet; `building` empty: the only one."""

    name: str
    kind: RoomKind = RoomKind.ROOM
    capacity: int | None = None
    online_link: str = ""
    building: str = ""


def add_venue(work: Work, details: VenueDetails) -> int:
    """A new venue, without rooms so far; gives its id."""
    require(may_keep_network(work.actor), work.actor)
    venue = Venue()
    _set_details(work, venue, details)
    work.db.add(venue)
    work.db.flush()
    tell(work, VenueChanged(venue.id))
    return venue.id


def change_venue(work: Work, venue_id: int, details: VenueDetails) -> None:
    """Set a venue's facts."""
    require(may_keep_network(work.actor), work.actor)
    venue = work.db.get(Venue, venue_id)
    if venue is None:
        raise NotFound
    _set_details(work, venue, details)
    _changed(work, venue_id)


def add_room(work: Work, venue_id: int, details: RoomDetails) -> int:
    """A new room, after the venue's others; gives its id."""
    require(may_keep_network(work.actor), work.actor)
    if work.db.get(Venue, venue_id) is None:
        raise NotFound
    last = work.db.scalar(select(func.max(Room.position)).where(Room.venue_id == venue_id))
    room = Room(venue_id=venue_id, position=(last or 0) + 1)
    _set_room(work, room, details)
    work.db.add(room)
    _changed(work, venue_id)
    return room.id


def change_room(work: Work, venue_id: int, room_id: int, details: RoomDetails) -> None:
    """Set a room's facts."""
    require(may_keep_network(work.actor), work.actor)
    _set_room(work, _room_of(work, venue_id, room_id), details)
    _changed(work, venue_id)


def remove_room(work: Work, venue_id: int, room_id: int) -> None:
    """Take a room away. Items that were planned there stand without a room."""
    require(may_keep_network(work.actor), work.actor)
    work.db.delete(_room_of(work, venue_id, room_id))
    _changed(work, venue_id)


def _room_of(work: Work, venue_id: int, room_id: int) -> Room:
    room = work.db.scalar(select(Room).where(Room.id == room_id, Room.venue_id == venue_id))
    if room is None:
        raise NotFound
    return room


def _set_details(work: Work, venue: Venue, details: VenueDetails) -> None:
    names = work.db.execute(select(Venue.id, Venue.name)).all()
    if any(name.casefold() == details.name.casefold() for id_, name in names if id_ != venue.id):
        raise Invalid({"name": say("There is already a venue called %(name)s.", name=details.name)})
    website = web_address(details.website)
    if website is None:
        raise Invalid({"website": say("Write a web address, such as www.example.org.")})
    check_coordinates(details.coordinates)
    venue.name = details.name
    venue.address = details.address
    venue.place = details.place
    venue.latitude, venue.longitude = details.coordinates or (None, None)
    venue.website = website
    venue.directions_sv, venue.directions_en = details.directions.sv, details.directions.en


def _set_room(work: Work, room: Room, details: RoomDetails) -> None:
    rows = work.db.execute(select(Room.id, Room.name).where(Room.venue_id == room.venue_id)).all()
    if any(name.casefold() == details.name.casefold() for id_, name in rows if id_ != room.id):
        raise Invalid({"name": say("There is already a room called %(name)s here.", name=details.name)})
    link = web_address(details.online_link)
    if link is None:
        raise Invalid({"online_link": say("Write a link that begins with https:// or http://.")})
    if details.capacity is not None and details.capacity < 1:
        raise Invalid({"capacity": say("A room holds at least one.")})
    room.name = details.name
    room.kind = details.kind
    room.capacity = details.capacity
    room.online_link = link
    room.building = details.building


def _changed(work: Work, venue_id: int) -> None:
    work.db.flush()
    tell(work, VenueChanged(venue_id))
