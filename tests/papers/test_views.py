"""The page of documents, asking, waiting, stopping, and the papers themselves."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from planner.core.actor import SYSTEM
from planner.core.outbox import Errand
from planner.papers.models import PrintJob
from planner.papers.rules import JobState
from planner.web.entry import Parts, reading
from planner.web.errands import run_due
from tests.builders import a_meeting, a_programme, an_entry, published

WorkAs = Callable[..., Any]
PAGE = "/plan/meetings/hostens-traff/print"
pytestmark = pytest.mark.pdf


@pytest.fixture
def lead(app: Flask, as_: Callable[[str], FlaskClient], work_as: WorkAs) -> FlaskClient:
    with work_as(SYSTEM) as work:
        published(work, a_programme(an_entry()))
    return as_("alice")


def jobs() -> list[tuple[str, str, JobState, int]]:
    with reading(SYSTEM) as work:
        rows = work.db.scalars(select(PrintJob).order_by(PrintJob.id)).all()
        return [(row.document, row.lang, row.state, row.run) for row in rows]


def errands() -> list[str]:
    with reading(SYSTEM) as work:
        return list(work.db.scalars(select(Errand.payload).where(Errand.kind == "print-paper").order_by(Errand.id)))


def asked(browser: FlaskClient, document: str = "poster", lang: str = "sv") -> str:
    """Where asking for a document leads."""
    answer = browser.post(f"{PAGE}/{document}", data={"lang": lang})
    assert answer.status_code == 303
    return answer.headers["Location"]


def test_every_document_says_what_it_is_for_and_has_a_button_in_each_language(lead: FlaskClient) -> None:
    page = lead.get(f"/en{PAGE}").get_data(as_text=True)
    assert "Poster, A4" in page
    assert "the dates large" in page
    assert page.count('name="lang" value="sv"') == page.count('name="lang" value="en"') >= 2
    assert "/meetings/hostens-traff/programme.pdf" in page


def test_from_asking_to_the_paper(lead: FlaskClient) -> None:
    waiting = asked(lead)
    page = lead.get(waiting)
    assert (page.status_code, "Väntar på sin tur" in page.get_data(as_text=True)) == (200, True)
    assert lead.get(f"{waiting}/state").get_json() == {
        "under_way": True, "done": 0, "of_all": 0, "words": "Väntar på sin tur"}  # fmt: skip
    run_due()
    led = lead.get(waiting)
    assert (led.status_code, led.headers["Location"]) == (303, f"{PAGE}/poster.sv.pdf")
    paper = lead.get(f"{PAGE}/poster.sv.pdf")
    assert (paper.status_code, paper.content_type, paper.data[:5]) == (200, "application/pdf", b"%PDF-")
    assert paper.headers["Content-Disposition"] == 'inline; filename="hostens-traff-poster-sv.pdf"'
    assert paper.headers["Cache-Control"] == "private, no-cache"
    again = lead.get(f"{PAGE}/poster.sv.pdf", headers={"If-None-Match": paper.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert "1 sida" in lead.get(PAGE).get_data(as_text=True)
    assert asked(lead) == f"{PAGE}/poster.sv.pdf"
    assert jobs() == [("poster", "sv", JobState.DONE, 1)]


def test_a_paper_with_names_leaves_no_copy_in_the_browser(lead: FlaskClient) -> None:
    asked(lead, "run-book")
    run_due()
    paper = lead.get(f"{PAGE}/run-book.sv.pdf")
    assert (paper.status_code, paper.headers["Cache-Control"]) == (200, "no-store")


def test_two_clicks_are_one_job(lead: FlaskClient) -> None:
    assert asked(lead) == asked(lead)
    assert (jobs(), len(errands())) == ([("poster", "sv", JobState.WAITING, 1)], 1)
    assert asked(lead, lang="en") != asked(lead)
    assert len(errands()) == 2


def test_a_paper_that_is_not_printed_leads_to_where_one_asks(lead: FlaskClient) -> None:
    answer = lead.get(f"{PAGE}/poster.sv.pdf")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{PAGE}#poster")
    assert jobs() == []


def test_a_print_can_be_stopped_and_asked_for_again(lead: FlaskClient) -> None:
    waiting = asked(lead)
    assert lead.post(f"{waiting}/stop").headers["Location"] == PAGE
    run_due()
    assert jobs() == [("poster", "sv", JobState.STOPPED, 2)]
    page = lead.get(waiting).get_data(as_text=True)
    assert "Stoppad" in page
    assert asked(lead) == waiting
    run_due()
    assert jobs() == [("poster", "sv", JobState.DONE, 3)]


def test_a_new_version_is_printed_anew(lead: FlaskClient, work_as: WorkAs) -> None:
    asked(lead)
    run_due()
    first = lead.get(f"{PAGE}/poster.sv.pdf").headers["ETag"]
    with work_as(SYSTEM) as work:
        published(work, a_programme(an_entry(), number=2))
    assert lead.get(f"{PAGE}/poster.sv.pdf").status_code == 303
    asked(lead)
    run_due()
    assert lead.get(f"{PAGE}/poster.sv.pdf").headers["ETag"] != first
    assert jobs() == [("poster", "sv", JobState.DONE, 2)]


def test_what_was_published_while_a_print_waited_is_told(lead: FlaskClient, work_as: WorkAs) -> None:
    waiting = asked(lead)
    with work_as(SYSTEM) as work:
        published(work, a_programme(an_entry(), number=2))
    run_due()
    assert jobs() == [("poster", "sv", JobState.FAILED, 1)]
    assert "ändrades under tiden" in lead.get(waiting).get_data(as_text=True)


def test_bytes_that_the_cache_lost_are_printed_again(lead: FlaskClient, app: Flask) -> None:
    asked(lead)
    run_due()
    key = lead.get(f"{PAGE}/poster.sv.pdf").headers["ETag"].strip('"')
    parts: Parts = app.extensions["planner"]
    parts.cache.store.drop(key)
    assert lead.get(f"{PAGE}/poster.sv.pdf").status_code == 303
    assert "jobs/" in asked(lead)
    run_due()
    assert lead.get(f"{PAGE}/poster.sv.pdf").status_code == 200


def test_before_anything_is_published_only_what_staff_have_of_the_draft_can_be_printed(
    app: Flask, as_: Callable[[str], FlaskClient], work_as: WorkAs
) -> None:
    with work_as(SYSTEM) as work:
        slug = a_meeting(work)
    lead = as_("alice")
    page = lead.get(f"/en/plan/meetings/{slug}/print").get_data(as_text=True)
    assert "The programme is not published yet." in page
    asking = re.findall(rf'action="/en/plan/meetings/{slug}/print/([a-z0-9-]+)"', page)
    # What waits for the programme has no button.
    assert {"run-book", "sign-in", "badges-l7418"} <= set(asking)
    assert not {"poster", "doors", "certificates", "bus-list"} & set(asking)
    assert lead.post(f"/plan/meetings/{slug}/print/poster", data={"lang": "sv"}).status_code == 404


def test_no_such_document(lead: FlaskClient) -> None:
    assert lead.post(f"{PAGE}/no-such", data={"lang": "sv"}).status_code == 404
    assert lead.get(f"{PAGE}/no-such.sv.pdf").status_code == 404
    assert lead.get(f"{PAGE}/poster.fr.pdf").status_code == 404
    assert lead.post(f"{PAGE}/poster", data={"lang": "fr"}).status_code == 404


def test_a_job_of_another_gathering_is_not_found_here(lead: FlaskClient, work_as: WorkAs) -> None:
    waiting = asked(lead)
    with work_as(SYSTEM) as work:
        slug = a_meeting(work)
    elsewhere = waiting.replace("hostens-traff", slug)
    assert [lead.get(elsewhere).status_code, lead.post(f"{elsewhere}/stop").status_code] == [404, 404]


def test_the_page_takes_few_statements(lead: FlaskClient, statements: Callable[[], Any]) -> None:
    counts = []
    for _ in range(2):
        with statements() as seen:
            lead.get(PAGE)
        counts.append(len(seen))
        asked(lead)
        run_due()
    assert max(counts) <= 29
