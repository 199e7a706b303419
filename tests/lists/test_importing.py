"""A list read in: first a look, then all of what is chosen or nothing."""

import io
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import openpyxl
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from planner.core.actor import Actor
from planner.core.errors import Invalid, NotAllowed
from planner.meetings.rules import Status
from planner.registrations import services
from planner.registrations.models import Needs, Registration
from tests.builders import Cast
from tests.lists.scene import a_full_gathering
from tests.registrations.scene import how_all_stand, letters, places, some_answers

WorkAs = Callable[[Actor], Any]
Browser = Callable[[str], FlaskClient]
IMPORT = "/en/plan/meetings/hostens-traff-2026/import"
HEADING = ["Namn", "E-post", "Kluster", "Middag", "Specialkost"]
ANNA = ["Demo Anna", "anna@example.org", "Vreta Kluster", "ja", "Nötter"]
BO = ["Demo Bo", "bo@example.org", "Agroväst", "nej", ""]
WRONG = ["Demo Cia", "cia@example.org", "Nowhere", "", ""]


@pytest.fixture
def slug(cast: Cast, work_as: WorkAs) -> str:
    with work_as(cast.alice) as work:
        return a_full_gathering(work, status=Status.SAVE_THE_DATE, capacity=1)


def a_workbook(*rows: list[str]) -> tuple[io.BytesIO, str]:
    book, content = openpyxl.Workbook(), io.BytesIO()
    for row in (HEADING, *rows):
        book.worksheets[0].append(row)
    book.save(content)
    return io.BytesIO(content.getvalue()), "deltagare.xlsx"


def preview(client: FlaskClient, *rows: list[str]) -> tuple[str, dict[str, Any]]:
    """The page that shows what was understood, and its form as it would be sent."""
    page = client.post(IMPORT, data={"file": a_workbook(*rows)}, content_type="multipart/form-data")
    assert page.status_code == 200
    return page.text, form_of(page.text)


def form_of(page: str) -> dict[str, Any]:
    hidden = {name: unescape(value) for name, value in re.findall(r'name="(cells|looked)"[^>]*value="([^"]*)"', page)}
    columns = {
        name: unescape(value)
        for name, value in re.findall(r'name="(column_\d+)">.*?<option selected value="([^"]*)"', page, re.DOTALL)
    }
    return {**hidden, **columns, "row": re.findall(r'name="row" value="(\d+)"[^>]*checked', page), "step": "save"}


def all_of(work_as: WorkAs, cast: Cast, slug: str) -> list[tuple[str, str, int | None]]:
    with work_as(cast.alice) as work:
        return how_all_stand(work, slug)


def test_what_was_understood_is_shown_and_nothing_saved(slug: str, cast: Cast, as_: Browser, work_as: WorkAs) -> None:
    page, form = preview(as_("alice"), ANNA, BO, WRONG)
    assert "2 new persons, 0 are registered already, 1 row cannot be registered." in re.sub(r"\s+", " ", page)
    assert "There is no cluster called “Nowhere”." in page
    assert form["row"] == ["2", "3"]
    assert [form[f"column_{n}"] for n in range(3)] == ["name", "email", "cluster"]
    assert all_of(work_as, cast, slug) == []


def test_the_chosen_rows_get_seats_in_order_and_no_letter_unless_wanted(
    slug: str, cast: Cast, as_: Browser, work_as: WorkAs
) -> None:
    alice = as_("alice")
    _, form = preview(alice, ANNA, BO)
    assert alice.post(IMPORT, data=form, content_type="multipart/form-data").status_code == 303
    assert all_of(work_as, cast, slug) == [("anna", "confirmed", None), ("bo", "waiting", 1)]
    with work_as(cast.alice) as work:
        assert letters(work) == []
        assert places(work, slug) == (1, 1)
        assert work.db.scalars(select(Needs.diet)).all() == ["Nötter"]
        assert work.db.scalars(select(Registration.details_at)).all() == [None, None]
    _, again = preview(alice, ["Demo Eva", "eva@example.org", "Vreta Kluster", "", ""])
    alice.post(IMPORT, data={**again, "with_letters": "y"}, content_type="multipart/form-data")
    with work_as(cast.alice) as work:
        assert [(name, kind) for name, kind, _ in letters(work)] == [("eva", "waiting"), ("alice", "party")]


def test_while_a_row_is_wrong_nothing_is_saved_unless_it_is_left_out(
    slug: str, cast: Cast, as_: Browser, work_as: WorkAs
) -> None:
    alice = as_("alice")
    _, form = preview(alice, ANNA, WRONG)
    refused = alice.post(IMPORT, data=form, content_type="multipart/form-data")
    assert refused.status_code == 422
    assert "Row 3: There is no cluster called “Nowhere”. Nothing is saved." in refused.text
    assert form_of(refused.text)["row"] == ["2"]
    assert all_of(work_as, cast, slug) == []
    left_out = alice.post(IMPORT, data={**form, "leave_out": "y"}, content_type="multipart/form-data")
    assert left_out.status_code == 303
    assert all_of(work_as, cast, slug) == [("anna", "confirmed", None)]


