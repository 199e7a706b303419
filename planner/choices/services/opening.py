"""Opening choosing among parallel items, changing how it goes, and taking it away."""

from collections.abc import Sequence

from planner.choices.models import BlockItem, ChoiceBlock
from planner.choices.permissions import may_arrange_choices
from planner.choices.queries import rows
from planner.choices.queries.board import source_of
from planner.choices.rules.blocks import standing_together
from planner.choices.rules.terms import MOST_WISHES, Opening
from planner.core.actor import require
from planner.core.errors import Conflict, Invalid
from planner.core.language import Text, Words, say
from planner.core.timespan import local
from planner.core.work import Work
from planner.meetings.queries import Gate, gate_of
from planner.programmes.snapshot import Entry
from planner.registrations.services.seating import enter


def open_block(work: Work, slug: str, said: Opening) -> int:
    """Let people choose among these items; gives the block's id. Raises Invalid for what cannot be chosen among."""
    require(may_arrange_choices(work.actor), work.actor)
    gate = enter(work, gate_of(work.db, slug).meeting_id)
    entries = _checked(work, gate, said, [])
    block = ChoiceBlock(
        meeting_id=gate.meeting_id,
        way=said.way,
        closes_on=said.closes_on,
        starts_at=entries[0].starts_at,
        opened_at=work.now,
    )
    work.db.add(block)
    work.db.flush()
    work.db.add_all(_item(block, entry) for entry in entries)
    work.db.flush()
    return block.id


def change_block(work: Work, block_id: int, said: Opening) -> None:
    """Other items, another way, another last day. What people have chosen cannot be taken away, nor the way changed."""
    require(may_arrange_choices(work.actor), work.actor)
    block = rows.block_row(work.db, block_id)
    gate = enter(work, block.meeting_id)
    present = rows.items_of(work.db, block_id)
    entries = _checked(work, gate, said, present, block_id=block_id)
    _check_leaving(work, block, said, present)
    block.way, block.closes_on, block.starts_at = said.way, said.closes_on, entries[0].starts_at
    known = {item.item_uid for item in present}
    for item in present:
        if item.item_uid not in said.uids:
            work.db.delete(item)
    work.db.add_all(_item(block, entry) for entry in entries if entry.uid not in known)
    work.db.flush()


def remove_block(work: Work, block_id: int) -> None:
    """People no longer choose here. Raises Conflict when somebody has an item."""
    require(may_arrange_choices(work.actor), work.actor)
    block = rows.block_row(work.db, block_id)
    enter(work, block.meeting_id)
    if rows.chosen_options(work.db, block_id):
        raise Conflict(say("People have chosen here already. Move them first, or let the last day pass."))
    for item in rows.items_of(work.db, block_id):
        work.db.delete(item)
    work.db.flush()
    work.db.delete(block)
    work.db.flush()


def _item(block: ChoiceBlock, entry: Entry) -> BlockItem:
    return BlockItem(
        block_id=block.id, item_uid=entry.uid, title_sv=entry.title.sv[:200], title_en=entry.title.en[:200]
    )


def _checked(
    work: Work, gate: Gate, said: Opening, present: Sequence[BlockItem], *, block_id: int | None = None
) -> list[Entry]:
    """The items in the order of the programme."""
    by_uid = {entry.uid: entry for entry in source_of(work.db, gate).entries if not entry.cancelled}
    entries = [entry for entry in by_uid.values() if entry.uid in said.uids]
    wrong: dict[str, Text] = {}
    if len(entries) < 2:
        wrong["uids"] = say("Tick at least two items to choose among.")
    elif len(entries) > MOST_WISHES:
        wrong["uids"] = say("At most %(most)s items can be chosen among.", most=MOST_WISHES)
    elif set(said.uids) - by_uid.keys() - {item.item_uid for item in present}:
        wrong["uids"] = say("The programme has changed. Choose among the items that stand here now.")
    elif len(standing_together(entries, entries[0].starts_at)) < len(entries):
        wrong["uids"] = say("These items are not at the same time.")
    elif rows.taken_uids(work.db, gate.meeting_id, but=block_id) & set(said.uids):
        wrong["uids"] = say("One of these items can be chosen already, in another block.")
    if entries and said.closes_on and said.closes_on > local(entries[0].starts_at, gate.zone).date():
        wrong["closes_on"] = say("The last day to choose cannot come after the items.")
    if wrong:
        raise Invalid(wrong)
    return entries


def _check_leaving(work: Work, block: ChoiceBlock, said: Opening, present: Sequence[BlockItem]) -> None:
    if said.way is not block.way and rows.is_touched(work.db, block.id):
        raise Invalid({"way": say("People have answered already; the way can be changed no more.")})
    chosen = rows.chosen_options(work.db, block.id)
    for item in present:
        if item.item_uid not in said.uids and item.id in chosen:
            title = Words(item.title_sv, item.title_en)
            raise Invalid({"uids": say("Somebody has “%(title)s” already. Move them first.", title=title)})
