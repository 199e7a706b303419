"""A copy of an earlier gathering: what comes along, what never does, and that the old one stays as it was."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from planner.agenda.rules import Giver
from planner.core.actor import ANONYMOUS
from planner.core.errors import Conflict, Invalid, NotAllowed, NotFound, NotSignedIn
from planner.core.language import Words
from planner.core.work import Work
from planner.meetings.queries import gate_of, record_of
from planner.meetings.rules import DayHours, Status
from planner.meetings.services import set_status
from planner.questions.queries import asked_of
from planner.questions.rules import QuestionDetails, QuestionKind
from planner.questions.services import add_question
from planner.registrations.queries.parts import offers_of
from planner.registrations.queries.seats import terms_of
from planner.registrations.rules import ClusterSeats, PartDetails, PartKind, Terms
from planner.registrations.services import add_parts, set_terms
from planner.starters.rules import Take
from planner.starters.services import CopyWish, copy_meeting, fill_meeting
from tests.builders import Cast, a_cluster, a_meeting, an_item
from tests.starters.scene import EARLIER, FIRST, MORNING, an_earlier_gathering, everything, lines, placed

WorkAs = Callable[..., Any]
NEXT = date(2027, 10, 13)
WISH = CopyWish(Words("Gröna kluster i Gamleby", "Green clusters in Gamleby"), NEXT, frozenset(Take))
ONLY_NEW_ROWS = {
    "meeting", "meeting_day", "meeting_host", "logo", "item", "item_speaker", "question", "question_version", "part",
    "part_stop", "seat_terms", "allotment", "agenda_step",
}  # fmt: skip
"""Tables that a copy adds to. Nothing of people, letters, invitations, choices, programmes."""


def parts(work: Work, slug: str) -> list[PartDetails]:
    """Without the numbers of their stops."""
    found = [offer.details for offer in offers_of(work.db, gate_of(work.db, slug).meeting_id)]
    return [replace(part, stops=tuple(replace(stop, stop_id=None) for stop in part.stops)) for part in found]


def test_everything_comes_along_but_people_and_their_answers(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        earlier = record_of(work.db, an_earlier_gathering(work, cast))
        copied = copy_meeting(work, EARLIER, WISH)
        record = record_of(work.db, copied.slug)
        assert record.details == replace(
            earlier.details,
            days=(DayHours(NEXT, time(9, 30), time(17)), DayHours(date(2027, 10, 14), time(8, 30), time(13))),
            last_day=date(2027, 9, 29),
            erase_needs_on=date(2027, 11, 30),
        )
        assert (record.slug, record.status, record.places_taken) == (
            "grona-kluster-i-gamleby-2027", Status.DRAFT, 0,
        )  # fmt: skip
        assert record.uid != earlier.uid
        assert [(logo.alt, logo.digest) for logo in record.logos] == [(x.alt, x.digest) for x in earlier.logos]
        assert lines(work, copied.slug) == [
            (NEXT, time(10), "Vatten"),
            (NEXT, time(12), "Lunch"),
            (date(2027, 10, 14), time(12), "Avslutning"),
        ]
        old, new = placed(work, EARLIER)[0], placed(work, copied.slug)[0]
        assert new.details == replace(old.details, held_on=NEXT)
        assert (new.giver_ids, new.room) == (old.giver_ids, "Stora salen")
        assert {i.uid for i in placed(work, copied.slug)} & {i.uid for i in placed(work, EARLIER)} == set()
        how, where = asked_of(work.db, record.meeting_id)
        assert (how.label, where.label, where.if_question_id) == (
            Words("Hur reser du?"), Words("Varifrån?"), how.question_id,
        )  # fmt: skip
        assert parts(work, copied.slug) == [
            replace(part, held_on=part.held_on.replace(year=2027, day=part.held_on.day - 1),
                    last_day=part.last_day and date(2027, 9, 30))
            for part in parts(work, EARLIER)
        ]  # fmt: skip
        assert terms_of(work.db, record.meeting_id) == replace(
            terms_of(work.db, earlier.meeting_id), release_on=date(2027, 9, 30), revision=1
        )


def test_a_copy_adds_rows_and_changes_none(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        an_earlier_gathering(work, cast)
        before = everything(work)
        copy_meeting(work, EARLIER, WISH)
        after = everything(work)
    assert {name for name in after if not before[name] <= after[name]} == set()
    assert {name for name in after if after[name] != before[name]} == ONLY_NEW_ROWS


def test_a_cancelled_gathering_can_be_copied_and_the_copy_is_a_draft(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        an_earlier_gathering(work, cast)
        set_status(work, EARLIER, Status.CANCELLED)
        copied = copy_meeting(work, EARLIER, WISH)
        assert record_of(work.db, copied.slug).status is Status.DRAFT


def test_without_ticks_only_days_come_along_and_the_maker_is_asked(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        earlier = record_of(work.db, an_earlier_gathering(work, cast))
        copied = copy_meeting(work, EARLIER, replace(WISH, takes=frozenset()))
        record = record_of(work.db, copied.slug)
        assert (record.details.summary, record.details.venue_id, record.logos) == (Words(), None, ())
        assert (record.details.contact_name, record.details.contact_email) == ("Alice", "alice@example.org")
        assert record.details.last_day == date(2027, 9, 29)
        assert (lines(work, copied.slug), asked_of(work.db, record.meeting_id)) == ([], ())
        assert [part.kind for part in parts(work, copied.slug)] == [PartKind.DAY, PartKind.DAY]
        assert terms_of(work.db, record.meeting_id) == Terms()
        assert earlier.details.summary == Words("Två dagar", "Two days")


def test_a_gathering_is_copied_as_often_as_one_likes(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        an_earlier_gathering(work, cast)
        first = copy_meeting(work, EARLIER, WISH)
        second = copy_meeting(work, first.slug, replace(WISH, first_day=date(2028, 10, 11)))
        assert [title for *_, title in lines(work, second.slug)] == ["Vatten", "Lunch", "Avslutning"]
        assert copy_meeting(work, EARLIER, WISH).slug == "grona-kluster-i-gamleby-2027-2"


@pytest.mark.parametrize(
    ("first_day", "days", "said"),
    [
        (date(202, 10, 14), ("09:00", "17:00"), "Write the year with four digits, such as 2026."),
        (date(2027, 3, 28), ("02:30", "17:00"), "The clocks skip 02:30 on Sunday 28 March 2027."),
    ],
)
def test_a_first_day_that_cannot_be_is_refused_by_its_field(
    work_as: WorkAs, cast: Cast, first_day: date, days: tuple[str, str], said: str
) -> None:
    with work_as(cast.alice) as work:
        hours = DayHours(date(2026, 10, 14), time.fromisoformat(days[0]), time.fromisoformat(days[1]))
        slug = a_meeting(work, days=(hours,))
        with pytest.raises(Invalid) as refusal:
            copy_meeting(work, slug, replace(WISH, first_day=first_day))
    assert refusal.value.fields == {"first_day": said}


def test_an_empty_draft_is_filled_and_keeps_its_own_words(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        an_earlier_gathering(work, cast)
        slug = a_meeting(work, title=Words("Vår"), days=(MORNING,), summary=Words("Eget"), capacity=5)
        filled = fill_meeting(work, slug, EARLIER, frozenset(Take) - {Take.DAYS, Take.SEATS})
        record = record_of(work.db, slug)
        assert (record.details.title, record.details.summary, record.details.practical) == (
            Words("Vår"), Words("Eget"), Words("Stövlar"),
        )  # fmt: skip
        assert (record.dates, record.details.capacity) == ((MORNING.held_on,), 5)
        assert lines(work, slug) == [(MORNING.held_on, time(10), "Vatten"), (MORNING.held_on, time(12), "Lunch")]
        assert [one.details.title.sv for one in filled.plan.parked] == ["Avslutning"]
        assert [part.kind for part in parts(work, slug)] == [PartKind.DAY, PartKind.BUS]
        assert len(asked_of(work.db, record.meeting_id)) == 2


def test_a_draft_takes_over_days_from_its_own_first_one_on(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        an_earlier_gathering(work, cast)
        slug = a_meeting(work, title=Words("Vår"), days=(MORNING,))
        fill_meeting(work, slug, EARLIER, frozenset(Take))
        record = record_of(work.db, slug)
        assert record.dates == (date(2027, 3, 1), date(2027, 3, 2))
        assert record.details.last_day == date(2027, 2, 15)
        assert len(lines(work, slug)) == 3


def test_a_gathering_that_is_public_keeps_its_days(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        an_earlier_gathering(work, cast)
        slug = a_meeting(work, title=Words("Vår"), days=(MORNING,))
        set_status(work, slug, Status.SAVE_THE_DATE)
        fill_meeting(work, slug, EARLIER, frozenset(Take))
        assert (record_of(work.db, slug).dates, len(lines(work, slug))) == ((MORNING.held_on,), 2)


def test_terms_that_a_draft_has_are_kept(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        an_earlier_gathering(work, cast)
        slug = a_meeting(work, title=Words("Vår"), days=(MORNING,), capacity=5)
        set_terms(work, slug, Terms(offer_hours=48))
        fill_meeting(work, slug, EARLIER, frozenset(Take))
        assert terms_of(work.db, gate_of(work.db, slug).meeting_id) == Terms(offer_hours=48, revision=1)


def test_only_an_empty_agenda_is_filled_and_not_from_itself(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        an_earlier_gathering(work, cast)
        slug = a_meeting(work, title=Words("Vår"))
        with pytest.raises(Invalid):
            fill_meeting(work, slug, slug, set(Take))
        with pytest.raises(NotFound):
            fill_meeting(work, slug, "no-such", set(Take))
        an_item(work, slug)
        with pytest.raises(Conflict, match="has an agenda already"):
            fill_meeting(work, slug, EARLIER, set(Take))


def test_only_planners_copy(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        a_meeting(work)
        slug = a_meeting(work, title=Words("Vår"))
    for actor, refusal in ((cast.bob, NotAllowed), (ANONYMOUS, NotSignedIn)):
        with work_as(actor) as work:
            with pytest.raises(refusal):
                copy_meeting(work, EARLIER, WISH)
            with pytest.raises(refusal):
                fill_meeting(work, slug, EARLIER, set(Take))


def test_a_copy_takes_as_many_statements_for_thirty_items_questions_parts_and_clusters_as_for_one(
    work_as: WorkAs, cast: Cast, statements: Callable[[], Any]
) -> None:
    counts: list[int] = []
    with work_as(cast.alice) as work:
        clusters = [a_cluster(work, f"Kluster {n}").id for n in range(30)]
        for number in (1, 30):
            slug = a_meeting(work, title=Words(f"Träff {number}"), capacity=500)
            for n in range(number):
                an_item(work, slug, f"Punkt {n}", givers=(Giver(f"Demo {n}"),))
                add_question(work, slug, QuestionDetails(QuestionKind.TEXT, Words(f"Fråga {n}")))
            add_parts(work, slug, [PartDetails(PartKind.MEAL, FIRST, Words(f"Mål {n}")) for n in range(number)])
            set_terms(work, slug, Terms(seats=tuple(ClusterSeats(c, 2) for c in clusters[:number])))
            work.db.flush()
            with statements() as seen:
                copy_meeting(work, slug, WISH)
            counts.append(len(seen))
    assert counts[0] == counts[1] <= 60
