"""Public pages of a gathering, and the page that publishes."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from planner.core.actor import SYSTEM
from planner.core.language import Words
from planner.meetings.rules import Status
from planner.meetings.services import move_meeting, record_places, set_status
from planner.programmes.queries import newest
from planner.programmes.services import publish
from planner.programmes.snapshot import MeetingFacts
from tests.builders import Cast, a_meeting, a_programme, an_entry, an_item, many_items, published, some_facts
from tests.conftest import Clock

As = Callable[[str], FlaskClient]
WorkAs = Callable[..., Any]
Statements = Callable[[], Any]
PAGE = "/meetings/hostens-traff"
PUBLIC = ("", "/programme", "/programme?by=theme", "/programme?theme=vatten", "/versions", "/calendar")
TALK = replace(an_entry(1, theme="vatten"), title=Words("Vatten när det är torrt", "Water in dry years"))


def shown(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.get_data(as_text=True)


def status_words(page: str) -> str:
    found = re.search(r'<strong class="status-word">(.*?)</strong>', page, re.S)
    assert found
    return re.sub(r"<[^>]+>", "", found[1]).strip()


@pytest.mark.parametrize(
    ("state", "swedish", "english"),
    [
        ({"status": Status.SAVE_THE_DATE}, "Save the date", "Save the date"),
        ({"status": Status.OPEN}, "Öppen för anmälan", "Open for registration"),
        ({"status": Status.OPEN, "capacity": 5, "places_taken": 5}, "Fullbokat, reservlista", "Full, waiting list"),
        ({"status": Status.OPEN, "last_day": date(2026, 8, 31)}, "Anmälan stängd", "Registration closed"),
        ({"status": Status.CLOSED}, "Anmälan stängd", "Registration closed"),
        ({"status": Status.HELD}, "Genomförd", "Held"),
    ],
)
def test_the_page_says_where_the_gathering_stands(
    work_as: WorkAs, client: FlaskClient, state: dict[str, object], swedish: str, english: str
) -> None:
    with work_as(SYSTEM) as work:
        published(work, a_programme(TALK), **state)
    assert status_words(shown(client, PAGE)) == swedish
    assert status_words(shown(client, f"/en{PAGE}")) == english


def test_only_an_open_gathering_has_the_large_button_to_register(work_as: WorkAs, client: FlaskClient) -> None:
    with work_as(SYSTEM) as work:
        for n, status in enumerate(Status):
            if status is not Status.DRAFT:
                facts = some_facts(slug=status.value, uid=f"{n:032x}", cancelled=status is Status.CANCELLED)
                published(work, a_programme(facts=facts), status=status)
    with_button = {
        status for status in set(Status) - {Status.DRAFT} if "/register" in shown(client, f"/meetings/{status.value}")
    }
    assert with_button == {Status.OPEN}


def test_a_full_gathering_says_which_number_one_would_be(work_as: WorkAs, client: FlaskClient) -> None:
    with work_as(SYSTEM) as work:
        published(work, a_programme(TALK), capacity=5, places_taken=5, waiting=3)
    assert "You will be number 4 in line." in shown(client, f"/en{PAGE}")


def test_a_cancelled_gathering_says_so_on_page_feed_and_paper(
    as_: As, work_as: WorkAs, cast: Cast, client: FlaskClient
) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        an_item(work, slug)
        publish(work, slug, preliminary=False, with_agenda=True)
        set_status(work, slug, Status.OPEN)
    pdf = client.get(f"/meetings/{slug}/programme.pdf").headers["ETag"]
    assert as_("alice").post(f"/plan/meetings/{slug}/status/cancelled").status_code == 303
    page = shown(client, f"/meetings/{slug}")
    assert "INSTÄLLT:" in re.sub(r"<[^>]+>", "", page.split("<h1", 1)[1].split("</h1>", 1)[0])
    assert re.search(r"<title>\s*INSTÄLLT: ", page)
    assert shown(client, f"/meetings/{slug}/feed.ics").count("STATUS:CANCELLED") == 1
    assert "STATUS:CANCELLED" in shown(client, f"/meetings/{slug}/meeting.ics")
    assert client.get(f"/meetings/{slug}/programme.pdf").headers["ETag"] != pdf


def test_a_moved_gathering_shows_its_old_days(work_as: WorkAs, cast: Cast, client: FlaskClient) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        publish(work, slug, preliminary=False, with_agenda=False)
        move_meeting(work, slug, date(2026, 11, 18))
    page = shown(client, f"/meetings/{slug}")
    assert status_words(page) == "Framflyttat från 14–15 oktober 2026"
    assert "18–19" in page


def test_one_theme_alone_and_a_theme_that_is_not_there(work_as: WorkAs, client: FlaskClient) -> None:
    with work_as(SYSTEM) as work:
        published(work, a_programme(TALK, an_entry(2, "Lunch", kind="meal")))
    page = shown(client, f"{PAGE}/programme?theme=vatten")
    assert "Vatten när det är torrt" in page
    assert "Lunch" not in page
    for theme in ("no-such", "../..", "%00", "å", "a b", "漢"):
        assert client.get(f"{PAGE}/programme", query_string={"theme": theme}).status_code == 404
        assert client.get(f"{PAGE}/programme.pdf", query_string={"theme": theme}).status_code == 404


def test_by_theme_and_by_day_are_two_pages(work_as: WorkAs, client: FlaskClient) -> None:
    with work_as(SYSTEM) as work:
        published(work, a_programme(TALK))
    tags = {client.get(f"{PAGE}/programme{q}").headers["ETag"] for q in ("", "?by=theme", "?theme=vatten", "?by=day")}
    assert len(tags) == 3
    assert 'href="/en/meetings/hostens-traff/programme?by=theme"' in shown(client, f"{PAGE}/programme?by=theme")


def test_places_change_the_meetings_page_and_not_the_programme(work_as: WorkAs, client: FlaskClient) -> None:
    with work_as(SYSTEM) as work:
        meeting_id = published(work, a_programme(TALK), capacity=10).facts.meeting_id
    before = {path: client.get(PAGE + path).headers["ETag"] for path in PUBLIC[:5]}
    with work_as(SYSTEM) as work:
        record_places(work, meeting_id, taken=4, waiting=0)
    after = {path: client.get(PAGE + path).headers["ETag"] for path in PUBLIC[:5]}
    assert {path for path in before if before[path] != after[path]} == {""}
    assert "6 platser kvar" in shown(client, PAGE)
    assert "6 platser kvar" in shown(client, "/")


def test_a_reader_who_has_the_page_gets_304_for_one_statement(
    work_as: WorkAs, client: FlaskClient, statements: Statements
) -> None:
    with work_as(SYSTEM) as work:
        published(work, a_programme(TALK))
    for path in ("/", PAGE, f"{PAGE}/programme", f"{PAGE}/versions"):
        tag = client.get(path).headers["ETag"]
        with statements() as seen:
            answer = client.get(path, headers={"If-None-Match": f"W/{tag}"})
        assert (answer.status_code, answer.data, len(seen)) == (304, b"", 1), path


def test_head_tells_what_get_would(work_as: WorkAs, client: FlaskClient) -> None:
    with work_as(SYSTEM) as work:
        published(work, a_programme(TALK))
    for path in ("/", *(PAGE + rest for rest in PUBLIC)):
        got, head = client.get(path), client.head(path)
        assert (head.status_code, head.data) == (200, b"")
        assert (head.headers.get("ETag"), head.content_length) == (got.headers.get("ETag"), got.content_length), path


def test_pages_take_few_statements_and_the_same_for_many_items(
    work_as: WorkAs, cast: Cast, client: FlaskClient, statements: Statements
) -> None:
    counts: list[Any] = []
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
    for number in (24, 376):
        with work_as(cast.alice) as work:
            many_items(work, slug, number)
            publish(work, slug, preliminary=False, with_agenda=True)
        counts.append([])
        for path in ("/", f"/meetings/{slug}", f"/meetings/{slug}/programme", f"/meetings/{slug}/programme?by=theme",
                     f"/meetings/{slug}/versions", f"/meetings/{slug}/calendar"):  # fmt: skip
            with statements() as seen:
                shown(client, path)
            counts[-1].append(len(seen))
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 8


def test_the_list_takes_the_same_statements_for_one_and_thirty(
    work_as: WorkAs, client: FlaskClient, statements: Statements
) -> None:
    counts: list[Any] = []
    for numbers in (range(1), range(1, 30)):
        with work_as(SYSTEM) as work:
            for n in numbers:
                published(work, a_programme(facts=some_facts(slug=f"t{n}", uid=f"{n:032x}")))
        with statements() as seen:
            page = shown(client, "/")
        counts.append(len(seen))
    assert page.count("<h3") == 30
    assert counts[0] == counts[1] <= 3


def test_the_first_page_has_what_is_to_come_and_what_has_been(
    work_as: WorkAs, client: FlaskClient, clock: Clock
) -> None:
    def facts(n: int, title: str) -> MeetingFacts:
        return some_facts(slug=f"t{n}", uid=f"{n:032x}", title=Words(title))

    with work_as(SYSTEM) as work:
        published(work, a_programme(facts=facts(1, "Den ena")))
    assert "Genomförd" not in shown(client, "/")
    clock.set(datetime(2026, 10, 15, 22, 0, tzinfo=UTC))  # midnight in Gamleby
    with work_as(SYSTEM) as work:
        published(work, replace(a_programme(facts=facts(2, "Den andra")), number=1))
    page = shown(client, "/")
    assert page.index("Tidigare träffar") < page.index("Den andra")


def test_versions_tell_what_each_changed(work_as: WorkAs, client: FlaskClient) -> None:
    with work_as(SYSTEM) as work:
        first = published(work, a_programme(TALK))
        for number in range(2, 24):
            note = f"Anmärkning {number}."
            facts = replace(first.facts, programme_by=date(2026, 9, number))
            published(work, replace(first, number=number, note=note, facts=facts))
    page = shown(client, f"{PAGE}/versions")
    assert page.count("<section") == 20
    assert "Version 4" in page
    assert "Version 3<" not in page
    assert page.count("Vatten när det är torrt") == 0  # nothing of it is new since version 3
    assert "22 september 2026" in page


def test_the_first_version_is_said_to_be_the_first(work_as: WorkAs, client: FlaskClient) -> None:
    with work_as(SYSTEM) as work:
        published(work, a_programme(TALK))
    assert "The first version." in shown(client, f"/en{PAGE}/versions")


def test_a_draft_has_no_public_page_of_any_kind(work_as: WorkAs, cast: Cast, client: FlaskClient) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
    for rest in ("", "/programme", "/programme.pdf", "/versions", "/calendar"):
        assert client.get(f"/meetings/{slug}{rest}").status_code == 404


def test_the_preview_is_for_planners_only(as_: As, work_as: WorkAs, cast: Cast, client: FlaskClient) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        an_item(work, slug, "Hemlig punkt")
    address = f"/plan/meetings/{slug}/preview"
    answer = as_("alice").get(address)
    assert "Hemlig punkt" in answer.get_data(as_text=True)
    assert answer.content_type == "text/html; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert f"/meetings/{slug}/programme" not in answer.get_data(as_text=True).split("<main", 1)[1]
    assert as_("bob").get(address).status_code == 403
    assert client.get(address).status_code == 303


def test_the_publish_page_shows_what_would_change_and_publishes_it(as_: As, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        an_item(work, slug, "Ny punkt")
    alice, address = as_("alice"), f"/plan/meetings/{slug}/publish"
    assert alice.get(address).status_code == alice.head(address).status_code == 200
    answer = alice.post(address, data={"scope": "agenda", "note": "Första.", "seen_number": "0"})
    assert (answer.status_code, answer.location) == (303, address)
    page = alice.get(f"/en{address}").get_data(as_text=True)
    assert "There is nothing new to publish." in page
    assert "Första." in page


@pytest.mark.parametrize("seen", ["0", "2", "", "abc", "９"])
def test_publishing_what_one_has_not_compared_with_is_refused(as_: As, work_as: WorkAs, cast: Cast, seen: str) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        publish(work, slug, preliminary=False, with_agenda=True)
    answer = as_("alice").post(f"/en/plan/meetings/{slug}/publish", data={"scope": "page", "seen_number": seen})
    assert answer.status_code == 409
    assert "Somebody else published in the meantime." in answer.get_data(as_text=True)


def test_a_refused_publishing_keeps_the_note(as_: As, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
    data = {"scope": "everything", "note": "Skriven med möda", "seen_number": "0"}
    answer = as_("alice").post(f"/plan/meetings/{slug}/publish", data=data)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Skriven med möda" in page
    assert "Välj ett av alternativen." in page


def test_staff_may_neither_see_nor_send_the_publish_page(as_: As, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
    bob, address = as_("bob"), f"/plan/meetings/{slug}/publish"
    assert bob.get(address).status_code == 403
    assert bob.post(address, data={"scope": "agenda", "seen_number": "0"}).status_code == 403
    with work_as(SYSTEM) as work:
        assert newest(work.db, 1) is None
