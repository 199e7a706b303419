"""What names people is erased: when they ask, and on its date. Numbers stay."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from planner.choices.models import Choice
from planner.core.actor import ANONYMOUS, SYSTEM, Actor
from planner.core.errors import Conflict, NotAllowed, NotFound, NotSignedIn
from planner.core.language import Words
from planner.invitations.rules import Guest
from planner.invitations.services import invite_people
from planner.mail.models import PostedLetter
from planner.meetings import services as meetings
from planner.meetings.queries import gate_of
from planner.meetings.rules import Mode
from planner.questions import services as questions
from planner.questions.rules import Given, QuestionDetails, QuestionKind, Upload
from planner.registrations import services
from planner.registrations.models import Answer, AnswerFile, Handover, LineMove, Needs, Party, Registration
from planner.registrations.queries.holders import holder
from planner.registrations.queries.parties import party
from planner.registrations.queries.privacy import (
    ErasureLine,
    KeptNow,
    erasures_of,
    food_of,
    kept_food,
    kept_heads,
    kept_now,
    looks_of,
)
from planner.registrations.queries.seats import terms_of
from planner.registrations.rules import Colleague, Diet, PartChoice, PartDetails, PartKind, PartyDetails
from planner.registrations.rules.keeping import FoodCount, HeadLine, Kind
from planner.registrations.services import PartyRegistered
from planner.web.errands import run_due
from tests.builders import Cast
from tests.conftest import Clock
from tests.registrations.scene import (
    FIRST,
    SECOND,
    a_gathering,
    change_gathering,
    come,
    how_all_stand,
    letters,
    places,
    some_answers,
)

WorkAs = Callable[[Actor], Any]
ALLERGY = QuestionDetails(QuestionKind.TEXT, Words("Vad tål du inte?"), is_sensitive=True)
FILE = QuestionDetails(QuestionKind.FILE, Words("Bifoga läkarens brev"), is_sensitive=True)
TRAVEL = QuestionDetails(QuestionKind.TEXT, Words("Hur reser du?"))
AFTER = datetime(2026, 10, 16, 8, 0, tzinfo=UTC)
NEEDS_DAY = datetime(2026, 11, 14, 8, 0, tzinfo=UTC)
PEOPLE_DAY = datetime(2028, 10, 14, 8, 0, tzinfo=UTC)


@pytest.fixture
def slug(cast: Cast, work_as: WorkAs) -> str:
    with work_as(cast.alice) as work:
        return a_gathering(work, capacity=None)


def held_by(registration_id: int) -> Actor:
    return Actor(name="Demo Anna", registration_id=registration_id)


def dinner(work: Any, slug: str) -> int:
    return services.add_part(work, slug, PartDetails(PartKind.DINNER, FIRST, Words("Middag", "Dinner")))


def everything_about(work: Any, word: str) -> list[str]:
    """Every table that still holds a word, in whatever column."""
    kept = []
    for table in reversed(Registration.metadata.sorted_tables):
        rows = work.db.execute(select(table)).all()
        if any(word.lower() in str(value).lower() for row in rows for value in row):
            kept.append(table.name)
    return sorted(kept)


def test_who_is_erased_before_it_is_held_gives_the_seat_away_and_is_named_nowhere(
    cast: Cast, work_as: WorkAs, clock: Clock
) -> None:
    with work_as(cast.alice) as work:
        slug = a_gathering(work, capacity=1)
        ask = questions.add_question(work, slug, ALLERGY)
    with work_as(SYSTEM) as work:
        anna = come(
            work,
            slug,
            "anna",
            diet="Anna tål inga nötter",
            phone="0700",
            invoice="Anna",
            given=(Given(ask, 1, "Katt"),),
        )
        bo = come(work, slug, "bo")
    run_due()
    with work_as(held_by(anna.registration_id)) as work:
        services.erase_person(work, anna.registration_id)
        services.erase_person(work, anna.registration_id)
    with work_as(SYSTEM) as work:
        assert how_all_stand(work, slug) == [
            (f"erased-{anna.registration_id}", "cancelled", None),
            ("bo", "confirmed", None),
        ]
        assert places(work, slug) == (1, 0)
        assert letters(work)[-3:] == [
            ("anna", "forgotten", "CANCEL"),
            ("bo", "promoted", ""),
            ("bo", "calendar", "REQUEST"),
        ]
        assert everything_about(work, "anna@example.org") == ["letter"]
        with pytest.raises(NotFound):
            holder(work.db, anna.token)
        assert holder(work.db, bo.token).name == "Demo Bo"
    run_due()
    with work_as(SYSTEM) as work:
        assert (everything_about(work, "anna"), everything_about(work, "katt")) == ([], [])
        assert erasures_of(work.db, gate_of(work.db, slug).meeting_id) == (ErasureLine(Kind.PERSON, 1, clock.now),)
        row = work.db.get(Registration, anna.registration_id)
        assert (row.name, row.email, row.phone, row.organisation, row.invoice) == (
            "–", f"erased-{row.id}@erased.invalid", "", "", "",
        )  # fmt: skip


def test_who_is_erased_afterwards_stays_as_a_number(slug: str, work_as: WorkAs, clock: Clock, cast: Cast) -> None:
    with work_as(SYSTEM) as work:
        anna = come(work, slug, "anna", diets=(Diet.VEGAN,))
        come(work, slug, "bo", diets=(Diet.VEGAN,), diet="Inte lök")
        meeting_id = gate_of(work.db, slug).meeting_id
        before = food_of(work.db, meeting_id)
        sent = len(letters(work))
    clock.set(AFTER)
    with work_as(cast.alice) as work:
        services.erase_person(work, anna.registration_id)
        assert [row[1] for row in how_all_stand(work, slug)] == ["confirmed", "confirmed"]
        assert len(letters(work)) == sent
        assert [(c.eating, c.diets, c.other) for c in before] == [(2, ((Diet.VEGAN, 2),), 1)] * 2
        assert food_of(work.db, meeting_id) == before
        assert everything_about(work, "anna@") == ["letter"]
        with pytest.raises(Conflict):
            services.send_link(work, anna.registration_id)


def test_only_the_holder_and_leads_erase_somebody(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        anna = come(work, slug, "anna", cluster_id=cast.vreta_id, organisation="")
    for actor, refusal in ((cast.bob, NotAllowed), (Actor(), NotSignedIn), (held_by(999), NotSignedIn)):
        with pytest.raises(refusal), work_as(actor) as work:
            services.erase_person(work, anna.registration_id)


def test_a_booker_sees_nothing_of_whom_they_registered_and_who_is_erased(slug: str, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        named = (Colleague("Demo Bo", "bo@example.org"), Colleague("Demo Cia", "cia@example.org"))
        outcome = services.register_party(work, slug, PartyDetails(some_answers("anna"), True, named), "a" * 32)
        assert isinstance(outcome, services.PartyRegistered)
        services.erase_person(work, outcome.people[1].registration_id)
        assert [member.name for member in party(work.db, outcome.token).members] == ["Demo Anna", "Demo Cia"]


def test_erasing_takes_the_booker_handovers_and_moves_along(cast: Cast, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        slug = a_gathering(work, capacity=1)
        come(work, slug, "first")
        both = PartyDetails(some_answers("anna"), comes=True, colleagues=(Colleague("Demo Bo", "bo@example.org"),))
        services.register_party(work, slug, both, "a" * 32)
        ids = {r.email: r.id for r in work.db.scalars(select(Registration))}
        services.move_in_line(work, ids["bo@example.org"], 1, "Bo leder ett samtal")
        services.hand_over(work, ids["bo@example.org"], "Demo Cia", "cia@example.org", "sv")
        services.erase_person(work, ids["anna@example.org"])
        booked = work.db.scalars(select(Party).order_by(Party.id)).all()[-1]
        assert (booked.booker_name, booked.booker_email) == ("–", f"erased-{booked.id}@erased.invalid")
        services.erase_person(work, ids["bo@example.org"])
        assert work.db.scalars(select(Handover)).all() == work.db.scalars(select(LineMove)).all() == []


def test_who_once_handed_a_seat_on_or_was_invited_by_name_is_erased_there_too(
    slug: str, cast: Cast, work_as: WorkAs
) -> None:
    with work_as(cast.alice) as work:
        invite_people(work, slug, [Guest("Demo Anna", "anna@example.org")])
    with work_as(ANONYMOUS) as work:
        said = PartyDetails(
            some_answers("anna"), colleagues=(Colleague("Demo Bo", "bo@example.org"),), asked_from="::1"
        )
        made = services.register_party(work, slug, said, "")
        assert isinstance(made, PartyRegistered)
        anna, bo = (person.registration_id for person in made.people)
        booker = party(work.db, made.token).actor
    with work_as(booker) as work:
        services.hand_over(work, bo, "Demo Cai", "cai@example.org", "sv")
    with work_as(held_by(anna)) as work:
        services.hand_over(work, anna, "Demo Dag", "dag@example.org", "sv")
    with work_as(SYSTEM) as work:
        again = come(work, slug, "anna")
    run_due()
    with work_as(held_by(again.registration_id)) as work:
        services.erase_person(work, again.registration_id)
    run_due()
    with work_as(SYSTEM) as work:
        assert everything_about(work, "anna@example.org") == []
        # The letters that Bo, Cai and Dag got about it are theirs.
        assert everything_about(work, "Demo Anna") == ["letter"]
        rows = work.db.scalars(select(Handover).order_by(Handover.id)).all()
        assert [(row.handed_by, row.from_name, row.to_name) for row in rows] == [
            ("–", "Demo Bo", "Demo Cai"),
            ("–", "–", "Demo Dag"),
        ]
        assert work.db.scalars(select(Party.asked_from).order_by(Party.id)).all() == ["", ""]


def test_needs_go_on_their_date_where_the_gathering_is_held_and_totals_stay(
    slug: str, work_as: WorkAs, clock: Clock, cast: Cast
) -> None:
    with work_as(SYSTEM) as work:
        meal = dinner(work, slug)
        come(work, slug, "anna", diets=(Diet.VEGAN, Diet.NUT_FREE), access="Ramp", parts=(PartChoice(meal),))
        come(work, slug, "bo", diets=(Diet.VEGAN,), diet="Inte lök")
        come(work, slug, "cia", parts=(PartChoice(meal),))
        gone = come(work, slug, "dan", diets=(Diet.VEGAN,))
        services.cancel(work, gone.registration_id)
        meeting_id = gate_of(work.db, slug).meeting_id
        day = ((Diet.VEGAN, 2), (Diet.NUT_FREE, 1))
        expected = {
            (FIRST, FoodCount(meal, FIRST, 2, ((Diet.VEGAN, 1), (Diet.NUT_FREE, 1)), 0, 1)),
            *((count.held_on, replace(count, eating=3, diets=day, other=1, access=1))
              for count in food_of(work.db, meeting_id) if count.part_id != meal),
        }  # fmt: skip
        assert {(count.held_on, count) for count in food_of(work.db, meeting_id)} == expected
    # Half past eleven in the evening of the 13th in London is the 14th in Sweden.
    clock.set(datetime(2026, 11, 13, 23, 30, tzinfo=UTC))
    for erased in (3 - 1, 0):
        with work_as(SYSTEM) as work:
            assert services.erase_needs(work) == erased
    with work_as(SYSTEM) as work:
        assert work.db.scalars(select(Needs)).all() == []
        assert {(count.held_on, count) for count in food_of(work.db, meeting_id)} == expected
        assert erasures_of(work.db, meeting_id) == (ErasureLine(Kind.NEEDS, 2, clock.now),)


def test_needs_are_not_erased_the_day_before(slug: str, work_as: WorkAs, clock: Clock) -> None:
    with work_as(SYSTEM) as work:
        come(work, slug, "anna", diet="Vegan")
    clock.set(datetime(2026, 11, 13, 22, 30, tzinfo=UTC))
    with work_as(SYSTEM) as work:
        assert services.erase_needs(work) == 0


def test_sensitive_answers_go_on_the_same_date_and_others_stay(slug: str, work_as: WorkAs, clock: Clock) -> None:
    with work_as(SYSTEM) as work:
        allergy, file, travel = (questions.add_question(work, slug, said) for said in (ALLERGY, FILE, TRAVEL))
        letter = Upload("brev.pdf", b"%PDF-1.7 demo")
        given = (Given(allergy, 1, "Katt"), Given(file, 1, "brev.pdf", letter), Given(travel, 1, "Tåg"))
        come(work, slug, "anna", given=given)
        meeting_id = gate_of(work.db, slug).meeting_id
        assert kept_now(work.db, meeting_id) == KeptNow(
            people=1, needs=0, answers=2, other_answers=1, files=1, letters=2
        )
    clock.set(NEEDS_DAY)
    for erased in (2, 0):
        with work_as(SYSTEM) as work:
            assert services.erase_answers(work) == erased
    with work_as(SYSTEM) as work:
        assert work.db.scalars(select(Answer.value)).all() == ["Tåg"]
        assert work.db.scalars(select(AnswerFile)).all() == []
        assert erasures_of(work.db, meeting_id) == (ErasureLine(Kind.ANSWERS, 2, clock.now),)


def test_a_question_that_becomes_sensitive_has_its_older_answers_erased_too(
    slug: str, work_as: WorkAs, clock: Clock
) -> None:
    with work_as(SYSTEM) as work:
        travel = questions.add_question(work, slug, TRAVEL)
        come(work, slug, "anna", given=(Given(travel, 1, "Med ambulans"),))
        questions.change_question(work, slug, travel, replace(TRAVEL, is_sensitive=True), revision=1)
    clock.set(NEEDS_DAY)
    with work_as(SYSTEM) as work:
        assert services.erase_answers(work) == 1


def test_the_date_follows_a_gathering_that_moves_and_a_lead_who_sets_another(
    slug: str, cast: Cast, work_as: WorkAs
) -> None:
    with work_as(SYSTEM) as work:
        allergy, travel = (questions.add_question(work, slug, said) for said in (ALLERGY, TRAVEL))
        come(work, slug, "anna", diet="Vegan", given=(Given(allergy, 1, "Katt"), Given(travel, 1, "Tåg")))
    with work_as(cast.alice) as work:
        meetings.move_meeting(work, slug, date(2026, 12, 2))
        assert work.db.scalars(select(Needs.erase_on)).all() == [date(2027, 1, 2)]
        assert work.db.scalars(select(Answer.erase_on).order_by(Answer.question_id)).all() == [date(2027, 1, 2), None]
    with work_as(cast.alice) as work:
        change_gathering(work, slug, erase_needs_on=date(2026, 12, 20))
        assert work.db.scalars(select(Needs.erase_on)).all() == [date(2026, 12, 20)]
        assert work.db.scalars(select(Answer.erase_on).order_by(Answer.question_id)).all() == [date(2026, 12, 20), None]


def test_people_go_after_two_years_and_head_counts_stay(slug: str, cast: Cast, work_as: WorkAs, clock: Clock) -> None:
    with work_as(SYSTEM) as work:
        meal = dinner(work, slug)
        for name in ("anna", "bo"):
            come(work, slug, name, cluster_id=cast.vreta_id, organisation="", parts=(PartChoice(meal),))
        come(work, slug, "cia", diet="Inte lök", given=())
        gone = come(work, slug, "dan")
        services.cancel(work, gone.registration_id)
        meeting_id = gate_of(work.db, slug).meeting_id
    run_due()
    clock.set(PEOPLE_DAY - (PEOPLE_DAY - AFTER) / 2)
    with work_as(SYSTEM) as work:
        assert services.erase_people(work) == 0
        sent = len(letters(work))
        day_one, day_two = (line.part_id for line in food_of(work.db, meeting_id) if line.part_id != meal)
    clock.set(PEOPLE_DAY)
    for erased in (4, 0):
        with work_as(SYSTEM) as work:
            assert services.erase_people(work) == erased
    with work_as(SYSTEM) as work:
        vreta, site = cast.vreta_id, Mode.ON_SITE
        assert kept_heads(work.db, meeting_id) == tuple(
            sorted(
                (
                    HeadLine(day_one, FIRST, None, site, 1),
                    HeadLine(day_one, FIRST, vreta, site, 2),
                    HeadLine(meal, FIRST, vreta, site, 2),
                    HeadLine(day_two, SECOND, None, site, 1),
                    HeadLine(day_two, SECOND, vreta, site, 2),
                ),
                key=lambda line: (line.held_on, line.part_id, line.cluster_id or 0),
            )
        )
        assert [(count.eating, count.other) for count in kept_food(work.db, meeting_id)] == [
            (3, 1) if count.part_id != meal else (2, 0) for count in kept_food(work.db, meeting_id)
        ]
        assert kept_now(work.db, meeting_id) == KeptNow(0, 0, 0, 0, 0, 0)
        assert [everything_about(work, name) for name in ("anna", "bo@", "cia", "dan")] == [[], [], [], []]
        assert len(letters(work)) == sent
        assert {(line.what, line.erased) for line in erasures_of(work.db, meeting_id)} == {
            (Kind.NEEDS, 1),
            (Kind.LETTERS, sent),
            (Kind.PEOPLE, 4),
        }


def test_a_lead_may_set_an_earlier_date_for_people(slug: str, cast: Cast, work_as: WorkAs, clock: Clock) -> None:
    with work_as(cast.alice) as work:
        come(work, slug, "anna")
        terms = terms_of(work.db, gate_of(work.db, slug).meeting_id)
        services.set_terms(work, slug, replace(terms, erase_people_on=date(2026, 12, 1)))
    clock.set(datetime(2026, 12, 1, 8, tzinfo=UTC))
    with work_as(SYSTEM) as work:
        assert services.erase_people(work) == 1


@pytest.mark.parametrize("erase", [services.erase_needs, services.erase_answers, services.erase_people])
def test_leads_do_not_run_the_schedule(cast: Cast, work_as: WorkAs, erase: Callable[[Any], int]) -> None:
    with pytest.raises(NotAllowed), work_as(cast.alice) as work:
        erase(work)


def test_who_looks_at_needs_by_name_is_noted_and_only_leads_may(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        services.look_at_needs(work, slug)
        services.look_at_needs(work, slug, Kind.ANSWERS)
        looks = looks_of(work.db, gate_of(work.db, slug).meeting_id)
        assert [(line.looker, line.what, line.looked_at) for line in looks] == [
            ("Alice", Kind.ANSWERS, work.now),
            ("Alice", Kind.NEEDS, work.now),
        ]
    with pytest.raises(NotAllowed), work_as(cast.bob) as work:
        services.look_at_needs(work, slug)


def test_what_an_erased_person_chose_is_gone(slug: str, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        anna = come(work, slug, "anna")
        services.erase_person(work, anna.registration_id)
        assert work.db.scalars(select(Choice)).all() == []
        assert work.db.scalars(select(PostedLetter.recipient).where(PostedLetter.kind != "forgotten")).all() == []
