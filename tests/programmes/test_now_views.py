"""The page of the day and the screen in the hall: what they say, what they cost, and what is kept of them."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import lxml.html
import pytest
from flask.testing import FlaskClient

from planner.core.actor import SYSTEM
from planner.core.language import Words
from planner.meetings.rules import Status
from planner.meetings.services import move_meeting, set_status
from planner.programmes.queries import day_tag_of, today_of
from planner.programmes.services import publish
from planner.programmes.snapshot import Programme
from planner.web.assets import STATIC
from tests.builders import Cast, a_meeting, a_programme, an_entry, an_item, many_items, published, some_facts
from tests.conftest import Clock

WorkAs = Callable[..., Any]
Statements = Callable[[], Any]
PAGE = "/meetings/hostens-traff/now"
BOTH = (PAGE, f"{PAGE}/screen")
ASKED = f"{PAGE}/version"
TEN = datetime(2026, 10, 14, 8, 0, tzinfo=UTC)
"""10.00 in Gamleby, on the first day."""
MIDNIGHT = datetime(2026, 10, 13, 22, 0, tzinfo=UTC)
TALK, WATER, LUNCH = (
    an_entry(1, "Beredskap", theme="beredskap"),
    replace(an_entry(2, "Vatten", theme="vatten"), title=Words("Vatten", "Water")),
    an_entry(3, "Lunch", kind="meal"),
)
PROGRAMME = a_programme(TALK, WATER, LUNCH)


def shown(client: FlaskClient, address: str = PAGE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.get_data(as_text=True)


def parts_of(page: str) -> dict[str, str]:
    """The words of each section that can be seen, by its heading."""
    main = lxml.html.fromstring(page).find(".//main")
    return {
        spaced(part.find("h2")): spaced(part).removeprefix(spaced(part.find("h2"))).strip()
        for part in main.iter("section")
        if part.get("hidden") is None
    }


def spaced(element: Any) -> str:
    return re.sub(r"\s+", " ", element.text_content()).strip()


@pytest.fixture
def gathering(work_as: WorkAs, clock: Clock) -> Programme:
    """Version 1, published in August, and a clock that stands at ten on the first day."""
    with work_as(SYSTEM) as work:
        programme = published(work, PROGRAMME)
    clock.set(TEN)
    return programme


@pytest.mark.parametrize("address", BOTH)
def test_what_is_on_what_comes_next_and_the_rest(client: FlaskClient, gathering: Programme, address: str) -> None:
    assert parts_of(shown(client, address)) == {
        "Pågår nu": "10.00–10.45 45 minuter kvar Beredskap Stora salen Beredskap",
        "Härnäst": "11.00–11.45 om en timme Vatten Stora salen Vattenfrågor",
        "Därefter": "12.00–12.45 Lunch Stora salen",
    }
    assert parts_of(shown(client, f"/en{address}")) == {
        "On now": "10:00–10:45 45 minutes left Beredskap Stora salen Preparedness",
        "Coming up": "11:00–11:45 in one hour Water Stora salen Water",
        "After that": "12:00–12:45 Lunch Stora salen",
    }


def test_the_minute_is_drawn_for_those_without_script(client: FlaskClient, gathering: Programme, clock: Clock) -> None:
    clock.forward(minutes=44, seconds=59)
    page = shown(client)
    assert "1 minut kvar" in parts_of(page)["Pågår nu"]
    assert "om 16 minuter" in parts_of(page)["Härnäst"]
    assert '<noscript><meta http-equiv="refresh" content="60"></noscript>' in page
    clock.forward(seconds=1)
    page = shown(client)
    assert "Just nu är det inget på programmet." in page
    assert list(parts_of(page)) == ["Härnäst", "Därefter"]


@pytest.mark.parametrize("address", BOTH)
def test_before_between_and_after(client: FlaskClient, gathering: Programme, clock: Clock, address: str) -> None:
    clock.set(TEN - timedelta(days=1))
    page = parts_of(shown(client, address))
    assert list(page) == ["Vi börjar", "Härnäst", "Därefter"]
    assert page["Vi börjar"] == "onsdag 14 oktober 10.00 Gamleby folkhögskola Kastalgatan 1"
    clock.set(TEN + timedelta(hours=8))
    page = parts_of(shown(client, address))
    assert page == {"Vi fortsätter": "torsdag 15 oktober 08.30 Gamleby folkhögskola Kastalgatan 1"}
    clock.set(TEN + timedelta(days=3))
    page = parts_of(shown(client, address))
    assert page == {
        "Tack för den här gången": "Träffen är slut. Program och handlingar finns kvar på dess sida. Träffens sida"
    }


def test_what_will_be_said_when_the_day_is_over_waits_on_the_page(client: FlaskClient, gathering: Programme) -> None:
    hidden = lxml.html.fromstring(shown(client)).find(".//section[@data-when='after']")
    assert hidden.get("hidden") is not None
    assert spaced(hidden) == "Dagens program är slut Vi fortsätter torsdag 15 oktober kl. 08.30."


def test_what_changed_since_the_day_began_and_the_note_that_is_in_force(
    client: FlaskClient, gathering: Programme, work_as: WorkAs
) -> None:
    moved = replace(WATER, room="Lilla salen")
    versions = (
        # The evening before: no news of today.
        (2, MIDNIGHT - timedelta(minutes=1), "I går.", (TALK, replace(WATER, title=Words("Vattnet")), LUNCH)),
        (3, MIDNIGHT, "Bussen går 16.15.", (TALK, moved, LUNCH)),
        (4, TEN - timedelta(minutes=5), "", (TALK, moved, replace(LUNCH, cancelled=True))),
        (5, TEN - timedelta(minutes=1), "Middagen är i matsalen.", (TALK, moved, replace(LUNCH, cancelled=True))),
    )
    with work_as(SYSTEM) as work:
        for number, when, note, entries in versions:
            published(work, a_programme(*entries, number=number, published_at=when, note=note))
    assert parts_of(shown(client))["Ändrat i dag"] == (
        "Middagen är i matsalen. "
        "”Vatten” är i en annan lokal: Lilla salen, inte Stora salen. ”Lunch”, 12.00, är inställd."
    )
    assert "INSTÄLLT Lunch" in parts_of(shown(client))["Därefter"]


def test_what_was_changed_and_changed_back_today_is_not_told_any_more(
    client: FlaskClient, gathering: Programme, work_as: WorkAs
) -> None:
    late = replace(WATER, room="Lilla salen")
    with work_as(SYSTEM) as work:
        published(work, a_programme(TALK, late, LUNCH, number=2, published_at=TEN, note="10 minuter sent"))
        published(work, replace(PROGRAMME, number=3, published_at=TEN, note="Vi följer planen igen"))
    assert parts_of(shown(client))["Ändrat i dag"] == "Vi följer planen igen"
    with work_as(SYSTEM) as work:
        published(work, replace(PROGRAMME, number=4, published_at=TEN))
    assert "Ändrat i dag" not in parts_of(shown(client))


def test_a_first_version_of_today_has_changed_nothing(client: FlaskClient, work_as: WorkAs, clock: Clock) -> None:
    clock.set(TEN)
    with work_as(SYSTEM) as work:
        published(work, replace(PROGRAMME, published_at=TEN, note="Välkomna!"))
    assert "Ändrat i dag" not in parts_of(shown(client))


def test_on_a_day_that_is_not_the_gatherings_nothing_has_changed_today(
    client: FlaskClient, gathering: Programme, work_as: WorkAs, clock: Clock
) -> None:
    before = TEN - timedelta(days=1)
    clock.set(before)
    with work_as(SYSTEM) as work:
        published(work, a_programme(TALK, LUNCH, number=2, published_at=before, note="Kortare dag"))
    for address in BOTH:
        assert "Ändrat i dag" not in parts_of(shown(client, address))


def test_many_changes_are_cut_short_with_a_way_to_all_of_them(
    client: FlaskClient, gathering: Programme, work_as: WorkAs
) -> None:
    new = [an_entry(n, f"Ny {n}") for n in range(4, 14)]
    with work_as(SYSTEM) as work:
        published(work, a_programme(TALK, WATER, LUNCH, *new, number=2, published_at=TEN))
    page = shown(client, f"/en{PAGE}")
    assert page.count("New: “Ny") == 8
    assert '<a href="/en/meetings/hostens-traff/versions">2 more changes</a>' in page
    assert shown(client, f"/en{PAGE}/screen").count("New: “Ny") == 4


def test_a_cancelled_gathering_says_so_and_nothing_else(client: FlaskClient, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        an_item(work, slug)
        publish(work, slug, preliminary=False, with_agenda=True)
        set_status(work, slug, Status.CANCELLED)
    for address in (f"/meetings/{slug}/now", f"/meetings/{slug}/now/screen"):
        page = shown(client, address)
        assert parts_of(page) == {"Träffen är inställd": "Den blir inte av. Fråga Demo Lind om du undrar något."}
        assert spaced(lxml.html.fromstring(page).find(".//h1")).startswith("INSTÄLLT: Gröna kluster")


def test_a_moved_gathering_names_its_old_days(client: FlaskClient, work_as: WorkAs, cast: Cast, clock: Clock) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        an_item(work, slug)
        publish(work, slug, preliminary=False, with_agenda=True)
        move_meeting(work, slug, datetime(2026, 11, 18, tzinfo=UTC).date())
    clock.set(TEN)  # one of the old days
    page = shown(client, f"/meetings/{slug}/now")
    assert "Träffen är flyttad från 14–15 oktober 2026 till 18–19 november 2026." in page
    assert parts_of(page)["Vi börjar"].startswith("onsdag 18 november 10.00")


def test_a_webinar_and_a_gathering_without_a_venue_say_where(client: FlaskClient, work_as: WorkAs) -> None:
    for number, (mode, words) in enumerate((("online", "Digitalt"), ("on_site", "Platsen är inte bestämd än")), 1):
        with work_as(SYSTEM) as work:
            facts = some_facts(slug=mode, uid=f"{number:032x}", mode=mode, place=None)
            published(work, replace(PROGRAMME, facts=facts))
        assert words in parts_of(shown(client, f"/meetings/{mode}/now"))["Vi börjar"]


def test_clocks_are_those_of_the_gatherings_zone(client: FlaskClient, work_as: WorkAs, clock: Clock) -> None:
    with work_as(SYSTEM) as work:
        published(work, replace(PROGRAMME, facts=some_facts(zone="Europe/Helsinki")), zone="Europe/Helsinki")
    clock.set(TEN)
    page = shown(client)
    assert parts_of(page)["Pågår nu"].startswith("11.00–11.45")
    assert "Europe/Helsinki" in page


def test_numbers_of_items_are_shown(client: FlaskClient, work_as: WorkAs, clock: Clock) -> None:
    with work_as(SYSTEM) as work:
        published(work, a_programme(replace(TALK, item_number=1), replace(WATER, item_number=2)))
    clock.set(TEN)
    for address in BOTH:
        assert "1. Beredskap" in parts_of(shown(client, address))["Pågår nu"]
        assert "2. Vatten" in parts_of(shown(client, address))["Härnäst"]


def test_a_kept_page_takes_one_statement_and_a_new_one_two(
    client: FlaskClient, gathering: Programme, work_as: WorkAs, clock: Clock, statements: Statements
) -> None:
    with work_as(SYSTEM) as work:
        for number in range(2, 32):
            published(work, replace(PROGRAMME, number=number, published_at=TEN, note=f"Nr {number}"))
    for address in (*BOTH, ASKED):
        counts = []
        for headers in ({}, {}, {"If-None-Match": client.get(address).headers["ETag"]}):
            with statements() as seen:
                client.get(address, headers=headers)
            counts.append(len(seen))
        assert counts == [1, 1, 1], address
        clock.forward(minutes=1)
        with statements() as seen:
            client.get(address)
        assert len(seen) == (1 if address == ASKED else 2), address
    with statements() as seen:
        client.get("/sw.js")
    assert len(seen) == 0


def test_a_poll_finds_nothing_new_until_the_programme_or_the_day_changes(
    client: FlaskClient, gathering: Programme, work_as: WorkAs, clock: Clock
) -> None:
    answer = client.get(ASKED)
    tag = answer.headers["ETag"]
    version = json.loads(answer.data)["version"]
    assert f'data-version="{version}"' in shown(client)
    assert answer.headers["Cache-Control"] == "public, no-cache"

    def asked() -> int:
        return client.get(ASKED, headers={"If-None-Match": tag}).status_code

    clock.set(TEN + timedelta(hours=13, minutes=59))  # 23.59
    assert asked() == 304
    clock.forward(minutes=1)
    assert asked() == 200
    assert f'data-version="{version}"' not in shown(client)
    clock.set(TEN)
    with work_as(SYSTEM) as work:
        published(work, replace(PROGRAMME, number=2, published_at=TEN))
    assert asked() == 200
    assert len(client.get(ASKED).data) < 120


def test_the_page_changes_by_the_minute_only_while_the_gathering_is_on(
    client: FlaskClient, gathering: Programme, clock: Clock
) -> None:
    def tags(start: datetime) -> int:
        found = set()
        for minutes in (0, 1, 2):
            clock.set(start + timedelta(minutes=minutes))
            found.add(client.get(PAGE).headers["ETag"])
        return len(found)

    assert [tags(TEN + timedelta(days=days)) for days in (-30, -2, -1, 0, 1, 2, 3)] == [1, 1, 3, 3, 3, 3, 1]
    clock.set(TEN)
    tag = client.get(PAGE).headers["ETag"]
    clock.forward(seconds=59)
    assert client.get(PAGE, headers={"If-None-Match": tag}).status_code == 304


def test_only_a_page_of_the_minute_tells_the_script_when_it_was_drawn(
    client: FlaskClient, gathering: Programme, clock: Clock
) -> None:
    assert f'data-at="{int(TEN.timestamp())}"' in shown(client)
    clock.set(TEN - timedelta(days=30))
    assert 'data-at="0"' in shown(client)


def test_an_ordinary_day_is_small(work_as: WorkAs, cast: Cast, client: FlaskClient, clock: Clock) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        many_items(work, slug, 24)
        publish(work, slug, preliminary=False, with_agenda=True)
    clock.set(TEN)
    sizes = [len(client.get(f"/meetings/{slug}/now{rest}").data) for rest in ("", "/screen")]
    assert max(sizes) <= 15_000
    own = ("now.css", "now.js", "keep.js")
    assert sum((STATIC / "programmes" / name).stat().st_size for name in own) <= 12_000


def test_what_there_is_not_has_no_day(work_as: WorkAs, cast: Cast, client: FlaskClient) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
    for rest in ("", "/screen", "/version"):
        assert client.get(f"/meetings/{slug}/now{rest}").status_code == 404
        assert client.get(f"/meetings/there-is-none/now{rest}").status_code == 404


def test_the_gatherings_page_leads_there_on_its_days_only(
    client: FlaskClient, gathering: Programme, clock: Clock
) -> None:
    link = f'href="{PAGE}"'
    days = [MIDNIGHT - timedelta(minutes=1), MIDNIGHT, MIDNIGHT + timedelta(hours=47), MIDNIGHT + timedelta(hours=48)]
    found, tags = [], []
    for at in days:
        clock.set(at)
        answer = client.get("/meetings/hostens-traff")
        found.append(link in answer.get_data(as_text=True))
        tags.append(answer.headers["ETag"])
    assert found == [False, True, True, False]
    assert (tags[1] == tags[2], tags[0] == tags[1], tags[2] == tags[3]) == (True, False, False)
    assert link in shown(client, "/meetings/hostens-traff/programme")


def test_the_gatherings_page_of_a_cancelled_one_leads_nowhere(
    client: FlaskClient, work_as: WorkAs, clock: Clock
) -> None:
    with work_as(SYSTEM) as work:
        published(work, replace(PROGRAMME, facts=some_facts(cancelled=True)), status=Status.CANCELLED)
    clock.set(TEN)
    assert f'href="{PAGE}"' not in shown(client, "/meetings/hostens-traff")


def test_the_service_worker_may_serve_the_site_and_is_another_with_other_code(client: FlaskClient, app: Any) -> None:
    answer = client.get("/sw.js")
    here = app.extensions["planner"]
    assert answer.headers["Service-Worker-Allowed"] == "/"
    assert answer.content_type == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, no-cache"
    script = answer.get_data(as_text=True)
    assert script.startswith(f'const VERSION = "{here.renderer}", ASSETS = "{here.asset_root}/";\n')
    assert script.endswith((STATIC / "programmes" / "sw.js").read_text())
    assert client.get("/sw.js", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_pages_that_may_be_kept_have_a_line_for_when_they_are_copies(client: FlaskClient, gathering: Programme) -> None:
    for address in (*BOTH, "/meetings/hostens-traff/programme"):
        page = shown(client, f"/en{address}")
        assert page.count('data-kept="Copy from #. The network does not answer." hidden></p>') == 1, address
        assert "/programmes/keep.js" in page


def test_today_reads_what_stood_at_midnight(work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        first = published(work, PROGRAMME)
        second = published(
            work, replace(PROGRAMME, number=2, published_at=MIDNIGHT - timedelta(seconds=1), note="i går")
        )
        tag = day_tag_of(work.db, "hostens-traff")
        alone = today_of(work.db, tag, MIDNIGHT)
        assert (alone.programme, alone.previous, alone.note) == (second, None, "")
        third = published(work, replace(PROGRAMME, number=3, published_at=MIDNIGHT, note="i dag"))
        fourth = published(work, replace(PROGRAMME, number=4, published_at=TEN, note="i dag"))
        # The tag names a version: what came out in between is not read together with it.
        older = today_of(work.db, replace(tag, number=3), MIDNIGHT)
        newest = today_of(work.db, day_tag_of(work.db, "hostens-traff"), MIDNIGHT)
        earliest = today_of(work.db, replace(tag, number=1), first.published_at)
    assert (older.programme, older.previous, older.note) == (third, second, "i dag")
    assert (newest.programme, newest.previous, newest.note) == (fourth, second, "i dag")
    assert (earliest.programme, earliest.previous) == (first, None)
