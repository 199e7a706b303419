"""Who gets a badge, a seat at a table and a certificate, from what is kept of them."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from planner.agenda.rules import Giver
from planner.core.language import Words
from planner.meetings.queries import gate_of
from planner.meetings.rules import Mode
from planner.papers.queries import Attended, Badges, Certificates, Seated, badges, certificates, seated
from planner.papers.rules import BadgeRole
from planner.presence.services import note_presence
from planner.programmes.services import publish
from planner.questions import services as questions
from planner.questions.queries import asked_of
from planner.questions.rules import Given, QuestionDetails, QuestionKind
from planner.registrations.rules import DayChoice
from planner.registrations.services import cancel
from tests.builders import Cast, an_item
from tests.checkin.scene import MORNING, tick
from tests.choices.scene import FARM, FIRST, SECOND, SOIL, WATER, a_block, a_workshop_day, choose
from tests.conftest import Clock
from tests.presence.scene import a_board, sheet
from tests.registrations.scene import ONLINE, a_gathering, come

WorkAs = Callable[..., Any]
PICTURES = QuestionDetails(
    kind=QuestionKind.CHOICE,
    label=Words("Får vi ta bilder av dig?", "May we take pictures of you?"),
    options=(Words("Ja", "Yes"), Words("Nej", "No")),
)


def badges_in(work: Any, slug: str) -> Badges:
    value = badges(work.db, gate_of(work.db, slug)).value
    assert isinstance(value, Badges)
    return value


def certificates_in(work: Any, slug: str) -> Certificates:
    made = certificates(work.db, gate_of(work.db, slug))
    assert made is not None
    assert isinstance(made.value, Certificates)
    return made.value


def test_everybody_in_the_house_gets_a_badge_with_days_choices_and_role(
    app: Flask, cast: Cast, work_as: WorkAs
) -> None:
    with work_as(cast.alice) as work:
        day = a_workshop_day(work)
        talks = (Giver("Demo Bertil", "", "Demo AB", on_link=False), Giver("Demo Gäst", "", "Länken", on_link=False),
                 Giver("Demo Fjärr", "", "Länken", on_link=True))  # fmt: skip
        an_item(work, day.slug, "God morgon", held_on=SECOND, givers=talks)
        publish(work, day.slug, preliminary=False, with_agenda=True)
        block_id = a_block(work, day.slug)
        anna = come(work, day.slug, "anna", cluster_id=cast.vreta_id, organisation="")
        come(work, day.slug, "bertil")
        come(work, day.slug, "cilla", days=(DayChoice(SECOND, Mode.ON_SITE),))
        come(work, day.slug, "online", days=ONLINE)
        come(work, day.slug, "alice")
        cancel(work, come(work, day.slug, "borta").registration_id)
        choose(work, day.slug, block_id, anna.registration_id, SOIL)
        value = badges_in(work, day.slug)
    titles = {entry.uid: entry.title.sv for entry in value.entries}
    found = [
        (b.name, b.cluster, b.organisation, b.role, b.days, {titles[uid] for uid in b.passed}, bool(b.salt))
        for b in value.bearers
    ]
    assert found == [
        ("Demo Anna", "Vreta Kluster", "", BadgeRole.PARTICIPANT, (), {FARM, WATER}, True),
        ("Demo Bertil", "", "Demo AB", BadgeRole.SPEAKER, (), set(), True),
        ("Demo Cilla", "", "Demo AB", BadgeRole.PARTICIPANT, (SECOND,), set(), True),
        # By the address of a lead's account.
        ("Demo Alice", "", "Demo AB", BadgeRole.ORGANISER, (), set(), True),
        # The contact person and a speaker, who are not registered.
        ("Demo Lind", "", "", BadgeRole.ORGANISER, (), set(), False),
        ("Demo Gäst", "", "Länken", BadgeRole.SPEAKER, (), set(), False),
    ]


def test_a_namesake_from_elsewhere_is_no_speaker(app: Flask, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        slug = a_gathering(work, capacity=None)
        an_item(work, slug, "God morgon", givers=(Giver("Demo Anna", "", "Demokluster Halland", on_link=False),))
        publish(work, slug, preliminary=False, with_agenda=True)
        come(work, slug, "anna", cluster_id=cast.vreta_id, organisation="")
        roles = [(b.name, b.cluster or b.organisation, b.role) for b in badges_in(work, slug).bearers]
        assert ("Demo Anna", "Vreta Kluster", BadgeRole.PARTICIPANT) in roles
        assert ("Demo Anna", "Demokluster Halland", BadgeRole.SPEAKER) in roles
        come(work, slug, "anna2", name="Demo Anna", organisation="Demokluster Halland")
        bearers = [bearer for bearer in badges_in(work, slug).bearers if bearer.name == "Demo Anna"]
    assert [(b.name, b.cluster or b.organisation, b.role, b.number > 0) for b in bearers] == [
        ("Demo Anna", "Vreta Kluster", BadgeRole.PARTICIPANT, True),
        ("Demo Anna", "Demokluster Halland", BadgeRole.SPEAKER, True),
    ]


@pytest.mark.parametrize(("is_sensitive", "marked"), [(False, ["Demo Bo"]), (True, [])])
def test_a_mark_follows_the_answer_unless_it_is_for_few_eyes(
    app: Flask, cast: Cast, work_as: WorkAs, is_sensitive: bool, marked: list[str]
) -> None:
    with work_as(cast.alice) as work:
        slug = a_gathering(work, capacity=None)
        number = questions.add_question(work, slug, replace(PICTURES, is_sensitive=is_sensitive))
        yes, no = (option.key for option in asked_of(work.db, gate_of(work.db, slug).meeting_id)[0].options)
        come(work, slug, "anna", given=(Given(number, 1, yes),))
        come(work, slug, "bo", given=(Given(number, 1, no),))
        come(work, slug, "cilla")
        value = badges_in(work, slug)
    assert [bearer.name for bearer in value.bearers if bearer.no_pictures] == marked
    assert value.asked == (() if is_sensitive else (PICTURES.label,))


def test_another_name_is_another_version_and_more_people_take_no_more_statements(
    app: Flask, cast: Cast, work_as: WorkAs, statements: Callable[[], Any]
) -> None:
    with work_as(cast.alice) as work:
        slug = a_gathering(work, capacity=None)
        counts, versions = [], []
        for who in ("anna", "bo", "cilla"):
            come(work, slug, who)
            gate = gate_of(work.db, slug)
            with statements() as seen:
                versions.append(badges(work.db, gate).version)
            counts.append(len(seen))
        assert badges(work.db, gate).version == versions[-1]
    assert len(set(versions)) == 3
    assert len(set(counts)) == 1
    assert all(len(version) <= 60 for version in versions)


def test_tables_are_for_those_who_come_and_their_clusters(app: Flask, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        slug = a_gathering(work, capacity=None)
        come(work, slug, "anna", cluster_id=cast.vreta_id, organisation="")
        come(work, slug, "bo", cluster_id=cast.agrovast_id, organisation="", days=ONLINE)
        for number in range(24):
            come(work, slug, f"d{number}")
        value = seated(work.db, gate_of(work.db, slug)).value
    assert isinstance(value, Seated)
    # 25 people in the house: five tables of six, and one to spare.
    assert (value.people, value.clusters, value.tables) == (25, ("Vreta Kluster",), 6)


def test_who_was_there_gets_a_certificate_of_those_days_and_nobody_else(
    app: Flask, cast: Cast, work_as: WorkAs, clock: Clock
) -> None:
    with work_as(cast.alice) as work:
        slug = a_gathering(work, capacity=None)
        publish(work, slug, preliminary=False, with_agenda=False)
        for who in ("bo", "anna", "cilla"):
            come(work, slug, who)
        assert certificates(work.db, gate_of(work.db, slug)) is None
        clock.now = MORNING
    with work_as(cast.alice) as work:
        tick(work, slug, "bo")
        tick(work, slug, "anna")
        tick(work, slug, "anna", day=1)
        value = certificates_in(work, slug)
    numbers = [person.number for person in value.people]
    assert value.people == (
        Attended(numbers[0], "Demo Anna", "Demo AB", ((FIRST, 390), (SECOND, 210)), 0),
        Attended(numbers[1], "Demo Bo", "Demo AB", ((FIRST, 390),), 0),
    )
    assert (value.without, value.at) == (1, MORNING)


def test_presence_item_by_item_counts_the_items(app: Flask, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        slug = a_board(work, "zoe", "anna")
        lines = sheet(work, slug)
        two = frozenset(item.uid for item in lines.items[1:3])
        noted = [replace(line, uids=two if line.who.name == "Demo Anna" else frozenset()) for line in lines.registered]
        note_presence(work, slug, noted, revision=0)
        value = certificates_in(work, slug)
    (anna,) = value.people
    assert (anna.name, anna.days, anna.items, anna.minutes) == ("Demo Anna", ((FIRST, 90),), 2, 90)
    assert value.without == 1
