"""The gathering's entry stays right in everybody's calendar: same UID, a higher SEQUENCE, once for each state."""

from dataclasses import replace
from datetime import date, time

import pytest
from sqlalchemy import select

from planner.core.actor import ANONYMOUS, SYSTEM, Actor
from planner.core.language import Words
from planner.entries.models import MailedEntry
from planner.entries.queries import EntryByUid, entry_by_uid
from planner.entries.rules import EntryState
from planner.entries.services import erase_old, mend_some
from planner.mail.models import PostedLetter
from planner.meetings.queries import gate_of
from planner.meetings.rules import DayHours, Mode, Status
from planner.meetings.services import move_meeting, set_status
from planner.network import services as network
from planner.network.models import Room
from planner.network.rules import RoomKind
from planner.network.services.venues import RoomDetails
from planner.programmes.services import publish
from planner.registrations import services as registrations
from planner.registrations.errands import MEETING_CANCELLED
from planner.registrations.models import Registration
from planner.registrations.rules import DayChoice
from tests.builders import Cast
from tests.conftest import Clock
from tests.entries.scene import OTHER_LINK, WorkAs, a_page, mailed, run_errands, shorts
from tests.registrations.scene import (
    BOTH_DAYS,
    FIRST,
    ONLINE,
    SECOND,
    a_gathering,
    change_gathering,
    come,
    letters,
    some_answers,
)

LATER_HOURS = (DayHours(FIRST, time(11), time(16, 30)), DayHours(SECOND, time(8, 30), time(12)))


@pytest.fixture
def slug(work_as: WorkAs, cast: Cast) -> str:
    """Anna comes both days on site, Bo the second day alone, Cia online."""
    with work_as(cast.alice) as work:
        slug = a_page(work)
        come(work, slug, "anna")
        come(work, slug, "bo", days=BOTH_DAYS[1:])
        come(work, slug, "cia", days=ONLINE, lang="en")
        assert shorts(work) == [("anna", "REQUEST", 0), ("bo", "REQUEST", 0), ("cia", "REQUEST", 0)]
    run_errands()
    return slug


def publish_page(work, slug: str) -> None:  # type: ignore[no-untyped-def]
    publish(work, slug, preliminary=False, with_agenda=False)


