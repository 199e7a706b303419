"""What other slices ask of a gathering's speakers, each in one statement."""

from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import Any

import pytest

from planner.agenda.rules import Giver, ItemKind
from planner.core.actor import Actor
from planner.core.language import Words
from planner.core.work import Work
from planner.meetings.queries import gate_of
from planner.network.services import PersonDetails, add_person
from planner.speakers import services
from planner.speakers.queries import (
    Suggested,
    Voice,
    away_of,
    cards_of,
    files_of,
    published_files,
    shown_of,
    statuses_of,
    suggestions_of,
    voices_of,
)
from planner.speakers.queries.holders import speaker_salt
from planner.speakers.rules import DayWhen, SpeakerDetails, SpeakerStatus, TalkIdea
from tests.builders import Cast, an_item
from tests.conftest import Clock
from tests.speakers import scene
from tests.speakers.scene import FIRST, SECOND, a_file, a_portrait, a_stage, card, many_speakers, person_id, theirs

WorkAs = Callable[[Actor], Any]


@pytest.fixture
def slug(cast: Cast, work_as: WorkAs) -> str:
    with work_as(cast.alice) as work:
        return a_stage(work)


def of(work: Work, slug: str) -> int:
    return gate_of(work.db, slug).meeting_id


def test_everybody_who_gives_something_has_a_status_and_nobody_else(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        add_person(work, PersonDetails("Demo Lind"))
        ek, alm = person_id(work, "Demo Ek"), person_id(work, "Demo Alm")
        scene.asked(work, slug)
        assert statuses_of(work.db, of(work, slug)) == {ek: SpeakerStatus.ASKED, alm: SpeakerStatus.NOT_ASKED}
        other = a_stage(work, title=Words("En annan"))
        assert set(statuses_of(work.db, of(work, other)).values()) == {SpeakerStatus.NOT_ASKED}
        for item in card(work, slug).items:
            scene.change(work, slug, item.item_id, givers=(scene.ALM,))
        assert statuses_of(work.db, of(work, slug)) == {alm: SpeakerStatus.NOT_ASKED}


def test_who_cannot_when_is_told_in_instants(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        scene.confirmed(work, slug, hours=(DayWhen(FIRST, starts=time(12)), DayWhen(SECOND, is_away=True)))
        scene.confirmed(work, slug, "Demo Alm", hours=(DayWhen(FIRST),))
        assert away_of(work.db, of(work, slug)) == {
            person_id(work, "Demo Ek"): (
                (datetime(2026, 10, 13, 22, tzinfo=UTC), datetime(2026, 10, 14, 10, tzinfo=UTC)),
                (datetime(2026, 10, 14, 22, tzinfo=UTC), datetime(2026, 10, 15, 22, tzinfo=UTC)),
            )
        }


def test_what_is_suggested_is_told_with_its_item(slug: str, cast: Cast, work_as: WorkAs, clock: Clock) -> None:
    with work_as(cast.alice) as work:
        item = card(work, slug).items[0]
        scene.confirmed(work, slug, ideas=(TalkIdea(item.uid, Words("Torra år"), Words()),))
        assert suggestions_of(work.db, of(work, slug)) == (
            Suggested(person_id(work, "Demo Ek"), item.item_id, item.uid, Words("Torra år"), Words(), clock.now, 1),
        )


def test_only_those_who_have_confirmed_are_heard(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        number = scene.confirmed(work, slug, title="agronom", bio=Words("Räknar."))
        services.set_picture(theirs(work, number), number, a_portrait())
        voice = Voice("agronom", "", Words("Räknar."), a_portrait().digest)
        assert voices_of(work.db, of(work, slug)) == {person_id(work, "Demo Ek"): voice}
        for status in (SpeakerStatus.DECLINED, SpeakerStatus.ASKED, SpeakerStatus.NOT_ASKED):
            services.answer(work, number, status)
            assert voices_of(work.db, of(work, slug)) == {}


def test_each_is_one_statement_for_one_and_for_thirty(
    cast: Cast, work_as: WorkAs, statements: Callable[[], Any]
) -> None:
    queries: tuple[Callable[..., object], ...] = (
        statuses_of, away_of, suggestions_of, voices_of, files_of, published_files, shown_of,
    )  # fmt: skip
    with work_as(cast.alice) as work:
        for title, number in (("Liten", 1), ("Stor", 30)):
            slug = a_stage(work, title=Words(title))
            many_speakers(work, slug, number)
            services.ask_all(work, slug)
            for each in cards_of(work.db, gate_of(work.db, slug)):
                away = DayWhen(FIRST, is_away=True)
                tell(work, each.speaker_id or 0, TalkIdea(each.items[0].uid, Words("Annat")), away, each.revision)
                services.add_file(work, slug, each.items[0].item_id, a_file(f"{each.person_id}.pdf"))
            meeting_id = of(work, slug)
            counts = {}
            for query in queries:
                with statements() as seen:
                    query(work.db, meeting_id)
                counts[query.__name__] = len(seen)
            assert counts == dict.fromkeys(counts, 1)
            assert len(away_of(work.db, meeting_id)) == len(suggestions_of(work.db, meeting_id)) == number + 2


def tell(work: Work, number: int, idea: TalkIdea, when: DayWhen, revision: int) -> None:
    details = SpeakerDetails(hours=(when,), ideas=(idea,))
    services.save_details(theirs(work, number), number, details, revision=revision)


def test_the_cards_of_thirty_cost_no_more_statements_than_of_one(
    cast: Cast, work_as: WorkAs, statements: Callable[[], Any]
) -> None:
    counts = []
    with work_as(cast.alice) as work:
        for title, number in (("Liten", 1), ("Stor", 30)):
            slug = a_stage(work, title=Words(title))
            many_speakers(work, slug, number)
            gate = gate_of(work.db, slug)
            with statements() as seen:
                assert len(cards_of(work.db, gate)) == number + 2
            counts.append(len(seen))
    assert counts == [6, 6]


def test_slides_are_expected_of_talks_only(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        an_item(work, slug, "Samtal", kind=ItemKind.PANEL, givers=(Giver("Demo Lind"),), starts=time(15))
        assert [what.value for what in card(work, slug, "Demo Lind").missing] == ["email", "bio", "picture"]
        assert [what.value for what in card(work, slug).missing] == ["email", "bio", "picture", "slides"]


def test_the_salt_of_the_newest_link_of_an_address(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        assert speaker_salt(work.db, "ek@example.org") == ""
        scene.asked(work, slug)
        assert speaker_salt(work.db, "ek@example.org") == card(work, slug).salt
