"""The page that publishes: what changed, who is told, the letter, now or later."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import Any

import pytest
from flask.testing import FlaskClient

from planner.core.actor import SYSTEM, Actor
from planner.core.language import Words
from planner.programmes.queries import newest
from planner.programmes.services import publish
from planner.publishing import services
from planner.publishing.queries import scheduled_of
from planner.publishing.rules import Publication
from tests.builders import Cast, a_meeting, an_item, many_items
from tests.conftest import Clock
from tests.publishing.scene import (
    LUNCH,
    PAGE,
    PUBLISH,
    SENT,
    SLUG,
    WATER,
    a_published_gathering,
    change,
    clocks,
    letters,
    publish_loud,
    published,
    run_errands,
)
from tests.registrations.scene import a_gathering, come

As = Callable[[str], FlaskClient]
WorkAs = Callable[[Actor], Any]
Statements = Callable[[], Any]


@pytest.fixture
def changed(work_as: WorkAs, cast: Cast) -> None:
    """Anna and Bo come, and the water is half an hour later in the draft."""
    with work_as(cast.alice) as work:
        slug = a_published_gathering(work)
        for who in ("anna", "bo"):
            come(work, slug, who)
        change(work, slug, WATER, starts=time(10, 30))


def section(page: str, name: str) -> str:
    """The words of a section of the page."""
    found = re.search(rf'<section class="section" id="{name}">(.*?)</section>', page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split()) if found else ""


def mark_in(page: str) -> str:
    """What the page says it has shown of the draft."""
    found = re.search(r'<input (?=[^>]*name="seen_mark")[^>]*value="(\w+)"', page)
    assert found
    return found[1]


def test_the_page_shows_what_would_change_and_publishes_it(as_: As, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        an_item(work, slug, "Ny punkt")
    alice, address = as_("alice"), f"/plan/meetings/{slug}/publish"
    assert alice.get(address).status_code == alice.head(address).status_code == 200
    answer = alice.post(address, data={"scope": "agenda", "note": "Första.", "seen_number": "0", "when": "now"})
    assert (answer.status_code, answer.location) == (303, address)
    page = alice.get(f"/en{address}").text
    assert "There is nothing new to publish." in page
    assert "Första." in page


@pytest.mark.usefixtures("changed")
def test_what_differs_stands_by_day_and_item_and_who_is_told_by_number(as_: As) -> None:
    page = as_("alice").get(f"/en{PUBLISH}").text
    assert section(page, "changes") == (
        "1 change not published Compared with version 2. See the draft as a page Wednesday 14 October Vatten "
        "Time: from 10:00–10:45 to 10:30–11:15"
    )
    assert section(page, "told").startswith("Who is told 2 persons get a letter")
    told = as_("alice").get(f"/en{PUBLISH}/told").text
    assert re.findall(r"<th scope=\"row\">(.*?)</th><td data-label=\"Cluster\">(.*?)</td>", told) == [
        ("Demo Anna", "Demo AB"),
        ("Demo Bo", "Demo AB"),
    ]
    assert told.count("<span>Vatten</span>") == 2


@pytest.mark.usefixtures("changed")
def test_a_letter_is_looked_at_in_both_languages_before_it_leaves(as_: As, work_as: WorkAs) -> None:
    with work_as(SYSTEM) as work:
        before = len(letters(work))
    alice = as_("alice")
    page = alice.post(f"/en{PUBLISH}", data=SENT | {"show": "letter", "to": "r2", "note": "Skriven med möda"})
    assert page.status_code == 200
    shown = section(page.text, "letter")
    assert "The letter to Demo Bo" in shown
    assert "flyttas från 10.00–10.45 till 10.30–11.15." in shown
    assert "is moved from 10:00–10:45 to 10:30–11:15." in shown
    assert shown.count("Skriven med möda") == 2
    assert "/r/••••••••" in shown
    assert re.search(r'name="note"[^>]*>\s*Skriven med möda</textarea>', page.text)
    assert "The letter to Demo Anna" in section(alice.get(f"/en{PUBLISH}?to=r1").text, "letter")
    with work_as(SYSTEM) as work:
        assert (len(letters(work)), published(work, SLUG).number) == (before, 2)  # looking sends and publishes nothing


@pytest.mark.parametrize("when", [{}, {"when": "later", "on_day": "2026-10-01", "at": "08:00"}])
@pytest.mark.usefixtures("changed")
def test_what_another_lead_changed_meanwhile_is_looked_at_before_it_is_published(
    as_: As, work_as: WorkAs, cast: Cast, when: dict[str, str]
) -> None:
    alice = as_("alice")
    mark = mark_in(alice.get(PUBLISH).text)
    with work_as(cast.dora) as work:
        change(work, SLUG, LUNCH, starts=time(13))
    sent = SENT | {"seen_mark": mark, "note": "Skriven med möda", "preliminary": "y"} | when
    answer = alice.post(f"/en{PUBLISH}", data=sent)
    assert answer.status_code == 409
    assert "Somebody else changed the draft or published meanwhile. Look at the differences again." in answer.text
    assert "Time: from 12:00–13:00 to 13:00–14:00" in section(answer.text, "changes")
    assert re.search(r'name="note"[^>]*>\s*Skriven med möda</textarea>', answer.text)
    with work_as(SYSTEM) as work:
        assert published(work, SLUG).number == 2
    assert mark_in(answer.text) != mark
    assert alice.post(PUBLISH, data=sent | {"seen_mark": mark_in(answer.text)}).status_code == 303


@pytest.mark.usefixtures("changed")
def test_the_letter_is_looked_at_before_the_button_that_publishes(as_: As) -> None:
    page = as_("alice").get(f"{PUBLISH}?to=r1").text
    assert "Visa brevet" in section(page, "told")
    assert page.index('id="told"') < page.index('id="letter"') < page.index("Publicera version 3")
    assert "Publicera ändå" not in page


def test_when_nothing_is_new_the_form_is_folded_and_quiet_versions_say_so(as_: As, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_published_gathering(work)
    alice = as_("alice")
    assert re.search(r"<details><summary>Publicera ändå</summary>\s*<form", alice.get(PUBLISH).text)
    with work_as(cast.alice) as work:
        publish_loud(work, slug)
    page = section(alice.get(PUBLISH).text, "versions")
    assert (page.count("Tyst, inga brev"), page.count("skrivs nu")) == (2, 1)
    assert "0 skrivs nu" not in page
    run_errands()
    assert re.search(r'data-label="Brev">inga brev</td>', alice.get(PUBLISH).text)


@pytest.mark.usefixtures("changed")
def test_published_from_the_page_those_whom_it_concerns_are_told(as_: As, work_as: WorkAs) -> None:
    alice = as_("alice")
    assert alice.post(PUBLISH, data=SENT).status_code == 303
    assert "skrivs nu" in section(alice.get(PUBLISH).text, "versions")
    run_errands()
    assert re.search(r'data-label="Brev">2</td>', alice.get(PUBLISH).text)
    with work_as(SYSTEM) as work:
        assert [who for who, _, _ in letters(work)] == ["anna", "bo"]


@pytest.mark.usefixtures("changed")
def test_published_quietly_from_the_page_nobody_is(as_: As, work_as: WorkAs) -> None:
    assert as_("alice").post(PUBLISH, data=SENT | {"quiet": "y"}).status_code == 303
    run_errands()
    with work_as(SYSTEM) as work:
        assert (letters(work), published(work, SLUG).number) == ([], 3)


def test_the_first_programme_is_quiet_unless_the_lead_unticks_it(as_: As, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_gathering(work)
        come(work, slug, "anna")
        an_item(work, slug)
    page = as_("alice").get(f"/en{PUBLISH}").text
    assert re.search(r'<input (?=[^>]*name="quiet")[^>]*checked', page)
    assert "1 person gets a letter" in section(page, "told")
    with work_as(cast.alice) as work:
        publish(work, slug, preliminary=False, with_agenda=True)
        change(work, slug, "Vatten när det är torrt", starts=time(11))
    assert not re.search(r'<input (?=[^>]*name="quiet")[^>]*checked', as_("alice").get(PUBLISH).text)


@pytest.mark.usefixtures("changed")
def test_who_wants_no_letters_is_counted_apart(as_: As, work_as: WorkAs) -> None:
    with work_as(Actor(registration_id=1)) as work:
        services.want_letters(work, 1, of_changes=False, on_the_day=False)
    told = section(as_("alice").get(f"/en{PUBLISH}").text, "told")
    assert told.startswith("Who is told 1 person gets a letter")
    assert told.endswith("1 more wants no letters about changes.")


@pytest.mark.parametrize(
    ("change_of", "words"),
    [
        ({"abstract": Words("Nya ord")}, "Nobody: what changes is not worth a letter."),
        ({"starts": time(11)}, "Nobody: what changes concerns nobody"),
    ],
)
def test_the_page_says_why_nobody_is_told(
    as_: As, work_as: WorkAs, cast: Cast, change_of: dict[str, Any], words: str
) -> None:
    with work_as(cast.alice) as work:
        change(work, a_published_gathering(work), WATER, **change_of)
    page = as_("alice").get(f"/en{PUBLISH}").text
    assert words in section(page, "told")
    assert "Nobody is told" in as_("alice").get(f"/en{PUBLISH}/told").text


@pytest.mark.usefixtures("changed")
@pytest.mark.parametrize("seen", ["0", "3", "", "abc", "９"])
def test_publishing_what_one_has_not_compared_with_is_refused_and_keeps_what_was_written(as_: As, seen: str) -> None:
    for more in ({}, {"when": "later", "on_day": "2026-09-20", "at": "08.00"}):
        answer = as_("alice").post(f"/en{PUBLISH}", data=SENT | more | {"seen_number": seen, "note": "Med möda"})
        assert answer.status_code == 409
        assert "Somebody else published in the meantime." in answer.text
        assert "Med möda" in answer.text
        assert re.search(r'name="seen_number"[^>]*value="2"', answer.text)  # the next try compares with this one


def test_a_refused_publishing_keeps_the_note(as_: As, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        a_gathering(work)
    answer = as_("alice").post(PUBLISH, data=SENT | {"scope": "everything", "note": "Skriven med möda"})
    assert answer.status_code == 422
    assert "Skriven med möda" in answer.text
    assert "Välj ett av alternativen." in answer.text


def test_staff_may_neither_see_nor_send_the_page(as_: As, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
    bob, address = as_("bob"), f"/plan/meetings/{slug}/publish"
    assert bob.get(address).status_code == 403
    assert bob.post(address, data={"scope": "agenda", "when": "now", "seen_number": "0"}).status_code == 403
    with work_as(SYSTEM) as work:
        assert newest(work.db, 1) is None


LATER = SENT | {"when": "later", "on_day": "2026-09-20", "at": "08.00"}


@pytest.mark.usefixtures("changed")
def test_a_publication_is_scheduled_shown_changed_and_cancelled(as_: As, work_as: WorkAs) -> None:
    alice = as_("alice")
    assert alice.post(PUBLISH, data=LATER | {"note": "På söndag."}).status_code == 303
    page = alice.get(f"/en{PUBLISH}").text
    assert "Will be published by itself: Sunday 20 September 2026 08:00" in page
    assert "Scheduled by Alice." in page
    assert "På söndag." in page
    assert re.search(r'<input (?=[^>]*value="later")[^>]*checked', page)
    assert re.search(r'name="on_day"[^>]*value="2026-09-20"', page)
    assert as_("dora").post(PUBLISH, data=LATER | {"on_day": "2026-09-21"}).status_code == 303
    with work_as(SYSTEM) as work:
        row = scheduled_of(work.db, 1)
        assert row is not None
        assert (row.due_at, row.scheduled_by) == (datetime(2026, 9, 21, 6, tzinfo=UTC), "Dora")
    assert alice.post(f"{PUBLISH}/unschedule").status_code == 303
    assert "Will be published by itself" not in alice.get(f"/en{PUBLISH}").text
    assert alice.post(f"{PUBLISH}/unschedule").status_code == 409


@pytest.mark.usefixtures("changed")
def test_what_is_scheduled_can_be_published_now_instead(as_: As, work_as: WorkAs) -> None:
    alice = as_("alice")
    alice.post(PUBLISH, data=LATER)
    shown = re.search(r'name="was_due"[^>]*value="([^"]*)"', alice.get(PUBLISH).text)
    assert shown
    assert alice.post(PUBLISH, data=LATER | {"when": "now", "was_due": shown[1]}).status_code == 303
    with work_as(SYSTEM) as work:
        assert (scheduled_of(work.db, 1), published(work, SLUG).number, letters(work)) == (None, 3, [])


@pytest.mark.usefixtures("changed")
@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"on_day": "2026-09-01", "at": "09.59"}, "That time is past. Choose a later one."),
        ({"on_day": "2027-03-28", "at": "02.30"}, "The clocks skip 02:30 on Sunday 28 March 2027."),
        ({"on_day": "", "at": "08.00"}, "Day: This needs an answer."),
        ({"on_day": "2026-09-20", "at": ""}, "Time: This needs an answer."),
        ({"on_day": "soon", "at": "08.00"}, "Write a date, such as 2026-10-14."),
        ({"when": "now"}, "Choose “Later” to publish at that day and time, or clear them."),
    ],
)
def test_a_time_that_cannot_be_is_refused_by_its_field(
    as_: As, work_as: WorkAs, said: dict[str, str], words: str
) -> None:
    answer = as_("alice").post(f"/en{PUBLISH}", data=LATER | {"note": "Med möda"} | said)
    assert answer.status_code == 422
    assert words in answer.text
    assert "Med möda" in answer.text
    with work_as(SYSTEM) as work:
        assert (scheduled_of(work.db, 1), published(work, SLUG).number) == (None, 2)


def test_the_page_takes_the_same_statements_for_one_thirty_and_four_hundred_items(
    as_: As, work_as: WorkAs, cast: Cast, statements: Statements
) -> None:
    counts, alice = [], as_("alice")
    with work_as(cast.alice) as work:
        slug = a_published_gathering(work)
        for who in ("anna", "bo"):
            come(work, slug, who)
    for number in (1, 29, 370):
        with work_as(cast.alice) as work:
            many_items(work, slug, number)
        for address in (PUBLISH, f"{PUBLISH}/told", f"{PUBLISH}?to=r1"):
            with statements() as seen:
                assert alice.get(address).status_code == 200
            counts.append(len(seen))
    assert counts[:3] == counts[3:6] == counts[6:]
    assert max(counts) <= 33


def test_the_list_of_who_is_told_has_pages_of_a_hundred(as_: As, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_published_gathering(work, capacity=200)
        for n in range(101):
            come(work, slug, f"demo{n:03}")
        change(work, slug, WATER, starts=time(10, 30))
    for number in (2, 99):
        page = as_("alice").get(f"{PUBLISH}/told?page={number}").text
        assert re.findall(r"<th scope=\"row\">Demo (\w+)</th>", page) == ["Demo100"]


def test_with_a_publication_scheduled_by_another_publishing_now_tells_that_one(
    as_: As, work_as: WorkAs, cast: Cast, clock: Clock
) -> None:
    with work_as(cast.alice) as work:
        change(work, a_published_gathering(work), WATER, starts=time(10, 30))
    assert as_("dora").post(PUBLISH, data=LATER).status_code == 303
    assert as_("alice").post(PUBLISH, data=SENT).status_code == 303
    with work_as(SYSTEM) as work:
        assert letters(work) == [("dora", "publication-refused", "Inte publicerat: Höstens träff")]
        assert scheduled_of(work.db, 1) is None
        assert clocks(work, SLUG)[WATER] == "10.30–11.15"
    clock.set(datetime(2026, 9, 20, 7, tzinfo=UTC))
    run_errands()
    with work_as(SYSTEM) as work:
        assert published(work, SLUG).number == 3


def test_the_dashboard_tells_of_what_is_not_published_and_of_what_is_scheduled(
    as_: As, work_as: WorkAs, cast: Cast
) -> None:
    with work_as(cast.alice) as work:
        slug = a_published_gathering(work)
        change(work, slug, WATER, starts=time(10, 30), room_id=None, kind="panel")
    alice = as_("alice")
    assert "2 changes are not published." in alice.get(f"/en{PAGE}").text
    alice.post(PUBLISH, data=LATER)
    assert "It is published by itself on Sunday 20 September 2026 at 08:00" in alice.get(f"/en{PAGE}").text
    with work_as(cast.alice) as work:
        services.publish_now(work, slug, Publication(), seen_number=2)
    page = alice.get(f"/en{PAGE}").text
    assert "not published." not in page
    assert "published by itself" not in page
