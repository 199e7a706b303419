"""The pages behind a speaker's link, and what of theirs is public."""

import io
import json
import re
from collections.abc import Callable
from datetime import time
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner.core.actor import SYSTEM, Actor
from planner.core.language import Words
from planner.core.tokens import hash_token
from planner.meetings.queries import gate_of
from planner.meetings.rules import Status
from planner.meetings.services import set_status
from planner.programmes.services import publish
from planner.registrations.letters import PURPOSE as OF_A_REGISTRATION
from planner.speakers import services
from planner.speakers.queries import needs_of, suggestions_of
from planner.speakers.rules import MOST_FILE_BYTES, MOST_SENT_BYTES, DayWhen, SpeakerDetails, SpeakerStatus
from tests.builders import Cast
from tests.conftest import Clock
from tests.speakers import scene
from tests.speakers.scene import FIRST, PDF, SECOND, a_file, a_picture, a_portrait, a_stage, card, theirs, token_of

WorkAs = Callable[[Actor], Any]
CHANGES = re.compile(r"\s*(INSERT|UPDATE|DELETE)", re.IGNORECASE)


@pytest.fixture
def slug(cast: Cast, work_as: WorkAs) -> str:
    with work_as(cast.alice) as work:
        return a_stage(work)


@pytest.fixture
def page(slug: str, cast: Cast, work_as: WorkAs) -> str:
    """Demo Ek's own page; they were asked."""
    with work_as(cast.alice) as work:
        return f"/en/s/{token_of(work, scene.asked(work, slug))}"


def words_of(text: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub("<[^>]+>", " ", text)))


def the_form(client: FlaskClient, page: str) -> dict[str, Any]:
    """The details form as it is shown: what a browser would send back."""
    shown = client.get(f"{page}/details").text
    typed = {
        name: unescape(value)
        for tag in re.findall(r"<input[^>]+>", shown)
        for name, value in re.findall(r'name="([^"]+)"[^>]*?value="([^"]*)"', tag)
        if 'type="checkbox"' not in tag and name != "csrf_token"
    }
    areas = re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\r?\n?(.*?)</textarea>', shown, re.DOTALL)
    return typed | {name: unescape(value) for name, value in areas}


def test_the_page_says_what_one_is_asked_for_and_a_get_changes_nothing(
    page: str, client: FlaskClient, statements: Callable[[], Any]
) -> None:
    with statements() as seen:
        shown = client.get(page)
        client.get(f"{page}/details")
        client.get(f"{page}/erase")
    assert [s for s in seen.seen if CHANGES.match(s)] == []
    said = words_of(shown.text)
    for words in (
        "We wait for your answer", "To Demo Ek", "Green clusters in Gamleby", "Vatten när det är torrt",
        "Wednesday 14 October 10:00–10:45", "Together with Demo Alm", "demo.lind@example.org",
        "Wednesday 14 October 2026 09:30–17:00",
    ):  # fmt: skip
        assert words in said
    assert {name: shown.headers[name] for name in ("Cache-Control", "X-Robots-Tag", "Referrer-Policy")} == {
        "Cache-Control": "no-store",
        "X-Robots-Tag": "noindex, nofollow",
        "Referrer-Policy": "no-referrer",
    }


def test_before_the_answer_nothing_is_claimed_and_no_slides_are_asked_for(page: str, client: FlaskClient) -> None:
    shown = words_of(client.get(page).text)
    assert "When you can Not answered" in shown
    for claim in ("All day", "What you have told", "Send slides"):
        assert claim not in shown
    client.post(f"{page}/answer", data={"answer": "yes"})
    shown = words_of(client.get(page).text)
    for words in ("Wednesday 14 October: All day", "What you have told", "Send slides"):
        assert words in shown


def test_whoever_takes_part_sees_the_published_time_and_what_is_planned_now(
    page: str, slug: str, client: FlaskClient, cast: Cast, work_as: WorkAs
) -> None:
    with work_as(cast.alice) as work:
        publish(work, slug, preliminary=False, with_agenda=True)
        scene.change(work, slug, card(work, slug).items[0].item_id, starts=time(11))
    assert "now planned" not in words_of(client.get(page).text)
    client.post(f"{page}/answer", data={"answer": "yes"})
    shown = words_of(client.get(page).text)
    assert "Wednesday 14 October 10:00–10:45" in shown
    assert shown.count("now planned Wednesday 14 October 11:00–11:45") == shown.count("now planned") == 1


