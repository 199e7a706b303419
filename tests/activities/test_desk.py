"""The planners' desk: what is entered, what waits, and how it is told."""

from collections.abc import Callable
from typing import Any

import lxml.html
from flask.testing import FlaskClient

from planner.activities.models import Activity
from planner.activities.queries import feed_of
from planner.activities.rules import ActivityState
from planner.activities.services import approve_activity
from planner.core.actor import Actor
from planner.core.language import Words
from tests.activities.scene import an_activity, details
from tests.activities.test_views import text, titles
from tests.builders import Cast

WorkAs = Callable[[Actor], Any]
As = Callable[[str], FlaskClient]
SENT = {"title_sv": "Kurs", "first_day": "2026-10-06", "mode": "on_site", "county": ""}


def sent(cast: Cast, **more: str) -> dict[str, str]:
    return SENT | {"cluster_id": str(cast.vreta_id)} | more


def only(work_as: WorkAs, cast: Cast) -> Activity:
    with work_as(cast.alice) as work:
        found: Activity = work.db.query(Activity).one()
        return found


def test_staff_enter_and_the_lead_approves(as_: As, client: FlaskClient, work_as: WorkAs, cast: Cast) -> None:
    bob, alice = as_("bob"), as_("alice")
    form = lxml.html.fromstring(text(bob.get("/plan/activities/new")))
    assert [option.text for option in form.xpath("//select[@id='cluster_id']/option")] == ["Vreta Kluster"]
    answer = bob.post("/plan/activities/new", data=sent(cast, starts="13.00", ends="15:30"))
    assert (answer.status_code, answer.location) == (303, "/plan/activities")
    row = only(work_as, cast)
    assert (row.state, row.starts_at and row.starts_at.hour) == (ActivityState.WAITING, 11)
    assert "väntar på godkännande" in text(alice.get("/plan"))
    assert "väntar på godkännande" not in text(bob.get("/plan"))
    assert titles(text(client.get("/calendar"))) == []
    page = lxml.html.fromstring(text(alice.get(f"/plan/activities/{row.id}")))
    [revision] = page.xpath("//form[contains(@action, 'approve')]//input[@name='revision']/@value")
    assert alice.post(f"/plan/activities/{row.id}/approve", data={"revision": revision}).status_code == 303
    assert titles(text(client.get("/calendar"))) == ["Kurs"]
    assert "godkännande" not in text(alice.get("/plan"))


def test_a_draft_is_kept_by_its_own_button(as_: As, work_as: WorkAs, cast: Cast) -> None:
    as_("bob").post("/plan/activities/new", data=sent(cast, draft="1"))
    assert only(work_as, cast).state is ActivityState.DRAFT


def test_what_is_wrong_is_told_and_what_was_written_is_kept(as_: As, cast: Cast) -> None:
    bob = as_("bob")
    page = text(bob.post("/plan/activities/new", data=sent(cast, starts="13.00", place="Här")), 422)
    assert "Ange också när den slutar" in page
    assert 'value="Här"' in page
    assert text(bob.post("/plan/activities/new", data=sent(cast, cluster_id=str(cast.agrovast_id))), 422)
    assert text(bob.post("/plan/activities/new", data=sent(cast, title_sv=" ", first_day="x")), 422)


def test_two_who_change_the_same_are_told(as_: As, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.bob) as work:
        number = an_activity(work, cast.vreta_id)
    bob = as_("bob")
    assert bob.post(f"/plan/activities/{number}", data=sent(cast, revision="1")).status_code == 303
    page = text(bob.post(f"/plan/activities/{number}", data=sent(cast, revision="1", place="Där")), 409)
    assert "Någon annan ändrade" in page
    [revision] = lxml.html.fromstring(page).xpath("//input[@id='revision']/@value")
    assert bob.post(f"/plan/activities/{number}", data=sent(cast, revision=revision)).status_code == 303


def test_a_form_says_what_becomes_of_a_change(as_: As, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.bob) as work:
        number = an_activity(work, cast.vreta_id)
    with work_as(cast.alice) as work:
        approve_activity(work, number, revision=1)
    bob = as_("bob")
    assert "tills projektledaren har godkänt ändringen" in text(bob.get(f"/plan/activities/{number}"))
    answer = bob.post(f"/plan/activities/{number}", data=sent(cast, revision="2"), follow_redirects=True)
    assert "Kalendern visar det som är godkänt" in text(answer)


def test_sent_back_with_words(as_: As, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.bob) as work:
        number = an_activity(work, cast.vreta_id)
    alice = as_("alice")
    where = f"/plan/activities/{number}/send-back"
    assert text(alice.post(where, data={"back-revision": "1", "back-answer": ""}), 422)
    assert alice.post(where, data={"back-revision": "1", "back-answer": "Vilken gård?"}).status_code == 303
    assert "Vilken gård?" in text(as_("bob").get(f"/plan/activities/{number}"))


def test_staff_see_their_own_and_leads_everybodys(as_: As, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.charlie) as work:
        an_activity(work, cast.agrovast_id, title=Words("Agrovästs egen"))
    with work_as(cast.bob) as work:
        an_activity(work, cast.vreta_id)
    assert "Agrovästs egen" in text(as_("alice").get("/plan/activities"))
    bob = text(as_("bob").get("/plan/activities"))
    assert ("Agrovästs egen" in bob, "Fältvandring" in bob) == (False, True)


def test_the_desk_costs_the_same_for_one_and_three_hundred(
    as_: As, work_as: WorkAs, cast: Cast, statements: Callable[[], Any]
) -> None:
    alice = as_("alice")

    def cost() -> int:
        with statements() as seen:
            assert alice.get("/plan/activities").status_code == 200
        return len(seen)

    with work_as(cast.bob) as work:
        an_activity(work, cast.vreta_id)
    one = cost()
    with work_as(cast.bob) as work:
        for _ in range(299):
            an_activity(work, cast.vreta_id)
    assert cost() == one


def test_the_page_of_a_calendar_says_how_it_went(as_: As, work_as: WorkAs, cast: Cast) -> None:
    bob = as_("bob")
    where = "/plan/clusters/vreta-kluster/feed"
    assert text(bob.post(where, data={"address": "nowhere"}), 422)
    assert bob.post(where, data={"address": "webcal://www.example.org/a.ics"}).status_code == 303
    page = text(bob.get(where))
    assert ("Inte hämtad än." in page, "https://www.example.org/a.ics" in page) == (True, True)
    with work_as(cast.alice) as work:
        feed = feed_of(work.db, cast.vreta_id)
        assert feed is not None
        assert (feed.address, feed.is_approved) == ("https://www.example.org/a.ics", False)
    assert "egen kalender väntar" in text(as_("alice").get("/plan"))
    assert as_("charlie").get(where).status_code == 403


def test_details_in_english_are_folded_away_until_there_are_some(as_: As, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.bob) as work:
        number = an_activity(work, cast.vreta_id)
    assert details(1).title.en in text(as_("bob").get(f"/en/plan/activities/{number}"))
