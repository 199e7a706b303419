"""The shared calendar over HTTP, for everybody: page, feed, JSON and frame."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from flask.testing import FlaskClient
from icalendar import Calendar

from planner.activities.queries import activity_record
from planner.activities.services import cancel_activity
from planner.core.actor import Actor
from planner.core.language import Words
from planner.meetings.rules import Mode, Status
from planner.meetings.services import set_status
from planner.programmes.services import publish
from planner.texts import ROOT
from tests.activities.scene import a_theme, an_activity
from tests.builders import Cast, a_meeting
from tests.conftest import Clock

WorkAs = Callable[[Actor], Any]
As = Callable[[str], FlaskClient]
PUBLIC = ("/calendar", "/calendar.ics", "/calendar.json", "/calendar/embed", "/calendar/share")


@pytest.fixture
def filled(work_as: WorkAs, cast: Cast) -> str:
    """A gathering of Agroväst, and activities of Vreta: about water, online, cancelled, over. Gives the first's uid."""
    with work_as(cast.alice) as work:
        water = a_theme(work, "vatten", "Vattenfrågor")
        slug = a_meeting(work, host_ids=(cast.agrovast_id,))
        publish(work, slug, preliminary=True, with_agenda=False)
        number = an_activity(work, cast.vreta_id, theme_ids=(water,))
        an_activity(work, cast.vreta_id, title=Words("På nätet"), mode=Mode.ONLINE, county="", place="")
        cancel_activity(work, an_activity(work, cast.vreta_id, title=Words("Inställd"), first_day=date(2026, 11, 3)))
        an_activity(work, cast.vreta_id, title=Words("Förra våren"), first_day=date(2026, 4, 1))
        an_activity(work, cast.vreta_id, title=Words("Länge sedan"), first_day=date(2025, 8, 31))
        an_activity(work, cast.vreta_id, title=Words("Utkast"), send=False)
        return activity_record(work.db, number).uid


def text(answer: Any, code: int = 200) -> str:
    assert answer.status_code == code, answer.get_data(as_text=True)[:500]
    page: str = answer.get_data(as_text=True)
    return page


def titles(page: str) -> list[str]:
    found = lxml.html.fromstring(page).xpath("//ol[@class='shared-list']//h3|//ol[@class='shared-list']//h2")
    return [re.sub(r"\s+", " ", heading.text_content()).strip() for heading in found]


GATHERING = "Gröna kluster i Gamleby"
COMING = ["Fältvandring", "På nätet", GATHERING, "INSTÄLLT Inställd"]


@pytest.mark.usefixtures("filled")
def test_what_is_to_come_stands_there_by_month(client: FlaskClient) -> None:
    page = text(client.get("/calendar"))
    assert titles(page) == COMING
    assert re.findall(r'<h2 id="m[0-9-]+">(.+)</h2>', page) == ["oktober 2026", "november 2026"]
    assert "Set-Cookie" not in client.get("/calendar").headers


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("theme=vatten", ["Fältvandring"]),
        ("cluster=agrovast", [GATHERING]),
        ("county=ostergotlands-lan&theme=", ["Fältvandring", "INSTÄLLT Inställd"]),
        ("mode=online", ["På nätet"]),
        ("when=past", ["Förra våren"]),
        ("month=2026-11", ["INSTÄLLT Inställd"]),
        ("month=2026-04", ["Förra våren"]),
        ("theme=vatten&cluster=agrovast", []),
        ("utm_source=x", COMING),
    ],
)
def test_filters_narrow_the_list(client: FlaskClient, query: str, expected: list[str]) -> None:
    assert titles(text(client.get(f"/calendar?{query}"))) == expected


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("path", PUBLIC)
@pytest.mark.parametrize("query", ["theme=no-such", "cluster=x", "county=x", "mode=hybrid", 'theme=x"y', "cluster=Å"])
def test_a_filter_that_there_is_not_is_not_found(client: FlaskClient, path: str, query: str) -> None:
    assert client.get(f"{path}?{query}").status_code == 404


def test_a_month_too_far_away_is_not_found(client: FlaskClient) -> None:
    assert [client.get(f"/calendar?month={m}").status_code for m in ("2199-01", "1999-01", "x")] == [404] * 3


@pytest.mark.usefixtures("filled")
def test_the_month_beside_the_list_leads_to_each_day(client: FlaskClient) -> None:
    page = lxml.html.fromstring(text(client.get("/calendar?cluster=vreta-kluster")))
    table = page.find(".//table[@class='month']")
    assert table.find("caption").text == "oktober 2026"
    assert len(table.findall("thead/tr/th[@scope='col']")) == 7
    [link] = table.findall(".//td/a")
    assert re.sub(r"\s+", " ", link.text_content()) == "6: Fältvandring; På nätet"
    path, _, anchor = link.get("href").partition("#")
    assert path == "/calendar?cluster=vreta-kluster&month=2026-10"
    assert lxml.html.fromstring(text(client.get(path))).xpath(f"//li[@id='{anchor}']")