def test_other_hours_reach_everybody_who_comes_then_and_nobody_else(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        first = mailed(work)
        change_gathering(work, slug, days=LATER_HOURS)
        assert shorts(work, 3) == []  # the draft is nobody's business
        publish_page(work, slug)
        assert shorts(work, 3) == []  # nothing is written while the lead waits
    assert run_errands() == 1
    with work_as(cast.alice) as work:
        told = mailed(work, 3)
        assert [sent.short for sent in told] == [("anna", "REQUEST", 1), ("cia", "REQUEST", 1)]
        assert [sent.starts for sent in told] == ["14 11.00", "14 11.00"]
        assert [sent.uid for sent in told] == [first[0].uid, first[2].uid]
        assert [sent.subject for sent in told] == [
            "Kalender, ändrad: Höstens träff",
            "Calendar, changed: The autumn gathering",
        ]
        assert list(work.db.scalars(select(Registration.sequence).order_by(Registration.id))) == [1, 0, 1]


def test_other_words_send_nothing_but_stand_in_the_next_one(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        change_gathering(work, slug, title=Words("Höstmötet"), summary=Words("Två dagar"))
        publish_page(work, slug)
    run_errands()
    with work_as(cast.alice) as work:
        assert shorts(work, 3) == []
        change_gathering(work, slug, days=LATER_HOURS)
        publish_page(work, slug)
    run_errands()
    with work_as(cast.alice) as work:
        assert [sent.summary for sent in mailed(work, 3)] == ["Höstmötet", "Höstmötet"]


def test_another_place_is_told_to_those_who_come_there(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        venue_id = network.add_venue(work, network.VenueDetails("Kvarnen", "Ågatan 2", "Gamleby"))
        network.add_room(
            work, venue_id, RoomDetails("Video", RoomKind.ONLINE, online_link="https://video.example.org/rum")
        )
        change_gathering(work, slug, venue_id=venue_id)
        publish_page(work, slug)
    run_errands()
    with work_as(cast.alice) as work:
        assert shorts(work, 3) == [("anna", "REQUEST", 1), ("bo", "REQUEST", 1)]


def test_another_link_is_told_to_those_online_alone(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        room = work.db.scalars(select(Room).where(Room.kind == RoomKind.ONLINE)).one()
        network.change_room(
            work, room.venue_id, room.id, RoomDetails("Digitalt", RoomKind.ONLINE, online_link=OTHER_LINK)
        )
    run_errands()
    with work_as(cast.alice) as work:
        (told,) = mailed(work, 3)
        assert told.short == ("cia", "REQUEST", 1)
        assert f"CONFERENCE;FEATURE=AUDIO,VIDEO;VALUE=URI:{OTHER_LINK}\r\n" in told.text.decode().replace("\r\n ", "")


def test_the_same_state_is_never_mailed_twice(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        change_gathering(work, slug, days=LATER_HOURS)
        publish_page(work, slug)
        publish_page(work, slug)
        meeting_id = gate_of(work.db, slug).meeting_id
    assert run_errands() == 2
    with work_as(SYSTEM) as work:
        assert mend_some(work, meeting_id) is False
        assert len(shorts(work, 3)) == 2


def test_a_crash_between_two_batches_costs_nobody_a_letter(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        change_gathering(work, slug, days=LATER_HOURS)
        publish_page(work, slug)
        meeting_id = gate_of(work.db, slug).meeting_id
    with work_as(SYSTEM) as work:
        assert mend_some(work, meeting_id, most=1) is True
    with pytest.raises(ZeroDivisionError), work_as(SYSTEM) as work:
        _ = mend_some(work, meeting_id, most=1) / 0  # the power goes before the commit
    with work_as(SYSTEM) as work:
        assert mend_some(work, meeting_id, most=1) is False
        assert shorts(work, 3) == [("anna", "REQUEST", 1), ("cia", "REQUEST", 1)]


def test_who_came_before_the_page_was_out_is_asked_once_it_is(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_gathering(work, status=None)
        registrations.import_people(work, slug, [some_answers("anna")], with_letters=True)
        registrations.import_people(work, slug, [some_answers("bo")], with_letters=False)
        assert letters(work)[0] == ("anna", "registered", "")
        publish_page(work, slug)
    run_errands()
    with work_as(cast.alice) as work:
        assert shorts(work) == [("anna", "REQUEST", 0)]  # Bo was entered quietly: no invitation out of the blue


def test_other_days_and_a_lost_seat_are_told_by_registration_itself_and_not_again(
    slug: str, work_as: WorkAs, cast: Cast
) -> None:
    with work_as(Actor(registration_id=1)) as work:
        registrations.change(work, 1, some_answers("anna", days=BOTH_DAYS[1:]))
    with work_as(Actor(registration_id=2)) as work:
        registrations.cancel(work, 2)
    with work_as(cast.alice) as work:
        publish_page(work, slug)
    run_errands()
    with work_as(cast.alice) as work:
        told = mailed(work, 3)
        assert [sent.short for sent in told] == [("anna", "REQUEST", 1), ("bo", "CANCEL", 1)]
        assert told[0].starts == "15 08.30"
        change_gathering(work, slug, days=LATER_HOURS)
        publish_page(work, slug)
    run_errands()
    with work_as(cast.alice) as work:
        assert shorts(work, 5) == [("cia", "REQUEST", 1)]  # Anna no longer comes that day, Bo not at all


def test_who_comes_back_gets_the_same_entry_with_a_higher_number(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(Actor(registration_id=1)) as work:
        registrations.cancel(work, 1)
    with work_as(ANONYMOUS) as work:
        come(work, slug, "anna")
        told = mailed(work)
        assert [sent.short for sent in told if sent.to == "anna"] == [
            ("anna", "REQUEST", 0),
            ("anna", "CANCEL", 1),
            ("anna", "REQUEST", 2),
        ]
        assert len({sent.uid for sent in told if sent.to == "anna"}) == 1
    with work_as(cast.alice) as work:
        change_gathering(work, slug, days=LATER_HOURS)
        publish_page(work, slug)
    run_errands()
    with work_as(cast.alice) as work:
        assert shorts(work, 5) == [("anna", "REQUEST", 3), ("cia", "REQUEST", 1)]


def test_a_colleague_gets_an_entry_of_their_own(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(Actor(registration_id=1)) as work:
        registrations.hand_over(work, 1, "Demo Dan", "dan@example.org", "sv")
        told = mailed(work)
        assert [sent.short for sent in told[3:]] == [("anna", "CANCEL", 1), ("dan", "REQUEST", 0)]
        old, new = told[0].uid.partition("@")[0], told[4].uid.partition("@")[0]
        assert (told[3].uid, old != new) == (told[0].uid, True)
        meeting_id = gate_of(work.db, slug).meeting_id
        assert entry_by_uid(work.db, told[0].uid) == EntryByUid(
            old, meeting_id, None, "anna@example.org", EntryState.CANCELLED, 1, None, None
        )
        assert entry_by_uid(work.db, new) == EntryByUid(
            new, meeting_id, None, "dan@example.org", EntryState.HELD, 0, 1, None
        )
        assert entry_by_uid(work.db, "made-up@localhost") is None


def test_who_moves_up_from_the_line_is_asked(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_page(work, capacity=1)
        come(work, slug, "anna")
        come(work, slug, "bo")
        publish_page(work, slug)
    run_errands()
    with work_as(Actor(registration_id=1)) as work:
        registrations.cancel(work, 1)
    with work_as(cast.alice) as work:
        assert shorts(work) == [("anna", "REQUEST", 0), ("anna", "CANCEL", 1), ("bo", "REQUEST", 1)]
        publish_page(work, slug)
    run_errands()
    with work_as(cast.alice) as work:
        assert len(shorts(work)) == 3


def test_off_and_on_again(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        set_status(work, slug, Status.CANCELLED)
    run_errands()
    run_errands(MEETING_CANCELLED)
    run_errands()
    with work_as(cast.alice) as work:
        everybody = ("anna", "bo", "cia")
        assert shorts(work, 3) == [(who, "CANCEL", 1) for who in everybody]
        set_status(work, slug, Status.OPEN)
    run_errands()
    with work_as(cast.alice) as work:
        assert shorts(work, 6) == [(who, "REQUEST", 2) for who in everybody]


def test_a_moved_gathering_moves_in_every_calendar(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        move_meeting(work, slug, date(2026, 11, 4))
    run_errands()
    with work_as(cast.alice) as work:
        assert [(*sent.short, sent.starts) for sent in mailed(work, 3)] == [
            ("anna", "REQUEST", 1, "04 10.00"),
            ("bo", "REQUEST", 1, "05 08.30"),
            ("cia", "REQUEST", 1, "04 10.00"),
        ]


def test_while_other_days_are_drafted_nobody_is_told_of_days_they_did_not_choose(
    slug: str, work_as: WorkAs, cast: Cast
) -> None:
    with work_as(cast.alice) as work:
        # Bo's only day goes; until that is out, the page still has it.
        change_gathering(work, slug, days=LATER_HOURS[:1])
        room = work.db.scalars(select(Room).where(Room.kind == RoomKind.ONLINE)).one()
        network.change_room(
            work, room.venue_id, room.id, RoomDetails("Digitalt", RoomKind.ONLINE, online_link=OTHER_LINK)
        )
    assert run_errands() == 1
    with work_as(cast.alice) as work:
        assert shorts(work, 3) == []
        publish_page(work, slug)
    run_errands()
    with work_as(cast.alice) as work:
        assert [(*sent.short, sent.starts) for sent in mailed(work, 3)] == [
            ("anna", "REQUEST", 1, "14 11.00"),
            ("bo", "REQUEST", 1, "14 11.00"),
            ("cia", "REQUEST", 1, "14 11.00"),
        ]


NEW_DAY = date(2026, 10, 21)
ON_NEW_DAY = (DayChoice(NEW_DAY, Mode.ON_SITE),)


def test_days_that_are_drafted_alone_come_into_no_calendar_until_they_are_out(
    slug: str, work_as: WorkAs, cast: Cast
) -> None:
    with work_as(cast.alice) as work:
        change_gathering(work, slug, days=(*LATER_HOURS, DayHours(NEW_DAY, time(10), time(16))))
        come(work, slug, "dan", days=ON_NEW_DAY)
        come(work, slug, "eva", days=(*BOTH_DAYS, *ON_NEW_DAY))
        come(work, slug, "fia", days=BOTH_DAYS)
    with work_as(Actor(registration_id=2)) as work:
        registrations.change(work, 2, some_answers("bo", days=ON_NEW_DAY))
    with work_as(cast.alice) as work:
        assert shorts(work, 3) == [("fia", "REQUEST", 0)]  # her days are out, with the hours that are
        words = work.db.scalars(
            select(PostedLetter.plain).where(PostedLetter.kind.in_(("registered", "changed"))).order_by(PostedLetter.id)
        )
        later = "Posten till din kalender kommer när de här dagarna är publicerade."
        assert [later in plain for plain in words] == [False, False, False, True, True, False, True]
    run_errands()
    with work_as(cast.alice) as work:
        assert shorts(work, 4) == []
        publish_page(work, slug)
    run_errands()
    with work_as(cast.alice) as work:
        assert [(sent.to, sent.method, sent.starts) for sent in mailed(work, 4)] == [
            ("anna", "REQUEST", "14 11.00"),
            ("bo", "REQUEST", "21 10.00"),
            ("cia", "REQUEST", "14 11.00"),
            ("dan", "REQUEST", "21 10.00"),
            ("eva", "REQUEST", "14 11.00"),
            ("fia", "REQUEST", "14 11.00"),
        ]


def test_who_cancels_a_day_that_is_out_no_more_has_the_entry_taken_back(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        move_meeting(work, slug, NEW_DAY)
    with work_as(Actor(registration_id=1)) as work:
        registrations.cancel(work, 1)
        assert shorts(work, 3) == [("anna", "CANCEL", 1)]


def test_what_is_over_is_left_alone(slug: str, work_as: WorkAs, cast: Cast, clock: Clock) -> None:
    with work_as(cast.alice) as work:
        change_gathering(work, slug, days=LATER_HOURS)
        clock.forward(days=60)
        publish_page(replace(work, now=clock.now), slug)
    assert run_errands() == 1
    with work_as(cast.alice) as work:
        assert shorts(work, 3) == []


def test_who_is_erased_is_known_no_more(slug: str, work_as: WorkAs) -> None:
    with work_as(Actor(registration_id=1)) as work:
        registrations.erase_person(work, 1)
        assert list(work.db.scalars(select(MailedEntry.address).order_by(MailedEntry.address))) == [
            "bo@example.org",
            "cia@example.org",
        ]


def test_a_month_after_the_gathering_nothing_is_kept(slug: str, work_as: WorkAs, clock: Clock) -> None:
    clock.set(clock.now.replace(month=11, day=14))
    with work_as(SYSTEM) as work:
        assert erase_old(work) == 0
    clock.forward(days=1)
    with work_as(SYSTEM) as work:
        assert erase_old(work) == 3
        assert work.db.scalars(select(MailedEntry)).all() == []
