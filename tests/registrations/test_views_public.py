"""The form that everybody registers with: one or several people, parts, questions, places in words, lists to paste."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from planner.core.actor import ANONYMOUS, Actor
from planner.core.language import Words
from planner.meetings import services as meetings
from planner.meetings.rules import DayHours, Mode, Status
from planner.network.models import Cluster
from planner.questions.rules import QuestionDetails, QuestionKind
from planner.questions.services import add_question
from planner.registrations.models import Needs, PartStop, Registration, RegistrationPart
from planner.registrations.queries.answers import given_by
from planner.registrations.rules import ClusterSeats, PartDetails, PartKind, RoomType, Stop, Terms
from planner.registrations.services import add_part, set_terms
from tests.builders import Cast
from tests.conftest import Clock
from tests.registrations.scene import FIRST, a_gathering, come, how_all_stand, letters

WorkAs = Callable[[Actor], Any]
ANSWERS = {
    "name": "Demo Anna",
    "email": "anna@example.org",
    "cluster": "",
    "organisation": "Demo AB",
    "comes": "y",
    "day_20261014": "on_site",
    "day_20261015": "away",
    "diet": "Nötter",
    "form_key": "a" * 32,
}
STOPS = select(PartStop.id).where(PartStop.name == "Linköping")
REGISTER = "/en/meetings/hostens-traff-2026/register"


@pytest.fixture
def slug(cast: Cast, work_as: WorkAs) -> str:
    with work_as(cast.alice) as work:
        return a_gathering(work)


def rows(*people: tuple[str, str]) -> dict[str, str]:
    """Colleagues as the form sends them."""
    cells: dict[str, str] = {}
    for n, (name, email) in enumerate(people):
        cells |= {f"colleagues-{n}-name": name, f"colleagues-{n}-email": email}
    return cells


BO, CE = ("Demo Bo", "bo@example.org"), ("Demo Ce", "ce@example.org")


def words_of(page: str) -> str:
    """The words of a page, spaces folded."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def cells_in(page: str) -> list[tuple[str, str]]:
    """(field, value) of the rows of colleagues, in order."""
    shown = page.partition("<template>")[0]
    return re.findall(r'name="(colleagues-\d+-\w+)" type="\w+" value="([^"]*)"', shown)


# ---- one person ------------------------------------------------------------------------------------------


def test_registering_ends_on_the_private_page(slug: str, client: FlaskClient) -> None:
    form = client.get(REGISTER)
    assert form.status_code == 200
    assert "2 places left" in form.text
    assert "14 November 2026" in form.text
    assert not re.search(r"shows_name[^>]*checked", form.text)
    assert re.search(r"checked[^>]*name=\"comes\"|name=\"comes\"[^>]*checked", form.text)
    sent = client.post(REGISTER, data=ANSWERS)
    assert sent.status_code == 303
    page = client.get(sent.headers["Location"])
    assert page.status_code == 200
    assert "A confirmation is on its way to anna@example.org." in page.text


def test_what_was_typed_is_kept_when_it_is_refused_and_all_is_said_in_one_go(slug: str, client: FlaskClient) -> None:
    wrong = {**ANSWERS, "email": "anna", "organisation": "", "day_20261014": "away", **rows(("Demo Bo", ""))}
    sent = client.post(REGISTER, data=wrong)
    assert sent.status_code == 422
    assert 'value="Demo Anna"' in sent.text
    assert "Nötter" in sent.text
    assert cells_in(sent.text) == [("colleagues-0-name", "Demo Bo"), ("colleagues-0-email", "")]
    for words in (
        "Write an e-mail address",
        "Choose at least one day",
        "Choose your cluster, or write",
        "E-mail of colleague 1: Everybody needs an address of their own",
    ):
        assert words in words_of(sent.text)


def test_a_known_address_gets_words_and_nobody_else_the_link(slug: str, client: FlaskClient, work_as: WorkAs) -> None:
    client.post(REGISTER, data=ANSWERS)
    sent = client.post(REGISTER, data={**ANSWERS, "form_key": "b" * 32, "name": "Somebody else"})
    assert sent.status_code == 422
    assert "anna@example.org is already registered." in sent.text
    assert "/r/" not in sent.text
    with work_as(ANONYMOUS) as work:
        assert letters(work)[-1] == ("anna", "link", "")


