"""Lists for one purpose each: beds, buses, invoices, participants, answers; their filters and their files."""

import csv
import io
import re
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from planner.core.actor import ANONYMOUS, Actor
from planner.core.language import Words
from planner.questions.rules import Given, QuestionDetails, QuestionKind, Upload
from planner.questions.services import add_question
from planner.registrations.models import Look
from planner.registrations.rules import RoomType
from tests.builders import Cast
from tests.lists.scene import a_full_gathering, chosen, part_ids
from tests.registrations.scene import ONLINE, come

WorkAs = Callable[[Actor], Any]
Browser = Callable[[str], FlaskClient]
PLAN = "/en/plan/meetings/hostens-traff-2026"


@pytest.fixture
def slug(cast: Cast, work_as: WorkAs) -> str:
    with work_as(cast.alice) as work:
        return a_full_gathering(work)


def rows_of(client: FlaskClient, address: str) -> list[list[str]]:
    text = client.get(f"{PLAN}{address}").data.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page))


def test_who_named_each_other_stand_in_one_room(slug: str, cast: Cast, as_: Browser, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        come(work, slug, "anna", parts=chosen(work, slug, RoomType.DOUBLE, "Demo Bo"), cluster_id=cast.vreta_id)
        come(work, slug, "bo", parts=chosen(work, slug, RoomType.DOUBLE, "Demo Anna"))
        come(work, slug, "cia", parts=chosen(work, slug, RoomType.DOUBLE))
        come(work, slug, "dag", parts=chosen(work, slug))
    night = "Night, Wednesday 14 October"
    assert rows_of(as_("alice"), "/lists/rooms.csv") == [
        ["Night", "Room no.", "Kind", "Name", "Phone", "Cluster", "Note"],
        [night, "1", "Double room", "Demo Anna", "", "Vreta Kluster", ""],
        [night, "1", "Double room", "Demo Bo", "", "Demo AB", ""],
        [night, "2", "Double room", "Demo Cia", "", "Demo AB", "Has named nobody to share with."],
        [night, "3", "Single room", "Demo Dag", "", "Demo AB", ""],
    ]
    page = words(as_("alice").get(f"{PLAN}/lists/rooms").text)
    assert "Single rooms: 1. Double rooms with two: 1. Beds in double rooms unmatched: 1." in page


def test_the_bus_goes_stop_by_stop(slug: str, cast: Cast, as_: Browser, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        come(work, slug, "anna", phone="070-1", parts=chosen(work, slug), cluster_id=cast.vreta_id)
        come(work, slug, "bo", phone="+46 70 2", parts=chosen(work, slug))
        come(work, slug, "cia")
    bus = "Bus, Wednesday 14 October: Linköping C, 07:15"
    assert rows_of(as_("alice"), "/lists/bus.csv")[1:] == [
        [bus, "Demo Anna", "070-1", "Vreta Kluster", ""],
        [bus, "Demo Bo", "'+46 70 2", "", "Demo AB"],
    ]
    page = words(as_("alice").get(f"{PLAN}/lists/bus?cluster={cast.vreta_id}").text)
    assert "Demo Anna" in page
    assert "Demo Bo" not in page
    assert "Norrköping, 08:00 0 Nobody" in page
    assert "In all 1 0" in page


def test_an_invoice_says_what_for(slug: str, cast: Cast, as_: Browser, work_as: WorkAs) -> None:
    formula = "=1+1"
    with work_as(cast.alice) as work:
        come(work, slug, "anna", parts=chosen(work, slug)[:1], cluster_id=cast.vreta_id, invoice=formula)
    book = openpyxl.load_workbook(io.BytesIO(as_("alice").get(f"{PLAN}/lists/invoices.xlsx").data))
    heading, row = ([cell.value for cell in cells] for cells in book.worksheets[0].iter_rows())
    what = "Wednesday 14 October (On site); Dinner, Wednesday 14 October; Thursday 15 October (On site)"
    assert dict(zip(heading, row, strict=True)) == {
        "Cluster or organisation": "Vreta Kluster",
        "Name": "Demo Anna",
        "E-mail": "anna@example.org",
        "What": what,
        "Price": "SEK 350",
        "Funded": "No",
        "Invoice": formula,
    }
    assert book.worksheets[0].cell(2, 7).data_type == "s"
    assert book.sheetnames == ["Invoice list"]


def test_the_lists_say_as_many_as_stand_in_them(slug: str, cast: Cast, as_: Browser, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        come(work, slug, "anna", parts=chosen(work, slug)[:1], cluster_id=cast.vreta_id)
    alice = as_("alice")
    assert "Invoice list 1 What" in words(alice.get(f"{PLAN}/lists").text)
    assert "1 line" in words(alice.get(f"{PLAN}/lists/invoices").text)


def test_only_those_who_consent_are_participants(slug: str, cast: Cast, as_: Browser, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        come(work, slug, "anna", shows_name=True, cluster_id=cast.vreta_id)
        come(work, slug, "bo")
        come(work, slug, "eva", shows_name=True, days=ONLINE)
    alice = as_("alice")
    assert rows_of(alice, "/lists/participants.csv")[1:] == [
        ["Vreta Kluster", "Demo Anna", "Vreta Kluster"],
        ["From other organisations", "Demo Eva", "Demo AB"],
    ]
    assert rows_of(alice, "/lists/participants.csv?mode=online")[1:] == [
        ["From other organisations", "Demo Eva", "Demo AB"]
    ]
    assert "@" not in words(alice.get(f"{PLAN}/lists/participants").text).replace("alice@", "")


def test_sensitive_answers_are_shown_once_it_is_noted_who_looks(
    slug: str, cast: Cast, as_: Browser, work_as: WorkAs
) -> None:
    with work_as(cast.alice) as work:
        plain = add_question(work, slug, QuestionDetails(QuestionKind.TEXT, Words("Resa?", "Travel?")))
        secret = add_question(
            work, slug, QuestionDetails(QuestionKind.TEXT, Words("Hälsa?", "Health?"), is_sensitive=True)
        )
        come(work, slug, "anna", given=(Given(plain, 1, "Train"), Given(secret, 1, "Migraine")))
    alice = as_("alice")
    assert rows_of(alice, "/lists/answers.csv") == [
        ["Name", "Cluster or organisation", "Status", "Travel?"],
        ["Demo Anna", "Demo AB", "Registered", "Train"],
    ]
    assert "Migraine" not in alice.get(f"{PLAN}/lists/answers").text
    assert as_("bob").post(f"{PLAN}/lists/answers/sensitive").status_code == 403
    shown = alice.post(f"{PLAN}/lists/answers/sensitive")
    assert "Migraine" in shown.text
    assert "Health? (sensitive)" in shown.text
    with work_as(cast.alice) as work:
        assert [(look.looker, look.what) for look in work.db.scalars(select(Look))] == [("Alice", "answers")]


def test_a_file_is_saved_and_never_opened(slug: str, cast: Cast, as_: Browser, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        question = add_question(work, slug, QuestionDetails(QuestionKind.FILE, Words("Bild?")))
        upload = Upload("drawing.pdf", b"%PDF-1.7 demo")
        anna = come(work, slug, "anna", given=(Given(question, 1, "drawing.pdf", upload),))
    address = f"/en/plan/registrations/{anna.registration_id}/files/{question}"
    sent = as_("alice").get(address)
    headers = {name: sent.headers[name] for name in ("Content-Disposition", "X-Content-Type-Options", "Cache-Control")}
    assert sent.data == b"%PDF-1.7 demo"
    assert headers == {
        "Content-Disposition": "attachment; filename=drawing.pdf",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    assert as_("bob").get(address).status_code == 403
    assert f'<a href="{address}">drawing.pdf</a>' in as_("alice").get(f"{PLAN}/lists/answers").text


def test_a_file_that_answers_a_sensitive_question_is_had_once_it_is_noted_who_looks(
    slug: str, cast: Cast, as_: Browser, work_as: WorkAs
) -> None:
    with work_as(cast.alice) as work:
        asked = QuestionDetails(QuestionKind.FILE, Words("Läkarens brev?"), is_sensitive=True)
        question = add_question(work, slug, asked)
        upload = Upload("letter.pdf", b"%PDF-1.7 demo")
        anna = come(work, slug, "anna", given=(Given(question, 1, "letter.pdf", upload),))
    address = f"/en/plan/registrations/{anna.registration_id}/files/{question}"
    alice = as_("alice")
    assert alice.get(address).status_code == 404
    assert f'action="{address}"' in alice.post(f"{PLAN}/lists/answers/sensitive").text
    assert as_("bob").post(address).status_code == 403
    sent = alice.post(address)
    assert (sent.data, sent.headers["Content-Disposition"]) == (upload.content, "attachment; filename=letter.pdf")
    with work_as(cast.alice) as work:
        assert [(look.looker, look.what) for look in work.db.scalars(select(Look))] == [("Alice", "answers")] * 2


def test_each_number_opens_the_people_behind_it(slug: str, cast: Cast, as_: Browser, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        for name in ("anna", "bo", "cia", "dag"):
            come(work, slug, name, parts=chosen(work, slug)[:1], cluster_id=cast.vreta_id)
        come(work, slug, "eva", days=ONLINE)
        dinner = part_ids(work, slug)["Middag"]
    alice = as_("alice")
    page = alice.get(f"{PLAN}/lists/attendance").text
    numbers = re.findall(rf'href="([^"]*part={dinner}(?:&[^"]*)?)">(\d+)<', page)
    assert [number for _, number in numbers] == ["3", "1", "3"]
    for address, number in numbers:
        found = alice.get(address.replace("&amp;", "&")).text
        assert len(re.findall(r"mailto:\w+@example.org", found)) == int(number)
    table = rows_of(alice, "/lists/attendance.csv")
    assert table[0] == ["Kind", "Part", "On site", "Online", "Waiting", "Vreta Kluster", "None of them"]
    assert table[1:4] == [
        ["Gathering", "The whole gathering", "4", "1", "0", "4", "1"],
        ["Day", "Wednesday 14 October", "4", "1", "0", "4", "1"],
        ["Dinner", "Dinner, Wednesday 14 October", "3", "0", "1", "3", "0"],
    ]


@pytest.mark.parametrize("name", ["rooms", "bus", "invoices", "participants", "answers"])
def test_thirty_lines_cost_no_more_statements_than_one(
    slug: str, cast: Cast, as_: Browser, work_as: WorkAs, statements: Callable[[], Any], name: str
) -> None:
    alice, counts = as_("alice"), []
    for number in (1, 29):
        with work_as(ANONYMOUS) as work:
            for n in range(number):
                come(work, slug, f"demo{number}x{n}", parts=chosen(work, slug), shows_name=True)
        with statements() as seen:
            assert alice.get(f"{PLAN}/lists/{name}").status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 12


@pytest.mark.parametrize("address", ["/lists", "/lists/rooms", "/lists/attendance", "/lists/chosen", "/lists/bus.csv"])
def test_lists_are_for_leads(slug: str, cast: Cast, as_: Browser, client: FlaskClient, address: str) -> None:
    answers = [who.get(f"{PLAN}{address}").status_code for who in (client, as_("bob"), as_("alice"))]
    assert answers == [303, 403, 200]


def test_there_is_no_other_list(slug: str, cast: Cast, as_: Browser) -> None:
    assert as_("alice").get(f"{PLAN}/lists/nonsense").status_code == 404
    assert as_("alice").get(f"{PLAN}/lists/nonsense.csv").status_code == 404
