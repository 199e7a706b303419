"""What is done with many at once, and with one on their own page."""

import io
import re
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from planner.core.actor import Actor
from planner.registrations import services
from planner.registrations.models import Look, Registration
from planner.registrations.rules import Colleague, PartyDetails
from planner.registrations.services import PartyRegistered
from tests.builders import Cast
from tests.lists.scene import a_full_gathering
from tests.registrations.scene import come, how_all_stand, letters, some_answers

WorkAs = Callable[[Actor], Any]
Browser = Callable[[str], FlaskClient]
PLAN = "/en/plan/meetings/hostens-traff-2026"
PEOPLE = f"{PLAN}/registrations"


@pytest.fixture
def slug(cast: Cast, work_as: WorkAs) -> str:
    """Anna of Vreta has named Bo, who has not answered; Cia is of Agroväst."""
    with work_as(cast.alice) as work:
        slug = a_full_gathering(work)
        booker = some_answers("anna", cluster_id=cast.vreta_id, organisation="")
        party = PartyDetails(booker, colleagues=(Colleague("Demo Bo", "bo@example.org"),))
        assert isinstance(services.register_party(work, slug, party, "one"), PartyRegistered)
        come(work, slug, "cia", cluster_id=cast.agrovast_id)
        return slug


def ids(work: Any) -> dict[str, int]:
    return {row.email.partition("@")[0]: row.id for row in work.db.scalars(select(Registration))}


@pytest.fixture
def people(slug: str, cast: Cast, work_as: WorkAs) -> dict[str, int]:
    with work_as(cast.alice) as work:
        return ids(work)


def kinds(work_as: WorkAs, cast: Cast, *, since: int) -> list[tuple[str, str]]:
    with work_as(cast.alice) as work:
        return [(name, kind) for name, kind, _ in letters(work)[since:]]


def posted(work_as: WorkAs, cast: Cast) -> int:
    with work_as(cast.alice) as work:
        return len(letters(work))


def test_links_go_to_those_who_are_ticked(
    slug: str, people: dict[str, int], cast: Cast, as_: Browser, work_as: WorkAs
) -> None:
    before = posted(work_as, cast)
    sent = as_("alice").post(PEOPLE, data={"what": "link", "who": [people["anna"], people["cia"]]})
    assert sent.status_code == 303
    assert kinds(work_as, cast, since=before) == [("anna", "link"), ("cia", "link")]
    as_("alice").post(PEOPLE, data={"what": "link", "everybody": "y"})
    assert kinds(work_as, cast, since=before + 2) == [("bo", "link")]


def test_only_those_who_have_not_answered_are_reminded(
    slug: str, people: dict[str, int], cast: Cast, as_: Browser, work_as: WorkAs
) -> None:
    before = posted(work_as, cast)
    as_("alice").post(PEOPLE, data={"what": "remind", "everybody": "y"})
    assert kinds(work_as, cast, since=before) == [("bo", "answer-the-rest")]
    page = as_("alice").get(f"{PEOPLE}?answered=no").text
    assert re.findall(r"mailto:(\w+)@", page) == ["bo"]


def test_cancelling_many_asks_first_with_the_number(
    slug: str, people: dict[str, int], cast: Cast, as_: Browser, work_as: WorkAs
) -> None:
    alice = as_("alice")
    asked = alice.post(f"{PEOPLE}?cluster={cast.vreta_id}", data={"what": "cancel", "everybody": "y"})
    assert asked.status_code == 200
    assert "Cancel 2 registrations?" in asked.text
    assert sorted(re.findall(r'name="who" value="(\d+)"', asked.text)) == sorted(
        str(people[name]) for name in ("anna", "bo")
    )
    with work_as(cast.alice) as work:
        assert {status for _, status, _ in how_all_stand(work, slug)} == {"confirmed"}
    data = {"what": "cancel", "sure": "y", "who": [people["anna"], people["bo"]]}
    assert alice.post(PEOPLE, data=data).status_code == 303
    with work_as(cast.alice) as work:
        assert how_all_stand(work, slug) == [
            ("anna", "cancelled", None),
            ("bo", "cancelled", None),
            ("cia", "confirmed", None),
        ]


