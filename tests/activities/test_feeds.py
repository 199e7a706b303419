"""A cluster's own calendar: set, fetched by errand each hour, taken in, shown when it is approved, and let go."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from planner.activities.errands import fetch_calendar
from planner.activities.models import Activity, ActivityTheme
from planner.activities.queries import FeedRecord, Waiting, calendar_stamp, feed_of, waiting_for
from planner.activities.rules import ActivityState, FetchOutcome
from planner.activities.rules.reading import read_calendar
from planner.activities.services import (
    approve_feed,
    change_activity,
    fetch_again,
    look_after_feeds,
    remove_feed,
    restore_activity,
    set_feed,
    trust_cluster,
    withdraw_activity,
)
from planner.activities.snapshot import from_json
from planner.core.actor import SYSTEM, Actor
from planner.core.errors import Conflict, Invalid, NotAllowed, NotFound, TooMany
from planner.core.outbox import Later
from planner.web.errands import run_due
from tests.activities.scene import a_theme, an_activity, details, stands
from tests.activities.test_reading import calendar
from tests.activities.web_host import HOST, Answer, WebHost
from tests.builders import Cast
from tests.conftest import Clock

WorkAs = Callable[[Actor], Any]
SLUG = "vreta-kluster"
WALK = "UID:walk\nSUMMARY:Vandring\nDTSTART;VALUE=DATE:20261006"
TALK = "UID:talk\nSUMMARY:Samtal\nDTSTART;VALUE=DATE:20261007"


@pytest.fixture
def set_up(host: WebHost, serve: Callable[..., None], work_as: WorkAs, cast: Cast) -> None:
    """The lead has set Vreta's calendar, which holds WALK and TALK, and it has been read."""
    serve(WALK, TALK)
    with work_as(cast.alice) as work:
        set_feed(work, SLUG, host.url())
    assert run_due() == 1


def known(work_as: WorkAs, cast: Cast) -> FeedRecord:
    with work_as(cast.alice) as work:
        found = feed_of(work.db, cast.vreta_id)
    assert found is not None
    return found


def read_in(work_as: WorkAs, cast: Cast) -> list[tuple[str, str, ActivityState, bool, bool]]:
    """(key, title, state, shown, cancelled) of what was read, by key."""
    with work_as(cast.alice) as work:
        rows = work.db.scalars(select(Activity).where(Activity.feed_key.is_not(None)).order_by(Activity.feed_key)).all()
    return [
        (row.feed_key or "", row.title_sv, row.state, row.shown is not None,
         row.shown is not None and from_json(row.shown).cancelled)
        for row in rows
    ]  # fmt: skip


A, W = ActivityState.APPROVED, ActivityState.WAITING


@pytest.mark.usefixtures("set_up")
def test_what_stands_there_is_shown_and_fetched_again_in_an_hour(
    work_as: WorkAs, cast: Cast, clock: Clock, host: WebHost
) -> None:
    assert read_in(work_as, cast) == [("talk", "Samtal", A, True, False), ("walk", "Vandring", A, True, False)]
    feed = known(work_as, cast)
    assert (feed.outcome, feed.entries, feed.fetched_at, feed.read_at, feed.next_at) == (
        FetchOutcome.READ,
        2,
        clock.now,
        clock.now,
        clock.now + timedelta(hours=1),
    )
    assert run_due() == 0
    clock.forward(minutes=59)
    assert run_due() == 0
    clock.forward(minutes=1)
    assert run_due() == 1
    assert len(host.asked) == 2


@pytest.mark.usefixtures("set_up")
def test_known_ones_change_in_place_gone_ones_go_and_cancelled_ones_are_marked(
    serve: Callable[..., None], work_as: WorkAs, cast: Cast, clock: Clock
) -> None:
    with work_as(cast.alice) as work:
        uids = {row.feed_key: row.uid for row in work.db.execute(select(Activity.feed_key, Activity.uid))}
    wet = WALK.replace("Vandring", "Vandring i regn")
    serve(f"{wet}\nSTATUS:CANCELLED", "UID:new\nSUMMARY:Ny\nDTSTART;VALUE=DATE:20261008")
    clock.forward(hours=1)
    run_due()
    off = ActivityState.CANCELLED
    assert read_in(work_as, cast) == [("new", "Ny", A, True, False), ("walk", "Vandring i regn", off, True, True)]
    with work_as(cast.alice) as work:
        assert work.db.scalar(select(Activity.uid).where(Activity.feed_key == "walk")) == uids["walk"]


