"""What a cluster's calendar says, written over what it said before."""

import secrets
from collections.abc import Mapping

from sqlalchemy import delete, insert

from planner.activities.models import Activity, ActivityTheme, ClusterFeed
from planner.activities.permissions import may_read_in
from planner.activities.queries.desk import cluster_by_id, feed_row
from planner.activities.queries.taking_in import read_rows, theme_codes_of, theme_words
from planner.activities.rules import ActivityState, FetchOutcome, Turn, counts_as_text
from planner.activities.rules.reading import ReadCalendar, ReadEntry, Window
from planner.activities.services.feeds import EVERY
from planner.activities.services.showing import show, touch_calendar
from planner.core.actor import require
from planner.core.work import Work
from planner.network.queries import ClusterRecord

BY = "calendar"
"""Who entered it, where people have names."""


def take_in(work: Work, turn: Turn, read: ReadCalendar, window: Window, validators: tuple[str, str] = ("", "")) -> None:
    """Make the cluster's read-in activities what `read` says: new ones added, known ones changed in place, and what
    the calendar does not hold any more removed, as far as `window` reaches.

    `validators` are the ETag and the Last-Modified that it came with, for the next time. Nothing is written when
    another turn has begun: the address may be another one by now. A fixed number of statements, but for rows that
    truly changed.
    """
    require(may_read_in(work.actor), work.actor)
    feed = feed_row(work.db, turn.cluster_id, lock=True)
    if feed is None or feed.turn != turn.number:
        return
    cluster_id = turn.cluster_id
    cluster = cluster_by_id(work.db, cluster_id)
    known, words = read_rows(work.db, cluster_id), theme_words(work.db)
    wanted = {entry.key: entry for entry in read.entries}
    gone = [row for key, row in known.items() if key not in wanted and row.last_day >= window.first]
    for row in gone:
        work.db.delete(row)
    rows = {key: known.get(key) or _new(work, cluster, key) for key in wanted}
    for key, entry in wanted.items():
        _write(rows[key], entry, cluster)
    work.db.add_all(rows.values())
    work.db.flush()
    codes = _set_themes(work, cluster_id, {rows[key].id: _themes(entry, words) for key, entry in wanted.items()})
    news = [_show(work, feed, rows[key], entry, codes.get(rows[key].id, ())) for key, entry in wanted.items()]
    if any(news) or any(row.shown for row in gone):
        touch_calendar(work)
    feed.outcome, feed.detail, feed.entries = FetchOutcome.READ, "", len(wanted)
    feed.passed_over = counts_as_text(read.passed_over)
    feed.etag, feed.last_modified = validators
    feed.fetched_at = feed.read_at = work.now
    feed.next_at = work.now + EVERY
    work.db.flush()


def _new(work: Work, cluster: ClusterRecord, key: str) -> Activity:
    return Activity(
        uid=secrets.token_hex(16),
        cluster_id=cluster.id,
        feed_key=key,
        state=ActivityState.WAITING,
        revision=1,
        created_at=work.now,
        created_by=BY,
        changed_at=work.now,
        changed_by=BY,
    )


def _write(row: Activity, entry: ReadEntry, cluster: ClusterRecord) -> None:
    row.title_sv, row.title_en = entry.title, ""
    row.text_sv, row.text_en = entry.text, ""
    for name in ("first_day", "last_day", "starts_at", "ends_at", "zone", "place", "link", "mode"):
        setattr(row, name, getattr(entry, name))
    row.county, row.contact = cluster.county, ""


def _themes(entry: ReadEntry, words: Mapping[str, int]) -> frozenset[int]:
    """The network's themes among an entry's categories, by any of their names."""
    return frozenset(words[name.casefold()] for name in entry.categories if name.casefold() in words)


def _set_themes(work: Work, cluster_id: int, wanted: Mapping[int, frozenset[int]]) -> dict[int, tuple[str, ...]]:
    """Write the themes of the read-in activities; gives their codes."""
    pairs = [{"activity_id": id_, "theme_id": theme} for id_, themes in wanted.items() for theme in sorted(themes)]
    if wanted:
        work.db.execute(delete(ActivityTheme).where(ActivityTheme.activity_id.in_(wanted)))
    if pairs:
        work.db.execute(insert(ActivityTheme), pairs)
    return theme_codes_of(work.db, cluster_id)


def _show(work: Work, feed: ClusterFeed, row: Activity, entry: ReadEntry, codes: tuple[str, ...]) -> bool:
    """Show it unless the calendar has yet to be approved, or somebody withdrew it; gives whether that is news."""
    if row.state is ActivityState.WITHDRAWN or not feed.is_approved:
        return False
    row.state = ActivityState.CANCELLED if entry.cancelled else ActivityState.APPROVED
    if not show(work, row, codes, cancelled=entry.cancelled):
        return False
    row.revision += 1
    row.changed_at, row.changed_by = work.now, BY
    return True
