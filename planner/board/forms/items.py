"""What the lead fills in about an item."""

from datetime import date
from typing import Any

from wtforms import BooleanField, FieldList, FormField, HiddenField, IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional

from planner.agenda.rules import KIND_WORDS, Giver, ItemDetails, ItemKind
from planner.core.language import Words, in_language, language, say, short_day_words
from planner.web.form import Clock, Form, Row, add_row, choose, given, line, prose

MOST_GIVERS = 12
Pairs = list[tuple[str, str]]


class GiverRow(Row):
    """Somebody who gives the item."""

    name = line(say("Name"))
    title = line(say("Title"))
    organisation = line(say("Organisation"))
    on_link = BooleanField(say("On link"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Who has a title or an organisation has a name; a row without any of them is nobody."""
        fine = super().validate(extra_validators)
        if fine and not self.name.data and (self.title.data or self.organisation.data):
            self.name.errors = [in_language(say("This needs an answer."), language())]
            return False
        return fine


class ItemForm(Form):
    """One item of the agenda."""

    revision = HiddenField()
    title_sv = line(say("Title"), needed=True)
    title_en = line(say("Title, in English"))
    kind = SelectField(say("Kind"), choices=choose((k.value, w) for k, w in KIND_WORDS.items()))
    theme_id = SelectField(say("Theme"), [Optional()], choices=[])
    held_on = SelectField(say("Day"), choices=[])
    starts = Clock(say("Starts"), [InputRequired(say("This needs an answer."))])
    minutes = IntegerField(
        say("Length in minutes"),
        [
            InputRequired(say("This needs an answer.")),
            NumberRange(5, 1440, say("An item lasts from 5 minutes to a day.")),
        ],
        default=45,
    )
    room_id = SelectField(say("Room"), [Optional()], choices=[])
    capacity = IntegerField(
        say("Places"),
        [Optional(), NumberRange(1, 100_000, say("Write a number from 1 to 100 000, or nothing for no limit."))],
        description=say("Only if not everybody fits."),
    )
    abstract_sv = prose(say("What it is about"))
    abstract_en = prose(say("What it is about, in English"))
    suits_sv = line(
        say("Suits you who …"),
        most=300,
        hint=say("Write a whole sentence: it helps people choose between parallel items."),
    )
    suits_en = line(say("Suits you who …, in English"), most=300)
    givers = FieldList(FormField(GiverRow), min_entries=2, max_entries=MOST_GIVERS, label=say("Speakers"))
    parked = BooleanField(
        say("In the parking column"), description=say("On the draft, but not in the programme until it is placed.")
    )
    notes = prose(say("Notes for planners"), hint=say("Never published."))

    def offer(self, *, days: tuple[date, ...], themes: Pairs, rooms: Pairs) -> None:
        """What can be chosen; called before anything is read from the form."""
        lang = language()
        self.held_on.choices = choose((day.isoformat(), short_day_words(day, lang)) for day in days)
        self.theme_id.choices = choose(themes, nothing=in_language(say("No theme"), lang))
        self.room_id.choices = choose(rooms, nothing=in_language(say("No room yet"), lang))

    def offer_own(self, details: ItemDetails, *, theme: str, room: str) -> None:
        """Also the item's own day, theme and room, though a new item could not have them (a day outside the
        gathering's, a retired theme, a room of another venue): being opened and saved must not change them."""
        own = (
            (self.held_on, details.held_on.isoformat(), short_day_words(details.held_on, language())),
            (self.theme_id, str(details.theme_id or ""), theme),
            (self.room_id, str(details.room_id or ""), room),
        )
        for field, value, words in own:
            offered: Any = field.choices
            if value not in {choice.value for choice in offered}:
                field.choices = [*offered, *choose([(value, words)])]

    def show(self, details: ItemDetails, revision: int) -> None:
        for name in ("title", "abstract", "suits"):
            words = getattr(details, name)
            self[f"{name}_sv"].data, self[f"{name}_en"].data = words.sv, words.en
        for name in ("starts", "minutes", "capacity", "notes", "parked"):
            self[name].data = getattr(details, name)
        self.kind.data, self.held_on.data = details.kind.value, details.held_on.isoformat()
        self.theme_id.data, self.room_id.data = str(details.theme_id or ""), str(details.room_id or "")
        self.revision.data = str(revision)
        while self.givers.entries:
            self.givers.pop_entry()
        for giver in details.givers:
            self.givers.append_entry(vars(giver))
        add_row(self.givers)

    def details(self) -> ItemDetails:
        rows = (entry.form for entry in self.givers)
        return ItemDetails(
            kind=ItemKind(self.kind.data),
            title=Words(self.title_sv.data or "", self.title_en.data or ""),
            held_on=date.fromisoformat(self.held_on.data),
            starts=given(self.starts.data),
            minutes=given(self.minutes.data),
            theme_id=int(self.theme_id.data) if self.theme_id.data else None,
            room_id=int(self.room_id.data) if self.room_id.data else None,
            abstract=Words(self.abstract_sv.data or "", self.abstract_en.data or ""),
            suits=Words(self.suits_sv.data or "", self.suits_en.data or ""),
            capacity=self.capacity.data,
            notes=self.notes.data or "",
            parked=bool(self.parked.data),
            givers=tuple(
                Giver(
                    name=row.name.data,
                    title=row.title.data or "",
                    organisation=row.organisation.data or "",
                    on_link=row.on_link.data,
                )
                for row in rows
                if row.name.data
            ),
        )