@pytest.mark.usefixtures("set_up")
def test_nothing_new_is_no_news(serve: Callable[..., None], work_as: WorkAs, cast: Cast, clock: Clock) -> None:
    with work_as(cast.alice) as work:
        before = calendar_stamp(work.db)
        dates = work.db.scalars(select(Activity.changed_at)).all()
    clock.forward(hours=1)
    run_due()
    with work_as(cast.alice) as work:
        assert calendar_stamp(work.db) == before
        assert work.db.scalars(select(Activity.changed_at)).all() == dates


def test_the_version_that_is_known_is_told_and_unchanged_is_written_down(
    host: WebHost, serve: Callable[..., None], work_as: WorkAs, cast: Cast, clock: Clock
) -> None:
    serve(WALK, etag="v1")
    with work_as(cast.alice) as work:
        set_feed(work, SLUG, host.url())
    run_due()
    host.answers["/a.ics"] = Answer(304)
    clock.forward(hours=1)
    run_due()
    assert [headers.get("If-None-Match") for _, headers in host.asked] == [None, '"v1"']
    feed = known(work_as, cast)
    assert (feed.outcome, feed.read_at, feed.entries) == (FetchOutcome.UNCHANGED, clock.now, 1)
    assert len(read_in(work_as, cast)) == 1


@pytest.mark.usefixtures("set_up")
@pytest.mark.parametrize(
    ("answer", "outcome", "detail"),
    [
        (Answer(404), FetchOutcome.REFUSED, "404"),
        (Answer(200, b"<html>Sign in</html>"), FetchOutcome.NO_CALENDAR, ""),
        (Answer(200, calendar(WALK)[:-30], said_length=5000), FetchOutcome.UNREACHABLE, ""),
        (Answer(302, headers={"Location": "http://169.254.169.254/"}), FetchOutcome.FORBIDDEN, ""),
    ],
)
def test_what_goes_wrong_is_told_and_takes_nothing_away(
    host: WebHost, work_as: WorkAs, cast: Cast, clock: Clock, answer: Answer, outcome: FetchOutcome, detail: str
) -> None:
    before, read_at = read_in(work_as, cast), clock.now
    parts_reach = host.reach(lambda name: ["127.0.0.1"] if name == HOST else [name])
    host.answers["/a.ics"] = answer
    clock.forward(hours=1)
    with pytest.raises(Later):
        fetch_calendar(f"{cast.vreta_id}.1", reach=parts_reach, parse=read_calendar)
    feed = known(work_as, cast)
    assert (feed.outcome, feed.detail, feed.fetched_at, feed.read_at) == (outcome, detail, clock.now, read_at)
    assert (feed.next_at, feed.entries) == (clock.now + timedelta(hours=1), 2)
    assert read_in(work_as, cast) == before


def test_a_staffs_calendar_waits_as_a_whole(
    host: WebHost, serve: Callable[..., None], work_as: WorkAs, cast: Cast, clock: Clock
) -> None:
    serve(WALK)
    with work_as(cast.bob) as work:
        set_feed(work, SLUG, host.url())
    run_due()
    assert read_in(work_as, cast) == [("walk", "Vandring", W, False, False)]
    with work_as(cast.alice) as work:
        assert waiting_for(work.db) == Waiting(0, 1)
        approve_feed(work, SLUG)
    assert read_in(work_as, cast) == [("walk", "Vandring", A, True, False)]
    serve(WALK, TALK)
    clock.forward(hours=1)
    run_due()
    assert len([row for row in read_in(work_as, cast) if row[3]]) == 2


def test_trusting_a_cluster_takes_its_calendar_in_too(
    host: WebHost, serve: Callable[..., None], work_as: WorkAs, cast: Cast
) -> None:
    serve(WALK)
    with work_as(cast.bob) as work:
        set_feed(work, SLUG, host.url())
    run_due()
    with work_as(cast.alice) as work:
        trust_cluster(work, SLUG)
    assert read_in(work_as, cast) == [("walk", "Vandring", A, True, False)]
    with work_as(cast.bob) as work:
        remove_feed(work, SLUG)
        set_feed(work, SLUG, host.url())
        assert feed_of(work.db, cast.vreta_id).is_approved  # type: ignore[union-attr]


@pytest.mark.usefixtures("set_up")
def test_another_address_begins_anew_and_what_still_runs_for_the_old_one_writes_nothing(
    host: WebHost, work_as: WorkAs, cast: Cast
) -> None:
    with work_as(cast.bob) as work:
        set_feed(work, SLUG, host.url("/b.ics"))
        feed = feed_of(work.db, cast.vreta_id)
        assert feed is not None
        assert (feed.turn, feed.is_approved, feed.etag, feed.entries) == (2, False, "", 0)
    assert read_in(work_as, cast) == []
    asked = len(host.asked)
    fetch_calendar(f"{cast.vreta_id}.1", reach=host.reach(), parse=read_calendar)
    assert (read_in(work_as, cast), len(host.asked)) == ([], asked)


