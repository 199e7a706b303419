"""What is decided of speakers without looking anything up."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core.actor import ANONYMOUS, SYSTEM, Actor, Role
from planner.core.errors import Invalid
from planner.core.language import Words
from planner.meetings.rules import Status
from planner.speakers.permissions import may_answer, may_ask, may_erase_by_itself, may_see_needs
from planner.speakers.rules import (
    DOCUMENTS,
    MOST_BIO,
    MOST_FILE_BYTES,
    SLIDES,
    DayWhen,
    SpeakerDetails,
    SpeakerStatus,
    TalkIdea,
    away_spans,
    check_details,
    check_hours,
    closed_words,
    marks_of,
    may_remind,
    shown_mark,
    upload_of,
    when_words,
)
from tests.speakers.scene import FIRST, PDF, SECOND, a_zip

ZONE = "Europe/Stockholm"
NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)
THIRD = date(2026, 10, 16)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """So many hours UTC: two less than in Stockholm before the clocks go back."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


def midnight(day: date) -> datetime:
    return at(day, 22) - timedelta(days=1)


def test_who_said_nothing_can_at_all_times() -> None:
    assert away_spans([FIRST, SECOND], [], ZONE) == ()
    assert away_spans([FIRST, SECOND], [DayWhen(FIRST)], ZONE) == ()


def test_they_are_away_before_and_after_their_hours_and_whole_days() -> None:
    said = [DayWhen(SECOND, is_away=True), DayWhen(FIRST, starts=time(10), ends=time(15, 30))]
    assert away_spans([SECOND, FIRST], said, ZONE) == (
        (midnight(FIRST), at(FIRST, 8)),
        (at(FIRST, 13, 30), midnight(SECOND)),
        (midnight(SECOND), midnight(THIRD)),
    )


def test_what_was_said_of_other_days_says_nothing_of_these() -> None:
    assert away_spans([FIRST], [DayWhen(SECOND, is_away=True)], ZONE) == ()


def test_from_midnight_is_all_day() -> None:
    assert away_spans([FIRST], [DayWhen(FIRST, starts=time(0))], ZONE) == ()


def test_a_day_on_which_the_clocks_change_has_its_own_length() -> None:
    back = date(2026, 10, 25)
    ((begins, ends),) = away_spans([back], [DayWhen(back, is_away=True)], ZONE)
    assert ends - begins == timedelta(hours=25)


def test_an_hour_that_the_clocks_skip_on_another_day_stops_nobody() -> None:
    forward = date(2027, 3, 28)
    ((begins, ends),) = away_spans([forward], [DayWhen(forward, starts=time(2, 30))], ZONE)
    assert begins < ends


hours = st.none() | st.times().map(lambda t: t.replace(microsecond=0))
said_of_days = st.lists(
    st.builds(DayWhen, st.sampled_from([FIRST, SECOND, date(2026, 10, 25), THIRD]), st.booleans(), hours, hours).filter(
        lambda w: w.starts is None or w.ends is None or w.starts < w.ends
    ),
    max_size=6,
)


