"""Several people in one go: who gets a place, who is told what, and what is found to be there already."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from planner.core.actor import SYSTEM, Actor
from planner.core.errors import Invalid, NotAllowed, NotSignedIn
from planner.meetings.queries import gate_of
from planner.meetings.rules import Mode
from planner.registrations import services
from planner.registrations.queries.seats import hall_of, terms_of
from planner.registrations.rules import ClusterSeats, Colleague, DayChoice, Decision, PartyDetails, Terms
from planner.registrations.services import AlreadyRegistered, PartyRegistered
from tests.builders import Cast
from tests.registrations.scene import (
    FIRST,
    ONLINE,
    a_gathering,
    change_gathering,
    come,
    how_all_stand,
    letters,
    places,
    some_answers,
)

WorkAs = Callable[[Actor], Any]
KEY = "a" * 32


def a_party(who: str, *colleagues: str, together: bool = False, comes: bool = True, **more: Any) -> PartyDetails:
    named = tuple(Colleague(f"Demo {name.title()}", f"{name}@example.org") for name in colleagues)
    return PartyDetails(some_answers(who, **more), comes=comes, colleagues=named, together=together)


def bring(work: Any, slug: str, party: PartyDetails, form_key: str = "") -> PartyRegistered:
    outcome = services.register_party(work, slug, party, form_key)
    assert isinstance(outcome, PartyRegistered)
    return outcome


def test_a_party_gets_what_is_left_and_the_rest_wait_in_order(app: object, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        slug = a_gathering(work, capacity=3)
        outcome = bring(work, slug, a_party("anna", "bo", "ce", "di", "ed"))
        assert how_all_stand(work, slug) == [
            ("anna", "confirmed", None),
            ("bo", "confirmed", None),
            ("ce", "confirmed", None),
            ("di", "waiting", 1),
            ("ed", "waiting", 2),
        ]
        assert [(p.name, p.decision, p.place) for p in outcome.people[2:]] == [
            ("Demo Ce", Decision.FREE, None),
            ("Demo Di", Decision.FULL, 1),
            ("Demo Ed", Decision.FULL, 2),
        ]
        assert places(work, slug) == (3, 2)


def test_a_party_that_comes_together_waits_together_until_there_is_room_for_all(app: object, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        slug = a_gathering(work, capacity=3)
        first = come(work, slug, "first")
        outcome = bring(work, slug, a_party("anna", "bo", "ce", together=True))
        assert {p.decision for p in outcome.people} == {Decision.TOGETHER}
        late = come(work, slug, "late")  # one place is enough for one
        assert late.decision is Decision.FREE
        services.cancel(work, first.registration_id)
        assert [status for _, status, _ in how_all_stand(work, slug)][1:4] == ["waiting"] * 3
        services.cancel(work, late.registration_id)
        assert how_all_stand(work, slug)[1:4] == [(name, "confirmed", None) for name in ("anna", "bo", "ce")]


def test_everybody_has_a_link_of_their_own_and_the_booker_one_to_all(app: object, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        slug = a_gathering(work, capacity=1)
        outcome = bring(work, slug, a_party("anna", "bo"))
        assert len({person.token for person in outcome.people} | {outcome.token}) == 3
        assert letters(work) == [
            ("anna", "registered", ""),
            ("anna", "calendar", "REQUEST"),
            ("bo", "waiting", ""),
            ("anna", "party", ""),
        ]


def test_who_only_registers_others_does_not_come(app: object, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        slug = a_gathering(work, capacity=5)
        bring(work, slug, a_party("anna", "bo", comes=False))
        assert how_all_stand(work, slug) == [("bo", "confirmed", None)]
        assert letters(work) == [("bo", "registered", ""), ("bo", "calendar", "REQUEST"), ("anna", "party", "")]


def test_a_party_sent_twice_is_registered_once(app: object, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        slug = a_gathering(work, capacity=2)
        first = bring(work, slug, a_party("anna", "bo", "ce"), KEY)
    with work_as(SYSTEM) as work:
        again = bring(work, slug, a_party("anna", "bo", "ce"), KEY)
        assert again == first
        assert (len(how_all_stand(work, slug)), len(letters(work))) == (3, 6)


def test_one_known_address_refuses_the_party_by_its_row_and_nothing_is_kept(app: object, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        slug = a_gathering(work, capacity=9)
        come(work, slug, "bo")
    with work_as(SYSTEM) as work:
        outcome = services.register_party(work, slug, a_party("anna", "ce", "bo"), KEY)
        assert isinstance(outcome, AlreadyRegistered)
        assert list(outcome.refusal.fields) == ["colleague_email_1"]
        assert [name for name, _, _ in how_all_stand(work, slug)] == ["bo"]
        assert letters(work)[-1] == ("bo", "link", "")


@pytest.mark.parametrize(
    ("party", "fields"),
    [
        (a_party("anna", comes=False), ["comes"]),
        (a_party("anna", "bo", "anna"), ["colleague_email_1"]),
        (replace(a_party("anna"), colleagues=(Colleague(" ", ""),)), ["colleague_name_0", "colleague_email_0"]),
        (replace(a_party("anna"), colleagues=(Colleague("Demo", "d@example.org"),) * 61), None),
    ],
)
def test_rows_that_cannot_be_are_named(
    app: object, work_as: WorkAs, party: PartyDetails, fields: list[str] | None
) -> None:
    with work_as(SYSTEM) as work:
        slug = a_gathering(work)
        with pytest.raises(Invalid) as refused:
            services.register_party(work, slug, party, "")
        assert fields is None or list(refused.value.fields) == fields
        assert "colleagues" in refused.value.fields or fields


def test_a_party_of_three_takes_at_most_sixteen_statements(
    app: object, work_as: WorkAs, statements: Callable[[], Any], cast: Cast
) -> None:
    """With a diet, which stands in a table of its own, and a cluster, whose invitation is answered by it."""
    with work_as(SYSTEM) as work:
        slug = a_gathering(work, capacity=9)
    party = a_party("anna", "bo", "ce", diet="Vegan", cluster_id=cast.vreta_id, organisation="")
    with work_as(SYSTEM) as work:
        with statements() as seen:
            bring(work, slug, party)
        assert len(seen) <= 16


def shared_out(work: Any, slug: str, cast: Cast, **more: Any) -> None:
    meeting_id = gate_of(work.db, slug).meeting_id
    seats = (ClusterSeats(cast.vreta_id, 2, 1), ClusterSeats(cast.agrovast_id, 1, 0))
    now = terms_of(work.db, meeting_id)
    services.set_terms(work, slug, replace(Terms(seats=seats, revision=now.revision), **more))


def test_a_cluster_takes_its_own_seats_first_and_then_the_pools(app: object, work_as: WorkAs, cast: Cast) -> None:
    with work_as(SYSTEM) as work:
        slug = a_gathering(work, capacity=4)
        shared_out(work, slug, cast)
        vreta: dict[str, Any] = {"cluster_id": cast.vreta_id, "organisation": ""}
        outcome = bring(work, slug, a_party("anna", "bo", "ce", "di", **vreta))
        assert [p.decision for p in outcome.people] == [Decision.OWN, Decision.OWN, Decision.POOL, Decision.FULL]
        kept = come(work, slug, "eva", cluster_id=cast.agrovast_id, organisation="")
        assert kept.decision is Decision.OWN
        hall = hall_of(work.db, gate_of(work.db, slug), work.now)
        assert (hall.pool_left, hall.own_left(cast.agrovast_id), hall.funded_taken) == (0, 0, {cast.vreta_id: 1})


def test_a_freed_seat_goes_to_the_clusters_own_people_until_the_release_day(
    app: object, work_as: WorkAs, cast: Cast, clock: Any
) -> None:
    with work_as(SYSTEM) as work:
        slug = a_gathering(work, capacity=3)
        shared_out(work, slug, cast, release_on=FIRST.replace(day=1))
        own = come(work, slug, "own", cluster_id=cast.agrovast_id, organisation="")
        outsider = come(work, slug, "outsider")
        colleague = come(work, slug, "colleague", cluster_id=cast.agrovast_id, organisation="")
        assert (outsider.place, colleague.place) == (1, 2)
        services.cancel(work, own.registration_id)
        assert how_all_stand(work, slug)[1:] == [("outsider", "waiting", 1), ("colleague", "confirmed", None)]
    clock.forward(days=30)  # 1 October: Vreta's two seats were never used
    with work_as(SYSTEM) as work:
        assert services.release_seats(work) == 1
        assert how_all_stand(work, slug)[1] == ("outsider", "confirmed", None)


def test_more_seats_for_a_cluster_reach_those_who_wait_and_nobody_loses_a_place(
    app: object, work_as: WorkAs, cast: Cast
) -> None:
    with work_as(SYSTEM) as work:
        slug = a_gathering(work, capacity=3)
        vreta: dict[str, Any] = {"cluster_id": cast.vreta_id, "organisation": ""}
        bring(work, slug, a_party("anna", "bo"))
        shared_out(work, slug, cast)  # two were taken already by people from no cluster
        assert come(work, slug, "ce", **vreta).decision is Decision.OWN
        assert come(work, slug, "di", **vreta).decision is Decision.FULL
        change_gathering(work, slug, capacity=4)
        assert [status for _, status, _ in how_all_stand(work, slug)] == ["confirmed"] * 4


def test_seats_cannot_be_shared_out_twice_over(app: object, work_as: WorkAs, cast: Cast) -> None:
    with work_as(SYSTEM) as work:
        slug = a_gathering(work, capacity=2)
        with pytest.raises(Invalid) as refused:
            shared_out(work, slug, cast)
        assert list(refused.value.fields) == ["seats"]


def test_a_person_needs_no_seat_online_nor_for_the_side_meeting_only(app: object, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        slug = a_gathering(work, capacity=1)
        outcome = bring(work, slug, a_party("anna", "bo", days=ONLINE))
        assert {p.decision for p in outcome.people} == {Decision.NO_SEAT_NEEDED}
        mixed = (DayChoice(FIRST, Mode.ON_SITE),)
        assert come(work, slug, "ce", days=mixed).decision is Decision.FREE


def test_who_looks_after_people_may_cancel_and_nobody_else(app: object, work_as: WorkAs, cast: Cast) -> None:
    with work_as(SYSTEM) as work:
        slug = a_gathering(work, capacity=9)
        vreta: dict[str, Any] = {"cluster_id": cast.vreta_id, "organisation": ""}
        outcome = bring(work, slug, a_party("anna", "bo", "ce", **vreta))
        ids = [person.registration_id for person in outcome.people]
    for stranger, refusal in ((cast.charlie, NotAllowed), (Actor(registration_id=ids[1]), NotSignedIn)):
        with work_as(stranger) as work, pytest.raises(refusal):
            services.cancel(work, ids[0])
    with work_as(cast.bob) as work:
        services.cancel(work, ids[0])
    with work_as(Actor(party_id=1)) as work:
        services.cancel(work, ids[1])
        assert [status for _, status, _ in how_all_stand(work, slug)] == ["cancelled", "cancelled", "confirmed"]


def test_from_one_place_only_so_many_are_registered_in_an_hour(app: object, work_as: WorkAs, clock: Any) -> None:
    """Each of them gets letters: nobody may have them sent to strangers without end."""

    def crowd(number: int) -> PartyDetails:
        named = tuple(f"d{number}x{n}" for n in range(59))
        return replace(a_party(f"booker{number}", *named, days=ONLINE), asked_from="192.0.2.7")

    with work_as(SYSTEM) as work:
        slug = a_gathering(work)
        for number in range(3):
            bring(work, slug, crowd(number))
        with pytest.raises(Invalid) as refused:
            services.register_party(work, slug, crowd(3), "")
        assert list(refused.value.fields) == ["rate"]
        bring(work, slug, replace(crowd(4), asked_from="192.0.2.8"))
    clock.forward(minutes=61)
    with work_as(SYSTEM) as work:
        bring(work, slug, crowd(5))
