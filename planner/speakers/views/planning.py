"""Everybody who gives something at a gathering: how they stand, what is missing, and what to do next."""

from collections import Counter
from collections.abc import Sequence

from flask import request, url_for
from flask.typing import ResponseReturnValue

from planner.core.actor import require
from planner.core.language import language, say
from planner.meetings.queries import Gate, gate_of
from planner.speakers.permissions import may_ask
from planner.speakers.queries import SpeakerCard, cards_of
from planner.speakers.rules import STATUS_WORDS, SpeakerStatus, closed_words
from planner.speakers.views.frame import speakers_page
from planner.web.entry import parts, reading


def index(slug: str) -> ResponseReturnValue:
    """The list by name; a filter stands in the address."""
    with reading() as work:
        require(may_ask(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        cards = cards_of(work.db, gate)
        declined = parts().items_declined(work.db, gate.meeting_id)
    wanted, giving = request.args.get("status", ""), [card for card in cards if card.items]
    return speakers_page(
        "index",
        work.actor,
        gate,
        cards=[card for card in giving if wanted in ("", card.status.value)],
        gone=[card for card in cards if not card.items and card.status is not SpeakerStatus.NOT_ASKED],
        chips=_chips(gate, giving, wanted),
        everybody=len(giving),
        declined=declined,
        waiting=sum(card.waits_for_letter and bool(card.email) for card in giving),
        silent=[card for card in giving if card.may_be_reminded(work.now)],
        is_open=closed_words(gate.standing(work.now)) is None,
    )


def _chips(gate: Gate, cards: Sequence[SpeakerCard], wanted: str) -> list[tuple[str, str, bool, None]]:
    """The filters, each with its count; those that nobody is in are left out."""
    counts = Counter(card.status for card in cards)
    url = url_for("speakers.index", slug=gate.slug)
    shown = [(f"{say('All').in_(language())} {len(cards)}", url, wanted == "", None)]
    for status in SpeakerStatus:
        if counts[status]:
            words = f"{STATUS_WORDS[status].in_(language())} {counts[status]}"
            shown.append((words, f"{url}?status={status}", wanted == status, None))
    return shown
