"""What the proof pack counts, from real registrations, ticks and letters."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask

from planner.agenda.rules import ItemKind
from planner.checkin.rules import Said, TickState
from planner.checkin.services import take_ticks
from planner.core.actor import ANONYMOUS
from planner.core.errors import Conflict, Invalid, NotSignedIn
from planner.core.language import Lang, Words
from planner.core.work import Work
from planner.invitations.rules import Guest
from planner.invitations.services import invite_people, send
from planner.meetings.queries import gate_of
from planner.meetings.rules import Status
from planner.meetings.services import set_status
from planner.papers.pdf.proof.lacks import lacks_of
from planner.papers.queries import (
    ClusterCount,
    Counted,
    DayCount,
    Mark,
    Participant,
    PartLine,
    Proof,
    ProofNote,
    Reach,
    SentInvitation,
    SentText,
    note_of,
    proof_by_name,
    proof_in_numbers,
    proof_of,
)
from planner.papers.queries.inviting import impersonal
from planner.papers.services import save_note
from planner.programmes.services import publish
from planner.registrations.rules import PartKind
from planner.registrations.services import erase_person
from tests.builders import Cast, an_item
from tests.checkin.scene import roll, tick, who
from tests.lists.scene import a_full_gathering, many
from tests.papers.proof_scene import NOON, held, noted, proven
from tests.registrations.scene import FIRST, SECOND, a_gathering, change_gathering, come

WorkAs = Callable[..., Any]


@pytest.fixture
def lead(app: Flask, cast: Cast, work_as: WorkAs) -> Any:
    with work_as(cast.alice) as work:
        yield work


def meals(found: Proof) -> list[tuple[str, int, Counted]]:
    return [(meal.name.sv, meal.served, meal.counted) for meal in found.meals]


def test_days_parts_and_clusters_with_who_came(lead: Work, cast: Cast) -> None:
    slug = held(lead, cast)
    noted(lead, slug, cast)
    found = proven(lead, slug)
    assert found.days == (
        DayCount(FIRST, on_site=3, online=1, came=3, unannounced=1, is_noted=True),
        DayCount(SECOND, on_site=3, online=1, came=0, unannounced=0, is_noted=False),
    )
    assert found.clusters == (
        ClusterCount("Agroväst", 1, 1, ((0, 1), (0, 0))),
        ClusterCount("Vreta Kluster", 2, 1, ((2, 1), (2, 0))),
        ClusterCount("", 1, 1, ((1, 1), (1, 0))),
    )
    assert (found.registered, found.came, found.unannounced) == (4, 3, 1)
    assert (found.invited, found.network) == (Reach(2, 2), Reach(2, 2))
    assert found.parts == (PartLine(FIRST, PartKind.DINNER, Words("Middag", "Dinner"), 2, None),)
    assert found.is_preliminary


def test_the_days_of_all_clusters_add_up_to_the_days(lead: Work, cast: Cast) -> None:
    slug = held(lead, cast)
    noted(lead, slug, cast)
    found = proven(lead, slug)
    for number, day in enumerate(found.days):
        counts = [cluster.by_day[number] for cluster in found.clusters]
        assert (sum(n for n, _ in counts), sum(n for _, n in counts)) == (day.on_site, day.came)


def test_before_it_is_held_registrations_stand_for_attendance(lead: Work, cast: Cast) -> None:
    found = proven(lead, held(lead, cast))
    assert (found.is_noted, found.is_preliminary, found.came) == (False, True, 0)
    assert found.invited == Reach(2, 2)
    assert meals(found) == [("Lunch", 3, Counted.REGISTERED), ("Middag", 2, Counted.SIGNED_UP)]


def test_a_meal_is_counted_from_the_surest_that_is_known(lead: Work, cast: Cast) -> None:
    slug = held(lead, cast)
    noted(lead, slug, cast)
    assert meals(proven(lead, slug)) == [("Lunch", 3, Counted.THERE), ("Middag", 1, Counted.SIGNED_UP_AND_THERE)]
    dinner = next(part.part_id for part in roll(lead, slug).parts if not part.is_day)
    tick_at(lead, slug, "cia", dinner)
    assert meals(proven(lead, slug))[1] == ("Middag", 1, Counted.TICKED)
    assert proven(lead, slug).parts[0].came == 1


def tick_at(work: Work, slug: str, name: str, part_id: int) -> None:
    take_ticks(work, slug, [Said("d" * 32, who(work, name), part_id, TickState.PRESENT)])


def test_a_meal_that_one_says_yes_to_is_not_counted_twice(lead: Work, cast: Cast) -> None:
    slug = held(lead, cast)
    an_item(lead, slug, "Middag och mingel", held_on=FIRST, starts=time(18, 30), minutes=150, kind=ItemKind.MEAL)
    publish(lead, slug, preliminary=False, with_agenda=True)
    assert [(meal.name.sv, meal.starts) for meal in proven(lead, slug).meals] == [
        ("Lunch", time(12)), ("Middag", time(19)),
    ]  # fmt: skip


def test_nobody_came_is_not_the_same_as_nobody_noted_it(lead: Work, cast: Cast) -> None:
    slug = held(lead, cast)
    tick(lead, slug, "anna", TickState.ABSENT)
    found = proven(lead, slug)
    assert (found.days[0].is_noted, found.days[1].is_noted, found.came) == (True, False, 0)
    assert (found.invited, found.network) == (Reach(0, 2), Reach(0, 2))


def test_it_is_preliminary_until_it_is_held_or_all_days_are_noted(lead: Work, cast: Cast) -> None:
    slug = held(lead, cast)
    tick(lead, slug, "anna")
    assert proven(lead, slug).is_preliminary
    tick(lead, slug, "anna", day=1)
    assert not proven(lead, slug).is_preliminary
    other = a_gathering(lead, title=Words("En annan"))
    set_status(lead, other, Status.CLOSED)
    set_status(lead, other, Status.HELD)
    assert not proven(lead, other).is_preliminary


def test_names_are_there_only_when_asked_for(lead: Work, cast: Cast) -> None:
    slug = held(lead, cast)
    noted(lead, slug, cast)
    assert (proven(lead, slug).people, proven(lead, slug).nameless) == ((), 0)
    found = proven(lead, slug, with_names=True)
    assert found.people == (
        Participant("Demo Anna", "Vreta Kluster", (FIRST,), True),
        Participant("Demo Cia", "Demo AB", (FIRST,), True),
        Participant("Demo Eva", "Agroväst", (FIRST,), False),
    )
    assert found.without_names() == proven(lead, slug)
    assert "Demo Anna" not in repr(proven(lead, slug))


def test_who_is_erased_is_counted_and_not_named(lead: Work, cast: Cast) -> None:
    slug = held(lead, cast)
    noted(lead, slug, cast)
    erase_person(replace(lead, now=NOON + timedelta(days=3)), who(lead, "cia").number)
    found = proven(lead, slug, with_names=True)
    assert ([person.name for person in found.people], found.nameless) == (["Demo Anna", "Demo Eva"], 1)
    assert found.came == 3


def test_the_invitation_as_it_was_sent(lead: Work, cast: Cast) -> None:
    sent = proven(lead, held(lead, cast)).invitation
    assert sent is not None
    assert (sent.clusters, sent.persons, sent.recipients, sent.reminders) == (2, 1, 3, 0)
    assert (sent.first_on, sent.last_on) == (date(2026, 9, 1), date(2026, 9, 1))
    (text,) = sent.texts
    assert (text.lang, text.subject) == ("sv", "Inbjudan: Höstens träff")
    assert text.text.startswith("Hej …! ")
    assert "/i/••••••••" in text.text
    assert [each for each in ("bob", "charlie", "anna@", "{{private", "/no-more/") if each in text.text] == []


def test_an_invitation_that_went_another_way_is_told_by_the_lead(lead: Work) -> None:
    slug = a_gathering(lead)
    save_note(lead, slug, ProofNote(invitation="Välkomna!", invited_on=date(2026, 8, 3), recipients=17))
    day = date(2026, 8, 3)
    told = SentInvitation(0, 0, day, day, 17, 0, (SentText("sv", "", "Välkomna!", day),), is_told=True)
    assert proven(lead, slug).invitation == told


def test_what_was_sent_from_here_goes_before_what_was_told(lead: Work, cast: Cast) -> None:
    slug = held(lead, cast)
    save_note(lead, slug, ProofNote(invitation="Välkomna!", invited_on=date(2026, 8, 3)))
    sent = proven(lead, slug).invitation
    assert sent is not None
    assert (sent.is_told, sent.recipients) == (False, 3)


@pytest.mark.parametrize(("lang", "hello"), [("sv", "Hej …! Du är inbjud"), ("en", "Hello …! You are invited")])
def test_nobody_who_was_invited_by_name_is_named(lead: Work, lang: Lang, hello: str) -> None:
    slug = a_gathering(lead)
    invite_people(lead, slug, [Guest("Demo Ängla", "angla@example.org", lang)])
    send(lead, slug)
    sent = proven(lead, slug).invitation
    assert sent is not None
    assert [(text.lang, text.text.startswith(hello)) for text in sent.texts] == [(lang, True)]
    assert "Ängla" not in repr(sent)


def test_a_letter_says_nothing_of_whom_it_greets() -> None:
    plain = "Hej Demo Åsa! Vreta! Nu ses vi.\n\nHej Demo Bo! står kvar.\n\n-- \nSkickat av\nVill inte ha: http://x/1"
    assert impersonal(plain) == "Hej …! Vreta! Nu ses vi.\n\nHej Demo Bo! står kvar."


def test_without_a_programme_there_is_a_page_and_no_paper(lead: Work) -> None:
    slug = a_gathering(lead, status=None)
    gate = gate_of(lead.db, slug)
    assert (proof_in_numbers(lead.db, gate), proof_by_name(lead.db, gate)) == (None, None)
    assert (proof_of(lead.db, gate).programme, proof_of(lead.db, gate).days[0].came) == (None, 0)


def test_the_state_has_a_name_that_changes_with_what_is_printed(lead: Work, cast: Cast) -> None:
    def version() -> str:
        made = proof_in_numbers(lead.db, gate_of(lead.db, slug))
        assert made is not None
        return made.version

    slug = held(lead, cast)
    seen = [version(), version()]
    tick(lead, slug, "anna")
    seen.append(version())
    save_note(lead, slug, ProofNote(purpose=Words("Att mötas.")))
    seen.append(version())
    come(lead, slug, "frida")
    seen.append(version())
    assert (seen[0] == seen[1], len(set(seen[1:])), {len(name) for name in seen}) == (True, 4, {40})


NOTE = ProofNote(
    purpose=Words("Att mötas.", "To meet."),
    evaluation=Words("Bra."),
    answers=12,
    top_mark=6,
    marks=(Mark("Helheten", Decimal("4.25")), Mark("Maten", Decimal("6"))),
)


def test_what_is_said_afterwards_is_kept_and_replaced(lead: Work, cast: Cast) -> None:
    slug = a_gathering(lead)
    meeting_id = gate_of(lead.db, slug).meeting_id
    assert note_of(lead.db, meeting_id) == ProofNote()
    save_note(lead, slug, NOTE)
    kept = replace(NOTE, revision=1, saved_at=lead.now, saved_by="Alice")
    assert replace(note_of(lead.db, meeting_id), saved_by="Alice") == kept
    save_note(lead, slug, ProofNote(revision=1))
    assert note_of(lead.db, meeting_id).marks == ()
    assert not note_of(lead.db, meeting_id).is_judged


def test_two_who_save_at_once_are_told(lead: Work) -> None:
    slug = a_gathering(lead)
    save_note(lead, slug, NOTE)
    with pytest.raises(Conflict):
        save_note(lead, slug, NOTE)


@pytest.mark.parametrize(
    ("field", "note"),
    [
        ("purpose_sv", ProofNote(purpose=Words("x" * 10_001))),
        ("evaluation_en", ProofNote(evaluation=Words("", "x" * 10_001))),
        ("top_mark", ProofNote(top_mark=11)),
        ("answers", ProofNote(answers=-1)),
        ("recipients", ProofNote(recipients=-1)),
        ("invited_on", ProofNote(invitation="Välkomna!")),
        ("marks", ProofNote(marks=(Mark("Helheten", Decimal("5.01")),))),
        ("marks", ProofNote(marks=(Mark("", Decimal("5")),))),
        ("marks", ProofNote(marks=tuple(Mark("Helheten", Decimal(4)) for _ in range(9)))),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(lead: Work, field: str, note: ProofNote) -> None:
    with pytest.raises(Invalid) as refusal:
        save_note(lead, a_gathering(lead), note)
    assert list(refusal.value.fields) == [field]


def test_only_those_who_plan_say_anything(lead: Work) -> None:
    slug = a_gathering(lead)
    with pytest.raises(NotSignedIn):
        save_note(replace(lead, actor=ANONYMOUS), slug, NOTE)


def lacking(work: Work, slug: str, standing: Status) -> list[str]:
    return [lack.words.in_("en") for lack in lacks_of(proven(work, slug), standing, "en")]


def test_what_is_missing_is_named(lead: Work, cast: Cast) -> None:
    slug = held(lead, cast)
    noted(lead, slug, cast)
    assert lacking(lead, slug, Status.HELD) == [
        "No attendance is entered for Thursday 15 October.",
        "No purpose is written.",
        "No evaluation is written.",
        "The funder’s sentence is missing.",
        "The funder’s logos are missing.",
    ]
    save_note(lead, slug, NOTE)
    change_gathering(lead, slug, funding=Words("Europa investerar."))
    publish(lead, slug, preliminary=False, with_agenda=True)
    tick(lead, slug, "anna", day=1)
    assert lacking(lead, slug, Status.HELD) == ["The funder’s logos are missing."]


def test_before_it_is_held_nobody_is_asked_who_came(lead: Work) -> None:
    slug = a_gathering(lead, status=None)
    assert lacking(lead, slug, Status.DRAFT) == [
        "The programme is not published yet. Nothing can be printed before that.",
        "No invitation was sent from here.",
        "No purpose is written.",
    ]


STATEMENTS = 19


@pytest.mark.parametrize("people", [1, 60])
def test_it_takes_the_same_number_of_statements_however_many_come(
    lead: Work, cast: Cast, statements: Callable[[], Any], people: int
) -> None:
    slug = a_full_gathering(lead)
    an_item(lead, slug)
    publish(lead, slug, preliminary=False, with_agenda=True)
    many(lead, slug, people, (cast.vreta_id, cast.agrovast_id))
    gate = gate_of(lead.db, slug)
    lead.db.flush()
    with statements() as seen:
        proof_by_name(lead.db, gate)
    assert len(seen) == STATEMENTS
