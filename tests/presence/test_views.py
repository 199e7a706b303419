"""The sheet as a page: shown, filled, saved, refused."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import lxml.html
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from planner.agenda.models import Item
from planner.agenda.services import remove_item
from planner.core.actor import ANONYMOUS
from planner.core.language import Words
from planner.presence.services import note_presence
from planner.registrations.queries.holders import private_salt
from tests.builders import Cast, many_items
from tests.conftest import Clock
from tests.presence.scene import a_board, guest, noted, sheet
from tests.registrations.scene import SLUG

As = Callable[[str], FlaskClient]
WorkAs = Callable[..., Any]
HERE = f"/plan/meetings/{SLUG}/presence"


@pytest.fixture
def slug(work_as: WorkAs, cast: Cast) -> str:
    with work_as(cast.alice) as work:
        return a_board(work, "anna", "zoe")


def fields(page: str) -> dict[str, list[str]]:
    """What the form would send if it were sent as it stands."""
    form = lxml.html.fromstring(page).find(".//form[@class='presence']")
    sent: dict[str, list[str]] = {}
    for name, value in form.form_values():
        if name != "csrf_token":
            sent.setdefault(name, []).append(value)
    return sent


def shown(answer: Any, code: int = 200) -> str:
    assert answer.status_code == code
    page: str = answer.get_data(as_text=True)
    return page


def ticks(page: str) -> int:
    return len(fields(page).get("there", []))


def told(page: str) -> list[tuple[str, str]]:
    """When people came and went, by the row's name or kind; and how many there were at each item."""
    table = lxml.html.fromstring(page).find(".//table")
    rows = [(row, row.find(".//span[@class='presence-told']")) for row in table.iter("tr")]
    found = [
        (row.get("class") or row.find("th").text.strip(), spaced(words)) for row, words in rows if words is not None
    ]
    return [*found, ("sum", " ".join(spaced(cell) for cell in table.findall("tfoot//td[@class='presence-sum']")))]


def spaced(element: Any) -> str:
    return re.sub(r"\s+", " ", element.text_content()).strip()


def test_ticks_are_saved_and_shown_again(slug: str, as_: As, work_as: WorkAs, cast: Cast) -> None:
    alice = as_("alice")
    sent = fields(shown(alice.get(HERE)))
    assert sent == {"revision": ["0"], "guests-0": [""]}
    with work_as(cast.alice) as work:
        found = sheet(work, slug)
        anna, zoe = (f"r{line.who.registration_id}" for line in found.registered)
        first, second, *_, last = (item.uid for item in found.items)
    sent |= {"there": [f"{anna}.{first}", f"{anna}.{second}", f"{zoe}.{last}", f"g0.{last}"], "guests-0": ["Rolf"]}
    answer = alice.post(f"/en{HERE}", data=sent)
    assert (answer.status_code, answer.location) == (303, f"/en{HERE}")
    page = shown(alice.get(f"/en{HERE}"))
    assert "It is noted who was there." in page
    assert "Last saved by Alice on 1 September 2026 at 10:00." in page
    assert fields(page) == sent | {"revision": ["1"], "guests-1": [""]}
    assert told(page) == [
        ("Demo Anna", "left before item 3"),
        ("Demo Zoe", "came to item 5"),
        ("presence-guest", "came to item 5"),
        ("sum", "1 1 2 1 3 0 4 0 5 2"),
    ]


def test_everybody_and_one_are_filled_in_without_being_saved(slug: str, as_: As, work_as: WorkAs, cast: Cast) -> None:
    alice = as_("alice")
    page = shown(
        alice.post(f"/en{HERE}", data={"revision": "0", "all": "everybody", "guests-0": "Rolf", "guests-1": ""})
    )
    assert ticks(page) == 15
    assert "The ticks are set below, but not saved yet." in page
    assert fields(page)["guests-0"] == ["Rolf"]
    with work_as(cast.alice) as work:
        assert sheet(work, slug).revision == 0
        anna = f"r{sheet(work, slug).registered[0].who.registration_id}"
        last = sheet(work, slug).items[-1].uid
    page = shown(alice.post(HERE, data={"revision": "0", "all": anna, "there": [f"g0.{last}"], "guests-0": "Rolf"}))
    assert ticks(page) == 6


def test_one_more_name_keeps_what_was_ticked(slug: str, as_: As) -> None:
    sent = {"revision": "0", "more": "1", "guests-0": "Rolf", "there": ["r1.x"]}
    assert fields(shown(as_("alice").post(HERE, data=sent))) == {
        "revision": ["0"], "guests-0": ["Rolf"], "guests-1": [""],
    }  # fmt: skip


