"""Fetching a cluster's calendar again and again: what is asked for, and what is kept of what was passed over."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import lxml.html
from flask.testing import FlaskClient
from sqlalchemy import func, select

from planner.activities.models import Activity
from planner.activities.rules import FetchOutcome, PassedOver, counts_as_text, counts_of
from planner.activities.services import fetch_again, set_feed
from planner.core.actor import Actor
from planner.web.errands import run_due
from tests.activities.scene import at
from tests.activities.test_feeds import SLUG, WALK, known
from tests.activities.web_host import Answer, WebHost
from tests.builders import Cast
from tests.conftest import Clock

WorkAs = Callable[[Actor], Any]
As = Callable[[str], FlaskClient]


def test_once_a_day_and_after_trouble_all_of_it_is_read_anew(
    host: WebHost, serve: Callable[..., None], work_as: WorkAs, cast: Cast, clock: Clock
) -> None:
    """A series reaches a day further each day, though its calendar never changes."""
    serve("UID:d\nSUMMARY:Dag\nDTSTART;VALUE=DATE:20260801\nRRULE:FREQ=DAILY", etag="v1")
    clock.now = at("2026-09-01T08:00Z")
    with work_as(cast.alice) as work:
        set_feed(work, SLUG, host.url())
    run_due()

    def last_day() -> date | None:
        with work_as(cast.alice) as work:
            found: date | None = work.db.scalar(select(func.max(Activity.last_day)))
            return found

    def asked(hours: int) -> tuple[str | None, date | None]:
        clock.forward(hours=hours)
        run_due()
        return host.asked[-1][1].get("If-None-Match"), last_day()

    first = date(2026, 9, 1) + timedelta(days=400)
    assert last_day() == first
    assert asked(hours=1) == ('"v1"', first)
    # The next day on the clocks of the network begins at 22 UTC.
    assert asked(hours=12) == ('"v1"', first)
    assert asked(hours=1) == (None, first + timedelta(days=1))
    kept = dict(host.answers)
    host.answers["/a.ics"] = Answer(500)
    assert asked(hours=24) == (None, first + timedelta(days=1))
    host.answers |= kept
    assert asked(hours=1) == (None, first + timedelta(days=2))
    assert asked(hours=1) == ('"v1"', first + timedelta(days=2))
    clock.forward(minutes=5)
    with work_as(cast.alice) as work:
        fetch_again(work, SLUG)
    assert asked(hours=0)[0] is None


def test_what_is_passed_over_is_kept_until_the_next_reading_and_told_to_whose_calendar_it_is(
    host: WebHost, serve: Callable[..., None], work_as: WorkAs, cast: Cast, clock: Clock, as_: As
) -> None:
    serve(WALK, "UID:p\nSUMMARY:x\nCLASS:PRIVATE\nDTSTART;VALUE=DATE:20261006", "UID:o\nSUMMARY:x", etag="v1")
    with work_as(cast.alice) as work:
        set_feed(work, SLUG, host.url())
    run_due()
    told = ((PassedOver.PRIVATE, 1), (PassedOver.ODD, 1))
    assert known(work_as, cast).passed_over == told
    host.answers["/a.ics"] = Answer(304)
    clock.forward(hours=1)
    run_due()
    assert (known(work_as, cast).outcome, known(work_as, cast).passed_over) == (FetchOutcome.UNCHANGED, told)
    page = lxml.html.fromstring(as_("bob").get(f"/plan/clusters/{SLUG}/feed").text)
    [said] = page.xpath("//p[contains(., 'visas inte')]")
    assert (said.text, [line.text for line in said.getnext()]) == (
        "2 poster i kalendern visas inte:",
        ["1 är privat", "1 går inte att förstå: dag eller tid saknas eller är fel skriven"],
    )
    with work_as(cast.alice) as work:
        set_feed(work, SLUG, host.url("/b.ics"))
    assert known(work_as, cast).passed_over == ()
    assert "visas inte" not in as_("bob").get(f"/plan/clusters/{SLUG}/feed").text


def test_the_counts_of_a_whole_calendar_fit_where_they_are_kept() -> None:
    counts = tuple((why, 3000) for why in PassedOver)
    assert counts_of(counts_as_text(counts)) == counts
    assert len(counts_as_text(counts)) <= 200