@pytest.mark.usefixtures("filled")
def test_each_filter_has_its_own_feed_address_on_its_page(client: FlaskClient) -> None:
    page = lxml.html.fromstring(text(client.get("/en/calendar?theme=vatten&cluster=vreta-kluster")))
    address = page.find(".//input[@id='feed']").get("value")
    assert address == "http://localhost/en/calendar.ics?theme=vatten&cluster=vreta-kluster"
    links = [link.get("href") for link in page.xpath("//section[@id='follow']//a")]
    assert links[0] == "webcal://localhost/en/calendar.ics?theme=vatten&cluster=vreta-kluster"
    assert [link.split("/")[2] for link in links[1:4]] == [
        "calendar.google.com",
        "outlook.live.com",
        "outlook.office.com",
    ]


# The feed.


def events(content: bytes) -> list[tuple[str, str]]:
    return [(str(event["SUMMARY"]), str(event["STATUS"])) for event in Calendar.from_ical(content).walk("VEVENT")]


@pytest.mark.usefixtures("filled")
def test_the_feed_holds_all_of_a_year_back_and_all_that_comes(client: FlaskClient) -> None:
    answer = client.get("/calendar.ics")
    assert events(answer.data) == [
        ("Förra våren", "CONFIRMED"),
        ("Fältvandring", "CONFIRMED"),
        ("På nätet", "CONFIRMED"),
        (f"{GATHERING}, dag 1 av 2", "CONFIRMED"),
        (f"{GATHERING}, dag 2 av 2", "CONFIRMED"),
        ("INSTÄLLT: Inställd", "CANCELLED"),
    ]
    assert {
        name: answer.headers.get(name) for name in ("Content-Type", "Access-Control-Allow-Origin", "Set-Cookie")
    } == {
        "Content-Type": "text/calendar; charset=utf-8",
        "Access-Control-Allow-Origin": "*",
        "Set-Cookie": None,
    }
    assert events(client.get("/calendar.ics?theme=vatten").data) == [("Fältvandring", "CONFIRMED")]


def test_a_feed_of_nothing_is_valid(client: FlaskClient) -> None:
    assert [part.name for part in Calendar.from_ical(client.get("/calendar.ics").data).subcomponents] == ["VTIMEZONE"]


