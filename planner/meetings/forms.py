"""What the lead fills in about a gathering."""

from typing import Any

from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
)
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from planner.core.language import Words, in_language, language, say
from planner.meetings.rules import KIND_WORDS, MODE_WORDS, DayHours, MeetingDetails, MeetingKind, Mode
from planner.web.form import Clock, Form, Row, choose, given, line, mail_address, prose

MOST_DAYS = 20


class DayRow(Row):
    """One day and its hours."""

    held_on = DateField(say("Day"), [InputRequired(say("This needs an answer."))])
    opens = Clock(say("From"), [InputRequired(say("This needs an answer."))])
    closes = Clock(say("To"), [InputRequired(say("This needs an answer."))])

    @property
    def is_empty(self) -> bool:
        return not any(raw for field in self for raw in field.raw_data or ())


class FactsForm(Form):
    """What a new gathering and its details have in common."""

    title_sv = line(say("Title"), needed=True, hint=say("Such as “Gröna kluster i Gamleby”. It can be changed later."))
    title_en = line(say("Title, in English"))
    kind = SelectField(say("Kind"), choices=choose((k.value, w) for k, w in KIND_WORDS.items()))
    days = FieldList(FormField(DayRow), min_entries=1, max_entries=MOST_DAYS, label=say("Days"))
    mode = SelectField(say("How it is held"), choices=choose((m.value, w) for m, w in MODE_WORDS.items()))
    venue_id = SelectField(say("Venue"), [Optional()], choices=[])

    def offer(self, venues: list[tuple[str, str]]) -> None:
        """What can be chosen; called before anything is read from the form."""
        self.venue_id.choices = choose(venues, nothing=in_language(say("Not decided yet"), language()))

    def validate(self, extra_validators: Any = None) -> bool:
        """A day that was emptied is a day less; one must be left."""
        kept = [entry for entry in self.days.entries if not entry.form.is_empty]
        self.days.entries[:] = kept or self.days.entries[:1]
        return super().validate(extra_validators)

    def days_said(self) -> tuple[DayHours, ...]:
        rows = (entry.form for entry in self.days)
        return tuple(
            sorted(
                (DayHours(given(row.held_on.data), given(row.opens.data), given(row.closes.data)) for row in rows),
                key=lambda day: day.held_on,
            )
        )


class _Ticks(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class MeetingForm(FactsForm):
    """Everything that can be said of a gathering."""

    revision = HiddenField()
    summary_sv = prose(say("Summary"), most=600, hint=say("Two sentences that help people decide."))
    summary_en = prose(say("Summary, in English"), most=600)
    description_sv = prose(say("Description"), hint=say("Markdown: **bold**, lists with -, links as [words](address)."))
    description_en = prose(say("Description, in English"))
    audience_sv = prose(say("Who it is for"), most=2000)
    audience_en = prose(say("Who it is for, in English"), most=2000)
    practical_sv = prose(say("Practical information"), hint=say("Travel, parking, lodging, clothes."))
    practical_en = prose(say("Practical information, in English"))
    programme_by = DateField(say("Programme promised by"), [Optional()], description=say("Shown until there is one."))
    last_day = DateField(say("Last day to register"), [Optional()], description=say("Registration closes at 23.59."))
    capacity = IntegerField(
        say("Places"),
        [Optional(), NumberRange(1, 100_000, say("Write a number from 1 to 100 000, or nothing for no limit."))],
        description=say("On site. Leave empty for no limit."),
    )
    erase_needs_on = DateField(
        say("Diet and needs are erased on"),
        [Optional()],
        description=say("If you leave it empty: 30 days after the last day."),
    )
    contact_name = line(say("Contact person"))
    contact_email = mail_address(say("Contact's e-mail"))
    contact_phone = line(say("Contact's phone"), most=40)
    host_ids = _Ticks(say("Arranged by"), choices=[], coerce=int)
    numbered = BooleanField(
        say("Number the items"),
        description=say("1, 2, 3 …, for minutes to refer to. A steering group’s items always have numbers."),
    )
    funding_sv = prose(say("Funding sentence"), most=2000, hint=say("Shown on the page, the PDF and the letters."))
    funding_en = prose(say("Funding sentence, in English"), most=2000)

    def offer_hosts(self, clusters: list[tuple[int, str]]) -> None:
        self.host_ids.choices = choose(clusters)

    def show(self, details: MeetingDetails, revision: int) -> None:
        """Fill the form with what is known."""
        for name in ("title", "summary", "description", "audience", "practical", "funding"):
            words = getattr(details, name)
            self[f"{name}_sv"].data, self[f"{name}_en"].data = words.sv, words.en
        for name in (
            "programme_by", "last_day", "capacity", "erase_needs_on", "contact_name", "contact_email", "contact_phone",
            "numbered",
        ):  # fmt: skip
            self[name].data = getattr(details, name)
        self.kind.data, self.mode.data = details.kind.value, details.mode.value
        self.venue_id.data = str(details.venue_id or "")
        self.host_ids.data = list(details.host_ids)
        self.revision.data = str(revision)
        while self.days.entries:
            self.days.pop_entry()
        for day in details.days:
            self.days.append_entry({"held_on": day.held_on, "opens": day.opens, "closes": day.closes})

    def all_details(self, zone: str) -> MeetingDetails:
        def words(name: str) -> Words:
            return Words(self[f"{name}_sv"].data or "", self[f"{name}_en"].data or "")

        return MeetingDetails(
            title=words("title"),
            kind=MeetingKind(self.kind.data),
            days=self.days_said(),
            mode=Mode(self.mode.data),
            zone=zone,
            venue_id=int(self.venue_id.data) if self.venue_id.data else None,
            summary=words("summary"),
            description=words("description"),
            audience=words("audience"),
            practical=words("practical"),
            programme_by=self.programme_by.data,
            last_day=self.last_day.data,
            capacity=self.capacity.data,
            contact_name=self.contact_name.data or "",
            contact_email=self.contact_email.data or "",
            contact_phone=self.contact_phone.data or "",
            host_ids=tuple(self.host_ids.data or ()),
            funding=words("funding"),
            erase_needs_on=self.erase_needs_on.data,
            numbered=bool(self.numbered.data),
        )


class MoveForm(Form):
    """New dates for the whole gathering."""

    first_day = DateField(say("New first day"), [InputRequired(say("This needs an answer."))])


class LogoForm(Form):
    """A funder's logo."""

    picture = FileField(say("Picture"), description=say("PNG, JPEG or WebP. Large ones are made smaller."))
    alt = line(say("What it shows, in words"), needed=True, hint=say("Such as “Co-funded by the European Union”."))


class StepForm(Form):
    """A step of a gathering's life: which one stands in the address; this only carries the token."""

    sure = BooleanField(say("Yes, I am sure"))
