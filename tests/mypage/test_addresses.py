"""The address of a calendar of one's own: who can get at it, when it dies, and what programmes get there."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from planner.core.actor import SYSTEM, Actor
from planner.core.language import Words
from planner.mail.models import PostedLetter
from planner.meetings.rules import Mode
from planner.mypage.models import OwnCalendar
from planner.mypage.rules import PAGE
from planner.programmes.services import publish
from planner.registrations import services
from planner.registrations.rules import DayChoice
from tests.builders import Cast
from tests.choices.scene import FARM, SOIL, a_block, a_workshop
from tests.conftest import Clock
from tests.mypage.following import entries, own_address, shown_address, titles, whole_page
from tests.registrations.scene import ONLINE, SECOND, a_gathering, come

WorkAs = Callable[[Actor], Any]
LINK = "https://video.example.org/rum"


# Who can get at it.


def test_whoever_registers_somebody_sees_none_of_their_other_gatherings(
    cast: Cast, work_as: WorkAs, client: FlaskClient
) -> None:
    with work_as(cast.alice) as work:
        first = a_gathering(work)
        come(work, first, "anna")
        # Eve writes anna's address into the form of another gathering, and gets to see the page of it.
        second = a_gathering(work, title=Words("Vårens träff", "Spring"))
        by_eve = come(work, second, "anna")
    assert titles(client, own_address(client, by_eve.token)) == ["Spring, day 1 of 2", "Spring, day 2 of 2"]
    sent = client.post(f"/en/r/{by_eve.token}/calendar/all")
    page = client.get(f"/en/r/{by_eve.token}").text
    assert sent.headers["Location"] == f"/en/r/{by_eve.token}#calendar"
    with work_as(SYSTEM) as work:
        whole = work.db.scalars(select(OwnCalendar).where(OwnCalendar.email == "anna@example.org")).one()
        letter = work.db.scalars(select(PostedLetter).where(PostedLetter.kind == "own-calendar")).one()
        keys = work.site.keys
        told = letter.recipient, keys.token(PAGE, whole.page_salt or "") in keys.fill(letter.plain)
        secrets = [keys.token(PAGE, whole.page_salt or ""), keys.token("calendar", whole.salt)]
    assert told == ("anna@example.org", True)
    assert [secret in page for secret in secrets] == [False, False]


def test_whoever_reads_the_letters_has_everything_also_what_comes_later(
    cast: Cast, work_as: WorkAs, client: FlaskClient
) -> None:
    with work_as(cast.alice) as work:
        slug = a_gathering(work)
        anna = come(work, slug, "anna")
        come(work, slug, "bo")
    page = whole_page(client, anna.token)
    shown = client.get(page)
    address = shown_address(shown.text)
    assert "anna@example.org" in shown.text
    assert len(titles(client, address)) == 2
    with work_as(cast.alice) as work:
        other = a_gathering(work, title=Words("Vårens träff", "Spring"))
        come(work, other, "anna")
        come(work, other, "bo")
    assert titles(client, address) == [
        "Spring, day 1 of 2",
        "The autumn gathering, day 1 of 2",
        "Spring, day 2 of 2",
        "The autumn gathering, day 2 of 2",
    ]
    assert "Spring" in client.get(page).text


def test_the_link_is_sent_again_but_not_at_once(cast: Cast, work_as: WorkAs, client: FlaskClient, clock: Clock) -> None:
    with work_as(cast.alice) as work:
        anna = come(work, a_gathering(work), "anna")

    def sent() -> int:
        client.post(f"/en/r/{anna.token}/calendar/all")
        with work_as(SYSTEM) as work:
            return work.db.scalar(select(func.count()).where(PostedLetter.kind == "own-calendar")) or 0

    numbers = [sent(), sent()]
    clock.forward(minutes=11)
    assert [*numbers, sent()] == [1, 1, 2]


def test_a_new_address_makes_the_old_one_useless(cast: Cast, work_as: WorkAs, client: FlaskClient) -> None:
    with work_as(cast.alice) as work:
        anna = come(work, a_gathering(work), "anna")
    page = whole_page(client, anna.token)
    for renew, shown in ((f"/en/r/{anna.token}/calendar", f"/en/r/{anna.token}"), (f"{page}/address", page)):
        client.post(f"/en/r/{anna.token}/calendar")
        old = shown_address(client.get(shown).text)
        kept = client.get(old).headers["ETag"]
        assert client.post(renew).status_code == 303
        new = shown_address(client.get(shown).text)
        assert [client.get(each).status_code for each in (old, new)] == [404, 200]
        assert client.get(old, headers={"If-None-Match": kept}).status_code == 404


def test_an_address_opens_nothing_but_the_calendar(cast: Cast, work_as: WorkAs, client: FlaskClient) -> None:
    with work_as(cast.alice) as work:
        anna = come(work, a_gathering(work), "anna")
    page = whole_page(client, anna.token)
    for address in (own_address(client, anna.token), shown_address(client.get(page).text)):
        secret = address.removeprefix("/en/my/").removesuffix(".ics")
        asked = [f"/my/{secret}", f"/r/{secret}", f"/p/{secret}", f"/r/{secret}/data.json"]
        assert [client.get(path).status_code for path in asked] == [404] * 4
        assert client.post(f"/my/{secret}/address").status_code == 404
    # Nor do the keys of the pages open a calendar.
    assert client.get(f"/my/{anna.token}.ics").status_code == 404
    assert client.get(f"{page}.ics").status_code == 404


def test_keys_are_not_in_the_database(cast: Cast, work_as: WorkAs, client: FlaskClient) -> None:
    with work_as(cast.alice) as work:
        anna = come(work, a_gathering(work), "anna")
    page = whole_page(client, anna.token)
    addresses = (own_address(client, anna.token), shown_address(client.get(page).text), page)
    with work_as(SYSTEM) as work:
        rows = repr(work.db.execute(select(OwnCalendar.__table__)).all())
        letters = repr(work.db.execute(select(PostedLetter.__table__)).all())
    for address in addresses:
        secret = address.rpartition("/")[2].removesuffix(".ics")
        assert len(secret) == 32
        assert (secret in rows, secret in letters) == (False, False)


def test_a_colleague_who_takes_over_gets_no_followers(cast: Cast, work_as: WorkAs, client: FlaskClient) -> None:
    with work_as(cast.alice) as work:
        slug = a_gathering(work)
        anna = come(work, slug, "anna")
    page = whole_page(client, anna.token)
    annas, whole = own_address(client, anna.token), shown_address(client.get(page).text)
    with work_as(cast.alice) as work:
        token = services.hand_over(work, anna.registration_id, "Demo Bo", "bo@example.org", "en")
    # anna is registered for nothing any more: nothing is kept of her address either.
    assert [client.get(path).status_code for path in (annas, whole, page)] == [404] * 3
    assert len(titles(client, own_address(client, token))) == 2
    with work_as(SYSTEM) as work:
        assert list(work.db.scalars(select(OwnCalendar.email))) == [None]


def test_an_erased_persons_addresses_lead_nowhere(cast: Cast, work_as: WorkAs, client: FlaskClient) -> None:
    with work_as(cast.alice) as work:
        slug = a_gathering(work)
        anna, bo = come(work, slug, "anna"), come(work, slug, "bo")
    page = whole_page(client, anna.token)
    annas, whole, bos = (
        own_address(client, anna.token), shown_address(client.get(page).text), own_address(client, bo.token),
    )  # fmt: skip
    assert client.post(f"/r/{anna.token}/erase").status_code == 303
    assert [client.get(path).status_code for path in (annas, whole, page, bos)] == [404, 404, 404, 200]
    with work_as(SYSTEM) as work:
        assert work.db.scalar(select(func.count()).select_from(OwnCalendar)) == 1


def test_who_erases_one_of_two_gatherings_keeps_following_the_other(
    cast: Cast, work_as: WorkAs, client: FlaskClient
) -> None:
    with work_as(cast.alice) as work:
        slug = a_gathering(work)
        anna = come(work, slug, "anna")
        other = a_gathering(work, title=Words("Vårens träff", "Spring"))
        come(work, other, "anna")
    page = whole_page(client, anna.token)
    whole = shown_address(client.get(page).text)
    client.post(f"/r/{anna.token}/erase")
    assert titles(client, whole) == ["Spring, day 1 of 2", "Spring, day 2 of 2"]


def test_the_copy_of_ones_data_tells_of_its_calendar(cast: Cast, work_as: WorkAs, client: FlaskClient) -> None:
    with work_as(cast.alice) as work:
        anna = come(work, a_gathering(work), "anna")
    own_address(client, anna.token)
    client.post(f"/r/{anna.token}/calendar/alarm", data={"alarm": "60"})
    whole_page(client, anna.token)  # whoever holds this link need not be who reads the letters
    assert client.get(f"/r/{anna.token}/data.json").json["own_calendar"] == {  # type: ignore[index]
        "made_at": "2026-09-01T08:00:00Z",
        "reminds_minutes_before": 60,
    }


# As calendars ask for it.


def test_a_poll_that_finds_it_unchanged_draws_nothing(
    cast: Cast, work_as: WorkAs, client: FlaskClient, statements: Callable[[], Any]
) -> None:
    with work_as(cast.alice) as work:
        anna = come(work, a_gathering(work), "anna")
    page = whole_page(client, anna.token)
    for address in (own_address(client, anna.token), shown_address(client.get(page).text)):
        first = client.get(address)
        tag = first.headers["ETag"]
        assert re.fullmatch(r'"[\x21\x23-\x7e]+"', tag)  # strong
        for held in (tag, f"W/{tag}", f'"another", {tag}'):
            with statements() as seen:
                again = client.get(address, headers={"If-None-Match": held})
            assert (again.status_code, again.data, again.headers["ETag"], len(seen)) == (304, b"", tag, 1)
        assert client.get(address, headers={"If-None-Match": '"another"'}).data == first.data


@pytest.mark.parametrize("count", [1, 4])
def test_it_takes_as_many_statements_for_one_gathering_as_for_many(
    count: int, cast: Cast, work_as: WorkAs, client: FlaskClient, statements: Callable[[], Any]
) -> None:
    with work_as(cast.alice) as work:
        for number in range(count):
            slug = a_gathering(work, title=Words(f"Träff {number}"))
            for title in (FARM, SOIL):
                a_workshop(work, slug, title)
            publish(work, slug, preliminary=True, with_agenda=True)
            anna = come(work, slug, "anna", days=(ONLINE[0], DayChoice(SECOND, Mode.ON_SITE)))
            a_block(work, slug, (FARM, SOIL))
    page = whole_page(client, anna.token)
    address = shown_address(client.get(page).text)
    numbers = []
    for _ in range(2):
        with statements() as seen:
            assert client.get(address).status_code == 200
        numbers.append(len([s for s in seen.seen if s.lstrip().startswith("SELECT")]))
    assert numbers == [2, 1]  # drawn for the first who comes, then picked from what is kept


def test_what_calendars_ask_and_get(cast: Cast, work_as: WorkAs, client: FlaskClient, app: Flask) -> None:
    with work_as(cast.alice) as work:
        anna = come(work, a_gathering(work), "anna")
    address = own_address(client, anna.token)
    plain = app.test_client()  # no cookie of its own
    answer = plain.get(f"{address}?nocache=17&x=%22")
    assert {name: answer.headers.get(name) for name in ("Content-Type", "Content-Length", "Cache-Control")} == {
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Length": str(len(answer.data)),
        "Cache-Control": "private, no-cache",
    }
    assert "Set-Cookie" not in answer.headers
    head = plain.head(address)
    assert (head.status_code, head.data, head.headers["Content-Length"]) == (200, b"", str(len(answer.data)))
    lines = answer.text.replace("\r\n ", "").split("\r\n")
    assert [line for line in lines if line.startswith(("NAME", "X-WR-", "REFRESH", "X-PUBLISHED", "SOURCE"))] == [
        "NAME:My programme: The autumn gathering",
        "X-WR-CALNAME:My programme: The autumn gathering",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        f"SOURCE;VALUE=URI:http://localhost{address}",
        "X-PUBLISHED-TTL:PT1H",
        "X-WR-TIMEZONE:Europe/Stockholm",
    ]


def test_swedish_and_english_addresses_speak_their_languages(cast: Cast, work_as: WorkAs, client: FlaskClient) -> None:
    with work_as(cast.alice) as work:
        anna = come(work, a_gathering(work), "anna")
    address = own_address(client, anna.token)
    english, swedish = client.get(address), client.get(address.removeprefix("/en"))
    assert (entries(english.data)[0], entries(swedish.data)[0]) == (
        "The autumn gathering, day 1 of 2",
        "Höstens träff, dag 1 av 2",
    )
    assert english.headers["ETag"] != swedish.headers["ETag"]
