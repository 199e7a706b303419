"""Use cases of gatherings: make, change, move, and step through a gathering's life."""

import secrets
from datetime import date

from sqlalchemy import update

from planner.core.actor import require
from planner.core.errors import Conflict, Invalid, NotFound
from planner.core.language import say
from planner.core.pictures import shrunk
from planner.core.slugs import unused_slug
from planner.core.work import Work, tell
from planner.meetings.models import Logo, Meeting, MeetingDay, MeetingHost
from planner.meetings.news import DaysSet, MeetingMoved, PlacesChanged, StatusChanged
from planner.meetings.permissions import may_plan
from planner.meetings.queries import meeting_row, slugs_taken
from planner.meetings.rules import DayHours, MeetingDetails, Status, check_days, check_details, check_step, check_year

MOST_LOGO_PIXELS = 800


def create_meeting(work: Work, details: MeetingDetails) -> str:
    """A new draft; gives its slug, which it keeps for its whole life."""
    require(may_plan(work.actor), work.actor)
    check_details(details)
    year = min(day.held_on for day in details.days).year
    words = details.title.sv if str(year) in details.title.sv else f"{details.title.sv} {year}"
    meeting = Meeting(
        slug=unused_slug(words, slugs_taken(work.db)),
        uid=secrets.token_hex(16),
        status=Status.DRAFT,
        created_at=work.now,
        changed_at=work.now,
        days=[],
        hosts=[],
        logos=[],
    )
    _write(meeting, details)
    work.db.add(meeting)
    work.db.flush()
    tell(work, DaysSet(meeting.id, _dates(meeting)))
    return meeting.slug


def change_meeting(work: Work, slug: str, details: MeetingDetails, *, revision: int) -> None:
    """Write new details over those of `revision`; Conflict if somebody else changed them since."""
    require(may_plan(work.actor), work.actor)
    meeting = meeting_row(work.db, slug, lock=True)
    if meeting.revision != revision:
        raise Conflict(say("Somebody else changed this gathering while you wrote. Look at it again before you save."))
    check_details(details)
    before, capacity = _when_and_how(meeting), meeting.capacity
    _write(meeting, details)
    _touch(work, meeting)
    if _when_and_how(meeting) != before:
        tell(work, DaysSet(meeting.id, _dates(meeting)))
    if meeting.capacity != capacity:
        tell(work, PlacesChanged(meeting.id))


def _when_and_how(meeting: Meeting) -> tuple[object, ...]:
    return _dates(meeting), meeting.erase_needs_on, meeting.mode


def set_status(work: Work, slug: str, status: Status) -> None:
    """One step of a gathering's life. Moving wants new days: move_meeting."""
    require(may_plan(work.actor), work.actor)
    meeting = meeting_row(work.db, slug, lock=True)
    if status is Status.MOVED:
        raise Invalid({"status": say("Choose the new first day to move the gathering.")})
    check_step(meeting.status, status)
    _step(work, meeting, status)


def move_meeting(work: Work, slug: str, first_day: date) -> None:
    """Move a gathering so that it begins on `first_day`: its days keep their distance and hours, its items follow.

    It stands as moved, with the old dates shown, until the lead opens it again.
    """
    require(may_plan(work.actor), work.actor)
    meeting = meeting_row(work.db, slug, lock=True)
    check_step(meeting.status, Status.MOVED)
    before = _dates(meeting)
    if first_day == before[0]:
        raise Invalid({"first_day": say("It begins on that day already.")})
    check_year(first_day, field="first_day")
    shift = first_day.toordinal() - before[0].toordinal()
    onto = tuple((day, date.fromordinal(day.toordinal() + shift)) for day in before)
    hours = tuple(DayHours(new, d.opens, d.closes) for (_, new), d in zip(onto, meeting.days, strict=True))
    check_days(hours, meeting.zone, field="first_day")
    meeting.moved_from_first, meeting.moved_from_last = before[0], before[-1]
    for name in ("last_day", "erase_needs_on"):
        if chosen := getattr(meeting, name):
            setattr(meeting, name, date.fromordinal(chosen.toordinal() + shift))
    _set_days(meeting, hours)
    work.db.flush()
    # First what moved, then what days there are: what lay on an old day must not be taken for left behind.
    tell(work, MeetingMoved(meeting.id, onto))
    tell(work, DaysSet(meeting.id, _dates(meeting)))
    _step(work, meeting, Status.MOVED)


