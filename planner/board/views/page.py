"""The board itself, and what changed on it since a script last looked."""

from dataclasses import dataclass
from datetime import date

from flask import Response, jsonify, request
from flask.typing import ResponseReturnValue

from planner.agenda.permissions import may_plan
from planner.agenda.queries import AgendaItem, last_number
from planner.board.queries import Board, board_of
from planner.board.views.answers import board_page
from planner.board.views.answers import since as told_since
from planner.core.actor import require
from planner.core.language import language
from planner.meetings.queries import gate_of
from planner.web.entry import reading


@dataclass(frozen=True)
class DayList:
    """A day of the board. Minutes count from midnight on the wall."""

    held_on: date
    opens: int
    closes: int
    items: tuple[AgendaItem, ...]


def index(slug: str) -> ResponseReturnValue:
    """The agenda day by day; ?theme=code shows one theme."""
    with reading() as work:
        require(may_plan(work.actor), work.actor)
        board = board_of(work.db, slug, work.actor)
    theme = request.args.get("theme", "")
    return board_page(
        "board/index.html",
        board,
        work.actor,
        days=days_of(board, theme),
        parked=[item for item in board.parked if not theme or item.theme_code == theme],
        themes=sorted({(i.theme_name.in_(language()), i.theme_code, i.theme_hue) for i in board.items if i.theme_code}),
        theme=theme,
    )


def since(slug: str, number: int) -> ResponseReturnValue:
    """JSON: what has changed since state `number`; 204 when nothing has. One lead's polls cost little."""
    with reading() as work:
        require(may_plan(work.actor), work.actor)
        if last_number(work.db, gate_of(work.db, slug).meeting_id) == number:
            return Response(status=204, mimetype="application/json")
        board = board_of(work.db, slug, work.actor)
    return jsonify(told_since(board, number, work.actor))


def days_of(board: Board, theme: str = "") -> tuple[DayList, ...]:
    """The board's days with their items, of one theme if it is given."""
    hours = {day.held_on: day for day in board.gate.days}
    found = []
    for day in board.dates:
        items = tuple(i for i in board.placed if i.details.held_on == day and (not theme or i.theme_code == theme))
        open_hours = hours.get(day, board.gate.days[0])
        opens, closes = (at.hour * 60 + at.minute for at in (open_hours.opens, open_hours.closes))
        found.append(DayList(day, opens, closes, items))
    return tuple(found)
