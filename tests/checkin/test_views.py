"""The door as pages: the list, ticks by form and by script, visitors, sheets, links, codes."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import lxml.html
import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner.checkin.queries import code_for
from planner.checkin.services import make_door
from planner.registrations.queries.holders import private_salt
from planner.registrations.services import cancel
from tests.builders import Cast
from tests.checkin.scene import MORNING, a_door, days, here, tick, who
from tests.conftest import Clock
from tests.registrations.scene import FIRST, SECOND, SLUG, a_gathering, come

As = Callable[[str], FlaskClient]
WorkAs = Callable[..., Any]
HERE = f"/plan/meetings/{SLUG}/checkin"


@pytest.fixture
def slug(work_as: WorkAs, cast: Cast, clock: Clock) -> str:
    with work_as(cast.alice) as work:
        slug = a_door(work, "anna", "bo")
        come(work, slug, "cia", cluster_id=cast.vreta_id, organisation="")
    clock.set(MORNING)
    return slug


@pytest.fixture
def door(slug: str, work_as: WorkAs, cast: Cast) -> str:
    with work_as(cast.alice) as work:
        return f"/door/{make_door(work, slug, 'Kim')}"


def shown(answer: Any, code: int = 200) -> str:
    assert answer.status_code == code
    page: str = answer.get_data(as_text=True)
    return page


def rows(page: str) -> list[tuple[str, str]]:
    """(words of a row, what its button sends) of the list."""
    found = lxml.html.fromstring(page).xpath("//button[@data-who]")
    return [(" ".join(button.text_content().split()), button.get("value")) for button in found]


def count(page: str) -> str:
    return str(lxml.html.fromstring(page).find(".//strong[@data-count]").text_content())


def test_the_list_is_of_today_and_a_button_ticks_and_takes_back(
    slug: str, as_: As, work_as: WorkAs, cast: Cast
) -> None:
    alice = as_("alice")
    page = shown(alice.get(HERE))
    with work_as(cast.alice) as work:
        day, anna = days(work, slug)[0], who(work, "anna").key
    assert count(page) == "0 av 3"
    assert [words for words, _ in rows(page)] == ["Demo Anna Demo AB", "Demo Bo Demo AB", "Demo Cia Vreta Kluster"]
    pressed = {"key": "a" * 32, "tick": rows(page)[0][1]}
    answer = alice.post(HERE, data=pressed)
    assert (answer.status_code, answer.location) == (303, f"{HERE}#{anna}")
    page = shown(alice.get(HERE))
    assert "Demo Anna är här." in page
    assert (count(page), rows(page)[0]) == ("1 av 3", ("Demo Anna Demo AB Här", f"{anna}.{day}.unset"))
    # Sent again, by going back: nothing new. Taken back: another tick.
    alice.post(HERE, data=pressed)
    alice.post(HERE, data={"key": "a" * 32, "tick": f"{anna}.{day}.unset"})
    assert count(shown(alice.get(HERE))) == "0 av 3"


@pytest.mark.parametrize("sent", ["", "r1", "r1.x.present", "r4711.1.present", "r1.1.gone", "x1.1.present"])
def test_what_no_button_says_is_refused_in_words(slug: str, as_: As, sent: str) -> None:
    alice = as_("alice")
    assert alice.post(HERE, data={"key": "a" * 32, "tick": sent}).status_code == 303
    assert "Det gick inte att bocka av" in shown(alice.get(HERE))


def test_the_list_is_searched_without_script(slug: str, as_: As) -> None:
    found = rows(shown(as_("alice").get(f"{HERE}?q=cia+vreta")))
    assert [words for words, _ in found] == ["Demo Cia Vreta Kluster"]
    assert "Ingen med det namnet väntas hit." in shown(as_("alice").get(f"{HERE}?q=nobody"))


def test_a_helper_sees_names_and_organisations_and_nothing_else(slug: str, door: str, client: FlaskClient) -> None:
    answer = client.get(door)
    page = shown(answer)
    assert [words for words, _ in rows(page)] == ["Demo Anna Demo AB", "Demo Bo Demo AB", "Demo Cia Vreta Kluster"]
    assert "@example.org" not in page
    assert "/plan/" not in page
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    # From half past nine to midnight.
    assert answer.headers["X-Keep-Seconds"] == str(14 * 3600 + 1800)


def test_a_door_says_so_before_and_after_its_days(slug: str, door: str, client: FlaskClient, clock: Clock) -> None:
    clock.set(MORNING - timedelta(days=1))
    answer = client.get(door)
    assert "Dörren är inte öppen än" in shown(answer)
    assert "Demo Anna" not in answer.text
    assert "X-Keep-Seconds" not in answer.headers
    assert client.post(f"{door}/ticks", json={"ticks": []}).status_code == 409
    clock.set(MORNING + timedelta(days=3))
    assert "Dörren är stängd" in shown(client.get(door))


def test_leads_keep_no_copy_on_other_days(slug: str, as_: As, clock: Clock) -> None:
    assert "X-Keep-Seconds" in as_("alice").get(HERE).headers
    clock.set(MORNING + timedelta(days=9))
    assert "X-Keep-Seconds" not in as_("alice").get(HERE).headers


def test_ticks_from_a_phone_are_answered_one_by_one(
    slug: str, door: str, client: FlaskClient, work_as: WorkAs, cast: Cast
) -> None:
    with work_as(cast.alice) as work:
        day, anna = days(work, slug)[0], who(work, "anna").key
    at = int(MORNING.timestamp() * 1000)
    ticks = [
        {"key": "a" * 32, "who": anna, "part": day, "state": "present", "at": at},
        {"key": "b" * 32, "who": "r4711", "part": day, "state": "present", "at": at},
        {"key": "c" * 32, "who": "nobody", "part": day, "state": "present", "at": at},
    ]
    answer = client.post(f"{door}/ticks", json={"ticks": ticks})
    assert answer.json == {"ticks": {"a" * 32: "kept", "b" * 32: "refused", "c" * 32: "refused"}}
    assert client.post(f"{door}/ticks", json={"ticks": ticks[:1]}).json == {"ticks": {"a" * 32: "known"}}
    with work_as(cast.alice) as work:
        assert here(work, slug) == ["Demo Anna"]


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b'{"ticks": 1}', b'{"ticks": [{}]}', b"\xff",
        b'{"ticks": [{"key": "' + b"a" * 65 + b'", "who": "r1", "part": 1, "state": "present", "at": 1}]}',
        b'{"ticks": [{"key": "' + b"a" * 32 + b'", "who": "r1", "part": 2147483648, "state": "present", "at": 1}]}',
        b'{"ticks": [{"key": "' + b"a" * 32 + b'", "who": "r1", "part": 1, "state": "gone", "at": 1}]}',
        b'{"ticks": [{"key": "' + b"a" * 32 + b'", "who": "r1", "part": 1, "state": "present", "at": -1}]}',
    ],
)  # fmt: skip
def test_what_no_phone_sends_is_refused(door: str, client: FlaskClient, body: bytes) -> None:
    answer = client.post(f"{door}/ticks", data=body, content_type="application/json")
    assert answer.status_code == 400


def test_how_all_stand_is_a_304_until_something_is_ticked(
    slug: str, door: str, client: FlaskClient, work_as: WorkAs, cast: Cast, statements: Callable[[], Any]
) -> None:
    with work_as(cast.alice) as work:
        tick(work, slug, "anna")
        day, anna, bo = days(work, slug)[0], who(work, "anna").key, who(work, "bo").key
    first = client.get(f"{door}/state?part={day}")
    assert first.json == {"states": {anna: "present"}}
    tag = {"If-None-Match": first.headers["ETag"]}
    with statements() as seen:
        assert client.get(f"{door}/state?part={day}", headers=tag).status_code == 304
    assert len([s for s in seen.seen if s.lstrip().startswith("SELECT")]) <= 4
    with work_as(cast.alice) as work:
        tick(work, slug, "bo")
    assert client.get(f"{door}/state?part={day}", headers=tag).json == {"states": {anna: "present", bo: "present"}}
    assert client.get(f"{door}/state?part=99999999999").json == {"states": {}}


def test_somebody_unannounced_is_put_on_the_list(slug: str, door: str, client: FlaskClient) -> None:
    page = shown(client.get(f"{door}/visitors"))
    form = lxml.html.fromstring(page).xpath("//form[.//input[@name='form_key']]")[0]
    sent = [(name, value) for name, value in form.form_values() if name != "csrf_token"]
    assert ("days", FIRST.isoformat()) in sent
    refused = client.post(f"{door}/visitors", data=dict(sent))
    assert 'id="name-error"' in shown(refused, 422)
    answer = client.post(f"{door}/visitors", data=dict(sent) | {"name": "Demo Vera", "organisation": "Gården"})
    assert (answer.status_code, answer.location) == (303, door)
    page = shown(client.get(door))
    assert "Demo Vera står på listan och är här." in page
    again = client.post(f"{door}/visitors", data=dict(sent) | {"name": "Demo Vera", "form_key": "a" * 32})
    assert "Demo Vera står redan på listan." in shown(again, 422)
    other = {"name": "Demo Vera", "form_key": "a" * 32, "is_another": "y", "days": SECOND.isoformat()}
    assert client.post(f"{door}/visitors", data=dict(sent) | other).status_code == 303
    later = shown(client.get(door))
    assert "Demo Vera står på listan och väntas de dagar du valde." in later
    assert ("Demo Vera Gården, oanmäld Här") in [words for words, _ in rows(page)]
    assert count(page) == "1 av 4"


def test_places_that_are_left_are_told_at_the_door(as_: As, work_as: WorkAs, cast: Cast, clock: Clock) -> None:
    with work_as(cast.alice) as work:
        a_door(work, "anna", "bo", capacity=3)
    clock.set(MORNING)
    alice = as_("alice")
    assert "1 plats är kvar." in shown(alice.get(f"{HERE}/visitors"))
    alice.post(
        f"{HERE}/visitors", data={"name": "Demo Vera", "days": FIRST.isoformat(), "cluster": "", "form_key": "f" * 32}
    )
    page = shown(alice.get(f"{HERE}/visitors"))
    assert "Alla platser är upptagna." in page
    remove = re.search(r'action="([^"]+/remove)"', page)
    assert remove is not None
    assert alice.post(remove[1]).status_code == 303
    assert "Demo Vera" not in shown(alice.get(HERE))


def test_a_sheet_of_paper_writes_what_was_changed_and_keeps_what_others_did(
    slug: str, as_: As, work_as: WorkAs, cast: Cast
) -> None:
    with work_as(cast.alice) as work:
        tick(work, slug, "anna")
    alice = as_("alice")
    form = lxml.html.fromstring(shown(alice.get(f"{HERE}/sheet"))).xpath("//form[@data-sheet]")[0]
    values = [(n, v) for n, v in form.form_values() if n != "csrf_token"]
    with work_as(cast.alice) as work:
        first, second = days(work, slug)
        anna, bo = (who(work, name).key for name in ("anna", "bo"))
        tick(work, slug, "cia")  # meanwhile, at the door
    assert [v for n, v in values if n == "there"] == [f"{anna}.{first}"]
    sent = {n: v for n, v in values if n != "there"} | {"there": [f"{bo}.{first}", f"{bo}.{second}"]}
    assert alice.post(f"{HERE}/sheet", data=sent).status_code == 303
    page = shown(alice.get(f"{HERE}/sheet"))
    assert "2 kryss lades till." in page
    assert "1 kryss togs bort." in page
    with work_as(cast.alice) as work:
        assert (here(work, slug), here(work, slug, 1)) == (["Demo Bo", "Demo Cia"], ["Demo Bo"])
    alice.post(f"{HERE}/sheet", data=sent)
    assert "Inget ändrades." in shown(alice.get(f"{HERE}/sheet"))


def test_a_code_tells_those_at_the_door_and_nobody_else(
    app: Flask, slug: str, door: str, as_: As, work_as: WorkAs, cast: Cast
) -> None:
    with work_as(cast.alice) as work:
        path = f"/c/{code_for(work.db, work.site.keys, who(work, 'anna').number)}"
        day = days(work, slug)[0]
    stranger, helper, staff = app.test_client(), app.test_client(), as_("bob")
    for nobody in (stranger, staff):
        page = shown(nobody.get(path))
        assert "Visa det här vid dörren" in page
        assert "Anna" not in page
        assert nobody.post(path, data={"part": day}).status_code in (401, 403)
    helper.get(door)
    page = shown(helper.get(path))
    assert "Demo Anna" in page
    with work_as(cast.alice) as work:
        assert here(work, slug) == []
    for browser, state in ((helper, "present"), (as_("alice"), "unset"), (as_("dora"), "present")):
        form = lxml.html.fromstring(shown(browser.get(path))).xpath("//form[@class='door-code']")[0]
        key = form.xpath(".//input[@name='key']/@value")[0]
        assert browser.post(path, data={"part": day, "key": key, "state": state}).status_code == 303
    with work_as(cast.alice) as work:
        assert here(work, slug) == ["Demo Anna"]
    assert shown(stranger.get(path + "a"), 404)


def test_a_helper_of_another_gathering_is_told_nothing(
    app: Flask, slug: str, door: str, work_as: WorkAs, cast: Cast
) -> None:
    with work_as(cast.alice) as work:
        path = f"/c/{code_for(work.db, work.site.keys, who(work, 'anna').number)}"
    with work_as(cast.alice) as work:
        other = a_gathering(work, last_day=None)
        token = make_door(work, other, "Elsewhere")
    helper = app.test_client()
    helper.get(f"/door/{token}")
    assert "Anna" not in shown(helper.get(path))


def test_links_are_made_shown_and_taken_back(slug: str, as_: As, client: FlaskClient) -> None:
    alice = as_("alice")
    assert shown(alice.post(f"{HERE}/doors", data={"name": ""}), 422)
    assert alice.post(f"{HERE}/doors", data={"name": "Kim vid entrén"}).status_code == 303
    page = shown(alice.get(f"{HERE}/doors"))
    link = re.search(r'href="http://localhost(/door/[a-z2-7]{32})"', page)
    assert link is not None
    assert shown(client.get(link[1]))
    revoke = re.search(r'action="([^"]+/revoke)"', page)
    assert revoke is not None
    assert alice.post(revoke[1]).status_code == 303
    assert shown(client.get(link[1]), 404)
    assert "Tillbakadragen" in shown(alice.get(f"{HERE}/doors"))


def test_ones_own_page_has_the_square_until_it_is_over(
    slug: str, client: FlaskClient, work_as: WorkAs, cast: Cast, clock: Clock
) -> None:
    with work_as(cast.alice) as work:
        token = work.site.keys.token("registration", private_salt(work.db, "anna@example.org") or "")
    assert '<div class="door-square"' in shown(client.get(f"/r/{token}"))
    assert '"attendance": []' in client.get(f"/r/{token}/data.json").text
    clock.set(MORNING + timedelta(days=9))
    assert '<div class="door-square"' not in shown(client.get(f"/r/{token}"))


def test_who_came_stands_among_the_lists_and_in_files(slug: str, as_: As, work_as: WorkAs, cast: Cast) -> None:
    alice = as_("alice")
    attendance = f"/en/plan/meetings/{slug}/lists/attendance"
    assert "Nobody has been ticked at the door yet." in shown(alice.get(attendance))
    with work_as(cast.alice) as work:
        tick(work, slug, "anna")
        tick(work, slug, "cia", day=1)
    table = lxml.html.fromstring(shown(alice.get(attendance))).xpath("//section[@id='came']//table[1]")[0]
    cells = [[" ".join(c.text_content().split()) for c in row] for row in table.xpath(".//tbody/tr")]
    assert [row[1:] for row in cells] == [["3", "1", "0"], ["3", "1", "0"]]
    csv = alice.get(f"/en/plan/meetings/{slug}/lists/came.csv").get_data().decode("utf-8-sig").splitlines()
    assert csv == [
        "Name;Cluster;Organisation;Registered;Wednesday 14 October 2026;Thursday 15 October 2026",
        "Demo Anna;;Demo AB;Yes;1;",
        "Demo Bo;;Demo AB;Yes;;",
        "Demo Cia;Vreta Kluster;;Yes;;1",
    ]


def test_a_door_that_is_closed_tells_no_helper_anything(
    slug: str, door: str, client: FlaskClient, work_as: WorkAs, cast: Cast, clock: Clock
) -> None:
    with work_as(cast.alice) as work:
        code = code_for(work.db, work.site.keys, who(work, "anna").number)
    client.get(door)
    assert "Demo Anna" in client.get(f"/c/{code}").text
    clock.set(MORNING + timedelta(days=60))
    assert "Demo Anna" not in client.get(f"/c/{code}").text
    assert client.get(f"{door}/state?part=1").status_code == 409


def test_a_tick_sent_again_of_somebody_who_has_left_is_answered_in_words(
    slug: str, as_: As, work_as: WorkAs, cast: Cast
) -> None:
    alice, url = as_("alice"), f"/plan/meetings/{slug}/checkin"
    with work_as(cast.alice) as work:
        anna, day = who(work, "anna"), days(work, slug)[0]
    form = {"key": "a" * 32, "tick": f"{anna.key}.{day}.absent"}
    assert alice.post(url, data=form).status_code == 303
    with work_as(cast.alice) as work:
        cancel(work, anna.number)
    assert alice.post(url, data=form).status_code == 303
    assert "listan har ändrats" in alice.get(url).text
