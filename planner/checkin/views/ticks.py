"""What the script of the list asks and sends: a small answer on how everybody stands, and ticks with an answer each."""

from datetime import UTC, datetime
from typing import Annotated

import msgspec
from flask import Response, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from planner.checkin import services
from planner.checkin.queries import version_of
from planner.checkin.queries.roll import states_in
from planner.checkin.rules import MOST_FROM_PHONE, Said, TickState, TickWay, who_in
from planner.checkin.views.desk import desk_of
from planner.web.entry import parts, reading, writing

Milliseconds = Annotated[int, msgspec.Meta(ge=0, lt=2**42)]
"""Since 1970; to the year 2109."""


class Sent(msgspec.Struct):
    """A tick as a phone sends it."""

    key: Annotated[str, msgspec.Meta(min_length=16, max_length=64)]
    who: Annotated[str, msgspec.Meta(max_length=12)]
    part: Annotated[int, msgspec.Meta(ge=1, lt=2**31)]
    state: TickState
    at: Milliseconds
    """When it was ticked, by the server's clock: phones' own may be wrong, and X-Now tells them by how much."""


class Sending(msgspec.Struct):
    ticks: Annotated[list[Sent], msgspec.Meta(max_length=MOST_FROM_PHONE)]


def state(slug: str = "", token: str = "") -> ResponseReturnValue:
    """Who is ticked at a part: 304 as long as nothing was ticked, for three statements."""
    part_id = request.args.get("part", 0, type=int)
    with reading() as work:
        desk = desk_of(work, slug, token)
        services.check_door(desk.work, desk.gate)
        meeting_id = desk.gate.meeting_id
        tag = f'"checkin-{meeting_id}-{part_id}-{version_of(work.db, meeting_id)}-{parts().renderer}"'
        # RFC 9110 13.1.2: compared weakly; a proxy that compresses marks the tag so.
        if tag in request.environ.get("HTTP_IF_NONE_MATCH", ""):
            return _small(Response(status=304), tag)
        states = states_in(work.db, meeting_id, part_id) if 0 < part_id < 2**31 else {}
    found = {who.key: found.value for (who, _), found in sorted(states.items(), key=lambda each: each[0])}
    return _small(Response(msgspec.json.encode({"states": found}), content_type="application/json"), tag)


def take(slug: str = "", token: str = "") -> ResponseReturnValue:
    """Ticks that were made on a phone, now or while it had no network; answers for each by its key."""
    with writing() as work:
        desk = desk_of(work, slug, token)
        try:
            sent = msgspec.json.decode(request.get_data(cache=True), type=Sending).ticks
        except msgspec.DecodeError as wrong:
            raise BadRequest from wrong
        read = [_read(each) for each in sent]
        said = [each for each in read if each is not None]
        outcomes = iter(services.take_ticks(desk.work, desk.gate.slug, said))
    answers = {s.key: next(outcomes) if r is not None else "refused" for s, r in zip(sent, read, strict=True)}
    answer = Response(msgspec.json.encode({"ticks": answers}), content_type="application/json")
    answer.headers["Cache-Control"] = "no-store"
    return _with_clock(answer)


def _read(sent: Sent) -> Said | None:
    who = who_in(sent.who)
    if who is None:
        return None
    at = datetime.fromtimestamp(sent.at / 1000, UTC)
    return Said(sent.key, who, sent.part, sent.state, at, TickWay.PHONE)


def _small(answer: Response, tag: str) -> Response:
    answer.headers["ETag"] = tag
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return _with_clock(answer)


def _with_clock(answer: Response) -> Response:
    answer.headers["X-Now"] = str(int(parts().clock().timestamp() * 1000))
    return answer
