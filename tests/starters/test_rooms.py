"""Which rooms of a venue a starter's places are."""

from planner.network.rules import RoomKind
from planner.starters.rules import LUNCH_TO_LUNCH, WEBINAR, Ground, fit
from planner.starters.rules.rooms import rooms_for
from planner.starters.rules.values import Place
from tests.starters.samples import ARoom, usual

ROOMS = (
    ARoom(1, "Lilla salen", capacity=40),
    ARoom(2, "Matsalen", capacity=140),
    ARoom(3, "Stora salen", capacity=120),
    ARoom(4, "Biblioteket"),
    ARoom(5, "Bussen", RoomKind.BUS, 50),
    ARoom(6, "Länken", RoomKind.ONLINE),
    ARoom(7, "Gården", RoomKind.FARM),
)


def test_the_largest_room_is_the_hall_and_one_eats_where_the_name_says_so() -> None:
    assert rooms_for(ROOMS) == {
        Place.HALL: 3,
        Place.GROUP_1: 3,
        Place.GROUP_2: 1,
        Place.GROUP_3: 4,
        Place.DINING: 2,
        Place.BUS: 5,
        Place.ONLINE: 6,
    }


def test_a_venue_that_lacks_rooms_leaves_places_without_any() -> None:
    assert rooms_for(()) == {}
    assert rooms_for(ROOMS[:1]) == {Place.HALL: 1, Place.GROUP_1: 1}
    assert rooms_for(ROOMS[1:2]) == {Place.DINING: 2}


def test_items_get_the_rooms_of_their_places() -> None:
    def rooms_at(starter_ground: Ground) -> dict[str, int | None]:
        return {item.title.sv: item.room_id for item in fit(LUNCH_TO_LUNCH, starter_ground).items}

    days = usual(LUNCH_TO_LUNCH).days
    placed = rooms_at(Ground(days, "Europe/Stockholm", "sv", ROOMS))
    assert [placed[title] for title in ("Välkommen", "Lunch", "Workshop A", "Workshop B", "Workshop C")] == [
        3, 2, 3, 1, 4,
    ]  # fmt: skip
    assert set(rooms_at(Ground(days, "Europe/Stockholm", "sv")).values()) == {None}


def test_online_items_are_held_in_the_online_room() -> None:
    items = fit(WEBINAR, Ground(usual(WEBINAR).days, "Europe/Stockholm", "sv", ROOMS)).items
    assert {item.room_id for item in items if item.title.sv != "Paus"} == {6}
