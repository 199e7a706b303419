"""Registering, waiting, changing and cancelling, with the letters that follow."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from planner.core.actor import ANONYMOUS, SYSTEM, Actor
from planner.core.errors import Conflict, Invalid, NotAllowed, NotFound, NotSignedIn
from planner.core.outbox import Errand
from planner.mail.models import PostedLetter
from planner.meetings import services as meetings
from planner.meetings.rules import Mode, Status
from planner.registrations import services
from planner.registrations.errands import tell_of_cancelling
from planner.registrations.models import Erasure, Needs, Party
from planner.registrations.queries.holders import holder, holder_actor
from planner.registrations.rules import DayChoice
from planner.registrations.services import AlreadyRegistered
from planner.web.entry import acting
from planner.web.errands import run_due
from tests.builders import Cast
from tests.conftest import Clock
from tests.registrations.scene import (
    BOTH_DAYS,
    FIRST,
    ONLINE,
    SECOND,
    a_gathering,
    change_gathering,
    come,
    how_all_stand,
    letters,
    places,
    some_answers,
    some_details,
)

WorkAs = Callable[[Actor], Any]


@pytest.fixture
def slug(cast: Cast, work_as: WorkAs) -> str:
    with work_as(cast.alice) as work:
        return a_gathering(work)


def test_places_are_given_in_order_and_then_people_wait(slug: str, work_as: WorkAs) -> None:
    with work_as(ANONYMOUS) as work:
        found = [come(work, slug, name) for name in ("anna", "bo", "cia", "dan")]
    assert [(r.status.value, r.place) for r in found] == [
        ("confirmed", None),
        ("confirmed", None),
        ("waiting", 1),
        ("waiting", 2),
    ]
    with work_as(SYSTEM) as work:
        assert places(work, slug) == (2, 2)


def test_online_is_open_when_the_room_is_full(slug: str, work_as: WorkAs) -> None:
    with work_as(ANONYMOUS) as work:
        for name in ("anna", "bo", "cia"):
            come(work, slug, name)
        come(work, slug, "eva", days=ONLINE)
        assert how_all_stand(work, slug)[-1] == ("eva", "confirmed", None)


def test_a_form_that_is_sent_twice_registers_once(slug: str, work_as: WorkAs) -> None:
    with work_as(ANONYMOUS) as work:
        first = come(work, slug, "anna", form_key="a" * 32)
    with work_as(ANONYMOUS) as work:
        again = come(work, slug, "anna", form_key="a" * 32)
        assert (again, len(how_all_stand(work, slug)), len(letters(work))) == (first, 1, 2)


def test_a_form_that_is_sent_again_for_somebody_else_is_another_registration(slug: str, work_as: WorkAs) -> None:
    with work_as(ANONYMOUS) as work:
        come(work, slug, "anna", form_key="a" * 32)
        come(work, slug, "bo", form_key="a" * 32)
        assert [row[:2] for row in how_all_stand(work, slug)] == [("anna", "confirmed"), ("bo", "confirmed")]
        assert len(work.db.scalars(select(Party.form_key)).all()) == 2


def test_a_known_address_is_not_registered_twice_but_sent_its_link(slug: str, work_as: WorkAs, clock: Clock) -> None:
    with work_as(ANONYMOUS) as work:
        come(work, slug, "anna")
    for _ in range(3):
        with work_as(ANONYMOUS) as work:
            outcome = services.register(work, slug, some_answers("x", email="Anna@Example.org"), "")
        assert isinstance(outcome, AlreadyRegistered)
        assert outcome.refusal.fields == {
            "email": "anna@example.org is already registered. We have sent the private link to that address again."
        }
    with work_as(ANONYMOUS) as work:
        assert how_all_stand(work, slug) == [("anna", "confirmed", None)]
        assert [row[1] for row in letters(work)] == ["registered", "calendar", "link"]
    clock.forward(minutes=11)
    with work_as(ANONYMOUS) as work:
        services.register(work, slug, some_answers("anna"), "")
        assert [row[1] for row in letters(work)].count("link") == 2


def test_who_cancelled_may_come_back_and_the_old_link_is_dead(slug: str, work_as: WorkAs) -> None:
    with work_as(ANONYMOUS) as work:
        first = come(work, slug, "anna")
    with work_as(Actor(registration_id=first.registration_id)) as work:
        services.cancel(work, first.registration_id)
        for name in ("bo", "cia"):
            come(work, slug, name)
    with work_as(ANONYMOUS) as work:
        again = come(work, slug, "anna")
        assert (again.registration_id, again.status.value, again.place) == (first.registration_id, "waiting", 1)
        assert holder(work.db, again.token).name == "Demo Anna"
        with pytest.raises(NotFound):
            holder(work.db, first.token)


def test_a_cancelled_place_goes_to_the_first_in_line(slug: str, work_as: WorkAs) -> None:
    with work_as(ANONYMOUS) as work:
        anna, _, _, dan = [come(work, slug, name) for name in ("anna", "bo", "cia", "dan")]
    with work_as(Actor(registration_id=anna.registration_id)) as work:
        services.cancel(work, anna.registration_id)
        services.cancel(work, anna.registration_id)
        assert how_all_stand(work, slug) == [
            ("anna", "cancelled", None),
            ("bo", "confirmed", None),
            ("cia", "confirmed", None),
            ("dan", "waiting", 2),
        ]
        assert holder(work.db, dan.token).place == 1
        assert letters(work)[-4:] == [
            ("anna", "cancelled", ""),
            ("anna", "calendar", "CANCEL"),
            ("cia", "promoted", ""),
            ("cia", "calendar", "REQUEST"),
        ]
        assert places(work, slug) == (2, 1)


def test_each_calendar_letter_to_one_person_has_a_higher_sequence(slug: str, work_as: WorkAs) -> None:
    with work_as(ANONYMOUS) as work:
        anna = come(work, slug, "anna")
    me = Actor(registration_id=anna.registration_id)
    with work_as(me) as work:
        services.change(work, anna.registration_id, some_answers("anna", days=BOTH_DAYS[:1]))
        services.cancel(work, anna.registration_id)
        come(work, slug, "anna")
        calendars = work.db.scalars(
            select(PostedLetter.calendar).where(PostedLetter.calendar_method != "").order_by(PostedLetter.id)
        ).all()
    found = [line for c in calendars for line in (c or b"").decode().split("\r\n") if line.startswith("SEQUENCE")]
    assert found == ["SEQUENCE:0", "SEQUENCE:1", "SEQUENCE:2", "SEQUENCE:3"]
    assert len({line for c in calendars for line in (c or b"").decode().split("\r\n") if line.startswith("UID")}) == 1


def test_more_places_go_down_the_line(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(ANONYMOUS) as work:
        for name in ("anna", "bo", "cia", "dan", "eva"):
            come(work, slug, name)
    with work_as(cast.alice) as work:
        change_gathering(work, slug, capacity=4)
        assert [row[1] for row in how_all_stand(work, slug)] == ["confirmed"] * 4 + ["waiting"]
        assert places(work, slug) == (4, 1)


def test_fewer_places_take_nobody_out(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(ANONYMOUS) as work:
        anna, bo, cia = [come(work, slug, name) for name in ("anna", "bo", "cia")]
    with work_as(cast.alice) as work:
        change_gathering(work, slug, capacity=1)
        assert [row[1] for row in how_all_stand(work, slug)] == ["confirmed", "confirmed", "waiting"]
        services.cancel(work, anna.registration_id)
        assert [row[1] for row in how_all_stand(work, slug)] == ["cancelled", "confirmed", "waiting"]
        services.cancel(work, bo.registration_id)
        assert [row[1] for row in how_all_stand(work, slug)] == ["cancelled", "cancelled", "confirmed"]
        assert cia.place == 1


def test_from_online_to_on_site_is_refused_when_full_and_nothing_is_lost(slug: str, work_as: WorkAs) -> None:
    with work_as(ANONYMOUS) as work:
        for name in ("anna", "bo"):
            come(work, slug, name)
        eva = come(work, slug, "eva", days=ONLINE)
    with pytest.raises(Invalid) as refused, work_as(Actor(registration_id=eva.registration_id)) as work:
        services.change(work, eva.registration_id, some_answers("eva", days=BOTH_DAYS))
    assert refused.value.fields == {"days": "All places on site are taken. Your registration stands as it was."}
    with work_as(SYSTEM) as work:
        assert holder(work.db, eva.token).days == ONLINE
        assert how_all_stand(work, slug)[-1] == ("eva", "confirmed", None)


def test_who_waits_and_goes_online_waits_no_more(slug: str, work_as: WorkAs) -> None:
    with work_as(ANONYMOUS) as work:
        _, _, cia = [come(work, slug, name) for name in ("anna", "bo", "cia")]
    with work_as(Actor(registration_id=cia.registration_id)) as work:
        services.change(work, cia.registration_id, some_answers("cia", days=ONLINE))
        assert how_all_stand(work, slug)[-1] == ("cia", "confirmed", None)
        assert [row[1] for row in letters(work)[-2:]] == ["promoted", "calendar"]


def test_who_goes_online_gives_the_place_away(slug: str, work_as: WorkAs) -> None:
    with work_as(ANONYMOUS) as work:
        anna, *_ = [come(work, slug, name) for name in ("anna", "bo", "cia")]
    with work_as(Actor(registration_id=anna.registration_id)) as work:
        services.change(work, anna.registration_id, some_answers("anna", days=ONLINE))
        assert [row[1] for row in how_all_stand(work, slug)] == ["confirmed"] * 3


def test_the_address_of_a_registration_cannot_be_changed(slug: str, work_as: WorkAs) -> None:
    with work_as(ANONYMOUS) as work:
        anna = come(work, slug, "anna")
    me = Actor(registration_id=anna.registration_id)
    with pytest.raises(Invalid, match="cannot be changed"), work_as(me) as work:
        services.change(work, anna.registration_id, some_answers("anna", email="b@example.org"))


def test_a_change_that_changes_the_days_moves_the_calendar_entry_too(slug: str, work_as: WorkAs) -> None:
    with work_as(ANONYMOUS) as work:
        anna = come(work, slug, "anna")
    with work_as(Actor(registration_id=anna.registration_id)) as work:
        services.change(work, anna.registration_id, some_answers("anna", phone="070"))
        services.change(work, anna.registration_id, some_answers("anna", days=BOTH_DAYS[1:]))
        assert [row[1:] for row in letters(work)[2:]] == [("changed", ""), ("changed", ""), ("calendar", "REQUEST")]
        assert holder(work.db, anna.token).days == BOTH_DAYS[1:]


def test_only_the_holder_changes_and_only_a_lead_cancels_for_others(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(ANONYMOUS) as work:
        anna, bo = come(work, slug, "anna"), come(work, slug, "bo")
    for actor, refusal in ((cast.alice, NotAllowed), (cast.bob, NotAllowed), (ANONYMOUS, NotSignedIn)):
        with pytest.raises(refusal), work_as(actor) as work:
            services.change(work, anna.registration_id, some_answers("anna"))
    for actor, refusal in (
        (cast.bob, NotAllowed),
        (ANONYMOUS, NotSignedIn),
        (Actor(registration_id=bo.registration_id), NotSignedIn),
    ):
        with pytest.raises(refusal), work_as(actor) as work:
            services.cancel(work, anna.registration_id)
        with pytest.raises(refusal), work_as(actor) as work:
            services.send_link(work, anna.registration_id)
        with pytest.raises(refusal), work_as(actor) as work:
            services.erase_needs(work)


def test_nobody_registers_when_it_is_not_open(slug: str, cast: Cast, work_as: WorkAs, clock: Clock) -> None:
    clock.forward(days=40)
    with pytest.raises(Conflict, match=r"Registration has closed\. Questions"), work_as(ANONYMOUS) as work:
        come(work, slug, "anna")


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"days": ()}, "days"),
        ({"days": (DayChoice(date(2026, 10, 16), Mode.ONLINE),)}, "days"),
        ({"organisation": ""}, "organisation"),
        ({"cluster_id": 999}, "cluster"),
    ],
)
def test_answers_that_cannot_be_are_refused(slug: str, work_as: WorkAs, answers: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused, work_as(ANONYMOUS) as work:
        come(work, slug, "anna", **answers)
    assert list(refused.value.fields) == [field]


def test_a_day_that_is_taken_out_goes_and_a_place_that_hung_on_it_is_free(
    slug: str, cast: Cast, work_as: WorkAs
) -> None:
    second_on_site = (DayChoice(FIRST, Mode.ONLINE), DayChoice(SECOND, Mode.ON_SITE))
    with work_as(ANONYMOUS) as work:
        anna = come(work, slug, "anna", days=second_on_site)
        for name in ("bo", "cia"):
            come(work, slug, name)
    with work_as(cast.alice) as work:
        change_gathering(work, slug, days=some_details().days[:1])
        assert holder(work.db, anna.token).days == second_on_site[:1]
        assert [row[1] for row in how_all_stand(work, slug)] == ["confirmed"] * 3
        assert places(work, slug) == (2, 0)


def test_when_a_gathering_moves_everybodys_days_move_along(slug: str, cast: Cast, work_as: WorkAs) -> None:
    mixed = (DayChoice(FIRST, Mode.ONLINE), DayChoice(SECOND, Mode.ON_SITE))
    with work_as(ANONYMOUS) as work:
        anna = come(work, slug, "anna", days=mixed, diet="Vegan")
    for shift in (1, -1, 30):
        with work_as(cast.alice) as work:
            before = holder(work.db, anna.token).days
            meetings.move_meeting(work, slug, before[0].held_on + timedelta(days=shift))
            meetings.set_status(work, slug, Status.OPEN)
        with work_as(SYSTEM) as work:
            me = holder(work.db, anna.token)
            assert me.days == tuple(DayChoice(c.held_on + timedelta(days=shift), c.mode) for c in before)
            assert me.erase_on == me.days[-1].held_on + timedelta(days=30)
            assert places(work, slug) == (1, 0)


def test_when_it_is_cancelled_everybody_is_told_once(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(ANONYMOUS) as work:
        anna, *_ = [come(work, slug, name) for name in ("anna", "bo", "cia")]
        services.cancel(acting(work, Actor(registration_id=anna.registration_id)), anna.registration_id)
        come(work, slug, "dan")
        before = len(letters(work))
    with work_as(cast.alice) as work:
        meetings.set_status(work, slug, Status.CANCELLED)
        assert len(letters(work)) == before
        payload = work.db.scalars(select(Errand.payload).where(Errand.kind == services.MEETING_CANCELLED)).one()
    run_due()
    tell_of_cancelling(payload)
    with work_as(SYSTEM) as work:
        assert letters(work)[before:] == [
            ("bo", "gathering-cancelled", ""),
            ("bo", "calendar", "CANCEL"),
            ("cia", "gathering-cancelled", ""),
            ("cia", "calendar", "CANCEL"),
            ("dan", "gathering-cancelled", ""),
        ]


def test_nobody_is_told_of_a_slip_of_the_hand(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(ANONYMOUS) as work:
        come(work, slug, "anna")
    with work_as(cast.alice) as work:
        meetings.set_status(work, slug, Status.CANCELLED)
        meetings.set_status(work, slug, Status.OPEN)
    run_due()
    with work_as(SYSTEM) as work:
        assert [row[1] for row in letters(work)] == ["registered", "calendar"]


def test_needs_are_erased_on_their_date_and_a_log_is_kept(slug: str, work_as: WorkAs, clock: Clock) -> None:
    with work_as(ANONYMOUS) as work:
        come(work, slug, "anna", diet="Vegan")
        come(work, slug, "bo", access="Ramp")
        come(work, slug, "cia")
    clock.set(clock.now.replace(month=11, day=13))
    with work_as(SYSTEM) as work:
        assert services.erase_needs(work) == 0
    clock.forward(days=1)
    with work_as(SYSTEM) as work:
        assert services.erase_needs(work) == 2
        assert services.erase_needs(work) == 0
    with work_as(SYSTEM) as work:
        assert work.db.scalars(select(Needs)).all() == []
        assert work.db.execute(select(Erasure.what, Erasure.erased, Erasure.erased_at)).all() == [
            ("needs", 2, clock.now)
        ]


def test_needs_go_with_the_registration(slug: str, work_as: WorkAs) -> None:
    with work_as(ANONYMOUS) as work:
        anna = come(work, slug, "anna", diet="Vegan")
        assert holder(work.db, anna.token).diet == "Vegan"
        services.cancel(acting(work, Actor(registration_id=anna.registration_id)), anna.registration_id)
        assert work.db.scalars(select(Needs)).all() == []


def test_a_link_that_was_never_made_names_nobody(slug: str, work_as: WorkAs) -> None:
    with work_as(ANONYMOUS) as work:
        anna = come(work, slug, "anna")
        assert holder_actor(work.db, anna.token) == Actor(name="Demo Anna", registration_id=anna.registration_id)
        with pytest.raises(NotFound):
            holder_actor(work.db, anna.token[:-1] + "?")
