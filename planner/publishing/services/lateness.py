"""A day runs late: the rest of it moves at once, in what is published and in the draft; and back to plan."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from planner.agenda.rules import ItemDetails, Verb
from planner.agenda.services import Rewriting, rewrite_items
from planner.core.actor import require
from planner.core.errors import Conflict, Invalid, NotFound
from planner.core.language import Text, say, say_many
from planner.core.timespan import instant, local
from planner.core.work import Work
from planner.mail.letter import Letter
from planner.meetings.queries import Gate, lock_gate_of
from planner.programmes.queries import newest, tag_of
from planner.programmes.services import publish_times
from planner.programmes.snapshot import Programme
from planner.publishing import letters
from planner.publishing.letters import Frame, Late
from planner.publishing.models import ChangeNotice, Delay
from planner.publishing.permissions import may_publish
from planner.publishing.queries.audience import audience_of
from planner.publishing.queries.drafted import (
    day_of_delay,
    delays_of,
    draft_items_of,
    moved_in,
    moved_to_text,
    standing_delays,
)
from planner.publishing.rules.concerning import news_of
from planner.publishing.rules.delaying import MINUTES, Lateness, Moved, Times, delayed, drafted_minutes, taken_back
from planner.publishing.rules.terms import NoticeKind
from planner.publishing.services.noticing import ask_for_letters


@dataclass(frozen=True)
class DelayDetails:
    """What the lead says: which day, how many minutes late, from which item on, and whether breaks take it up."""

    day: date
    minutes: int
    uid: str = ""
    """Of the item that begins late; empty: from now on."""
    breaks_shrink: bool = False
    is_sure: bool = False
    """That a day is moved which is not today."""


def run_late(work: Work, slug: str, said: DelayDetails, *, seen_number: int) -> int:
    """Move the rest of a day in the published programme, and nothing else of the draft; gives how many items moved.

    The draft's items move as far. Those who asked for it are told, after the commit. Conflict when another version
    than `seen_number` is out; Invalid when there is nothing to move.
    """
    require(may_publish(work.actor), work.actor)
    gate, programme = _published(work, slug, seen_number)
    late = _lateness(work, programme, said)
    moved = delayed(programme.entries, said.day, programme.facts.zone, late)
    if not moved:
        raise Invalid({"uid": say("Nothing is held from then on that could move.")})
    programme_id = _publish(work, gate, moved, _late_words(said.minutes))
    work.db.add(
        Delay(
            meeting_id=gate.meeting_id, held_on=said.day, minutes=said.minutes, begins_at=late.begins_at,
            moved=moved_to_text(moved), made_at=work.now, made_by=work.actor.name, programme_id=programme_id,
        )
    )  # fmt: skip
    work.db.flush()
    ask_for_letters(work, programme_id, NoticeKind.LATE)
    return len(moved)


def take_back(work: Work, slug: str, delay_id: int) -> int:
    """Undo a delay, and those after it on its day: items they moved are held as before, unless somebody has moved them
    since; in the draft too. Gives how many items moved back. NotFound for a delay that does not stand (any more)."""
    require(may_publish(work.actor), work.actor)
    gate, programme = _published(work, slug, None)
    row = work.db.get(Delay, delay_id)
    if row is None or row.meeting_id != gate.meeting_id or row.undone_at is not None:
        raise NotFound(say("This delay has been taken back already."))
    rows = [each for each in standing_delays(work.db, gate.meeting_id, row.held_on) if each.id >= delay_id]
    moved = taken_back([moved_in(each.moved) for each in rows], programme.entries)
    programme_id = _publish(work, gate, moved, _note_back(work, gate, row), is_way_back=True) if moved else None
    for each in rows:
        each.undone_at, each.undone_by, each.undone_programme_id = work.now, work.actor.name, programme_id
    work.db.flush()
    if programme_id is not None:
        ask_for_letters(work, programme_id, NoticeKind.BACK)
    return len(moved)


def _note_back(work: Work, gate: Gate, row: Delay) -> Text:
    """What readers are told once `row` and those after it are taken back: how late it runs still, if it does."""
    standing = [each for each in standing_delays(work.db, gate.meeting_id, row.held_on) if each.id < row.id]
    return _late_words(sum(each.minutes for each in standing)) if standing else say("We are back to plan")


def _late_words(minutes: int) -> Text:
    return say_many("%(n)s minute late", "%(n)s minutes late", minutes)


def _published(work: Work, slug: str, seen_number: int | None) -> tuple[Gate, Programme]:
    gate = lock_gate_of(work.db, slug)
    programme = newest(work.db, gate.meeting_id)
    if programme is None or not programme.with_agenda:
        raise Conflict(say("No programme is published yet."))
    if seen_number is not None and programme.number != seen_number:
        raise Conflict(say("Somebody else published in the meantime. Look at the day again."))
    return gate, programme


def _lateness(work: Work, programme: Programme, said: DelayDetails) -> Lateness:
    if said.minutes not in MINUTES:
        raise Invalid({"minutes": say("Choose one of the options.")})
    is_today = local(work.now, programme.facts.zone).date() == said.day
    if not is_today and not said.is_sure:
        raise Invalid({"is_sure": say("Tick this to move a day that is not today.")})
    if not said.uid:
        if not is_today:
            raise Invalid({"uid": say("Choose the item that begins late: it is another day today.")})
        return Lateness(said.minutes, work.now, is_running=True, breaks_shrink=said.breaks_shrink)
    found = (e.starts_at for e in programme.entries if e.uid == said.uid and not e.cancelled)
    starts_at = next(found, None)
    if starts_at is None or local(starts_at, programme.facts.zone).date() != said.day:
        raise Invalid({"uid": say("Choose one of the options.")})
    return Lateness(said.minutes, starts_at, is_running=False, breaks_shrink=said.breaks_shrink)


def _publish(work: Work, gate: Gate, moved: Iterable[Moved], note: Text, *, is_way_back: bool = False) -> int:
    """Publish these times, and draft them too; gives the version's row."""
    moved = tuple(moved)
    times = {each.uid: (each.new.starts_at, each.new.ends_at) for each in moved}
    # A note stands with the version in all languages: in the network's own.
    publish_times(work, gate.slug, times, note=note.in_("sv"))
    _move_drafted(work, gate, moved, is_way_back=is_way_back)
    return tag_of(work.db, gate.slug).programme_id


