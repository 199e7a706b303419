"""A thousand people at one gathering: every list is paged, whole in its file, and costs a handful of statements."""

import csv
import io
import re
from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient

from planner.core.actor import Actor
from planner.programmes.services import publish
from tests.builders import Cast, an_item
from tests.lists.scene import a_full_gathering, many

MOST_STATEMENTS = 12
OF_OVERVIEW = 20
"""It also compares the whole draft with what is published."""
OF_ATTENDANCE = 15
"""It also shows who came, and how many of the clusters that were invited."""
PLAN = "/en/plan/meetings/hostens-traff-2026"
PAGES = ("", "/registrations", "/lists", "/lists/attendance", "/lists/chosen", "/lists/kitchen", "/import")
PAGED = ("/lists/rooms", "/lists/bus", "/lists/invoices", "/lists/participants", "/registrations")
FILES = ("/registrations.csv", "/lists/rooms.csv", "/lists/bus.csv", "/lists/invoices.csv", "/lists/participants.csv")


def test_every_list_of_a_thousand_is_paged_and_cheap(
    cast: Cast,
    as_: Callable[[str], FlaskClient],
    work_as: Callable[[Actor], Any],
    statements: Callable[[], Any],
) -> None:
    with work_as(cast.alice) as work:
        slug = a_full_gathering(work)
        an_item(work, slug)
        publish(work, slug, preliminary=False, with_agenda=True)
        many(work, slug, 1000, (cast.vreta_id, cast.agrovast_id))
    alice = as_("alice")
    costs = {}
    for address in (*PAGES, *PAGED, *FILES):
        with statements() as seen:
            assert alice.get(f"{PLAN}{address}").status_code == 200
        costs[address] = len(seen)
    assert costs.pop("") <= OF_OVERVIEW
    assert costs.pop("/lists/attendance") <= OF_ATTENDANCE
    assert {address: n for address, n in costs.items() if n > MOST_STATEMENTS} == {}
    for address in PAGED:
        first, last = (alice.get(f"{PLAN}{address}?page={number}").text for number in (1, 10))
        assert "Page 1 of 10" in first
        assert "Page 10 of 10" in last
        assert len(set(re.findall(r"Demo \d{4}", first))) == len(set(re.findall(r"Demo \d{4}", last))) == 100
    for address in FILES:
        text = alice.get(f"{PLAN}{address}").data.decode("utf-8-sig")
        assert len(list(csv.reader(io.StringIO(text), delimiter=";"))) == 1001
    assert len(set(re.findall(r"Demo \d{4}", alice.get(f"{PLAN}/lists/bus?all=1").text))) == 1000
