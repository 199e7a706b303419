"""The lead's pages of speakers and of items' files."""

import io
import re
from collections.abc import Callable
from datetime import time
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient

from planner.core.actor import SYSTEM, Actor
from planner.core.language import Words
from planner.meetings.queries import gate_of
from planner.programmes.services import publish
from planner.speakers import services
from planner.speakers.queries import away_of, files_of, needs_of, shown_of, speaker_looks_of
from planner.speakers.rules import DayWhen, SpeakerStatus, TalkIdea
from tests.builders import Cast, a_meeting, an_item
from tests.conftest import Clock
from tests.registrations.scene import letters
from tests.speakers import scene
from tests.speakers.scene import FIRST, PDF, a_picture, a_stage, card, many_speakers, person_id, theirs, token_of

WorkAs = Callable[[Actor], Any]
Browser = Callable[[str], FlaskClient]
PLAN = "/en/plan/meetings/grona-kluster-i-gamleby-2026"
LIST = f"{PLAN}/speakers"


@pytest.fixture
def slug(cast: Cast, work_as: WorkAs) -> str:
    with work_as(cast.alice) as work:
        return a_stage(work)


@pytest.fixture
def ek(slug: str, cast: Cast, work_as: WorkAs) -> str:
    """Demo Ek's page."""
    with work_as(cast.alice) as work:
        return f"{LIST}/{person_id(work, 'Demo Ek')}"


def words_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page))


def test_from_the_agenda_to_letters_on_their_way(slug: str, ek: str, cast: Cast, as_: Browser, work_as: WorkAs) -> None:
    alice = as_("alice")
    page = words_of(alice.get(LIST).text)
    for said in ("All 2", "Not asked 2", "Nobody waits for a letter now.", "Thursday 15 October 09:00–09:45"):
        assert said in page
    assert alice.post(f"{ek}/address", data={"email": "ek@example.org", "lang": "en"}).location == ek
    assert "Look at the letter and ask 1" in words_of(alice.get(LIST).text)
    look = words_of(alice.get(f"{LIST}/invite").text)
    for said in ("ek@example.org", "Add an address for Demo Alm", "Will you take part in", "/en/s/••••••••"):
        assert said in look
    assert alice.post(f"{LIST}/invite").location == LIST
    with work_as(SYSTEM) as work:
        assert letters(work) == [("ek", "speaker-asked", "")]
    page = words_of(alice.get(LIST).text)
    assert ("1 letter is on its way." in page, "Asked 1" in page, "Not asked 1" in page) == (True, True, True)
    assert "Nobody waits for the letter" in alice.get(f"{LIST}/invite").text


