"""Keeping the network's records."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from planner.accounts.queries import clusters_of, staff_of
from planner.core.actor import ANONYMOUS, Actor
from planner.core.errors import Invalid, NotAllowed, NotFound, NotSignedIn, PlannerError
from planner.core.language import Words
from planner.core.work import Work
from planner.network import services
from planner.network.news import ClusterChanged, ThemeChanged, VenueChanged
from planner.network.queries import (
    ClusterRecord,
    PersonValue,
    RoomValue,
    ThemeValue,
    VenueValue,
    cluster_record,
    people_by_id,
    themes_in_order,
    venue_with_rooms,
)
from planner.network.queries.people import people_named
from planner.network.rules import ClusterStatus, Hue, RoomKind
from planner.network.services import (
    ClusterDetails,
    ClusterFacts,
    PersonDetails,
    RoomDetails,
    ThemeDetails,
    VenueDetails,
)
from planner.network.services.people import people_called, person_called
from tests.builders import Cast

WorkAs = Callable[[Actor], Any]

FACTS = ClusterFacts(
    place="Umeå",
    county="Västerbottens län",
    coordinates=(63.83, 20.26),
    owner="Demo Owner",
    website="kluster.example.org",
    contact_name="Demo Contact",
    contact_email="Contact@Example.org",
    mail_domains=(" @Kluster.example.org ", "", "demo@kluster.example.org", "gront.example.org"),
)
DETAILS = ClusterDetails("Gröna Navet", FACTS, ClusterStatus.FORMING, ("Navet",), "an article")
WATER = ThemeDetails(Words("Vattenfrågor", "Water"), Words("Vatten", "Water"), Hue.LAKE)


def heard(work: Work) -> tuple[Work, list[object]]:
    """The same work, and what is told in it."""
    told: list[object] = []
    kinds = (ClusterChanged, ThemeChanged, VenueChanged)
    return replace(work, hearers={kind: (lambda _work, news: told.append(news),) for kind in kinds}), told


def test_a_new_cluster_has_all_its_facts_and_an_address_of_its_own(cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        work, told = heard(work)
        slug = services.add_cluster(work, DETAILS)
        record = cluster_record(work.db, slug)
    assert record == ClusterRecord(
        id=record.id if record else 0,
        slug="grona-navet",
        name="Gröna Navet",
        former_names=("Navet",),
        place="Umeå",
        county="Västerbottens län",
        latitude=63.83,
        longitude=20.26,
        owner="Demo Owner",
        website="https://kluster.example.org",
        contact_name="Demo Contact",
        contact_email="contact@example.org",
        status=ClusterStatus.FORMING,
        source="an article",
        mail_domains=("kluster.example.org", "gront.example.org"),
    )
    assert record is not None
    assert told == [ClusterChanged(record.id)]


def test_a_name_that_is_given_up_is_remembered_and_the_address_stays(cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        slug = services.add_cluster(work, DETAILS)
        renamed = replace(DETAILS, name="Grönt kluster Västerbotten")
        services.change_cluster(work, slug, renamed)
        services.change_cluster(work, slug, replace(renamed, former_names=("Gröna Navet", "Navet")))
        record = cluster_record(work.db, slug)
    assert record is not None
    assert (record.slug, record.name) == ("grona-navet", "Grönt kluster Västerbotten")
    assert record.former_names == ("Gröna Navet", "Navet")


def test_clusters_with_names_alike_get_addresses_unlike(cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        slugs = [
            services.add_cluster(work, replace(DETAILS, facts=ClusterFacts(), name=name))
            for name in ("Ås", "As", "Ä S")
        ]
    assert slugs == ["as", "as-2", "a-s"]


@pytest.mark.parametrize(
    ("details", "fields"),
    [
        (replace(DETAILS, name="VRETA kluster"), {"name": "There is already a cluster called VRETA kluster."}),
        (
            replace(DETAILS, facts=replace(FACTS, website="javascript:x")),
            {"website": "Write a web address, such as www.example.org."},
        ),
        (
            replace(DETAILS, facts=replace(FACTS, coordinates=(99.0, 15.0))),
            {"coordinates": "Write latitude and longitude, such as 58.49, 15.50."},
        ),
        (
            replace(DETAILS, facts=replace(FACTS, mail_domains=("kluster",))),
            {"mail_domains": "“kluster” is not a mail domain. Write it like vretakluster.se."},
        ),
        (
            replace(DETAILS, facts=replace(FACTS, mail_domains=("GMail.com",))),
            {"mail_domains": "Anybody can have an address at gmail.com, so it tells nothing about the cluster."},
        ),
    ],
)
def test_unusable_facts_are_refused_by_their_field(
    cast: Cast, work_as: WorkAs, details: ClusterDetails, fields: dict[str, str]
) -> None:
    with pytest.raises(Invalid) as refused, work_as(cast.alice) as work:
        services.add_cluster(work, details)
    assert refused.value.fields == fields


def test_two_clusters_do_not_claim_one_domain(cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        services.add_cluster(work, DETAILS)
        services.change_cluster(work, "grona-navet", DETAILS)  # its own it may keep
    with pytest.raises(Invalid) as refused, work_as(cast.bob) as work:
        services.change_cluster_facts(work, "vreta-kluster", ClusterFacts(mail_domains=("gront.example.org",)))
    assert refused.value.fields == {"mail_domains": "gront.example.org belongs to Gröna Navet already."}


def test_staff_keep_the_facts_of_their_own_cluster_only(cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.bob) as work:
        services.change_cluster_facts(work, "vreta-kluster", FACTS)
        record = cluster_record(work.db, "vreta-kluster")
    assert record is not None
    assert (record.name, record.place, record.status) == ("Vreta Kluster", "Umeå", ClusterStatus.ACTIVE)
    with pytest.raises(NotAllowed), work_as(cast.bob) as work:
        services.change_cluster_facts(work, "agrovast", FACTS)
    with pytest.raises(NotAllowed), work_as(cast.bob) as work:
        services.change_cluster(work, "vreta-kluster", DETAILS)


USE_CASES: dict[str, Callable[[Work], object]] = {
    "add_cluster": lambda work: services.add_cluster(work, DETAILS),
    "change_cluster": lambda work: services.change_cluster(work, "agrovast", DETAILS),
    "change_cluster_facts": lambda work: services.change_cluster_facts(work, "agrovast", FACTS),
    "admit_staff": lambda work: services.admit_staff(work, "agrovast", "Demo", "demo@example.org"),
    "remove_staff": lambda work: services.remove_staff(work, "agrovast", 1),
    "add_theme": lambda work: services.add_theme(work, WATER),
    "change_theme": lambda work: services.change_theme(work, "vatten", WATER),
    "retire_theme": lambda work: services.retire_theme(work, "vatten"),
    "restore_theme": lambda work: services.restore_theme(work, "vatten"),
    "add_venue": lambda work: services.add_venue(work, VenueDetails("Demo")),
    "change_venue": lambda work: services.change_venue(work, 1, VenueDetails("Demo")),
    "add_room": lambda work: services.add_room(work, 1, RoomDetails("Demo")),
    "change_room": lambda work: services.change_room(work, 1, 1, RoomDetails("Demo")),
    "remove_room": lambda work: services.remove_room(work, 1, 1),
    "add_person": lambda work: services.add_person(work, PersonDetails("Demo")),
    "change_person": lambda work: services.change_person(work, 1, PersonDetails("Demo")),
}


def test_staff_of_another_cluster_and_strangers_may_do_nothing(cast: Cast, work_as: WorkAs) -> None:
    refusals: dict[str, list[type[PlannerError]]] = {name: [] for name in USE_CASES}
    for actor in (cast.bob, ANONYMOUS):
        for name, use_case in USE_CASES.items():
            with pytest.raises(PlannerError) as refused, work_as(actor) as work:
                use_case(work)
            refusals[name].append(refused.type)
    assert refusals == {name: [NotAllowed, NotSignedIn] for name in USE_CASES}


def test_what_is_not_there_cannot_be_changed(cast: Cast, work_as: WorkAs) -> None:
    missing: list[Callable[[Work], object]] = [
        lambda work: services.change_cluster(work, "nowhere", DETAILS),
        lambda work: services.remove_staff(work, "agrovast", 999),
        lambda work: services.change_theme(work, "nothing", WATER),
        lambda work: services.change_venue(work, 999, VenueDetails("Demo")),
        lambda work: services.add_room(work, 999, RoomDetails("Demo")),
        lambda work: services.change_room(work, 999, 999, RoomDetails("Demo")),
        lambda work: services.change_person(work, 999, PersonDetails("Demo")),
    ]
    for use_case in missing:
        with pytest.raises(NotFound), work_as(cast.alice) as work:
            use_case(work)


def test_a_new_address_gets_an_account_and_a_known_one_just_the_cluster(cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        services.admit_staff(work, "agrovast", "Demo Newcomer", "New@Example.org")
        services.admit_staff(work, "agrovast", "Somebody", "BOB@example.org")
        staff = [(a.name, a.email, a.role) for a in staff_of(work.db, cast.agrovast_id)]
        bobs = clusters_of(work.db, cast.bob.account_id or 0)
    assert staff == [
        ("Bob", "bob@example.org", "staff"),
        ("Charlie", "charlie@example.org", "staff"),
        ("Demo Newcomer", "new@example.org", "staff"),
    ]
    assert bobs == {cast.vreta_id, cast.agrovast_id}


def test_who_leaves_a_cluster_keeps_the_other_ones(cast: Cast, work_as: WorkAs) -> None:
    bob = cast.bob.account_id or 0
    with work_as(cast.alice) as work:
        services.admit_staff(work, "agrovast", "Bob", "bob@example.org")
        services.remove_staff(work, "vreta-kluster", bob)
        assert clusters_of(work.db, bob) == {cast.agrovast_id}


def test_themes_keep_their_code_and_move_to_the_place_they_are_given(cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        work, told = heard(work)
        water = services.add_theme(work, WATER)
        skills = services.add_theme(work, ThemeDetails(Words("Kompetensförsörjning"), Words("Kompetens"), Hue.PINE))
        crisis = services.add_theme(work, ThemeDetails(Words("Beredskap"), Words("Beredskap"), Hue.ROWAN, position=1))
        services.change_theme(work, water, replace(WATER, short=Words("Vattnet", "Water"), position=1))
        services.retire_theme(work, skills)
        themes = themes_in_order(work.db, with_retired=True)
    assert [water, skills, crisis] == ["vatten", "kompetens", "beredskap"]
    ids = {theme.code: theme.id for theme in themes}
    assert themes == (
        ThemeValue(ids["vatten"], "vatten", WATER.name, Words("Vattnet", "Water"), Hue.LAKE, 1),
        ThemeValue(ids["beredskap"], "beredskap", Words("Beredskap"), Words("Beredskap"), Hue.ROWAN, 2),
        ThemeValue(
            ids["kompetens"],
            "kompetens",
            Words("Kompetensförsörjning"),
            Words("Kompetens"),
            Hue.PINE,
            3,
            is_retired=True,
        ),
    )
    assert told == [ThemeChanged(ids[code]) for code in (water, skills, crisis, water, skills)]


def test_a_retired_theme_can_come_back(cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        code = services.add_theme(work, WATER)
        services.retire_theme(work, code)
        assert themes_in_order(work.db) == ()
        services.restore_theme(work, code)
        assert [theme.code for theme in themes_in_order(work.db)] == [code]


def test_two_themes_cannot_share_a_short_name(cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        services.add_theme(work, WATER)
    with pytest.raises(Invalid) as refused, work_as(cast.alice) as work:
        services.add_theme(work, replace(WATER, short=Words("VATTEN")))
    assert refused.value.fields == {"short_sv": "There is already a theme called VATTEN."}


def test_a_venue_keeps_its_rooms_in_the_order_they_came(cast: Cast, work_as: WorkAs) -> None:
    details = VenueDetails(
        "Gamleby folkhögskola", "Skolvägen 1", "Gamleby", (57.89, 16.4), "example.org", Words("Tåg.", "Train.")
    )
    with work_as(cast.alice) as work:
        work, told = heard(work)
        venue_id = services.add_venue(work, VenueDetails("Gamleby"))
        services.change_venue(work, venue_id, details)
        hall = services.add_room(work, venue_id, RoomDetails("Aulan", RoomKind.ROOM, 120))
        link = services.add_room(work, venue_id, RoomDetails("Länk", RoomKind.ONLINE))
        bus = services.add_room(work, venue_id, RoomDetails("Buss 1", RoomKind.BUS, 50))
        barn = services.add_room(work, venue_id, RoomDetails("Loftet", capacity=30, building="Ladan"))
        services.change_room(work, venue_id, link, RoomDetails("Länken", RoomKind.ONLINE, None, "meet.example.org/a"))
        services.remove_room(work, venue_id, hall)
        venue = venue_with_rooms(work.db, venue_id)
    assert venue == VenueValue(
        id=venue_id,
        name="Gamleby folkhögskola",
        address="Skolvägen 1",
        place="Gamleby",
        latitude=57.89,
        longitude=16.4,
        website="https://example.org",
        directions=Words("Tåg.", "Train."),
        rooms=(
            RoomValue(link, "Länken", RoomKind.ONLINE, None, "https://meet.example.org/a"),
            RoomValue(bus, "Buss 1", RoomKind.BUS, 50, "", ""),
            RoomValue(barn, "Loftet", RoomKind.ROOM, 30, "", "Ladan"),
        ),
    )
    assert told == [VenueChanged(venue_id)] * 8


@pytest.mark.parametrize(
    ("details", "fields"),
    [
        (RoomDetails("AULAN"), {"name": "There is already a room called AULAN here."}),
        (
            RoomDetails("Länk", RoomKind.ONLINE, None, "zoommtg://example.org/join"),
            {"online_link": "Write a link that begins with https:// or http://."},
        ),
        (RoomDetails("Skrubben", capacity=0), {"capacity": "A room holds at least one."}),
    ],
)
def test_unusable_rooms_are_refused_by_their_field(
    cast: Cast, work_as: WorkAs, details: RoomDetails, fields: dict[str, str]
) -> None:
    with work_as(cast.alice) as work:
        venue_id = services.add_venue(work, VenueDetails("Gamleby"))
        services.add_room(work, venue_id, RoomDetails("Aulan"))
    with pytest.raises(Invalid) as refused, work_as(cast.alice) as work:
        services.add_room(work, venue_id, details)
    assert refused.value.fields == fields


def test_a_venue_with_a_known_name_is_refused(cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        services.add_venue(work, VenueDetails("Gamleby"))
    with pytest.raises(Invalid) as refused, work_as(cast.alice) as work:
        services.add_venue(work, VenueDetails("gamleby"))
    assert refused.value.fields == {"name": "There is already a venue called gamleby."}


def test_a_room_is_changed_only_at_its_own_venue(cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        here, there = (services.add_venue(work, VenueDetails(name)) for name in ("Here", "There"))
        room = services.add_room(work, here, RoomDetails("Aulan"))
    with pytest.raises(NotFound), work_as(cast.alice) as work:
        services.remove_room(work, there, room)


def test_a_person_is_kept_as_written_with_the_address_in_small_letters(cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        person_id = services.add_person(work, PersonDetails("Demo Person"))
        services.change_person(
            work,
            person_id,
            PersonDetails("Demo Ek", "rådgivare", "Demo AB", "Ek@Example.org", "070", cast.vreta_id),
        )
        people = people_by_id(work.db, [person_id, 999])
    assert people == (
        PersonValue(person_id, "Demo Ek", "rådgivare", "Demo AB", "ek@example.org", cast.vreta_id, "070"),
    )


def test_a_person_cannot_belong_to_a_cluster_that_is_not_there(cast: Cast, work_as: WorkAs) -> None:
    with pytest.raises(Invalid) as refused, work_as(cast.alice) as work:
        services.add_person(work, PersonDetails("Demo Person", cluster_id=999))
    assert refused.value.fields == {"cluster_id": "Choose one of the options."}


def test_many_people_are_found_again_or_noted_at_once(
    work_as: WorkAs, cast: Cast, statements: Callable[[], Any]
) -> None:
    counts = []
    with work_as(cast.alice) as work:
        anna = person_called(work, "Demo Anna", title="vd", organisation="Demo AB")
        assert people_called(work, [("demo anna ", "chef", "DEMO AB")]) == {("demo anna ", "DEMO AB"): anna}
        work.db.flush()
        for number in (1, 30):
            wanted = [("Demo Anna", "", "Demo AB"), ("Demo Anna", "", "")]
            wanted += [(f"Demo {number} {n}", "", "") for n in range(number)]
            with statements() as seen:
                found = people_called(work, [*wanted, *wanted])
            counts.append(len(seen))
            assert found["Demo Anna", "Demo AB"] == anna
            assert len(set(found.values())) == number + 2
            assert people_called(work, wanted) == found
        named = {(p.name, p.title, p.organisation) for p in people_named(work.db) if p.name == "Demo Anna"}
    assert named == {("Demo Anna", "chef", "Demo AB"), ("Demo Anna", "", "")}
    assert counts == [2, 2]