def test_yes_or_no_by_a_button_with_a_word(
    page: str, slug: str, client: FlaskClient, cast: Cast, work_as: WorkAs
) -> None:
    assert client.get(f"{page}/answer").status_code == 405
    assert client.post(f"{page}/answer", data={"answer": "yes", "word": "Gärna"}).location == page
    shown = words_of(client.get(page).text)
    assert ("Your answer is saved." in shown, shown.count("Thank you, you take part!")) == (True, 1)
    assert client.post(f"{page}/answer", data={"answer": "no", "word": "Sjuk"}).location == page
    assert "You have declined" in client.get(page).text
    for wrong in ({"word": "Kept words"}, {"answer": "perhaps", "word": "Kept words"},
                  {"answer": "yes", "word": "Kept words" + "x" * 1000}):  # fmt: skip
        refused = client.post(f"{page}/answer", data=wrong)
        assert (refused.status_code, "Kept words" in refused.text) == (422, True)
    with work_as(cast.alice) as work:
        assert (card(work, slug).status, card(work, slug).course.word) == (SpeakerStatus.DECLINED, "Sjuk")


def test_everything_is_told_on_one_form(page: str, slug: str, client: FlaskClient, cast: Cast, work_as: WorkAs) -> None:
    typed = the_form(client, page) | {
        "talks-0-title_sv": "Torra år", "title": "agronom", "bio_sv": "Räknar på vatten.",
        "bio_en": "Does sums on water.", "room_needs": "Projektor", "special_needs": "Nötter",
        "days-0-starts": "12.00", "days-1-is_away": "y", "picture": (io.BytesIO(a_picture()), "jag.png"),
    }  # fmt: skip
    assert client.post(f"{page}/details", data=typed).location == page
    shown = words_of(client.get(page).text)
    for words in ("agronom", "Does sums on water.", "From 12:00", "Not that day", "Projektor", "Nötter", "Torra år"):
        assert words in shown
    with work_as(cast.alice) as work:
        found = card(work, slug)
        assert found.said.hours == (DayWhen(FIRST, starts=time(12)), DayWhen(SECOND, is_away=True))
        assert [each.title for each in suggestions_of(work.db, gate_of(work.db, slug).meeting_id)] == [
            Words("Torra år")
        ]
        assert needs_of(work.db, found.speaker_id or 0) == "Nötter"
        assert (found.said.organisation, found.picture is not None) == ("", True)
    assert client.get(f"{page}/picture").mimetype == "image/png"
    again = the_form(client, page)
    assert (again["talks-0-title_sv"], again["special_needs"]) == ("Torra år", "Nötter")
    assert client.post(f"{page}/details", data=again | {"no_picture": "y", "special_needs": ""}).location == page
    assert client.get(f"{page}/picture").status_code == 404


def test_a_form_that_comes_back_as_it_was_suggests_nothing_though_the_lead_wrote_meanwhile(
    page: str, slug: str, client: FlaskClient, cast: Cast, work_as: WorkAs
) -> None:
    typed = the_form(client, page)
    with work_as(cast.alice) as work:
        scene.change(work, slug, card(work, slug).items[0].item_id, title=Words("Ledarens rubrik"))
    assert client.post(f"{page}/details", data=typed).location == page
    with work_as(cast.alice) as work:
        assert suggestions_of(work.db, gate_of(work.db, slug).meeting_id) == ()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"days-0-starts": "12.00", "days-0-ends": "9.00"}, "This is before it begins."),
        ({"days-0-starts": "noon"}, "Write a time, such as 10.00."),
        ({"bio_sv": "x" * 1501}, "At most 1500 characters."),
        ({"picture": b"<svg/>"}, "Choose a picture: PNG, JPEG or WebP."),
        ({"picture": PDF}, "Choose a picture: PNG, JPEG or WebP."),
    ],
)
def test_what_cannot_be_used_is_refused_by_its_field_and_the_rest_is_kept(
    page: str, slug: str, client: FlaskClient, cast: Cast, work_as: WorkAs, wrong: dict[str, Any], said: str
) -> None:
    files = {name: (io.BytesIO(sent), "jag.png") for name, sent in wrong.items() if isinstance(sent, bytes)}
    typed = the_form(client, page) | {"organisation": "Kept words", "talks-1-title_sv": "Kept title"} | wrong | files
    refused = client.post(f"{page}/details", data=typed)
    assert refused.status_code == 422
    assert [words for words in (said, "Kept words", "Kept title") if words not in refused.text] == []
    with work_as(cast.alice) as work:
        assert card(work, slug).revision == 1


def test_whoever_writes_over_the_leads_words_is_told_first(
    page: str, slug: str, client: FlaskClient, cast: Cast, work_as: WorkAs
) -> None:
    typed = the_form(client, page) | {"bio_sv": "Kept words"}
    with work_as(cast.alice) as work:
        found = card(work, slug)
        services.save_details(work, found.speaker_id or 0, SpeakerDetails(bio=Words("Ledarens")), revision=1)
    overtaken = client.post(f"{page}/details", data=typed)
    assert (overtaken.status_code, "Kept words" in overtaken.text) == (409, True)
    (revision,) = re.findall(r'name="revision"[^>]* value="(\d+)"', overtaken.text)
    assert client.post(f"{page}/details", data=typed | {"revision": revision}).location == page