def test_a_full_gathering_says_which_number_one_would_be(slug: str, client: FlaskClient, work_as: WorkAs) -> None:
    with work_as(ANONYMOUS) as work:
        for name in ("anna", "bo", "cia"):
            come(work, slug, name)
    page = client.get(REGISTER).text
    assert "you will be number 2 on the waiting list" in page
    assert "A place that comes free goes to the first in line" in page
    assert "Register or join the waiting list" in page
    sent = client.post(REGISTER, data={**ANSWERS, "email": "dan@example.org"})
    assert "Number 2 in line" in client.get(sent.headers["Location"]).text


def test_one_day_on_site_asks_for_no_days(cast: Cast, work_as: WorkAs, client: FlaskClient) -> None:
    with work_as(cast.alice) as work:
        slug = a_gathering(work, mode=Mode.ON_SITE, days=(DayHours(FIRST, time(10), time(16)),), capacity=None)
    page = client.get(f"/en/meetings/{slug}/register").text
    assert "Your days" not in page
    assert "If there are not places for all" not in page
    sent = client.post(f"/en/meetings/{slug}/register", data={k: v for k, v in ANSWERS.items() if k[:3] != "day"})
    assert sent.status_code == 303


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Status.SAVE_THE_DATE, "Registration has not opened yet."),
        (Status.CANCELLED, "This gathering is cancelled."),
        (Status.CLOSED, "Registration has closed."),
    ],
)
def test_a_closed_door_is_a_page_with_words(
    cast: Cast, work_as: WorkAs, client: FlaskClient, status: Status, words: str
) -> None:
    with work_as(cast.alice) as work:
        slug = a_gathering(work, status=Status.SAVE_THE_DATE if status is Status.SAVE_THE_DATE else Status.OPEN)
        if status is not Status.SAVE_THE_DATE:
            meetings.set_status(work, slug, status)
    page = client.get(f"/en/meetings/{slug}/register")
    assert (page.status_code, words in page.text, "demo.lind@example.org" in page.text) == (200, True, True)
    assert client.post(f"/en/meetings/{slug}/register", data=ANSWERS).status_code == 409


def test_a_draft_is_nowhere(cast: Cast, work_as: WorkAs, client: FlaskClient) -> None:
    with work_as(cast.alice) as work:
        slug = a_gathering(work, status=None)
    assert client.get(f"/en/meetings/{slug}/register").status_code == 404


def test_a_form_of_a_page_that_hides_its_address_is_taken_over_https(
    app: Flask, slug: str, client: FlaskClient
) -> None:
    base = "https://localhost"
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        with app.app_context():  # the token is kept in it: a fresh one, as each request has
            page = client.get(REGISTER, base_url=base).text
            token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
            assert token
            without = client.post(REGISTER, data=ANSWERS, base_url=base)
            sent = client.post(REGISTER, data={**ANSWERS, "csrf_token": token[1]}, base_url=base)
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
    assert (without.status_code, sent.status_code) == (400, 303)


def test_diets_are_ticked_and_written_apart(slug: str, client: FlaskClient, work_as: WorkAs) -> None:
    client.post(REGISTER, data={**ANSWERS, "diets": ["gluten_free", "vegan"]})
    with work_as(ANONYMOUS) as work:
        needs = work.db.scalars(select(Needs)).one()
        assert (needs.diets, needs.diet) == ("vegan gluten_free", "Nötter")
    assert client.post(REGISTER, data={**ANSWERS, "email": "bo@example.org", "diets": "stones"}).status_code == 422


# ---- where one comes from --------------------------------------------------------------------------------


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


# ---- parts -----------------------------------------------------------------------------------------------


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


# ---- own questions ---------------------------------------------------------------------------------------


