"""Placing people after their wishes: looked at first, then applied, and undone as long as nothing changed."""

from dataclasses import dataclass
from hashlib import sha256

import msgspec
from sqlalchemy import delete, insert

from planner.choices import letters
from planner.choices.models import Assignment, Choice
from planner.choices.news import ChoicesChanged
from planner.choices.permissions import may_arrange_choices
from planner.choices.queries import rows
from planner.choices.queries.board import Source, board_in, boards_of, source_of
from planner.choices.rules.blocks import bad_luck
from planner.choices.rules.solver import Offer, Placement, Seeker, assign
from planner.choices.rules.telling import Outcome, outcome_of
from planner.choices.rules.terms import BlockBoard, Pick, Way
from planner.core.actor import require
from planner.core.errors import Conflict
from planner.core.language import say
from planner.core.timespan import instant
from planner.core.work import Work, tell
from planner.mail.services import post_all
from planner.meetings.queries import Gate, gate_by_id
from planner.registrations.services.seating import enter

DRAW = "choice-draw"


@dataclass(frozen=True)
class Run:
    """A placing that could be made now. `mark` changes with everything it depends on."""

    board: BlockBoard
    placements: tuple[Placement, ...]
    outcome: Outcome
    seed: str
    mark: str


def propose(work: Work, block_id: int) -> Run:
    """Place everybody on paper. The same wishes and seats give the same result."""
    require(may_arrange_choices(work.actor), work.actor)
    gate = gate_by_id(work.db, rows.block_row(work.db, block_id).meeting_id)
    return _run(work, gate, source_of(work.db, gate), block_id)


def apply_placing(work: Work, block_id: int, mark: str) -> int:
    """Give everybody what propose() showed under `mark`, and tell them; gives the assignment's id.

    Raises Conflict when wishes, choices or seats have changed since, and when people have been placed already.
    """
    require(may_arrange_choices(work.actor), work.actor)
    gate = enter(work, rows.block_row(work.db, block_id).meeting_id)
    source = source_of(work.db, gate)
    run = _run(work, gate, source, block_id)
    if work.now >= run.board.block.starts_at:
        raise Conflict(say("This has begun. Move people by hand."))
    if run.board.placing is not None:
        raise Conflict(say("People have been placed here already. Undo that first."))
    if run.mark != mark:
        raise Conflict(say("Somebody has changed a wish, or the programme has changed. Look at the new result first."))
    before = _picks(work, block_id)
    after = [Pick(p.registration_id, p.option_id, p.pinned) for p in run.placements if p.option_id is not None]
    made = Assignment(block_id=block_id, made_at=work.now, made_by=work.actor.name, seed=run.seed, before=_json(before))
    made.after = _json(after)
    work.db.add(made)
    elsewhere = [pick for pick in before if run.board.chooser(pick.registration_id) is None]
    _replace(work, block_id, [*elsewhere, *after])
    on = letters.Notice(work.site, gate, source.funding, run.board.block)
    post_all(work, [letters.placed(on, said) for said in run.outcome.people if not said.placement.pinned])
    tell(work, ChoicesChanged(gate.meeting_id))
    return made.id


def undo_placing(work: Work, block_id: int) -> None:
    """Give back what stood before, and tell those who were placed.

    Raises Conflict once the gathering has begun, and when somebody chose or was moved since. Who has left or handed
    the seat over meanwhile is passed over.
    """
    require(may_arrange_choices(work.actor), work.actor)
    gate = enter(work, rows.block_row(work.db, block_id).meeting_id)
    made = rows.standing_assignment(work.db, block_id)
    if made is None:
        raise Conflict(say("There is nothing to undo here."))
    if work.now >= instant(gate.days[0].held_on, gate.days[0].opens, gate.zone):
        raise Conflict(say("The gathering has begun. Move people by hand."))
    before, after = (msgspec.json.decode(text, type=list[Pick]) for text in (made.before, made.after))
    now = _picks(work, block_id)
    if not set(now) <= {*before, *after}:
        raise Conflict(
            say("Choices have changed since people were placed, so it cannot be undone. Move people by hand.")
        )
    source = source_of(work.db, gate)
    board = board_in(boards_of(work.db, gate, source), block_id)
    still = {pick.registration_id for pick in now}
    left = {pick.registration_id for pick in after} - still
    known = {option.option_id for option in board.block.options}
    back = [pick for pick in before if pick.registration_id not in left and pick.option_id in known]
    made.undone_at, made.undone_by = work.now, work.actor.name
    _replace(work, block_id, back)
    on = letters.Notice(work.site, gate, source.funding, board.block)
    held = {pick.registration_id: board.block.option(pick.option_id) for pick in back}
    told = {pick.registration_id for pick in after if not pick.pinned}
    post_all(
        work,
        [letters.taken_back(on, p, held.get(p.registration_id)) for p in board.people if p.registration_id in told],
    )
    tell(work, ChoicesChanged(gate.meeting_id))


def _run(work: Work, gate: Gate, source: Source, block_id: int) -> Run:
    boards = boards_of(work.db, gate, source)
    board = board_in(boards, block_id)
    if board.block.way is not Way.RANKED:
        raise Conflict(say("Here people choose for themselves; nobody is placed."))
    placed = [other for other in boards if other.placing is not None and other is not board]
    seed = work.site.keys.token(DRAW, f"{block_id}.{rows.assignments_made(work.db, block_id)}")[:16]
    seekers = [_seeker(board, placed, person.registration_id) for person in board.people]
    offers = [Offer(option.option_id, option.capacity) for option in board.block.standing]
    placements = assign(seekers, offers, seed)
    told = (placements, board.block.standing, board.picks, board.wishes)
    return Run(board, placements, outcome_of(board, placements), seed, sha256(repr(told).encode()).hexdigest()[:32])


def _seeker(board: BlockBoard, placed: list[BlockBoard], registration_id: int) -> Seeker:
    person, pick = board.chooser(registration_id), board.pick_of(registration_id)
    standing = {option.option_id for option in board.block.standing}
    return Seeker(
        registration_id=registration_id,
        wishes=board.wishes_of(registration_id),
        takes_seat=person is None or person.takes_seat,
        bad_luck=bad_luck(placed, registration_id),
        pinned=pick.option_id if pick and pick.pinned and pick.option_id in standing else None,
    )


def _picks(work: Work, block_id: int) -> list[Pick]:
    return [Pick(row.registration_id, row.block_item_id, row.pinned) for row in rows.choice_rows(work.db, block_id)]


def _json(picks: list[Pick]) -> str:
    return msgspec.json.encode(picks).decode()


def _replace(work: Work, block_id: int, picks: list[Pick]) -> None:
    work.db.flush()
    work.db.execute(delete(Choice).where(Choice.block_id == block_id))
    fresh = [
        {
            "registration_id": pick.registration_id,
            "block_id": block_id,
            "block_item_id": pick.option_id,
            "pinned": pick.pinned,
            "chosen_at": work.now,
        }
        for pick in picks
    ]
    if fresh:
        work.db.execute(insert(Choice), fresh)
    work.db.expire_all()
