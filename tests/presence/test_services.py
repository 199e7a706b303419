"""Noting who was there, who may, and what becomes of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from planner.agenda.services import remove_item
from planner.core.actor import ANONYMOUS, SYSTEM, Actor
from planner.core.errors import Conflict, Invalid, NotAllowed, NotSignedIn
from planner.core.language import Words
from planner.meetings.queries import gate_of
from planner.meetings.rules import MeetingKind
from planner.presence.models import Presence
from planner.presence.queries import items_of, noted_of
from planner.presence.rules import Attender, PresenceState, SheetItem, Ticked
from planner.presence.services import erase_guests, note_presence
from planner.programmes.services import publish
from planner.registrations.models import Erasure, Registration
from planner.registrations.rules import Terms
from planner.registrations.services import cancel, erase_person, hand_over, set_terms
from tests.builders import Cast, an_item
from tests.conftest import START, Clock
from tests.presence.scene import TITLES, a_board, guest, noted, sheet
from tests.registrations.scene import FIRST

WorkAs = Callable[..., Any]


@pytest.fixture
def slug(work_as: WorkAs, cast: Cast) -> str:
    with work_as(cast.alice) as work:
        return a_board(work, "zoe", "anna")


def uids(work: Any, slug: str) -> list[str]:
    return [item.uid for item in sheet(work, slug).items]


def everybody(work: Any, slug: str) -> list[Ticked]:
    """All who are registered, there all the time."""
    all_of_it = frozenset(uids(work, slug))
    return [replace(line, uids=all_of_it) for line in sheet(work, slug).registered]


def first_of(work: Any, slug: str) -> int:
    """The registration of the first person on the sheet."""
    found = sheet(work, slug).registered[0].who.registration_id
    assert found is not None
    return found


def test_the_sheet_has_content_in_order_with_numbers_and_people_by_name(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        found = sheet(work, slug)
    assert [(item.number, item.title.sv) for item in found.items] == list(enumerate(TITLES, 1))
    assert found.items[0] == SheetItem(found.items[0].uid, 1, Words(TITLES[0]), FIRST, time(10))
    assert [(line.who.name, line.who.comes_from, line.uids) for line in found.lines] == [
        ("Demo Anna", "Demo AB", frozenset()),
        ("Demo Zoe", "Demo AB", frozenset()),
    ]
    assert (found.revision, found.saved_at, found.saved_by) == (0, None, "")


def test_what_is_noted_stands_there_with_who_did_it(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        one, two, three, four, five = uids(work, slug)
        anna, zoe = sheet(work, slug).registered
        said = [
            replace(anna, uids=frozenset((three, four, five))),
            replace(zoe, uids=frozenset((one, two))),
            guest("Rolf, revisor", two),
        ]
        note_presence(work, slug, said, revision=0)
        found = sheet(work, slug)
        assert [(line.who.name, line.uids) for line in found.lines] == [(s.who.name, s.uids) for s in said]
        assert (found.revision, found.saved_at, found.saved_by) == (1, START, "Alice")
        assert noted(work, slug) == {
            "Öppnande": [("Demo Anna", "absent"), ("Demo Zoe", "present"), ("Rolf, revisor", "absent")],
            "Ekonomi": [("Demo Anna", "absent"), ("Demo Zoe", "present"), ("Rolf, revisor", "joined")],
            "Beslut": [("Demo Anna", "joined"), ("Demo Zoe", "left"), ("Rolf, revisor", "left")],
            "Övrigt": [("Demo Anna", "present"), ("Demo Zoe", "absent"), ("Rolf, revisor", "absent")],
            "Avslut": [("Demo Anna", "present"), ("Demo Zoe", "absent"), ("Rolf, revisor", "absent")],
        }


def test_noting_again_takes_the_place_of_what_was_there(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        note_presence(work, slug, [*everybody(work, slug), guest("Rolf", *uids(work, slug))], revision=0)
        note_presence(work, slug, [guest("Ulla", uids(work, slug)[0])], revision=1)
        found = sheet(work, slug)
    assert [(line.who.name, len(line.uids)) for line in found.lines] == [("Demo Anna", 0), ("Demo Zoe", 0), ("Ulla", 1)]
    assert found.revision == 2


@pytest.mark.parametrize("seen", [0, 2, -1])
def test_whoever_saves_over_another_is_told(slug: str, work_as: WorkAs, cast: Cast, seen: int) -> None:
    with work_as(cast.alice) as work:
        note_presence(work, slug, everybody(work, slug), revision=0)
    with pytest.raises(Conflict), work_as(cast.dora) as work:
        note_presence(work, slug, [], revision=seen)
    with work_as(cast.alice) as work:
        assert (sheet(work, slug).revision, sheet(work, slug).saved_by) == (1, "Alice")


def test_two_guests_of_one_name_are_refused(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with pytest.raises(Invalid), work_as(cast.alice) as work:
        note_presence(work, slug, [guest("Rolf"), guest("rolf")], revision=0)


def test_people_and_items_of_another_gathering_are_passed_over(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        other = a_board(work, "eve", title=Words("Den andra"))
        (eve,) = sheet(work, other).registered
        note_presence(work, slug, [replace(eve, uids=frozenset((*uids(work, other), *uids(work, slug))))], revision=0)
        assert {name for people in noted(work, slug).values() for name, _ in people} == {"Demo Anna", "Demo Zoe"}
        assert noted(work, other) == {}


@pytest.mark.parametrize(("name", "error"), [("bob", NotAllowed), ("charlie", NotAllowed), ("", NotSignedIn)])
def test_only_leads_note_presence(slug: str, work_as: WorkAs, cast: Cast, name: str, error: type[NotAllowed]) -> None:
    with pytest.raises(error), work_as(cast.account(name) if name else ANONYMOUS) as work:
        note_presence(work, slug, [], revision=0)


def test_items_are_the_drafts_until_a_programme_is_published(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_board(work, published=False)
        gate = gate_of(work.db, slug)
        before = items_of(work.db, gate)
        assert [(item.number, item.title.sv) for item in before] == list(enumerate(TITLES, 1))
        publish(work, slug, preliminary=True, with_agenda=True)
        assert items_of(work.db, gate) == before
        an_item(work, slug, "Ny punkt", starts=time(16))
        assert items_of(work.db, gate) == before


def test_a_gathering_without_numbers_has_items_without(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        for published in (False, True):
            slug = a_board(work, kind=MeetingKind.NETWORK, published=published, title=Words(f"Träff {published}"))
            assert [item.number for item in items_of(work.db, gate_of(work.db, slug))] == [None] * 5


def test_what_is_taken_off_is_no_longer_asked_but_what_was_noted_stays(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        note_presence(work, slug, everybody(work, slug), revision=0)
        gone = uids(work, slug)[0]
        remove_item(work, slug, 1)
        publish(work, slug, preliminary=False, with_agenda=True)
        assert [item.title.sv for item in sheet(work, slug).items] == list(TITLES[1:])
        note_presence(work, slug, [], revision=1)
        assert noted(work, slug)[gone] == [("Demo Anna", "present"), ("Demo Zoe", "present")]


def test_who_cancels_after_being_noted_stays_on_the_sheet(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        note_presence(work, slug, everybody(work, slug), revision=0)
        cancel(work, first_of(work, slug))
        assert [line.who.name for line in sheet(work, slug).lines] == ["Demo Anna", "Demo Zoe"]


def test_a_colleague_who_gets_the_seat_was_not_there(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        note_presence(work, slug, everybody(work, slug), revision=0)
        hand_over(work, first_of(work, slug), "Demo Bo", "bo@example.org", "sv")
        assert [(line.who.name, len(line.uids)) for line in sheet(work, slug).lines] == [
            ("Demo Bo", 0),
            ("Demo Zoe", 5),
        ]


def test_an_erased_person_is_still_counted(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        note_presence(work, slug, everybody(work, slug), revision=0)
        erase_person(work, first_of(work, slug))
        assert noted(work, slug)["Beslut"] == [("Demo Zoe", "present"), ("–", "present")]


def test_guests_lose_their_names_when_people_are_erased_and_it_is_logged_once(
    slug: str, work_as: WorkAs, cast: Cast, clock: Clock
) -> None:
    with work_as(cast.alice) as work:
        first, second, *_ = uids(work, slug)
        note_presence(work, slug, [guest("Rolf", first), guest("Ulla", first, second)], revision=0)
        set_terms(work, slug, Terms(erase_people_on=date(2026, 12, 1)))
    for day, erased in (
        (datetime(2026, 11, 30, 22, 59, tzinfo=UTC), 0),
        (datetime(2026, 11, 30, 23, 0, tzinfo=UTC), 2),
        (datetime(2026, 12, 2, tzinfo=UTC), 0),
    ):
        clock.set(day)
        with work_as(SYSTEM) as work:
            assert erase_guests(work) == erased
    with work_as(cast.alice) as work:
        guests = sheet(work, slug).guests
        assert [(line.who.name, len(line.uids)) for line in guests] == [("– 1", 1), ("– 2", 2)]
        # Somebody is noted afterwards: the next night they go too, and nobody is mixed up.
        note_presence(work, slug, [*guests, guest("Ebba", first)], revision=1)
    with work_as(SYSTEM) as work:
        assert erase_guests(work) == 1
        assert [line.who.name for line in sheet(work, slug).guests] == ["– 1", "– 2", "– 3"]
        assert [(row.what, row.erased) for row in work.db.scalars(select(Erasure).order_by(Erasure.id))] == [
            ("people", 2),
            ("people", 1),
        ]


def test_nobody_but_the_schedule_erases(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with pytest.raises(NotAllowed), work_as(cast.alice) as work:
        erase_guests(work)


def test_one_person_is_told_what_was_noted_of_them(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        gate = gate_of(work.db, slug)
        anna, _ = sheet(work, slug).registered
        assert noted_of(work.db, gate, anna.who.registration_id or 0) == ()
        note_presence(work, slug, [replace(anna, uids=frozenset(uids(work, slug)[1:]))], revision=0)
        assert noted_of(work.db, gate, anna.who.registration_id or 0) == tuple(
            zip(
                map(Words, TITLES),
                map(PresenceState, ("absent", "joined", "present", "present", "present")),
                strict=True,
            )
        )


def test_noting_takes_the_same_statements_for_two_and_thirty(
    work_as: WorkAs, cast: Cast, statements: Callable[[], Any]
) -> None:
    counts = []
    for number in (2, 30):
        with work_as(cast.alice) as work:
            slug = a_board(work, *(f"p{n}" for n in range(number)), title=Words(f"Styrgrupp {number}"))
            said = everybody(work, slug)
            with statements() as seen:
                note_presence(work, slug, said, revision=0)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 10


@pytest.mark.parametrize(
    "wrong",
    [
        {"registration_id": None, "name": None},
        {"registration_id": 1, "name": "Rolf"},
    ],
)
def test_the_database_holds_that_everybody_is_registered_or_named(
    slug: str, work_as: WorkAs, cast: Cast, wrong: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError), work_as(cast.alice) as work:
        work.db.execute(insert(Presence).values(meeting_id=1, item_uid="a", state=PresenceState.PRESENT, **wrong))


def test_the_database_holds_that_nobody_is_noted_twice(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        known = work.db.scalars(select(Registration.id)).first()
    for who in ({"registration_id": known}, {"name": "Rolf"}):
        twice = [{"meeting_id": 1, "item_uid": "a", "state": state, **who} for state in PresenceState][:2]
        with pytest.raises(IntegrityError), work_as(cast.alice) as work:
            work.db.execute(insert(Presence), twice)


def test_a_person_with_the_link_alone_notes_nothing(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with pytest.raises(NotSignedIn), work_as(Actor(name="Demo Anna", registration_id=1)) as work:
        note_presence(work, slug, [Ticked(Attender(1, "Demo Anna"), frozenset())], revision=0)