def test_own_questions_are_asked_of_those_who_come(slug: str, cast: Cast, client: FlaskClient, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        asked = QuestionDetails(QuestionKind.TEXT, Words("Varifrån?", "Where from?"), is_required=True)
        question_id = add_question(work, slug, asked)
    field = f"question_{question_id}"
    assert "Where from?" in client.get(REGISTER).text
    seen = {f"{field}_seen": "1"}
    refused = client.post(REGISTER, data={**ANSWERS, **seen})
    assert (refused.status_code, "Where from?: This needs an answer." in refused.text) == (422, True)
    sent = client.post(REGISTER, data={**ANSWERS, **seen, field: "Sala", **rows(BO)})
    assert sent.status_code == 303
    others = {k: v for k, v in ANSWERS.items() if k != "comes"} | {"form_key": "e" * 32} | rows(CE)
    assert client.post(REGISTER, data={**others, **seen}).status_code == 303
    with work_as(ANONYMOUS) as work:
        people = work.db.scalars(select(Registration.id).order_by(Registration.id)).all()
        assert [[answer.value for answer in given_by(work.db, each)] for each in people] == [["Sala"], [], []]


def test_files_make_the_form_one_with_parts(slug: str, cast: Cast, client: FlaskClient, work_as: WorkAs) -> None:
    assert "multipart/form-data" not in client.get(REGISTER).text
    with work_as(cast.alice) as work:
        add_question(work, slug, QuestionDetails(QuestionKind.FILE, Words("Bild", "Picture")))
    assert 'enctype="multipart/form-data"' in client.get(REGISTER).text


def test_invoice_details_are_asked_for_only_where_the_lead_wants_them(
    slug: str, cast: Cast, client: FlaskClient, work_as: WorkAs
) -> None:
    assert 'name="invoice"' not in client.get(REGISTER).text
    with work_as(cast.alice) as work:
        set_terms(work, slug, Terms(asks_invoice=True))
    assert client.post(REGISTER, data={**ANSWERS, "invoice": "Box 1", **rows(BO)}).status_code == 303
    with work_as(ANONYMOUS) as work:
        assert list(work.db.scalars(select(Registration.invoice))) == ["Box 1", "Box 1"]


# ---- several people --------------------------------------------------------------------------------------


def test_a_party_ends_on_its_own_page(slug: str, client: FlaskClient, work_as: WorkAs) -> None:
    sent = client.post(REGISTER, data={**ANSWERS, **rows(BO, CE)})
    assert sent.status_code == 303
    assert re.fullmatch(r"/en/p/\w{32}", sent.headers["Location"])
    page = words_of(client.get(sent.headers["Location"]).text)
    assert "Demo Ce ce@example.org On the waiting list Number 1 in line" in page
    with work_as(ANONYMOUS) as work:
        assert how_all_stand(work, slug) == [
            ("anna", "confirmed", None),
            ("bo", "confirmed", None),
            ("ce", "waiting", 1),
        ]


def test_all_or_nobody_waits_together(slug: str, client: FlaskClient, work_as: WorkAs) -> None:
    client.post(REGISTER, data={**ANSWERS, **rows(BO, CE), "together": "1"})
    with work_as(ANONYMOUS) as work:
        assert how_all_stand(work, slug) == [("anna", "waiting", 1), ("bo", "waiting", 2), ("ce", "waiting", 3)]


def test_one_may_register_others_only(slug: str, client: FlaskClient, work_as: WorkAs) -> None:
    others = {k: v for k, v in ANSWERS.items() if k != "comes"}
    refused = client.post(REGISTER, data=others)
    assert (refused.status_code, "Nobody would be registered" in refused.text) == (422, True)
    sent = client.post(REGISTER, data={**others, **rows(BO)})
    assert "/p/" in sent.headers["Location"]
    with work_as(ANONYMOUS) as work:
        assert how_all_stand(work, slug) == [("bo", "confirmed", None)]
        assert list(work.db.scalars(select(Needs))) == []


def test_reload_back_and_a_double_press_make_nothing_new(slug: str, client: FlaskClient, work_as: WorkAs) -> None:
    party = {**ANSWERS, **rows(BO)}
    first, again = client.post(REGISTER, data=party), client.post(REGISTER, data=party)
    assert (again.status_code, again.headers["Location"]) == (303, first.headers["Location"])
    back = client.post(REGISTER, data={**ANSWERS, **rows(BO, CE)})
    assert (back.status_code, "bo@example.org is already registered" in back.text) == (422, True)
    with work_as(ANONYMOUS) as work:
        assert how_all_stand(work, slug) == [("anna", "confirmed", None), ("bo", "confirmed", None)]


def test_a_double_address_is_explained_at_its_row_and_nothing_is_registered_twice(
    slug: str, client: FlaskClient, work_as: WorkAs
) -> None:
    with work_as(ANONYMOUS) as work:
        come(work, slug, "bo")
    empty = ("", "")
    known = client.post(REGISTER, data={**ANSWERS, **rows(CE, empty, BO)})
    assert known.status_code == 422
    assert re.search(r'id="colleagues-2-email-error".*?bo@example.org is already registered', known.text, re.DOTALL)
    assert 'id="colleagues-0-email-error"' not in known.text
    twice = client.post(REGISTER, data={**ANSWERS, **rows(CE, ("Demo Cecilia", "CE@example.org"))})
    assert re.search(
        r'id="colleagues-1-email-error".*?ce@example.org stands here for Demo Ce already', twice.text, re.DOTALL
    )
    assert 'href="#colleagues-1-email"' in twice.text
    with work_as(ANONYMOUS) as work:
        assert how_all_stand(work, slug) == [("bo", "confirmed", None)]


def test_at_most_sixty_colleagues_in_one_go(slug: str, client: FlaskClient) -> None:
    many = rows(*((f"Demo {n}", f"demo{n}@example.org") for n in range(61)))
    sent = client.post(REGISTER, data={**ANSWERS, **many})
    assert (sent.status_code, "At most 60 colleagues in one go." in sent.text) == (422, True)


def test_rows_are_added_and_removed_without_script_and_nothing_is_lost(slug: str, client: FlaskClient) -> None:
    added = client.post(REGISTER, data={**ANSWERS, "do": "add", **rows(BO)})
    assert added.status_code == 200
    assert 'value="Demo Anna"' in added.text
    assert "Nötter" in added.text
    assert cells_in(added.text) == [
        ("colleagues-0-name", "Demo Bo"),
        ("colleagues-0-email", "bo@example.org"),
        ("colleagues-1-name", ""),
        ("colleagues-1-email", ""),
    ]
    removed = client.post(REGISTER, data={**ANSWERS, "do": "remove-0", **rows(BO, CE)})
    assert cells_in(removed.text) == [("colleagues-0-name", "Demo Ce"), ("colleagues-0-email", "ce@example.org")]


LIST = "Namn\tE-post\nDemo Bo\tbo@example.org\nDemo Di\tdi@example.org\nDemo Di\tdi@example.org\nDemo Ed\ted(at)demo"


def test_a_pasted_list_is_shown_before_anything_is_done_with_it(
    slug: str, client: FlaskClient, work_as: WorkAs
) -> None:
    shown = client.post(REGISTER, data={**ANSWERS, "do": "read", "pasted": LIST, **rows(BO)})
    assert shown.status_code == 200
    page = words_of(shown.text)
    for words in (
        "Nothing is saved yet.",
        "1 colleague can be put into the form. 1 row cannot be used.",
        "2 Demo Bo bo@example.org Demo Bo stands in the form already. Left out.",
        "3 Demo Di di@example.org",
        "4 Demo Di di@example.org The same address as in row 3. Left out.",
        "5 Demo Ed · ed(at)demo “ed(at)demo” is not an e-mail address.",
    ):
        assert words in page
    assert len(cells_in(shown.text)) == 2
    with work_as(ANONYMOUS) as work:
        assert how_all_stand(work, slug) == []


def test_a_list_fills_the_rows_and_leaves_what_cannot_be_used(slug: str, client: FlaskClient) -> None:
    filled = client.post(REGISTER, data={**ANSWERS, "do": "fill", "pasted": LIST, **rows(BO)}).text
    assert [value for _, value in cells_in(filled)] == ["Demo Bo", "bo@example.org", "Demo Di", "di@example.org"]
    assert "1 colleague was put into the form." in words_of(filled)
    assert re.search(r"<textarea[^>]*name=\"pasted\"[^>]*>\s*Demo Ed\ted\(at\)demo</textarea>", filled)


def test_a_list_that_nobody_read_is_not_lost_when_the_form_is_sent(
    slug: str, cast: Cast, client: FlaskClient, work_as: WorkAs
) -> None:
    refused = client.post(REGISTER, data={**ANSWERS, "pasted": "Demo Bo\tbo@example.org"})
    assert refused.status_code == 422
    assert "The people in the list are not in the form yet: read the list, or empty it." in refused.text
    assert re.search(r"<details class=\"fold\" open>\s*<summary>Paste list", refused.text)
    assert re.search(r"<textarea[^>]*name=\"pasted\"[^>]*>\s*Demo Bo\tbo@example.org</textarea>", refused.text)
    with work_as(cast.alice) as work:
        assert how_all_stand(work, slug) == []


def test_who_takes_part_online_only_is_asked_nothing_about_food(
    cast: Cast, client: FlaskClient, work_as: WorkAs
) -> None:
    with work_as(cast.alice) as work:
        a_gathering(work, mode=Mode.ONLINE)
    page = client.get(REGISTER).text
    assert "What do you need to be able to take part?" in page
    assert 'name="diet' not in page


def test_columns_are_corrected_by_hand_and_a_new_list_is_guessed_anew(slug: str, client: FlaskClient) -> None:
    pasted = "Demo AB\tDemo Bo\tbo@example.org\nDemo AB\tDemo Ce\tce@example.org"
    first = client.post(REGISTER, data={**ANSWERS, "do": "read", "pasted": pasted}).text
    seen = re.findall(r'name="pasted_seen"[^>]*value="(\d+)"', first)[0]
    chosen = {"pasted_seen": seen, "columns-0": "", "columns-1": "name", "columns-2": "email"}
    again = client.post(REGISTER, data={**ANSWERS, "do": "fill", "pasted": pasted, **chosen}).text
    assert [value for _, value in cells_in(again)] == ["Demo Bo", "bo@example.org", "Demo Ce", "ce@example.org"]
    other = client.post(REGISTER, data={**ANSWERS, "do": "fill", "pasted": "ce@example.org; Demo Di <di@example.org>",
                                        **chosen}).text  # fmt: skip
    assert [value for _, value in cells_in(other)] == ["", "ce@example.org", "Demo Di", "di@example.org"]


def test_a_list_longer_than_the_form_leaves_its_end_to_be_pasted_later(slug: str, client: FlaskClient) -> None:
    many = "\n".join(f"Demo {n} Demo\tdemo{n}@example.org" for n in range(62))
    page = client.post(REGISTER, data={**ANSWERS, "do": "fill", "pasted": many}).text
    assert len(cells_in(page)) == 120
    assert "Demo 60 Demo\tdemo60@example.org\nDemo 61 Demo\tdemo61@example.org</textarea>" in page


@pytest.mark.parametrize("step", ["remove-", "remove-x", "remove-99", "nonsense", "read"])
def test_a_step_that_says_nothing_changes_nothing(slug: str, client: FlaskClient, step: str) -> None:
    page = client.post(REGISTER, data={**ANSWERS, "do": step, **rows(BO)})
    assert (page.status_code, len(cells_in(page.text))) == (200, 2)


# ---- statements ------------------------------------------------------------------------------------------


def test_the_form_costs_the_same_whatever_the_number_of_people(
    slug: str, cast: Cast, client: FlaskClient, work_as: WorkAs, statements: Callable[[], Any]
) -> None:
    counts = []
    for number in (1, 29):
        with work_as(cast.alice) as work:
            for n in range(number):
                come(work, slug, f"demo{number}x{n}", cluster_id=cast.vreta_id)
        with statements() as seen:
            assert client.get(REGISTER).status_code == 200
        counts.append(len([s for s in seen.seen if s.startswith("SELECT")]))
    assert counts == [7, 7]


def test_a_party_of_three_is_sent_in_few_statements(
    slug: str, client: FlaskClient, statements: Callable[[], Any]
) -> None:
    with statements() as looking:
        client.get(REGISTER)
    with statements() as sending:
        assert client.post(REGISTER, data={**ANSWERS, "diet": "", **rows(BO, CE)}).status_code == 303
    assert len(sending) - len(looking) <= 15
