"""Names, addresses and places on the map."""

import math
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.network.rules import (
    COUNTIES,
    by_letters,
    cluster_of_address,
    coordinates_of,
    county_order,
    domain_refusal,
    holds_all,
    mail_domain,
    shown_address,
    web_address,
    with_former_name,
)
from planner.network.rules.map import (
    DOT_KM,
    LINE_KM,
    MAP_HEIGHT_KM,
    MAP_WIDTH_KM,
    Dot,
    Spot,
    is_on_map,
    laid_out,
    on_map,
    sweref99tm,
)

# Lantmäteriet's control points for SWEREF 99 TM: latitude, longitude, northing, easting.
CONTROL_POINTS = (
    (55.00, 14.25, 6095048.642, 452024.069),
    (57.00, 12.75, 6319636.937, 363331.554),
    (57.00, 19.50, 6326392.707, 773251.054),
    (59.00, 11.25, 6546096.724, 284626.066),
    (59.00, 19.50, 6548757.206, 758410.519),
    (61.00, 12.75, 6764877.311, 378323.440),
    (61.00, 18.75, 6768593.345, 702745.127),
    (63.00, 12.00, 6989134.048, 348083.148),
    (63.00, 19.50, 6993565.630, 727798.671),
    (65.00, 13.50, 7209293.753, 429270.201),
    (65.00, 21.75, 7225449.115, 817833.405),
    (67.00, 16.50, 7432168.174, 565398.458),
    (67.00, 24.00, 7459745.672, 891298.142),
    (69.00, 21.00, 7666089.698, 739639.195),
)


@pytest.mark.parametrize(("latitude", "longitude", "northing", "easting"), CONTROL_POINTS)
def test_projection_meets_the_control_points_to_the_millimetre(
    latitude: float, longitude: float, northing: float, easting: float
) -> None:
    e, n = sweref99tm(latitude, longitude)
    assert (abs(e - easting) < 0.001, abs(n - northing) < 0.001) == (True, True)


def test_stockholm_lies_where_the_drawing_has_it() -> None:
    assert on_map(59.3293, 18.0686) == (406.4, 1096.0)


def test_only_what_lies_in_the_drawing_is_on_the_map() -> None:
    assert is_on_map(57.89, 16.40)
    assert not is_on_map(48.86, 2.35)
    assert not is_on_map(60.17, 24.94)
    assert not is_on_map(-33.9, 151.2)


SPOT = st.builds(
    Spot,
    st.floats(0, MAP_WIDTH_KM),
    st.floats(0, MAP_HEIGHT_KM),
    st.text("abc ", min_size=1, max_size=60).filter(str.strip),
)


@given(st.lists(SPOT, max_size=30))
def test_labels_of_one_margin_never_touch(spots: list[Spot]) -> None:
    dots = laid_out(spots)
    for side in (True, False):
        column = sorted((dot for dot in dots if dot.is_west is side), key=lambda dot: dot.label_y)
        for upper, lower in pairwise(column):
            ends, begins = _half(upper) + upper.label_y, lower.label_y - _half(lower)
            assert ends <= begins + 0.2


def _half(dot: Dot) -> float:
    return len(dot.lines) * LINE_KM / 2


@given(st.lists(SPOT, max_size=30))
def test_labels_stand_in_the_order_of_their_dots_and_keep_every_word(spots: list[Spot]) -> None:
    dots = laid_out(spots)
    assert [" ".join(dot.lines).split() for dot in dots] == [spot.words.split() for spot in spots]
    for one, other in combinations(dots, 2):
        if one.is_west == other.is_west and one.y < other.y:
            assert one.label_y < other.label_y


def test_neighbours_in_one_town_get_dots_apart_and_others_stay() -> None:
    skara, beside, umea = Spot(140.0, 1204.0, "A"), Spot(142.0, 1201.0, "B"), Spot(491.0, 588.0, "C")
    dots = laid_out([skara, beside, umea])
    assert math.hypot(dots[0].x - dots[1].x, dots[0].y - dots[1].y) == pytest.approx(2 * DOT_KM + 2, abs=0.3)
    assert dots[2] == Dot(491.0, 588.0, ("C",), False, 588.0)


