"""A day runs late: one click moves what is published, and the draft along with it; another one moves it back."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

import pytest
from flask.testing import FlaskClient

from planner.agenda.rules import ItemKind
from planner.agenda.services import undo
from planner.core.actor import SYSTEM, Actor
from planner.core.errors import Conflict, Invalid, NotAllowed, NotFound
from planner.core.work import Work
from planner.meetings.queries import gate_of
from planner.meetings.rules import Mode
from planner.programmes.queries import versions_of
from planner.publishing import services
from planner.publishing.queries.drafted import delays_of
from planner.publishing.services import DelayDetails
from planner.registrations.rules import DayChoice
from tests.builders import Cast, an_item
from tests.choices.scene import FARM, SOIL, a_block, a_workshop_day, choose
from tests.conftest import Clock
from tests.publishing.scene import (
    FIRST,
    LUNCH,
    MILL,
    PAGE,
    SECOND,
    WATER,
    a_published_gathering,
    change,
    clocks,
    drafted_clocks,
    letter_to,
    letters,
    notices,
    publish_loud,
    published,
    run_errands,
    uid_of,
)
from tests.registrations.scene import a_gathering, come

As = Callable[[str], FlaskClient]
WorkAs = Callable[[Actor], Any]
TEN_IN_THE_MORNING = datetime(2026, 10, 14, 8, 10, tzinfo=UTC)
"""Ten past ten in Sweden, on the first day: the water is being held."""
NOW = DelayDetails(FIRST, 10)
AS_PLANNED = {WATER: "10.00–10.45", LUNCH: "12.00–13.00"}


@pytest.fixture
def slug(work_as: WorkAs, cast: Cast, clock: Clock) -> str:
    with work_as(cast.alice) as work:
        slug = a_published_gathering(work)
        for who in ("anna", "bo"):
            come(work, slug, who)
        come(work, slug, "cilla", days=(DayChoice(SECOND, Mode.ON_SITE),))
    clock.set(TEN_IN_THE_MORNING)
    return slug


def run_late(work: Work, slug: str, said: DelayDetails = NOW) -> int:
    return services.run_late(work, slug, said, seen_number=published(work, slug).number)


def wants_to_know(work_as: WorkAs, registration_id: int) -> None:
    with work_as(Actor(registration_id=registration_id)) as work:
        services.want_letters(work, registration_id, of_changes=True, on_the_day=True)


def notes(work: Work, slug: str) -> list[str]:
    return [line.note for line in versions_of(work.db, gate_of(work.db, slug).meeting_id)]


def test_the_rest_of_the_day_moves_at_once_in_what_is_published_and_in_the_draft(
    slug: str, work_as: WorkAs, cast: Cast
) -> None:
    with work_as(cast.alice) as work:
        assert run_late(work, slug) == 2
        moved = {WATER: "10.00–10.55", LUNCH: "12.10–13.10"}
        assert clocks(work, slug) == drafted_clocks(work, slug) == moved
        assert clocks(work, slug, SECOND) == {MILL: "09.00–09.45"}
        assert (published(work, slug).number, notes(work, slug)[0]) == (3, "10 minuter sent")


def test_what_else_is_drafted_stays_unpublished(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        change(work, slug, LUNCH, starts=time(12, 30))
        change(work, slug, MILL, starts=time(11))
        an_item(work, slug, "Hemlig punkt", held_on=FIRST, starts=time(15))
        run_late(work, slug)
        assert clocks(work, slug) == {WATER: "10.00–10.55", LUNCH: "12.10–13.10"}
        assert clocks(work, slug, SECOND) == {MILL: "09.00–09.45"}
        assert drafted_clocks(work, slug) == {
            WATER: "10.00–10.55",
            LUNCH: "12.40–13.40",  # as far as the published one, from where it was drafted
            "Hemlig punkt": "15.00–15.45",
        }


def test_an_item_that_is_drafted_for_another_day_stays_there(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        change(work, slug, LUNCH, held_on=SECOND)
        run_late(work, slug)
        assert drafted_clocks(work, slug, SECOND)[LUNCH] == "12.00–13.00"


def test_from_an_item_on_and_the_next_meal_takes_it_up(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        change(work, slug, LUNCH, kind=ItemKind.MEAL)
        an_item(work, slug, "Efteråt", held_on=FIRST, starts=time(13))
        services.publish_now(work, slug, replace(services.plan_publishing(work, slug).wanted), seen_number=2)
        run_late(work, slug, DelayDetails(FIRST, 20, uid_of(work, LUNCH), breaks_shrink=True))
        assert clocks(work, slug) == {WATER: "10.00–10.45", LUNCH: "12.20–13.00", "Efteråt": "13.00–13.45"}


def test_back_to_plan_everything_is_held_as_before(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        run_late(work, slug)
        run_late(work, slug, DelayDetails(FIRST, 5, uid_of(work, LUNCH)))
        assert clocks(work, slug)[LUNCH] == "12.15–13.15"
        first, second = delays_of(work.db, 1, FIRST)
        assert services.take_back(work, slug, second.delay_id) == 1
        assert clocks(work, slug) == drafted_clocks(work, slug) == {WATER: "10.00–10.55", LUNCH: "12.10–13.10"}
        assert services.take_back(work, slug, first.delay_id) == 2
        assert clocks(work, slug) == drafted_clocks(work, slug) == AS_PLANNED
        assert notes(work, slug)[:2] == ["Vi följer planen igen", "10 minuter sent"]
        assert delays_of(work.db, 1, FIRST) == ()
        with pytest.raises(NotFound):
            services.take_back(work, slug, first.delay_id)


def test_the_first_delay_is_taken_back_together_with_those_after_it(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        run_late(work, slug)
        run_late(work, slug)
        services.take_back(work, slug, delays_of(work.db, 1, FIRST)[0].delay_id)
        assert clocks(work, slug) == AS_PLANNED
        assert published(work, slug).number == 5


def test_what_was_published_otherwise_since_stays_when_the_delay_is_taken_back(
    slug: str, work_as: WorkAs, cast: Cast
) -> None:
    with work_as(cast.alice) as work:
        run_late(work, slug)
        change(work, slug, LUNCH, starts=time(14))
        services.publish_now(work, slug, services.plan_publishing(work, slug).wanted, seen_number=3)
        services.take_back(work, slug, delays_of(work.db, 1, FIRST)[0].delay_id)
        assert clocks(work, slug) == drafted_clocks(work, slug) == {WATER: "10.00–10.45", LUNCH: "14.00–15.00"}


def test_what_was_put_back_in_the_draft_already_stays_as_planned(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        run_late(work, slug)
        undo(work, slug)
        assert drafted_clocks(work, slug) == AS_PLANNED
        assert services.take_back(work, slug, delays_of(work.db, 1, FIRST)[0].delay_id) == 2
        assert clocks(work, slug) == drafted_clocks(work, slug) == AS_PLANNED


def test_an_item_of_a_whole_day_runs_late_and_back_and_is_restored(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        an_item(work, slug, "Dygnet", held_on=FIRST, starts=time(0), minutes=1440)
        publish_loud(work, slug)
        run_late(work, slug)
        assert clocks(work, slug)["Dygnet"] == "00.00–00.10"
        assert drafted_clocks(work, slug)["Dygnet"] == "00.00–00.00"
        mark = services.plan_restoring(work, slug, 4).mark
        assert services.restore_version(work, slug, 4, removed=(), mark=mark) == 0
        services.take_back(work, slug, delays_of(work.db, 1, FIRST)[0].delay_id)
        assert clocks(work, slug) == drafted_clocks(work, slug) == AS_PLANNED | {"Dygnet": "00.00–00.00"}


def test_only_those_who_asked_for_it_and_come_that_day_are_told(slug: str, work_as: WorkAs, cast: Cast) -> None:
    for registration_id in (1, 3):  # Anna, and Cilla, who comes on the second day
        wants_to_know(work_as, registration_id)
    with work_as(cast.alice) as work:
        run_late(work, slug)
    run_errands()
    with work_as(cast.alice) as work:
        assert letters(work) == [("anna", "running-late", "10 minuter sent: Höstens träff")]
        told = letter_to(work, "anna", "running-late")
        assert "Hej Demo Anna! Höstens träff är 10 minuter sen. Det här kommer nu:" in told
        assert "10.00–10.55: Vatten\n12.10–13.10: Lunch" in told
        assert "Du har bett om brev på själva dagen." in told
        services.take_back(work, slug, delays_of(work.db, 1, FIRST)[0].delay_id)
    run_errands()
    with work_as(cast.alice) as work:
        assert letters(work)[1:] == [("anna", "running-late", "Åter till planen: Höstens träff")]
        assert "12.00–13.00: Lunch" in letter_to(work, "anna", "running-late")
        assert notices(work) == [("late", True), ("back", True)]


def test_of_parallel_items_one_is_told_of_those_one_has_chosen(work_as: WorkAs, cast: Cast, clock: Clock) -> None:
    with work_as(cast.alice) as work:
        day = a_workshop_day(work)
        block_id = a_block(work, day.slug)
        anna = come(work, day.slug, "anna").registration_id
        choose(work, day.slug, block_id, anna, FARM)
    wants_to_know(work_as, anna)
    clock.set(TEN_IN_THE_MORNING)
    with work_as(cast.alice) as work:
        run_late(work, day.slug)
    run_errands()
    with work_as(cast.alice) as work:
        told = letter_to(work, "anna", "running-late")
    assert FARM in told
    assert SOIL not in told


def test_what_cannot_be_is_refused(slug: str, work_as: WorkAs, cast: Cast, clock: Clock) -> None:
    with work_as(cast.alice) as work:
        for said in (
            DelayDetails(FIRST, 7),
            DelayDetails(FIRST, 10, "no such item"),
            DelayDetails(FIRST, 10, uid_of(work, MILL)),  # of the other day
            DelayDetails(SECOND, 10, is_sure=True),  # now is not that day
            DelayDetails(SECOND, 10, uid_of(work, MILL)),  # nor was it confirmed
        ):
            with pytest.raises(Invalid):
                run_late(work, slug, said)
        with pytest.raises(Conflict):
            services.run_late(work, slug, NOW, seen_number=1)
        clock.set(datetime(2026, 10, 14, 20, tzinfo=UTC))
    with work_as(cast.alice) as work, pytest.raises(Invalid):
        run_late(work, slug)  # nothing is held any more
    with work_as(cast.alice) as work:
        assert published(work, slug).number == 2


def test_what_nobody_has_seen_cannot_run_late(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_gathering(work)
        with pytest.raises(Conflict):
            services.run_late(work, slug, NOW, seen_number=1)


def test_staff_move_nothing(slug: str, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        run_late(work, slug)
    with work_as(cast.bob) as work:
        with pytest.raises(NotAllowed):
            run_late(work, slug)
        with pytest.raises(NotAllowed):
            services.take_back(work, slug, 1)


def test_the_page_moves_the_day_by_one_button_and_back_by_another(slug: str, as_: As, work_as: WorkAs) -> None:
    alice, address = as_("alice"), f"/en{PAGE}/late"
    page = alice.get(address).text
    assert re.findall(r'name="minutes" value="(\d+)"', page) == ["5", "10", "15", "20"]
    assert re.search(r'<option[^>]* value="">Now, 10:10</option>', page)
    sent = {"day": "2026-10-14", "minutes": "15", "uid": "", "seen_number": "2"}
    assert alice.post(address, data=sent).status_code == 303
    page = alice.get(address).text
    assert "2 items are held later now." in page
    assert "12:15–13:15" in page
    back = re.search(r'action="/en(/plan/[^"]*/back)\?day=2026-10-14"', page)
    assert back
    assert alice.post(back[1]).status_code == 303
    with work_as(SYSTEM) as work:
        assert clocks(work, slug) == AS_PLANNED


def test_the_page_says_what_follows_and_how_many_get_letters(slug: str, as_: As, work_as: WorkAs) -> None:
    alice, address = as_("alice"), f"{PAGE}/late"
    page = alice.get(address).text
    assert re.findall(r'name="minutes" value="\d+">(.*?)</button>', page) == [
        f"Flytta {minutes} minuter" for minutes in (5, 10, 15, 20)
    ]
    assert "Nästa paus eller måltid tar igen förseningen" in page
    assert "Ingen har bett om besked på själva dagen: inga brev går ut." in page
    assert "Det är inte i dag." not in page
    assert f'href="{PAGE}/publish">Till publiceringen</a>' in page
    for registration_id in (1, 2, 3):  # Cilla comes on the second day alone
        wants_to_know(work_as, registration_id)
    assert "2 personer har bett om besked på själva dagen" in alice.get(address).text


def test_sent_twice_the_second_one_is_refused_on_its_page(slug: str, as_: As) -> None:
    alice, address = as_("alice"), f"/en{PAGE}/late"
    sent = {"day": "2026-10-14", "minutes": "15", "uid": "", "seen_number": "2"}
    assert [alice.post(address, data=sent).status_code for _ in range(2)] == [303, 409]
    answer = alice.post(address, data=sent | {"seen_number": "3", "minutes": "7"})
    assert answer.status_code == 422
    assert "Choose one of the options." in answer.text


def test_on_another_day_one_chooses_the_day_and_the_item(slug: str, as_: As, work_as: WorkAs, clock: Clock) -> None:
    clock.set(datetime(2026, 9, 30, 8, tzinfo=UTC))
    alice, address = as_("alice"), f"/en{PAGE}/late"
    page = alice.get(address).text
    assert "Today is no day of this gathering." in page
    assert re.findall(r"late\?day=([\d-]+)", page) == ["2026-10-14", "2026-10-15"]
    page = alice.get(f"{address}?day=2026-10-14").text
    assert "Now, " not in page
    assert "It is not today. Move all the same?" in page
    for nonsense in ("2026-12-24", "soon", ""):
        assert "Today is no day of this gathering." in alice.get(f"{address}?day={nonsense}").text
    with work_as(SYSTEM) as work:
        lunch = uid_of(work, LUNCH)
    sent = {"day": "2026-10-14", "minutes": "5", "uid": lunch, "seen_number": "2"}
    answer = alice.post(address, data=sent)
    assert answer.status_code == 422
    assert "Tick this to move a day that is not today." in answer.text
    assert re.search(rf'<option selected value="{lunch}"', answer.text)
    assert alice.post(address, data=sent | {"is_sure": "y"}).status_code == 303
    with work_as(SYSTEM) as work:
        assert clocks(work, slug) == {WATER: "10.00–10.45", LUNCH: "12.05–13.05"}


def test_on_its_day_the_overview_has_the_button(slug: str, as_: As, clock: Clock) -> None:
    page = as_("alice").get(PAGE).text
    assert f"{PAGE}/late" in page
    assert "Går det sent? Flytta resten av dagen." in page
    clock.set(datetime(2026, 10, 13, 8, tzinfo=UTC))
    assert f"{PAGE}/late" not in as_("alice").get(PAGE).text
