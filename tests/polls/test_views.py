"""The pages: for planners, and behind the link in the question."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import lxml.html
import pytest
from flask.testing import FlaskClient

from planner.core.actor import SYSTEM, Actor
from planner.core.language import Words
from planner.network.rules import ClusterStatus
from planner.polls import services
from planner.polls.queries import poll_of, polls_in_order
from planner.polls.services import Answer
from planner.web.entry import acting
from tests.builders import Cast, a_cluster, a_meeting
from tests.conftest import Clock
from tests.polls.scene import (
    DAYS,
    FIRST,
    LAST_DAY,
    NO,
    PERHAPS,
    YES,
    a_poll,
    ask_of,
    holder,
    poll_token,
    says,
)

WorkAs = Callable[[Actor], Any]
Browser = Callable[[str], FlaskClient]
FORM = {
    "title_sv": "Höstens träff",
    "kind": "network",
    "mode": "on_site",
    "length": "2",
    "opens": "10.00",
    "closes": "13.00",
    "last_day": "2026-09-15",
    "reminds": "y",
    "remind_days": "3",
}


@pytest.fixture
def poll_id(work_as: WorkAs, cast: Cast) -> int:
    with work_as(cast.alice) as work:
        poll_id = a_poll(work, cast)
        services.send(work, poll_id)
        return poll_id


@pytest.fixture
def token(work_as: WorkAs, cast: Cast, poll_id: int) -> str:
    """Of Vreta Kluster's link."""
    with work_as(SYSTEM) as work:
        return poll_token(work, ask_of(work, poll_id, cast.vreta_id))


def words_of(answer: Any, code: int = 200) -> str:
    assert answer.status_code == code
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", answer.get_data(as_text=True)))


def marks(poll: Any, *values: str) -> dict[str, str]:
    return {f"date_{each.date_id}": value for each, value in zip(poll.dates, values, strict=True)}


def test_from_nothing_to_a_gathering_on_a_few_pages(as_: Browser, cast: Cast, work_as: WorkAs) -> None:
    alice = as_("alice")
    assert 'href="/plan/polls/new"' in alice.get("/plan").get_data(as_text=True)
    made = alice.post("/plan/polls/new", data=FORM | {"asked": [cast.vreta_id], "required_ids": [cast.agrovast_id]})
    with work_as(SYSTEM) as work:
        (line,) = polls_in_order(work.db, work.now)
    here = f"/plan/polls/{line.poll_id}"
    assert (made.status_code, made.location, line.asked) == (303, f"{here}/dates", 2)
    later = alice.post(f"{here}/dates?from=2026-10", data={"days": ["2026-10-14", "2026-10-20"], "go": "later"})
    assert later.location == f"{here}/dates?from=2026-12"
    assert alice.post(later.location, data={"days": ["2026-12-01"]}).location == here
    assert "Vilket datum passar? Höstens träff" in words_of(alice.get(f"{here}/send"))
    assert alice.post(f"{here}/send").location == here
    assert "0 av 2 kluster har svarat" in words_of(alice.get(here))
    with work_as(SYSTEM) as work:
        date_id = poll_of(work.db, line.poll_id).dates[1].date_id
    assert "Datumet är 20–21 oktober 2026" not in words_of(alice.get(f"{here}/pick/{date_id}"))  # nobody to tell
    picked = alice.post(f"{here}/pick/{date_id}")
    assert picked.location == "/plan/meetings/hostens-traff-2026/status"
    assert "Träffen är skapad" in words_of(alice.get(picked.location))
    assert "Datumet är valt: tisdag 20 oktober – onsdag 21 oktober 2026." in words_of(alice.get(here))
    assert "20 oktober 2026" in words_of(alice.get("/plan/polls"))


def test_a_refused_form_keeps_what_was_written(as_: Browser, cast: Cast) -> None:
    answer = as_("alice").post("/en/plan/polls/new", data=FORM | {"closes": "8.00", "asked": [cast.vreta_id]})
    page = lxml.html.fromstring(answer.get_data(as_text=True))
    assert "The last of several days begins at 09:00: it must end after." in words_of(answer, 422)
    assert page.xpath("//input[@name='title_sv']/@value") == ["Höstens träff"]
    assert page.xpath("//input[@name='asked'][@checked]/@value") == [str(cast.vreta_id)]


