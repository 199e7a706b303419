"""The proof pack's page: numbers, what is missing, the form, and the files."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner.core.actor import SYSTEM
from planner.meetings.queries import gate_of
from planner.papers.errands import drop_papers_with_people
from planner.papers.queries import note_of
from planner.web.entry import reading
from planner.web.errands import run_due
from tests.builders import Cast
from tests.conftest import Clock
from tests.papers.proof_scene import held, noted
from tests.registrations.scene import SLUG, a_gathering, come

WorkAs = Callable[..., Any]
PAGE = f"/plan/meetings/{SLUG}/proof"
FORM = {"revision": "0", "purpose_sv": "Att mötas.", "evaluation_sv": "Bra.", "answers": "12", "top_mark": "5",
        "marks-0-question": "Helheten", "marks-0-mean": "4,25"}  # fmt: skip


@pytest.fixture
def lead(app: Flask, cast: Cast, as_: Callable[[str], FlaskClient], work_as: WorkAs) -> FlaskClient:
    with work_as(cast.alice) as work:
        noted(work, held(work, cast), cast)
    return as_("alice")


def text(browser: FlaskClient, address: str = PAGE) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def made(browser: FlaskClient, **said: str) -> str:
    """Ask for a pack and have it printed; gives where the waiting page leads then."""
    answer = browser.post(f"{PAGE}/print", data={"lang": "sv", "who": "numbers", **said})
    assert answer.status_code == 303
    run_due()
    return browser.get(answer.headers["Location"]).headers["Location"]


def test_the_page_shows_the_numbers_and_what_is_missing(lead: FlaskClient) -> None:
    page = text(lead, f"/en{PAGE}")
    assert "Participants by cluster" in page
    assert "No purpose is written." in page
    assert "No attendance is entered for Thursday 15 October." in page
    assert f'href="/en/plan/meetings/{SLUG}/checkin/sheet"' in page
    assert "PRELIMINARY" in page
    assert "Demo Anna" not in page


def test_the_page_of_documents_leads_here_once(lead: FlaskClient) -> None:
    page = text(lead, f"/plan/meetings/{SLUG}/print")
    assert page.count(f'href="{PAGE}"') == 1


def test_purpose_and_evaluation_are_saved_and_shown(lead: FlaskClient) -> None:
    answer = lead.post(PAGE, data=FORM)
    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)
    page = text(lead)
    assert "Att mötas." in page
    assert 'value="4,25"' in page
    with reading(SYSTEM) as work:
        note = note_of(work.db, gate_of(work.db, SLUG).meeting_id)
    assert (note.answers, str(note.marks[0].mean), note.saved_by) == (12, "4.25", "Alice")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"answers": "tolv"}, "Skriv ett heltal."),
        ({"top_mark": "11"}, "Betyg går till ett tal från 2 till 10."),
        ({"top_mark": ""}, "Skriv ett heltal."),
        ({"marks-0-mean": "5,5"}, "Ett medelvärde ligger mellan 0 och 5."),
        ({"marks-0-mean": "bra"}, "Skriv ett tal, till exempel 4,3."),
        ({"marks-0-mean": "nan"}, "Skriv ett tal, till exempel 4,3."),
        ({"marks-0-question": ""}, "Här behövs ett svar."),
        ({"purpose_sv": "x" * 10_001}, "Högst 10000 tecken."),
    ],
)
def test_bad_input_is_told_by_its_field_and_kept(lead: FlaskClient, change: dict[str, str], words: str) -> None:
    answer = lead.post(PAGE, data=FORM | change)
    page = answer.get_data(as_text=True)
    assert (answer.status_code, words in page) == (422, True)
    assert "Bra." in page


def test_who_is_overtaken_is_told_and_nothing_is_lost(lead: FlaskClient) -> None:
    lead.post(PAGE, data=FORM)
    answer = lead.post(PAGE, data=FORM | {"purpose_sv": "Ett annat."})
    page = answer.get_data(as_text=True)
    assert (answer.status_code, "Ett annat." in page) == (409, True)
    assert 'name="revision" type="hidden" value="1"' in page


def test_one_more_row_is_given_without_saving(lead: FlaskClient) -> None:
    page = lead.post(PAGE, data=FORM | {"more_rows": "1", "marks-1-question": "", "marks-2-question": ""})
    assert (page.status_code, "marks-3-mean" in page.get_data(as_text=True)) == (200, True)
    with reading(SYSTEM) as work:
        assert note_of(work.db, gate_of(work.db, SLUG).meeting_id).revision == 0


@pytest.mark.pdf
def test_one_click_gives_paper_workbook_and_archive(lead: FlaskClient) -> None:
    assert made(lead) == f"{PAGE}#pack"
    whole = lead.get(f"{PAGE}/proof.sv.zip")
    assert (whole.status_code, whole.content_type) == (200, "application/zip")
    assert whole.headers["Content-Disposition"] == f'attachment; filename="{SLUG}-proof-sv.zip"'
    assert whole.headers["Cache-Control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(whole.data)) as archive:
        assert lead.get(f"{PAGE}/proof.sv.pdf").data == archive.read("redovisning.pdf")
        assert lead.get(f"{PAGE}/proof.sv.xlsx").data == archive.read("redovisning.xlsx")
        assert b"Demo Anna" not in b"".join(archive.read(name) for name in archive.namelist())
    assert f"{PAGE}/proof.sv.zip" in text(lead)
    # The address of other documents leads here too: what lies in the cache is no PDF.
    assert lead.get(f"/plan/meetings/{SLUG}/print/proof.sv.pdf").headers["Location"] == f"{PAGE}#pack"


@pytest.mark.pdf
def test_names_are_printed_when_asked_for_and_kept_for_a_day(lead: FlaskClient, clock: Clock) -> None:
    made(lead, who="names", lang="en")
    with zipfile.ZipFile(io.BytesIO(lead.get(f"{PAGE}/proof-names.en.zip").data)) as archive:
        assert "Demo Anna" in archive.read("participants.csv").decode()
    assert lead.get(f"{PAGE}/proof.en.zip").status_code == 303
    clock.forward(hours=25)
    drop_papers_with_people()
    assert lead.get(f"{PAGE}/proof-names.en.zip").status_code == 303


@pytest.mark.pdf
def test_what_was_changed_since_is_made_anew(lead: FlaskClient, work_as: WorkAs) -> None:
    made(lead)
    with work_as(SYSTEM) as work:
        come(work, SLUG, "gun")
    answer = lead.get(f"{PAGE}/proof.sv.zip")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{PAGE}#pack")
    assert "Något har ändrats sedan det gjordes" in text(lead)


def test_it_can_be_stopped(lead: FlaskClient) -> None:
    waiting = lead.post(f"{PAGE}/print", data={"lang": "sv"}).headers["Location"]
    assert "Redovisningsunderlag" in text(lead, waiting)
    lead.post(f"{waiting}/stop")
    run_due()
    assert lead.get(f"{PAGE}/proof.sv.zip").status_code == 303


def test_before_a_programme_is_published_the_page_says_so(
    app: Flask, cast: Cast, as_: Callable[[str], FlaskClient], work_as: WorkAs
) -> None:
    with work_as(cast.alice) as work:
        slug = a_gathering(work, status=None)
    browser = as_("alice")
    page = text(browser, f"/en/plan/meetings/{slug}/proof")
    assert ("Nothing can be printed before that." in page, "Make the proof pack" in page) == (True, False)
    assert browser.post(f"/plan/meetings/{slug}/proof/print", data={"lang": "sv"}).status_code == 404


def test_no_such_pack(lead: FlaskClient) -> None:
    assert [lead.get(f"{PAGE}/{name}").status_code for name in ("poster.sv.pdf", "proof.fr.pdf", "proof.sv.csv")] == [
        404, 404, 404,
    ]  # fmt: skip
    assert lead.post(f"{PAGE}/print", data={"lang": "fr"}).status_code == 404


def test_the_page_takes_few_statements(lead: FlaskClient, statements: Callable[[], Any]) -> None:
    lead.get(PAGE)
    with statements() as seen:
        lead.get(PAGE)
    assert len(seen) <= 24
