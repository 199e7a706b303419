"""Making a date poll, choosing its dates, and sending it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from planner.core.actor import ANONYMOUS
from planner.core.errors import Conflict, Invalid, NotAllowed, NotFound, NotSignedIn
from planner.core.language import Words
from planner.meetings.rules import DayHours
from planner.polls import services
from planner.polls.queries import poll_of, polls_in_order
from planner.polls.rules import PollStatus
from tests.builders import Cast
from tests.conftest import Clock
from tests.polls.scene import DAYS, FIRST, SECOND, THIRD, YES, ZONE, a_poll, ask_of, says, sent, some_terms
from tests.registrations.scene import letters

WorkAs = Callable[..., Any]


def first_days(work: Any, poll_id: int) -> list[date]:
    return [each.first_day for each in poll_of(work.db, poll_id).dates]


def test_a_poll_keeps_what_was_said_and_whom_to_contact(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        poll = poll_of(work.db, a_poll(work, cast))
    assert poll.terms == some_terms(cast)
    assert poll.contact == ("Alice", "alice@example.org")
    assert poll.dates[0].days == (
        DayHours(date(2026, 10, 14), time(10), time(17)),
        DayHours(date(2026, 10, 15), time(9), time(13)),
    )
    assert [(ask.cluster, ask.is_required, ask.has_answered) for ask in poll.asks] == [
        ("Agroväst", True, False),
        ("Vreta Kluster", False, False),
    ]


def test_only_planners_make_polls(work_as: WorkAs, cast: Cast) -> None:
    for actor, refusal in ((cast.bob, NotAllowed), (ANONYMOUS, NotSignedIn)):
        with pytest.raises(refusal), work_as(actor) as work:
            services.make_poll(work, some_terms(cast), ZONE)


def test_the_last_day_to_answer_is_to_come_and_the_clusters_are_known(work_as: WorkAs, cast: Cast) -> None:
    for more, field in (({"last_day": date(2026, 8, 31)}, "last_day"), ({"asked": frozenset({4711})}, "asked")):
        with pytest.raises(Invalid) as refusal, work_as(cast.alice) as work:
            a_poll(work, cast, **more)
        assert list(refusal.value.fields) == [field]
    with work_as(cast.alice) as work:
        a_poll(work, cast, last_day=date(2026, 9, 1))


def test_dates_outside_what_was_shown_stay(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        poll_id = a_poll(work, cast)
        services.set_dates(work, poll_id, [date(2026, 10, 21)], (date(2026, 10, 1), date(2026, 10, 31)))
        assert first_days(work, poll_id) == [date(2026, 10, 21), THIRD]
        with pytest.raises(Invalid):
            services.set_dates(work, poll_id, [date(2026, 9, 15)], (date(2026, 9, 1), date(2026, 9, 30)))


def test_once_sent_the_dates_stand_and_clusters_can_only_be_added(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        poll_id = a_poll(work, cast, asked=frozenset({cast.agrovast_id}))
        poll = sent(work, poll_id)
        with pytest.raises(Conflict):
            services.set_dates(work, poll_id, [FIRST], (FIRST, THIRD))
        with pytest.raises(Conflict):
            services.remove_poll(work, poll_id)
        for more in ({"length": 1}, {"asked": frozenset({cast.vreta_id}), "required": frozenset()}):
            with pytest.raises(Invalid):
                services.change_poll(work, poll_id, replace(poll.terms, **more), revision=poll.revision)
        wider = replace(some_terms(cast), title=Words("Annat"), last_day=date(2026, 9, 20))
        services.change_poll(work, poll_id, wider, revision=poll.revision)
        assert poll_of(work.db, poll_id).terms == wider
        assert services.send(work, poll_id) == 1


def test_two_leads_who_change_the_same_poll_are_told(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        poll_id = a_poll(work, cast)
        services.change_poll(work, poll_id, some_terms(cast, title=Words("Min")), revision=1)
        with pytest.raises(Conflict):
            services.change_poll(work, poll_id, some_terms(cast, title=Words("Din")), revision=1)
        assert poll_of(work.db, poll_id).terms.title == Words("Min")


def test_a_cluster_left_out_before_it_is_sent_is_not_asked(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        poll_id = a_poll(work, cast)
        less = some_terms(cast, asked=frozenset({cast.vreta_id}), required=frozenset())
        services.change_poll(work, poll_id, less, revision=1)
        assert [ask.cluster for ask in poll_of(work.db, poll_id).asks] == ["Vreta Kluster"]


def test_a_poll_that_was_not_sent_can_be_removed(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        poll_id = a_poll(work, cast)
        services.remove_poll(work, poll_id)
        with pytest.raises(NotFound):
            poll_of(work.db, poll_id)


def test_sent_twice_it_goes_to_nobody_the_second_time(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        poll_id = a_poll(work, cast)
        assert [services.send(work, poll_id), services.send(work, poll_id)] == [2, 0]
        assert letters(work) == [("charlie", "date-poll", ""), ("bob", "date-poll", "")]


def test_it_is_not_sent_without_two_dates_or_after_its_last_day(work_as: WorkAs, cast: Cast, clock: Clock) -> None:
    with work_as(cast.alice) as work:
        few = a_poll(work, cast, days=(FIRST,))
        late = a_poll(work, cast)
        with pytest.raises(Conflict):
            services.send(work, few)
    clock.forward(days=15)
    with work_as(cast.alice) as work:
        with pytest.raises(Conflict):
            services.send(work, late)
        assert letters(work) == []


def test_who_answered_before_the_letter_left_gets_none(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        poll_id = a_poll(work, cast)
        ask_id = ask_of(work, poll_id, cast.vreta_id)
        poll = poll_of(work.db, poll_id)
        said = services.Answer({each.date_id: YES for each in poll.dates}, "Demo Anna")
        services.answer(work, ask_id, said, revision=0)
        services.send(work, poll_id)
        assert letters(work) == [("charlie", "date-poll", "")]


def test_the_silent_are_reminded_and_nobody_else(work_as: WorkAs, cast: Cast, clock: Clock) -> None:
    with work_as(cast.alice) as work:
        poll_id = a_poll(work, cast)
        services.send(work, poll_id)
        says(work, poll_id, cast.vreta_id, YES, YES, YES)
        assert services.remind(work, poll_id) == 0  # written to just now
    clock.forward(days=1)
    with work_as(cast.alice) as work:
        assert [services.remind(work, poll_id), services.remind(work, poll_id)] == [1, 0]
        assert letters(work)[2:] == [("charlie", "date-reminder", "")]


def test_the_schedule_reminds_on_its_day_and_once(work_as: WorkAs, cast: Cast, clock: Clock) -> None:
    with work_as(cast.alice) as work:
        poll_id = a_poll(work, cast)
        closed = a_poll(work, cast)
        for each in (poll_id, closed, a_poll(work, cast, remind_days=None)):
            services.send(work, each)
        services.close(work, closed)
    reminded = []
    for _ in range(14):
        with work_as(cast.dora) as work:
            reminded.append(services.remind_due(work))
        clock.forward(days=1)
    assert reminded == [0] * 11 + [2, 0, 0]
    with pytest.raises(NotAllowed), work_as(cast.alice) as work:
        services.remind_due(work)


def test_the_list_tells_how_far_each_poll_has_come(work_as: WorkAs, cast: Cast, clock: Clock) -> None:
    with work_as(cast.alice) as work:
        decided, _, asked = (a_poll(work, cast, title=Words(name)) for name in ("Vald", "Ny", "Ute"))
        for each in (decided, asked):
            services.send(work, each)
        says(work, asked, cast.vreta_id, YES, YES, YES)
        services.pick(work, decided, poll_of(work.db, decided).dates[1].date_id)
        lines = polls_in_order(work.db, clock.now)
    assert [(line.title.sv, line.status, line.answered, line.asked, line.picked_day) for line in lines] == [
        ("Ute", PollStatus.OPEN, 1, 2, None),
        ("Ny", PollStatus.DRAFT, 0, 2, None),
        ("Vald", PollStatus.DECIDED, 0, 2, SECOND),
    ]
    assert lines[0].first_days == DAYS