def _move_drafted(work: Work, gate: Gate, moved: Iterable[Moved], *, is_way_back: bool) -> None:
    """The draft's items move as far as the published ones; those that are drafted for another day stay.

    On the way back, all stay that somebody has drafted for another time than the delay made of them.
    """
    by_uid = {each.uid: each for each in moved}
    changed = []
    for item in draft_items_of(work.db, gate):
        each = by_uid.get(item.uid)
        if each is None or item.details.parked:
            continue
        follows = item.details.held_on == local(each.old.starts_at, gate.zone).date()
        if is_way_back:
            follows = _times(item.details, gate.zone) == each.old
        if follows:
            changed.append((item.item_id, item.revision, _as_far(item.details, each, gate.zone)))
    rewrite_items(work, gate.slug, Rewriting(changed=tuple(changed)), verb=Verb.LATE)


def _times(details: ItemDetails, zone: str) -> Times:
    begins = instant(details.held_on, details.starts, zone)
    return Times(begins, begins + timedelta(minutes=details.minutes))


def _as_far(details: ItemDetails, moved: Moved, zone: str) -> ItemDetails:
    begins = instant(details.held_on, details.starts, zone) + (moved.new.starts_at - moved.old.starts_at)
    longer = (moved.new.ends_at - moved.new.starts_at) - (moved.old.ends_at - moved.old.starts_at)
    there = local(begins, zone)
    minutes = drafted_minutes(details.minutes + longer // timedelta(minutes=1))
    return replace(details, held_on=there.date(), starts=there.time(), minutes=minutes)


def letters_of_delay(
    work: Work, gate: Gate, before: Programme | None, now: Programme, notice: ChangeNotice
) -> list[Letter]:
    """Letters to those who come that day and asked to be told on the day itself."""
    day = day_of_delay(work.db, notice.programme_id)
    if day is None:
        return []
    minutes = sum(delay.minutes for delay in delays_of(work.db, gate.meeting_id, day))
    audience = audience_of(work.db, gate, before, now, until=notice.asked_at)
    items = [item for item in news_of(before, now).items if item.new is not None and item.new.ends_at > notice.asked_at]
    frame = Frame(work.site, gate, now.facts)
    found = []
    for attendee in audience.attendees:
        theirs = [i.entry for i in items if i.uid not in audience.chosen_among or i.uid in attendee.held]
        if attendee.on_the_day and day in attendee.days and theirs:
            found.append(letters.running_late(Late(frame, minutes, tuple(theirs)), attendee))
    return found
