"""Opening, choosing, wishing, placing, undoing, moving: what happens, and what is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from sqlalchemy import select

from planner.agenda.models import Item
from planner.choices import services
from planner.choices.models import Assignment
from planner.choices.rules.terms import BlockAnswer, Way
from planner.core.actor import Actor
from planner.core.errors import Conflict, Invalid, NotAllowed, NotSignedIn
from planner.core.work import Work
from planner.mail.models import PostedLetter
from planner.meetings.queries import gate_of
from planner.meetings.rules import Mode, Status
from planner.meetings.services import set_status
from planner.programmes.news import ProgrammePublished
from planner.programmes.services import publish
from planner.registrations.news import PersonErased
from planner.registrations.rules import DayChoice
from planner.registrations.services import cancel, hand_over
from tests.builders import Cast
from tests.choices.scene import (
    FARM,
    FIRST,
    SECOND,
    SOIL,
    TITLES,
    WATER,
    a_block,
    a_ranked_block,
    a_workshop,
    a_workshop_day,
    an_opening,
    board,
    choose,
    guests,
    holding,
    option_ids,
    place,
    who_has_what,
    wish,
)

WorkAs = Callable[[Actor], Any]


@pytest.fixture
def work(work_as: WorkAs, cast: Cast) -> Any:
    with work_as(cast.alice) as opened:
        yield opened


def letters_since(work: Work, kind: str = "choices") -> dict[str, str]:
    """Recipient's first name → the plain text of the last letter of that kind."""
    rows = work.db.execute(
        select(PostedLetter.recipient, PostedLetter.plain).where(PostedLetter.kind == kind).order_by(PostedLetter.id)
    )
    return {row.recipient.partition("@")[0]: row.plain for row in rows}


def republish(work: Work, slug: str) -> None:
    publish(work, slug, preliminary=True, with_agenda=True)
    work.db.expire_all()


def move_item(work: Work, item_id: int, starts_at: datetime) -> None:
    work.db.get_one(Item, item_id).starts_at = starts_at
    work.db.flush()


# Opening


