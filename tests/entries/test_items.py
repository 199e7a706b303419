"""Entries of items: for those who give them and said yes, and for those who chose them and asked for the entry."""

from dataclasses import replace
from datetime import time

import pytest
from icalendar import Calendar
from sqlalchemy import select, update

from planner.agenda.queries import agenda_of
from planner.agenda.services import remove_item
from planner.choices.models import ChoiceBlock
from planner.choices.services import move_person
from planner.core.actor import SYSTEM, Actor
from planner.core.errors import NotAllowed, NotSignedIn
from planner.core.language import Words
from planner.core.work import Work
from planner.entries.models import ItemEntryWish, MailedEntry
from planner.entries.queries import entry_by_uid, wants_entries
from planner.entries.services import want_entries
from planner.meetings.queries import gate_of
from planner.meetings.rules import Status
from planner.meetings.services import set_status
from planner.network.models import Person
from planner.programmes.queries import newest
from planner.programmes.services import publish
from planner.publishing.services import DelayDetails, run_late, take_back
from planner.registrations.rules import DayChoice
from planner.registrations.services import cancel, change, erase_person, hand_over
from planner.speakers import services as speakers
from planner.speakers.rules import SpeakerStatus
from tests.builders import Cast
from tests.conftest import Clock
from tests.entries.scene import (
    LINK,
    Sent,
    WorkAs,
    a_programme_out,
    choose_water,
    mailed,
    run_errands,
    say_yes,
    wants,
)
from tests.publishing.scene import change as change_item
from tests.publishing.scene import uid_of
from tests.registrations.scene import FIRST, ONLINE, SECOND, come, some_answers


@pytest.fixture
def slug(work_as: WorkAs, cast: Cast) -> str:
    """Ek has not answered yet. Anna comes on site and has chosen water."""
    with work_as(cast.alice) as work:
        slug = a_programme_out(work)
        choose_water(work, slug, come(work, slug, "anna").registration_id)
    run_errands()
    return slug


def items(work: Work, since: int = 0) -> list[Sent]:
    """The letters about items, not about the gathering as a whole."""
    return [sent for sent in mailed(work) if sent.summary.removeprefix("INSTÄLLT: ") != "Höstens träff"][since:]


def told(work: Work, since: int = 0) -> list[tuple[str, str, int, str]]:
    """(to whom, method, sequence, item) of each."""
    return [(*sent.short, sent.summary) for sent in items(work, since)]


def republish(work: Work, slug: str) -> None:
    publish(work, slug, preliminary=False, with_agenda=True)