@given(said_of_days)
def test_spans_stand_in_order_and_never_overlap(said: list[DayWhen]) -> None:
    spans = away_spans([FIRST, SECOND, date(2026, 10, 25)], said, ZONE)
    assert all(begins < ends for begins, ends in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


def test_hours_in_words() -> None:
    ten, three = time(10), time(15)
    whens = (DayWhen(FIRST, True), DayWhen(FIRST, False, ten, three), DayWhen(FIRST, starts=ten),
             DayWhen(FIRST, ends=three), DayWhen(FIRST))  # fmt: skip
    assert [when_words(when).in_("sv") for when in whens] == [
        "Inte den dagen", "Från 10.00 till 15.00", "Från 10.00", "Till 15.00", "Hela dagen",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "when", [DayWhen(FIRST, starts=time(12), ends=time(12)), DayWhen(date(2027, 3, 28), starts=time(2, 30))]
)
def test_hours_that_cannot_be_are_refused(when: DayWhen) -> None:
    with pytest.raises(Invalid) as refused:
        check_hours([when], ZONE)
    assert list(refused.value.fields) == ["hours"]


def test_what_is_too_long_is_refused_by_its_field() -> None:
    long = SpeakerDetails(
        title="x" * 201, bio=Words("", "x" * (MOST_BIO + 1)), special_needs="x" * 2001,
        ideas=(TalkIdea("uid", Words("x" * 201)),),
    )  # fmt: skip
    with pytest.raises(Invalid) as refused:
        check_details(long, ZONE)
    assert list(refused.value.fields) == ["title", "bio_en", "special_needs", "talks"]
    check_details(SpeakerDetails(bio=Words("x" * MOST_BIO), special_needs=None), ZONE)


@pytest.mark.parametrize(
    ("status", "hours_ago", "expected"),
    [
        (SpeakerStatus.ASKED, 20, True),
        (SpeakerStatus.ASKED, 19, False),
        (SpeakerStatus.ASKED, None, False),
        (SpeakerStatus.NOT_ASKED, 40, False),
        (SpeakerStatus.CONFIRMED, 40, False),
        (SpeakerStatus.DECLINED, 40, False),
    ],
)
def test_only_the_silent_are_reminded_and_not_at_once(
    status: SpeakerStatus, hours_ago: int | None, expected: bool
) -> None:
    written = None if hours_ago is None else NOW - timedelta(hours=hours_ago)
    assert may_remind(status, written, NOW) is expected


def test_a_speaker_can_change_until_it_is_over_or_cancelled() -> None:
    assert {status for status in Status if closed_words(status)} == {Status.HELD, Status.CANCELLED}


def test_what_one_was_asked_for_changes_with_item_and_time_only() -> None:
    ten, eleven = at(FIRST, 10), at(FIRST, 11)
    assert marks_of([("a", ten), ("b", eleven)]) == marks_of([("b", eleven), ("a", ten)])
    assert len({marks_of(items) for items in ([], [("a", ten)], [("a", eleven)], [("b", ten)])}) == 4


def test_a_form_that_comes_back_as_it_was_shown_is_known_again() -> None:
    shown = shown_mark(Words("Vatten"), Words("Ett\nTvå "))
    assert shown_mark(Words("Vatten "), Words("Ett\r\nTvå")) == shown
    assert shown_mark(Words("Vatten"), Words("", "Ett\nTvå")) != shown


@pytest.mark.parametrize(
    ("name", "content", "endings", "said"),
    [
        ("", b"", SLIDES, "Choose a file."),
        ("bilder.pdf", b"", SLIDES, "The file is empty."),
        ("bilder.docx", a_zip("word/document.xml"), SLIDES, "Choose a file of one of these kinds: PDF, PowerPoint"),
        ("bilder.pdf.exe", PDF, DOCUMENTS, "Choose a PDF, a picture"),
        ("bilder.svg", b"<svg/>", DOCUMENTS, "Choose a PDF, a picture"),
        ("bilder.pptm", a_zip("ppt/presentation.xml"), SLIDES, "Choose a file of one of these kinds"),
        ("bilder.pdf", b"<html><script>", SLIDES, "The file is not what its name says"),
        ("bilder.pptx", PDF, SLIDES, "The file is not what its name says"),
        ("bilder.pptx", a_zip("ppt/presentation.xml", "ppt/vbaProject.bin"), SLIDES, "The file is not what its name"),
        ("bilder.pdf", PDF + b"x" * MOST_FILE_BYTES, SLIDES, "The file is too large: at most 25 MB."),
    ],
)  # fmt: skip
def test_files_that_are_not_taken_are_refused_with_the_reason(
    name: str, content: bytes, endings: tuple[str, ...], said: str
) -> None:
    with pytest.raises(Invalid, match=said[:20]) as refused:
        upload_of(name, content, endings)
    assert str(refused.value.fields["file"]).startswith(said)


def test_a_file_is_taken_under_a_plain_name() -> None:
    upload = upload_of('..\\..\\fakepath\\bi\u202eld".PDF', PDF, SLIDES)
    assert (upload.name, upload.media_type, len(upload.digest)) == ('bild".PDF', "application/pdf", 64)


def test_who_may_what() -> None:
    lead, staff, admin = (Actor(account_id=n, role=role) for n, role in enumerate((Role.LEAD, Role.STAFF, Role.ADMIN)))
    holder, other = Actor(speaker_id=7), Actor(speaker_id=8)
    everybody = (ANONYMOUS, staff, other, holder, lead, admin, SYSTEM)
    allowed = {
        "ask": [may_ask(actor) for actor in everybody],
        "answer": [may_answer(actor, 7) for actor in everybody],
        "needs": [may_see_needs(actor) for actor in everybody],
        "erase": [may_erase_by_itself(actor) for actor in everybody],
    }
    assert allowed == {
        "ask": [False, False, False, False, True, True, True],
        "answer": [False, False, False, True, True, True, True],
        "needs": [False, False, False, False, True, True, True],
        "erase": [False, False, False, False, False, True, True],
    }