def test_a_cancelled_gathering_stays_and_says_so(client: FlaskClient, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        publish(work, slug, preliminary=True, with_agenda=False)
        set_status(work, slug, Status.OPEN)
    first = client.get("/calendar.ics")
    with work_as(cast.alice) as work:
        set_status(work, slug, Status.CANCELLED)
    second = client.get("/calendar.ics", headers={"If-None-Match": first.headers["ETag"]})
    assert {status for _, status in events(second.data)} == {"CANCELLED"}
    assert all(title.startswith("INSTÄLLT: ") for title, _ in events(second.data))
    assert titles(text(client.get("/calendar"))) == [f"INSTÄLLT {GATHERING}"]


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("path", [*PUBLIC, "/calendar.ics?theme=vatten", "/calendar?month=2026-10"])
def test_a_poll_that_finds_its_version_costs_one_small_query(
    client: FlaskClient, statements: Callable[[], Any], path: str
) -> None:
    first = client.get(path)
    with statements() as seen:
        again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert [s.split()[-1] for s in seen.seen if s.lstrip().startswith("SELECT")] == ["calendar_version"]


@pytest.mark.parametrize("path", PUBLIC)
def test_a_page_costs_the_same_for_one_and_three_hundred(
    client: FlaskClient, work_as: WorkAs, cast: Cast, statements: Callable[[], Any], path: str
) -> None:
    def cost() -> int:
        with statements() as seen:
            assert client.get(path).status_code == 200
        return len([s for s in seen.seen if s.lstrip().startswith("SELECT")])

    with work_as(cast.alice) as work:
        an_activity(work, cast.vreta_id)
    one = cost()
    with work_as(cast.alice) as work:
        for n in range(299):
            an_activity(work, cast.vreta_id, first_day=date(2026, 9, 2) + timedelta(days=n))
    assert (one, cost()) == (5, 5)


@pytest.mark.usefixtures("filled")
def test_the_day_turns_the_page_but_not_the_feed(client: FlaskClient, clock: Clock) -> None:
    page, feed = client.get("/calendar"), client.get("/calendar.ics")
    clock.forward(days=1)
    assert client.get("/calendar", headers={"If-None-Match": page.headers["ETag"]}).status_code == 200
    assert client.get("/calendar.ics", headers={"If-None-Match": feed.headers["ETag"]}).status_code == 304


# JSON and the frame.


def test_the_json_says_all_there_is(client: FlaskClient, filled: str) -> None:
    answer = client.get("/en/calendar.json?theme=vatten")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.json == {
        "name": "Demonätverket: Vattenfrågor (en)",
        "language": "en",
        "url": "http://localhost/en/calendar?theme=vatten",
        "changed_at": "2026-09-01T08:00:00Z",
        "entries": [
            {
                "uid": filled,
                "kind": "activity",
                "status": "on",
                "title": "Field walk",
                "text": "",
                "url": f"http://localhost/en/activities/{filled}",
                "link": "",
                "first_day": "2026-10-06",
                "last_day": "2026-10-06",
                "days": ["2026-10-06"],
                "all_day": True,
                "starts_at": None,
                "ends_at": None,
                "zone": "Europe/Stockholm",
                "place": "Demogården, Linköping",
                "counties": ["Östergötlands län"],
                "mode": "on_site",
                "clusters": [{"code": "vreta-kluster", "name": "Vreta Kluster"}],
                "themes": [{"code": "vatten", "name": "Vattenfrågor (en)"}],
                "contact": "",
            }
        ],
    }


@pytest.mark.usefixtures("filled")
def test_any_site_may_frame_the_frame_and_nothing_else(client: FlaskClient) -> None:
    frame = client.get("/calendar/embed?cluster=agrovast&look=dark")
    page = text(frame)
    assert "frame-ancestors *" in frame.headers["Content-Security-Policy"]
    assert titles(page) == [GATHERING]
    assert ('<base target="_top">' in page, "look-dark" in page, "Set-Cookie" in frame.headers) == (True, True, False)
    for path in ("/calendar", "/calendar/share", "/calendar.json", "/"):
        policy = client.get(path).headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policy
    assert "look-auto" in text(client.get("/calendar/embed?look=pink"))


@pytest.mark.usefixtures("filled")
def test_the_piece_to_copy_shows_what_was_chosen(client: FlaskClient) -> None:
    page = lxml.html.fromstring(text(client.get("/calendar/share?cluster=agrovast&look=dark")))
    snippet = page.find(".//textarea[@id='snippet']").text
    frame = lxml.html.fragment_fromstring(snippet)
    assert frame.get("src") == "http://localhost/calendar/embed?cluster=agrovast&look=dark"
    assert text(client.get("/calendar/embed?cluster=agrovast&look=dark"))


def test_the_frame_has_the_very_colours_of_the_rest() -> None:
    def sets(path: Path) -> list[dict[str, str]]:
        blocks = re.findall(r"\{([^{}]*--paper[^{}]*)\}", path.read_text())
        return [dict(re.findall(r"(--[a-z-]+): (#[0-9a-f]+)", block)) for block in blocks]

    static = ROOT / "planner" / "static"
    assert sets(static / "activities" / "embed.css") == sets(static / "style.css")[:2]


# One activity.


def test_an_activity_has_a_page_and_a_file(client: FlaskClient, filled: str) -> None:
    page = text(client.get(f"/activities/{filled}"))
    assert ("Fältvandring" in page, "Demogården, Linköping" in page) == (True, True)
    answer = client.get(f"/activities/{filled}.ics")
    assert events(answer.data) == [("Fältvandring", "CONFIRMED")]
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{filled}.ics"'


def test_what_is_not_shown_has_no_page(client: FlaskClient, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.bob) as work:
        uid = activity_record(work.db, an_activity(work, cast.vreta_id)).uid
    assert [client.get(f"/activities/{name}").status_code for name in (uid, "f" * 32, "x", "%22")] == [404] * 4


def test_the_frame_has_the_colours_of_the_house() -> None:
    """A page around the frame may choose light or dark, so both sets of values stand in its style sheet again."""

    def colours(sheet: str, *beginnings: str) -> list[list[str]]:
        text = (ROOT / "planner" / "static" / sheet).read_text(encoding="utf-8")
        blocks = (text.partition(beginning)[2].partition("}")[0] for beginning in beginnings)
        return [re.findall(r"--[a-z-]+: #[0-9a-f]{6}", block) for block in blocks]

    house = colours("style.css", ":root {", "(prefers-color-scheme: dark) {\n  :root {")
    frame = colours("activities/embed.css", "html:has(.look-light) {", "html:has(.look-dark) {")
    assert house == frame
    assert min(map(len, house)) > 30
