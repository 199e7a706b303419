"""Publishing, and carrying a change of state to the public."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from planner.agenda.services import remove_item
from planner.core.actor import ANONYMOUS
from planner.core.errors import Conflict, NotAllowed, NotFound, NotSignedIn
from planner.core.language import Words
from planner.core.outbox import Errand
from planner.core.work import Work
from planner.meetings.queries import record_of
from planner.meetings.rules import Status
from planner.meetings.services import change_meeting, move_meeting, set_status
from planner.programmes.models import ProgrammeRow
from planner.programmes.news import ProgrammePublished
from planner.programmes.queries import newest, programme_of, stamp_of, versions_of
from planner.programmes.services import PRINT, publish, publish_times
from planner.programmes.snapshot import Programme
from tests.builders import Cast, a_meeting, an_item
from tests.conftest import Clock

WorkAs = Callable[..., Any]


def last(work: Work, slug: str) -> Programme:
    return programme_of(work.db, stamp_of(work.db, slug).programme_id)


def publish_all(work: Work, slug: str) -> int:
    return publish(work, slug, preliminary=False, with_agenda=True)


def retitle(work: Work, slug: str, title: str) -> None:
    record = record_of(work.db, slug)
    change_meeting(work, slug, replace(record.details, title=Words(title)), revision=record.revision)


def test_versions_are_numbered_and_kept(work_as: WorkAs, cast: Cast, clock: Clock) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        an_item(work, slug)
        first = publish(work, slug, preliminary=True, with_agenda=True, note="Så här långt.")
    clock.forward(days=1)
    with work_as(cast.dora) as work:
        second = publish_all(work, slug)
        lines = versions_of(work.db, stamp_of(work.db, slug).meeting_id)
    assert (first, second) == (1, 2)
    assert [(line.number, line.published_by, line.preliminary, line.note) for line in lines] == [
        (2, "Dora", False, ""),
        (1, "Alice", True, "Så här långt."),
    ]


@pytest.mark.parametrize("name", ["bob", "charlie"])
def test_staff_may_not_publish(work_as: WorkAs, cast: Cast, name: str) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
    with work_as(cast.account(name)) as work, pytest.raises(NotAllowed):
        publish_all(work, slug)
    with work_as(ANONYMOUS) as work, pytest.raises(NotSignedIn):
        publish_all(work, slug)


def test_nothing_can_be_published_of_what_is_not_there(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work, pytest.raises(NotFound):
        publish_all(work, "no-such-gathering")


def test_publishing_over_somebody_elses_version_is_refused(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        publish(work, slug, preliminary=False, with_agenda=True, seen_number=0)
        with pytest.raises(Conflict):
            publish(work, slug, preliminary=False, with_agenda=True, seen_number=0)
        assert publish(work, slug, preliminary=False, with_agenda=True, seen_number=1) == 2


def test_publishing_a_draft_makes_it_a_save_the_date_with_one_version(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        an_item(work, slug)
        publish_all(work, slug)
        stamp = stamp_of(work.db, slug)
        assert (stamp.status, stamp.number, stamp.with_agenda) == (Status.SAVE_THE_DATE, 1, True)


def test_a_gathering_that_opens_gets_its_page_without_the_programme(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        an_item(work, slug)
        set_status(work, slug, Status.OPEN)
        published = last(work, slug)
    assert (published.number, published.with_agenda, published.entries) == (1, False, ())


def test_a_step_that_readers_need_no_version_for_makes_none(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        publish_all(work, slug)
        set_status(work, slug, Status.OPEN)
        set_status(work, slug, Status.CLOSED)
        assert stamp_of(work.db, slug).number == 1


def test_a_cancelled_gathering_says_so_at_once_and_nothing_else(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        item_id = an_item(work, slug)
        an_item(work, slug, "Lunch", starts=time(12))
        publish_all(work, slug)
        before = last(work, slug)
        retitle(work, slug, "Hemligt än så länge")
        remove_item(work, slug, item_id)
        set_status(work, slug, Status.CANCELLED)
        after = last(work, slug)
    assert after.facts == replace(before.facts, cancelled=True)
    assert [(e.title, e.cancelled, e.sequence) for e in after.entries] == [(e.title, True, 1) for e in before.entries]
    with work_as(cast.alice) as work:
        set_status(work, slug, Status.OPEN)
        assert last(work, slug).facts == before.facts


def test_a_moved_gathering_shows_its_new_days_at_once_and_no_draft(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        an_item(work, slug)
        publish_all(work, slug)
        before = last(work, slug)
        retitle(work, slug, "Hemligt än så länge")
        an_item(work, slug, "Hemlig punkt", starts=time(15))
        move_meeting(work, slug, date(2026, 11, 18))
        after = last(work, slug)
    assert after.number == 2
    assert after.facts.title == before.facts.title
    assert [day.held_on for day in after.facts.days] == [date(2026, 11, 18), date(2026, 11, 19)]
    assert after.facts.moved_from == (date(2026, 10, 14), date(2026, 10, 15))
    assert [(e.title.sv, e.starts_at.hour, e.sequence) for e in after.entries] == [("Vatten när det är torrt", 9, 1)]


def test_each_version_is_printed_ahead_in_both_languages_and_told_of(work_as: WorkAs, cast: Cast) -> None:
    heard: list[ProgrammePublished] = []

    def hear(_work: Work, news: ProgrammePublished) -> None:
        heard.append(news)

    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        publish_all(replace(work, hearers={**work.hearers, ProgrammePublished: (hear,)}), slug)
        row = work.db.scalars(select(ProgrammeRow)).one()
        errands = work.db.scalars(select(Errand.payload).where(Errand.kind == PRINT).order_by(Errand.id)).all()
        assert errands == [f"{row.id}.sv.", f"{row.id}.en."]
        assert heard == [ProgrammePublished(row.meeting_id, row.id, 1)]


def test_whether_people_are_told_is_said_with_the_version(work_as: WorkAs, cast: Cast) -> None:
    heard: list[bool] = []

    def hear(_work: Work, news: ProgrammePublished) -> None:
        heard.append(news.quiet)

    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        listening = replace(work, hearers={**work.hearers, ProgrammePublished: (hear,)})
        publish_all(listening, slug)
        publish(listening, slug, preliminary=False, with_agenda=True, quiet=False)
    assert heard == [True, False]


def test_other_times_are_published_at_once_and_no_draft(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        with pytest.raises(Conflict):
            publish_times(work, slug, {}, note="")
        an_item(work, slug)
        an_item(work, slug, "Lunch", starts=time(12))
        publish(work, slug, preliminary=True, with_agenda=True)
        before = last(work, slug)
        retitle(work, slug, "Hemligt än så länge")
        talk, lunch = before.entries
        times = {talk.uid: (talk.starts_at + timedelta(hours=3), talk.ends_at + timedelta(hours=3))}
        assert publish_times(work, slug, times, note="Sent") == 2
        after = last(work, slug)
    assert (after.facts, after.note, after.preliminary) == (before.facts, "Sent", True)
    assert [(e.uid, e.starts_at, e.sequence) for e in after.entries] == [
        (lunch.uid, lunch.starts_at, 0),
        (talk.uid, talk.starts_at + timedelta(hours=3), 1),
    ]
    with work_as(cast.bob) as work, pytest.raises(NotAllowed):
        publish_times(work, slug, times, note="")


def test_there_is_no_programme_before_the_first_version(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        assert newest(work.db, record_of(work.db, slug).meeting_id) is None
        with pytest.raises(NotFound):
            stamp_of(work.db, slug)
