"""The form that everybody registers with: which cluster one comes from, and which parts one takes."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from planner.core.actor import ANONYMOUS, Actor
from planner.core.language import Words
from planner.network.models import Cluster
from planner.registrations.models import PartStop, Registration, RegistrationPart
from planner.registrations.rules import ClusterSeats, PartDetails, PartKind, RoomType, Stop, Terms
from planner.registrations.services import add_part, set_terms
from tests.builders import Cast
from tests.conftest import Clock
from tests.registrations.reading import ANSWERS, REGISTER, words_of
from tests.registrations.scene import FIRST, a_gathering, come

WorkAs = Callable[[Actor], Any]
STOPS = select(PartStop.id).where(PartStop.name == "Linköping")


@pytest.fixture
def slug(cast: Cast, work_as: WorkAs) -> str:
    with work_as(cast.alice) as work:
        return a_gathering(work)


def chosen_cluster(page: str) -> list[str]:
    return re.findall(r'<option[^>]*selected[^>]*value="(\d*)"', page.partition('id="cluster"')[2])[:1]


def test_the_address_may_say_which_cluster_and_which_invitation(slug: str, cast: Cast, client: FlaskClient) -> None:
    page = client.get(f"{REGISTER}?cluster=vreta-kluster&via=abc").text
    assert chosen_cluster(page) == [str(cast.vreta_id)]
    assert re.search(r'name="via" type="hidden" value="abc"', page)
    assert chosen_cluster(client.get(f"{REGISTER}?cluster=nowhere").text) == [""]


def test_without_a_choice_the_address_tells_the_cluster_and_the_next_page_says_so(
    slug: str, cast: Cast, client: FlaskClient, work_as: WorkAs
) -> None:
    with work_as(cast.alice) as work:
        work.db.get_one(Cluster, cast.vreta_id).mail_domains = "vreta.example.org"
    assert 'data-domains="vreta.example.org"' in client.get(REGISTER).text
    answers = {**ANSWERS, "organisation": "", "email": "anna@mail.vreta.example.org"}
    sent = client.post(REGISTER, data=answers)
    assert sent.status_code == 303
    assert "By the e-mail address you come from Vreta Kluster." in client.get(sent.headers["Location"]).text
    by_hand = {**answers, "form_key": "c" * 32, "email": "bo@vreta.example.org", "cluster": str(cast.agrovast_id)}
    assert "By the e-mail" not in client.get(client.post(REGISTER, data=by_hand).headers["Location"]).text
    with work_as(ANONYMOUS) as work:
        found = work.db.scalars(select(Registration.cluster_id).order_by(Registration.id)).all()
        assert list(found) == [cast.vreta_id, cast.agrovast_id]


def test_how_places_are_shared_out_is_said_before_one_registers(
    slug: str, cast: Cast, client: FlaskClient, work_as: WorkAs
) -> None:
    with work_as(cast.alice) as work:
        own = (ClusterSeats(cast.vreta_id, 1),)
        set_terms(work, slug, Terms(offer_hours=48, release_on=date(2026, 9, 20), seats=own))
    page = client.get(f"{REGISTER}?cluster=vreta-kluster").text
    own_words = "Vreta Kluster has 1 of 1 own places left until Sunday 20 September 2026; the common pool has 1."
    assert re.search(rf"data-seats-words[^>]*>{re.escape(own_words)}<", page)
    assert f'data-seats="{own_words}"' in page
    assert 'data-seats="Agroväst has no places of its own; the common pool has 1 place left."' in page
    assert "held for the first in line for 48 hours" in page
    with work_as(ANONYMOUS) as work:
        come(work, slug, "anna")
    page = client.get(f"{REGISTER}?cluster=agrovast").text
    assert "you will be number 1 on the waiting list" in words_of(page)
    assert f'data-seats="{own_words.replace("has 1.", "has 0.")}"' in page


def test_released_places_are_said_to_be_everybodys(
    slug: str, cast: Cast, client: FlaskClient, work_as: WorkAs, clock: Clock
) -> None:
    with work_as(cast.alice) as work:
        set_terms(work, slug, Terms(release_on=date(2026, 9, 20), seats=(ClusterSeats(cast.vreta_id, 1),)))
    clock.forward(days=25)
    page = client.get(f"{REGISTER}?cluster=vreta-kluster").text
    assert "Vreta Kluster has no places of its own; the common pool has 2 places left." in page
    assert "Since Sunday 20 September 2026 clusters keep no places of their own" in page


@dataclass(frozen=True)
class Parts:
    """The ids of a gathering's parts."""

    bus: int
    linkoping: int
    dinner: int
    night: int
    side: int


