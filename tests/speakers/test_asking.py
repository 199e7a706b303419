"""Who gets which letter, what is in it, and what a new link does to the old one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time
from typing import Any

import pytest
from sqlalchemy import select

from planner.core.actor import SYSTEM, Actor
from planner.core.errors import Conflict, Invalid, NotAllowed, NotFound, NotSignedIn
from planner.core.language import Words
from planner.core.work import Work
from planner.mail.models import PostedLetter
from planner.mail.rules import LetterState
from planner.mail.services import book
from planner.meetings.queries import gate_of
from planner.meetings.rules import Status
from planner.meetings.services import set_status
from planner.network.queries import people_by_id
from planner.network.services import RoomDetails, VenueDetails, add_room, add_venue
from planner.speakers import services
from planner.speakers.queries import asked_actor, statuses_of
from planner.speakers.rules import SpeakerStatus
from planner.web.entry import acting
from tests.builders import Cast, an_item
from tests.conftest import Clock
from tests.registrations.scene import letters
from tests.speakers import scene
from tests.speakers.scene import ALM, a_stage, card, many_speakers, person_id, set_address, theirs, token_of

WorkAs = Callable[[Actor], Any]


@pytest.fixture
def slug(cast: Cast, work_as: WorkAs) -> str:
    with work_as(cast.alice) as work:
        return a_stage(work)


def statuses(work: Work, slug: str) -> dict[str, str]:
    found = statuses_of(work.db, gate_of(work.db, slug).meeting_id)
    names = {person.id: person.name for person in people_by_id(work.db, list(found))}
    return {names[number]: status.value for number, status in found.items()}


def posted(work: Work) -> list[PostedLetter]:
    return list(work.db.scalars(select(PostedLetter).order_by(PostedLetter.id)))


def test_whoever_gives_something_is_not_asked_until_a_letter_leaves(
    slug: str, cast: Cast, work_as: WorkAs, clock: Clock
) -> None:
    with work_as(cast.alice) as work:
        assert statuses(work, slug) == {"Demo Ek": "not_asked", "Demo Alm": "not_asked"}
        set_address(work, slug, "Demo Ek")
        assert services.ask_all(work, slug) == 1
        assert statuses(work, slug) == {"Demo Ek": "asked", "Demo Alm": "not_asked"}
        assert services.ask_all(work, slug) == 0
        assert letters(work) == [("ek", "speaker-asked", "")]
        found = card(work, slug).course
        assert (found.asked_at, found.written_at, found.sent_to) == (clock.now, clock.now, "ek@example.org")


def test_those_without_an_address_are_told_of_before_anything_leaves(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        set_address(work, slug, "Demo Ek", "en")
        plan = services.plan_asking(work, gate_of(work.db, slug))
        assert [[c.name for c in cards] for cards in (plan.cards, plan.unreachable)] == [["Demo Ek"], ["Demo Alm"]]
        assert [letter.lang for letter in plan.samples] == ["en"]
        assert letters(work) == []


def test_a_letter_tells_all_that_one_needs_to_answer(cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        venue_id = add_venue(work, VenueDetails("Gamleby folkhögskola", "Kastalgatan 1", "Gamleby"))
        room_id = add_room(work, venue_id, RoomDetails("Stora salen"))
        slug = a_stage(work, venue_id=venue_id, host_ids=(cast.vreta_id,), funding=Words("EU betalar."))
        an_item(
            work, slug, "Samtal", givers=(replace(ALM, on_link=True),), starts=time(14), room_id=room_id,
            abstract=Words("Om **jord**."),
        )  # fmt: skip
        scene.asked(work, slug, "Demo Alm")
        (letter,) = posted(work)
    number = letter.plain.split("{{private:speaker:")[1][:32]
    assert (letter.recipient, letter.subject, letter.reply_to, letter.lang) == (
        "alm@example.org",
        "Vill du medverka i Gröna kluster i Gamleby?",
        "demo.lind@example.org",
        "sv",
    )
    said = letter.plain.partition("\n\n-- \n")[0]
    assert (
        said
        == f"""Hej Demo Alm! Vi vill gärna att du medverkar i Gröna kluster i Gamleby.

Föredrag: Samtal
När: onsdag 14 oktober 14.00–14.45
Lokal: Stora salen
Hur: På länk
Vad den handlar om: Om jord.

