"""Public pages of a gathering, and the draft as a page."""

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
        ({"status": Status.SAVE_THE_DATE}, "Boka datumet", "Save the date"),
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
                     f"/meetings/{slug}/versions", f"/meetings/{slug}/versions/1",
                     f"/meetings/{slug}/calendar"):  # fmt: skip
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


def many_versions(work_as: WorkAs, number: int) -> None:
    """So many versions, each of which promises the programme by another day."""
    with work_as(SYSTEM) as work:
        first = published(work, a_programme(TALK))
        for n in range(2, number + 1):
            facts = replace(first.facts, programme_by=date(2026, 9, n))
            published(work, replace(first, number=n, note=f"Anmärkning {n}.", facts=facts))


def test_versions_tell_what_each_changed_twenty_on_a_page(work_as: WorkAs, client: FlaskClient) -> None:
    many_versions(work_as, 23)
    pages = [shown(client, f"{PAGE}/versions{query}") for query in ("", "?page=2")]
    assert [re.findall(r">Version (\d+)</a>", page) for page in pages] == [
        [str(n) for n in range(23, 3, -1)],
        ["3", "2", "1"],
    ]
    assert pages[0].count("Vatten när det är torrt") == 0  # nothing of it is new since version 3
    assert "22 september 2026" in pages[0]
    assert "Den första versionen." in pages[1]
    assert 'rel="prev"' in pages[1]
    tags = [client.get(f"{PAGE}/versions?page={number}").headers["ETag"] for number in ("1", "2", "99", "0", "two")]
    assert (tags[1], tags[0], tags[0]) == (tags[2], tags[3], tags[4])


def test_a_version_is_shown_as_it_was_and_says_which_is_the_newest(work_as: WorkAs, client: FlaskClient) -> None:
    with work_as(SYSTEM) as work:
        first = published(work, a_programme(TALK, an_entry(2, "Lunch", kind="meal")))
        moved = replace(first.entries[0], room="Lilla salen")
        for number, entries in ((2, (moved, first.entries[1])), (3, (moved,))):
            published(work, replace(first, number=number, entries=entries, note=f"Anmärkning {number}."))
    page = shown(client, f"/en{PAGE}/versions/2")
    words = " ".join(re.sub(r"<[^>]+>", " ", page.split("<main", 1)[1]).split())
    assert "Version 2, published 20 August 2026 14:00 The newest is version 3. To the programme as it is now" in words
    assert "What it changed Wednesday 14 October Water in dry years Room: from Stora salen to Lilla salen" in words
    assert "Anmärkning 2." in words
    assert "Lunch" in words.split("The programme as it was")[1]
    assert '<meta name="robots" content="noindex">' in page
    assert f'<link rel="canonical" href="/en{PAGE}/programme">' in page
    assert "/items/" not in page  # calendar files know only the newest version
    assert "This is the newest one." in shown(client, f"/en{PAGE}/versions/3")
    assert "The first version." in shown(client, f"/en{PAGE}/versions/1")


def test_there_is_no_version_of_a_number_that_was_not_published(work_as: WorkAs, client: FlaskClient) -> None:
    many_versions(work_as, 2)
    for number in ("0", "3", "99999999999999999999"):
        assert client.get(f"{PAGE}/versions/{number}").status_code == 404


def test_a_version_that_the_reader_has_costs_one_statement_and_changes_when_a_newer_one_is_out(
    work_as: WorkAs, client: FlaskClient, statements: Statements
) -> None:
    many_versions(work_as, 2)
    address = f"{PAGE}/versions/1"
    with statements() as first:
        tag = client.get(address).headers["ETag"]
    with statements() as again:
        answer = client.get(address, headers={"If-None-Match": tag})
    assert (answer.status_code, len(first), len(again)) == (304, 2, 1)
    with work_as(SYSTEM) as work:
        published(work, a_programme(TALK, number=3))
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


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