def test_two_on_the_very_same_spot_are_both_seen() -> None:
    one, other = laid_out([Spot(140.0, 1204.0, "A"), Spot(140.0, 1204.0, "B")])
    assert math.hypot(one.x - other.x, one.y - other.y) > 2 * DOT_KM


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", ""),
        ("vretakluster.se", "https://vretakluster.se"),
        (" www.example.org/om-oss?x=1 ", "https://www.example.org/om-oss?x=1"),
        ("http://example.org:8080/", "http://example.org:8080/"),
        ("https://åkerö.example.org", "https://åkerö.example.org"),
        ("javascript:alert(1)", None),
        ("javascript://example.org/%0aalert(1)", None),
        ("ftp://example.org", None),
        ("https://name:secret@example.org", None),
        ("https://localhost", None),
        ("https://[broken", None),
        ("https://example.org:port", None),
        ('https://example.org/"onclick', None),
        ("two words.se", None),
        ("-.org", None),
    ],
)
def test_web_addresses_are_completed_or_refused(typed: str, meant: str | None) -> None:
    assert web_address(typed) == meant


def test_addresses_are_shown_without_what_everybody_knows() -> None:
    assert shown_address("https://www.example.org/") == "www.example.org"
    assert shown_address("http://example.org/a/") == "example.org/a"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("58.49, 15.50", (58.49, 15.5)),
        ("58.49 15.5", (58.49, 15.5)),
        (" 58.49,15.50 ", (58.49, 15.5)),
        ("58,49 15,50", (58.49, 15.5)),
        ("58,49; 15,50", (58.49, 15.5)),
        ("58,49, 15,50", (58.49, 15.5)),
        ("-33.9 151.2", (-33.9, 151.2)),
        ("58 15", (58.0, 15.0)),
        ("58,49", None),
        ("58.49", None),
        ("91.0, 15.0", None),
        ("58.0, 181.0", None),
        ("N 58 E 15", None),
        ("", None),
    ],
)
def test_coordinates_are_read_as_maps_give_them(typed: str, meant: tuple[float, float] | None) -> None:
    assert coordinates_of(typed) == meant


def test_a_name_that_is_given_up_is_kept_once() -> None:
    assert with_former_name((), "Gröna Navet", "Grönt kluster") == ("Gröna Navet",)
    assert with_former_name(("Navet",), "Gröna Navet", "Grönt kluster") == ("Gröna Navet", "Navet")
    assert with_former_name(("Navet", "Gröna Navet"), "Gröna Navet", "Navet") == ("Gröna Navet",)
    assert with_former_name(("Navet",), "Same", "Same") == ("Navet",)


def test_counties_go_from_north_to_south_and_the_unknown_come_last() -> None:
    shuffled = ["", "Åland", "Skåne län", "Norrbottens län", "Elsewhere", "Uppsala län"]
    in_order = ["Norrbottens län", "Uppsala län", "Skåne län", "Elsewhere", "Åland", ""]
    assert sorted(shuffled, key=county_order) == in_order
    assert len(set(COUNTIES)) == 21


def test_swedish_letters_stand_after_z() -> None:
    names = ["Öjebyn", "Ås", "ängen", "Zinkgruvan", "agro", "Vreta"]
    assert sorted(names, key=by_letters) == ["agro", "Vreta", "Zinkgruvan", "Ås", "ängen", "Öjebyn"]


def test_search_wants_every_word_somewhere() -> None:
    assert holds_all("demo ÅSA", "Åsa Demo", "adviser")
    assert holds_all("", "anybody")
    assert not holds_all("demo farmer", "Åsa Demo", "adviser")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("vretakluster.se", "vretakluster.se"),
        (" @Vretakluster.SE. ", "vretakluster.se"),
        ("anna@mail.vretakluster.se", "mail.vretakluster.se"),
        ("*.example.org;", "example.org"),
        ("växthuset.example.org", "växthuset.example.org"),
        ("demo.xn--p1ai", "demo.xn--p1ai"),
    ],
)
def test_mail_domains_are_kept_in_one_form(typed: str, kept: str) -> None:
    assert (mail_domain(typed), domain_refusal(kept)) == (kept, None)


@pytest.mark.parametrize(
    "domain", ["se", "a..se", "-a.se", "a-.se", "a b.se", "192.168.0.1", "a.se/x", "telia.com", f"{'a.' * 130}se"]
)
def test_what_is_no_domain_of_a_cluster_is_refused(domain: str) -> None:
    assert domain_refusal(domain) is not None


@pytest.mark.parametrize(
    ("email", "cluster_id"),
    [
        ("anna@vretakluster.se", 1),
        ("Anna@Mail.Vretakluster.SE", 1),
        ("anna@agro.vretakluster.se", 2),
        ("anna@x.agro.vretakluster.se", 2),
        ("anna@notvretakluster.se", None),
        ("anna@se", None),
        ("vretakluster.se", None),
        ("", None),
    ],
)
def test_an_address_tells_its_cluster(email: str, cluster_id: int | None) -> None:
    assert cluster_of_address(email, (("vretakluster.se", 1), ("agro.vretakluster.se", 2))) == cluster_id