def test_funded_is_marked_and_filtered_by(slug: str, people: dict[str, int], cast: Cast, as_: Browser) -> None:
    alice = as_("alice")
    alice.post(PEOPLE, data={"what": "fund", "who": [people["cia"]]})
    assert re.findall(r"mailto:(\w+)@", alice.get(f"{PEOPLE}?funded=yes").text) == ["cia"]
    alice.post(PEOPLE, data={"what": "unfund", "everybody": "y"})
    assert re.findall(r"mailto:(\w+)@", alice.get(f"{PEOPLE}?funded=yes").text) == []


def test_the_ticked_ones_come_as_a_file(slug: str, people: dict[str, int], cast: Cast, as_: Browser) -> None:
    sent = as_("alice").post(PEOPLE, data={"what": "file", "who": [people["cia"]]})
    book = openpyxl.load_workbook(io.BytesIO(sent.data))
    assert [row[1].value for row in book.worksheets[0].iter_rows()] == ["E-mail", "cia@example.org"]


def test_staff_reach_their_own_people_only(
    slug: str, people: dict[str, int], cast: Cast, as_: Browser, work_as: WorkAs
) -> None:
    bob = as_("bob")
    everybody = {"what": "cancel", "sure": "y", "who": list(people.values())}
    assert bob.post(PEOPLE, data=everybody).status_code == 303
    with work_as(cast.alice) as work:
        assert how_all_stand(work, slug)[-1] == ("cia", "confirmed", None)
    assert bob.post(PEOPLE, data={"what": "fund", "everybody": "y"}).status_code == 303  # nobody of theirs is left
    assert bob.get(f"/en/plan/registrations/{people['cia']}").status_code == 403
    assert bob.get(f"/en/plan/registrations/{people['anna']}").status_code == 200


def test_staff_mark_nobody_as_funded(slug: str, people: dict[str, int], cast: Cast, as_: Browser) -> None:
    assert as_("bob").post(PEOPLE, data={"what": "fund", "everybody": "y"}).status_code == 403


def test_nobody_ticked_changes_nothing(slug: str, cast: Cast, as_: Browser, work_as: WorkAs) -> None:
    alice, before = as_("alice"), posted(work_as, cast)
    assert alice.post(PEOPLE, data={"what": "link"}).status_code == 303
    assert "Nobody was ticked." in alice.get(PEOPLE).text
    assert posted(work_as, cast) == before


def test_a_page_per_person_tells_what_has_happened(
    slug: str, people: dict[str, int], cast: Cast, as_: Browser, work_as: WorkAs
) -> None:
    alice = as_("alice")
    address = f"/en/plan/registrations/{people['bo']}"
    sent = alice.post(f"{address}/hand-over", data={"name": "Demo Eva", "email": "eva@example.org", "lang": "en"})
    assert sent.status_code == 303
    page = re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", alice.get(address).text))
    assert "Alice gave the place of Demo Bo to Demo Eva." in page
    assert "by Demo Anna" in page
    assert "Has not answered the rest" in page


def test_a_colleague_who_is_registered_cannot_take_the_place(
    slug: str, people: dict[str, int], cast: Cast, as_: Browser
) -> None:
    sent = as_("bob").post(
        f"/en/plan/registrations/{people['bo']}/hand-over", data={"name": "Demo Cia", "email": "cia@example.org"}
    )
    assert sent.status_code == 422
    assert "cia@example.org is registered already" in sent.text
    assert 'value="Demo Cia"' in sent.text


def test_a_copy_of_somebodys_data_is_noted(
    slug: str, people: dict[str, int], cast: Cast, as_: Browser, work_as: WorkAs
) -> None:
    address = f"/en/plan/registrations/{people['cia']}/data.json"
    assert as_("bob").post(address).status_code == 403
    sent = as_("alice").post(address)
    assert (sent.json or {})["name"] == "Demo Cia"
    assert "attachment" in sent.headers["Content-Disposition"]
    with work_as(cast.alice) as work:
        assert [look.looker for look in work.db.scalars(select(Look))] == ["Alice"]


def test_a_person_is_erased_for_good(
    slug: str, people: dict[str, int], cast: Cast, as_: Browser, work_as: WorkAs
) -> None:
    address = f"/en/plan/registrations/{people['cia']}/erase"
    assert as_("charlie").post(address).status_code == 403
    assert "Erase Demo Cia?" in as_("alice").get(address).text
    assert as_("alice").post(address).status_code == 303
    assert "Demo Cia" not in as_("alice").get(f"{PEOPLE}?status=cancelled").text
