"""Reminding the silent, by hand and by itself, and nobody else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import pytest

from planner.core.actor import SYSTEM, Actor
from planner.core.errors import Conflict
from planner.core.language import Words
from planner.core.work import Work
from planner.invitations import services
from planner.invitations.queries import invited_actor, line_of, terms_of
from planner.invitations.rules import InvitingTerms, Standing
from planner.meetings.queries import gate_of
from planner.meetings.rules import Status
from planner.meetings.services import set_status
from planner.registrations.services import cancel
from planner.web.entry import acting
from tests.builders import Cast
from tests.conftest import Clock
from tests.invitations.scene import (
    ANNA,
    bounce,
    cluster_invitation,
    declines,
    person_invitation,
    reminded,
    sent_to_all,
    standings,
    token_of,
)
from tests.registrations.scene import a_gathering, come, letters

WorkAs = Callable[[Actor], Any]


@pytest.fixture
def slug(cast: Cast, work_as: WorkAs) -> str:
    """Open until 30 September; reminders are due on the 16th and the 26th."""
    with work_as(cast.alice) as work:
        return a_gathering(work)


Happening = Callable[[Work, str, Cast], None]


def nothing(work: Work, slug: str, cast: Cast) -> None: ...


def answers(work: Work, slug: str, cast: Cast) -> None:
    come(work, slug, "eva", cluster_id=cast.vreta_id, organisation="")


def answers_and_cancels(work: Work, slug: str, cast: Cast) -> None:
    eva = come(work, slug, "eva", cluster_id=cast.vreta_id, organisation="")
    cancel(work, eva.registration_id)


def waits(work: Work, slug: str, cast: Cast) -> None:
    for name in ("eva", "fia", "gun"):
        come(work, slug, name, cluster_id=cast.vreta_id if name == "gun" else cast.agrovast_id, organisation="")


def declines_by_hand(work: Work, slug: str, cast: Cast) -> None:
    services.decline(work, cluster_invitation(work, slug, cast.vreta_id))


def declines_and_takes_it_back(work: Work, slug: str, cast: Cast) -> None:
    declines(work, slug, cast)
    services.take_back(work, cluster_invitation(work, slug, cast.vreta_id))


def bounces(work: Work, slug: str, cast: Cast) -> None:
    bounce(work, "bob@example.org")


def opens(work: Work, slug: str, cast: Cast) -> None:
    number = cluster_invitation(work, slug, cast.vreta_id)
    services.note_opened(acting(work, invited_actor(work.db, token_of(work, number))), number)


def is_struck_out(work: Work, slug: str, cast: Cast) -> None:
    services.remove(work, cluster_invitation(work, slug, cast.vreta_id))


@pytest.mark.parametrize(
    ("happens", "standing", "is_reminded"),
    [
        (nothing, Standing.SENT, True),
        (opens, Standing.OPENED, True),
        (answers, Standing.ANSWERED, False),
        (waits, Standing.ANSWERED, False),
        (answers_and_cancels, Standing.ANSWERED, False),
        (declines, Standing.ABSENT, False),
        (declines_by_hand, Standing.ABSENT, False),
        (declines_and_takes_it_back, Standing.OPENED, True),
        (bounces, Standing.BOUNCED, False),
        (is_struck_out, None, False),
    ],
)
@pytest.mark.parametrize("auto", [False, True])
def test_only_the_silent_are_reminded(
    slug: str,
    cast: Cast,
    work_as: WorkAs,
    clock: Clock,
    happens: Happening,
    standing: Standing | None,
    is_reminded: bool,
    auto: bool,
) -> None:
    with work_as(cast.alice) as work:
        services.invite_clusters(work, slug, [cast.vreta_id])
        services.send(work, slug)
        happens(work, slug, cast)
    clock.set(datetime.combine(date(2026, 9, 16), time(2), clock.now.tzinfo))
    with work_as(SYSTEM if auto else cast.alice) as work:
        assert list(standings(work, slug).values()) == ([standing.value] if standing else [])
        number = services.remind_due(work) if auto else services.remind(work, slug)
        assert (number, reminded(work)) == ((1, ["bob"]) if is_reminded else (0, []))


def test_whom_no_letter_has_gone_to_nobody_reminds(slug: str, cast: Cast, work_as: WorkAs, clock: Clock) -> None:
    with work_as(cast.alice) as work:
        services.invite_clusters(work, slug, [cast.vreta_id])
    clock.forward(days=15)
    with work_as(SYSTEM) as work:
        assert (services.remind_due(work), services.remind(work, slug)) == (0, 0)


def test_automatic_reminders_leave_twice_at_most_whatever_runs_how_often(
    slug: str, cast: Cast, work_as: WorkAs, clock: Clock
) -> None:
    with work_as(cast.alice) as work:
        sent_to_all(work, slug, cast)
    days = []
    while clock.now.date() < date(2026, 10, 14):
        with work_as(SYSTEM) as work:
            days += [clock.now.date()] * services.remind_due(work)
        clock.forward(hours=8)
    assert days == [date(2026, 9, 16)] * 3 + [date(2026, 9, 26)] * 3
    with work_as(cast.alice) as work:
        line = line_of(work.db, person_invitation(work, slug, "anna@example.org"))
        assert (line.reminders, line.auto_reminders) == (2, 2)


def test_no_automatic_reminder_comes_within_three_days_of_one_by_hand(
    slug: str, cast: Cast, work_as: WorkAs, clock: Clock
) -> None:
    with work_as(cast.alice) as work:
        services.invite_people(work, slug, [ANNA])
        services.send(work, slug)
    clock.set(clock.now.replace(day=14))
    with work_as(cast.alice) as work:
        assert (services.remind(work, slug), services.remind(work, slug)) == (1, 0)
    for day in range(15, 27):
        clock.set(clock.now.replace(day=day))
        with work_as(SYSTEM) as work:
            assert services.remind_due(work) == (1 if day == 26 else 0)


@pytest.mark.parametrize("status", [Status.CLOSED, Status.CANCELLED])
def test_letters_leave_only_while_registration_is_open(
    slug: str, cast: Cast, work_as: WorkAs, clock: Clock, status: Status
) -> None:
    with work_as(cast.alice) as work:
        sent_to_all(work, slug, cast)
        set_status(work, slug, status)
    clock.set(clock.now.replace(day=16))
    with work_as(SYSTEM) as work:
        before = len(letters(work))
        assert services.remind_due(work) == 0
        number = person_invitation(work, slug, "anna@example.org")
        for attempt in (
            lambda: services.send(work, slug),
            lambda: services.remind(work, slug),
            lambda: services.send_again(work, number),
        ):
            with pytest.raises(Conflict, match="while registration is open"):
                attempt()
        assert len(letters(work)) == before


def test_reminders_that_are_turned_off_do_not_leave(slug: str, cast: Cast, work_as: WorkAs, clock: Clock) -> None:
    off = InvitingTerms(Words("Välkomna!", "Welcome!"), None, None)
    with work_as(cast.alice) as work:
        services.set_terms(work, slug, off)
        assert terms_of(work.db, gate_of(work.db, slug).meeting_id) == replace(off, revision=1)
        with pytest.raises(Conflict, match="in the meantime"):
            services.set_terms(work, slug, off)
        sent_to_all(work, slug, cast)
    clock.set(clock.now.replace(day=16))
    with work_as(SYSTEM) as work:
        assert services.remind_due(work) == 0
