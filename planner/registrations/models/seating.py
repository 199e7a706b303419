"""How places are given: terms, seats per cluster, moves in the line, handed over seats, as rows."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from planner.core.database import Base


class SeatTerms(Base):
    """How places are given at a gathering, and how long people are kept. No row: at once, and the usual time."""

    __tablename__ = "seat_terms"
    __table_args__ = (CheckConstraint("offer_hours BETWEEN 1 AND 720", name="offer_hours"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True)
    offer_hours: Mapped[int | None]
    """How long a freed place is offered to the first in line; None: it is theirs at once."""
    release_on: Mapped[date | None] = mapped_column(index=True)
    """From this day, in the gathering's zone, clusters' unused seats are in the common pool; None: never."""
    erase_people_on: Mapped[date | None] = mapped_column(index=True)
    """When names and addresses are erased; None: two years after the last day."""
    asks_invoice: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=1)


class Allotment(Base):
    """Seats that a cluster is sure of until the gathering's release day; some of them paid by the network."""

    __tablename__ = "allotment"
    __table_args__ = (CheckConstraint("seats >= 0 AND funded BETWEEN 0 AND seats", name="seats"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True)
    cluster_id: Mapped[int] = mapped_column(ForeignKey("cluster.id", ondelete="CASCADE"), primary_key=True)
    seats: Mapped[int]
    funded: Mapped[int] = mapped_column(default=0)


class LineMove(Base):
    """A lead changed somebody's place in line, and said why."""

    __tablename__ = "line_move"

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    moved_at: Mapped[datetime]
    moved_by: Mapped[str] = mapped_column(String(200))
    from_place: Mapped[int]
    to_place: Mapped[int]
    reason: Mapped[str] = mapped_column(String(300))


class Handover(Base):
    """A seat went from one person to a colleague."""

    __tablename__ = "handover"

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    handed_at: Mapped[datetime]
    handed_by: Mapped[str] = mapped_column(String(200))
    from_name: Mapped[str] = mapped_column(String(200))
    from_email: Mapped[str] = mapped_column(String(254))
    to_name: Mapped[str] = mapped_column(String(200))
    to_email: Mapped[str] = mapped_column(String(254))
