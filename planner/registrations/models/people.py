"""Parties, people, the parts of a gathering and who takes them, as rows."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.core.database import Base, choice
from planner.meetings.rules import Mode
from planner.registrations.rules import Decision, PartKind, PartState, RegistrationStatus, RoomType


class Party(Base):
    """The registrations that one person makes in one go; often just their own."""

    __tablename__ = "party"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    form_key: Mapped[str] = mapped_column(String(32), unique=True)
    """Made with the form: sending it twice finds the first party again."""
    booker_name: Mapped[str] = mapped_column(String(200))
    booker_email: Mapped[str] = mapped_column(String(254))
    booker_lang: Mapped[str] = mapped_column(String(2), default="sv")
    cluster_id: Mapped[int | None] = mapped_column(ForeignKey("cluster.id", ondelete="SET NULL"))
    together: Mapped[bool] = mapped_column(default=False)
    """They come all or not at all: nobody of them gets a place before there is one for each."""
    salt: Mapped[str] = mapped_column(String(32), unique=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """Of the booker's own private link, to the page of the whole party."""
    asked_from: Mapped[str] = mapped_column(String(32), default="", index=True)
    """The booker's network address, as a keyed hash: for counting, not for reading."""
    made_at: Mapped[datetime]


class Registration(Base):
    """One person at one gathering."""

    __tablename__ = "registration"
    __table_args__ = (
        UniqueConstraint("meeting_id", "email"),
        CheckConstraint("email = lower(email) AND email LIKE '%@%'", name="email"),
        CheckConstraint("(status IN ('waiting', 'offered')) = (place_in_line IS NOT NULL)", name="place_in_line"),
        CheckConstraint("(status = 'offered') = (offered_until IS NOT NULL)", name="offered_until"),
        Index("ix_registration_meeting_id_status", "meeting_id", "status", "takes_place"),
        Index("ix_registration_cluster_id", "cluster_id"),
        Index("ix_registration_email", "email"),  # everything that one person comes to
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id", ondelete="CASCADE"), index=True)
    uid: Mapped[str] = mapped_column(String(32), unique=True, insert_sentinel=True)
    """Of the calendar entry in the letters: random, kept for ever."""
    sequence: Mapped[int] = mapped_column(default=0)
    """SEQUENCE of the last calendar entry sent (RFC 5545 3.8.7.4)."""
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254))
    phone: Mapped[str] = mapped_column(String(40), default="")
    cluster_id: Mapped[int | None] = mapped_column(ForeignKey("cluster.id", ondelete="SET NULL"))
    organisation: Mapped[str] = mapped_column(String(200), default="")
    """For those who come from no cluster."""
    lang: Mapped[str] = mapped_column(String(2), default="sv")
    status: Mapped[RegistrationStatus] = mapped_column(choice(RegistrationStatus))
    takes_place: Mapped[bool]
    """Whether it counts against the gathering's capacity: on site on any day (online, for one held only there)."""
    place_in_line: Mapped[int | None]
    """Rises by one for each who joins the waiting list; lower is earlier. Kept while a place is offered."""
    offered_until: Mapped[datetime | None]
    """Until then a place is held for them; who does not take it goes last in line."""
    decision: Mapped[Decision] = mapped_column(choice(Decision))
    """Why they have a place, or wait for one."""
    is_funded: Mapped[bool] = mapped_column(default=False)
    """Has one of the cluster's funded seats: the network pays the journey and the night."""
    details_at: Mapped[datetime | None]
    """When they answered for themselves; None: so far somebody else gave their name."""
    invoice: Mapped[str] = mapped_column(Text, default="")
    """Whom to send the invoice to, and with what reference, in the person's own words."""
    shows_name: Mapped[bool] = mapped_column(default=False)
    """Consent to stand on the participant list."""
    salt: Mapped[str] = mapped_column(String(32), unique=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    registered_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    revision: Mapped[int] = mapped_column(default=1)

    parts: Mapped[list["RegistrationPart"]] = relationship(cascade="all, delete-orphan", lazy="raise")


class Part(Base):
    """Something a person says yes or no to. Days are made from the gathering's days."""

    __tablename__ = "part"
    __table_args__ = (
        CheckConstraint("capacity > 0", name="capacity"),
        UniqueConstraint("meeting_id", "kind", "held_on", "name_sv"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    kind: Mapped[PartKind] = mapped_column(choice(PartKind))
    held_on: Mapped[date]
    name_sv: Mapped[str] = mapped_column(String(120), default="")
    name_en: Mapped[str] = mapped_column(String(120), default="")
    starts: Mapped[time | None]
    """On the wall clock of the gathering's zone; None where a time says nothing, as for a night."""
    capacity: Mapped[int | None]
    last_day: Mapped[date | None]
    """Last day to say yes or no to it; None: as long as the registration can be changed."""
    price_sv: Mapped[str] = mapped_column(String(120), default="")
    price_en: Mapped[str] = mapped_column(String(120), default="")
    """What it costs, as a note: nothing is ever paid here."""
    position: Mapped[int] = mapped_column(default=0)
    """Among the parts of one day."""

    stops: Mapped[list["PartStop"]] = relationship(
        order_by="(PartStop.position, PartStop.id)", cascade="all, delete-orphan", lazy="raise"
    )

    @property
    def is_day(self) -> bool:
        return self.kind is PartKind.DAY


class PartStop(Base):
    """Where a bus stops."""

    __tablename__ = "part_stop"
    __table_args__ = (UniqueConstraint("part_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    part_id: Mapped[int] = mapped_column(ForeignKey("part.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    leaves: Mapped[time | None]
    position: Mapped[int] = mapped_column(default=0)


class RegistrationPart(Base):
    """A person's yes to a part, how they take it, and whether there was room."""

    __tablename__ = "registration_part"
    __table_args__ = (
        CheckConstraint("mode <> 'hybrid'", name="one_mode"),
        CheckConstraint("(state = 'waiting') = (place_in_line IS NOT NULL)", name="place_in_line"),
    )

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True)
    part_id: Mapped[int] = mapped_column(ForeignKey("part.id", ondelete="CASCADE"), primary_key=True, index=True)
    mode: Mapped[Mode] = mapped_column(choice(Mode))
    state: Mapped[PartState] = mapped_column(choice(PartState), default=PartState.GRANTED)
    place_in_line: Mapped[int | None]
    """In the part's own line; lower is earlier."""
    room: Mapped[RoomType | None] = mapped_column(choice(RoomType))
    """For a night."""
    share_with: Mapped[str] = mapped_column(String(200), default="")
    """Whom they wish to share a double room with."""
    stop_id: Mapped[int | None] = mapped_column(ForeignKey("part_stop.id", ondelete="SET NULL"))
    """For a bus."""
