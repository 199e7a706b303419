"""The form in which one registers oneself and colleagues: rows to fill, and lists to paste."""

import zlib
from collections.abc import Callable, Iterable
from typing import Any

from flask import request
from wtforms import BooleanField, FieldList, FormField, HiddenField, RadioField, SelectField, TextAreaField

from planner.core.errors import Invalid
from planner.core.language import in_language, language, say
from planner.questions.rules import Given
from planner.registrations.forms.answers import RegistrationForm
from planner.registrations.queries.parties import BookedParty
from planner.registrations.rules import (
    EMAIL,
    MOST_COLLEAGUES,
    NAME,
    Colleague,
    PartyDetails,
    PastedPerson,
    Preview,
    check_party,
    preview_of,
)
from planner.web.form import Choices, Form, Row, choose, line, mail_address

MOST_ROWS, MOST_PASTED = 200, 100_000
STEP = "do"
"""The name of the buttons that send the form without registering anybody."""


class ColleagueRow(Row):
    """Somebody else who is to come."""

    name = line(say("Name"))
    email = mail_address(say("E-mail"))


class PartyForm(RegistrationForm):
    """One or several. Buttons named `do` change the rows and keep all that was typed; nothing is stored by them."""

    via = HiddenField()
    comes = BooleanField(say("I come myself"), default=True, description=say("Untick it to register others only."))
    colleagues = FieldList(FormField(ColleagueRow), max_entries=MOST_ROWS)
    together = RadioField(
        say("If there are not places for all"),
        choices=choose(
            [("", say("Register as many as there is room for; the rest wait")), ("1", say("All of us or nobody"))]
        ),
        default="",
    )
    pasted = TextAreaField(
        say("The list"),
        description=say("Copy names and e-mail addresses from a spreadsheet or a letter, and paste them here."),
    )
    pasted_seen = HiddenField()
    columns = FieldList(
        SelectField(say("Column"), choices=[], validate_choice=False),
        max_entries=60,
    )
    preview: Preview | None = None
    filled: int | None = None
    """How many colleagues a list has just put into the form."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._name_rows()

    @property
    def step(self) -> str:
        """Which of those buttons was pressed; empty when the form is to be sent in earnest."""
        return str(request.form.get(STEP, ""))[:20] if request.method == "POST" else ""

    def take_step(self) -> None:
        """Do what that button says."""
        what, _, number = self.step.partition("-")
        if what == "add":
            self._set_rows([*self._rows(), Colleague("", "")])
        elif what == "remove":
            self._set_rows([row for n, row in enumerate(self._rows()) if str(n) != number])
        elif what == "read":
            self.preview = self._read()
        elif what == "fill":
            self._fill(self._read())

    def party(self) -> PartyDetails:
        """Everybody who is to be registered; rows without a word are nobody."""
        return PartyDetails(
            booker=self.details(),
            comes=bool(self.comes.data),
            colleagues=tuple(row for row in self._rows() if row != Colleague("", "")),
            together="together" in self and bool(self.together.data),
        )

    def book_for(self, made: BookedParty) -> None:
        """Begin with who booked before, for colleagues only."""
        self.name.data, self.email.data = made.booker_name, made.booker_email
        self.cluster.data, self.organisation.data = str(made.cluster_id or ""), made.organisation
        self.comes.data = False
        self._set_rows([Colleague("", "")])

    def checks(self) -> Iterable[Callable[[], object]]:
        """As of one person, and whether the rows can be."""
        yield from super().checks()
        yield lambda: check_party(self.party())
        yield self._check_list_used

    def given(self) -> tuple[Given, ...] | None:
        """Questions are for those who come: nobody answers them for others."""
        return super().given() if self.comes.data else None

    def refuse(self, error: Invalid) -> None:
        """Like RegistrationForm.refuse; what is wrong with a colleague stands in their row."""
        others = {}
        rows = [entry.form for entry in self.colleagues if entry.form.name.data or entry.form.email.data]
        for name, words in error.fields.items():
            kind, _, number = name.removeprefix("colleague_").partition("_")
            if name.startswith("colleague_") and number.isdecimal() and int(number) < len(rows):
                field = rows[int(number)][kind]
                field.errors = [*field.errors, in_language(words, language())]
            else:
                others["" if name == "colleagues" else name] = words
        self.colleagues.errors = [entry.errors for entry in self.colleagues if entry.errors]
        super().refuse(Invalid(others))

    def _check_list_used(self) -> None:
        """Whoever pastes a list and sends at once must not believe that its people are registered."""
        if (self.pasted.data or "").strip():
            words = say("The people in the list are not in the form yet: read the list, or empty it.")
            raise Invalid({"pasted": words})

    def _is_wrong(self, name: str) -> bool:
        kind, _, number = name.removeprefix("colleague_").partition("_")
        if not name.startswith("colleague_") or not number.isdecimal():
            return super()._is_wrong(name)
        rows = [entry.form for entry in self.colleagues if entry.form.name.data or entry.form.email.data]
        return int(number) < len(rows) and bool(rows[int(number)][kind].errors)

    def _name_rows(self) -> None:
        lang = language()
        for number, entry in enumerate(self.colleagues, start=1):
            entry.form.name.label.text = say("Name of colleague %(n)s", n=number).in_(lang)
            entry.form.email.label.text = say("E-mail of colleague %(n)s", n=number).in_(lang)

    def _rows(self) -> list[Colleague]:
        return [Colleague(entry.form.name.data or "", entry.form.email.data or "") for entry in self.colleagues]

    def _set_rows(self, rows: Iterable[Colleague]) -> None:
        while self.colleagues.entries:
            self.colleagues.pop_entry()
        for row in list(rows)[:MOST_ROWS]:
            self.colleagues.append_entry({"name": row.name, "email": row.email})
        self._name_rows()

    def _read(self) -> Preview:
        """What the pasted list says; choices of columns count only for the very list that they were made for."""
        text = (self.pasted.data or "")[:MOST_PASTED]
        mark = str(zlib.crc32("\n".join(text.splitlines()).encode()))
        made = list(self.columns) if self.pasted_seen.data == mark else []
        chosen = {n: field.data for n, field in enumerate(made) if field.data in ("", NAME, EMAIL)}
        known = {row.email.strip().lower(): row.name or row.email for row in self._rows() if row.email}
        if self.comes.data and self.email.data:
            known[self.email.data.strip().lower()] = self.name.data or self.email.data
        preview = preview_of(text, known, chosen)
        self.pasted_seen.data = mark
        while self.columns.entries:
            self.columns.pop_entry()
        for number, column in enumerate(preview.columns, start=1):
            field = self.columns.append_entry(column.key)
            field.label.text = say("Column %(n)s", n=number).in_(language())
            field.choices = _holdings()
        return preview

    def _fill(self, preview: Preview) -> None:
        """The list's people become rows; what cannot be one stays in the text, to be mended there."""
        rows = [row for row in self._rows() if row != Colleague("", "")]
        room = max(0, MOST_COLLEAGUES - len(rows))
        new: tuple[PastedPerson, ...] = preview.new[:room]
        self._set_rows([*rows, *(person.colleague for person in new)])
        left = [f"{p.colleague.name}\t{p.colleague.email}" for p in preview.new[room:]]
        self.pasted.data = "\n".join([*left, *("\t".join(problem.cells) for problem in preview.problems)])
        self.pasted_seen.data = ""
        self.filled = len(new)


def _holdings() -> Choices:
    """What a column may hold."""
    lang = language()
    return choose([(NAME, say("Name").in_(lang)), (EMAIL, say("E-mail").in_(lang))], nothing=say("Not used").in_(lang))


class HandOverForm(Form):
    """Who comes instead."""

    name = line(say("Name"), needed=True)
    email = mail_address(say("E-mail"), needed=True, hint=say("Their own private link goes there."))