@pytest.mark.usefixtures("set_up")
def test_what_somebody_withdrew_stays_withdrawn(work_as: WorkAs, cast: Cast, clock: Clock) -> None:
    with work_as(cast.bob) as work:
        number = work.db.scalar(select(Activity.id).where(Activity.feed_key == "walk"))
        assert number is not None
        withdraw_activity(work, number)
        with pytest.raises(Conflict):
            change_activity(work, number, details(cast.vreta_id), revision=1, send=True)
    clock.forward(hours=1)
    run_due()
    with work_as(cast.bob) as work:
        assert stands(work, number) == (ActivityState.WITHDRAWN, None)
        restore_activity(work, number)
        assert stands(work, number) == (A, "Vandring")


@pytest.mark.usefixtures("set_up")
def test_what_has_been_stays_when_the_window_moves_past_it(
    serve: Callable[..., None], work_as: WorkAs, cast: Cast, clock: Clock
) -> None:
    serve()
    clock.forward(days=70)
    run_due()
    assert [key for key, *_ in read_in(work_as, cast)] == ["talk", "walk"]


@pytest.mark.usefixtures("set_up")
def test_only_what_was_read_goes_with_the_calendar(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        own = an_activity(work, cast.vreta_id)
        remove_feed(work, SLUG)
        assert stands(work, own) == (A, "Fältvandring")
        assert feed_of(work.db, cast.vreta_id) is None
        with pytest.raises(NotFound):
            remove_feed(work, SLUG)
    assert read_in(work_as, cast) == []
    assert run_due() == 0


@pytest.mark.usefixtures("set_up")
def test_one_can_fetch_now_but_not_all_the_time(work_as: WorkAs, cast: Cast, clock: Clock, host: WebHost) -> None:
    with work_as(cast.bob) as work, pytest.raises(TooMany):
        fetch_again(work, SLUG)
    clock.forward(minutes=5)
    with work_as(cast.bob) as work:
        fetch_again(work, SLUG)
    assert run_due() == 1
    clock.forward(hours=1)
    run_due()
    assert len(host.asked) == 3


@pytest.mark.usefixtures("set_up")
def test_a_calendar_that_nobody_fetches_any_more_is_begun_with_anew(work_as: WorkAs, cast: Cast, clock: Clock) -> None:
    with work_as(SYSTEM) as work:
        assert look_after_feeds(work) == 0
    clock.forward(hours=5)
    with work_as(SYSTEM) as work:
        assert look_after_feeds(work) == 1
    run_due()
    assert known(work_as, cast).fetched_at == clock.now


def test_themes_are_known_by_any_of_their_names(
    host: WebHost, serve: Callable[..., None], work_as: WorkAs, cast: Cast, clock: Clock
) -> None:
    with work_as(cast.alice) as work:
        theme = a_theme(work, "vatten", "Vattenfrågor")
        set_feed(work, SLUG, host.url())
    for categories, wanted in (("VATTENFRÅGOR,Kurs", [theme]), ("Vatten", [theme]), ("Kurs", [])):
        serve(f"{WALK}\nCATEGORIES:{categories}")
        clock.forward(hours=1)
        run_due()
        with work_as(cast.alice) as work:
            assert list(work.db.scalars(select(ActivityTheme.theme_id))) == wanted


def test_who_may_say_where_a_calendar_is(host: WebHost, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.charlie) as work:
        for use_case in (
            lambda: set_feed(work, SLUG, host.url()),
            lambda: fetch_again(work, SLUG),
            lambda: remove_feed(work, SLUG),
            lambda: approve_feed(work, SLUG),
            lambda: look_after_feeds(work),
        ):
            with pytest.raises(NotAllowed):
                use_case()
    with work_as(cast.bob) as work:
        with pytest.raises(Invalid) as refused:
            set_feed(work, SLUG, "file:///etc/passwd")
        assert list(refused.value.fields) == ["address"]
        set_feed(work, SLUG, host.url())
        with pytest.raises(NotAllowed):
            approve_feed(work, SLUG)


def test_taking_in_costs_the_same_for_few_and_many(
    host: WebHost, serve: Callable[..., None], work_as: WorkAs, cast: Cast, clock: Clock, statements: Callable[[], Any]
) -> None:
    def cost(number: int) -> int:
        days = (date(2026, 10, 1) + timedelta(days=n) for n in range(number))
        serve(*(f"UID:{n}\nSUMMARY:x\nDTSTART;VALUE=DATE:{day:%Y%m%d}" for n, day in enumerate(days)))
        clock.forward(hours=1)
        run_due()
        clock.forward(hours=1)
        with statements() as seen:
            run_due()
        return len(seen)

    with work_as(cast.alice) as work:
        set_feed(work, SLUG, host.url())
    assert cost(1) == cost(300)
