"""Activities, the calendars they are read from, the clusters that are trusted, and the calendar's version, as rows."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from planner.activities.rules import ActivityState, FetchOutcome
from planner.core.database import Base, choice
from planner.meetings.rules import Mode


class Activity(Base):
    """Something that a cluster does: what its staff say of it, and beside it what everybody sees."""

    __tablename__ = "activity"
    __table_args__ = (
        UniqueConstraint("cluster_id", "feed_key"),
        CheckConstraint("last_day >= first_day", name="days"),
        CheckConstraint("(starts_at IS NULL) = (ends_at IS NULL)", name="both_times"),
        CheckConstraint("ends_at > starts_at", name="times"),
        CheckConstraint(
            "(shown IS NULL) = (shown_first IS NULL) AND (shown IS NULL) = (shown_last IS NULL)", name="shown"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(32), unique=True)
    """Of its calendar entry: random, kept for ever (RFC 7986 5.3)."""
    cluster_id: Mapped[int] = mapped_column(ForeignKey("cluster.id", ondelete="CASCADE"))
    feed_key: Mapped[str | None] = mapped_column(String(300))
    """What names it within its cluster's own calendar; None: it was entered here."""
    title_sv: Mapped[str] = mapped_column(String(200))
    title_en: Mapped[str] = mapped_column(String(200), default="")
    text_sv: Mapped[str] = mapped_column(Text, default="")
    text_en: Mapped[str] = mapped_column(Text, default="")
    first_day: Mapped[date]
    last_day: Mapped[date] = mapped_column(index=True)
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    zone: Mapped[str] = mapped_column(String(64))
    place: Mapped[str] = mapped_column(String(200), default="")
    county: Mapped[str] = mapped_column(String(120), default="")
    mode: Mapped[Mode] = mapped_column(choice(Mode), default=Mode.ON_SITE)
    link: Mapped[str] = mapped_column(String(500), default="")
    contact: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[ActivityState] = mapped_column(choice(ActivityState), default=ActivityState.DRAFT)
    answer: Mapped[str] = mapped_column(String(500), default="")
    """What the lead wrote when sending it back."""
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(200))
    changed_at: Mapped[datetime]
    changed_by: Mapped[str] = mapped_column(String(200))
    shown: Mapped[str | None] = mapped_column(Text)
    """snapshot.Shown as JSON: what the calendar shows, until what was changed since is approved too."""
    shown_first: Mapped[date | None]
    shown_last: Mapped[date | None] = mapped_column(index=True)


class ActivityTheme(Base):
    """A theme that an activity is about."""

    __tablename__ = "activity_theme"

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id", ondelete="CASCADE"), primary_key=True)


class ClusterFeed(Base):
    """A cluster's own calendar, read in each hour."""

    __tablename__ = "cluster_feed"

    cluster_id: Mapped[int] = mapped_column(ForeignKey("cluster.id", ondelete="CASCADE"), primary_key=True)
    address: Mapped[str] = mapped_column(String(1000))
    turn: Mapped[int] = mapped_column(default=1)
    """Raised when fetching begins anew: an errand of an earlier turn has nothing to do any more."""
    is_approved: Mapped[bool] = mapped_column(default=False)
    """The lead takes the calendar as a whole: what is read is shown at once."""
    etag: Mapped[str] = mapped_column(String(300), default="")
    last_modified: Mapped[str] = mapped_column(String(100), default="")
    outcome: Mapped[FetchOutcome] = mapped_column(choice(FetchOutcome), default=FetchOutcome.NEVER)
    detail: Mapped[str] = mapped_column(String(200), default="")
    entries: Mapped[int] = mapped_column(default=0)
    """How many were read, when it last went well."""
    passed_over: Mapped[str] = mapped_column(String(200), default="")
    """How many more it held then, and why they were not read: rules.feeds.counts_as_text()."""
    fetched_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    """When it last went well."""
    next_at: Mapped[datetime]
    set_at: Mapped[datetime]
    set_by: Mapped[str] = mapped_column(String(200))


class TrustedCluster(Base):
    """A cluster whose activities need no approval."""

    __tablename__ = "trusted_cluster"

    cluster_id: Mapped[int] = mapped_column(ForeignKey("cluster.id", ondelete="CASCADE"), primary_key=True)
    trusted_at: Mapped[datetime]
    trusted_by: Mapped[str] = mapped_column(String(200))


class CalendarVersion(Base):
    """One row: a number that rises with whatever the shared calendar shows, so that a poll costs one small query."""

    __tablename__ = "calendar_version"
    __table_args__ = (CheckConstraint("id = 1", name="alone"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    changed_at: Mapped[datetime]
