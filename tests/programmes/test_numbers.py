"""Numbered items: frozen with the programme, and the same on every page, paper and calendar."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from planner.agenda.rules import ItemKind
from planner.agenda.services import remove_item
from planner.core.language import Words, say
from planner.meetings.queries import record_of
from planner.meetings.rules import MeetingKind, Status
from planner.meetings.services import change_meeting, set_status
from planner.programmes.changes import ChangeKind, Told, changes, told
from planner.programmes.pdf import html_of_sheet
from planner.programmes.pdf.sheet import sheet_of
from planner.programmes.queries import newest
from planner.programmes.services import publish
from planner.programmes.snapshot import Programme, follow, from_json, to_json
from tests.builders import Cast, a_meeting, a_programme, an_entry, an_item
from tests.programmes.test_snapshot import drafted

As = Callable[[str], FlaskClient]
WorkAs = Callable[..., Any]
TITLES = ("Mötets öppnande", "Ekonomi", "Nästa möte")


def numbered(work: Any, **more: Any) -> str:
    """A published gathering of three items with a pause between; gives the slug."""
    slug = a_meeting(work, **more)
    for hour, title in zip((10, 11, 14), TITLES, strict=True):
        an_item(work, slug, title, starts=time(hour))
    an_item(work, slug, "Fika", starts=time(13), kind=ItemKind.BREAK)
    publish(work, slug, preliminary=False, with_agenda=True)
    return slug


def numbers(programme: Programme | None) -> dict[str, int | None]:
    assert programme is not None
    return {entry.title.sv: entry.item_number for entry in programme.entries}


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({}, (None, None, None)),
        ({"numbered": True}, (1, 2, 3)),
        ({"kind": MeetingKind.STEERING}, (1, 2, 3)),
        ({"kind": MeetingKind.STEERING, "numbered": True}, (1, 2, 3)),
    ],
)
def test_numbers_are_published_for_a_steering_group_and_where_the_lead_says_so(
    work_as: WorkAs, cast: Cast, said: dict[str, Any], found: tuple[int | None, ...]
) -> None:
    with work_as(cast.alice) as work:
        numbered(work, **said)
        shown = numbers(newest(work.db, 1))
    assert shown == dict(zip(TITLES, found, strict=True)) | {"Fika": None}


def test_what_is_published_keeps_its_numbers_while_the_draft_gets_others(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = numbered(work, numbered=True)
        remove_item(work, slug, 1)
        assert numbers(newest(work.db, 1)) == dict(zip(TITLES, (1, 2, 3), strict=True)) | {"Fika": None}
        publish(work, slug, preliminary=False, with_agenda=True)
        # What was taken off is still shown, as cancelled, and has no number that another has too.
        assert numbers(newest(work.db, 1)) == dict(zip(TITLES, (None, 1, 2), strict=True)) | {"Fika": None}


def test_a_gathering_that_is_called_off_and_on_again_has_its_numbers(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = numbered(work, numbered=True)
        before = numbers(newest(work.db, 1))
        for status in (Status.CANCELLED, Status.OPEN):
            set_status(work, slug, status)
            assert numbers(newest(work.db, 1)) == before


def test_the_tick_can_be_taken_back(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = numbered(work, numbered=True)
        record = record_of(work.db, slug)
        change_meeting(work, slug, replace(record.details, numbered=False), revision=record.revision)
        publish(work, slug, preliminary=False, with_agenda=True)
        assert set(numbers(newest(work.db, 1)).values()) == {None}


def test_numbers_survive_being_stored_and_older_programmes_have_none() -> None:
    programme = a_programme(replace(an_entry(1), item_number=1), an_entry(2, "Fika", kind="break"))
    assert from_json(to_json(programme)) == programme
    older = to_json(a_programme(an_entry(1))).replace(',"item_number":null', "")
    assert "item_number" not in older
    assert from_json(older) == a_programme(an_entry(1))


def test_another_number_changes_an_entry_but_not_its_time() -> None:
    talk = replace(an_entry(1), item_number=2)
    last = a_programme(talk)
    now = last.published_at + timedelta(days=1)
    (entry,) = follow(last, drafted(replace(talk, item_number=1)), published_at=now).entries
    assert (entry.item_number, entry.sequence, entry.changed_at) == (1, talk.sequence, now)


def test_other_numbers_are_told_once() -> None:
    first, second = replace(an_entry(1, "Ett"), item_number=1), replace(an_entry(2, "Två"), item_number=2)
    bare = a_programme(*(replace(entry, item_number=None) for entry in (first, second)))
    both = a_programme(first, second)
    one = a_programme(replace(first, cancelled=True, item_number=None), replace(second, item_number=1))

    def words(old: Programme, new: Programme) -> list[str]:
        return [str(line.what) for line in told(changes(old, new), new) if not line.subject]

    assert words(both, both) == words(bare, bare) == []
    assert words(both, one) == words(one, both) == ["Items have new numbers"]
    assert words(bare, both) == ["The items have numbers"]
    assert words(both, bare) == ["The items have numbers no longer"]
    assert told(changes(bare, both), both) == (Told(ChangeKind.CHANGED, Words(), say("The items have numbers")),)


def test_page_agenda_paper_and_calendar_show_the_same_numbers(as_: As, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = numbered(work, kind=MeetingKind.STEERING)
        programme = newest(work.db, 1)
    alice = as_("alice")
    for address in (f"/meetings/{slug}", f"/meetings/{slug}/programme", f"/meetings/{slug}/programme?by=theme"):
        page = alice.get(address).get_data(as_text=True)
        assert [page.count(f">{n}. {title}") for n, title in enumerate(TITLES, 1)] == [1, 1, 1], address
        assert "4. " not in page.split("<main", 1)[1]
    agenda = alice.get(f"/plan/meetings/{slug}/agenda").get_data(as_text=True)
    assert [agenda.count(f">{n}. {title}<") for n, title in enumerate(TITLES, 1)] == [1, 1, 1]
    assert programme
    sheet = sheet_of(programme, "sv", base_url="http://localhost")
    paper = html_of_sheet(sheet, logos={}, network="", with_ics=False)
    assert [paper.count(f">{n}. {title}<") for n, title in enumerate(TITLES, 1)] == [1, 1, 1]
    assert ">Fika" in paper
    feed = alice.get(f"/meetings/{slug}/feed.ics").get_data(as_text=True)
    assert [feed.count(f"DESCRIPTION:Punkt {n}.\\n") for n in (1, 2, 3, 4)] == [1, 1, 1, 0]


def test_the_tick_stands_in_the_details_and_is_kept(as_: As, work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = numbered(work, numbered=True)
    page = as_("alice").get(f"/en/plan/meetings/{slug}/edit").get_data(as_text=True)
    assert '<input checked id="numbered" name="numbered" type="checkbox" value="y">' in page.replace(
        ' aria-describedby="numbered-hint"', ""
    )
