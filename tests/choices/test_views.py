"""The pages of choosing, as the person with the private link and as the lead see them."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from planner.choices import services
from planner.core.actor import SYSTEM, Actor
from planner.meetings.rules import Mode
from planner.registrations.rules import DayChoice
from planner.web.entry import reading
from tests.builders import Cast
from tests.choices.scene import (
    FARM,
    FIRST,
    SOIL,
    WATER,
    Day,
    a_block,
    a_ranked_block,
    a_workshop_day,
    board,
    choose,
    guests,
    option_ids,
    who_has_what,
    wish,
)
from tests.registrations.scene import come

WorkAs = Callable[[Actor], Any]
As = Callable[[str], FlaskClient]


@pytest.fixture
def day(work_as: WorkAs, cast: Cast) -> Day:
    with work_as(cast.alice) as work:
        return a_workshop_day(work)


@pytest.fixture
def token(work_as: WorkAs, day: Day) -> str:
    with work_as(SYSTEM) as work:
        return come(work, day.slug, "anna").token


def opened(work_as: WorkAs, cast: Cast, day: Day, *, ranked: bool = False) -> tuple[int, dict[str, int]]:
    with work_as(cast.alice) as work:
        block_id = (a_ranked_block if ranked else a_block)(work, day.slug)
        return block_id, option_ids(work, day.slug, block_id)


def now_in(day: Day, block_id: int) -> dict[str, str]:
    with reading(SYSTEM) as work:
        return who_has_what(work, day.slug, block_id)


def text(answer: Any) -> str:
    found: str = answer.get_data(as_text=True)
    return found


# With the private link


def test_one_chooses_and_sees_it(client: FlaskClient, work_as: WorkAs, cast: Cast, day: Day, token: str) -> None:
    block_id, ids = opened(work_as, cast, day)
    page = client.get(f"/en/r/{token}/choices")
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    for words in ("vill spara vatten", "Lilla salen", "1 place left", "2 places left"):
        assert words in text(page)
    sent = client.post(f"/en/r/{token}/choices", data={f"block_{block_id}": str(ids[FARM])})
    assert (sent.status_code, sent.location) == (303, f"/en/r/{token}/choices")
    assert now_in(day, block_id) == {"Anna": FARM}
    again = text(client.get(f"/en/r/{token}/choices"))
    assert "Your choices are saved." in again
    assert "Full" in again
    assert "disabled" not in again  # the full one is hers


def test_a_full_item_cannot_be_ticked_and_is_refused_when_sent(
    client: FlaskClient, work_as: WorkAs, cast: Cast, day: Day, token: str
) -> None:
    block_id, ids = opened(work_as, cast, day)
    with work_as(cast.alice) as work:
        choose(work, day.slug, block_id, guests(work, day.slug, "bo")["bo"], FARM)
    assert text(client.get(f"/en/r/{token}/choices")).count("disabled") == 1
    sent = client.post(f"/en/r/{token}/choices", data={f"block_{block_id}": str(ids[FARM])})
    assert sent.status_code == 422
    assert "“Gården” is full. There is room in “Jorden”, “Vattnet”." in text(sent)
    assert now_in(day, block_id) == {"Bo": FARM}


def test_one_ranks_and_a_rank_given_twice_keeps_what_was_chosen(
    client: FlaskClient, work_as: WorkAs, cast: Cast, day: Day, token: str
) -> None:
    block_id, ids = opened(work_as, cast, day, ranked=True)
    wrong = client.post(f"/en/r/{token}/choices", data={f"wish_{ids[FARM]}": "2", f"wish_{ids[SOIL]}": "2"})
    assert wrong.status_code == 422
    assert text(wrong).count('<option selected value="2">') == 2
    assert "Two items have the same rank. Give each rank once." in text(wrong)
    fine = client.post(f"/en/r/{token}/choices", data={f"wish_{ids[FARM]}": "2", f"wish_{ids[SOIL]}": "1"})
    assert fine.status_code == 303
    with reading(SYSTEM) as work:
        now = board(work, day.slug, block_id)
    assert now.wishes_of(now.people[0].registration_id) == (ids[SOIL], ids[FARM])
    assert text(client.get(f"/en/r/{token}/choices")).count("<option selected") == 3


def test_a_choice_that_is_none_is_refused(
    client: FlaskClient, work_as: WorkAs, cast: Cast, day: Day, token: str
) -> None:
    block_id, _ = opened(work_as, cast, day)
    assert client.post(f"/r/{token}/choices", data={f"block_{block_id}": "999"}).status_code == 422


def test_who_takes_part_online_may_have_an_item_that_is_full(
    client: FlaskClient, work_as: WorkAs, cast: Cast, day: Day
) -> None:
    block_id, ids = opened(work_as, cast, day)
    with work_as(cast.alice) as work:
        choose(work, day.slug, block_id, guests(work, day.slug, "bo")["bo"], FARM)
        online = come(work, day.slug, "cia", days=(DayChoice(FIRST, Mode.ONLINE),)).token
    assert "You take part online and need no place in the room." in text(client.get(f"/en/r/{online}/choices"))
    assert client.post(f"/r/{online}/choices", data={f"block_{block_id}": str(ids[FARM])}).status_code == 303
    assert now_in(day, block_id) == {"Bo": FARM, "Cia": FARM}


def test_without_blocks_there_is_nothing_to_choose_and_a_wrong_link_is_none(client: FlaskClient, token: str) -> None:
    assert "Nothing to choose" in text(client.get(f"/en/r/{token}/choices"))
    assert client.get("/r/not-a-token/choices").status_code == 404
    assert client.post("/r/not-a-token/choices").status_code == 404


def test_what_is_closed_is_shown_and_left_alone(
    client: FlaskClient, work_as: WorkAs, cast: Cast, day: Day, token: str
) -> None:
    block_id, ids = opened(work_as, cast, day, ranked=True)
    client.post(f"/r/{token}/choices", data={f"wish_{ids[SOIL]}": "1"})
    with work_as(cast.alice) as work:
        services.apply_placing(work, block_id, services.propose(work, block_id).mark)
    page = text(client.get(f"/en/r/{token}/choices"))
    assert "Everybody has been placed. Ask the contact person if you want to change." in page
    assert "<button" not in page
    assert client.post(f"/r/{token}/choices", data={f"block_{block_id}": str(ids[FARM])}).status_code == 303
    assert now_in(day, block_id) == {"Anna": SOIL}


# The lead's


def test_a_lead_opens_choosing_from_the_programme(as_: As, day: Day) -> None:
    lead = as_("alice")
    page = text(lead.get(f"/en/plan/meetings/{day.slug}/choices"))
    first = day.items[FARM]
    assert f"/en/plan/meetings/{day.slug}/choices/open/{first}" in page
    form = text(lead.get(f"/en/plan/meetings/{day.slug}/choices/open/{first}"))
    assert form.count('name="uids"') == form.count("checked") - 1 == 3
    wrong = lead.post(f"/en/plan/meetings/{day.slug}/choices/open/{first}", data={"way": "ranked"})
    assert wrong.status_code == 422
    assert "Tick at least two items to choose among." in text(wrong)
    assert 'checked id="way-1"' in text(wrong)
    uids = [piece.partition('"')[0] for piece in form.split('name="uids" type="checkbox" value="')[1:]]
    sent = lead.post(
        f"/en/plan/meetings/{day.slug}/choices/open/{first}",
        data={"way": "ranked", "uids": uids, "closes_on": "2026-10-01"},
    )
    assert sent.status_code == 303
    page = text(lead.get(sent.location))
    assert "People can choose now." in page
    assert "Place people" in page
    assert lead.get(f"/plan/meetings/{day.slug}/choices/open/{first}").status_code == 404


def test_a_lead_changes_a_block_and_takes_it_away(as_: As, work_as: WorkAs, cast: Cast, day: Day) -> None:
    block_id, _ = opened(work_as, cast, day)
    lead = as_("alice")
    form = text(lead.get(f"/en/plan/choices/{block_id}"))
    uids = [piece.partition('"')[0] for piece in form.split('name="uids" type="checkbox" value="')[1:]]
    assert lead.post(f"/plan/choices/{block_id}", data={"way": "first_come", "uids": uids[:1]}).status_code == 422
    assert lead.post(f"/plan/choices/{block_id}", data={"way": "first_come", "uids": uids[:2]}).status_code == 303
    assert len(board_of(day, block_id).block.options) == 2
    assert lead.post(f"/plan/choices/{block_id}/remove").status_code == 303
    assert lead.get(f"/plan/choices/{block_id}").status_code == 404


def board_of(day: Day, block_id: int) -> Any:
    with reading(SYSTEM) as work:
        return board(work, day.slug, block_id)


def test_a_lead_looks_applies_and_undoes(as_: As, work_as: WorkAs, cast: Cast, day: Day) -> None:
    block_id, ids = opened(work_as, cast, day, ranked=True)
    with work_as(cast.alice) as work:
        people = guests(work, day.slug, "anna", "bo")
        for registration_id in people.values():
            wish(work, day.slug, block_id, registration_id, FARM, WATER)
    lead = as_("alice")
    page = text(lead.get(f"/en/plan/choices/{block_id}/place"))
    assert "1 of 2 persons with wishes get their first one." in page
    assert "“Gården” was full" in page
    mark = page.partition('name="mark" value="')[2].partition('"')[0]
    stale = lead.post(f"/en/plan/choices/{block_id}/place", data={"mark": "0"})
    assert stale.status_code == 409
    assert "Look at the new result first." in text(stale)
    assert lead.post(f"/en/plan/choices/{block_id}/place", data={"mark": mark}).status_code == 303
    assert sorted(now_in(day, block_id).values()) == [FARM, WATER]
    assert "Undo that first." in text(lead.get(f"/en/plan/choices/{block_id}/place"))
    shown = text(lead.get(f"/en/plan/choices/{block_id}/people?item={ids[FARM]}"))
    assert "1 person<" in shown
    assert lead.post(f"/en/plan/choices/{block_id}/undo").status_code == 303
    assert now_in(day, block_id) == {}
    assert lead.post(f"/en/plan/choices/{block_id}/undo").status_code == 409


def test_a_lead_moves_one_person(as_: As, work_as: WorkAs, cast: Cast, day: Day) -> None:
    block_id, ids = opened(work_as, cast, day)
    with work_as(cast.alice) as work:
        people = guests(work, day.slug, "anna", "bo")
    lead = as_("alice")
    moved = lead.post(f"/en/plan/choices/{block_id}/people/{people['anna']}", data={"option": str(ids[FARM])})
    assert moved.status_code == 303
    assert "by hand" in text(lead.get(moved.location))
    full = lead.post(f"/en/plan/choices/{block_id}/people/{people['bo']}", data={"option": str(ids[FARM])})
    assert full.status_code == 409
    assert "“Gården” is full." in text(full)
    assert "Nobody to show" not in text(lead.get(f"/en/plan/choices/{block_id}/people?item=none"))


@pytest.mark.parametrize(
    "path",
    [
        "/plan/meetings/{slug}/choices",
        "/plan/choices/{block}/people",
        "/plan/choices/{block}/place",
        "/r/{token}/choices",
    ],
)
def test_as_many_statements_for_one_person_as_for_thirty(
    as_: As, work_as: WorkAs, cast: Cast, day: Day, statements: Any, token: str, path: str
) -> None:
    block_id, _ = opened(work_as, cast, day, ranked=True)
    wanted = path.format(slug=day.slug, block=block_id, token=token)
    lead, counts = as_("alice"), []
    for names in ([], [f"guest{n}" for n in range(29)]):
        with work_as(cast.alice) as work:
            for registration_id in guests(work, day.slug, *names).values():
                wish(work, day.slug, block_id, registration_id, SOIL, WATER)
        with statements() as seen:
            assert lead.get(wanted).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1] < 16


def test_others_see_none_of_it(as_: As, client: FlaskClient, work_as: WorkAs, cast: Cast, day: Day) -> None:
    block_id, _ = opened(work_as, cast, day, ranked=True)
    paths = [f"/plan/meetings/{day.slug}/choices", f"/plan/choices/{block_id}", f"/plan/choices/{block_id}/place"]
    assert [as_("bob").get(path).status_code for path in paths] == [403] * 3
    assert [client.get(path).status_code for path in paths] == [303] * 3
