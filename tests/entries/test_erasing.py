"""Erasing a registration takes what was mailed because of it, and leaves what somebody holds as a giver."""

from datetime import time

from sqlalchemy import select

from planner.core.actor import Actor
from planner.entries.models import MailedEntry
from planner.registrations.services import erase_person
from tests.builders import Cast
from tests.entries.scene import WorkAs, choose_water, mailed, run_errands, say_yes, wants
from tests.entries.test_items import items, republish, slug, told
from tests.publishing.scene import change as change_item
from tests.registrations.scene import come

__all__ = ["slug"]


def test_a_giver_who_erases_the_registration_holds_the_items_they_give_still(
    slug: str, work_as: WorkAs, cast: Cast
) -> None:
    with work_as(cast.alice) as work:
        say_yes(work, slug)
        number = come(work, slug, "ek").registration_id
    run_errands()
    with work_as(cast.alice) as work:
        held = {sent.summary: sent.uid for sent in items(work)}
    with work_as(Actor(registration_id=number)) as work:
        erase_person(work, number)
        rows = work.db.execute(select(MailedEntry.address, MailedEntry.item_uid.is_(None)).order_by(MailedEntry.uid))
        assert sorted(map(tuple, rows)) == [
            ("anna@example.org", True), ("ek@example.org", False), ("ek@example.org", False),
        ]  # fmt: skip
    run_errands()
    with work_as(cast.alice) as work:
        before = len(mailed(work))
        change_item(work, slug, "Kvarnen", starts=time(9, 30))
        republish(work, slug)
    run_errands()
    with work_as(cast.alice) as work:
        assert [(*sent.short, sent.summary, sent.uid) for sent in mailed(work, before)] == [
            ("ek", "REQUEST", 1, "Kvarnen", held["Kvarnen"])
        ]


def test_a_giver_who_had_chosen_the_same_item_is_asked_anew_when_the_registration_is_erased(
    slug: str, work_as: WorkAs, cast: Cast
) -> None:
    with work_as(cast.alice) as work:
        number = come(work, slug, "ek").registration_id
        choose_water(work, slug, number)
        wants(work, number)
    run_errands()
    with work_as(cast.alice) as work:
        say_yes(work, slug)
    run_errands()
    with work_as(Actor(registration_id=number)) as work:
        before = len(items(work))
        erase_person(work, number)
    run_errands()
    with work_as(cast.alice) as work:
        assert [(method, title) for _, method, _, title in told(work, before)] == [
            ("CANCEL", "Vatten"),
            ("REQUEST", "Vatten"),
        ]
