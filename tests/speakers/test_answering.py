"""What speakers say by their link, what leads note for them, and what the lead takes of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from planner.agenda.queries import agenda_of
from planner.core.actor import ANONYMOUS, Actor
from planner.core.errors import Conflict, Invalid, NotAllowed, NotFound, NotSignedIn
from planner.core.language import Words
from planner.core.work import Work
from planner.meetings.queries import gate_of
from planner.meetings.rules import Status
from planner.meetings.services import move_meeting, set_status
from planner.speakers import services
from planner.speakers.queries import asked, needs_of, picture_of, suggestions_of
from planner.speakers.rules import DayWhen, Missing, SpeakerDetails, SpeakerStatus, TalkIdea
from tests.builders import Cast
from tests.conftest import Clock
from tests.registrations.scene import letters
from tests.speakers import scene
from tests.speakers.scene import FIRST, SECOND, a_portrait, a_stage, card, person_id, theirs, token_of

WorkAs = Callable[[Actor], Any]
TOLD = SpeakerDetails(
    title="agronom",
    organisation="Demo Vatten AB",
    bio=Words("Räknar på vatten.", "Does sums on water."),
    room_needs="Projektor",
    hours=(DayWhen(FIRST, starts=time(12)), DayWhen(SECOND, is_away=True)),
)


@pytest.fixture
def slug(cast: Cast, work_as: WorkAs) -> str:
    with work_as(cast.alice) as work:
        return a_stage(work)


def answered(work: Work, slug: str) -> tuple[str, str, str, bool]:
    course = card(work, slug).course
    return course.status.value, course.word, course.answered_by, course.answered_at is not None


def test_yes_no_and_a_word_by_the_link(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        number = scene.asked(work, slug)
        services.answer(theirs(work, number), number, SpeakerStatus.CONFIRMED, " Gärna! ")
        assert answered(work, slug) == ("confirmed", "Gärna!", "", True)
        services.answer(theirs(work, number), number, SpeakerStatus.DECLINED, "Sjuk")
        assert answered(work, slug) == ("declined", "Sjuk", "", True)
        assert card(work, slug).missing == ()
        assert [kind for _, kind, _ in letters(work)] == ["speaker-asked"]


def test_a_lead_notes_the_answer_and_that_somebody_is_to_be_asked_anew(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        number = services.speaker_of(work, slug, person_id(work, "Demo Ek"))
        services.answer(work, number, SpeakerStatus.CONFIRMED, "Per telefon")
        assert answered(work, slug) == ("confirmed", "Per telefon", "Alice", True)
        services.answer(work, number, SpeakerStatus.NOT_ASKED)
        assert answered(work, slug) == ("not_asked", "", "", False)
        assert letters(work) == []


def test_a_speaker_says_yes_or_no_and_nothing_else(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        number = scene.asked(work, slug)
        with pytest.raises(NotSignedIn):
            services.answer(theirs(work, number), number, SpeakerStatus.NOT_ASKED)
        with pytest.raises(Invalid) as refused:
            services.answer(theirs(work, number), number, SpeakerStatus.CONFIRMED, "x" * 1001)
        assert list(refused.value.fields) == ["word"]


def test_what_is_told_is_kept_and_nothing_is_missing_in_the_end(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        number = scene.confirmed(work, slug)
        assert card(work, slug).missing == (Missing.BIO, Missing.PICTURE, Missing.SLIDES)
        services.save_details(theirs(work, number), number, TOLD, revision=1)
        services.set_picture(theirs(work, number), number, a_portrait())
        item_id = card(work, slug).items[0].item_id
        services.give_slides(theirs(work, number), number, item_id, scene.a_file())
        found = card(work, slug)
        assert (found.said, found.missing, found.revision) == (TOLD, (), 2)
        assert (found.shown_title, found.title) == ("agronom", "rådgivare")
        again = replace(TOLD, hours=(DayWhen(FIRST),), title="")
        services.save_details(theirs(work, number), number, again, revision=2)
        assert (card(work, slug).said, card(work, slug).shown_title) == (replace(again, hours=()), "rådgivare")


def test_whoever_was_overtaken_is_told(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        number = scene.confirmed(work, slug)
        services.save_details(work, number, TOLD, revision=1)
        with pytest.raises(Conflict, match="Somebody else changed this"):
            services.save_details(theirs(work, number), number, SpeakerDetails(), revision=1)
        assert card(work, slug).said == TOLD


def test_special_needs_stand_apart_and_are_only_touched_when_spoken_of(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        number = scene.confirmed(work, slug, special_needs="Rullstol")
        services.save_details(work, number, SpeakerDetails(), revision=2)
        assert (needs_of(work.db, number), card(work, slug).has_needs) == ("Rullstol", True)
        assert "Rullstol" not in repr(card(work, slug))
        assert "Rullstol" not in repr(asked(work.db, token_of(work, number)))
        services.save_details(theirs(work, number), number, SpeakerDetails(special_needs="Nötter"), revision=3)
        assert needs_of(work.db, number) == "Nötter"
        services.save_details(theirs(work, number), number, SpeakerDetails(special_needs=" "), revision=4)
        assert (needs_of(work.db, number), card(work, slug).has_needs) == ("", False)


def test_hours_of_days_that_the_gathering_does_not_have_are_not_kept(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        number = scene.confirmed(work, slug, hours=(DayWhen(date(2026, 12, 24), is_away=True), TOLD.hours[0]))
        assert card(work, slug).said.hours == (TOLD.hours[0],)
        backwards = SpeakerDetails(hours=(DayWhen(FIRST, starts=time(12), ends=time(9)),))
        with pytest.raises(Invalid) as refused:
            services.save_details(work, number, backwards, revision=2)
        assert list(refused.value.fields) == ["hours"]
        set_status(work, slug, Status.SAVE_THE_DATE)
        move_meeting(work, slug, date(2026, 10, 21))
        services.save_details(work, number, SpeakerDetails(), revision=2)
        assert card(work, slug).said.hours == ()


def test_a_new_picture_takes_the_place_of_the_old_one(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        number = scene.confirmed(work, slug)
        for colour in ("navy", "olive", "olive"):
            services.set_picture(theirs(work, number), number, a_portrait(colour))
            assert picture_of(work.db, number).content == a_portrait(colour).content
        services.set_picture(theirs(work, number), number, None)
        assert card(work, slug).picture is None
        with pytest.raises(NotFound):
            picture_of(work.db, number)


# Titles and abstracts that speakers suggest.


def idea(work: Work, slug: str, number: int, **words: Words) -> None:
    uid = card(work, slug).items[0].uid
    services.save_details(
        theirs(work, number),
        number,
        SpeakerDetails(ideas=(TalkIdea(uid, **words),)),
        revision=card(work, slug).revision,
    )


def suggested(work: Work, slug: str) -> list[tuple[Words, Words, int]]:
    found = suggestions_of(work.db, gate_of(work.db, slug).meeting_id)
    return [(each.title, each.abstract, each.revision) for each in found]


def items(work: Work, slug: str) -> list[tuple[Words, Words]]:
    gate = gate_of(work.db, slug)
    return [(item.title, item.details.abstract) for item in agenda_of(work.db, gate.meeting_id, gate.zone)]


def test_a_suggestion_waits_for_the_lead_and_changes_nothing(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        number = scene.confirmed(work, slug)
        before = items(work, slug)
        idea(work, slug, number, title=Words("Torra år"), abstract=Words("", "On drought"))
        assert suggested(work, slug) == [(Words("Torra år"), Words("", "On drought"), 1)]
        assert items(work, slug) == before
        idea(work, slug, number, title=Words("Vatten när det är torrt"))
        assert suggested(work, slug) == []


def test_the_lead_takes_it_into_the_item_which_keeps_what_was_not_spoken_of(
    slug: str, cast: Cast, work_as: WorkAs
) -> None:
    with work_as(cast.alice) as work:
        number = scene.confirmed(work, slug)
        item = card(work, slug).items[0]
        scene.change(work, slug, item.item_id, abstract=Words("Om torka", "Drought"))
        idea(work, slug, number, title=Words("Torra år"), abstract=Words("Mer om torka", ""))
        ek = person_id(work, "Demo Ek")
        assert services.take_suggestion(work, slug, ek, item.item_id, revision=1) == "Torra år"
        assert items(work, slug)[0] == (Words("Torra år"), Words("Mer om torka", "Drought"))
        assert suggested(work, slug) == []
        scene.change(work, slug, item.item_id, title=Words("Något annat"))
        assert suggested(work, slug) == []  # what was taken is settled, whatever becomes of it
        with pytest.raises(NotFound):
            services.take_suggestion(work, slug, ek, item.item_id, revision=1)


def test_the_lead_takes_only_what_was_read(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        number = scene.confirmed(work, slug)
        item_id, ek = card(work, slug).items[0].item_id, person_id(work, "Demo Ek")
        idea(work, slug, number, title=Words("Torra år"))
        idea(work, slug, number, title=Words("Något helt annat"))
        for settle in (services.take_suggestion, services.leave_suggestion):
            with pytest.raises(Conflict, match="something else"):
                settle(work, slug, ek, item_id, revision=1)
        services.leave_suggestion(work, slug, ek, item_id, revision=2)
        assert suggested(work, slug) == []
        assert items(work, slug)[0][0] == Words("Vatten när det är torrt")
        idea(work, slug, number, title=Words("En tredje"))
        assert suggested(work, slug) == [(Words("En tredje"), Words(), 3)]


def test_nobody_suggests_for_an_item_that_others_give(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        uid = card(work, slug).items[0].uid
        number = scene.confirmed(work, slug, "Demo Alm", ideas=(TalkIdea(uid, Words("Kapad")),))
        assert suggested(work, slug) == []
        idea_of_both = TalkIdea(card(work, slug, "Demo Alm").items[0].uid, Words("Vår väg"))
        services.save_details(theirs(work, number), number, SpeakerDetails(ideas=(idea_of_both,)), revision=2)
        assert suggested(work, slug) == [(Words("Vår väg"), Words(), 1)]
        scene.change(work, slug, card(work, slug).items[1].item_id, givers=(scene.EK,))
        assert suggested(work, slug) == []


# Who may, and until when.


def test_nobody_answers_or_gives_for_somebody_else(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        number, other = scene.confirmed(work, slug), scene.confirmed(work, slug, "Demo Alm")
        item_id = card(work, slug).items[0].item_id
    ways: tuple[Callable[[Work], object], ...] = (
        lambda work: services.answer(work, number, SpeakerStatus.DECLINED),
        lambda work: services.save_details(work, number, TOLD, revision=1),
        lambda work: services.set_picture(work, number, None),
        lambda work: services.give_slides(work, number, item_id, scene.a_file()),
        lambda work: services.replace_slides(work, number, 1, scene.a_file()),
        lambda work: services.take_back_slides(work, number, 1),
        lambda work: services.erase_given(work, number),
    )
    for actor, refusal in ((Actor(speaker_id=other), NotSignedIn), (ANONYMOUS, NotSignedIn), (cast.bob, NotAllowed)):
        for way in ways:
            with work_as(actor) as work, pytest.raises(refusal):
                way(work)
    for settle in (services.take_suggestion, services.leave_suggestion):
        with work_as(Actor(speaker_id=number)) as work, pytest.raises(NotSignedIn):
            settle(work, slug, 1, item_id, revision=1)


def test_when_the_gathering_is_over_a_speaker_changes_nothing_and_a_lead_still_does(
    slug: str, cast: Cast, work_as: WorkAs, clock: Clock
) -> None:
    with work_as(cast.alice) as work:
        number = scene.confirmed(work, slug)
        set_status(work, slug, Status.SAVE_THE_DATE)
    clock.forward(days=60)
    with work_as(cast.alice) as work:
        with pytest.raises(Conflict, match="is over"):
            services.answer(theirs(work, number), number, SpeakerStatus.DECLINED)
        with pytest.raises(Conflict, match="is over"):
            services.save_details(theirs(work, number), number, TOLD, revision=1)
        services.save_details(work, number, TOLD, revision=1)
        assert card(work, slug).said == TOLD
