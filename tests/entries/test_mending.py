"""The errand itself: two workers at once, many people, a fixed number of statements, and the post's order."""

import email
import email.policy
from collections.abc import Callable
from datetime import time
from typing import Any

import pytest
from flask import Flask

from planner.core.actor import SYSTEM, Actor
from planner.core.errors import NotAllowed
from planner.core.language import Words
from planner.entries import errands
from planner.entries.services import BATCH, count_reached, mend_some
from planner.meetings.queries import gate_of
from planner.meetings.rules import DayHours
from planner.programmes.queries import newest
from planner.programmes.services import publish
from planner.registrations.services import cancel
from planner.web.entry import reading
from planner.web.errands import run_due
from tests.builders import Cast
from tests.conftest import Clock
from tests.entries.scene import (
    WorkAs,
    a_house,
    a_programme_out,
    choose_water,
    mailed,
    run_errands,
    say_yes,
    shorts,
    wants,
)
from tests.mail.conftest import server as server
from tests.mail.fake_smtp import Behaviour
from tests.publishing.scene import change as change_item
from tests.publishing.test_concurrency import at_once, hesitation
from tests.registrations.scene import FIRST, SECOND, change_gathering, come

LATER_HOURS = (DayHours(FIRST, time(11), time(16, 30)), DayHours(SECOND, time(8, 30), time(12)))


def a_change(work: Any, slug: str) -> int:
    """Other hours and another time for the water are published; gives the gathering's id."""
    change_gathering(work, slug, days=LATER_HOURS)
    change_item(work, slug, "Vatten", starts=time(11, 30))
    change_item(work, slug, "Jord", starts=time(11, 30))
    publish(work, slug, preliminary=False, with_agenda=True)
    return gate_of(work.db, slug).meeting_id


def some_guests(work: Any, number: int, **more: Any) -> str:
    """So many who come, have chosen water and want its entry; and Ek, who gives it."""
    slug = a_programme_out(work, **({"capacity": 1000} | more))
    for n in range(number):
        registration_id = come(work, slug, f"guest{n:03}").registration_id
        choose_water(work, slug, registration_id)
        wants(work, registration_id)
    say_yes(work, slug)
    return slug


def test_two_workers_at_once_write_each_letter_once(app: Flask, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = some_guests(work, 3)
    run_errands()
    with work_as(cast.alice) as work:
        before = len(mailed(work))
        payload = str(a_change(work, slug))
    with hesitation("letter"):
        at_once(app, [lambda: errands.mend_entries(payload)] * 3)
    with reading(SYSTEM) as work:
        gathering = [(f"guest{n:03}", "REQUEST", 1) for n in range(3)]
        assert sorted(shorts(work, before)) == sorted([*gathering, *gathering, ("ek", "REQUEST", 1)])


def test_many_are_told_in_batches(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_programme_out(work, capacity=1000)
        for n in range(BATCH + 1):
            come(work, slug, f"guest{n:03}")
    run_errands()
    with work_as(cast.alice) as work:
        before = len(mailed(work))
        meeting_id = a_change(work, slug)
    with work_as(SYSTEM) as work:
        assert mend_some(work, meeting_id) is True
        assert len(shorts(work, before)) == BATCH
    with work_as(SYSTEM) as work:
        assert mend_some(work, meeting_id) is False
        assert sorted(shorts(work, before)) == [(f"guest{n:03}", "REQUEST", 1) for n in range(BATCH + 1)]


def test_however_many_come_it_takes_as_many_statements(
    work_as: WorkAs, cast: Cast, statements: Callable[[], Any]
) -> None:
    counts, looks, reached = [], [], []
    for number in (1, 30):
        with work_as(cast.alice) as work:
            name = f"Träff {number}"
            slug = some_guests(work, number, title=Words(name), venue_id=a_house(work, name))
        run_errands()
        with work_as(cast.alice) as work:
            meeting_id = a_change(work, slug)
        with work_as(cast.alice) as work, statements() as seen:
            programme = newest(work.db, meeting_id)
            assert programme is not None
            reached.append(count_reached(work, gate_of(work.db, slug), programme))
            looks.append(len(seen))
        with work_as(SYSTEM) as work, statements() as seen:
            assert mend_some(work, meeting_id) is False
            counts.append(len(seen))
    assert reached == [2, 31]
    assert looks[0] == looks[1]
    assert counts[0] == counts[1]
    assert (looks[0], counts[0]) == (17, 22)


def test_only_the_system_sends_and_only_planners_count(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_programme_out(work)
        meeting_id = gate_of(work.db, slug).meeting_id
        programme = newest(work.db, meeting_id)
        assert programme is not None
    with work_as(cast.alice) as work, pytest.raises(NotAllowed):
        mend_some(work, meeting_id)
    with work_as(cast.bob) as work, pytest.raises(NotAllowed):
        count_reached(work, gate_of(work.db, slug), programme)


def received(server: Behaviour, who: str) -> list[tuple[str, str]]:
    """(method in the mail's header, METHOD and SEQUENCE in the part) of what reached somebody, in order."""
    found = []
    for to, message in server.taken:
        parsed = email.message_from_bytes(message, policy=email.policy.default)
        for part in parsed.walk():
            if to == f"{who}@example.org" and part.get_content_type() == "text/calendar":
                lines = part.get_content().splitlines()
                method = next(line for line in lines if line.startswith("METHOD:"))
                sequence = next(line for line in lines if line.startswith("SEQUENCE:"))
                found.append((str(part.get_param("method")), f"{method} {sequence}"))
    return found


def test_a_letter_that_waits_is_not_overtaken_by_the_update_or_the_cancelling(
    server: Behaviour, work_as: WorkAs, cast: Cast, clock: Clock
) -> None:
    server.deferred.add("anna@example.org")
    with work_as(cast.alice) as work:
        slug = a_programme_out(work)
        come(work, slug, "anna")
        come(work, slug, "bo")
    run_due()
    clock.forward(seconds=20)
    with work_as(cast.alice) as work:
        a_change(work, slug)
    run_due()
    assert received(server, "anna") == []  # her mail server says: come back later
    assert received(server, "bo")[-1] == ("REQUEST", "METHOD:REQUEST SEQUENCE:1")
    with work_as(Actor(registration_id=1)) as work:
        cancel(work, 1)
    run_due()
    server.deferred.clear()
    for _ in range(12):
        clock.forward(minutes=1)
        run_due()
    assert received(server, "anna") == [
        ("REQUEST", "METHOD:REQUEST SEQUENCE:0"),
        ("REQUEST", "METHOD:REQUEST SEQUENCE:1"),
        ("CANCEL", "METHOD:CANCEL SEQUENCE:2"),
    ]


def test_the_organizer_sends_and_the_contact_is_answered(server: Behaviour, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_programme_out(work)
        say_yes(work, slug)
    run_due()
    messages = [email.message_from_bytes(m, policy=email.policy.default) for _, m in server.taken]
    assert len(messages) == 2
    for message in messages:
        (part,) = (part for part in message.walk() if part.get_content_type() == "text/calendar")
        assert message["Reply-To"] == "demo.lind@example.org"
        content = part.get_content().replace("\r\n ", "")
        assert [line.rpartition(":")[2] for line in content.splitlines() if line.startswith("ORGANIZER")] == [
            "samling@example.org"
        ]
        assert "demo.lind@example.org" in next(line for line in content.splitlines() if line.startswith("CONTACT"))
        assert message.get_content_type() == "multipart/alternative"
        assert list(message.iter_parts())[-1] is part
