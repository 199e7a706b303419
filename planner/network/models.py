"""Clusters, people, themes, venues and rooms as rows."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.core.database import Base, choice
from planner.network.rules import ClusterStatus, Hue, RoomKind


class Cluster(Base):
    """A member organisation of the network: a living record."""

    __tablename__ = "cluster"
    __table_args__ = (
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="both_coordinates"),
        CheckConstraint("latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180", name="on_earth"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    former_names: Mapped[str] = mapped_column(Text, default="")
    """One a line."""
    place: Mapped[str] = mapped_column(String(120), default="")
    county: Mapped[str] = mapped_column(String(120), default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    owner: Mapped[str] = mapped_column(String(300), default="")
    website: Mapped[str] = mapped_column(String(300), default="")
    contact_name: Mapped[str] = mapped_column(String(200), default="")
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    mail_domains: Mapped[str] = mapped_column(Text, default="")
    """One a line, in small letters: whoever has an address there belongs to the cluster."""
    status: Mapped[ClusterStatus] = mapped_column(choice(ClusterStatus), default=ClusterStatus.ACTIVE)
    source: Mapped[str] = mapped_column(String(300), default="")
    """Where the facts come from, for those who keep them."""
    revision: Mapped[int] = mapped_column(default=1)


class Theme(Base):
    """A subject of the network that lasts over the years."""

    __tablename__ = "theme"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    """In addresses: a-z, 0-9 and hyphens."""
    name_sv: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120))
    short_sv: Mapped[str] = mapped_column(String(24))
    short_en: Mapped[str] = mapped_column(String(24))
    hue: Mapped[Hue] = mapped_column(choice(Hue))
    position: Mapped[int] = mapped_column(default=0)
    is_retired: Mapped[bool] = mapped_column(default=False)


class Person(Base):
    """Somebody who gives items or keeps a cluster: not an account."""

    __tablename__ = "person"
    __table_args__ = (Index("ix_person_name", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(String(200), default="")
    organisation: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    cluster_id: Mapped[int | None] = mapped_column(ForeignKey("cluster.id", ondelete="SET NULL"))


class Venue(Base):
    """A place that gatherings are held at."""

    __tablename__ = "venue"
    __table_args__ = (CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="both_coordinates"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    address: Mapped[str] = mapped_column(String(300), default="")
    place: Mapped[str] = mapped_column(String(120), default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    website: Mapped[str] = mapped_column(String(300), default="")
    directions_sv: Mapped[str] = mapped_column(Text, default="")
    directions_en: Mapped[str] = mapped_column(Text, default="")

    rooms: Mapped[list["Room"]] = relationship(
        order_by="(Room.position, Room.id)", cascade="all, delete-orphan", lazy="raise"
    )


class Room(Base):
    """Where an item is held: a room, a bus, a farm or a room online."""

    __tablename__ = "room"
    __table_args__ = (
        UniqueConstraint("venue_id", "name"),
        CheckConstraint("capacity > 0", name="capacity"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[RoomKind] = mapped_column(choice(RoomKind), default=RoomKind.ROOM)
    capacity: Mapped[int | None]
    online_link: Mapped[str] = mapped_column(String(500), default="")
    """Never public: shown to those who take part online, and to planners."""
    building: Mapped[str] = mapped_column(String(120), default="")
    """Where it stands, if a venue has several: people need time to walk from one to the next."""
    position: Mapped[int] = mapped_column(default=0)
