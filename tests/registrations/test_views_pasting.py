"""The form that everybody registers with: a pasted list of colleagues."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from planner.core.actor import ANONYMOUS, Actor
from tests.builders import Cast
from tests.registrations.reading import ANSWERS, BO, REGISTER, cells_in, rows, words_of
from tests.registrations.scene import a_gathering, how_all_stand

WorkAs = Callable[[Actor], Any]


@pytest.fixture
def slug(cast: Cast, work_as: WorkAs) -> str:
    with work_as(cast.alice) as work:
        return a_gathering(work)


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