def test_slides_are_sent_replaced_and_removed(
    page: str, slug: str, client: FlaskClient, cast: Cast, work_as: WorkAs
) -> None:
    with work_as(cast.alice) as work:
        item_id = card(work, slug).items[0].item_id
    files = f"{page}/items/{item_id}/files"
    assert client.post(files, data={"file": (io.BytesIO(PDF), "bilder.pdf")}).location == page
    assert "“bilder.pdf” has arrived." in client.get(page).text
    (number,) = re.findall(r'<option value="(\d+)"', client.get(files).text)
    sent = {"file": (io.BytesIO(PDF + b"2"), "nya.pdf"), "instead_of": number}
    assert client.post(files, data=sent).location == page
    with work_as(cast.alice) as work:
        (found,) = card(work, slug).files
    assert found.name == "nya.pdf"
    got = client.get(f"{page}/files/{found.file_id}")
    assert (got.data, got.headers["Content-Disposition"], got.headers["Cache-Control"]) == (
        PDF + b"2",
        "attachment; filename=nya.pdf",
        "no-store",
    )
    refused = client.post(files, data={"file": (io.BytesIO(b"MZ"), "virus.exe"), "instead_of": str(found.file_id)})
    assert (refused.status_code, "Choose a file of one of these kinds: PDF" in refused.text) == (422, True)
    assert client.post(files).status_code == 422
    assert client.post(f"{page}/files/{found.file_id}/remove").location == page
    assert client.get(f"{page}/files/{found.file_id}").status_code == 404


def test_large_slides_are_taken_and_too_large_ones_refused(
    page: str, slug: str, client: FlaskClient, cast: Cast, work_as: WorkAs
) -> None:
    with work_as(cast.alice) as work:
        files = f"{page}/items/{card(work, slug).items[0].item_id}/files"

    def send(address: str, size: int) -> int:
        head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="stor.pdf"\r\n\r\n'
        whole = head + PDF.ljust(size) + b"\r\n--x--\r\n"
        return client.post(address, data=whole, content_type="multipart/form-data; boundary=x").status_code

    assert [send(files, size) for size in (MOST_FILE_BYTES, MOST_FILE_BYTES + 1, MOST_SENT_BYTES)] == [303, 422, 413]
    # Only where files are sent: everywhere else the usual limit stands.
    assert send(f"{page}/answer", 5 * 1024 * 1024) == 413


def test_a_link_opens_one_speakers_pages_and_no_others(
    page: str, slug: str, client: FlaskClient, cast: Cast, work_as: WorkAs, app: Flask
) -> None:
    with work_as(cast.alice) as work:
        alm = scene.confirmed(work, slug, "Demo Alm", special_needs="Rullstol")
        services.give_slides(theirs(work, alm), alm, card(work, slug, "Demo Alm").items[0].item_id, a_file())
        (file,) = card(work, slug, "Demo Alm").files
        first = card(work, slug).items[0].item_id
        token = token_of(work, alm)
        salt = card(work, slug, "Demo Alm").salt
        keys = work.site.keys
    assert "Rullstol" not in client.get(page).text + client.get(f"{page}/data.json").text
    assert client.get(f"{page}/files/{file.file_id}").status_code == 404
    assert client.post(f"{page}/files/{file.file_id}/remove").status_code == 404
    assert client.get(f"/en/s/{token}/items/{first}/files").status_code == 404
    bad = (token[:-1], f"{token}x", token.upper(), salt, hash_token(token), keys.token(OF_A_REGISTRATION, salt), "%00")
    for made_up in bad:
        assert client.get(f"/en/s/{made_up}").status_code in (400, 404)
        assert client.post(f"/en/s/{made_up}/answer", data={"answer": "yes"}).status_code in (400, 404)
    for elsewhere in (f"/en/r/{token}", f"/en/i/{token}", f"/en/p/{token}"):
        assert client.get(elsewhere).status_code == 404