def test_a_block_holds_the_items_that_were_ticked_with_their_places(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_block(work, day.slug, closes_on=date(2026, 10, 1))
    block = board(work, day.slug, block_id).block
    assert (block.way, block.closes_on, block.day) == (Way.FIRST_COME, date(2026, 10, 1), FIRST)
    assert {option.title.sv: option.capacity for option in block.options} == {FARM: 1, SOIL: 2, WATER: 2}


def test_items_of_the_draft_are_chosen_among_until_there_is_a_programme(work: Work) -> None:
    day = a_workshop_day(work, is_published=False)
    assert {o.title.sv for o in board(work, day.slug, a_block(work, day.slug)).block.standing} == set(TITLES)


@pytest.mark.parametrize(
    ("titles", "more", "field"),
    [
        ((FARM,), {}, "uids"),
        ((FARM, "Middag"), {}, "uids"),
        ((FARM, SOIL), {"uids": ("0" * 32,)}, "uids"),
        ((FARM, SOIL), {"closes_on": SECOND}, "closes_on"),
    ],
)
def test_what_cannot_be_chosen_among_is_refused(
    work: Work, titles: tuple[str, ...], more: dict[str, Any], field: str
) -> None:
    day = a_workshop_day(work, is_published=False)
    a_workshop(work, day.slug, "Middag", starts=time(18))
    with pytest.raises(Invalid) as refused:
        services.open_block(work, day.slug, an_opening(work, day.slug, titles, **more))
    assert list(refused.value.fields) == [field]


def test_an_item_is_in_one_block_only(work: Work) -> None:
    day = a_workshop_day(work)
    a_block(work, day.slug, (FARM, SOIL))
    with pytest.raises(Invalid) as refused:
        a_block(work, day.slug, (SOIL, WATER))
    assert refused.value.fields == {"uids": "One of these items can be chosen already, in another block."}


def test_an_item_that_nobody_has_can_be_taken_out_and_put_in_again(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_block(work, day.slug)
    services.change_block(work, block_id, an_opening(work, day.slug, (FARM, SOIL)))
    assert set(option_ids(work, day.slug, block_id)) == {FARM, SOIL}
    services.change_block(work, block_id, an_opening(work, day.slug))
    assert set(option_ids(work, day.slug, block_id)) == set(TITLES)


def test_what_people_have_chosen_is_not_taken_from_them(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_block(work, day.slug)
    anna = guests(work, day.slug, "anna")["anna"]
    choose(work, day.slug, block_id, anna, FARM)
    with pytest.raises(Invalid) as refused:
        services.change_block(work, block_id, an_opening(work, day.slug, (SOIL, WATER)))
    assert refused.value.fields == {"uids": "Somebody has “Gården” already. Move them first."}
    with pytest.raises(Invalid) as refused:
        services.change_block(work, block_id, an_opening(work, day.slug, way=Way.RANKED))
    assert list(refused.value.fields) == ["way"]
    with pytest.raises(Conflict):
        services.remove_block(work, block_id)
    choose(work, day.slug, block_id, anna, None)
    services.remove_block(work, block_id)
    block_id = a_block(work, day.slug)
    assert board(work, day.slug, block_id).picks == ()


def test_only_leads_arrange_choosing(work: Work, cast: Cast) -> None:
    day = a_workshop_day(work)
    block_id, said = a_ranked_block(work, day.slug), an_opening(work, day.slug)
    for actor, error in ((cast.bob, NotAllowed), (Actor(), NotSignedIn), (Actor(registration_id=1), NotSignedIn)):
        other = replace(work, actor=actor)
        for attempt in (
            lambda other=other: services.open_block(other, day.slug, said),
            lambda other=other: services.change_block(other, block_id, said),
            lambda other=other: services.remove_block(other, block_id),
            lambda other=other: services.propose(other, block_id),
            lambda other=other: services.apply_placing(other, block_id, ""),
            lambda other=other: services.undo_placing(other, block_id),
            lambda other=other: services.move_person(other, block_id, 1, None),
        ):
            with pytest.raises(error):
                attempt()


# First come


def test_one_chooses_changes_and_gives_up(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_block(work, day.slug)
    anna = guests(work, day.slug, "anna")["anna"]
    seen = []
    for title in (FARM, SOIL, SOIL, None):
        choose(work, day.slug, block_id, anna, title)
        seen.append(who_has_what(work, day.slug, block_id))
    assert seen == [{"Anna": FARM}, {"Anna": SOIL}, {"Anna": SOIL}, {}]


def test_a_full_item_is_refused_and_what_has_room_is_named(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_block(work, day.slug)
    people = guests(work, day.slug, "anna", "bo", "cia")
    choose(work, day.slug, block_id, people["anna"], FARM)
    with pytest.raises(Invalid) as refused:
        choose(work, day.slug, block_id, people["bo"], FARM)
    assert refused.value.fields == {f"block_{block_id}": "“Gården” is full. There is room in “Jorden”, “Vattnet”."}
    choose(work, day.slug, block_id, people["anna"], FARM)  # as it was: the place is hers
    choose(work, day.slug, block_id, people["anna"], SOIL)
    choose(work, day.slug, block_id, people["bo"], FARM)
    assert who_has_what(work, day.slug, block_id) == {"Anna": SOIL, "Bo": FARM}


def test_the_room_says_how_many_where_the_item_does_not(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_block(work, day.slug)
    people = guests(work, day.slug, "anna", "bo", "cia")
    for name in ("anna", "bo"):
        choose(work, day.slug, block_id, people[name], WATER)
    with pytest.raises(Invalid):
        choose(work, day.slug, block_id, people["cia"], WATER)


def test_who_is_online_that_day_takes_no_seat(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_block(work, day.slug)
    ways = (DayChoice(FIRST, Mode.ONLINE), DayChoice(SECOND, Mode.ON_SITE))
    online = guests(work, day.slug, "anna", "bo", days=ways)
    there = guests(work, day.slug, "cia", "dan")
    for registration_id in (*online.values(), there["cia"]):
        choose(work, day.slug, block_id, registration_id, FARM)
    with pytest.raises(Invalid):
        choose(work, day.slug, block_id, there["dan"], FARM)
    assert who_has_what(work, day.slug, block_id) == {"Anna": FARM, "Bo": FARM, "Cia": FARM}


def test_where_everybody_is_online_the_places_count(work: Work) -> None:
    day = a_workshop_day(work, mode=Mode.ONLINE)
    block_id = a_block(work, day.slug)
    days = (DayChoice(FIRST, Mode.ONLINE),)
    people = guests(work, day.slug, "anna", "bo", days=days)
    choose(work, day.slug, block_id, people["anna"], FARM)
    with pytest.raises(Invalid):
        choose(work, day.slug, block_id, people["bo"], FARM)


def test_only_those_with_a_place_on_that_day_choose(work: Work) -> None:
    day = a_workshop_day(work, capacity=1)
    block_id = a_block(work, day.slug)
    away = guests(work, day.slug, "anna", days=(DayChoice(SECOND, Mode.ON_SITE),))["anna"]
    waiting = guests(work, day.slug, "bo")["bo"]
    for registration_id in (away, waiting):
        with pytest.raises(Invalid) as refused:
            choose(work, day.slug, block_id, registration_id, SOIL)
        assert refused.value.fields == {f"block_{block_id}": "You have no place on that day."}


def test_nobody_chooses_for_somebody_else(work: Work, cast: Cast) -> None:
    day = a_workshop_day(work)
    people = guests(work, day.slug, "anna", "bo")
    for actor, error in ((Actor(registration_id=people["bo"]), NotSignedIn), (cast.alice, NotAllowed)):
        with pytest.raises(error):
            services.answer(replace(work, actor=actor), people["anna"], [])


def test_after_the_last_day_and_once_it_has_begun_nobody_chooses(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_block(work, day.slug, closes_on=date(2026, 10, 1))
    anna = guests(work, day.slug, "anna")["anna"]
    last = datetime(2026, 10, 1, 21, 59, tzinfo=UTC)
    choose(replace(work, now=last), day.slug, block_id, anna, SOIL)
    for now, words in (
        (datetime(2026, 10, 1, 22, 0, tzinfo=UTC), "The last day was Thursday 1 October 2026."),
        (datetime(2026, 10, 14, 11, 30, tzinfo=UTC), "This has begun."),
    ):
        with pytest.raises(Invalid) as refused:
            choose(replace(work, now=now), day.slug, block_id, anna, WATER)
        assert refused.value.fields == {f"block_{block_id}": words}


def test_nobody_chooses_at_a_gathering_that_is_off(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_block(work, day.slug)
    anna = guests(work, day.slug, "anna")["anna"]
    set_status(work, day.slug, Status.CANCELLED)
    with pytest.raises(Conflict):
        choose(work, day.slug, block_id, anna, SOIL)


def test_all_answers_are_kept_or_none(work: Work) -> None:
    day = a_workshop_day(work, is_published=False)
    for title in ("Skogen", "Åkern"):
        a_workshop(work, day.slug, title, held_on=SECOND, starts=time(9), capacity=1)
    first, second = a_block(work, day.slug), a_block(work, day.slug, ("Skogen", "Åkern"))
    people = guests(work, day.slug, "anna", "bo")
    choose(work, day.slug, second, people["anna"], "Skogen")
    answers = [
        BlockAnswer(first, option_ids(work, day.slug, first)[SOIL]),
        BlockAnswer(second, option_ids(work, day.slug, second)["Skogen"]),
    ]
    with pytest.raises(Invalid) as refused:
        services.answer(holding(work, people["bo"]), people["bo"], answers)
    assert list(refused.value.fields) == [f"block_{second}"]
    assert who_has_what(work, day.slug, first) == {}


# What leaves the block


def test_who_had_an_item_that_is_gone_chooses_anew_also_after_the_last_day(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_block(work, day.slug, closes_on=date(2026, 9, 10))
    people = guests(work, day.slug, "anna", "bo")
    choose(work, day.slug, block_id, people["anna"], FARM)
    work.db.delete(work.db.get_one(Item, day.items[FARM]))
    republish(work, day.slug)
    now = board(work, day.slug, block_id)
    assert [(p.name, option.title.sv) for p, option in now.stranded] == [("Demo Anna", FARM)]
    assert [option.title.sv for option in now.block.standing] == [SOIL, WATER]
    late = replace(work, now=datetime(2026, 9, 20, 8, tzinfo=UTC))
    choose(late, day.slug, block_id, people["anna"], SOIL)
    with pytest.raises(Invalid):
        choose(late, day.slug, block_id, people["bo"], SOIL)
    assert board(work, day.slug, block_id).stranded == ()


def test_who_has_lost_an_item_is_told_once_unless_it_was_published_quietly(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_block(work, day.slug)
    anna = guests(work, day.slug, "anna", lang="en")["anna"]
    choose(work, day.slug, block_id, anna, FARM)
    work.db.delete(work.db.get_one(Item, day.items[FARM]))
    republish(work, day.slug)
    meeting_id = gate_of(work.db, day.slug).meeting_id
    hear = work.hearers[ProgrammePublished][-1]
    hear(work, ProgrammePublished(meeting_id, 2, 2, quiet=True))
    assert letters_since(work) == {}
    hear(work, ProgrammePublished(meeting_id, 2, 2, quiet=False))
    assert "“Gården”, which you had chosen" in letters_since(work)["anna"]
    republish(work, day.slug)
    assert services.tell_stranded(work, meeting_id) == 0


def test_an_item_that_moves_away_from_the_others_is_gone_from_the_block(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_block(work, day.slug)
    anna = guests(work, day.slug, "anna")["anna"]
    choose(work, day.slug, block_id, anna, WATER)
    move_item(work, day.items[WATER], datetime(2026, 10, 14, 8, 0, tzinfo=UTC))
    assert board(work, day.slug, block_id).stranded == ()  # nobody else knows yet
    republish(work, day.slug)
    assert [option.title.sv for _, option in board(work, day.slug, block_id).stranded] == [WATER]
    with pytest.raises(Invalid):
        choose(work, day.slug, block_id, guests(work, day.slug, "bo")["bo"], WATER)


def test_a_block_that_moves_as_a_whole_stays_whole(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_block(work, day.slug)
    anna = guests(work, day.slug, "anna")["anna"]
    choose(work, day.slug, block_id, anna, WATER)
    for item_id in day.items.values():
        move_item(work, item_id, datetime(2026, 10, 15, 7, 0, tzinfo=UTC))
    republish(work, day.slug)
    now = board(work, day.slug, block_id)
    assert (len(now.block.standing), now.block.day, who_has_what(work, day.slug, block_id)) == (
        3,
        SECOND,
        {"Anna": WATER},
    )


# Wishes and placing


def test_wishes_are_kept_in_their_order_and_replaced(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_ranked_block(work, day.slug)
    anna = guests(work, day.slug, "anna")["anna"]
    ids = option_ids(work, day.slug, block_id)
    wish(work, day.slug, block_id, anna, WATER, FARM)
    assert board(work, day.slug, block_id).wishes_of(anna) == (ids[WATER], ids[FARM])
    answer = BlockAnswer(block_id, wishes=((ids[SOIL], 3), (ids[WATER], 1)))
    services.answer(holding(work, anna), anna, [answer])
    assert board(work, day.slug, block_id).wishes_of(anna) == (ids[WATER], ids[SOIL])
    services.answer(holding(work, anna), anna, [BlockAnswer(block_id)])
    assert board(work, day.slug, block_id).wishes_of(anna) == ()


def test_a_rank_is_given_once(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_ranked_block(work, day.slug)
    anna = guests(work, day.slug, "anna")["anna"]
    ids = option_ids(work, day.slug, block_id)
    answer = BlockAnswer(block_id, wishes=((ids[SOIL], 1), (ids[WATER], 1)))
    with pytest.raises(Invalid) as refused:
        services.answer(holding(work, anna), anna, [answer])
    assert refused.value.fields == {f"block_{block_id}": "Two items have the same rank. Give each rank once."}


def a_placed_day(work: Work) -> tuple[str, int, dict[str, int]]:
    """Four people who wish, before anybody is placed: two want the farm, which holds one."""
    day = a_workshop_day(work)
    block_id = a_ranked_block(work, day.slug)
    people = guests(work, day.slug, "anna", "bo", "cia", "dan", lang="en")
    wish(work, day.slug, block_id, people["anna"], FARM)
    wish(work, day.slug, block_id, people["bo"], FARM, SOIL)
    wish(work, day.slug, block_id, people["cia"], WATER)
    return day.slug, block_id, people


def test_looking_at_a_placing_changes_nothing_and_gives_the_same_each_time(work: Work) -> None:
    slug, block_id, _ = a_placed_day(work)
    work.db.flush()
    runs = [services.propose(work, block_id) for _ in range(2)]
    assert runs[0] == runs[1]
    assert (who_has_what(work, slug, block_id), letters_since(work)) == ({}, {})
    assert runs[0].outcome.summary == "2 of 3 persons with wishes get their first one."
    assert runs[0].outcome.ranks == (
        ("First wish", 2),
        ("Wish number 2", 1),
        ("Had no wish, placed where there was room", 1),
    )


def test_people_are_placed_and_told_why(work: Work) -> None:
    slug, block_id, _ = a_placed_day(work)
    made = work.db.get_one(Assignment, place(work, block_id))
    got = who_has_what(work, slug, block_id)
    assert {name: got[name] for name in ("Anna", "Bo", "Cia")} == {"Anna": FARM, "Bo": SOIL, "Cia": WATER}
    assert (made.made_by, made.made_at, made.undone_at) == ("Alice", work.now, None)
    told = letters_since(work)
    assert set(told) == {"anna", "bo", "cia", "dan"}
    assert [line for line in told["bo"].splitlines() if "was full" in line] == [
        "“Gården” was full: 1 of 1 place went to somebody with it as first wish."
    ]
    assert f"Item: {SOIL}" in told["bo"]
    assert "When: Wednesday 14 October 2026 13:30–15:00" in told["bo"]
    assert told["bo"].count("}}/choices") == 1


def test_who_finds_no_room_is_told_so_too(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_ranked_block(work, day.slug, (FARM, SOIL))
    people = guests(work, day.slug, "anna", "bo", "cia", "dan", lang="en")
    for registration_id in people.values():
        wish(work, day.slug, block_id, registration_id, FARM, SOIL)
    place(work, block_id)
    without = {p.name.removeprefix("Demo ").lower() for p in board(work, day.slug, block_id).undecided}
    told = letters_since(work)
    assert len(without) == 1
    assert "no room left for you in any of the parallel items" in told[without.pop()]


def test_a_placing_looked_at_before_a_wish_changed_is_not_applied(work: Work) -> None:
    slug, block_id, people = a_placed_day(work)
    mark = services.propose(work, block_id).mark
    wish(work, slug, block_id, people["dan"], FARM)
    with pytest.raises(Conflict):
        services.apply_placing(work, block_id, mark)
    assert who_has_what(work, slug, block_id) == {}


def test_nobody_is_placed_twice_or_where_people_choose_themselves(work: Work) -> None:
    slug, block_id, _ = a_placed_day(work)
    place(work, block_id)
    with pytest.raises(Conflict):
        place(work, block_id)
    for title in ("Skogen", "Åkern"):
        a_workshop(work, slug, title, held_on=SECOND, starts=time(9))
    republish(work, slug)
    with pytest.raises(Conflict):
        services.propose(work, a_block(work, slug, ("Skogen", "Åkern")))


def test_who_was_placed_by_hand_stays(work: Work) -> None:
    slug, block_id, people = a_placed_day(work)
    services.move_person(work, block_id, people["dan"], option_ids(work, slug, block_id)[FARM])
    place(work, block_id)
    got = who_has_what(work, slug, block_id)
    assert (got["Dan"], got["Bo"]) == (FARM, SOIL)
    assert "“Gården” was full" not in letters_since(work)["dan"]


def test_undoing_gives_back_what_stood_before_and_tells(work: Work) -> None:
    slug, block_id, people = a_placed_day(work)
    services.move_person(work, block_id, people["dan"], option_ids(work, slug, block_id)[WATER])
    place(work, block_id)
    services.undo_placing(work, block_id)
    assert who_has_what(work, slug, block_id) == {"Dan": WATER}
    assert board(work, slug, block_id).placing is None
    assert "are given anew" in letters_since(work)["anna"]
    assert "are given anew" not in letters_since(work)["dan"]
    first = services.propose(work, block_id)
    place(work, block_id)  # and it can be done again, by another draw
    seeds = list(work.db.scalars(select(Assignment.seed).order_by(Assignment.id)))
    assert (len(set(seeds)), seeds[1]) == (2, first.seed)


def test_what_changed_since_the_placing_is_not_undone(work: Work) -> None:
    slug, block_id, people = a_placed_day(work)
    place(work, block_id)
    other = WATER if who_has_what(work, slug, block_id)["Dan"] == SOIL else SOIL
    services.move_person(work, block_id, people["dan"], option_ids(work, slug, block_id)[other])
    with pytest.raises(Conflict):
        services.undo_placing(work, block_id)
    assert who_has_what(work, slug, block_id)["Dan"] == other


def test_who_had_a_gone_item_and_finds_no_room_has_none(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_ranked_block(work, day.slug)
    people = guests(work, day.slug, "anna", "bo", "cia", "dan")
    services.move_person(work, block_id, people["anna"], option_ids(work, day.slug, block_id)[WATER])
    for name in ("bo", "cia", "dan"):
        wish(work, day.slug, block_id, people[name], SOIL, FARM)
    work.db.delete(work.db.get_one(Item, day.items[WATER]))
    republish(work, day.slug)
    place(work, block_id)
    assert sorted(who_has_what(work, day.slug, block_id)) == ["Bo", "Cia", "Dan"]


def test_undoing_passes_over_who_has_left_meanwhile(work: Work) -> None:
    slug, block_id, people = a_placed_day(work)
    place(work, block_id)
    cancel(work, people["anna"])
    services.undo_placing(work, block_id)
    assert who_has_what(work, slug, block_id) == {}


def test_a_placing_is_undone_until_the_gathering_begins(work: Work) -> None:
    _slug, block_id, _ = a_placed_day(work)
    place(work, block_id)
    with pytest.raises(Conflict):
        services.undo_placing(replace(work, now=datetime(2026, 10, 14, 8, 0, tzinfo=UTC)), block_id)
    services.undo_placing(replace(work, now=datetime(2026, 10, 14, 7, 59, tzinfo=UTC)), block_id)
    with pytest.raises(Conflict):
        services.undo_placing(work, block_id)


def test_after_the_placing_only_those_without_an_item_choose(work: Work) -> None:
    slug, block_id, people = a_placed_day(work)
    place(work, block_id)
    late = guests(work, slug, "eva")["eva"]
    with pytest.raises(Invalid) as refused:
        choose(work, slug, block_id, people["cia"], SOIL)
    assert refused.value.fields[f"block_{block_id}"].startswith("Everybody has been placed.")
    free = next(o for o in board(work, slug, block_id).block.standing if board(work, slug, block_id).places_left(o))
    choose(work, slug, block_id, late, free.title.sv)
    assert who_has_what(work, slug, block_id)["Eva"] == free.title.sv


def test_bad_luck_in_one_block_goes_first_in_the_next(work: Work) -> None:
    day = a_workshop_day(work, is_published=False)
    for title in ("Skogen", "Åkern"):
        a_workshop(work, day.slug, title, held_on=SECOND, starts=time(9), capacity=1)
    first, second = a_ranked_block(work, day.slug), a_ranked_block(work, day.slug, ("Skogen", "Åkern"))
    people = guests(work, day.slug, "anna", "bo")
    for registration_id in people.values():
        wish(work, day.slug, first, registration_id, FARM, SOIL)
        wish(work, day.slug, second, registration_id, "Skogen", "Åkern")
    place(work, first)
    unlucky = next(name for name, title in who_has_what(work, day.slug, first).items() if title == SOIL)
    place(work, second)
    assert who_has_what(work, day.slug, second)[unlucky] == "Skogen"


# By hand, and what is heard


def test_a_lead_moves_somebody_who_is_told(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_block(work, day.slug)
    people = guests(work, day.slug, "anna", "bo", lang="en")
    ids = option_ids(work, day.slug, block_id)
    services.move_person(work, block_id, people["anna"], ids[FARM])
    assert "You now have this item" in letters_since(work)["anna"]
    with pytest.raises(Conflict):
        services.move_person(work, block_id, people["bo"], ids[FARM])
    services.move_person(work, block_id, people["anna"], None)
    assert who_has_what(work, day.slug, block_id) == {}
    assert "You have no item any more" in letters_since(work)["anna"]


def test_who_does_not_come_leaves_room(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_block(work, day.slug)
    people = guests(work, day.slug, "anna", "bo")
    choose(work, day.slug, block_id, people["anna"], FARM)
    cancel(work, people["anna"])
    choose(work, day.slug, block_id, people["bo"], FARM)
    assert who_has_what(work, day.slug, block_id) == {"Bo": FARM}


def test_a_colleague_who_takes_the_seat_chooses_anew(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_ranked_block(work, day.slug)
    anna = guests(work, day.slug, "anna")["anna"]
    wish(work, day.slug, block_id, anna, FARM)
    services.move_person(work, block_id, anna, option_ids(work, day.slug, block_id)[SOIL])
    hand_over(work, anna, "Demo Bo", "bo@example.org", "sv")
    work.db.expire_all()
    now = board(work, day.slug, block_id)
    assert ([p.name for p in now.people], now.picks, now.wishes) == (["Demo Bo"], (), ())


def test_what_an_erased_person_chose_goes(work: Work) -> None:
    day = a_workshop_day(work)
    block_id = a_block(work, day.slug)
    anna = guests(work, day.slug, "anna")["anna"]
    choose(work, day.slug, block_id, anna, FARM)
    for hear in work.hearers[PersonErased]:
        hear(work, PersonErased(1, anna, "anna@example.org"))
    assert board(work, day.slug, block_id).picks == ()
