"""What is erased, on its date or when a speaker asks for it, and who looked before."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from sqlalchemy import select

from planner.core.actor import SYSTEM, Actor
from planner.core.errors import NotAllowed, NotFound, NotSignedIn
from planner.core.language import Words
from planner.core.work import Work
from planner.mail.models import PostedLetter
from planner.mail.rules import FORGOTTEN, LetterState
from planner.mail.services import book
from planner.meetings.queries import gate_of
from planner.programmes.queries import last_versions
from planner.programmes.services import publish
from planner.speakers import services
from planner.speakers.queries import (
    needs_kept,
    needs_of,
    shown_file,
    shown_of,
    shown_picture,
    speaker_erasures_of,
    speaker_looks_of,
)
from planner.speakers.rules import DayWhen, SpeakerDetails, SpeakerStatus, TalkIdea
from planner.web.entry import acting
from planner.wiring import erase_what_is_due
from tests.builders import Cast
from tests.conftest import Clock
from tests.speakers import scene
from tests.speakers.scene import FIRST, a_file, a_portrait, a_stage, card, theirs, token_of

WorkAs = Callable[[Actor], Any]


@pytest.fixture
def slug(cast: Cast, work_as: WorkAs) -> str:
    with work_as(cast.alice) as work:
        return a_stage(work)


def erasures(work: Work, slug: str) -> list[tuple[str, int]]:
    return [(line.what, line.erased) for line in speaker_erasures_of(work.db, gate_of(work.db, slug).meeting_id)]


def told_everything(work: Work, slug: str) -> int:
    """Ek has confirmed and given all that can be given; the slides are for the public."""
    uid, item_id = card(work, slug).items[0].uid, card(work, slug).items[0].item_id
    number = scene.confirmed(
        work, slug, title="agronom", bio=Words("Räknar på vatten."), room_needs="Projektor",
        hours=(DayWhen(FIRST, starts=time(12)),), special_needs="Nötter", ideas=(TalkIdea(uid, Words("Torra år")),),
    )  # fmt: skip
    services.answer(theirs(work, number), number, SpeakerStatus.CONFIRMED, "Gärna")
    services.set_picture(theirs(work, number), number, a_portrait())
    services.give_slides(theirs(work, number), number, item_id, a_file())
    (file,) = card(work, slug).files
    services.show_files(work, slug, item_id, [file.file_id], seen=[file.file_id])
    return number


def test_special_needs_go_on_the_gatherings_date_and_it_is_logged(
    slug: str, cast: Cast, work_as: WorkAs, clock: Clock
) -> None:
    with work_as(cast.alice) as work:
        number = told_everything(work, slug)
        meeting_id = gate_of(work.db, slug).meeting_id
        assert needs_kept(work.db, meeting_id) == 1
    for now, left in ((datetime(2026, 11, 13, 22, 59, tzinfo=UTC), 1), (datetime(2026, 11, 13, 23, tzinfo=UTC), 0)):
        clock.set(now)  # the 14th begins in Sweden
        erase_what_is_due()
        with work_as(SYSTEM) as work:
            assert needs_kept(work.db, meeting_id) == left
    erase_what_is_due()
    with work_as(SYSTEM) as work:
        assert erasures(work, slug) == [("needs", 1)]
        assert needs_of(work.db, number) == ""
        assert card(work, slug).said.room_needs == "Projektor"


def test_special_needs_follow_the_date_that_the_lead_sets(cast: Cast, work_as: WorkAs, clock: Clock) -> None:
    with work_as(cast.alice) as work:
        slug = a_stage(work, erase_needs_on=date(2026, 10, 20))
        told_everything(work, slug)
    clock.set(datetime(2026, 10, 20, 1, tzinfo=UTC))
    with work_as(SYSTEM) as work:
        assert services.erase_speaker_needs(work) == 1


def test_long_after_the_gathering_only_what_is_public_is_left(
    slug: str, cast: Cast, work_as: WorkAs, clock: Clock
) -> None:
    with work_as(cast.alice) as work:
        told_everything(work, slug)
        publish(work, slug, preliminary=False, with_agenda=True)
        letters = work.db.scalars(select(PostedLetter.id)).all()
        for letter_id in letters:
            book(acting(work, SYSTEM), letter_id, LetterState.SENT)
    for now, expected in ((datetime(2028, 10, 13, 12, tzinfo=UTC), 0), (datetime(2028, 10, 14, 12, tzinfo=UTC), 1)):
        clock.set(now)
        with work_as(SYSTEM) as work:
            assert services.erase_speaker_remains(work) == expected
    with work_as(SYSTEM) as work:
        assert services.erase_speaker_remains(work) == 0
        found = card(work, slug)
        assert found.said == SpeakerDetails(title="agronom", bio=Words("Räknar på vatten."))
        assert (found.course.word, found.course.sent_to, found.suggestions) == ("", "", ())
        assert found.picture is not None
        assert {letter.kind for letter in work.db.scalars(select(PostedLetter))} == {FORGOTTEN}
        assert erasures(work, slug) == [("remains", 1)]


def test_a_speaker_erases_all_that_they_gave_also_from_what_is_published(
    slug: str, cast: Cast, work_as: WorkAs
) -> None:
    with work_as(cast.alice) as work:
        number = told_everything(work, slug)
        other = scene.confirmed(work, slug, "Demo Alm", bio=Words("Alm odlar."))
        services.set_picture(theirs(work, other), other, a_portrait("olive"))
        for _ in range(2):
            publish(work, slug, preliminary=False, with_agenda=True, note="Första")
        digests = {a_portrait().digest, a_portrait("olive").digest, a_file().digest}
        meeting_id = gate_of(work.db, slug).meeting_id
        assert shown_of(work.db, meeting_id) == digests
        services.erase_given(theirs(work, number), number)
        work.db.expire_all()
        versions = last_versions(work.db, meeting_id, 5)
        seen = [
            sorted({(s.name, s.bio.sv, s.picture) for entry in version.entries for s in entry.speakers})
            for version in versions
        ]
        assert seen == [[("Demo Alm", "Alm odlar.", a_portrait("olive").digest), ("Demo Ek", "", "")]] * 3
        assert [(v.number, v.note, [f for e in v.entries for f in e.files]) for v in versions] == [
            (3, "Första", []), (2, "Första", []), (1, "Första", []),
        ]  # fmt: skip
        assert shown_of(work.db, meeting_id) == {a_portrait("olive").digest}
        with pytest.raises(NotFound):
            shown_picture(work.db, a_portrait().digest)
        with pytest.raises(NotFound):
            shown_file(work.db, a_file().digest, "bilder.pdf")
        found = card(work, slug)
        assert (found.said, found.has_needs, found.picture, found.files) == (SpeakerDetails(), False, None, ())
        assert (found.status, found.course.word) == (SpeakerStatus.CONFIRMED, "")
        assert erasures(work, slug) == [("given", 1)]


def test_erasing_what_nobody_has_seen_publishes_nothing(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        publish(work, slug, preliminary=False, with_agenda=True)
        number = told_everything(work, slug)
        services.erase_given(theirs(work, number), number)
        assert [v.number for v in last_versions(work.db, gate_of(work.db, slug).meeting_id, 5)] == [1]


def test_a_file_that_somebody_else_gave_too_stays(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        number = told_everything(work, slug)
        item_id = card(work, slug).items[1].item_id
        same = services.add_file(work, slug, item_id, a_file())
        services.show_files(work, slug, item_id, [same], seen=[same])
        publish(work, slug, preliminary=False, with_agenda=True)
        services.erase_given(theirs(work, number), number)
        assert shown_file(work.db, a_file().digest, "bilder.pdf").name == "bilder.pdf"


def test_what_one_gave_can_be_erased_when_the_gathering_is_long_over(
    slug: str, cast: Cast, work_as: WorkAs, clock: Clock
) -> None:
    with work_as(cast.alice) as work:
        number = told_everything(work, slug)
    clock.forward(days=900)
    with work_as(SYSTEM) as work:
        services.erase_given(theirs(work, number), number)
        assert card(work, slug).said == SpeakerDetails()


def test_it_is_noted_who_looks_at_special_needs(slug: str, cast: Cast, work_as: WorkAs, clock: Clock) -> None:
    with work_as(cast.alice) as work:
        services.look_at_needs(work, slug)
        looks = speaker_looks_of(work.db, gate_of(work.db, slug).meeting_id)
        assert [(look.looker, look.looked_at) for look in looks] == [("Alice", clock.now)]
    with work_as(cast.bob) as work, pytest.raises(NotAllowed):
        services.look_at_needs(work, slug)


def test_only_the_schedule_erases_by_date(slug: str, cast: Cast, work_as: WorkAs) -> None:
    for actor, refusal in ((cast.alice, NotAllowed), (Actor(speaker_id=1), NotSignedIn)):
        for erase in (services.erase_speaker_needs, services.erase_speaker_remains):
            with work_as(actor) as work, pytest.raises(refusal):
                erase(work)


def test_a_link_still_works_after_the_erasing(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        number = told_everything(work, slug)
        token = token_of(work, number)
        services.erase_given(theirs(work, number), number)
        assert token_of(work, number) == token
        services.answer(theirs(work, number), number, SpeakerStatus.DECLINED)
        assert card(work, slug).status is SpeakerStatus.DECLINED