def record_places(work: Work, meeting_id: int, *, taken: int, waiting: int) -> None:
    """Note how many places are taken and how many people wait; the caller counted them under the lock."""
    work.db.execute(update(Meeting).where(Meeting.id == meeting_id).values(places_taken=taken, waiting=waiting))


def add_logo(work: Work, slug: str, *, content: bytes, alt: str) -> None:
    """Add a funder's logo: PNG, JPEG or WebP, shrunk to at most MOST_LOGO_PIXELS a side. Raises Invalid for others."""
    require(may_plan(work.actor), work.actor)
    if not alt:
        raise Invalid({"alt": say("Say in words what the logo shows, for those who cannot see it.")})
    meeting = meeting_row(work.db, slug)
    small = shrunk(content, MOST_LOGO_PIXELS)
    meeting.logos.append(
        Logo(
            alt=alt,
            media_type=small.media_type,
            content=small.content,
            width=small.width,
            height=small.height,
            digest=small.digest,
        )
    )
    _touch(work, meeting)


def copy_logos(work: Work, from_slug: str, to_slug: str) -> int:
    """Add the logos of another gathering's draft, unless this one has any; gives how many came."""
    require(may_plan(work.actor), work.actor)
    source, target = meeting_row(work.db, from_slug), meeting_row(work.db, to_slug, lock=True)
    if any(not logo.removed for logo in target.logos):
        return 0
    kept = ("alt", "media_type", "content", "width", "height", "digest")
    copies = [Logo(**{name: getattr(logo, name) for name in kept}) for logo in source.logos if not logo.removed]
    if copies:
        target.logos.extend(copies)
        _touch(work, target)
    return len(copies)


def remove_logo(work: Work, slug: str, logo_id: int) -> None:
    """Take a logo off the draft. Its bytes stay: the versions that show it, on screen and paper, go on doing so."""
    require(may_plan(work.actor), work.actor)
    meeting = meeting_row(work.db, slug)
    found = [logo for logo in meeting.logos if logo.id == logo_id and not logo.removed]
    if not found:
        raise NotFound
    found[0].removed = True
    _touch(work, meeting)


def _write(meeting: Meeting, details: MeetingDetails) -> None:
    for name in ("title", "summary", "description", "audience", "practical", "funding"):
        words = getattr(details, name)
        setattr(meeting, f"{name}_sv", words.sv)
        setattr(meeting, f"{name}_en", words.en)
    for name in (
        "kind", "mode", "zone", "venue_id", "programme_by", "last_day", "capacity",
        "contact_name", "contact_email", "contact_phone", "erase_needs_on", "numbered",
    ):  # fmt: skip
        setattr(meeting, name, getattr(details, name))
    _set_days(meeting, details.days)
    kept = {host.cluster_id: host for host in meeting.hosts}
    meeting.hosts[:] = [kept.get(c) or MeetingHost(cluster_id=c) for c in details.host_ids]
    for position, host in enumerate(meeting.hosts):
        host.position = position


def _set_days(meeting: Meeting, days: tuple[DayHours, ...]) -> None:
    # Rows are written over in order, so that a moved day never meets another's unique date on its way.
    wanted = {day.held_on: day for day in days}
    kept = [row for row in meeting.days if row.held_on in wanted]
    for row in kept:
        row.opens, row.closes = wanted[row.held_on].opens, wanted[row.held_on].closes
    present = {row.held_on for row in kept}
    fresh = [MeetingDay(held_on=d.held_on, opens=d.opens, closes=d.closes) for d in days if d.held_on not in present]
    meeting.days[:] = sorted([*kept, *fresh], key=lambda row: row.held_on)


def _step(work: Work, meeting: Meeting, status: Status) -> None:
    before, meeting.status = meeting.status, status
    _touch(work, meeting)
    tell(work, StatusChanged(meeting.id, before, status))


def _touch(work: Work, meeting: Meeting) -> None:
    meeting.revision += 1
    meeting.changed_at = work.now
    work.db.flush()


def _dates(meeting: Meeting) -> tuple[date, ...]:
    return tuple(day.held_on for day in meeting.days)