def test_an_emptied_name_takes_the_guest_away(slug: str, as_: As, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        one = sheet(work, slug).items[0].uid
        note_presence(work, slug, [guest("Rolf", one), guest("Ulla", one)], revision=0)
    alice = as_("alice")
    sent = fields(shown(alice.get(HERE))) | {"guests-0": [""]}
    assert alice.post(HERE, data=sent).status_code == 303
    with work_as(cast.alice) as work:
        assert [line.who.name for line in sheet(work, slug).guests] == ["Ulla"]


def test_a_conflict_keeps_the_ticks_and_lets_one_save_again(slug: str, as_: As, work_as: WorkAs, cast: Cast) -> None:
    alice = as_("alice")
    with work_as(cast.dora) as work:
        note_presence(work, slug, [], revision=0)
        mine = f"r{sheet(work, slug).registered[1].who.registration_id}.{sheet(work, slug).items[2].uid}"
    page = shown(alice.post(f"/en{HERE}", data={"revision": "0", "there": [mine], "guests-0": "Rolf"}), 409)
    assert "Somebody else noted who was there while you did." in page
    assert fields(page) == {"revision": ["1"], "there": [mine], "guests-0": ["Rolf"], "guests-1": [""]}
    assert alice.post(HERE, data=fields(page)).status_code == 303
    with work_as(cast.alice) as work:
        assert noted(work, slug)["Beslut"] == [("Demo Anna", "absent"), ("Demo Zoe", "joined"), ("Rolf", "absent")]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("Rolf", "rolf"), "This name stands there already."),
        (("R" * 201,), "At most 200 characters."),
    ],
)
def test_a_refused_sheet_keeps_everything(
    slug: str, as_: As, work_as: WorkAs, cast: Cast, names: tuple[str, ...], said: str
) -> None:
    with work_as(cast.alice) as work:
        one = sheet(work, slug).items[0].uid
    sent = {"revision": "0", "there": [f"g0.{one}"]} | {f"guests-{n}": name for n, name in enumerate(names)}
    page = shown(as_("alice").post(f"/en{HERE}", data=sent), 422)
    assert said in page
    kept = fields(page)
    assert kept["there"] == [f"g0.{one}"]
    assert [kept[f"guests-{n}"] for n in range(len(names))] == [[name] for name in names]


@pytest.mark.parametrize("revision", ["", "abc", "９", "-1"])
def test_a_revision_that_is_none_is_a_conflict(slug: str, as_: As, revision: str) -> None:
    assert as_("alice").post(HERE, data={"revision": revision}).status_code == 409


def test_ticks_that_nobody_could_set_do_no_harm(slug: str, as_: As, work_as: WorkAs, cast: Cast) -> None:
    strange = ["", ".", "r1", "r999.x", "g7.y", "x" * 5000, "r1.'; DROP TABLE presence", "ö.å"]
    assert as_("alice").post(HERE, data={"revision": "0", "there": strange}).status_code == 303
    with work_as(cast.alice) as work:
        assert {state for people in noted(work, slug).values() for _, state in people} == {"absent"}


def test_a_gathering_without_items_says_what_comes_first(as_: As, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        a_board(work, published=False)
        for item_id in work.db.scalars(select(Item.id)).all():
            remove_item(work, SLUG, item_id)
    page = shown(as_("alice").get(f"/en{HERE}"))
    assert "Nothing to be present at yet" in page
    assert "<table" not in page


def test_a_sheet_takes_the_same_statements_for_two_and_thirty(
    as_: As, work_as: WorkAs, cast: Cast, statements: Callable[[], Any]
) -> None:
    alice, counts = as_("alice"), []
    for number in (2, 30):
        with work_as(cast.alice) as work:
            slug = a_board(work, *(f"p{n}" for n in range(number)), title=Words(f"Styrgrupp {number}"))
            note_presence(work, slug, [guest(f"Gäst {n}") for n in range(number)], revision=0)
        with statements() as seen:
            page = shown(alice.get(f"/plan/meetings/{slug}/presence"))
        assert page.count('class="presence-guest"') == number + 1
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 8


def test_too_many_for_one_form_are_counted_elsewhere(as_: As, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        many_items(work, a_board(work, published=False), 76)
        note_presence(work, SLUG, [guest(f"Gäst {n}") for n in range(60)], revision=0)
    assert "Too many for one sheet" in shown(as_("alice").get(f"/en{HERE}"))


def test_it_is_found_among_the_lists_and_on_its_day_on_the_overview(slug: str, as_: As, clock: Clock) -> None:
    alice, link = as_("alice"), f'href="{HERE}"'
    assert link in shown(alice.get(f"/plan/meetings/{SLUG}/lists"))
    assert link not in shown(alice.get(f"/plan/meetings/{SLUG}"))
    clock.set(datetime(2026, 10, 14, 8, tzinfo=UTC))
    assert link in shown(alice.get(f"/plan/meetings/{SLUG}"))


def test_a_persons_copy_has_what_was_noted(slug: str, client: FlaskClient, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        anna = sheet(work, slug).registered[0]
        note_presence(
            work, slug, [replace(anna, uids=frozenset(i.uid for i in sheet(work, slug).items[:1]))], revision=0
        )
    with work_as(ANONYMOUS) as work:
        token = work.site.keys.token("registration", private_salt(work.db, "anna@example.org") or "")
    copy = client.get(f"/r/{token}/data.json").get_json()
    assert copy["presence"] == [
        {"item": title, "state": state}
        for title, state in zip(
            ("Öppnande", "Ekonomi", "Beslut", "Övrigt", "Avslut"),
            ("present", "left", "absent", "absent", "absent"),
            strict=True,
        )
    ]
