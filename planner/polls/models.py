"""Date polls: the dates, whom they were asked of, what was answered, and the calendar entries that came of it."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from planner.core.database import Base, choice
from planner.meetings.rules import MeetingKind, Mode
from planner.polls.rules import Mark
from planner.replies.rules import ReplyState


class DatePoll(Base):
    """One question: which of these dates suits you?"""

    __tablename__ = "date_poll"
    __table_args__ = (
        CheckConstraint("length BETWEEN 1 AND 3", name="length"),
        CheckConstraint("remind_days BETWEEN 1 AND 30", name="remind_days"),
        CheckConstraint("meeting_id IS NULL OR picked_day IS NOT NULL", name="picked"),
        CheckConstraint("closed_at IS NULL OR sent_at IS NOT NULL", name="closed"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title_sv: Mapped[str] = mapped_column(String(200))
    title_en: Mapped[str] = mapped_column(String(200), default="")
    message_sv: Mapped[str] = mapped_column(Text, default="")
    message_en: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[MeetingKind] = mapped_column(choice(MeetingKind))
    mode: Mapped[Mode] = mapped_column(choice(Mode))
    zone: Mapped[str] = mapped_column(String(64))
    length: Mapped[int]
    """How many days a date takes."""
    opens: Mapped[time]
    closes: Mapped[time]
    """When the first day begins and the last one ends, on the zone's clocks."""
    last_day: Mapped[date]
    """Answers are taken until 23.59 that day."""
    shows_answers: Mapped[bool] = mapped_column(default=False)
    """Whether clusters see what others answered."""
    remind_days: Mapped[int | None]
    """Days before the last day that the silent are reminded on by themselves; None: they are not."""
    auto_reminded_on: Mapped[date | None]
    contact_name: Mapped[str] = mapped_column(String(200), default="")
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    made_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    """When it first left; from then on the dates stand."""
    closed_at: Mapped[datetime | None]
    """When a lead closed it, early or by picking; None: the last day does."""
    closed_by: Mapped[str] = mapped_column(String(200), default="")
    picked_day: Mapped[date | None]
    """The first day of the date that was picked."""
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id", ondelete="SET NULL"), unique=True)
    """The gathering that came of it."""
    revision: Mapped[int] = mapped_column(default=1)


class PollDate(Base):
    """A date to choose among, named by its first day."""

    __tablename__ = "poll_date"
    __table_args__ = (UniqueConstraint("poll_id", "first_day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("date_poll.id", ondelete="CASCADE"))
    first_day: Mapped[date]


class PollAsk(Base):
    """A cluster that is asked, and what it answered as a whole."""

    __tablename__ = "poll_ask"
    __table_args__ = (UniqueConstraint("poll_id", "cluster_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("date_poll.id", ondelete="CASCADE"))
    cluster_id: Mapped[int] = mapped_column(ForeignKey("cluster.id", ondelete="CASCADE"), index=True)
    is_required: Mapped[bool] = mapped_column(default=False)
    """The gathering cannot well be held without them."""
    salt: Mapped[str] = mapped_column(String(32), unique=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    sent_at: Mapped[datetime | None]
    sendings: Mapped[int] = mapped_column(default=0)
    """Questions and reminders so far; the newest letters have this number."""
    reminded_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str] = mapped_column(String(200), default="")
    comment: Mapped[str] = mapped_column(Text, default="")
    noted_by: Mapped[str] = mapped_column(String(200), default="")
    """The lead who noted what was said some other way; empty: it came by the link."""
    revision: Mapped[int] = mapped_column(default=0)
    """Rises with each answer: who answers over a colleague's answer is told."""


class PollMark(Base):
    """What one cluster says of one date."""

    __tablename__ = "poll_mark"

    ask_id: Mapped[int] = mapped_column(ForeignKey("poll_ask.id", ondelete="CASCADE"), primary_key=True)
    date_id: Mapped[int] = mapped_column(ForeignKey("poll_date.id", ondelete="CASCADE"), primary_key=True, index=True)
    mark: Mapped[Mark] = mapped_column(choice(Mark))


class PollLetter(Base):
    """A letter about a poll to one of a cluster's addresses."""

    __tablename__ = "poll_letter"

    letter_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """No foreign key: letters are kept for as long as their own slice says."""
    ask_id: Mapped[int] = mapped_column(ForeignKey("poll_ask.id", ondelete="CASCADE"), index=True)
    sending: Mapped[int]


class PollReply(Base):
    """The last answer from the calendar that holds such an entry. It is no answer to the question: what the cluster
    said by its link holds.
    """

    __tablename__ = "poll_reply"
    __table_args__ = (CheckConstraint("sequence >= 0", name="sequence"),)

    entry_id: Mapped[int] = mapped_column(
        ForeignKey("poll_entry.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    state: Mapped[ReplyState] = mapped_column(choice(ReplyState))
    answered_at: Mapped[datetime]
    sequence: Mapped[int]
    """Of the entry that was answered; lower than the entry's: about an earlier date."""


class PollEntry(Base):
    """The entry in somebody's calendar that told them of the date, as it was last told."""

    __tablename__ = "poll_entry"
    __table_args__ = (UniqueConstraint("meeting_id", "email"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    uid: Mapped[str] = mapped_column(String(32), unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254))
    lang: Mapped[str] = mapped_column(String(2))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    is_cancelled: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime]
    told_at: Mapped[datetime]
