"""Works out which entries are not as they should be by a version of the programme; sends nothing."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from planner.calendars.ical import told_of_item
from planner.choices.queries import boards_of
from planner.choices.queries.board import source_in
from planner.core.work import Work
from planner.entries.letters import ItemLetter, Scene
from planner.entries.queries import Links, choosers_wanting, greeted, links_of, mailed_of, speakers_of
from planner.entries.rules import (
    ItemHolder,
    Mailed,
    Step,
    is_over,
    item_steps,
    items_to_come,
    next_sequence,
    step_between,
)
from planner.mail.letter import EntryMark
from planner.meetings.queries import Gate
from planner.meetings.rules import Mode, Status
from planner.network.rules import RoomKind
from planner.programmes.snapshot import Entry, Programme
from planner.registrations.letters import Guest, Occasion, told_to
from planner.registrations.services.holding import entry_holders


@dataclass(frozen=True)
class MendingPlan:
    """What has to be sent so that everybody holds what they should."""

    on: Occasion | None
    """None: nothing of the gathering's own entry."""
    guests: tuple[tuple[Guest, Step], ...]
    """With the sequence of the letter to come."""
    scene: Scene
    items: tuple[ItemLetter, ...]

    @property
    def addresses(self) -> frozenset[str]:
        return frozenset((*(to.email for to, _ in self.guests), *(each.address for each in self.items)))


def plan_mending(work: Work, gate: Gate, programme: Programme) -> MendingPlan:
    """What this version, and who comes and gives what now, make of the entries that were mailed.

    In a fixed number of statements, however many come; five more where people choose among items and want entries.
    Nothing once the gathering is over.
    """
    scene = Scene(work.site, gate, programme)
    if is_over(programme.facts, work.now):
        return MendingPlan(None, (), scene, ())
    mailed = mailed_of(work.db, gate.meeting_id)
    on, guests = _of_gathering(work, gate, programme, mailed)
    # What goes out of a calendar goes first: it may lie where the next one comes.
    items = sorted(_of_items(work, scene, mailed), key=lambda e: (e.step is not Step.CANCEL, e.entry.starts_at))
    return MendingPlan(on, guests, scene, tuple(items))


def _of_gathering(
    work: Work, gate: Gate, programme: Programme, mailed: Sequence[Mailed]
) -> tuple[Occasion | None, tuple[tuple[Guest, Step], ...]]:
    if gate.status is Status.CANCELLED or programme.facts.cancelled:
        return None, ()  # letters that it is off take the entries back
    if [day.held_on for day in gate.days] != [day.held_on for day in programme.facts.days]:
        # People's yes to days follows the draft's days, which are not out: what they hold stands until they are.
        return None, ()
    on, guests = entry_holders(work, gate, programme)
    last = {each.uid: each for each in mailed if each.item_uid is None}
    known = greeted(work.db, gate.meeting_id)
    found = []
    for to in guests:
        if to.uid not in last and to.email not in known:
            continue  # entered by a lead without a letter: an invitation would come out of the blue
        told = told_to(on, to)
        step = step_between(last.get(to.uid), told)
        if told and step is not None:
            found.append((replace(to, sequence=next_sequence(last.get(to.uid), to.sequence)), step))
    return on, tuple(found)


def _of_items(work: Work, scene: Scene, mailed: Sequence[Mailed]) -> Iterator[ItemLetter]:
    programme = scene.programme
    to_come = items_to_come(programme.entries, work.now)
    links = links_of(work.db, scene.gate.meeting_id)
    standing = {uid: entry for uid, entry in to_come.items() if not entry.cancelled}
    # Who gives what they also chose holds one entry of it, as the giver: so givers come last.
    everybody = (*_choosers(work, scene, standing, links), *_speakers(work, scene, standing, links))
    holders = {holder.key: holder for holder in everybody}
    due = {key: told_of_item(programme, holder.entry, holder.online_link) for key, holder in holders.items()}
    last = {(each.item_uid, each.address): each for each in mailed if each.item_uid is not None}
    for key, step in item_steps(last, due, to_come).items():
        before, holder = last.get(key), holders.get(key)
        if step is Step.CANCEL and before is not None:
            yield cancelling(work, before, to_come[key[0]])
        elif holder is not None:
            yield _asking(work, step, holder, due[key], before)


def _asking(work: Work, step: Step, holder: ItemHolder, told: str, before: Mailed | None) -> ItemLetter:
    mark = EntryMark(
        uid=before.uid if before else secrets.token_hex(16),
        sequence=next_sequence(before),
        told=told,
        item_uid=holder.entry.uid,
        registration_id=holder.registration_id,
        person_id=holder.person_id,
    )
    first_at = before.first_mailed_at if before else work.now
    return ItemLetter(
        step, holder.entry, mark, holder.address, holder.name, holder.lang, holder.online_link, first_at, work.now
    )


def cancelling(work: Work, before: Mailed, entry: Entry) -> ItemLetter:
    """The letter that takes an item's entry back."""
    mark = EntryMark(
        before.uid, next_sequence(before), before.told, before.item_uid, before.registration_id, before.person_id
    )
    return ItemLetter(Step.CANCEL, entry, mark, before.address, "", before.lang, "", before.first_mailed_at, work.now)


def _speakers(work: Work, scene: Scene, standing: Mapping[str, Entry], links: Links) -> Iterator[ItemHolder]:
    said_yes = speakers_of(work.db, scene.gate.meeting_id)
    for entry in standing.values():
        for line in entry.speakers:
            person = said_yes.get(line.person_id)
            if person is None:
                continue
            online = line.on_link or entry.room_kind == RoomKind.ONLINE or scene.programme.facts.mode == Mode.ONLINE
            link = links.by_room.get(entry.room, links.first) if online else ""
            yield ItemHolder(entry, person.address, person.name, person.lang, link, person_id=person.person_id)


def _choosers(work: Work, scene: Scene, standing: Mapping[str, Entry], links: Links) -> Iterator[ItemHolder]:
    gate, programme = scene.gate, scene.programme
    wanting = choosers_wanting(work.db, gate.meeting_id)
    if not wanting or not programme.with_agenda:
        return
    for board in boards_of(work.db, gate, source_in(programme), with_wishes=False):
        for pick in board.picks:
            who, option = board.chooser(pick.registration_id), board.block.option(pick.option_id)
            entry = standing.get(option.entry.uid) if option is not None and option.entry is not None else None
            if who is None or entry is None or pick.registration_id not in wanting:
                continue
            link = links.by_room.get(entry.room, links.first) if who.mode is Mode.ONLINE else ""
            yield ItemHolder(entry, who.email, who.name, who.lang, link, registration_id=who.registration_id)