def test_a_speaker_who_says_yes_gets_an_entry_of_each_item(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        assert told(work) == []
        say_yes(work, slug)
    run_errands()
    with work_as(cast.alice) as work:
        assert told(work) == [("ek", "REQUEST", 0, "Vatten"), ("ek", "REQUEST", 0, "Kvarnen")]
        water, mill = items(work)
        assert (water.starts, mill.starts) == ("14 10.00", "15 09.00")
        public = {uid_of(work, "Vatten"), uid_of(work, "Kvarnen")}
        own = {water.uid.partition("@")[0], mill.uid.partition("@")[0]}
        assert len(own) == 2
        assert not own & public  # a feed and a letter must not fight over one entry
        found = entry_by_uid(work.db, water.uid)
        ek = work.db.scalars(select(Person.id).where(Person.name == "Demo Ek")).one()
        assert found is not None
        assert (found.item_uid, found.address, found.person_id, found.registration_id, found.sequence) == (
            uid_of(work, "Vatten"), "ek@example.org", ek, None, 0
        )  # fmt: skip


def test_an_items_entry_is_one_question_to_one_person(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        say_yes(work, slug)
    run_errands()
    with work_as(cast.alice) as work:
        calendar = Calendar.from_ical(items(work)[0].text)
        (event,) = calendar.walk("VEVENT")
        assert (calendar["method"], event["status"]) == ("REQUEST", "CONFIRMED")
        assert str(event["organizer"]) == "mailto:samling@example.org"
        attendee = event["attendee"]
        assert str(attendee) == "mailto:ek@example.org"
        assert {name: str(value) for name, value in attendee.params.items()} == {
            "CN": "Demo Ek",
            "CUTYPE": "INDIVIDUAL",
            "ROLE": "REQ-PARTICIPANT",
            "PARTSTAT": "NEEDS-ACTION",
            "RSVP": "TRUE",
        }
        assert "conference" not in event  # Ek is there


def test_another_time_or_room_is_told_and_another_title_is_not(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        say_yes(work, slug)
    run_errands()
    with work_as(cast.alice) as work:
        change_item(work, slug, "Kvarnen", title=Words("Kvarnen vid ån"))
        republish(work, slug)
    run_errands()
    with work_as(cast.alice) as work:
        assert told(work, 2) == []
        change_item(work, slug, "Kvarnen vid ån", starts=time(9, 30))
        assert run_errands() == 0  # the draft is nobody's business
        republish(work, slug)
    run_errands()
    with work_as(cast.alice) as work:
        assert told(work, 2) == [("ek", "REQUEST", 1, "Kvarnen vid ån")]
        assert items(work)[2].uid == items(work)[1].uid


def test_what_is_taken_off_the_programme_goes_out_of_the_calendar_and_may_come_back(
    slug: str, work_as: WorkAs, cast: Cast
) -> None:
    with work_as(cast.alice) as work:
        say_yes(work, slug)
    run_errands()
    with work_as(cast.alice) as work:
        gate = gate_of(work.db, slug)
        (mill,) = (i for i in agenda_of(work.db, gate.meeting_id, gate.zone) if i.title.sv == "Kvarnen")
        remove_item(work, slug, mill.item_id)
        republish(work, slug)
    run_errands()
    with work_as(cast.alice) as work:
        assert told(work, 2) == [("ek", "CANCEL", 1, "INSTÄLLT: Kvarnen")]
        assert "STATUS:CANCELLED" in items(work)[2].text.decode()
        republish(work, slug)
    run_errands()
    with work_as(cast.alice) as work:
        assert told(work, 3) == []


def test_who_says_no_after_all_holds_nothing_and_a_new_yes_brings_it_back(
    slug: str, work_as: WorkAs, cast: Cast
) -> None:
    with work_as(cast.alice) as work:
        number = say_yes(work, slug)
    run_errands()
    with work_as(cast.alice) as work:
        speakers.answer(work, number, SpeakerStatus.DECLINED)
    run_errands()
    with work_as(cast.alice) as work:
        assert told(work, 2) == [("ek", "CANCEL", 1, "Vatten"), ("ek", "CANCEL", 1, "Kvarnen")]
        speakers.answer(work, number, SpeakerStatus.CONFIRMED)
    run_errands()
    with work_as(cast.alice) as work:
        assert told(work, 4) == [("ek", "REQUEST", 2, "Vatten"), ("ek", "REQUEST", 2, "Kvarnen")]
        assert len({sent.uid for sent in items(work)}) == 2


def test_who_gives_an_item_no_more_holds_it_no_more_once_that_is_published(
    slug: str, work_as: WorkAs, cast: Cast
) -> None:
    with work_as(cast.alice) as work:
        say_yes(work, slug)
    run_errands()
    with work_as(cast.alice) as work:
        change_item(work, slug, "Kvarnen", givers=())
        republish(work, slug)
    run_errands()
    with work_as(cast.alice) as work:
        assert told(work, 2) == [("ek", "CANCEL", 1, "Kvarnen")]


def test_another_address_gets_an_entry_of_its_own(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        say_yes(work, slug)
    run_errands()
    with work_as(cast.alice) as work:
        ek = work.db.scalars(select(Person.id).where(Person.name == "Demo Ek")).one()
        speakers.set_address(work, slug, ek, "nya.ek@example.org", "sv")
    run_errands()
    with work_as(cast.alice) as work:
        assert sorted(told(work, 2)) == [
            ("ek", "CANCEL", 1, "Kvarnen"),
            ("ek", "CANCEL", 1, "Vatten"),
            ("nya.ek", "REQUEST", 0, "Kvarnen"),
            ("nya.ek", "REQUEST", 0, "Vatten"),
        ]
        assert len({sent.uid for sent in items(work)}) == 4


def test_only_who_speaks_on_link_gets_the_link(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        say_yes(work, slug)
        gate = gate_of(work.db, slug)
        (mill,) = (i for i in agenda_of(work.db, gate.meeting_id, gate.zone) if i.title.sv == "Kvarnen")
        change_item(work, slug, "Kvarnen", givers=tuple(replace(g, on_link=True) for g in mill.details.givers))
        republish(work, slug)
    run_errands()
    with work_as(cast.alice) as work:
        assert [(sent.summary, LINK in sent.text.decode()) for sent in items(work)] == [
            ("Vatten", False),
            ("Kvarnen", True),
        ]


def test_who_chose_gets_an_entry_only_if_they_ask_for_it(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        republish(work, slug)
    run_errands()
    with work_as(cast.alice) as work:
        assert told(work) == []
        wants(work, 1)
    run_errands()
    with work_as(cast.alice) as work:
        assert told(work) == [("anna", "REQUEST", 0, "Vatten")]
        assert items(work)[0].subject == "Kalender: Vatten"
        found = entry_by_uid(work.db, items(work)[0].uid)
        assert found is not None
        assert (found.registration_id, found.person_id, found.item_uid) == (1, None, uid_of(work, "Vatten"))
        choose_water(work, slug, 1, "Jord")
    run_errands()
    with work_as(cast.alice) as work:
        assert told(work, 1) == [("anna", "CANCEL", 1, "Vatten"), ("anna", "REQUEST", 0, "Jord")]
        wants(work, 1, wanted=False)
    run_errands()
    with work_as(cast.alice) as work:
        assert told(work, 3) == [("anna", "CANCEL", 1, "Jord")]


def test_what_a_lead_gives_somebody_is_followed_too(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        wants(work, 1)
    run_errands()
    with work_as(cast.alice) as work:
        block_id = work.db.scalars(select(ChoiceBlock.id)).one()
        move_person(work, block_id, 1, None)
    run_errands()
    with work_as(cast.alice) as work:
        assert told(work, 1) == [("anna", "CANCEL", 1, "Vatten")]


def test_attendees_online_get_the_link_with_the_item(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_programme_out(work)
        for who, days in (("anna", ONLINE), ("bo", (DayChoice(FIRST, ONLINE[0].mode.ON_SITE),))):
            number = come(work, slug, who, days=days).registration_id
            choose_water(work, slug, number)
            wants(work, number)
    run_errands()
    with work_as(cast.alice) as work:
        assert [(sent.to, LINK in sent.text.decode()) for sent in items(work)] == [("anna", True), ("bo", False)]


def test_who_gives_what_they_also_chose_holds_one_entry_of_it(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        ek = come(work, slug, "ek").registration_id
        choose_water(work, slug, ek)
        wants(work, ek)
        say_yes(work, slug)
    run_errands()
    with work_as(cast.alice) as work:
        assert sorted(told(work)) == [("ek", "REQUEST", 0, "Kvarnen"), ("ek", "REQUEST", 0, "Vatten")]


def test_who_cancels_holds_no_item_and_is_not_asked_again(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        wants(work, 1)
    run_errands()
    with work_as(Actor(registration_id=1)) as work:
        cancel(work, 1)
        assert told(work, 1) == [("anna", "CANCEL", 1, "Vatten")]  # at once: the address may be erased next
        assert work.db.scalars(select(ItemEntryWish)).all() == []
    run_errands()
    with work_as(SYSTEM) as work:
        assert len(told(work)) == 2


def test_the_colleague_who_comes_instead_is_asked_anew(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        wants(work, 1)
    run_errands()
    with work_as(Actor(registration_id=1)) as work:
        hand_over(work, 1, "Demo Bo", "bo@example.org", "sv")
    run_errands()
    with work_as(SYSTEM) as work:
        assert told(work, 1) == [("anna", "CANCEL", 1, "Vatten")]
        assert wants_entries(work.db, 1) is False
        choose_water(work, slug, 1)
        wants(work, 1)
    run_errands()
    with work_as(SYSTEM) as work:
        assert told(work, 2) == [("bo", "REQUEST", 0, "Vatten")]
        assert len({sent.uid for sent in items(work)}) == 2


def test_with_everything_else_about_a_person_it_is_erased(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        wants(work, 1)
    run_errands()
    with work_as(Actor(registration_id=1)) as work:
        erase_person(work, 1)
        assert work.db.scalars(select(MailedEntry)).all() == []
        assert work.db.scalars(select(ItemEntryWish)).all() == []


def test_who_comes_on_another_day_holds_nothing_of_the_first(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        wants(work, 1)
    run_errands()
    with work_as(Actor(registration_id=1)) as work:
        change(work, 1, some_answers("anna", days=(DayChoice(SECOND, ONLINE[0].mode.ON_SITE),)))
    run_errands()
    with work_as(SYSTEM) as work:
        assert told(work, 1) == [("anna", "CANCEL", 1, "Vatten")]


def test_a_day_that_runs_late_moves_the_items_once_and_the_gathering_not_at_all(
    slug: str, work_as: WorkAs, cast: Cast
) -> None:
    with work_as(cast.alice) as work:
        say_yes(work, slug)
        wants(work, 1)
    run_errands()
    with work_as(cast.alice) as work:
        before = len(mailed(work))
        programme = newest(work.db, gate_of(work.db, slug).meeting_id)
        assert programme is not None
        late = DelayDetails(FIRST, 15, uid=uid_of(work, "Vatten"), is_sure=True)
        run_late(work, slug, late, seen_number=programme.number)
    assert run_errands() == 1
    with work_as(cast.alice) as work:
        assert sorted((*s.short, s.starts) for s in mailed(work, before)) == [
            ("anna", "REQUEST", 1, "14 10.15"),
            ("ek", "REQUEST", 1, "14 10.15"),
        ]
        take_back(work, slug, 1)
    run_errands()
    with work_as(cast.alice) as work:
        assert sorted((*s.short, s.starts) for s in mailed(work, before + 2)) == [
            ("anna", "REQUEST", 2, "14 10.00"),
            ("ek", "REQUEST", 2, "14 10.00"),
        ]


def test_items_of_a_gathering_that_is_off_go_and_come_back_with_it(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        say_yes(work, slug)
    run_errands()
    with work_as(cast.alice) as work:
        set_status(work, slug, Status.CANCELLED)
    run_errands()
    with work_as(cast.alice) as work:
        assert [row[:3] for row in told(work, 2)] == [("ek", "CANCEL", 1)] * 2
        set_status(work, slug, Status.OPEN)
    run_errands()
    with work_as(cast.alice) as work:
        assert [row[:3] for row in told(work, 4)] == [("ek", "REQUEST", 2)] * 2


def test_an_item_that_is_over_is_left_alone(slug: str, work_as: WorkAs, cast: Cast, clock: Clock) -> None:
    with work_as(cast.alice) as work:
        number = say_yes(work, slug)
    run_errands()
    clock.set(clock.now.replace(month=10, day=14, hour=16))
    with work_as(cast.alice) as work:
        speakers.answer(work, number, SpeakerStatus.DECLINED)
    run_errands()
    with work_as(cast.alice) as work:
        assert told(work, 2) == [("ek", "CANCEL", 1, "Kvarnen")]  # water was this morning


def test_nobody_else_says_it_for_one(slug: str, work_as: WorkAs, cast: Cast) -> None:
    for actor, refusal in ((cast.alice, NotAllowed), (Actor(registration_id=2), NotSignedIn)):
        with work_as(actor) as work, pytest.raises(refusal):
            want_entries(work, 1, wanted=True)


def test_an_address_that_is_none_stops_nobody_elses_letters(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        say_yes(work, slug)
        wants(work, 1)
        work.db.execute(update(Person).where(Person.name == "Demo Ek").values(email="ring hellre"))
    run_errands()
    with work_as(cast.alice) as work:
        assert told(work) == [("anna", "REQUEST", 0, "Vatten")]
