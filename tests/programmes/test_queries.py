"""What published programmes tell the database's askers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from planner.core.actor import SYSTEM
from planner.core.language import Words
from planner.core.work import Work
from planner.meetings.rules import Status
from planner.meetings.services import record_places
from planner.programmes.queries import draft_of, last_versions, list_version, public_lines, stamp_of
from planner.programmes.services import publish
from tests.builders import Cast, a_meeting, a_programme, an_item, published, some_facts
from tests.conftest import START, Clock

WorkAs = Callable[..., Any]


def two_open(work: Work) -> tuple[int, int]:
    """Two open gatherings with ten places each; gives their numbers."""
    return tuple(  # type: ignore[return-value]
        published(work, a_programme(facts=some_facts(slug=slug, uid=uid * 32)), capacity=10).facts.meeting_id
        for slug, uid in (("ett", "1"), ("tva", "2"))
    )


def test_the_list_changes_when_a_place_moves_from_one_gathering_to_another(work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        first, second = two_open(work)
        record_places(work, first, taken=3, waiting=0)
        before = list_version(work.db, START)
        record_places(work, first, taken=2, waiting=0)
        record_places(work, second, taken=1, waiting=0)
        assert list_version(work.db, START) != before


def test_the_list_changes_the_minute_registration_closes(work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        published(work, a_programme(), last_day=date(2026, 9, 30))
        opened, last_minute, closed = (
            datetime(2026, 9, 30, hour, minute, tzinfo=UTC) for hour, minute in ((8, 0), (21, 59), (22, 0))
        )
        assert list_version(work.db, opened) == list_version(work.db, last_minute) != list_version(work.db, closed)
        assert [line.standing for line in public_lines(work.db, last_minute)] == [Status.OPEN]
        assert [line.standing for line in public_lines(work.db, closed)] == [Status.CLOSED]


def test_a_gathering_is_past_when_its_last_day_is_over_where_it_is_held(work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        published(work, a_programme(), status=Status.CANCELLED)
        before, after = datetime(2026, 10, 15, 21, 59, tzinfo=UTC), datetime(2026, 10, 15, 22, 0, tzinfo=UTC)
        assert [line.is_past for line in public_lines(work.db, before)] == [False]
        assert [line.is_past for line in public_lines(work.db, after)] == [True]
        assert list_version(work.db, before) != list_version(work.db, after)


def test_the_list_shows_only_what_is_public_and_its_newest_version(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        a_meeting(work, title=Words("Utkast"))
        slug = a_meeting(work)
        publish(work, slug, preliminary=False, with_agenda=False)
        publish(work, slug, preliminary=False, with_agenda=False)
        lines = public_lines(work.db, work.now)
    assert [(line.facts.title.sv, line.standing, line.places_left) for line in lines] == [
        ("Gröna kluster i Gamleby", Status.SAVE_THE_DATE, None)
    ]


def test_a_draft_says_what_the_tables_say_and_keeps_notes_to_itself(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        an_item(work, slug, notes="Ring talaren")
        draft = draft_of(work.db, slug)
    assert [(e.title, e.starts_at, e.sequence, e.cancelled) for e in draft.entries] == [
        (Words("Vatten när det är torrt"), datetime(2026, 10, 14, 8, 0, tzinfo=UTC), 0, False)
    ]
    assert "Ring talaren" not in repr(draft)


def test_the_last_versions_are_found_in_one_statement(work_as: WorkAs, statements: Callable[[], Any]) -> None:
    with work_as(SYSTEM) as work:
        programme = published(work, a_programme())
        for number in range(2, 6):
            published(work, replace(programme, number=number))
        with statements() as seen:
            found = last_versions(work.db, programme.facts.meeting_id, 3)
    assert ([p.number for p in found], len(seen)) == ([5, 4, 3], 1)


def test_a_stamp_is_one_statement_and_knows_the_time(
    work_as: WorkAs, clock: Clock, statements: Callable[[], Any]
) -> None:
    with work_as(SYSTEM) as work:
        published(work, a_programme(), capacity=5, places_taken=7, last_day=date(2026, 9, 30))
        with statements() as seen:
            stamp = stamp_of(work.db, "hostens-traff")
    assert (len(seen), stamp.places_left) == (1, 0)
    assert stamp.standing(START) is Status.OPEN
    assert stamp.standing(datetime(2026, 9, 30, 22, 0, tzinfo=UTC)) is Status.CLOSED
    assert stamp.standing(datetime(2026, 10, 15, 22, 0, tzinfo=UTC)) is Status.HELD
