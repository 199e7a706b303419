"""A publication that happens by itself: at its instant, of what the draft says then, or it says why not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from sqlalchemy import select

from planner.core.actor import SYSTEM, Actor
from planner.core.errors import Conflict, Invalid, NotAllowed
from planner.core.work import Work
from planner.mail.models import PostedLetter
from planner.meetings.queries import gate_of
from planner.meetings.rules import Status
from planner.meetings.services import set_status
from planner.programmes.queries import versions_of
from planner.programmes.services import publish
from planner.publishing import services
from planner.publishing.queries import scheduled_of
from planner.publishing.rules import Publication, due_instant
from planner.publishing.services import PUBLISH_LATER
from tests.builders import Cast, a_meeting, an_item
from tests.conftest import Clock
from tests.publishing.scene import (
    MILL,
    WATER,
    a_published_gathering,
    change,
    clocks,
    letter_to,
    letters,
    published,
    run_errands,
)
from tests.registrations.scene import come

WorkAs = Callable[[Actor], Any]
SUNDAY = date(2026, 9, 20), time(8)
DUE = datetime(2026, 9, 20, 6, tzinfo=UTC)
ZONE, NOW = "Europe/Stockholm", datetime(2026, 9, 1, 8, tzinfo=UTC)


def schedule(work: Work, slug: str, at: tuple[date, time] = SUNDAY, **more: Any) -> datetime:
    wanted = replace(Publication(quiet=False, note="Som utlovat."), **more)
    return services.schedule(work, slug, wanted, at=at, seen_number=published(work, slug).number)


def last(work: Work, slug: str) -> tuple[int, str, str]:
    """(number, by whom, note) of the newest version."""
    line = versions_of(work.db, gate_of(work.db, slug).meeting_id)[0]
    return line.number, line.published_by, line.note


def test_what_the_draft_says_then_is_published_in_the_leads_name_and_told(
    work_as: WorkAs, cast: Cast, clock: Clock
) -> None:
    with work_as(cast.alice) as work:
        slug = a_published_gathering(work)
        come(work, slug, "anna")
        assert schedule(work, slug) == DUE
        change(work, slug, WATER, starts=time(10, 30))  # drafted after it was scheduled
    clock.set(datetime(2026, 9, 20, 5, 59, tzinfo=UTC))
    assert run_errands() == 0
    clock.forward(minutes=1)
    run_errands()
    with work_as(cast.alice) as work:
        assert last(work, slug) == (3, "Alice", "Som utlovat.")
        assert clocks(work, slug)[WATER] == "10.30–11.15"
        assert scheduled_of(work.db, 1) is None
        assert [who for who, _, _ in letters(work)] == ["anna"]


def test_run_twice_it_publishes_once(work_as: WorkAs, cast: Cast, clock: Clock) -> None:
    with work_as(cast.alice) as work:
        slug = a_published_gathering(work)
        schedule(work, slug)
        change(work, slug, WATER, starts=time(10, 30))
    clock.set(DUE)
    with work_as(SYSTEM) as work:
        assert services.publish_scheduled(work, 1, DUE) == 3
        assert services.publish_scheduled(work, 1, DUE) is None
        assert letters(work) == []


def test_a_change_of_time_counts_and_the_old_time_passes_without_a_word(
    work_as: WorkAs, cast: Cast, clock: Clock
) -> None:
    with work_as(cast.alice) as work:
        slug = a_published_gathering(work)
        schedule(work, slug)
        change(work, slug, WATER, starts=time(10, 30))
        schedule(work, slug, (date(2026, 9, 21), time(8)))
    clock.set(DUE)
    assert run_errands() == 1
    with work_as(SYSTEM) as work:
        assert (published(work, slug).number, letters(work)) == (2, [])
    clock.forward(days=1)
    run_errands()
    with work_as(SYSTEM) as work:
        assert published(work, slug).number == 3


def test_what_was_cancelled_does_not_happen(work_as: WorkAs, cast: Cast, clock: Clock) -> None:
    with work_as(cast.alice) as work:
        slug = a_published_gathering(work)
        schedule(work, slug)
        change(work, slug, WATER, starts=time(10, 30))
        services.unschedule(work, slug)
        with pytest.raises(Conflict):
            services.unschedule(work, slug)
    clock.set(DUE)
    run_errands()
    with work_as(SYSTEM) as work:
        assert (published(work, slug).number, letters(work)) == (2, [])


def test_with_nothing_new_to_publish_the_lead_is_told_by_letter(work_as: WorkAs, cast: Cast, clock: Clock) -> None:
    with work_as(cast.alice) as work:
        slug = a_published_gathering(work)
        schedule(work, slug)
    clock.set(DUE)
    run_errands()
    with work_as(SYSTEM) as work:
        assert (published(work, slug).number, scheduled_of(work.db, 1)) == (2, None)
        assert letters(work) == [("alice", "publication-refused", "Inte publicerat: Höstens träff")]
        told = letter_to(work, "alice", "publication-refused")
    assert "Det finns inget nytt att publicera: utkastet säger det som redan är publicerat." in told
    assert f"/plan/meetings/{slug}/publish" in told


def test_when_a_version_came_in_between_the_lead_is_told_by_letter(work_as: WorkAs, cast: Cast, clock: Clock) -> None:
    with work_as(cast.alice) as work:
        slug = a_published_gathering(work)
        schedule(work, slug)
        change(work, slug, MILL, starts=time(10))
        set_status(work, slug, Status.CANCELLED)  # which publishes that it is
    clock.set(DUE)
    run_errands()
    with work_as(SYSTEM) as work:
        assert (published(work, slug).number, scheduled_of(work.db, 1)) == (3, None)
        assert "Version 3 publicerades under tiden." in letter_to(work, "alice", "publication-refused")


def test_nobody_is_written_to_when_the_account_is_gone(work_as: WorkAs, cast: Cast, clock: Clock) -> None:
    with work_as(cast.alice) as work:
        slug = a_published_gathering(work)
    with work_as(SYSTEM) as work:
        schedule(work, slug)
    clock.set(DUE)
    run_errands()
    with work_as(SYSTEM) as work:
        assert work.db.scalars(select(PostedLetter.kind)).all() == []


def test_the_page_of_a_draft_can_be_published_by_itself_for_the_first_time(
    work_as: WorkAs, cast: Cast, clock: Clock
) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        an_item(work, slug)
        services.schedule(work, slug, Publication(), at=SUNDAY, seen_number=0)
    clock.set(DUE)
    run_errands()
    with work_as(SYSTEM) as work:
        assert (published(work, slug).number, gate_of(work.db, slug).status) == (1, Status.SAVE_THE_DATE)


def test_scheduling_over_somebody_elses_version_is_refused(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_published_gathering(work)
        publish(work, slug, preliminary=False, with_agenda=True)
        with pytest.raises(Conflict):
            services.schedule(work, slug, Publication(), at=SUNDAY, seen_number=2)


def test_staff_schedule_nothing_and_only_the_system_carries_it_out(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_published_gathering(work)
        with pytest.raises(NotAllowed):
            services.publish_scheduled(work, 1, DUE)
    with work_as(cast.bob) as work, pytest.raises(NotAllowed):
        schedule(work, slug)
    assert PUBLISH_LATER == "publish-later"


@pytest.mark.parametrize(
    ("day", "at"),
    [
        (date(2026, 9, 1), time(10)),  # this very minute
        (date(2026, 8, 31), time(23, 59)),
        (date(2027, 3, 28), time(2, 30)),  # skipped
    ],
)
def test_a_time_that_is_past_or_skipped_is_refused(day: date, at: time) -> None:
    with pytest.raises(Invalid) as refusal:
        due_instant(day, at, ZONE, NOW)
    assert list(refusal.value.fields) == ["at"]


def test_of_an_hour_that_comes_twice_the_first_is_meant() -> None:
    assert due_instant(date(2026, 10, 25), time(2, 30), ZONE, NOW) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