@pytest.fixture
def parts(slug: str, cast: Cast, work_as: WorkAs) -> Parts:
    with work_as(cast.alice) as work:
        stops = (Stop("Linköping", time(7, 30)), Stop("Norrköping", time(8, 10)))
        bus = add_part(work, slug, PartDetails(PartKind.BUS, FIRST, Words("Buss", "Bus"), time(7, 30), stops=stops))
        price = Words("180 kr, faktureras", "180 SEK, invoiced")
        dinner = PartDetails(PartKind.DINNER, FIRST, Words("Middag", "Dinner"), time(18, 30), capacity=1,
                             last_day=date(2026, 9, 20), price=price)  # fmt: skip
        night = PartDetails(PartKind.NIGHT, FIRST, Words("Natten", "The night"))
        side = PartDetails(PartKind.SIDE_MEETING, FIRST - timedelta(days=1), Words("Styrgrupp", "Board"), time(15))
        return Parts(
            bus,
            work.db.scalars(STOPS).one(),
            add_part(work, slug, dinner),
            add_part(work, slug, night),
            add_part(work, slug, side),
        )


def test_parts_stand_by_day_in_order_of_time_with_what_there_is_to_know(parts: Parts, client: FlaskClient) -> None:
    page = words_of(client.get(REGISTER).text)
    in_order = ["Tuesday 13 October 2026", "15:00 Board", "Wednesday 14 October 2026", "07:30 Bus", "18:30 Dinner"]
    in_order += ["180 SEK, invoiced 1 place left Last day: 20 September 2026", "The night", "Thursday 15 October 2026"]
    at = [page.index(words) for words in in_order]
    assert at == sorted(at)


def test_choices_are_kept_with_room_and_stop(parts: Parts, client: FlaskClient, work_as: WorkAs) -> None:
    chosen = {f"part_{parts.bus}": "y", f"stop_{parts.bus}": str(parts.linkoping), f"part_{parts.night}": "y"}
    refused = client.post(REGISTER, data={**ANSWERS, **chosen, f"stop_{parts.bus}": ""})
    assert refused.status_code == 422
    assert "Choose where you get on." in refused.text
    assert "Choose a single or a double room." in refused.text
    room = {f"room_{parts.night}": "double", f"share_{parts.night}": "Demo Bo"}
    assert client.post(REGISTER, data={**ANSWERS, **chosen, **room}).status_code == 303
    with work_as(ANONYMOUS) as work:
        kept = work.db.scalars(
            select(RegistrationPart)
            .where(RegistrationPart.part_id.in_([parts.bus, parts.night]))
            .order_by(RegistrationPart.part_id)
        )
        assert [(part.part_id, part.stop_id, part.room, part.share_with) for part in kept] == [
            (parts.bus, parts.linkoping, None, ""),
            (parts.night, None, RoomType.DOUBLE, "Demo Bo"),
        ]


def test_a_full_part_says_so_and_a_closed_one_cannot_be_chosen(parts: Parts, client: FlaskClient, clock: Clock) -> None:
    dinner = {f"part_{parts.dinner}": "y"}
    client.post(REGISTER, data={**ANSWERS, **dinner})
    assert "Full: you join its waiting list." in client.get(REGISTER).text
    clock.set(clock.now + timedelta(days=21))
    page = client.get(REGISTER).text
    assert "Closed: the last day was 20 September 2026." in page
    assert re.search(rf'disabled[^>]*name="part_{parts.dinner}"', page)
    late = client.post(REGISTER, data={**ANSWERS, **dinner, "email": "bo@example.org", "form_key": "d" * 32})
    assert late.status_code == 422
    assert "The last day to change this has passed." in late.text


def test_one_may_come_to_the_side_meeting_only(parts: Parts, client: FlaskClient) -> None:
    only = {**ANSWERS, "day_20261014": "away", f"part_{parts.side}": "y"}
    assert client.post(REGISTER, data=only).status_code == 303