def test_a_filter_stands_in_the_address(slug: str, cast: Cast, as_: Browser, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        scene.asked(work, slug)
    alice = as_("alice")

    def named(query: str) -> list[str]:
        return re.findall(r'<th scope="row"><a [^>]*>([^<]+)', alice.get(f"{LIST}{query}").text)

    assert (named(""), named("?status=asked"), named("?status=confirmed")) == (["Demo Alm", "Demo Ek"], ["Demo Ek"], [])


def test_an_address_that_is_none_is_refused_by_its_field(ek: str, as_: Browser) -> None:
    refused = as_("alice").post(f"{ek}/address", data={"email": "kept words", "lang": "sv"})
    assert (refused.status_code, "kept words" in refused.text) == (422, True)
    assert "Write an e-mail address, such as anna@example.org." in refused.text


def test_reminding_shows_whom_before_it_is_done(
    slug: str, cast: Cast, as_: Browser, work_as: WorkAs, clock: Clock
) -> None:
    with work_as(cast.alice) as work:
        scene.asked(work, slug)
        scene.confirmed(work, slug, "Demo Alm")
    alice = as_("alice")
    assert "Nobody is to be reminded" in alice.get(f"{LIST}/remind").text
    clock.forward(days=2)
    page = words_of(alice.get(f"{LIST}/remind").text)
    assert ("ek@example.org" in page, "alm@example.org" in page) == (True, False)
    assert alice.post(f"{LIST}/remind").location == LIST
    with work_as(SYSTEM) as work:
        assert [name for name, kind, _ in letters(work) if kind == "speaker-reminder"] == ["ek"]


def test_one_letter_is_sent_again_with_a_new_link_if_ticked(
    slug: str, ek: str, cast: Cast, as_: Browser, work_as: WorkAs
) -> None:
    with work_as(cast.alice) as work:
        number = scene.asked(work, slug)
        first = token_of(work, number)
    alice = as_("alice")
    look = alice.get(f"{ek}/invite").text
    assert ("Send the letter to Demo Ek again" in look, 'name="new_link"' in look) == (True, True)
    assert alice.post(f"{ek}/invite").location == ek
    with work_as(SYSTEM) as work:
        assert token_of(work, number) == first
    alice.post(f"{ek}/invite", data={"new_link": "y"})
    with work_as(SYSTEM) as work:
        assert token_of(work, number) != first


def test_before_the_answer_the_lead_reads_that_there_is_none(
    slug: str, ek: str, cast: Cast, as_: Browser, work_as: WorkAs
) -> None:
    with work_as(cast.alice) as work:
        scene.asked(work, slug)
    alice = as_("alice")
    assert "The letter goes to 1 person" in words_of(alice.get(f"{ek}/invite").text)
    shown = words_of(alice.get(ek).text)
    assert ("What they told Not answered" in shown, "All day" in shown) == (True, False)
    alice.post(f"{ek}/answer", data={"status": "confirmed", "word": ""})
    shown = words_of(alice.get(ek).text)
    assert ("Not answered" in shown, "Wednesday 14 October: All day" in shown) == (False, True)


def test_an_answer_is_noted_by_hand(slug: str, ek: str, as_: Browser, cast: Cast, work_as: WorkAs) -> None:
    alice = as_("alice")
    assert alice.post(f"{ek}/answer", data={"status": "confirmed", "word": "Per telefon"}).location == ek
    page = words_of(alice.get(ek).text)
    for said in ("Confirmed", "noted by Alice", "Per telefon"):
        assert said in page
    refused = alice.post(f"{ek}/answer", data={"status": "perhaps", "word": "kept words"})
    assert (refused.status_code, "kept words" in refused.text) == (422, True)
    with work_as(cast.alice) as work:
        assert card(work, slug).status is SpeakerStatus.CONFIRMED


def test_what_they_suggest_is_read_and_taken(slug: str, ek: str, cast: Cast, as_: Browser, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        items = card(work, slug).items
        ideas = tuple(TalkIdea(item.uid, Words(f"Nytt namn {n}"), Words()) for n, item in enumerate(items))
        scene.confirmed(work, slug, ideas=ideas)
    alice = as_("alice")
    assert "Suggests other words" in alice.get(LIST).text
    assert "Nytt namn 0" in alice.get(ek).text
    taken = f"{ek}/items/{items[0].item_id}/take"
    assert alice.post(taken, data={"revision": "0"}).status_code == 409
    assert alice.post(taken, data={"revision": "1"}).location == ek
    assert alice.post(f"{ek}/items/{items[1].item_id}/leave", data={"revision": "1"}).location == ek
    with work_as(SYSTEM) as work:
        assert [item.title.sv for item in card(work, slug).items] == ["Nytt namn 0", "Vägen framåt"]
    assert "Suggests" not in alice.get(ek).text


def test_special_needs_are_shown_to_whoever_presses_and_that_is_noted(
    slug: str, ek: str, cast: Cast, as_: Browser, work_as: WorkAs, clock: Clock
) -> None:
    with work_as(cast.alice) as work:
        scene.confirmed(work, slug, special_needs="Rullstol", room_needs="Projektor")
    alice = as_("alice")
    page = alice.get(ek).text
    assert ("Rullstol" in page, "Projektor" in page) == (False, True)
    assert alice.get(f"{ek}/needs").status_code == 405
    assert "Rullstol" not in alice.get(f"{ek}/details").text
    assert "Rullstol" in alice.post(f"{ek}/needs").text
    with work_as(SYSTEM) as work:
        looks = speaker_looks_of(work.db, gate_of(work.db, slug).meeting_id)
        assert [(look.looker, look.looked_at) for look in looks] == [("Alice", clock.now)]
    page = unescape(words_of(alice.get(f"{PLAN}/privacy").text))
    assert "1 September 2026 10:00 Alice Speakers' special needs" in page
    assert as_("bob").post(f"{ek}/needs").status_code == 403


def test_a_lead_fills_in_for_a_speaker_who_has_no_row_yet(
    slug: str, ek: str, cast: Cast, as_: Browser, work_as: WorkAs
) -> None:
    alice = as_("alice")
    form = alice.get(f"{ek}/details").text
    assert ("talks-0" in form, "special_needs" in form, 'value="rådgivare"' in form) == (False, False, True)
    typed: dict[str, Any] = {
        "revision": "0", "title": "rådgivare", "organisation": "Demo Vatten", "bio_sv": "Räknar.", "room_needs": "",
        "days-0-held_on": "2026-10-14", "days-0-starts": "12.00", "days-1-held_on": "2026-10-15", "days-1-is_away": "y",
    }  # fmt: skip
    sent = alice.post(f"{ek}/details", data=typed | {"picture": (io.BytesIO(a_picture()), "jag.png")})
    assert sent.location == ek
    with work_as(SYSTEM) as work:
        found = card(work, slug)
        assert (found.said.title, found.said.organisation, found.said.bio) == ("", "Demo Vatten", Words("Räknar."))
        assert found.said.hours == (DayWhen(FIRST, starts=time(12)), DayWhen(scene.SECOND, is_away=True))
        assert (found.picture is not None, needs_of(work.db, found.speaker_id or 0)) == (True, "")
        assert set(away_of(work.db, gate_of(work.db, slug).meeting_id)) == {found.person_id}
    assert alice.get(f"{ek}/picture").mimetype == "image/png"
    page = words_of(alice.get(ek).text)
    for said in ("Demo Vatten", "From 12:00", "Not that day"):
        assert said in page
    overtaken = alice.post(f"{ek}/details", data=typed | {"bio_sv": "Kept words"})
    assert (overtaken.status_code, "Kept words" in overtaken.text) == (409, True)
    assert alice.post(f"{ek}/details", data=typed | {"revision": "2", "no_picture": "y"}).location == ek
    assert alice.get(f"{ek}/picture").status_code == 404


def test_those_who_were_asked_and_give_nothing_any_more_are_shown(
    slug: str, cast: Cast, as_: Browser, work_as: WorkAs
) -> None:
    with work_as(cast.alice) as work:
        scene.confirmed(work, slug, "Demo Alm")
        scene.change(work, slug, card(work, slug).items[1].item_id, givers=(scene.EK,))
        alm = person_id(work, "Demo Alm")
    page = words_of(as_("alice").get(LIST).text)
    assert "Not in the agenda any more They were asked, but give nothing now." in page
    one = words_of(as_("alice").get(f"{LIST}/{alm}").text)
    assert ("Nothing in the agenda any more." in one, "send it again" in one) == (True, False)


def test_before_anybody_gives_anything_the_page_says_what_to_do(cast: Cast, as_: Browser, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        a_meeting(work)
    assert "Nobody gives anything yet" in as_("alice").get(LIST).text


def test_the_list_of_thirty_costs_no_more_statements_than_of_one(
    cast: Cast, as_: Browser, work_as: WorkAs, statements: Callable[[], Any]
) -> None:
    counts = []
    alice = as_("alice")
    for title, number in (("Liten", 1), ("Stor", 30)):
        with work_as(cast.alice) as work:
            slug = a_stage(work, title=Words(title))
            many_speakers(work, slug, number)
            services.ask_all(work, slug)
        with statements() as seen:
            assert f"All {number + 2}" in alice.get(f"/en/plan/meetings/{slug}/speakers").text
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 9


# Files of an item.


@pytest.fixture
def files(slug: str, cast: Cast, work_as: WorkAs) -> str:
    with work_as(cast.alice) as work:
        return f"{PLAN}/agenda/{card(work, slug).items[0].item_id}/files"


def listed(work_as: WorkAs, slug: str) -> list[tuple[str, bool]]:
    with work_as(SYSTEM) as work:
        found = files_of(work.db, gate_of(work.db, slug).meeting_id)
        return [(file.name, file.published) for lines in found.values() for file in lines]


def sent(name: str, content: bytes = PDF) -> dict[str, Any]:
    return {"file": (io.BytesIO(content), name)}


def test_a_file_is_added_ticked_ordered_and_removed(slug: str, files: str, as_: Browser, work_as: WorkAs) -> None:
    alice = as_("alice")
    for name in ("Dagordning.pdf", "Underlag å ä ö.pdf"):
        assert alice.post(files, data=sent(name)).location == files
    page = alice.get(files).text
    ids = re.findall(r'name="seen" value="(\d+)"', page)
    assert "Nobody but planners sees it until you tick it and publish." in page
    assert alice.post(f"{files}/{ids[1]}/up").location == files
    assert alice.post(f"{files}/shown", data={"seen": ids, "shown": ids[1:]}).location == files
    assert listed(work_as, slug) == [("Underlag å ä ö.pdf", True), ("Dagordning.pdf", False)]
    assert alice.post(f"{files}/{ids[1]}/down").location == files
    got = alice.get(f"{files}/{ids[1]}")
    assert (got.data, got.mimetype) == (PDF, "application/pdf")
    assert got.headers["Content-Disposition"].startswith("attachment; filename")
    assert "It is erased for good." in alice.get(f"{files}/{ids[0]}/remove").text
    assert alice.post(f"{files}/{ids[0]}/remove").location == files
    assert listed(work_as, slug) == [("Underlag å ä ö.pdf", True)]


def test_a_public_file_can_be_erased_from_what_is_published(
    slug: str, files: str, cast: Cast, as_: Browser, work_as: WorkAs
) -> None:
    alice = as_("alice")
    alice.post(files, data=sent("Hemligt.pdf"))
    (number,) = re.findall(r'name="seen" value="(\d+)"', alice.get(files).text)
    alice.post(f"{files}/shown", data={"seen": number, "shown": number})
    with work_as(cast.alice) as work:
        publish(work, slug, preliminary=False, with_agenda=True)
    assert "public now" in alice.get(files).text
    assert 'name="for_good"' in alice.get(f"{files}/{number}/remove").text
    alice.post(f"{files}/{number}/remove", data={"for_good": "y"})
    with work_as(SYSTEM) as work:
        assert shown_of(work.db, gate_of(work.db, slug).meeting_id) == frozenset()


def test_whoever_looks_at_the_draft_can_open_its_files_and_nobody_else(
    slug: str, files: str, cast: Cast, as_: Browser, client: FlaskClient
) -> None:
    alice = as_("alice")
    alice.post(files, data=sent("Underlag.pdf"))
    (number,) = re.findall(r'name="seen" value="(\d+)"', alice.get(files).text)
    alice.post(f"{files}/shown", data={"seen": number, "shown": number})
    (link,) = re.findall(r'href="(/files/[^"]+)"', alice.get(f"{PLAN}/preview").text)
    got = alice.get(link)
    assert (got.data, got.headers["Cache-Control"]) == (PDF, "private, no-cache")
    assert [browser.get(link).status_code for browser in (as_("bob"), client)] == [404, 404]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("elak.html", b"<script>alert(1)</script>", "Choose a PDF, a picture"),
        ("elak.pdf", b"<script>alert(1)</script>", "The file is not what its name says"),
        ("elak.pdf.svg", b"<svg/>", "Choose a PDF, a picture"),
        ("tom.pdf", b"", "The file is empty."),
        ("bild.png", PDF, "The file is not what its name says"),
    ],
)
def test_hostile_files_are_refused_by_the_field(
    slug: str, files: str, as_: Browser, work_as: WorkAs, name: str, content: bytes, said: str
) -> None:
    refused = as_("alice").post(files, data=sent(name, content))
    assert (refused.status_code, said in refused.text) == (422, True)
    assert listed(work_as, slug) == []


def test_a_name_that_would_break_out_is_made_plain(
    slug: str, files: str, cast: Cast, as_: Browser, work_as: WorkAs
) -> None:
    alice = as_("alice")
    alice.post(files, data=sent("..\\../../evil.html\u202e.pdf"))
    with work_as(cast.alice) as work:
        services.add_file(work, slug, card(work, slug).items[0].item_id, scene.a_file('a"; filename="b.html\n.pdf'))
    assert listed(work_as, slug) == [("evil.html.pdf", False), ('a"; filename="b.html.pdf', False)]
    last = re.findall(r'name="seen" value="(\d+)"', alice.get(files).text)[1]
    head = alice.get(f"{files}/{last}").headers
    assert head["Content-Disposition"] == r'attachment; filename="a\"; filename=\"b.html.pdf"'
    assert head["X-Content-Type-Options"] == "nosniff"


def test_the_form_of_an_item_leads_to_its_files(slug: str, files: str, as_: Browser, cast: Cast) -> None:
    assert f'href="{files}"' in as_("alice").get(files.removesuffix("/files")).text


def test_staff_and_strangers_see_nothing_of_it(
    slug: str, ek: str, files: str, as_: Browser, client: FlaskClient, cast: Cast, work_as: WorkAs
) -> None:
    with work_as(cast.alice) as work:
        number = scene.confirmed(work, slug)
        services.set_picture(theirs(work, number), number, scene.a_portrait())
        an_item(work, slug, "En till", starts=time(16))
    pages = (LIST, f"{LIST}/invite", f"{LIST}/remind", ek, f"{ek}/details", f"{ek}/invite", f"{ek}/picture", files)
    bob = as_("bob")
    assert {page: (bob.get(page).status_code, client.get(page).status_code) for page in pages} == dict.fromkeys(
        pages, (403, 303)
    )
