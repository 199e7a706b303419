"""What the lead fills in about an item."""

from datetime import date
from typing import Any

from wtforms import BooleanField, FieldList, FormField, HiddenField, IntegerField, SelectField, StringField
from wtforms import Form as PlainForm
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from planner.agenda.rules import KIND_WORDS, Giver, ItemDetails, ItemKind
from planner.core.language import Words, in_language, language, say, short_day_words
from planner.web.form import Clock, Form, choose, given, line, prose

MOST_GIVERS = 12
Pairs = list[tuple[str, str]]


class GiverRow(PlainForm):
    """Somebody who gives the item."""

    name = StringField(say("Name"), [Optional(), Length(max=200)])
    title = StringField(say("Title"), [Optional(), Length(max=200)])
    organisation = StringField(say("Organisation"), [Optional(), Length(max=200)])
    on_link = BooleanField(say("On link"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self:
            field.label.text = in_language(field.label.text, language())


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
    suits_sv = line(say("Suits you who …"), most=300, hint=say("Helps people choose between parallel items."))
    suits_en = line(say("Suits you who …, in English"), most=300)
    givers = FieldList(FormField(GiverRow), min_entries=2, max_entries=MOST_GIVERS, label=say("Speakers"))
    notes = prose(say("Notes for planners"), hint=say("Never published."))

    def offer(self, *, days: tuple[date, ...], themes: Pairs, rooms: Pairs) -> None:
        """What can be chosen; called before anything is read from the form."""
        lang = language()
        self.held_on.choices = choose((day.isoformat(), short_day_words(day, lang)) for day in days)
        self.theme_id.choices = choose(themes, nothing=in_language(say("No theme"), lang))
        self.room_id.choices = choose(rooms, nothing=in_language(say("No room yet"), lang))

    def offer_day(self, day: date) -> None:
        """Also a day outside the gathering's: an item that lies there must not be moved by being opened."""
        offered: Any = self.held_on.choices
        if day.isoformat() not in {choice.value for choice in offered}:
            self.held_on.choices = [*choose([(day.isoformat(), short_day_words(day, language()))]), *offered]

    def show(self, details: ItemDetails, revision: int) -> None:
        for name in ("title", "abstract", "suits"):
            words = getattr(details, name)
            self[f"{name}_sv"].data, self[f"{name}_en"].data = words.sv, words.en
        for name in ("starts", "minutes", "capacity", "notes"):
            self[name].data = getattr(details, name)
        self.kind.data, self.held_on.data = details.kind.value, details.held_on.isoformat()
        self.theme_id.data, self.room_id.data = str(details.theme_id or ""), str(details.room_id or "")
        self.revision.data = str(revision)
        while self.givers.entries:
            self.givers.pop_entry()
        for giver in details.givers:
            self.givers.append_entry(vars(giver))
        self.givers.append_entry()

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
            givers=tuple(
                Giver(
                    name=given(row.name.data).strip(),
                    title=(row.title.data or "").strip(),
                    organisation=(row.organisation.data or "").strip(),
                    on_link=row.on_link.data,
                )
                for row in rows
                if (row.name.data or "").strip()
            ),
        )
