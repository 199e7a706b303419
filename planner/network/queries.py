"""What is known of clusters, themes, venues and people: frozen values, a fixed number of statements."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.core.language import Words
from planner.network.models import Cluster, Person, Room, Theme, Venue
from planner.network.rules import ClusterStatus, Hue, RoomKind


@dataclass(frozen=True)
class ClusterName:
    """Enough of a cluster to list it and to choose it."""

    id: int
    slug: str
    name: str
    county: str
    place: str
    status: ClusterStatus


def clusters_in_order(db: Session) -> tuple[ClusterName, ...]:
    """All clusters by name."""
    rows = db.execute(select(Cluster.id, Cluster.slug, Cluster.name, Cluster.county, Cluster.place, Cluster.status))
    return tuple(sorted((ClusterName(*row) for row in rows), key=lambda c: by_letters(c.name)))


@dataclass(frozen=True)
class ThemeValue:
    """A theme as others show it."""

    id: int
    code: str
    name: Words
    short: Words
    hue: Hue
    position: int
    is_retired: bool = False


def themes_in_order(db: Session, *, with_retired: bool = False) -> tuple[ThemeValue, ...]:
    """The themes in the network's order; retired ones only when asked for, after the others."""
    wanted = select(
        Theme.id,
        Theme.code,
        Theme.name_sv,
        Theme.name_en,
        Theme.short_sv,
        Theme.short_en,
        Theme.hue,
        Theme.position,
        Theme.is_retired,
    ).order_by(Theme.is_retired, Theme.position, Theme.id)
    if not with_retired:
        wanted = wanted.where(~Theme.is_retired)
    return tuple(
        ThemeValue(
            t.id,
            t.code,
            Words(t.name_sv, t.name_en),
            Words(t.short_sv, t.short_en),
            t.hue,
            t.position,
            t.is_retired,
        )
        for t in db.execute(wanted)
    )


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
        select(Room.id, Room.name, Room.kind, Room.capacity, Room.online_link)
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


@dataclass(frozen=True)
class PersonValue:
    """Somebody in the network's address book."""

    id: int
    name: str
    title: str
    organisation: str
    email: str
    cluster_id: int | None


_PERSON = select(Person.id, Person.name, Person.title, Person.organisation, Person.email, Person.cluster_id)


def people_named(db: Session) -> tuple[PersonValue, ...]:
    """Everybody, by name."""
    people = (PersonValue(*row) for row in db.execute(_PERSON))
    return tuple(sorted(people, key=lambda p: (by_letters(p.name), p.id)))


def people_by_id(db: Session, ids: Collection[int]) -> tuple[PersonValue, ...]:
    """Those of `ids` that there are, in no order; one statement."""
    return tuple(PersonValue(*row) for row in db.execute(_PERSON.where(Person.id.in_(ids))))


def by_letters(name: str) -> str:
    """Sorts names as Swedes do: small and capital letters alike, å ä ö after z."""
    # A database's own order depends on its kind and its locale; å and ä stand the wrong way round in Unicode.
    return name.casefold().translate(_SWEDISH)


_SWEDISH = str.maketrans({"å": "{", "ä": "|", "ö": "}", "æ": "|", "ø": "}", "é": "e", "ü": "y"})
