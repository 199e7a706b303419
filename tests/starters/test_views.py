"""Planners' pages: a new gathering, starters on an agenda, templates."""

import re
from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from flask.testing import FlaskClient

from planner.agenda.rules import Giver
from planner.core.actor import SYSTEM
from planner.core.language import Words
from planner.meetings.queries import record_of
from planner.meetings.rules import DayHours, MeetingKind, Mode
from planner.registrations.queries.parts import offers_of
from planner.registrations.rules import PartKind
from planner.starters.queries import templates_in_order
from planner.starters.rules import Keep
from planner.starters.services import save_template
from planner.web.entry import reading
from tests.builders import Cast, a_meeting, an_item, many_items
from tests.starters.scene import lines

As = Callable[[str], FlaskClient]
WorkAs = Callable[..., Any]
SLUG = "grona-kluster-i-gamleby-2026"
HERE = f"/plan/meetings/{SLUG}"
NEW = {"title_sv": "Gröna kluster i Gamleby", "title_en": "Green clusters", "days-0-held_on": "2026-10-14"}
FIRST = date(2026, 10, 14)


@pytest.fixture
def alice(as_: As) -> FlaskClient:
    return as_("alice")


@pytest.fixture
def slug(work_as: WorkAs, cast: Cast) -> str:
    with work_as(cast.alice) as work:
        return a_meeting(work)


