"""Pages on which an earlier gathering is copied, or taken over into one that is empty."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from flask.testing import FlaskClient

from planner.core.actor import SYSTEM
from planner.core.language import Words
from planner.meetings.queries import record_of
from planner.meetings.rules import Status
from planner.meetings.services import set_status
from planner.web.entry import reading
from tests.builders import Cast, a_meeting, an_item
from tests.starters.scene import EARLIER, MORNING, an_earlier_gathering, lines

As = Callable[[str], FlaskClient]
WorkAs = Callable[..., Any]
COPY = f"/plan/meetings/copy?from={EARLIER}"
NEXT = "grona-kluster-i-gamleby-2027"
WISH = {"title_sv": "Gröna kluster i Gamleby", "first_day": "2027-10-13", "takes": ["texts", "agenda"]}


@pytest.fixture
def alice(as_: As, work_as: WorkAs, cast: Cast) -> FlaskClient:
    with work_as(cast.alice) as work:
        an_earlier_gathering(work, cast)
    return as_("alice")


@pytest.fixture
def empty(alice: FlaskClient, work_as: WorkAs, cast: Cast) -> str:
    with work_as(cast.alice) as work:
        return a_meeting(work, title=Words("Vår"), days=(MORNING,))


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def value_of(page: str, name: str) -> str:
    found = re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', page)
    assert found
    return found[1]


def ticked(page: str) -> list[str]:
    return re.findall(r'<input checked[^>]*name="takes"[^>]*value="(\w+)"', page)


def exists(alice: FlaskClient, slug: str) -> bool:
    return alice.get(f"/plan/meetings/{slug}").status_code == 200


def test_any_gathering_can_be_chosen_also_a_cancelled_one(alice: FlaskClient, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        set_status(work, EARLIER, Status.CANCELLED)
    page = alice.get("/plan/meetings/copy").text
    assert f'href="{COPY}"' in page
    assert "INSTÄLLT" in page
    assert alice.get(COPY).status_code == 200


def test_the_same_week_of_next_year_is_filled_in_and_everything_ticked(alice: FlaskClient) -> None:
    page = alice.get(f"/en{COPY}").text
    assert value_of(page, "first_day") == "2027-10-13"
    assert value_of(page, "title_en") == "Green clusters in Gamleby 2027"
    assert ticked(page) == ["texts", "venue", "hosts", "agenda", "speakers", "rooms", "notes", "questions", "parts",
                            "seats"]  # fmt: skip
    said = words(page)
    assert "Agenda (3 items)" in said
    assert "Own questions (2 questions)" in said
    assert "Parts: meals, nights, buses with their stops (1 part)" in said
    assert "Last day to register Wednesday 30 September 2026 Wednesday 29 September 2027" in said


def test_dates_of_what_is_to_come_are_not_said_to_be_of_last_time(alice: FlaskClient, clock: Any) -> None:
    page = words(alice.get(COPY).text)
    assert ("Nu Den nya" in page, "Förra gången" in page) == (True, False)
    clock.set(datetime(2026, 10, 16, 8, tzinfo=UTC))
    page = words(alice.get(COPY).text)
    assert ("Förra gången Den här gången" in page, "Nu Den nya" in page) == (True, False)


def test_looking_shows_the_dates_for_another_day_and_makes_nothing(alice: FlaskClient) -> None:
    answer = alice.post(f"/en{COPY}", data=WISH | {"first_day": "2027-10-14", "look": "1"})
    said = words(answer.text)
    assert answer.status_code == 200
    assert "Day 1 Wednesday 14 October 2026 Thursday 14 October 2027" in said
    assert "The days fall on other weekdays than before." in said
    assert ticked(answer.text) == ["texts", "agenda"]
    assert not exists(alice, NEXT)


def test_what_is_ticked_comes_along(alice: FlaskClient) -> None:
    answer = alice.post(COPY, data=WISH)
    assert (answer.status_code, answer.location) == (303, f"/plan/meetings/{NEXT}")
    with reading(SYSTEM) as work:
        details = record_of(work.db, NEXT).details
        assert (details.summary, details.venue_id) == (Words("Två dagar", "Two days"), None)
        assert lines(work, NEXT)[0] == (date(2027, 10, 13), time(10), "Vatten")
    assert "Det du kryssade för har följt med." in alice.get(answer.location).text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title_sv": " "}, "This needs an answer."),
        ({"first_day": ""}, "This needs an answer."),
        ({"first_day": "next year"}, "Write a date, such as 2026-10-14."),
        ({"first_day": "0202-10-14"}, "Write the year with four digits, such as 2026."),
        ({"takes": ["people"]}, "Choose one of the options."),
    ],
)
def test_a_refused_copy_says_why_and_makes_nothing(alice: FlaskClient, wrong: dict[str, Any], said: str) -> None:
    answer = alice.post(f"/en{COPY}", data=WISH | {"title_en": "Kept words"} | wrong)
    assert (answer.status_code, said in answer.text, "Kept words" in answer.text) == (422, True, True)
    assert not exists(alice, NEXT)


def test_an_empty_gathering_takes_over_what_is_ticked(alice: FlaskClient, empty: str) -> None:
    fill = f"/plan/meetings/{empty}/fill"
    assert f'href="{fill}?from={EARLIER}"' in alice.get(fill).text
    page = alice.get(f"/en{fill}?from={EARLIER}").text
    assert "days" not in ticked(page)
    assert "Parked: Avslutning. The gathering has no such day." in words(page)
    answer = alice.post(f"/en{fill}?from={EARLIER}", data={"takes": ["agenda"], "look": "1"})
    assert (answer.status_code, ticked(answer.text)) == (200, ["agenda"])
    with reading(SYSTEM) as work:
        assert lines(work, empty) == []
    answer = alice.post(f"{fill}?from={EARLIER}", data={"takes": ["agenda", "days"]})
    assert (answer.status_code, answer.location) == (303, f"/plan/meetings/{empty}")
    with reading(SYSTEM) as work:
        assert [day for day, *_ in lines(work, empty)] == [date(2027, 3, 1), date(2027, 3, 1), date(2027, 3, 2)]


def test_days_are_offered_to_a_draft_only(alice: FlaskClient, empty: str, work_as: WorkAs, cast: Cast) -> None:
    fill = f"/plan/meetings/{empty}/fill?from={EARLIER}"
    assert 'value="days"' in alice.get(fill).text
    with work_as(cast.alice) as work:
        set_status(work, empty, Status.SAVE_THE_DATE)
    assert 'value="days"' not in alice.get(fill).text


def test_a_gathering_with_an_agenda_is_not_filled(alice: FlaskClient, empty: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        an_item(work, empty)
    for answer in (
        alice.get(f"/en/plan/meetings/{empty}/fill?from={EARLIER}"),
        alice.post(f"/en/plan/meetings/{empty}/fill?from={EARLIER}", data={"takes": ["agenda"]}),
    ):
        assert (answer.status_code, "has an agenda already" in answer.text) == (409, True)


def test_too_few_places_for_the_clusters_seats_are_refused_in_words(
    alice: FlaskClient, empty: str, work_as: WorkAs, cast: Cast
) -> None:
    with work_as(cast.alice) as work:
        small = a_meeting(work, title=Words("Liten"), days=(MORNING,), capacity=2)
    answer = alice.post(f"/en/plan/meetings/{small}/fill?from={EARLIER}", data={"takes": ["seats"]})
    assert answer.status_code == 422
    assert "3 places are shared out, but there are only 2." in answer.text


def test_only_planners_copy(as_: As, client: FlaskClient, alice: FlaskClient, empty: str) -> None:
    for page in (COPY, f"/plan/meetings/{empty}/fill?from={EARLIER}"):
        assert [as_("bob").get(page).status_code, client.get(page).status_code] == [403, 303]
        assert as_("bob").post(page, data=WISH).status_code == 403


def test_the_copy_page_takes_as_many_statements_for_thirty_items_as_for_one(
    alice: FlaskClient, work_as: WorkAs, cast: Cast, statements: Callable[[], Any]
) -> None:
    counts = []
    for number in (1, 30):
        with work_as(cast.alice) as work:
            for n in range(number):
                an_item(work, EARLIER, f"Punkt {number} {n}")
        with statements() as seen:
            assert alice.get(COPY).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 12
