"""Making, changing and moving gatherings, and the logos of those who pay."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from PIL import Image

from planner.core.actor import ANONYMOUS
from planner.core.errors import Conflict, Invalid, NotAllowed, NotFound, NotSignedIn
from planner.core.language import Words
from planner.core.work import Hearers, Work
from planner.meetings.news import DaysSet, MeetingMoved, PlacesChanged, StatusChanged
from planner.meetings.queries import MeetingRecord, logo_of, record_of
from planner.meetings.rules import DayHours, Status
from planner.meetings.services import (
    MOST_LOGO_PIXELS,
    add_logo,
    change_meeting,
    copy_logos,
    create_meeting,
    move_meeting,
    remove_logo,
    set_status,
)
from tests.builders import GAMLEBY_DETAILS, Cast, a_meeting

WorkAs = Callable[..., Any]
OCTOBER = (date(2026, 10, 14), date(2026, 10, 15))


def listening(work: Work, heard: list[object]) -> Work:
    """The same work, its news noted besides."""
    kinds = (DaysSet, MeetingMoved, PlacesChanged, StatusChanged)
    hearers: Hearers = {kind: (*work.hearers.get(kind, ()), lambda _work, news: heard.append(news)) for kind in kinds}
    return replace(work, hearers=hearers)


def change(work: Work, slug: str, **more: Any) -> MeetingRecord:
    record = record_of(work.db, slug)
    change_meeting(work, slug, replace(record.details, **more), revision=record.revision)
    return record_of(work.db, slug)


def test_a_gathering_is_as_it_was_said(work_as: WorkAs, cast: Cast) -> None:
    said = replace(GAMLEBY_DETAILS, host_ids=(cast.agrovast_id, cast.vreta_id), capacity=60, last_day=date(2026, 9, 30))
    heard: list[object] = []
    with work_as(cast.alice) as work:
        slug = create_meeting(listening(work, heard), said)
        record = record_of(work.db, slug)
    assert (slug, record.details, record.status, record.revision) == (
        "grona-kluster-i-gamleby-2026",
        said,
        Status.DRAFT,
        1,
    )
    assert heard == [DaysSet(record.meeting_id, OCTOBER)]


def test_the_year_stands_in_the_address_once_and_a_taken_address_gets_a_number(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slugs = [a_meeting(work, title=Words(title)) for title in ("Träff", "Träff 2026", "Träff", "2026", "!")]
    assert slugs == ["traff-2026", "traff-2026-2", "traff-2026-3", "2026", "2026-2"]


def test_only_planners_plan(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
    for actor, refusal in ((cast.bob, NotAllowed), (ANONYMOUS, NotSignedIn)):
        with work_as(actor) as work:
            for attempt in (
                lambda work=work: create_meeting(work, GAMLEBY_DETAILS),
                lambda work=work: change_meeting(work, slug, GAMLEBY_DETAILS, revision=1),
                lambda work=work: set_status(work, slug, Status.OPEN),
                lambda work=work: move_meeting(work, slug, date(2026, 11, 1)),
                lambda work=work: add_logo(work, slug, content=b"", alt="EU"),
                lambda work=work: remove_logo(work, slug, 1),
                lambda work=work: copy_logos(work, slug, slug),
            ):
                with pytest.raises(refusal):
                    attempt()


def test_a_stale_change_is_refused(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        change(work, slug, capacity=10)
        with pytest.raises(Conflict):
            change_meeting(work, slug, GAMLEBY_DETAILS, revision=1)
        assert record_of(work.db, slug).details.capacity == 10


def test_days_and_places_are_news_only_when_they_changed(work_as: WorkAs, cast: Cast) -> None:
    heard: list[object] = []
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        meeting_id = record_of(work.db, slug).meeting_id
        listening_work = listening(work, heard)
        change(listening_work, slug, title=Words("Nytt namn"))
        assert heard == []
        later = (DayHours(OCTOBER[0], time(8), time(18)), DayHours(date(2026, 10, 17), time(9), time(12)))
        change(listening_work, slug, days=later, capacity=40)
        record = record_of(work.db, slug)
    assert heard == [DaysSet(meeting_id, (OCTOBER[0], date(2026, 10, 17))), PlacesChanged(meeting_id)]
    assert (record.details.days, record.revision, record.slug) == (later, 3, slug)


def test_hosts_can_be_put_in_another_order(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work, host_ids=(cast.vreta_id, cast.agrovast_id))
        assert change(work, slug, host_ids=(cast.agrovast_id,)).details.host_ids == (cast.agrovast_id,)
    with work_as(cast.alice) as work:
        both = (cast.agrovast_id, cast.vreta_id)
        assert change(work, slug, host_ids=both).details.host_ids == both


def test_steps_are_told_of_and_wrong_ones_refused(work_as: WorkAs, cast: Cast) -> None:
    heard: list[object] = []
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        meeting_id = record_of(work.db, slug).meeting_id
        set_status(listening(work, heard), slug, Status.OPEN)
        with pytest.raises(Invalid):
            set_status(work, slug, Status.DRAFT)
    assert heard == [StatusChanged(meeting_id, Status.DRAFT, Status.OPEN)]


def test_moving_wants_new_days(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        set_status(work, slug, Status.OPEN)
        with pytest.raises(Invalid):
            set_status(work, slug, Status.MOVED)
        assert record_of(work.db, slug).status is Status.OPEN


def test_a_moved_gathering_keeps_its_hours_and_every_date_follows(work_as: WorkAs, cast: Cast) -> None:
    heard: list[object] = []
    with work_as(cast.alice) as work:
        slug = a_meeting(work, last_day=date(2026, 9, 30), erase_needs_on=date(2026, 10, 20))
        set_status(work, slug, Status.OPEN)
        before = record_of(work.db, slug)
        move_meeting(listening(work, heard), slug, date(2026, 11, 18))
        after = record_of(work.db, slug)
    shift = timedelta(days=35)
    assert after == replace(
        before,
        status=Status.MOVED,
        revision=before.revision + 1,
        moved_from=OCTOBER,
        details=replace(
            before.details,
            days=tuple(replace(day, held_on=day.held_on + shift) for day in before.details.days),
            last_day=date(2026, 11, 4),
            erase_needs_on=date(2026, 11, 24),
        ),
    )
    new = (date(2026, 11, 18), date(2026, 11, 19))
    assert heard == [
        MeetingMoved(before.meeting_id, tuple(zip(OCTOBER, new, strict=True))),
        DaysSet(before.meeting_id, new),
        StatusChanged(before.meeting_id, Status.OPEN, Status.MOVED),
    ]


def test_a_gathering_may_move_by_one_day_onto_its_own_second(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        set_status(work, slug, Status.OPEN)
        move_meeting(work, slug, OCTOBER[1])
        assert record_of(work.db, slug).dates == (OCTOBER[1], date(2026, 10, 16))


@pytest.mark.parametrize("first_day", [OCTOBER[0], date(202, 10, 14), date(9999, 12, 31), date(2027, 3, 28)])
def test_days_that_a_gathering_cannot_move_to(work_as: WorkAs, cast: Cast, first_day: date) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work, days=(DayHours(OCTOBER[0], time(2, 30), time(9)),))
        set_status(work, slug, Status.OPEN)
    with work_as(cast.alice) as work, pytest.raises(Invalid) as refused:
        move_meeting(work, slug, first_day)
    assert list(refused.value.fields) == ["first_day"]


# Logos.


def picture(kind: str, size: tuple[int, int] = (40, 20), mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, format=kind)
    return out.getvalue()


def logos(work: Work, slug: str, content: bytes, alt: str = "EU") -> list[tuple[str, int, int]]:
    add_logo(work, slug, content=content, alt=alt)
    return [(logo.alt, logo.width, logo.height) for logo in record_of(work.db, slug).logos]


@pytest.mark.parametrize(
    ("kind", "mode", "media_type"),
    [
        ("PNG", "RGBA", "image/png"),
        ("PNG", "P", "image/png"),
        ("JPEG", "CMYK", "image/jpeg"),
        ("WEBP", "RGB", "image/webp"),
    ],
)
def test_pictures_are_taken_and_kept_in_their_kind(
    work_as: WorkAs, cast: Cast, kind: str, mode: str, media_type: str
) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        assert logos(work, slug, picture(kind, mode=mode)) == [("EU", 40, 20)]
        (logo,) = record_of(work.db, slug).logos
        kept_type, content = logo_of(work.db, logo.digest)
    assert kept_type == media_type
    with Image.open(io.BytesIO(content)) as kept:
        assert (kept.format, kept.size) == (kind, (40, 20))


def test_a_large_logo_is_made_smaller_and_keeps_its_shape(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        assert logos(work, slug, picture("PNG", (3200, 800))) == [("EU", MOST_LOGO_PIXELS, 200)]


def test_a_photograph_on_its_side_is_put_upright(work_as: WorkAs, cast: Cast) -> None:
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    Image.new("RGB", (40, 20)).save(out, format="JPEG", exif=exif)
    with work_as(cast.alice) as work:
        assert logos(work, a_meeting(work), out.getvalue()) == [("EU", 20, 40)]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        picture("GIF"),
        picture("PNG")[:60],
        picture("PNG")[:30] + b"\xff" * 40,
        picture("JPEG")[:200],
        picture("WEBP")[:40],
    ],
    ids=["nothing", "text", "svg", "gif", "cut png", "broken png", "cut jpeg", "cut webp"],
)
def test_what_is_no_picture_is_refused(work_as: WorkAs, cast: Cast, content: bytes) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        with pytest.raises(Invalid) as refused:
            add_logo(work, slug, content=content, alt="EU")
        assert list(refused.value.fields) == ["picture"]
        assert record_of(work.db, slug).logos == ()


def test_a_picture_of_too_many_pixels_is_not_even_unpacked(work_as: WorkAs, cast: Cast) -> None:
    bomb = picture("PNG", (10_000, 5_001), mode="1")
    with work_as(cast.alice) as work, pytest.raises(Invalid, match="too many pixels"):
        add_logo(work, a_meeting(work), content=bomb, alt="EU")


def test_a_logo_wants_words(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work, pytest.raises(Invalid) as refused:
        add_logo(work, a_meeting(work), content=picture("PNG"), alt="")
    assert list(refused.value.fields) == ["alt"]


def test_a_removed_logo_leaves_the_draft_and_stays_where_it_was_published(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        slug = a_meeting(work)
        add_logo(work, slug, content=picture("PNG"), alt="EU")
        (logo,) = record_of(work.db, slug).logos
        remove_logo(work, slug, logo.logo_id)
        assert record_of(work.db, slug).logos == ()
        assert logo_of(work.db, logo.digest)[0] == "image/png"
        with pytest.raises(NotFound):
            remove_logo(work, slug, logo.logo_id)


def test_logos_are_copied_from_another_gathering_unless_there_are_some(work_as: WorkAs, cast: Cast) -> None:
    with work_as(cast.alice) as work:
        first, second = a_meeting(work), a_meeting(work, title=Words("En annan"))
        add_logo(work, first, content=picture("PNG"), alt="Borttagen")
        remove_logo(work, first, record_of(work.db, first).logos[0].logo_id)
        add_logo(work, first, content=picture("PNG", (30, 20)), alt="EU")
        assert copy_logos(work, first, second) == 1
        assert copy_logos(work, first, second) == 0
        (original,), (copy,) = record_of(work.db, first).logos, record_of(work.db, second).logos
        assert (copy.alt, copy.digest, copy.width, copy.height) == ("EU", original.digest, 30, 20)
        remove_logo(work, first, original.logo_id)
        assert [logo.alt for logo in record_of(work.db, second).logos] == ["EU"]