def words(page: str) -> str:
    """What a page says, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def now() -> tuple[tuple[DayHours, ...], MeetingKind, Mode, list[tuple[date, time, str]]]:
    """Days, kind, mode and agenda of the gathering."""
    with reading(SYSTEM) as work:
        said = record_of(work.db, SLUG).details
        return said.days, said.kind, said.mode, lines(work, SLUG)


def titles() -> list[str]:
    return [title for *_, title in now()[3]]


def seen_on(page: str) -> str:
    found = re.search(r'name="seen"[^>]*value="([^"]*)"', page)
    assert found
    return found[1]


def test_a_title_a_day_and_how_it_goes_make_a_gathering_with_an_agenda(alice: FlaskClient) -> None:
    answer = alice.post("/plan/meetings/new", data=NEW | {"how": "lunch-to-lunch"})
    assert (answer.status_code, answer.location) == (303, f"{HERE}/agenda")
    days, kind, mode, agenda = now()
    assert days == (
        DayHours(FIRST, time(9, 30), time(21)),
        DayHours(date(2026, 10, 15), time(8, 30), time(13)),
    )
    assert (kind, mode, len(agenda)) == (MeetingKind.NETWORK, Mode.ON_SITE, 21)
    page = alice.get(answer.location).text
    assert "21 programpunkter ligger nu på agendan." in page
    assert "Middag och mingel" in page


def test_a_webinar_is_one_and_online_unless_the_lead_says_otherwise(alice: FlaskClient) -> None:
    alice.post("/plan/meetings/new", data=NEW | {"how": "webinar"})
    assert now()[:3] == ((DayHours(FIRST, time(9), time(12)),), MeetingKind.WEBINAR, Mode.ONLINE)
    alice.post("/plan/meetings/new", data=NEW | {"how": "webinar", "kind": "cluster", "mode": "hybrid"})
    with reading(SYSTEM) as work:
        said = record_of(work.db, f"{SLUG}-2").details
    assert (said.kind, said.mode) == (MeetingKind.CLUSTER, Mode.HYBRID)


def test_what_does_not_fit_the_hours_is_parked_and_named_on_the_next_page(alice: FlaskClient) -> None:
    hours = {"days-0-opens": "9.30", "days-0-closes": "17.00"}
    answer = alice.post("/en/plan/meetings/new", data=NEW | hours | {"how": "lunch-to-lunch"})
    page = alice.get(answer.location).text
    assert "1 item is in the parking column: “Dinner and mingle”." in page
    assert "Middag och mingel" not in titles()


def test_a_trip_says_that_its_bus_is_among_the_parts(alice: FlaskClient) -> None:
    answer = alice.post("/en/plan/meetings/new", data=NEW | {"how": "study-trip"})
    assert "The bus with its stops is among the parts" in alice.get(answer.location).text
    with reading(SYSTEM) as work:
        offers = offers_of(work.db, record_of(work.db, SLUG).meeting_id)
    assert [len(o.details.stops) for o in offers if o.details.kind is PartKind.BUS] == [3]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"how": "no-such"}, "Choose one of the options."),
        ({"how": "webinar", "days-0-held_on": ""}, "This needs an answer."),
        ({"how": "webinar", "days-0-opens": "nio"}, "Write a time, such as 10.00."),
        ({"how": "webinar", "days-0-opens": "13.00"}, "A day must end after it begins."),
        ({"how": "webinar", "days-1-held_on": "2026-10-14"}, "The same day stands there twice."),
        ({"how": ""}, "This needs an answer."),
        ({"how": "webinar", "days-0-held_on": "0202-10-14"}, "Write the year with four digits, such as 2026."),
    ],
)
def test_a_refused_gathering_says_why_keeps_what_was_typed_and_makes_nothing(
    alice: FlaskClient, wrong: dict[str, str], said: str
) -> None:
    answer = alice.post("/en/plan/meetings/new", data=NEW | wrong)
    assert answer.status_code == 422
    assert answer.text.count(said) > 1, "it stands by the field and in the summary on top"
    assert "Green clusters" in answer.text
    assert wrong["how"] != "webinar" or re.search(r'<input[^>]*checked[^>]*value="webinar"', answer.text)
    assert alice.get(f"{HERE}/edit").status_code == 404


def test_a_template_is_offered_with_the_starters_and_gives_its_days(
    alice: FlaskClient, work_as: WorkAs, cast: Cast
) -> None:
    with work_as(cast.alice) as work:
        other = a_meeting(work, title=Words("Förlagan"), days=(DayHours(FIRST, time(8), time(15)),))
        an_item(work, other, "Ur mallen", starts=time(9))
        key = f"saved-{save_template(work, other, 'Vår vanliga', set(Keep))}"
    assert "Vår vanliga" in alice.get("/plan/meetings/new").text
    alice.post("/plan/meetings/new", data=NEW | {"how": key, "days-0-held_on": "2027-02-03"})
    with reading(SYSTEM) as work:
        made = "grona-kluster-i-gamleby-2027"
        assert record_of(work.db, made).details.days == (DayHours(date(2027, 2, 3), time(8), time(15)),)
        assert lines(work, made) == [(date(2027, 2, 3), time(9), "Ur mallen")]


def test_a_template_without_hours_asks_for_them(alice: FlaskClient, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        other = a_meeting(work, title=Words("Förlagan"))
        an_item(work, other, "Ur mallen")
        key = f"saved-{save_template(work, other, 'Vår vanliga', ())}"
    answer = alice.post("/en/plan/meetings/new", data=NEW | {"how": key})
    assert (answer.status_code, "Write from when to when the days go." in answer.text) == (422, True)
    hours = {"days-0-opens": "9.00", "days-0-closes": "16.00"}
    assert alice.post("/plan/meetings/new", data=NEW | {"how": key} | hours).status_code == 303


def test_an_empty_agenda_leads_to_starters_and_each_has_its_button(alice: FlaskClient, slug: str) -> None:
    assert f'href="{HERE}/starters"' in alice.get(f"{HERE}/agenda").text
    page = alice.get(f"/en{HERE}/starters").text
    assert page.count("Use this<span") == 6
    assert words(page).count("Wednesday 14 October") >= 6
    answer = alice.post(f"{HERE}/starters/theme-day", data={"seen": seen_on(page)})
    assert (answer.status_code, answer.location) == (303, f"{HERE}/agenda")
    assert "Summering och avslutning" in titles()


def test_what_suits_the_kind_of_gathering_comes_first(alice: FlaskClient, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        a_meeting(work, kind=MeetingKind.STEERING)
    page = alice.get(f"/en{HERE}/starters").text
    assert re.findall(r'<h2 id="way-([\w-]+)"', page)[:2] == ["steering-group", "lunch-to-lunch"]


def test_beside_an_agenda_one_first_sees_what_stands_there_and_what_would_go(
    alice: FlaskClient, slug: str, work_as: WorkAs, cast: Cast
) -> None:
    with work_as(cast.alice) as work:
        an_item(work, slug, "Den egna")
    page = alice.get(f"/en{HERE}/starters").text
    assert 'name="seen"' not in page
    assert "There is 1 item on the agenda already." in page
    page = alice.get(f"/en{HERE}/starters/webinar").text
    assert all(said in page for said in ("Den egna", "Remove 1 item and begin anew", "Add to what is there"))
    seen = seen_on(page)
    assert alice.post(f"{HERE}/starters/webinar", data={"seen": seen, "add": "1"}).status_code == 303
    assert ("Den egna" in titles(), len(titles())) == (True, 19)
    seen = seen_on(alice.get(f"/en{HERE}/starters/webinar").text)
    assert alice.post(f"{HERE}/starters/webinar", data={"seen": seen, "replace": "1"}).status_code == 303
    assert ("Den egna" in titles(), len(titles())) == (False, 18)


def test_an_agenda_that_changed_meanwhile_is_shown_anew_and_nothing_goes(
    alice: FlaskClient, slug: str, work_as: WorkAs, cast: Cast
) -> None:
    seen = seen_on(alice.get(f"/en{HERE}/starters").text)
    with work_as(cast.dora) as work:
        an_item(work, slug, "Doras")
    answer = alice.post(f"/en{HERE}/starters/webinar", data={"seen": seen, "replace": "1"})
    assert answer.status_code == 409
    assert "The agenda has changed since you looked at it." in answer.text
    assert titles() == ["Doras"]
    again = alice.post(f"{HERE}/starters/webinar", data={"seen": seen_on(answer.text), "replace": "1"})
    assert (again.status_code, len(titles())) == (303, 18)


def test_an_agenda_is_saved_found_in_the_list_renamed_and_removed(
    alice: FlaskClient, slug: str, work_as: WorkAs, cast: Cast
) -> None:
    assert "There is nothing to save yet" in alice.get(f"/en{HERE}/save-template").text
    with work_as(cast.alice) as work:
        an_item(work, slug, notes="Ring", givers=(Giver("Demo Ek"),))
    page = alice.get(f"/en{HERE}/save-template").text
    assert page.count("checked") == len(Keep)
    answer = alice.post(f"{HERE}/save-template", data={"name": "Vår vanliga", "keeps": ["notes"]})
    assert (answer.status_code, answer.location) == (303, "/plan/templates")
    page = alice.get("/en/plan/templates").text
    assert "Saved by Alice on Tuesday 1 September 2026." in page
    with reading(SYSTEM) as work:
        (template,) = templates_in_order(work.db)
    assert (template.saved.items[0].notes, template.saved.items[0].givers) == ("Ring", ())
    one = f"/plan/templates/{template.template_id}"
    found = re.search(r'href="(/en/plan/meetings/new[^"]*)"', page)
    assert found
    assert re.search(rf'<input[^>]*checked[^>]*value="{template.key}"', alice.get(found[1]).text)
    assert 'value="Vår vanliga"' in alice.get(one).text
    assert alice.post(one, data={"name": ""}).status_code == 422
    assert alice.post(one, data={"name": "En annan"}).status_code == 303
    assert "En annan" in alice.get("/plan/templates").text
    assert alice.post(f"{one}/remove").status_code == 303
    assert "No template is saved yet" in alice.get("/en/plan/templates").text


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"name": "  "}, "This needs an answer."),
        ({"name": "x" * 121}, "At most 120 characters."),
        ({"name": "tagen"}, "There is already a template of that name."),
        ({"name": "Ny", "keeps": ["everything"]}, "Choose one of the options."),
    ],
)
def test_a_refused_template_keeps_its_name(
    alice: FlaskClient, slug: str, work_as: WorkAs, cast: Cast, sent: dict[str, Any], said: str
) -> None:
    with work_as(cast.alice) as work:
        an_item(work, slug)
        save_template(work, slug, "Tagen", ())
    answer = alice.post(f"/en{HERE}/save-template", data=sent)
    assert (answer.status_code, said in answer.text, sent["name"].strip() in answer.text) == (422, True, True)


PAGES = ("/plan/meetings/new", f"{HERE}/starters", f"{HERE}/starters/webinar", f"{HERE}/save-template",
         "/plan/templates", "/plan/meetings/copy")  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_only_planners_see_these_pages(as_: As, client: FlaskClient, slug: str, page: str) -> None:
    assert [as_("alice").get(page).status_code, as_("bob").get(page).status_code] == [200, 403]
    assert client.get(page).status_code == 303


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_take_as_many_statements_for_thirty_items_and_templates_as_for_one(
    alice: FlaskClient, slug: str, work_as: WorkAs, cast: Cast, statements: Callable[[], Any], page: str
) -> None:
    counts = []
    for number in (1, 30):
        with work_as(cast.alice) as work:
            many_items(work, slug, number)
            for n in range(number):
                save_template(work, slug, f"Mall {number} {n}", ())
        with statements() as seen:
            assert alice.get(page).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 12
