"""Forms of choices: how a block is opened, and what people choose and wish in theirs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from wtforms import DateField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from planner.choices.rules.blocks import wishes_are_asked
from planner.choices.rules.terms import WAY_WORDS, BlockAnswer, BlockBoard, Opening, Option, Way
from planner.core.errors import Invalid
from planner.core.language import Text, clock_span, language, say
from planner.programmes.snapshot import Entry
from planner.web.form import Form, choose, required

NONE = ""
"""The answer of somebody who wants no item."""


class BlockForm(Form):
    """Which items can be chosen, how, and until when."""

    uids = SelectMultipleField(
        say("Items to choose among"), option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False)
    )
    way = RadioField(
        say("How people choose"),
        [required()],
        choices=choose((way.value, words) for way, words in WAY_WORDS.items()),
        default=Way.FIRST_COME.value,
    )
    closes_on = DateField(
        say("Last day to choose"), [Optional()], description=say("Until 23.59 that day. Empty: until it begins.")
    )

    def offer(self, entries: Sequence[Entry], zone: str) -> None:
        """What can be ticked."""
        lang = language()
        self.uids.choices = choose(
            (
                entry.uid,
                " · ".join(
                    filter(
                        None,
                        (clock_span(entry.starts_at, entry.ends_at, zone, lang), entry.title.in_(lang), entry.room),
                    )
                ),
            )
            for entry in entries
        )

    def said(self) -> Opening:
        """What was filled in."""
        return Opening(Way(self.way.data), self.closes_on.data, tuple(self.uids.data or ()))


class MoveForm(Form):
    """Which item a lead gives somebody."""

    option = SelectField(say("Item"), validate_choice=False)

    def chosen(self) -> int | None:
        """None: no item."""
        sent = self.option.data or ""
        return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else None


@dataclass(frozen=True)
class Asked:
    """A block as one person is asked about it."""

    board: BlockBoard
    closed: Text | None
    """Why they can change nothing here."""

    @property
    def name(self) -> str:
        return f"block_{self.board.block.block_id}"

    @property
    def ranks(self) -> bool:
        return wishes_are_asked(self.board)

    @property
    def options(self) -> tuple[Option, ...]:
        return self.board.block.standing


class ChoiceForm(Form):
    """One person's choices and wishes; choice_form() adds the fields of the blocks that are asked."""

    asked: Sequence[Asked]

    def wish_field(self, option: Option) -> Any:
        """Where an option is ranked."""
        return self[f"wish_{option.option_id}"]

    def answers(self) -> tuple[BlockAnswer, ...]:
        """What was filled in, block by block."""
        return tuple(self._answer(asked) for asked in self.asked if asked.closed is None)

    def show(self, registration_id: int) -> None:
        """Fill the form with what stands."""
        for asked in self.asked:
            if asked.closed is not None:
                continue
            pick = asked.board.pick_of(registration_id)
            if not asked.ranks:
                self[asked.name].data = str(pick.option_id) if pick else NONE
                continue
            for rank, option_id in enumerate(asked.board.wishes_of(registration_id), 1):
                self[f"wish_{option_id}"].data = str(rank)

    def refuse(self, error: Invalid) -> None:
        """Like Form.refuse; what is wrong with wishes stands by the first of them."""
        first = {asked.name: f"wish_{asked.options[0].option_id}" for asked in self.asked if asked.ranks}
        super().refuse(Invalid({first.get(name, name): words for name, words in error.fields.items()}))

    def _answer(self, asked: Asked) -> BlockAnswer:
        block_id = asked.board.block.block_id
        if not asked.ranks:
            chosen = self[asked.name].data
            return BlockAnswer(block_id, int(chosen) if chosen else None)
        ranks = ((option.option_id, self.wish_field(option).data) for option in asked.options)
        return BlockAnswer(block_id, wishes=tuple((option_id, int(rank)) for option_id, rank in ranks if rank))


def choice_form(asked: Sequence[Asked]) -> ChoiceForm:
    """The form of one person."""
    fields: dict[str, Any] = {"asked": asked}
    for each in asked:
        if each.closed is None:
            fields |= _wish_fields(each) if each.ranks else {each.name: _choice_field(each)}
    return cast(ChoiceForm, type("OnesChoiceForm", (ChoiceForm,), fields)())


def _choice_field(asked: Asked) -> RadioField:
    lang = language()
    choices = [(str(option.option_id), option.title.in_(lang)) for option in asked.options]
    nothing = (NONE, say("No item").in_(lang))
    return RadioField(say("Choose one item"), choices=choose([*choices, nothing]), default=NONE)


def _wish_fields(asked: Asked) -> dict[str, SelectField]:
    lang = language()
    ranks = [(str(n), rank_words(n).in_(lang)) for n in range(1, len(asked.options) + 1)]
    return {
        f"wish_{option.option_id}": SelectField(
            option.title.in_(lang), choices=choose(ranks, nothing=say("No wish").in_(lang)), default=NONE
        )
        for option in asked.options
    }


def rank_words(rank: int) -> Text:
    """First wish, wish number 2 …"""
    return say("First wish") if rank == 1 else say("Wish number %(rank)s", rank=rank)
