"""Planners' pages of gatherings: what is refused keeps what was typed, and who may see what."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from flask.testing import FlaskClient
from PIL import Image

from planner.core.actor import SYSTEM
from planner.core.language import Words
from planner.meetings.queries import record_of
from planner.meetings.rules import DayHours, Status
from planner.meetings.services import set_status
from planner.web.entry import reading
from tests.builders import Cast, a_meeting
from tests.conftest import Clock
from tests.meetings.test_pages import NEW

As = Callable[[str], FlaskClient]
WorkAs = Callable[..., Any]
SLUG = "grona-kluster-i-gamleby-2026"
HERE = f"/plan/meetings/{SLUG}"
EDIT = NEW | {"revision": "1", "contact_name": "Demo Lind"}


@pytest.fixture
def slug(work_as: WorkAs, cast: Cast) -> str:
    with work_as(cast.alice) as work:
        return a_meeting(work)


def text(answer: Any) -> str:
    found: str = answer.get_data(as_text=True)
    return found


def dates() -> tuple[date, ...]:
    with reading(SYSTEM) as work:
        return record_of(work.db, SLUG).dates


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"days-1-held_on": "2026-10-14"}, "Samma dag står där två gånger."),
        ({"days-0-opens": "halv tio"}, "Skriv ett klockslag, till exempel 10.00."),
        ({"days-0-held_on": "i morgon"}, "Skriv ett datum, till exempel 2026-10-14."),
        ({"days-1-closes": ""}, "Här behövs ett svar."),
        ({"days-0-held_on": "0202-10-14"}, "Skriv årtalet med fyra siffror, som 2026."),
        ({"venue_id": "99"}, "Välj ett av alternativen."),
    ],
)
def test_a_refused_gathering_says_why_in_the_readers_language(as_: As, wrong: dict[str, str], said: str) -> None:
    answer = as_("alice").post("/plan/meetings/new", data=NEW | wrong)
    page = text(answer)
    assert answer.status_code == 422
    assert said in page
    assert all(value in page for value in wrong.values() if value not in ("", "99"))
    assert "Green clusters in Gamleby" in page


def test_one_more_day_keeps_the_rest_and_makes_nothing(as_: As) -> None:
    alice = as_("alice")
    answer = alice.post("/plan/meetings/new", data=NEW | {"more_days": "1"})
    page = text(answer)
    assert answer.status_code == 200
    assert 'name="days-2-held_on"' in page
    assert "Green clusters in Gamleby" in page
    assert 'value="2026-10-15"' in page
    assert alice.get(f"{HERE}/edit").status_code == 404


def test_a_twenty_first_day_is_not_offered(as_: As) -> None:
    rows = {f"days-{n}-held_on": f"2026-10-{n + 1:02}" for n in range(20)}
    answer = as_("alice").post("/plan/meetings/new", data=NEW | rows | {"more_days": "1"})
    assert answer.status_code == 200
    assert 'name="days-20-held_on"' not in text(answer)


def test_an_emptied_day_is_a_day_less(as_: As, slug: str) -> None:
    emptied = {f"days-0-{name}": "" for name in ("held_on", "opens", "closes")}
    alice = as_("alice")
    assert alice.post(f"{HERE}/edit", data=EDIT | emptied).status_code == 303
    assert dates() == (date(2026, 10, 15),)
    only = {key: "" for key in EDIT if key.startswith("days-")}
    answer = alice.post(f"{HERE}/edit", data=EDIT | only | {"revision": "2"})
    assert answer.status_code == 422
    assert dates() == (date(2026, 10, 15),)


def test_details_are_shown_and_saved(as_: As, slug: str) -> None:
    alice = as_("alice")
    page = text(alice.get(f"{HERE}/edit"))
    assert 'value="Demo Lind"' in page
    assert 'value="2026-10-15"' in page
    answer = alice.post(f"{HERE}/edit", data=EDIT | {"capacity": "80", "summary_sv": "Två dagar."})
    assert (answer.status_code, answer.location) == (303, f"{HERE}/edit")
    with reading(SYSTEM) as work:
        record = record_of(work.db, SLUG)
    assert (record.details.capacity, record.details.summary) == (80, Words("Två dagar."))


@pytest.mark.parametrize("seen", ["7", "", "abc"])
def test_saving_over_somebody_elses_change_is_a_conflict(as_: As, slug: str, seen: str) -> None:
    answer = as_("alice").post(f"/en{HERE}/edit", data=EDIT | {"revision": seen, "capacity": "80"})
    assert answer.status_code == 409
    page = text(answer)
    assert "Somebody else changed this gathering while you wrote." in page
    assert 'value="80"' in page
    with reading(SYSTEM) as work:
        revision = record_of(work.db, SLUG).revision
    once_more = as_("alice").post(f"{HERE}/edit", data=EDIT | {"revision": str(revision), "capacity": "80"})
    assert (f'name="revision" type="hidden" value="{revision}"' in page, once_more.status_code) == (True, 303)


@pytest.mark.parametrize("wanted", ["nonsense", "", "DRAFT"])
def test_a_status_that_is_none_is_not_found(as_: As, slug: str, wanted: str) -> None:
    assert as_("alice").post(f"{HERE}/status/{wanted}").status_code == 404


@pytest.mark.parametrize("wanted", ["draft", "held", "moved"])
def test_a_step_that_cannot_be_taken_is_refused_in_words(as_: As, slug: str, wanted: str) -> None:
    answer = as_("alice").post(f"/en{HERE}/status/{wanted}")
    assert answer.status_code == 422
    with reading(SYSTEM) as work:
        assert record_of(work.db, SLUG).status is Status.DRAFT


def test_the_status_page_says_where_the_clock_has_it(as_: As, work_as: WorkAs, cast: Cast, clock: Clock) -> None:
    with work_as(cast.alice) as work:
        a_meeting(work, last_day=date(2026, 9, 30))
        set_status(work, SLUG, Status.OPEN)
    clock.set(datetime(2026, 10, 1, 8, 0, tzinfo=UTC))
    page = text(as_("alice").get(f"/en{HERE}/status"))
    assert "Registration closed" in page.split('class="status-word"')[1].split("</strong>")[0]


def test_a_refused_move_keeps_the_day(as_: As, work_as: WorkAs, cast: Cast, slug: str) -> None:
    with work_as(cast.alice) as work:
        set_status(work, slug, Status.OPEN)
    alice = as_("alice")
    answer = alice.post(f"/en{HERE}/move", data={"first_day": "2026-10-14"})
    assert answer.status_code == 422
    assert "It begins on that day already." in text(answer)
    assert 'value="2026-10-14"' in text(answer)
    assert alice.post(f"{HERE}/move", data={"first_day": ""}).status_code == 422
    assert alice.post(f"{HERE}/move", data={"first_day": "2026-11-18"}).status_code == 303
    assert dates() == (date(2026, 11, 18), date(2026, 11, 19))


def test_a_logo_is_shown_under_an_address_that_never_changes(as_: As, slug: str, client: FlaskClient) -> None:
    out = io.BytesIO()
    Image.new("RGB", (40, 20)).save(out, format="PNG")
    alice = as_("alice")
    refused = alice.post(f"{HERE}/logos", data={"alt": "EU", "picture": (io.BytesIO(b"x"), "x.png")})
    assert refused.status_code == 422
    assert 'value="EU"' in text(refused)
    assert alice.post(f"{HERE}/logos", data={"alt": "EU"}).status_code == 422
    sent = alice.post(f"{HERE}/logos", data={"alt": "EU", "picture": (io.BytesIO(out.getvalue()), "x.png")})
    assert sent.status_code == 303
    with reading(SYSTEM) as work:
        (logo,) = record_of(work.db, SLUG).logos
    answer = client.get(f"/logos/{logo.digest}")
    assert (answer.content_type, answer.headers["Cache-Control"], answer.headers["X-Content-Type-Options"]) == (
        "image/png",
        "public, max-age=31536000, immutable",
        "nosniff",
    )
    assert client.get(f"/logos/{'0' * 64}").status_code == 404
    assert alice.post(f"{HERE}/logos/{logo.logo_id}/remove").status_code == 303
    assert client.get(f"/logos/{logo.digest}").status_code == 200


def test_staff_see_the_list_but_no_drafts_and_change_nothing(as_: As, work_as: WorkAs, cast: Cast, slug: str) -> None:
    with work_as(cast.alice) as work:
        a_meeting(work, title=Words("Öppen träff"))
        set_status(work, "oppen-traff-2026", Status.OPEN)
    bob = as_("bob")
    page = text(bob.get("/plan"))
    assert "Öppen träff" in page
    assert "Gamleby" not in page
    assert "Gamleby" in text(as_("alice").get("/plan"))
    for address in ("edit", "status"):
        assert bob.get(f"{HERE}/{address}").status_code == 403
    for address in ("edit", "status/open", "move", "logos", "logos/1/remove"):
        assert bob.post(f"{HERE}/{address}", data=EDIT | {"first_day": "2026-11-18"}).status_code == 403


def test_the_list_has_what_is_to_come_first_and_the_past_below(
    as_: As, work_as: WorkAs, cast: Cast, clock: Clock
) -> None:
    hours = (time(9), time(16))
    with work_as(cast.alice) as work:
        for title, day in (("Sen", 20), ("Tidig", 14), ("Mellan", 16)):
            a_meeting(work, title=Words(title), days=(DayHours(date(2026, 10, day), *hours),))
    clock.set(datetime(2026, 10, 14, 22, 0, tzinfo=UTC))  # midnight in Sweden
    page = text(as_("alice").get("/plan"))
    assert page.index(">Mellan<") < page.index(">Sen<") < page.index(">Tidig<")


def test_the_list_takes_the_same_statements_for_one_and_thirty(
    as_: As, work_as: WorkAs, cast: Cast, statements: Callable[[], Any]
) -> None:
    alice, counts = as_("alice"), []
    for number in (1, 29):
        with work_as(cast.alice) as work:
            for _ in range(number):
                a_meeting(work)
        with statements() as seen:
            page = text(alice.get("/plan"))
        counts.append(len(seen))
    assert page.count("Gröna kluster i Gamleby") == 30
    assert counts[0] == counts[1]


def test_head_answers_as_get_does(as_: As, slug: str) -> None:
    alice = as_("alice")
    for address in ("/plan", "/plan/meetings/new", f"{HERE}/edit", f"{HERE}/status"):
        assert alice.head(address).status_code == 200, address
