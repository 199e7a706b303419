"""Which items are parallel, which of a block still stand together, and what is said of a placing."""

from datetime import UTC, date, datetime, timedelta

from planner.choices.rules.blocks import bad_luck, capacity_of, full_words, proposals, standing_together
from planner.choices.rules.solver import Placement
from planner.choices.rules.telling import outcome_of
from planner.choices.rules.terms import Block, BlockBoard, Chooser, Option, Pick, Way, Wish, in_seat
from planner.core.language import Words
from planner.meetings.rules import Mode
from tests.builders import an_entry

NOON = datetime(2026, 10, 14, 10, 0, tzinfo=UTC)
ONE = an_entry(1, "Ett", starts_at=NOON)
TWO = an_entry(2, "Två", starts_at=NOON + timedelta(minutes=15), room="Lilla salen")
LATER = an_entry(3, "Tre", starts_at=NOON + timedelta(hours=2))
LUNCH = an_entry(4, "Lunch", starts_at=NOON, kind="meal")


def chooser(number: int, **more: object) -> Chooser:
    said = {"mode": Mode.ON_SITE, "takes_seat": True} | more
    return Chooser(number, f"Demo {number}", f"{number}@example.org", "sv", "", None, "Demo AB", **said)  # type: ignore[arg-type]


def a_board(*people: Chooser, picks: tuple[Pick, ...] = (), wishes: tuple[Wish, ...] = ()) -> BlockBoard:
    options = (Option(1, Words("Ett"), 1, ONE), Option(2, Words("Två"), None, TWO), Option(3, Words("Borta")))
    block = Block(1, 1, Way.RANKED, None, ONE.starts_at, TWO.ends_at, date(2026, 10, 14), options)
    return BlockBoard(block, people, picks, wishes)


def test_content_that_overlaps_is_proposed_in_the_order_of_time() -> None:
    found = proposals([ONE, LUNCH, TWO, LATER])
    assert [(p.starts_at, p.ends_at, p.entries, p.key) for p in found] == [(ONE.starts_at, TWO.ends_at, (ONE, TWO), 1)]


def test_what_is_cancelled_or_chosen_among_already_is_not_proposed() -> None:
    gone = an_entry(2, "Två", starts_at=NOON, cancelled=True)
    assert (proposals([ONE, gone]), proposals([ONE, TWO], [TWO.uid])) == ((), ())


def test_the_largest_group_stays_the_block() -> None:
    moved = an_entry(1, "Ett", starts_at=NOON - timedelta(hours=3))
    third = an_entry(5, "Fem", starts_at=NOON)
    assert standing_together([moved, TWO, third], NOON) == (third, TWO)


def test_where_two_part_the_one_nearest_to_the_opened_time_stays() -> None:
    assert standing_together([ONE, LATER], NOON) == (ONE,)
    assert standing_together([ONE, LATER], LATER.starts_at) == (LATER,)
    assert standing_together([], NOON) == ()


def test_the_item_says_how_many_it_holds_before_its_room_does() -> None:
    rooms = {"Stora salen": 80, "Lilla salen": None}
    own = an_entry(6, capacity=12)
    assert [capacity_of(entry, rooms) for entry in (own, ONE, TWO)] == [12, 80, None]
    assert capacity_of(an_entry(7, room="Logen"), rooms) is None


def test_seats_are_counted_on_site_and_online_only_where_all_are_online() -> None:
    asked = [(held, mode) for held in (Mode.HYBRID, Mode.ONLINE) for mode in (Mode.ON_SITE, Mode.ONLINE)]
    assert [in_seat(*each) for each in asked] == [True, False, True, True]


def test_a_board_counts_seats_and_knows_who_has_nothing_or_something_gone() -> None:
    people = (chooser(1), chooser(2, mode=Mode.ONLINE, takes_seat=False), chooser(3), chooser(4))
    board = a_board(*people, picks=(Pick(1, 1), Pick(2, 1), Pick(3, 3)))
    one, two, gone = board.block.options
    assert (board.taken(1), board.places_left(one), board.places_left(two)) == (1, 0, None)
    assert (board.undecided, board.stranded) == ((people[2], people[3]), ((people[2], gone),))


def test_wishes_for_what_is_gone_are_passed_over() -> None:
    board = a_board(chooser(1), wishes=(Wish(1, 3, 1), Wish(1, 2, 2), Wish(1, 1, 3)))
    assert (board.wishes_of(1), board.first_wishes(2), len(board.wishing)) == ((2, 1), 1, 1)


def test_bad_luck_counts_the_ranks_missed() -> None:
    wishes = (Wish(1, 1, 1), Wish(1, 2, 2))
    first, second, nothing = (
        a_board(chooser(1), picks=picks, wishes=wishes) for picks in ((Pick(1, 1),), (Pick(1, 2),), ())
    )
    assert [bad_luck([board], 1) for board in (first, second, nothing)] == [0, 1, 2]
    assert (bad_luck([second, nothing], 1), bad_luck([second], 2)) == (3, 0)


def test_words_for_what_is_full_name_what_has_room() -> None:
    board = a_board(chooser(1), picks=(Pick(1, 1),))
    assert full_words(board, Words("Ett", "One")).in_("en") == "“One” is full. There is room in “Två”."
    small = a_board(chooser(1), picks=(Pick(1, 1),)).block.options[0]
    block = Block(1, 1, Way.RANKED, None, NOON, NOON, date(2026, 10, 14), (small,))
    full = BlockBoard(block, (chooser(1),), (Pick(1, 1),), ())
    assert full_words(full, Words("Ett")) == "“Ett” is full, and so is everything else at that time."


def test_a_placing_is_told_in_numbers_and_with_its_reasons() -> None:
    people = tuple(chooser(n) for n in range(1, 7))
    wishes = (Wish(1, 1, 1), Wish(2, 1, 1), Wish(2, 2, 2), Wish(3, 1, 1))
    placements = (
        Placement(1, 1, 1),
        Placement(2, 2, 2),
        Placement(3, 2, None),
        Placement(4, 2, None),
        Placement(5, None, None),
        Placement(6, 2, None, pinned=True),
    )
    outcome = outcome_of(a_board(*people, wishes=wishes), placements)
    assert outcome.summary == "1 of 3 persons with wishes get their first one."
    assert outcome.ranks == (
        ("First wish", 1),
        ("Wish number 2", 1),
        ("Had no wish, placed where there was room", 1),
        ("None of the wishes had room", 1),
        ("Placed by hand", 1),
        ("No room anywhere", 1),
    )
    full = "“Ett” was full: 1 of 1 place went to somebody with it as first wish."
    assert [said.reasons for said in outcome.people] == [(), (full,), (full,), (), (), ()]
    assert [(f.option.option_id, f.people, f.seated, f.first_wishes, f.places_left) for f in outcome.fills] == [
        (1, 1, 1, 1, 0),
        (2, 4, 4, 0, None),
    ]
