"""What is known of venues and their rooms."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.core.language import Words
from planner.network.models import Room, Venue
from planner.network.rules import RoomKind, by_letters


@dataclass(frozen=True)
class VenueName:
    """Enough of a venue to list it and to choose it."""

    id: int
    name: str
    place: str


def venues_in_order(db: Session) -> tuple[VenueName, ...]:
    """All venues by name."""
    rows = db.execute(select(Venue.id, Venue.name, Venue.place))
    return tuple(sorted((VenueName(*row) for row in rows), key=lambda v: by_letters(v.name)))


@dataclass(frozen=True)
class RoomValue:
    """A room; its link is for those who take part online and for planners, never for the public."""

    id: int
    name: str
    kind: RoomKind
    capacity: int | None
    online_link: str
    building: str = ""


@dataclass(frozen=True)
class VenueValue:
    """A venue with its rooms, in their order."""

    id: int
    name: str
    address: str
    place: str
    latitude: float | None
    longitude: float | None
    website: str
    directions: Words
    rooms: tuple[RoomValue, ...]


def rooms_of_venue(db: Session, venue_id: int) -> tuple[RoomValue, ...]:
    """The venue's rooms in their order; none when there is no such venue."""
    rows = db.execute(
        select(Room.id, Room.name, Room.kind, Room.capacity, Room.online_link, Room.building)
        .where(Room.venue_id == venue_id)
        .order_by(Room.position, Room.id)
    )
    return tuple(RoomValue(*row) for row in rows)


def venue_with_rooms(db: Session, venue_id: int) -> VenueValue | None:
    """The venue; None when it is gone. Two statements."""
    venue = db.scalar(select(Venue).where(Venue.id == venue_id))
    if venue is None:
        return None
    return VenueValue(
        id=venue.id,
        name=venue.name,
        address=venue.address,
        place=venue.place,
        latitude=venue.latitude,
        longitude=venue.longitude,
        website=venue.website,
        directions=Words(venue.directions_sv, venue.directions_en),
        rooms=rooms_of_venue(db, venue_id),
    )
