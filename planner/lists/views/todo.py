"""What waits for the lead of one gathering, for its dashboard."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from planner.core.language import Text, language, say, say_many
from planner.core.timespan import local
from planner.invitations.queries import Tile
from planner.invitations.rules import Answer
from planner.lists.queries.heads import HeadCount, PartCount
from planner.lists.rules import part_title
from planner.meetings.queries import Gate
from planner.meetings.rules import Mode, Status
from planner.programmes.rules import is_on_days
from planner.programmes.snapshot import Programme
from planner.publishing.services import PublishingStand


@dataclass(frozen=True)
class Todo:
    """Something that waits for the lead, and where it is done."""

    text: Text
    url: str


@dataclass(frozen=True)
class Desk:
    """How a gathering stands: what there is to do is told from this."""

    gate: Gate
    heads: HeadCount
    parts: tuple[PartCount, ...]
    tiles: tuple[Tile, ...]
    publishing: PublishingStand
    now: datetime

    @property
    def standing(self) -> Status:
        return self.gate.standing(self.now)

    @property
    def programme(self) -> Programme | None:
        """What is published."""
        return self.publishing.programme

    @property
    def is_on(self) -> bool:
        """Whether today is one of its days."""
        today = local(self.now, self.gate.zone).date()
        return self.is_to_come and today in {day.held_on for day in self.gate.days}

    @property
    def is_to_come(self) -> bool:
        return self.standing not in (Status.HELD, Status.CANCELLED)


def todo_of(desk: Desk) -> list[Todo]:
    """What the lead should do now, the most pressing first."""
    if not desk.is_to_come:
        return _of_life(desk)
    parts = (_of_today, _of_life, _of_publishing, _of_people, _of_answers, _of_parts, _of_matter)
    return [todo for part in parts for todo in part(desk)]


def _of_today(desk: Desk) -> list[Todo]:
    """On its days: when it runs late, and, where its minutes say so, who was there."""
    slug, programme = desk.gate.slug, desk.programme
    found = []
    if desk.is_on and programme is not None and programme.with_agenda:
        found.append(Todo(say("Running late? Move the rest of the day."), url_for("publishing.late", slug=slug)))
    first, last = desk.gate.days[0].held_on, desk.gate.days[-1].held_on
    if desk.gate.has_numbers and is_on_days(desk.now, first, last, desk.gate.zone):
        found.append(Todo(say("Note who is there at each item."), url_for("presence.sheet", slug=slug)))
    return found


def _of_life(desk: Desk) -> list[Todo]:
    steps = {
        Status.DRAFT: say("Nobody sees this gathering yet. Make it public."),
        Status.SAVE_THE_DATE: say("Open registration."),
        Status.MOVED: say("Open registration for the new dates."),
    }
    url = url_for("meetings.status", slug=desk.gate.slug)
    if desk.gate.status is Status.CLOSED and desk.standing is Status.HELD:
        return [Todo(say("The gathering is over: change its status to held."), url)]
    return [Todo(steps[desk.standing], url)] if desk.standing in steps else []


def _of_publishing(desk: Desk) -> list[Todo]:
    """What has been drafted and nobody sees, and what is to be published by itself."""
    stand, url = desk.publishing, url_for("publishing.publish", slug=desk.gate.slug)
    found = []
    if stand.due_at is not None:
        there = local(stand.due_at, desk.gate.zone)
        words = say("It is published by itself on %(day)s at %(time)s: look before it goes out.", day=there.date(),
                    time=there.time())  # fmt: skip
        found.append(Todo(words, url))
    if stand.unpublished and stand.programme is not None:
        words = say_many("%(n)s change is not published.", "%(n)s changes are not published.", stand.unpublished)
        found.append(Todo(words, url))
    return found


def _of_ways(desk: Desk) -> list[tuple[bool, Todo]]:
    """Who is registered in a way that the gathering is not held in any more."""
    slug, mode = desk.gate.slug, desk.gate.mode
    online, on_site = desk.heads.online, desk.heads.on_site
    ways = (
        (Mode.ON_SITE, Mode.ONLINE, online, say_many(
            "%(n)s person is registered online, but the gathering is held on site only. Ask them.",
            "%(n)s persons are registered online, but the gathering is held on site only. Ask them.",
            online,
        )),
        (Mode.ONLINE, Mode.ON_SITE, on_site, say_many(
            "%(n)s person is registered on site, but the gathering is held online only. Ask them.",
            "%(n)s persons are registered on site, but the gathering is held online only. Ask them.",
            on_site,
        )),
    )  # fmt: skip
    return [
        (mode is held and number > 0, Todo(words, url_for("lists.index", slug=slug, mode=way.value)))
        for held, way, number, words in ways
    ]


def _of_people(desk: Desk) -> list[Todo]:
    without_day = say_many(
        "%(n)s person has no day left: the days they chose are gone. Ask them.",
        "%(n)s persons have no day left: the days they chose are gone. Ask them.",
        desk.heads.without_day,
    )
    silent = sum(tile.answer is Answer.SILENT for tile in desk.tiles)
    unanswered = say_many("%(n)s cluster has not answered.", "%(n)s clusters have not answered.", silent)
    invite = url_for("invitations.index", slug=desk.gate.slug)
    people = url_for("lists.index", slug=desk.gate.slug)
    entries = (
        (desk.heads.without_day > 0, Todo(without_day, people)),
        *_of_ways(desk),
        (silent > 0 and desk.standing is Status.OPEN, Todo(unanswered, "#clusters")),
        (not desk.tiles, Todo(say("Say which clusters you expect to answer."), invite)),
    )
    return [entry for wanted, entry in entries if wanted]


def _of_answers(desk: Desk) -> list[Todo]:
    heads, slug = desk.heads, desk.gate.slug
    rest = say_many(
        "%(n)s person was named by somebody else and has not answered the rest. Remind them.",
        "%(n)s persons were named by somebody else and have not answered the rest. Remind them.",
        heads.unanswered,
    )
    offers = say_many(
        "%(n)s offered place waits for an answer.", "%(n)s offered places wait for an answer.", heads.offered
    )
    declined = say_many(
        "%(n)s person has declined from their calendar but is still registered. Ask them.",
        "%(n)s persons have declined from their calendar but are still registered. Ask them.",
        heads.declined,
    )
    return [
        *([Todo(declined, url_for("lists.index", slug=slug, reply="declined"))] if heads.declined else []),
        *([Todo(rest, url_for("lists.index", slug=slug, answered="no"))] if heads.unanswered else []),
        *([Todo(offers, url_for("lists.index", slug=slug, status="offered"))] if heads.offered else []),
    ]


def _of_parts(desk: Desk) -> list[Todo]:
    return [
        Todo(
            say_many(
                "%(part)s has %(n)s place left.",
                "%(part)s has %(n)s places left.",
                count.offer.left or 0,
                part=part_title(count.offer.details, language()),
            ),
            url_for("lists.index", slug=desk.gate.slug, part=count.offer.part_id),
        )
        for count in desk.parts
        if count.is_nearly_full
    ]


def _of_matter(desk: Desk) -> list[Todo]:
    slug, programme = desk.gate.slug, desk.programme
    found: list[Todo] = []
    if programme is None or not programme.with_agenda:
        found.append(Todo(say("Make the programme, and publish it."), url_for("board.index", slug=slug)))
    if not desk.gate.contact_email:
        found.append(Todo(say("Name a contact person with an address."), url_for("meetings.edit", slug=slug)))
    return found
