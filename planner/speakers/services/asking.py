"""Letters to speakers: who gets one now, and that it left."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, update

from planner.core.actor import require
from planner.core.errors import Conflict
from planner.core.language import Lang, say
from planner.core.tokens import new_salt
from planner.core.work import Work
from planner.mail.letter import Letter
from planner.mail.services import post_all
from planner.meetings.queries import Gate, lock_gate_of, record_by_id
from planner.network.queries import clusters_in_order, venue_with_rooms
from planner.speakers import letters
from planner.speakers.letters import PURPOSE, Addressee, Stage
from planner.speakers.models import Speaker
from planner.speakers.permissions import may_ask
from planner.speakers.queries import SpeakerCard, card_of, cards_of
from planner.speakers.rules import SpeakerStatus, closed_words
from planner.speakers.services.rows import make_speakers

Write = Callable[[Stage, Addressee], Letter]


@dataclass(frozen=True)
class Plan:
    """Whom letters go to, before they do: what a lead looks at first."""

    gate: Gate
    cards: tuple[SpeakerCard, ...]
    unreachable: tuple[SpeakerCard, ...]
    """Those who would get one too, had they an address."""
    samples: tuple[Letter, ...]
    """The letter to the first of them, once for each language that it goes out in."""


def plan_asking(work: Work, gate: Gate) -> Plan:
    """Who is asked when it is done now: everybody who gives something and has not been."""
    require(may_ask(work.actor), work.actor)
    return _plan(work, gate, [c for c in cards_of(work.db, gate) if c.waits_for_letter], letters.asking)


def plan_asking_one(work: Work, gate: Gate, person_id: int) -> Plan:
    """The letter to one speaker, whether they were asked before or not; NotFound for somebody else."""
    require(may_ask(work.actor), work.actor)
    return _plan(work, gate, [card_of(work.db, gate, person_id)], letters.asking)


def plan_reminding(work: Work, gate: Gate) -> Plan:
    """Who is reminded when it is done now: those who got a letter and have not answered."""
    require(may_ask(work.actor), work.actor)
    silent = [card for card in cards_of(work.db, gate) if card.may_be_reminded(work.now)]
    return _plan(work, gate, silent, letters.reminder)


def ask_all(work: Work, slug: str) -> int:
    """Ask everybody who has not been asked. Gives how many letters left; done twice it asks nobody the second time."""
    require(may_ask(work.actor), work.actor)
    plan = plan_asking(work, _open_gate(work, slug))
    _post(work, plan, letters.asking, {"status": SpeakerStatus.ASKED})
    return len(plan.cards)


def ask_one(work: Work, slug: str, person_id: int, *, new_link: bool = False) -> None:
    """The letter to one speaker, also once more; with `new_link` the link in earlier ones stops working.

    Somebody who has answered stays as they answered. Conflict where there is no address, or nothing to ask for.
    """
    require(may_ask(work.actor), work.actor)
    plan = plan_asking_one(work, _open_gate(work, slug), person_id)
    if not plan.cards:
        raise Conflict(say("There is no address to send it to."))
    (card,) = plan.cards
    if not card.items:
        raise Conflict(say("They give nothing at this gathering, so there is nothing to ask them for."))
    if new_link:
        plan = replace(plan, cards=(replace(card, salt=new_salt()),))
    is_new = card.status is SpeakerStatus.NOT_ASKED
    _post(work, plan, letters.asking, {"status": SpeakerStatus.ASKED if is_new else card.status})


def remind(work: Work, slug: str) -> int:
    """Remind those who are silent, and nobody else. Gives how many."""
    require(may_ask(work.actor), work.actor)
    plan = plan_reminding(work, _open_gate(work, slug))
    _post(work, plan, letters.reminder, {"reminders": Speaker.reminders + 1})
    return len(plan.cards)


def _open_gate(work: Work, slug: str) -> Gate:
    gate = lock_gate_of(work.db, slug)
    if closed_words(gate.standing(work.now)) is not None:
        raise Conflict(say("The gathering is over or cancelled: nobody is asked to take part in it."))
    return gate


def _plan(work: Work, gate: Gate, cards: Sequence[SpeakerCard], write: Write) -> Plan:
    reached = tuple(card for card in cards if card.email)
    samples: dict[Lang, Letter] = {}
    if reached:
        on = _stage(work, gate)
        for card in reached:
            if card.lang not in samples:
                samples[card.lang] = write(on, _addressee(card))
    return Plan(gate, reached, tuple(card for card in cards if not card.email), tuple(samples.values()))


def _stage(work: Work, gate: Gate) -> Stage:
    said = record_by_id(work.db, gate.meeting_id).details
    venue = venue_with_rooms(work.db, said.venue_id) if said.venue_id else None
    town = "" if venue is None or venue.place in venue.address else venue.place
    names = {cluster.id: cluster.name for cluster in clusters_in_order(work.db)}
    return Stage(
        site=work.site,
        gate=gate,
        place=", ".join(filter(None, (venue.name, venue.address, town))) if venue else "",
        hosts=tuple(names[number] for number in said.host_ids if number in names),
        funding=said.funding,
    )


def _addressee(card: SpeakerCard) -> Addressee:
    return Addressee(card.person_id, card.name, card.email, card.lang, card.salt, card.items)


def _post(work: Work, plan: Plan, write: Write, values: dict[str, object]) -> None:
    """Letters to all of them in a fixed number of statements, however many they are."""
    if not plan.cards:
        return
    cards = _with_rows(work, plan)
    on = _stage(work, plan.gate)
    letter_ids = post_all(work, [write(on, _addressee(card)) for card in cards])
    work.db.execute(
        update(Speaker),
        [
            {
                "id": card.speaker_id,
                "letter_id": letter_id,
                "email": card.email,
                "salt": card.salt,
                "token_hash": work.site.keys.token_hash(PURPOSE, card.salt),
                # Whoever has answered has answered to what they were asked for then.
                "asked_for": card.course.asked_for if card.course.answered_at else card.marks,
            }
            for card, letter_id in zip(cards, letter_ids, strict=True)
        ],
    )
    work.db.execute(
        update(Speaker)
        .where(Speaker.id.in_([card.speaker_id for card in cards]))
        .values(**values, asked_at=func.coalesce(Speaker.asked_at, work.now), written_at=work.now)
        .execution_options(synchronize_session=False)
    )
    work.db.expire_all()  # what was read of these rows is old now


def _with_rows(work: Work, plan: Plan) -> tuple[SpeakerCard, ...]:
    """The same cards, every one with a row."""
    without = [card.person_id for card in plan.cards if card.speaker_id is None]
    if not without:
        return plan.cards
    make_speakers(work, plan.gate.meeting_id, without)
    made = {card.person_id: card for card in cards_of(work.db, plan.gate)}
    return tuple(card if card.speaker_id else made[card.person_id] for card in plan.cards)