def test_other_columns_are_looked_at_before_they_are_saved(
    slug: str, cast: Cast, as_: Browser, work_as: WorkAs
) -> None:
    alice = as_("alice")
    _, form = preview(alice, ANNA)
    shown = alice.post(IMPORT, data={**form, "column_4": ""}, content_type="multipart/form-data")
    assert shown.status_code == 200
    assert all_of(work_as, cast, slug) == []
    saved = alice.post(IMPORT, data=form_of(shown.text), content_type="multipart/form-data")
    assert saved.status_code == 303
    with work_as(cast.alice) as work:
        assert work.db.scalars(select(Needs)).all() == []


def test_who_registered_meanwhile_refuses_the_whole_list(slug: str, cast: Cast, as_: Browser, work_as: WorkAs) -> None:
    alice = as_("alice")
    _, form = preview(alice, ANNA, BO)
    with work_as(cast.alice) as work:
        services.import_people(work, slug, [some_answers("bo")], with_letters=False)
    page = alice.post(IMPORT, data=form, content_type="multipart/form-data")
    assert page.status_code == 422
    assert "Row 3 has been registered since you looked. Nothing is saved." in page.text
    assert all_of(work_as, cast, slug) == [("bo", "confirmed", None)]


def test_pasted_cells_are_read_too(slug: str, cast: Cast, as_: Browser) -> None:
    page = as_("alice").post(IMPORT, data={"text": "Demo Anna\tanna@example.org\nDemo Bo\tbo@example.org"})
    assert page.status_code == 200
    assert "Neither a cluster nor an organisation is said." in page.text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Choose a file, or paste cells."),
        ({"file": b"PK\x03\x04nonsense"}, "The file cannot be read."),
        ({"cells": "nonsense"}, "Choose the file once more."),
        ({"cells": '[["a", 1]]'}, "Choose the file once more."),
    ],
)
def test_what_cannot_be_read_says_so(slug: str, cast: Cast, as_: Browser, data: dict[str, Any], words: str) -> None:
    if "file" in data:
        data = {"file": (io.BytesIO(data["file"]), "deltagare.xlsx")}
    page = as_("alice").post(IMPORT, data=data, content_type="multipart/form-data")
    assert page.status_code == 422
    assert words in page.text


def test_pasted_cells_are_no_more_than_can_be_saved_and_stay(slug: str, as_: Browser) -> None:
    cells = "\n".join(f"Demo {n}\tdemo{n}@example.org" for n in range(2001))
    refused = as_("alice").post(IMPORT, data={"text": cells})
    assert refused.status_code == 422
    assert "At most 2000 rows and 60 columns." in refused.text
    assert "demo2000@example.org" in refused.text


def test_a_long_list_can_be_saved(slug: str, as_: Browser) -> None:
    alice = as_("alice")
    rows = [[f"Demo {n}", f"demo{n}@example.org", "Agroväst", "nej", ""] for n in range(1200)]
    _, form = preview(alice, *rows)
    assert len(form["row"]) == 1200
    seen = alice.post(IMPORT, data={**form, "step": "look"}, content_type="multipart/form-data")
    assert seen.status_code == 200


def test_only_leads_import(slug: str, cast: Cast, as_: Browser, work_as: WorkAs) -> None:
    assert as_("bob").get(IMPORT).status_code == 403
    with work_as(cast.bob) as work, pytest.raises(NotAllowed):
        services.import_people(work, slug, [some_answers("anna")], with_letters=False)


def test_an_import_names_the_rows_that_cannot_be(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        services.import_people(work, slug, [some_answers("anna")], with_letters=False)
        people = [some_answers("bo"), some_answers("anna"), some_answers("cia", days=()), some_answers("bo")]
        with pytest.raises(Invalid) as refused:
            services.import_people(work, slug, people, with_letters=False)
    assert {name: str(words) for name, words in refused.value.fields.items()} == {
        "row_1": "anna@example.org is registered already, with a seat or in line.",
        "row_2": "Choose at least one day to take part in.",
        "row_3": "bo@example.org is registered already, with a seat or in line.",
    }


def test_who_cancelled_comes_anew_by_an_import(slug: str, cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        services.import_people(work, slug, [some_answers("anna")], with_letters=False)
        services.cancel(work, work.db.scalars(select(Registration.id)).one())
        services.import_people(work, slug, [some_answers("anna", name="Demo Annika")], with_letters=False)
        assert how_all_stand(work, slug) == [("anna", "confirmed", None)]
