"""People's own calendars: a thousand different ones of forty entries, each asked for the first time; then as polls."""

import secrets
from collections.abc import Iterator
from dataclasses import replace
from datetime import time

from flask import Flask
from sqlalchemy import insert, select

from bench.measure import Task, by_turns
from bench.pages import HELLO, Answer, hello_app, statements_of
from bench.publishing import ATTENDEES, come
from bench.report import Finding
from bench.stage import Gathering, Size, a_gathering, an_item
from planner.agenda.services import add_item
from planner.calendars.ical import portions_from_bytes, vevent
from planner.choices.models import BlockItem, Choice
from planner.choices.rules.terms import Opening, Way
from planner.choices.services import open_block
from planner.core.actor import SYSTEM
from planner.core.work import Work
from planner.meetings.queries import record_of
from planner.mypage.models import OwnCalendar
from planner.mypage.rules import FEED
from planner.network.queries import rooms_of_venue
from planner.programmes.queries import newest, published
from planner.programmes.services import publish
from planner.web.entry import Parts, writing

ENTRIES = 40
FIRST_TIME = 12
COMMON = Size(items=36, days=2, rooms=1, in_room=18, minutes=30)
"""What all come to; then twice a day three items at the same time, one of which each has chosen."""
LATE = (time(17), time(17, 30))
"""When those begin."""


def findings(app: Flask, rounds: int) -> Iterator[Finding]:
    """All different calendars once, as a ratio each; one of them that has not changed, and again in full."""
    hello = Task(Answer(hello_app(), "/").expect("200"))
    with app.app_context(), writing(SYSTEM) as work:
        tokens = _follow(work, _gathering(work))
    answers = [Answer(app, f"/my/{token}.ics") for token in tokens]
    distinct = {answer() for answer in answers}
    if len(distinct) != ATTENDEES or any(content.count(b"BEGIN:VEVENT") != ENTRIES for content in distinct):
        raise RuntimeError(f"not {ATTENDEES} different calendars of {ENTRIES} entries")

    def ask_all() -> None:
        for answer in answers:
            answer()

    found = by_turns(Task(ask_all, lambda: _forget(app)), hello, rounds)
    each = found.ours / ATTENDEES
    sent = statements_of(app, answers[0])
    name = "own calendar, first time, of 1000"
    yield Finding(name, ENTRIES, each / found.theirs, HELLO, FIRST_TIME, each, sent)
    tag = answers[0].expect("200").headers["ETag"]
    unchanged = Answer(app, f"/my/{tokens[0]}.ics", tag).expect("304")
    for name, run in (("own calendar, 304", unchanged), ("own calendar, put together", answers[0])):
        found = by_turns(Task(run), hello, rounds)
        yield Finding(name, ENTRIES, found.ratio, HELLO, None, found.ours, statements_of(app, run))


def _forget(app: Flask) -> None:
    """Nothing of them has ever been drawn: another renderer names the kept bytes anew."""
    parts: Parts = app.extensions["planner"]
    app.extensions["planner"] = replace(parts, renderer=secrets.token_hex(8))
    for memory in (portions_from_bytes, vevent, published._decoded):
        memory.cache_clear()


def _gathering(work: Work) -> Gathering:
    gathering = a_gathering(work, COMMON)
    record = record_of(work.db, gathering.slug)
    days = [day.held_on for day in record.details.days]
    by_block = [(day, starts) for day in days for starts in LATE]
    venue_id = record.details.venue_id or 0
    room_id = rooms_of_venue(work.db, venue_id)[0].id
    for n, (day, starts) in enumerate(moment for moment in by_block for _ in range(3)):
        minute = starts.hour * 60 + starts.minute
        add_item(work, gathering.slug, an_item(100 + n, day, minute, COMMON, None, room_id if n % 3 == 0 else None))
    publish(work, gathering.slug, preliminary=False, with_agenda=True)
    programme = newest(work.db, gathering.meeting_id)
    assert programme is not None
    late = programme.entries
    for moment in sorted({entry.starts_at for entry in late}):
        uids = tuple(entry.uid for entry in late if entry.starts_at == moment)
        if len(uids) == 3:
            open_block(work, gathering.slug, Opening(Way.FIRST_COME, None, uids))
    return gathering


def _follow(work: Work, gathering: Gathering) -> list[str]:
    """Everybody comes, chooses in each block, and has an address; gives the tokens."""
    people = come(work, gathering)
    options: dict[int, list[int]] = {}
    for option in work.db.scalars(select(BlockItem).order_by(BlockItem.id)):
        options.setdefault(option.block_id, []).append(option.id)
    work.db.execute(
        insert(Choice),
        [
            {
                "registration_id": who, "block_id": block, "chosen_at": work.now, "pinned": False,
                "block_item_id": choices[(n // 3**place) % 3],
            }
            for n, who in enumerate(people)
            for place, (block, choices) in enumerate(options.items())
        ],
    )  # fmt: skip
    salts = [secrets.token_hex(16) for _ in people]
    work.db.execute(
        insert(OwnCalendar),
        [
            {
                "registration_id": who, "salt": salt, "token_hash": work.site.keys.token_hash(FEED, salt),
                "alarm_minutes": 0, "made_at": work.now,
            }
            for who, salt in zip(people, salts, strict=True)
        ],
    )  # fmt: skip
    return [work.site.keys.token(FEED, salt) for salt in salts]