def test_a_replaced_link_leads_nowhere(page: str, slug: str, client: FlaskClient, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        services.ask_one(work, slug, card(work, slug).person_id, new_link=True)
    gone = client.get(page)
    assert (gone.status_code, "Use the link in the newest letter" in gone.text) == (404, True)


def test_when_it_is_over_one_can_look_take_a_copy_and_erase_but_not_change(
    page: str, slug: str, client: FlaskClient, cast: Cast, work_as: WorkAs, clock: Clock
) -> None:
    with work_as(cast.alice) as work:
        set_status(work, slug, Status.SAVE_THE_DATE)
        files = f"{page}/items/{card(work, slug).items[0].item_id}/files"
    clock.forward(days=60)
    shown = client.get(page).text
    assert ("The gathering is over" in shown, "/answer" in shown, "/details" in shown) == (True, False, False)
    assert client.post(f"{page}/answer", data={"answer": "yes"}).status_code == 409
    assert client.post(f"{page}/details", data={}).location == page
    assert client.post(files, data={"file": (io.BytesIO(PDF), "bilder.pdf")}).location == page
    assert client.get(f"{page}/data.json").status_code == 200
    assert client.post(f"{page}/erase").location == page


def test_a_copy_of_all_that_is_kept(page: str, slug: str, client: FlaskClient, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        number = card(work, slug).speaker_id or 0
        scene.tell_all(work, slug, number)
    got = client.get(f"{page}/data.json")
    assert got.headers["Content-Disposition"] == 'attachment; filename="my-data.json"'
    kept = json.loads(got.data)
    assert kept["letters"] == [
        {"subject": "Vill du medverka i Gröna kluster i Gamleby?", "sent_at": "2026-09-01T08:00:00Z"}
    ]
    assert {name: kept[name] for name in ("name", "email", "status", "about", "special_needs", "has_picture")} == {
        "name": "Demo Ek",
        "email": "ek@example.org",
        "status": "asked",
        "about": "Räknar på vatten.",
        "special_needs": "Nötter",
        "has_picture": True,
    }
    assert [file["name"] for file in kept["files"]] == ["bilder.pdf"]


def test_erasing_is_asked_first(page: str, slug: str, client: FlaskClient, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        scene.tell_all(work, slug, card(work, slug).speaker_id or 0)
    assert "Nobody can bring them back." in client.get(f"{page}/erase").text
    assert client.post(f"{page}/erase").location == page
    assert "Everything that you wrote and sent is erased." in client.get(page).text
    with work_as(SYSTEM) as work:
        assert card(work, slug).said == SpeakerDetails()


# What is public.


def test_pictures_and_files_are_public_only_once_they_are_published(
    page: str, slug: str, client: FlaskClient, cast: Cast, work_as: WorkAs
) -> None:
    portrait, file = f"/portraits/{a_portrait().digest}", f"/files/{a_file().digest}/bilder.pdf"
    with work_as(cast.alice) as work:
        number = card(work, slug).speaker_id or 0
        scene.tell_all(work, slug, number)
        publish(work, slug, preliminary=False, with_agenda=True)
    assert [client.get(address).status_code for address in (portrait, file)] == [404, 404]
    with work_as(cast.alice) as work:
        services.answer(theirs(work, number), number, SpeakerStatus.CONFIRMED)
        (line,) = card(work, slug).files
        services.show_files(work, slug, card(work, slug).items[0].item_id, [line.file_id], seen=[line.file_id])
    assert [client.get(address).status_code for address in (portrait, file)] == [404, 404]
    with work_as(cast.alice) as work:
        publish(work, slug, preliminary=False, with_agenda=True)
    got = client.get(file)
    assert (got.data, got.mimetype) == (PDF, "application/pdf")
    assert {
        name: got.headers[name] for name in ("Content-Disposition", "Cache-Control", "X-Content-Type-Options", "ETag")
    } == {
        "Content-Disposition": "attachment; filename=bilder.pdf",
        "Cache-Control": "public, max-age=86400",
        "X-Content-Type-Options": "nosniff",
        "ETag": f'"{a_file().digest}"',
    }
    assert client.get(file, headers={"If-None-Match": got.headers["ETag"]}).status_code == 304
    assert client.get(portrait).mimetype == "image/png"
    assert "Set-Cookie" not in got.headers
    public = words_of(client.get(f"/en/meetings/{slug}").text)
    for words in ("Speakers Demo Ek agronom, Demo AB Räknar på vatten.", "bilder.pdf PDF, 1 kB"):
        assert words in public
    assert "Nötter" not in public


def test_no_name_but_the_published_one_leads_to_a_file(
    page: str, slug: str, client: FlaskClient, cast: Cast, work_as: WorkAs
) -> None:
    with work_as(cast.alice) as work:
        item_id = card(work, slug).items[0].item_id
        number = services.add_file(work, slug, item_id, a_file("A?b#c å.pdf"))
        services.show_files(work, slug, item_id, [number], seen=[number])
        publish(work, slug, preliminary=False, with_agenda=True)
    (address,) = re.findall(r'href="(/files/[^"]+)"', client.get(f"/en/meetings/{slug}").text)
    assert client.get(address).data == PDF
    for made_up in ("x.html", "..%2f..%2fetc", "A", "%00"):
        assert client.get(f"{address.rpartition('/')[0]}/{made_up}").status_code in (400, 404)
