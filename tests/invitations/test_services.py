"""Inviting, sending, reminding the silent, and hearing the answers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from planner.core.actor import ANONYMOUS, SYSTEM, Actor
from planner.core.errors import Conflict, Invalid, NotAllowed, NotFound, NotSignedIn, PlannerError
from planner.core.language import Words
from planner.core.work import Work
from planner.invitations import services
from planner.invitations.models import Invitation
from planner.invitations.queries import invited, invited_actor, line_of, lines_of, terms_of, tiles
from planner.invitations.rules import Answer, Guest, InvitingTerms, Standing
from planner.mail.models import PostedLetter
from planner.mail.rules import LetterState
from planner.mail.services import book
from planner.meetings.queries import gate_of
from planner.meetings.rules import Status
from planner.meetings.services import set_status
from planner.network.models import Cluster
from planner.registrations.queries.privacy import erasures_of
from planner.registrations.rules import Colleague, PartyDetails
from planner.registrations.services import cancel, register_party
from planner.web.entry import acting
from tests.builders import Cast, a_cluster
from tests.conftest import Clock
from tests.invitations.scene import cluster_invitation, person_invitation, token_of
from tests.registrations.scene import a_gathering, come, letters, some_answers

WorkAs = Callable[[Actor], Any]
ANNA = Guest("Demo Anna", "anna@example.org")


@pytest.fixture
def slug(cast: Cast, work_as: WorkAs) -> str:
    """Open until 30 September; reminders are due on the 16th and the 26th."""
    with work_as(cast.alice) as work:
        return a_gathering(work)


def standings(work: Work, slug: str) -> dict[str, str]:
    return {line.name: line.standing.value for line in lines_of(work.db, gate_of(work.db, slug).meeting_id)}


def reminded(work: Work) -> list[str]:
    """Whom reminders have gone to, in order."""
    return [name for name, kind, _ in letters(work) if kind == "reminder"]


def sent_to_all(work: Work, slug: str, cast: Cast) -> None:
    """Both clusters and Anna are invited, by letter."""
    services.invite_clusters(work, slug, [cast.vreta_id, cast.agrovast_id])
    services.invite_people(work, slug, [ANNA])
    services.send(work, slug)


def bounce(work: Work, address: str) -> None:
    for letter_id in work.db.scalars(select(PostedLetter.id).where(PostedLetter.recipient == address)).all():
        book(acting(work, SYSTEM), letter_id, LetterState.BOUNCED, "550 No such user")


def test_invited_clusters_answer_with_people_or_send_nobody(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        third = a_cluster(work, "Torsta").id
        assert services.invite_clusters(work, slug, [cast.vreta_id]) == 1
        assert services.invite_clusters(work, slug, [cast.vreta_id], absent_ids=[third]) == 1
        come(work, slug, "anna", cluster_id=cast.vreta_id, organisation="")
        meeting_id = gate_of(work.db, slug).meeting_id
        found = [(t.cluster.name, t.is_invited, t.answer.value, t.people) for t in tiles(work.db, meeting_id)]
    assert found == [
        ("Agroväst", False, "silent", 0),
        ("Torsta", True, "absent", 0),
        ("Vreta Kluster", True, "answered", 1),
    ]


def test_a_letter_goes_once_to_whoever_answers_for_a_cluster(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        work.db.get_one(Cluster, cast.vreta_id).contact_email = "Kim@example.org"
        work.db.get_one(Cluster, cast.agrovast_id).contact_email = "charlie@example.org"
        nobody = a_cluster(work, "Torsta").id
        services.invite_clusters(work, slug, [cast.vreta_id, cast.agrovast_id, nobody])
        services.invite_people(work, slug, [ANNA, replace(ANNA, email="ANNA@example.org")])
        plan = services.plan_sending(work, gate_of(work.db, slug))
        assert [line.name for line in plan.unreachable] == ["Torsta"]
        assert (services.send(work, slug), services.send(work, slug)) == (3, 0)
        assert letters(work) == [
            ("charlie", "invitation", ""),
            ("kim", "invitation", ""),
            ("bob", "invitation", ""),
            ("anna", "invitation", ""),
        ]
        assert standings(work, slug) == {
            "Agroväst": "sent",
            "Torsta": "not_sent",
            "Vreta Kluster": "sent",
            "Demo Anna": "sent",
        }


def test_an_invitation_from_before_there_were_links_gets_one_when_it_is_sent(
    slug: str, cast: Cast, work_as: WorkAs
) -> None:
    with work_as(cast.alice) as work:
        services.invite_clusters(work, slug, [cast.vreta_id])
        invitation_id = cluster_invitation(work, slug, cast.vreta_id)
        work.db.get_one(Invitation, invitation_id).token_hash = "0" * 64
        work.db.flush()
        services.send(work, slug)
        assert invited(work.db, token_of(work, invitation_id)).name == "Vreta Kluster"


def test_a_link_works_when_it_has_left_and_not_when_it_was_replaced(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        services.invite_people(work, slug, [ANNA])
        number = person_invitation(work, slug, "anna@example.org")
        unsent = token_of(work, number)
        with pytest.raises(NotFound):
            invited(work.db, unsent)
        services.send(work, slug)
        assert invited_actor(work.db, unsent) == Actor(name="Demo Anna", invitation_id=number)
        services.correct_address(work, number, "Demo Anna", "anna@example.org")
        assert invited(work.db, unsent).name == "Demo Anna"
        services.correct_address(work, number, "Demo Anna A", "anna.a@example.org")
        for token in (unsent, token_of(work, number), "made-up"):
            with pytest.raises(NotFound, match="invitation link is not valid"):
                invited(work.db, token)
        services.send(work, slug)
        assert invited(work.db, token_of(work, number)).name == "Demo Anna A"


def test_a_letter_that_did_not_arrive_is_seen_until_it_is_sent_again(
    slug: str, cast: Cast, work_as: WorkAs, clock: Clock
) -> None:
    with work_as(cast.alice) as work:
        sent_to_all(work, slug, cast)
        bounce(work, "anna@example.org")
        bounce(work, "bob@example.org")
        assert standings(work, slug) == {"Agroväst": "sent", "Vreta Kluster": "bounced", "Demo Anna": "bounced"}
        meeting_id = gate_of(work.db, slug).meeting_id
        assert [tile.has_bounced for tile in tiles(work.db, meeting_id)] == [False, True]
        number = cluster_invitation(work, slug, cast.vreta_id)
        assert [(t.email, t.words) for t in line_of(work.db, number).troubles] == [
            ("bob@example.org", "550 No such user")
        ]
    clock.forward(days=2)
    with work_as(cast.alice) as work:
        services.remind(work, slug)
        assert reminded(work) == ["charlie"]
        services.send_again(work, number)
        assert standings(work, slug)["Vreta Kluster"] == "sent"
        work.db.get_one(Cluster, cast.vreta_id).contact_email = "kim@example.org"
        services.send_again(work, number)
        bounce(work, "bob@example.org")
        # One of the two got it.
        assert standings(work, slug)["Vreta Kluster"] == "sent"


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


def declines(work: Work, slug: str, cast: Cast) -> None:
    number = cluster_invitation(work, slug, cast.vreta_id)
    holder = invited_actor(work.db, token_of(work, number))
    services.decline(acting(work, holder), number)


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


def test_a_registration_answers_for_its_cluster_its_address_and_its_link(
    slug: str, cast: Cast, work_as: WorkAs
) -> None:
    with work_as(cast.alice) as work:
        sent_to_all(work, slug, cast)
        services.invite_people(work, slug, [Guest("Demo Bo", "bo@example.org", cluster_id=cast.agrovast_id)])
        services.send(work, slug)
        other = a_gathering(work)
        services.invite_people(work, other, [ANNA])
        token = token_of(work, cluster_invitation(work, slug, cast.vreta_id))
        come(work, slug, "cia", cluster_id=cast.agrovast_id, organisation="")
        assert standings(work, slug) == {
            "Agroväst": "answered",
            "Vreta Kluster": "sent",
            "Demo Anna": "sent",
            "Demo Bo": "sent",
        }
        party = PartyDetails(some_answers("eva"), colleagues=(Colleague("Demo Anna", "anna@example.org"),))
        register_party(work, slug, party, "a form", via=token)
        assert standings(work, slug) == {
            "Agroväst": "answered",
            "Vreta Kluster": "answered",
            "Demo Anna": "answered",
            "Demo Bo": "sent",
        }
        assert standings(work, other) == {"Demo Anna": "not_sent"}


def test_hearing_of_people_takes_one_statement(
    slug: str, cast: Cast, work_as: WorkAs, statements: Callable[[], Any]
) -> None:
    with work_as(cast.alice) as work:
        sent_to_all(work, slug, cast)
        with statements() as seen:
            come(work, slug, "anna", cluster_id=cast.vreta_id, organisation="")
    assert len([s for s in seen.seen if "invitation" in s.partition("WHERE")[0] and "letter" not in s]) == 1


def test_a_later_registration_overrides_that_nobody_comes(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        sent_to_all(work, slug, cast)
        declines(work, slug, cast)
        number = cluster_invitation(work, slug, cast.vreta_id)
        line = line_of(work.db, number)
        assert (line.standing, line.declined_by) == (Standing.ABSENT, "")
        eva = come(work, slug, "eva", cluster_id=cast.vreta_id, organisation="")
        cancel(work, eva.registration_id)
        line = line_of(work.db, number)
        assert (line.course.answer, line.course.declined_at, line.course.people) == (Answer.ANSWERED, None, 0)


def test_what_a_lead_notes_by_hand_says_so(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        services.invite_clusters(work, slug, [cast.vreta_id])
        number = cluster_invitation(work, slug, cast.vreta_id)
        services.decline(work, number)
        line = line_of(work.db, number)
        assert (line.standing, line.declined_by, line.course.opened_at) == (Standing.ABSENT, "Alice", None)
        services.take_back(work, number)
        line = line_of(work.db, number)
        assert (line.standing, line.declined_by) == (Standing.NOT_SENT, "")


def test_who_has_answered_is_sent_nothing_more(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        come(work, slug, "eva", cluster_id=cast.vreta_id, organisation="")
        services.invite_clusters(work, slug, [cast.vreta_id])
        services.invite_people(work, slug, [replace(ANNA, email="eva@example.org")])
        assert services.send(work, slug) == 0
        with pytest.raises(Conflict, match="answered already"):
            services.send_again(work, cluster_invitation(work, slug, cast.vreta_id))


def test_an_address_is_invited_once_and_a_clusters_is_corrected_elsewhere(
    slug: str, cast: Cast, work_as: WorkAs
) -> None:
    with work_as(cast.alice) as work:
        services.invite_clusters(work, slug, [cast.vreta_id])
        assert services.invite_people(work, slug, [ANNA, Guest("Demo Bo", "bo@example.org")]) == 2
        assert services.invite_people(work, slug, [ANNA]) == 0
        number = person_invitation(work, slug, "anna@example.org")
        for name, email, field in (
            ("x", "bo@example.org", "email"),
            ("", "a@example.org", "name"),
            ("x", "a@", "email"),
        ):
            with pytest.raises(Invalid) as refused:
                services.correct_address(work, number, name, email)
            assert list(refused.value.fields) == [field]
        with pytest.raises(Conflict, match="cluster's own page"):
            services.correct_address(work, cluster_invitation(work, slug, cast.vreta_id), "x", "x@example.org")
        with pytest.raises(Invalid):
            services.invite_clusters(work, slug, [4711])


def test_leads_invite_and_holders_answer_their_own(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        sent_to_all(work, slug, cast)
        mine, other = cluster_invitation(work, slug, cast.vreta_id), cluster_invitation(work, slug, cast.agrovast_id)
    holder = Actor(name="x", cluster_ids=frozenset({cast.vreta_id}), invitation_id=mine)
    planning: tuple[Callable[[Work], object], ...] = (
        lambda work: services.invite_clusters(work, slug, [cast.vreta_id]),
        lambda work: services.invite_people(work, slug, [ANNA]),
        lambda work: services.send(work, slug),
        lambda work: services.send_again(work, mine),
        lambda work: services.remind(work, slug),
        lambda work: services.remove(work, mine),
        lambda work: services.correct_address(work, mine, "x", "x@example.org"),
        lambda work: services.set_terms(work, slug, InvitingTerms()),
        lambda work: services.plan_sending(work, gate_of(work.db, slug)),
        lambda work: services.plan_reminding(work, gate_of(work.db, slug)),
    )
    answering: tuple[Callable[[Work], object], ...] = (
        lambda work: services.decline(work, other),
        lambda work: services.take_back(work, other),
        lambda work: services.note_opened(work, other),
        lambda work: services.remind_due(work),
    )
    refusals: tuple[tuple[Actor, type[PlannerError]], ...] = (
        (cast.bob, NotAllowed),
        (ANONYMOUS, NotSignedIn),
        (holder, NotSignedIn),
    )
    for actor, refusal in refusals:
        for use in (*planning, *answering):
            with pytest.raises(refusal), work_as(actor) as work:
                use(work)
    with pytest.raises(NotAllowed), work_as(cast.alice) as work:
        services.remind_due(work)
    with work_as(holder) as work:
        services.decline(work, mine)
        services.take_back(work, mine)


def test_lists_and_sending_take_as_many_statements_for_thirty_as_for_one(
    slug: str, cast: Cast, work_as: WorkAs, statements: Callable[[], Any], clock: Clock
) -> None:
    counted = []
    for number in (1, 30):
        with work_as(cast.alice) as work:
            clusters = [
                a_cluster(work, f"Kluster {number} {n}", contact_email=f"k{n}@example.org").id for n in range(number)
            ]
            services.invite_clusters(work, slug, clusters)
            services.invite_people(
                work, slug, [Guest(f"Demo {n}", f"g{number}.{n}@example.org") for n in range(number)]
            )
            meeting_id = gate_of(work.db, slug).meeting_id
            with statements() as sending:
                assert services.send(work, slug) == 2 * number
            work.db.expunge_all()
            with statements() as listing:
                lines_of(work.db, meeting_id)
            with statements() as tiling:
                tiles(work.db, meeting_id)
        clock.forward(days=1)
        with work_as(cast.alice) as work, statements() as reminding:
            services.remind(work, slug)
        counted.append([len(seen) for seen in (sending, listing, tiling, reminding)])
        clock.forward(seconds=timedelta(days=1).total_seconds())
    assert counted[0] == counted[1]
    assert counted[0][1:3] == [3, 3]


def test_who_was_invited_by_name_is_kept_as_long_as_those_who_registered(
    slug: str, cast: Cast, work_as: WorkAs, clock: Clock
) -> None:
    with work_as(cast.alice) as work:
        sent_to_all(work, slug, cast)
        meeting_id = gate_of(work.db, slug).meeting_id
        for letter_id in work.db.scalars(select(PostedLetter.id)).all():
            book(acting(work, SYSTEM), letter_id, LetterState.SENT)
    with work_as(cast.alice) as work, pytest.raises(NotAllowed):
        services.erase_guests(work)
    clock.set(datetime(2028, 10, 14, 21, 59, tzinfo=UTC) - timedelta(days=1))
    with work_as(SYSTEM) as work:
        assert services.erase_guests(work) == 0
    clock.forward(minutes=1)
    with work_as(SYSTEM) as work:
        assert (services.erase_guests(work), services.erase_guests(work)) == (1, 0)
        assert set(standings(work, slug)) == {"Agroväst", "Vreta Kluster"}
        assert letters(work) == [("erased", "forgotten", "")] * 3
        assert [(line.what.value, line.erased) for line in erasures_of(work.db, meeting_id)] == [
            ("letters", 3),
            ("people", 1),
        ]