def test_all_active_clusters_are_ticked_and_those_that_sleep_are_not_offered(
    as_: Browser, cast: Cast, work_as: WorkAs
) -> None:
    with work_as(SYSTEM) as work:
        forming = a_cluster(work, "Nytt", status=ClusterStatus.FORMING).id
        a_cluster(work, "Sover", status=ClusterStatus.DORMANT)
    page = lxml.html.fromstring(as_("alice").get("/plan/polls/new").get_data(as_text=True))
    offered = page.xpath("//input[@name='asked']")
    assert [(int(each.get("value")), each.get("checked") is not None) for each in offered] == [
        (cast.agrovast_id, True),
        (forming, False),
        (cast.vreta_id, True),
    ]


def test_the_calendar_tells_what_is_worth_knowing(as_: Browser, cast: Cast, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        skane = a_cluster(work, "Kluster Skåne", county="Skåne län").id
        a_meeting(work)  # 14–15 October, a draft
    with work_as(cast.alice) as work:
        poll_id = a_poll(work, cast, days=(), asked=frozenset({skane}), required=frozenset())
    alice = as_("alice")
    assert "v. 42" in (october := words_of(alice.get(f"/plan/polls/{poll_id}/dates?from=2026-10")))
    assert "onsdag 14 oktober Träff, inte publicerad: Gröna kluster i Gamleby" in october
    assert "Höstlovet brukar vara den här veckan" in october
    assert "Sportlovet brukar vara nu i Skåne" in words_of(alice.get(f"/plan/polls/{poll_id}/dates?from=2027-02"))
    may = words_of(alice.get(f"/en/plan/polls/{poll_id}/dates?from=2027-05"))
    assert "Thursday 6 May Public holiday: Ascension Day" in may
    assert "Friday 7 May A working day between two free days" in may


@pytest.mark.parametrize("asked", ["", "never", "2026-13", "0001-01", "9999-12", "2026-01"])
def test_any_month_can_be_asked_for(asked: str, as_: Browser, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        poll_id = a_poll(work, cast)
    page = lxml.html.fromstring(as_("alice").get(f"/plan/polls/{poll_id}/dates?from={asked}").get_data(as_text=True))
    assert min(page.xpath("//input[@name='days']/@value")) > LAST_DAY.isoformat()


def test_days_that_are_none_or_too_early_are_refused_and_the_others_kept(
    as_: Browser, cast: Cast, work_as: WorkAs
) -> None:
    with work_as(cast.alice) as work:
        poll_id = a_poll(work, cast)
    for day in ("14 oktober", "2026-09-15"):
        answer = as_("alice").post(f"/plan/polls/{poll_id}/dates?from=2026-10", data={"days": ["2026-10-20", day]})
        page = lxml.html.fromstring(answer.get_data(as_text=True))
        assert answer.status_code == 422
        assert page.xpath("//input[@name='days'][@checked]/@value") == ["2026-10-20"]
    with work_as(SYSTEM) as work:
        assert tuple(each.first_day for each in poll_of(work.db, poll_id).dates) == DAYS


def test_a_cluster_answers_without_an_account_and_changes_it(
    client: FlaskClient, token: str, poll_id: int, work_as: WorkAs
) -> None:
    with work_as(SYSTEM) as work:
        poll = poll_of(work.db, poll_id)
    here = f"/en/d/{token}"
    page = client.get(here)
    assert "Which date suits Vreta Kluster?" in words_of(page)
    assert (page.headers["Cache-Control"], page.headers["Referrer-Policy"]) == ("no-store", "no-referrer")
    half = client.post(here, data={"revision": "0", "answered_by": "Demo Anna", **marks(poll, "yes", "no", "maybe")})
    assert "Wednesday 4 November 2026: Choose one of the options." in words_of(half, 422)
    assert len(lxml.html.fromstring(half.get_data(as_text=True)).xpath("//input[@checked]")) == 2
    whole = {"revision": "0", "answered_by": "Demo Anna", "comment": "<b>", **marks(poll, "yes", "no", "if_needed")}
    assert client.post(here, data=whole).location == here
    assert "Demo Anna has answered for Vreta Kluster." in words_of(client.get(here))
    again = client.post(here, data=whole | {"answered_by": "Demo Bo"})
    assert "Somebody has answered for Vreta Kluster while you did." in words_of(again, 409)
    over = lxml.html.fromstring(again.get_data(as_text=True)).xpath("//input[@name='revision']/@value")
    assert client.post(here, data=whole | {"answered_by": "Demo Bo", "revision": over[0]}).status_code == 303


def test_opening_the_page_changes_nothing(client: FlaskClient, token: str, statements: Callable[[], Any]) -> None:
    with statements() as seen:
        assert client.get(f"/d/{token}").status_code == 200
    assert [s for s in seen.seen if re.match(r"\s*(INSERT|UPDATE|DELETE)", s, re.IGNORECASE)] == []


def test_after_the_last_day_the_page_says_so_and_whom_to_contact(
    client: FlaskClient, token: str, poll_id: int, clock: Clock, cast: Cast, work_as: WorkAs
) -> None:
    with work_as(SYSTEM) as work:
        says(work, poll_id, cast.vreta_id, YES, NO, PERHAPS)
        poll = poll_of(work.db, poll_id)
    clock.forward(days=15)
    page = words_of(client.get(f"/d/{token}"))
    assert "Det går inte att svara längre." in page
    assert "Alice, alice@example.org" in page
    assert "Det ni svarade" in page
    late = {"revision": "1", "answered_by": "Demo Anna", **marks(poll, "yes", "yes", "yes")}
    assert "Det går inte att svara längre." in words_of(client.post(f"/d/{token}", data=late), 409)


def test_a_cluster_sees_nothing_of_others_unless_the_lead_says_so(
    client: FlaskClient, cast: Cast, work_as: WorkAs
) -> None:
    shown = {}
    for shows in (False, True):
        with work_as(cast.alice) as work:
            poll_id = a_poll(work, cast, shows_answers=shows)
            services.send(work, poll_id)
            says(work, poll_id, cast.agrovast_id, YES, YES, NO, by="Demo Hemlig", comment="Hemligt")
            token = poll_token(work, ask_of(work, poll_id, cast.vreta_id))
        shown[shows] = words_of(client.get(f"/d/{token}"))
    assert "Agroväst" not in shown[False]
    assert shown[True].count("Ja: Agroväst") == 2
    assert shown[True].count("Nej: Agroväst") == 1
    assert "Hemlig" not in shown[True]


def test_what_was_said_by_phone_is_noted_with_who_noted_it(
    as_: Browser, cast: Cast, poll_id: int, work_as: WorkAs
) -> None:
    with work_as(SYSTEM) as work:
        poll, ask_id = poll_of(work.db, poll_id), ask_of(work, poll_id, cast.vreta_id)
    alice, here = as_("alice"), f"/plan/polls/{poll_id}"
    said = {"revision": "0", "answered_by": "Demo Anna", **marks(poll, "yes", "no", "no")}
    assert alice.post(f"{here}/answers/{ask_id}", data=said).location == here
    assert "noterat av Alice" in words_of(alice.get(here))
    assert alice.post(f"{here}/answers/{ask_id}", data=said).status_code == 409
    assert alice.get(f"{here}/answers/4711").status_code == 404


def test_closing_and_opening_again(as_: Browser, poll_id: int) -> None:
    alice, here = as_("alice"), f"/plan/polls/{poll_id}"
    assert alice.post(f"{here}/close").location == here
    assert "Stängd av Alice." in words_of(alice.get(here))
    assert alice.post(f"{here}/reopen", data={"last_day": FIRST.isoformat()}).status_code == 422
    assert alice.post(f"{here}/reopen", data={"last_day": "2026-09-20"}).location == here
    assert "Sista svarsdag: söndag 20 september 2026" in words_of(alice.get(here))


def test_once_a_date_is_picked_forms_lead_back_to_the_poll(
    as_: Browser, cast: Cast, poll_id: int, work_as: WorkAs
) -> None:
    with work_as(cast.alice) as work:
        ask_id = ask_of(work, poll_id, cast.vreta_id)
        services.pick(work, poll_id, poll_of(work.db, poll_id).dates[0].date_id)
    alice, here = as_("alice"), f"/plan/polls/{poll_id}"
    for page in ("edit", "dates", f"answers/{ask_id}"):
        assert alice.get(f"{here}/{page}").location == here
    assert "Datumet är redan valt." in words_of(alice.get(f"{here}/reopen"), 409)


def test_one_leafs_no_further_back_than_to_the_last_day_to_answer(as_: Browser, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        poll_id = a_poll(work, cast)
    shown = [
        words_of(as_("alice").get(f"/plan/polls/{poll_id}/dates?from={month}")).count("Spara och visa tidigare månader")
        for month in ("2026-09", "2026-10")
    ]
    assert shown == [0, 1]


def test_who_cannot_be_reached_is_shown_before_anything_leaves(as_: Browser, cast: Cast, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        mute = a_cluster(work, "Stum").id
    with work_as(cast.alice) as work:
        poll_id = a_poll(work, cast, asked=frozenset({cast.vreta_id, mute}), required=frozenset())
    assert "Lägg till en adress för Stum" in words_of(as_("alice").get(f"/plan/polls/{poll_id}/send"))


def a_full_poll(work: Any, cast: Cast, clusters: int, dates: int) -> int:
    """So many clusters, each of which has answered, and so many dates, with a gathering on the first."""
    slug_days = tuple(date(2026, 10, 1) + timedelta(days=3 * n) for n in range(dates))
    made = [a_cluster(work, f"Kluster {clusters}-{dates}-{n}", county="Skåne län").id for n in range(clusters)]
    poll_id = a_poll(
        work, cast, days=slug_days, asked=frozenset(made), required=frozenset(made[:1]),
        title=Words(f"{clusters}-{dates}"),
    )  # fmt: skip
    a_meeting(work, title=Words(f"Träff {clusters} {dates}"))
    poll = poll_of(work.db, poll_id)
    for ask in poll.asks:
        said = Answer({each.date_id: YES for each in poll.dates}, "Demo Anna")
        services.answer(work, ask.ask_id, said, revision=0)
    for row_ask in poll.asks[:1]:
        services.answer(
            acting(work, SYSTEM), row_ask.ask_id, Answer({d.date_id: NO for d in poll.dates}, "Demo Bo"), revision=1
        )
    return poll_id


def test_pages_take_as_many_statements_for_thirty_clusters_and_twenty_dates(
    as_: Browser, cast: Cast, work_as: WorkAs, statements: Callable[[], Any]
) -> None:
    alice = as_("alice")
    counted: dict[str, set[int]] = {}
    for clusters in (3, 30):
        for dates in (3, 20):
            with work_as(cast.alice) as work:
                poll_id = a_full_poll(work, cast, clusters, dates)
                date_id = poll_of(work.db, poll_id).dates[0].date_id
            for page in ("", "/dates", "/edit", f"/pick/{date_id}", "/send", "/remind"):
                with statements() as seen:
                    assert alice.get(f"/plan/polls/{poll_id}{page}").status_code == 200
                counted.setdefault(re.sub(r"\d+", "", page), set()).add(len(seen))
    assert counted == {"": {15}, "/dates": {16}, "/edit": {9}, "/pick/": {8}, "/send": {8}, "/remind": {8}}


def test_sending_and_answering_take_as_many_statements_however_many_there_are(
    client: FlaskClient, cast: Cast, work_as: WorkAs, statements: Callable[[], Any]
) -> None:
    counted: dict[str, set[int]] = {"list": set(), "send": set(), "page": set(), "answer": set(), "pick": set()}
    for clusters in (3, 30):
        with work_as(cast.alice) as work:
            days = tuple(date(2026, 10, 1) + timedelta(days=n) for n in range(20 if clusters == 30 else 3))
            made = [a_cluster(work, f"K {clusters} {n}", contact_email=f"k{n}@example.org").id for n in range(clusters)]
            poll_id = a_poll(work, cast, days=days, asked=frozenset(made), required=frozenset())
        with work_as(cast.alice) as work, statements() as seen:
            assert services.send(work, poll_id) == clusters
        counted["send"].add(len(seen))
        with work_as(SYSTEM) as work:
            poll = poll_of(work.db, poll_id)
            token = poll_token(work, poll.asks[0].ask_id)
        with statements() as seen:
            assert client.get(f"/d/{token}").status_code == 200
        counted["page"].add(len(seen))
        theirs = holder(poll.asks[0].ask_id)
        said = Answer({each.date_id: YES for each in poll.dates}, "Demo Anna")
        with work_as(theirs) as work, statements() as seen:
            services.answer(work, theirs.poll_ask_id or 0, said, revision=0)
        counted["answer"].add(len(seen))
        with work_as(cast.alice) as work, statements() as seen:
            polls_in_order(work.db, work.now)
        counted["list"].add(len(seen))
        with work_as(cast.alice) as work:
            for ask in poll.asks[1:]:
                services.answer(work, ask.ask_id, said, revision=0)
        with work_as(cast.alice) as work, statements() as seen:
            services.pick(work, poll_id, poll.dates[0].date_id)
        counted["pick"].add(len(seen))
    assert {what: len(numbers) for what, numbers in counted.items()} == dict.fromkeys(counted, 1), counted
