"""Calendars over HTTP: what a poll costs, and what each reader is answered."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner.calendars.ical import Edition, calendar_of, item_calendar, meeting_calendar
from planner.calendars.rules import feed_path
from planner.core.actor import SYSTEM
from planner.core.language import Words
from planner.programmes.snapshot import Programme
from tests.builders import PUBLISHED, a_programme, an_entry, published, some_facts

PROGRAMME = a_programme(an_entry(1, theme="vatten"), an_entry(2, "Fika", kind="break"), an_entry(3, theme="beredskap"))
EDITION = Edition("sv", "http://localhost", "localhost")
FEED = "/meetings/hostens-traff/feed.ics"
FILES: dict[str, tuple[bytes, str | None]] = {
    "/meetings/hostens-traff/programme.ics": (calendar_of(PROGRAMME, EDITION), "hostens-traff.ics"),
    FEED: (calendar_of(PROGRAMME, EDITION, feed=True), None),
    "/meetings/hostens-traff/themes/vatten.ics": (
        calendar_of(PROGRAMME, EDITION, theme="vatten"),
        "hostens-traff-vatten.ics",
    ),
    "/meetings/hostens-traff/themes/vatten/feed.ics": (
        calendar_of(PROGRAMME, EDITION, theme="vatten", feed=True),
        None,
    ),
    "/meetings/hostens-traff/meeting.ics": (meeting_calendar(PROGRAMME, EDITION), "hostens-traff-days.ics"),
    "/meetings/hostens-traff/items/3.ics": (item_calendar(PROGRAMME, 3, EDITION), "hostens-traff-3.ics"),
}


@pytest.fixture
def out(app: Flask, work_as: Callable[..., Any]) -> Callable[[Programme], None]:
    """Publishes a programme."""

    def publish(programme: Programme) -> None:
        with work_as(SYSTEM) as work:
            published(work, programme)

    return publish


@pytest.mark.parametrize("path", FILES)
def test_each_address_gives_its_calendar(client: FlaskClient, out: Callable[[Programme], None], path: str) -> None:
    out(PROGRAMME)
    answer = client.get(path)
    content, filename = FILES[path]
    assert (answer.status_code, answer.data) == (200, content)
    assert {name: answer.headers.get(name) for name in ("Content-Type", "Content-Length", "Last-Modified")} == {
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Length": str(len(content)),
        "Last-Modified": "Thu, 20 Aug 2026 12:00:00 GMT",
    }
    assert answer.headers.get("Content-Disposition") == (filename and f'attachment; filename="{filename}"')
    assert "Set-Cookie" not in answer.headers


def test_the_address_in_a_feed_is_the_feeds_own(
    app: Flask, client: FlaskClient, out: Callable[[Programme], None]
) -> None:
    out(PROGRAMME)
    for path in (feed_path("hostens-traff"), feed_path("hostens-traff", "vatten")):
        assert f"SOURCE;VALUE=URI:http://localhost{path}".encode() in client.get(path).data.replace(b"\r\n ", b"")


@pytest.mark.parametrize("path", FILES)
def test_a_poll_that_finds_its_version_costs_one_query(
    client: FlaskClient, out: Callable[[Programme], None], statements: Callable[[], Any], path: str
) -> None:
    out(PROGRAMME)
    with statements() as seen:
        first = client.get(path)
    asked = [s for s in seen.seen if s.lstrip().startswith("SELECT")]
    assert len(asked) <= 2
    for condition in (
        {"If-None-Match": first.headers["ETag"]},
        {"If-None-Match": f"W/{first.headers['ETag']}"},
        {"If-None-Match": f'"another", {first.headers["ETag"]}'},
        {"If-Modified-Since": first.headers["Last-Modified"]},
    ):
        with statements() as seen:
            again = client.get(path, headers=condition)
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", first.headers["ETag"]), condition
        assert len([s for s in seen.seen if s.lstrip().startswith("SELECT")]) == 1


def test_an_etag_decides_over_a_date(client: FlaskClient, out: Callable[[Programme], None]) -> None:
    out(PROGRAMME)
    since = client.get(FEED).headers["Last-Modified"]
    assert client.get(FEED, headers={"If-None-Match": '"old"', "If-Modified-Since": since}).status_code == 200


def test_head_tells_the_length_without_the_content(client: FlaskClient, out: Callable[[Programme], None]) -> None:
    out(PROGRAMME)
    answer = client.head(FEED)
    assert (answer.status_code, answer.data) == (200, b"")
    assert answer.headers["Content-Length"] == str(len(FILES[FEED][0]))


def test_a_new_version_is_another_etag_and_another_content(
    client: FlaskClient, out: Callable[[Programme], None]
) -> None:
    out(PROGRAMME)
    first = client.get(FEED)
    at = PUBLISHED + timedelta(hours=1)
    out(replace(PROGRAMME, number=2, published_at=at, entries=PROGRAMME.entries[:1]))
    second = client.get(FEED, headers={"If-None-Match": first.headers["ETag"]})
    assert (second.status_code, second.data.count(b"BEGIN:VEVENT")) == (200, 1)
    assert second.headers["Last-Modified"] == "Thu, 20 Aug 2026 13:00:00 GMT"


def test_parameters_that_calendars_add_are_let_be(client: FlaskClient, out: Callable[[Programme], None]) -> None:
    out(PROGRAMME)
    assert client.get(f"{FEED}?cachebust=17&x=%22").data == FILES[FEED][0]


def test_a_file_reminds_those_who_ask_for_it_and_a_feed_nobody(
    client: FlaskClient, out: Callable[[Programme], None]
) -> None:
    out(PROGRAMME)
    path = "/meetings/hostens-traff/programme.ics"
    reminding = client.get(f"{path}?alarm=30")
    assert reminding.data == calendar_of(PROGRAMME, replace(EDITION, alarm_minutes=30))
    assert reminding.data.count(b"TRIGGER:-PT30M\r\n") == 2
    assert reminding.headers["ETag"] != client.get(path).headers["ETag"]
    for odd in ("31", "-30", "030", "30 ", "x" * 5000, "%0D%0A"):
        assert client.get(f"{path}?alarm={odd}").data == FILES[path][0], odd
    assert client.get(f"{FEED}?alarm=30").data == FILES[FEED][0]


def test_the_english_address_speaks_english(client: FlaskClient, out: Callable[[Programme], None]) -> None:
    out(PROGRAMME)
    swedish, english = client.get(FEED), client.get(f"/en{FEED}")
    assert english.data == calendar_of(PROGRAMME, replace(EDITION, lang="en"), feed=True)
    assert swedish.headers["ETag"] != english.headers["ETag"]


@pytest.mark.parametrize(
    "path",
    [
        "/meetings/ingen/feed.ics",
        "/meetings/ingen/calendar",
        "/meetings/hostens-traff/items/99.ics",
        "/meetings/hostens-traff/themes/okand.ics",
        "/meetings/hostens-traff/themes/okand/feed.ics",
        "/meetings/hostens-traff/themes/%22%0D%0AX/feed.ics",
    ],
)
def test_what_is_not_there_is_not_found(client: FlaskClient, out: Callable[[Programme], None], path: str) -> None:
    out(PROGRAMME)
    assert client.get(path).status_code == 404


def test_nobody_who_signed_in_gets_another_calendar(
    as_: Callable[[str], FlaskClient], client: FlaskClient, out: Callable[[Programme], None]
) -> None:
    out(PROGRAMME)
    assert as_("alice").get(FEED).data == client.get(FEED).data


def test_the_page_offers_the_whole_and_each_theme(client: FlaskClient, out: Callable[[Programme], None]) -> None:
    out(PROGRAMME)
    answer = client.get("/en/meetings/hostens-traff/calendar")
    page = answer.text
    assert (answer.status_code, "Set-Cookie" in answer.headers) == (200, False)
    for address in (
        "webcal://localhost/en/meetings/hostens-traff/feed.ics",
        "webcal://localhost/en/meetings/hostens-traff/themes/vatten/feed.ics",
        "webcal://localhost/en/meetings/hostens-traff/themes/beredskap/feed.ics",
        "/en/meetings/hostens-traff/programme.ics",
        "/en/meetings/hostens-traff/themes/vatten.ics",
        "/en/meetings/hostens-traff/meeting.ics",
        "https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2Flocalhost%2Fen%2Fmeetings%2Fhostens-traff%2Ffeed.ics",
    ):
        assert f'href="{address}"' in page
    assert 'value="http://localhost/en/meetings/hostens-traff/feed.ics"' in page


def test_a_kept_page_does_not_repeat_the_query_of_whoever_came_first(
    client: FlaskClient, out: Callable[[Programme], None]
) -> None:
    out(PROGRAMME)
    first = client.get("/meetings/hostens-traff/calendar?from=letter")
    assert "from=letter" not in first.text


def test_the_page_of_a_save_the_date_offers_no_items(client: FlaskClient, out: Callable[[Programme], None]) -> None:
    out(a_programme(facts=some_facts(title=Words("Vårens träff", "The spring gathering"))))
    page = client.get("/en/meetings/hostens-traff/calendar").text
    assert "There is no programme yet." in page
    assert "programme.ics" not in page


def test_the_page_costs_no_more_for_a_long_programme(
    client: FlaskClient, out: Callable[[Programme], None], statements: Callable[[], Any]
) -> None:
    out(PROGRAMME)
    many = a_programme(*(an_entry(n) for n in range(1, 31)), facts=some_facts(slug="lang-traff", uid="b1" * 16))
    out(many)
    counts = []
    for slug in ("hostens-traff", "lang-traff"):
        with statements() as seen:
            assert client.get(f"/meetings/{slug}/calendar").status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]
