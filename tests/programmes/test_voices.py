"""What a published programme shows of speakers and of files: carried on, told of, laid out, and forgotten."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from planner.calendars.ical import Edition, calendar_of
from planner.core.actor import Actor
from planner.core.language import Words, say
from planner.meetings.queries import gate_of
from planner.programmes.changes import ChangeKind, Told, changes, told
from planner.programmes.queries import draft_of, newest
from planner.programmes.rules import FileWord, Person, people_of, timetable
from planner.programmes.services import publish
from planner.programmes.snapshot import (
    Draft,
    Entry,
    FileMark,
    SpeakerLine,
    digests_of,
    follow,
    from_json,
    to_json,
    without,
)
from planner.speakers import services
from planner.speakers.rules import SpeakerStatus
from tests.builders import PUBLISHED, Cast, a_programme, an_entry
from tests.speakers import scene
from tests.speakers.scene import a_file, a_portrait, a_stage, card, many_speakers, person_id, theirs

WorkAs = Callable[[Actor], Any]
LATER = PUBLISHED + timedelta(days=3)
EK = SpeakerLine("Demo Ek", "agronom", "Demo AB", False, Words("Räknar på **vatten**."), "a" * 64, 7)
ALM = SpeakerLine("Demo Alm", "", "", True, person_id=8)
PAPER = FileMark("Underlag å.pdf", "b" * 64, 1_250_000, "application/pdf")
TALK = an_entry(1, "Vatten", speakers=(EK, ALM), files=(PAPER,))
LUNCH = an_entry(2, "Lunch", kind="meal")
LAST = a_programme(TALK, LUNCH)


def next_version(entry: Entry) -> tuple[Entry, tuple[Told, ...]]:
    """The entry as it is carried on when the draft says this, and what readers are told."""
    bare = tuple(replace(e, sequence=0, changed_at=an_entry().changed_at) for e in (entry, LUNCH))
    new = follow(LAST, Draft(LAST.facts, (), bare), published_at=LATER)
    return new.entries[0], told(changes(LAST, new), new)


def test_a_version_from_before_there_were_voices_and_files_is_still_read() -> None:
    old = json.loads(to_json(LAST))
    for entry in old["entries"]:
        del entry["files"]
        for line in entry["speakers"]:
            del line["bio"], line["picture"], line["person_id"]
    speakers = (SpeakerLine("Demo Ek", "agronom", "Demo AB", False), SpeakerLine("Demo Alm", "", "", True))
    assert from_json(json.dumps(old)) == replace(LAST, entries=(replace(TALK, speakers=speakers, files=()), LUNCH))


def test_a_version_with_voices_and_files_comes_back_as_it_was() -> None:
    assert from_json(to_json(LAST)) == LAST


@pytest.mark.parametrize(
    "change",
    [
        {"speakers": (replace(EK, bio=Words("Ny")), ALM)},
        {"speakers": (replace(EK, picture="c" * 64), ALM)},
        {"speakers": (replace(EK, person_id=0), replace(ALM, person_id=0))},
        {"files": ()},
    ],
)
def test_words_about_oneself_pictures_and_files_leave_calendars_as_they_are(change: dict[str, Any]) -> None:
    entry, _ = next_version(replace(TALK, **change))
    assert entry == replace(TALK, **change)  # the same sequence, and the same date of its last change
    edition = Edition("sv", "http://localhost", "localhost")
    assert calendar_of(a_programme(entry, LUNCH), edition) == calendar_of(LAST, edition)


def test_another_title_of_a_speaker_dates_the_entry_but_moves_nothing() -> None:
    entry, _ = next_version(replace(TALK, speakers=(replace(EK, title="vd"), ALM)))
    assert (entry.sequence, entry.changed_at) == (0, LATER)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"speakers": (replace(EK, bio=Words("Ny")), ALM)}, [(Words(), "About Demo Ek", "", "")]),
        ({"speakers": (EK, replace(ALM, picture="c" * 64))}, [(Words(), "About Demo Alm", "", "")]),
        ({"speakers": (EK, replace(ALM, person_id=9))}, []),
        ({"speakers": (EK,)}, [(Words("Vatten"), "Speakers", "Demo Ek, Demo Alm", "Demo Ek")]),
        ({"files": ()}, [(Words("Vatten"), "Files", "Underlag å.pdf", "")]),
        ({"files": (replace(PAPER, digest="d" * 64),)}, [(Words("Vatten"), "Files", "", "")]),
    ],
)
def test_readers_are_told_once_and_whoever_wants_the_item_only_of_the_item(
    change: dict[str, Any], expected: list[tuple[Words, str, str, str]]
) -> None:
    _, found = next_version(replace(TALK, **change))
    assert [(c.subject, str(c.what), c.old, c.new) for c in found] == expected
    assert {c.kind for c in found} <= {ChangeKind.CHANGED}


def test_a_speaker_of_two_items_is_told_of_once() -> None:
    second = an_entry(3, "Mer vatten", speakers=(EK,))
    old = a_programme(TALK, second)
    new = replace(old, entries=tuple(replace(e, speakers=(replace(EK, bio=Words("Ny")),)) for e in (TALK, second)))
    about = Told(ChangeKind.CHANGED, Words(), say("About %(name)s", name="Demo Ek"))
    assert [line for line in told(changes(old, new), new) if not line.subject] == [about]


def test_the_first_programme_with_numbers_of_persons_tells_of_no_change() -> None:
    bare = replace(TALK, speakers=tuple(replace(s, person_id=0, bio=Words(), picture="") for s in (EK, ALM)))
    quiet = replace(TALK, speakers=(replace(EK, bio=Words(), picture=""), ALM))
    new = a_programme(quiet, LUNCH)
    assert told(changes(a_programme(bare, LUNCH), new), new) == ()


def test_those_who_say_something_stand_in_the_order_of_their_items() -> None:
    silent = an_entry(3, "Skog", speakers=(ALM,))
    second = an_entry(4, "Mer vatten", speakers=(EK, replace(ALM, name="Demo Asp", person_id=9, picture="e" * 64)))
    gone = an_entry(5, "Borta", speakers=(replace(EK, name="Demo Bok", person_id=10),), cancelled=True)
    first_item = ("Wednesday 14 October 10:00", "Vatten", "item-1")
    second_item = ("Wednesday 14 October 13:00", "Mer vatten", "item-4")
    assert people_of(a_programme(TALK, silent, second, gone), "en") == (
        Person(
            "Demo Ek", "agronom", "Demo AB", "<p>Räknar på <strong>vatten</strong>.</p>", "sv", "a" * 64,
            (first_item, second_item),
        ),
        Person(
            "Demo Asp", "", "", "", None, "e" * 64, (second_item,)
        ),
    )  # fmt: skip
    assert people_of(a_programme(silent), "sv") == ()


def test_an_item_has_its_files_with_kind_and_size_in_words() -> None:
    (day,) = timetable(LAST, "sv", root="/en")
    address = f"/files/{'b' * 64}/Underlag%20%C3%A5.pdf"
    assert day.slots[0].columns[0][0].files == (FileWord("Underlag å.pdf", "PDF, 1,2 MB", address),)


def test_what_a_programme_shows_and_how_it_forgets() -> None:
    assert digests_of(LAST) == {"a" * 64, "b" * 64}
    assert without(LAST, 9, {"f" * 64}) is LAST
    ek_alone = without(LAST, 7, frozenset())
    assert ek_alone.entries[0] == replace(TALK, speakers=(replace(EK, bio=Words(), picture=""), ALM))
    assert without(LAST, None, {"a" * 64, "b" * 64}).entries[0] == replace(
        TALK, speakers=(replace(EK, picture=""), ALM), files=()
    )


# Through the tables.


def test_a_draft_says_what_those_who_confirmed_say_and_shows_what_is_ticked(cast: Cast, work_as: WorkAs) -> None:
    with work_as(cast.alice) as work:
        slug = a_stage(work)
        number = scene.asked(work, slug)
        scene.tell_all(work, slug, number)
        ek, uid = person_id(work, "Demo Ek"), card(work, slug).items[0].uid
        bare = SpeakerLine("Demo Ek", "rådgivare", "Demo AB", False, person_id=ek)
        assert draft_of(work.db, slug).entries[0].speakers == (bare,)
        services.answer(theirs(work, number), number, SpeakerStatus.CONFIRMED)
        (file,) = card(work, slug).files
        services.show_files(work, slug, card(work, slug).items[0].item_id, [file.file_id], seen=[file.file_id])
        (entry,) = (entry for entry in draft_of(work.db, slug).entries if entry.uid == uid)
        voice = replace(bare, title="agronom", bio=Words("Räknar på vatten."), picture=a_portrait().digest)
        assert entry.speakers == (voice,)
        slides = a_file()
        assert entry.files == (FileMark("bilder.pdf", slides.digest, len(slides.content), "application/pdf"),)


def test_a_draft_with_thirty_speakers_costs_no_more_statements(
    cast: Cast, work_as: WorkAs, statements: Callable[[], Any]
) -> None:
    counts = []
    with work_as(cast.alice) as work:
        for title, number in (("Liten", 1), ("Stor", 30)):
            slug = a_stage(work, title=Words(title))
            many_speakers(work, slug, number, with_address=False)
            work.db.expunge_all()
            with statements() as seen:
                draft_of(work.db, slug)
            counts.append(len(seen))
    assert counts[0] == counts[1]


def test_an_old_version_is_followed_without_dating_anything(cast: Cast, work_as: WorkAs) -> None:
    """The first publication after numbers of persons came in must not look like news in anybody's calendar."""
    with work_as(cast.alice) as work:
        slug = a_stage(work)
        publish(work, slug, preliminary=False, with_agenda=True)
        first = newest(work.db, gate_of(work.db, slug).meeting_id)
        assert first is not None
        old = replace(
            first,
            entries=tuple(
                replace(e, speakers=tuple(replace(s, person_id=0) for s in e.speakers)) for e in first.entries
            ),
        )
        new = follow(old, draft_of(work.db, slug), published_at=LATER)
        assert [(e.sequence, e.changed_at) for e in new.entries] == [(e.sequence, e.changed_at) for e in old.entries]
        assert told(changes(old, new), new) == ()