Föredrag: Vägen framåt
När: torsdag 15 oktober 09.00–09.45

Träff: Gröna kluster i Gamleby
Dagar: onsdag 14 oktober 2026 09.30–17.00
torsdag 15 oktober 2026 08.30–13.00
Var: Gamleby folkhögskola, Kastalgatan 1, Gamleby
Arrangör: Vreta Kluster

Svara ja eller nej via länken. Där berättar du också om dig själv, när du kan och vad du behöver.

Svara ja eller nej:
http://localhost/s/{{{{private:speaker:{number}}}}}

Länken är bara din och fungerar tills träffen är över. Där skickar du också din presentation.

Frågor? Kontakta Demo Lind, demo.lind@example.org.

EU betalar."""
    )


def test_an_english_letter_is_english_and_leads_to_the_english_page(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        scene.asked(work, slug, lang="en")
        (letter,) = posted(work)
    assert letter.subject == "Will you take part in Green clusters in Gamleby?"
    assert "Hello Demo Ek! We would like you to take part in Green clusters in Gamleby." in letter.plain
    assert "http://localhost/en/s/{{private:speaker:" in letter.plain


def test_only_the_silent_are_reminded(slug: str, cast: Cast, work_as: WorkAs, clock: Clock) -> None:
    with work_as(cast.alice) as work:
        many_speakers(work, slug, 3)
        services.ask_all(work, slug)
        clock.forward(hours=21)
    with work_as(cast.alice) as work:
        yes, no = card(work, slug, "Demo Ek").speaker_id or 0, card(work, slug, "Demo Alm").speaker_id or 0
        services.answer(theirs(work, yes), yes, SpeakerStatus.CONFIRMED)
        services.answer(theirs(work, no), no, SpeakerStatus.DECLINED)
        set_address(work, slug, "Demo Talare 02", "en")
        plan = services.plan_reminding(work, gate_of(work.db, slug))
        assert [c.name for c in plan.cards] == ["Demo Talare 00", "Demo Talare 01", "Demo Talare 02"]
        assert services.remind(work, slug) == 3
        assert services.remind(work, slug) == 0
        last = posted(work)[-3:]
        assert [(x.kind, x.lang) for x in last] == [("speaker-reminder", lang) for lang in ("sv", "sv", "en")]
        assert last[2].subject == "Reminder: will you take part in Green clusters in Gamleby?"
        assert card(work, slug, "Demo Talare 00").course.reminders == 1


def test_the_letter_sent_again_keeps_the_link_unless_a_new_one_is_asked_for(
    slug: str, cast: Cast, work_as: WorkAs
) -> None:
    with work_as(cast.alice) as work:
        number = scene.asked(work, slug)
        first = token_of(work, number)
        services.ask_one(work, slug, person_id(work, "Demo Ek"))
        assert token_of(work, number) == first
        services.ask_one(work, slug, person_id(work, "Demo Ek"), new_link=True)
        second = token_of(work, number)
        assert asked_actor(work.db, second) == Actor(name="Demo Ek", speaker_id=number)
        with pytest.raises(NotFound):
            asked_actor(work.db, first)


def test_whoever_has_answered_stays_so_when_the_letter_is_sent_again(
    slug: str, cast: Cast, work_as: WorkAs, clock: Clock
) -> None:
    with work_as(cast.alice) as work:
        scene.confirmed(work, slug)
        asked_at = clock.now
        clock.forward(days=1)
    with work_as(cast.alice) as work:
        services.ask_one(work, slug, person_id(work, "Demo Ek"))
        found = card(work, slug)
        assert (found.status, found.course.asked_at, found.course.written_at) == (
            SpeakerStatus.CONFIRMED,
            asked_at,
            clock.now,
        )


def test_a_link_that_was_never_sent_opens_nothing(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        number = services.speaker_of(work, slug, person_id(work, "Demo Ek"))
        with pytest.raises(NotFound, match="This link is not valid"):
            asked_actor(work.db, token_of(work, number))


def test_nobody_is_asked_without_an_address_for_nothing_or_too_late(
    slug: str, cast: Cast, work_as: WorkAs, clock: Clock
) -> None:
    with work_as(cast.alice) as work:
        ek = person_id(work, "Demo Ek")
        with pytest.raises(Conflict, match="no address"):
            services.ask_one(work, slug, ek)
        with pytest.raises(NotFound):
            services.ask_one(work, slug, 4711)
        scene.asked(work, slug, "Demo Alm")
        for item in card(work, slug, "Demo Alm").items:
            scene.change(work, slug, item.item_id, givers=(scene.EK,))
        with pytest.raises(Conflict, match="give nothing"):
            services.ask_one(work, slug, person_id(work, "Demo Alm"))
        set_status(work, slug, Status.SAVE_THE_DATE)
        set_status(work, slug, Status.CANCELLED)
        for ask in (services.ask_all, services.remind):
            with pytest.raises(Conflict, match="over or cancelled"):
                ask(work, slug)


def test_an_item_that_is_moved_or_new_since_the_answer_is_shown_and_nobody_is_written_to(
    slug: str, cast: Cast, work_as: WorkAs
) -> None:
    with work_as(cast.alice) as work:
        scene.confirmed(work, slug)
        before = letters(work)
        assert not card(work, slug).has_changed
        scene.change(work, slug, card(work, slug).items[0].item_id, title=Words("Nytt namn"))
        assert not card(work, slug).has_changed
        scene.change(work, slug, card(work, slug).items[0].item_id, starts=time(11))
        assert card(work, slug).has_changed
        number = card(work, slug).speaker_id or 0
        services.answer(theirs(work, number), number, SpeakerStatus.CONFIRMED)
        assert not card(work, slug).has_changed
        an_item(work, slug, "Ny punkt", givers=(scene.EK,), starts=time(15))
        assert card(work, slug).has_changed
        assert letters(work) == before


def test_a_letter_that_bounced_is_seen(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        scene.asked(work, slug)
        (letter,) = posted(work)
        book(acting(work, SYSTEM), letter.id, LetterState.BOUNCED, "550 No such user")
        found = card(work, slug).course
        assert (found.has_bounced, found.trouble) == (True, "550 No such user")
        services.ask_one(work, slug, person_id(work, "Demo Ek"))
        assert not card(work, slug).course.has_bounced


def test_the_address_is_corrected_in_the_address_book_too(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        ek = person_id(work, "Demo Ek")
        services.set_address(work, slug, ek, "Ek@Example.org", "en")
        (person,) = people_by_id(work.db, [ek])
        assert (person.email, person.title, person.organisation) == ("ek@example.org", "rådgivare", "Demo AB")
        assert (card(work, slug).email, card(work, slug).lang) == ("ek@example.org", "en")
        with pytest.raises(Invalid) as refused:
            services.set_address(work, slug, ek, "nowhere", "sv")
        assert list(refused.value.fields) == ["email"]
        with pytest.raises(NotFound):
            services.set_address(work, slug, 4711, "x@example.org", "sv")


def test_letters_to_thirty_cost_no_more_statements_than_to_one(
    cast: Cast, work_as: WorkAs, statements: Callable[[], Any]
) -> None:
    counts = []
    with work_as(cast.alice) as work:
        for title, number in (("Liten", 1), ("Stor", 30)):
            slug = a_stage(work, title=Words(title))
            many_speakers(work, slug, number)
            work.db.expire_all()
            with statements() as seen:
                assert services.ask_all(work, slug) == number + 2
            counts.append(len(seen))
    assert counts[0] == counts[1]


def test_only_leads_ask(slug: str, cast: Cast, work_as: WorkAs) -> None:
    ways: tuple[Callable[[Work], object], ...] = (
        lambda work: services.ask_all(work, slug),
        lambda work: services.ask_one(work, slug, 1),
        lambda work: services.remind(work, slug),
        lambda work: services.plan_asking(work, gate_of(work.db, slug)),
        lambda work: services.plan_asking_one(work, gate_of(work.db, slug), 1),
        lambda work: services.plan_reminding(work, gate_of(work.db, slug)),
        lambda work: services.set_address(work, slug, 1, "x@example.org", "sv"),
        lambda work: services.speaker_of(work, slug, 1),
    )
    for actor, refusal in ((cast.bob, NotAllowed), (Actor(speaker_id=1), NotSignedIn)):
        for way in ways:
            with work_as(actor) as work, pytest.raises(refusal):
                way(work)
