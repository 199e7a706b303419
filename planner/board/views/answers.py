"""How the board answers: a page to people, and to its script what has changed since it last looked."""

from typing import Any

from flask import get_template_attribute, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from planner.agenda.rules import KIND_WORDS, LIGHT, ItemKind, Step, in_groups, to_redo, to_undo
from planner.board.queries import MOST_STEPS, Board, board_of
from planner.core.actor import Actor
from planner.core.language import Text, clock, in_language, language, say
from planner.core.timespan import local
from planner.web.entry import reading
from planner.web.page import flash, for_person, see_other


def from_script() -> bool:
    """Whether the board's script asks: it says which state of the board it has."""
    return "X-Board" in request.headers


def shows_no_forms() -> bool:
    """Whether who asks has no form to show a refusal in, and wants its words alone."""
    return from_script() and request.accept_mimetypes.best == "application/json"


def seen_by_script() -> int:
    """The state of the board that the script has."""
    text = request.headers.get("X-Board", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def done(slug: str, words: Text) -> ResponseReturnValue:
    """Something was done: the board again, or what changed on it."""
    if from_script():
        return changed(slug, words)
    flash(words)
    return see_other("board.index", slug=slug)


def changed(slug: str, words: Text | None = None) -> ResponseReturnValue:
    """JSON: the cards that changed since the script last looked, and all that stands around them."""
    with reading() as work:
        board = board_of(work.db, slug, work.actor)
    return jsonify(
        since(board, seen_by_script(), work.actor) | {"said": in_language(words or say("Saved"), language())}
    )


def since(board: Board, number: int, actor: Actor) -> dict[str, Any]:
    """What has changed on the board since its state `number`.

    `reload` is true when that is so long ago that the page had better be drawn anew.
    """
    fresh = [step for step in board.steps if step.number > number]
    uids = {edit.uid: edit.item_id for step in fresh for edit in step.edits}
    theme = request.headers.get("X-Theme", "")
    items = {item.uid: item for item in board.items if not theme or item.theme_code == theme}
    card = _card(board)
    others = [step for step in fresh if step.account_id != actor.account_id]
    return {
        "number": board.number,
        "reload": board.number - number > MOST_STEPS,
        "cards": {str(items[uid].item_id): card(items[uid]) for uid in uids if uid in items},
        "gone": [item_id for uid, item_id in uids.items() if uid not in items],
        "news": [_news(board, step) for step in reversed(others)],
        **around(board, actor),
    }


def around(board: Board, actor: Actor) -> dict[str, Any]:
    """What stands around the cards: what could be undone, how much is not published."""
    return doings(board, actor) | {"unpublished": render_template("board/_unpublished.html", **standing(board)).strip()}


def doings(board: Board, actor: Actor) -> dict[str, str]:
    """What this person could undo and do again, in words; empty for nothing."""
    lang = language()
    undoing, redoing = to_undo(board.steps, actor.account_id), to_redo(board.steps, actor.account_id)
    return {
        "undo": undoing.words.in_(lang) if undoing else "",
        "redo": _redone(board, redoing).words.in_(lang) if redoing else "",
    }


def standing(board: Board) -> dict[str, Any]:
    """How the draft stands to what is published."""
    return {"gate": board.gate, "published": board.published, "unpublished": len(board.unpublished)}


def refused(slug: str, words: str, status: int, item_id: int = 0) -> ResponseReturnValue:
    """JSON for a refusal: the words, and how everything stands now, in any case the item that it is about."""
    with reading() as work:
        board = board_of(work.db, slug, work.actor)
    told = since(board, seen_by_script(), work.actor)
    told["cards"] |= {str(item.item_id): _card(board)(item) for item in board.items if item.item_id == item_id}
    return jsonify(told | {"words": in_language(words, language())}), status


def board_page(template: str, board: Board, actor: Actor, **shown: Any) -> str:
    """A page with the board on it."""
    return render_template(
        template,
        board=board,
        card=_card(board, dated=False),
        words={name: text.in_(language()) for name, text in SCRIPT_WORDS.items()},
        warnings=in_groups(board.warnings),
        page_here="plan.meetings",
        **standing(board),
        **doings(board, actor),
        **shown,
        **for_person(actor),
    )


def _redone(board: Board, undoing: Step) -> Step:
    return next((step for step in board.steps if step.number == undoing.reverts), undoing)


def _news(board: Board, step: Step) -> str:
    lang = language()
    at = clock(local(step.made_at, board.gate.zone), lang)
    return say("%(who)s at %(time)s: %(what)s", who=step.made_by, time=at, what=step.words).in_(lang)


def _card(board: Board, *, dated: bool = True) -> Any:
    """Draws one item's card; words are fetched once for all of them."""
    draw: Any = get_template_attribute("board/_card.html", "card")
    lang, zone, numbers = language(), board.gate.zone, board.numbers
    kinds = {kind: "" if kind is ItemKind.OTHER else words.in_(lang) for kind, words in KIND_WORDS.items()}
    words = {name: text.in_(lang) for name, text in CARD_WORDS.items()}

    def card(item: Any) -> Any:
        starts, ends = local(item.starts_at, zone), local(item.ends_at, zone)
        return draw(
            item,
            f"{clock(starts, lang)}–{clock(ends, lang)}",
            starts.hour * 60 + starts.minute,
            lang,
            kinds[item.details.kind],
            item.details.kind in LIGHT,
            words,
            numbers.get(item.uid),
            dated or item.details.parked,
        ).strip()

    return card


CARD_WORDS = {
    "move": say("Move…"),
    "no_room": say("no room"),
    "on_link": say("on link"),
}
SCRIPT_WORDS = {
    "discard": say("What you have written is not saved. Leave it?"),
    "saving": say("Saving …"),
    "saved": say("Saved %(time)s", time="{time}"),
    "not_saved": say("Not saved. The network or the server does not answer."),
    "again": say("Try again"),
    "theirs": say("Take theirs"),
    "mine": say("Keep mine"),
    "reload": say("Much has changed meanwhile. Load the page anew."),
    "no_room": say("No room"),
    "close": say("Close"),
    "picked_up": say(
        "“%(title)s” is picked up. Arrow keys move it, with Shift up and down change its length. "
        "Space puts it down, Escape takes it back.",
        title="{title}",
    ),
    "at": say("%(time)s, %(room)s", time="{time}", room="{room}"),
    "put_back": say("“%(title)s” stays where it was.", title="{title}"),
    "parked": say("Parking"),
    "warned": say("Warnings: %(number)s", number="{number}"),
    "signed_out": say("You are no longer signed in. Sign in in another tab, then try again."),
}
"""What the board's script says; blanks are filled there."""
