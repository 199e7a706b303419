"""The lead takes what a speaker suggests into the item, or leaves the item as it is."""

from dataclasses import replace

from planner.agenda.queries import AgendaItem
from planner.agenda.services import change_item
from planner.core.actor import require
from planner.core.errors import Conflict, NotFound
from planner.core.language import Words, say
from planner.core.work import Work
from planner.meetings.queries import gate_of
from planner.speakers.models import Suggestion
from planner.speakers.permissions import may_ask
from planner.speakers.queries import SpeakerCard, Suggested, card_of
from planner.speakers.queries.rows import suggestions_by


def take_suggestion(work: Work, slug: str, person_id: int, item_id: int, *, revision: int) -> str:
    """The item is called and described as suggested, through the agenda's own use case; gives its new title.

    What the suggestion leaves empty stays. Conflict unless it is still the suggestion of `revision`.
    """
    require(may_ask(work.actor), work.actor)
    card, suggested, row = _waiting(work, slug, person_id, item_id, revision)
    item = _item(card, item_id)
    said = item.details
    details = replace(said, title=_over(suggested.title, said.title), abstract=_over(suggested.abstract, said.abstract))
    change_item(work, slug, item_id, details, revision=item.revision)
    row.settled_at = work.now
    work.db.flush()
    return details.title.sv or details.title.en


def leave_suggestion(work: Work, slug: str, person_id: int, item_id: int, *, revision: int) -> None:
    """The item stays as it is. Conflict like take_suggestion()."""
    require(may_ask(work.actor), work.actor)
    _, _, row = _waiting(work, slug, person_id, item_id, revision)
    row.settled_at = work.now
    work.db.flush()


def _waiting(
    work: Work, slug: str, person_id: int, item_id: int, revision: int
) -> tuple[SpeakerCard, Suggested, Suggestion]:
    card = card_of(work.db, gate_of(work.db, slug), person_id)
    found = next((each for each in card.suggestions if each.item_id == item_id), None)
    if found is None:
        raise NotFound(say("There is no such suggestion any more."))
    if found.revision != revision:
        raise Conflict(say("They have suggested something else in the meantime. Look at it again."))
    return card, found, suggestions_by(work.db, card.speaker_id or 0)[found.item_uid]


def _item(card: SpeakerCard, item_id: int) -> AgendaItem:
    return next(item for item in card.items if item.item_id == item_id)


def _over(suggested: Words, now: Words) -> Words:
    return Words(suggested.sv or now.sv, suggested.en or now.en)
