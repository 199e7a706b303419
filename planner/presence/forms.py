"""The sheet as a form: a tick for each person and item, and the names of those who are not registered."""

from dataclasses import dataclass
from typing import Any

from wtforms import FieldList, HiddenField, SelectMultipleField

from planner.core.language import language, say
from planner.presence.rules import MOST_GUESTS, TWICE, Attender, Sheet, Ticked, doubles
from planner.web.form import Form, line, seen_number

EVERYBODY = "everybody"
"""What the button says that ticks all of the sheet."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of the form: `key` names it in its ticks."""

    key: str
    who: Attender
    guest: int | None
    """The number of its field, for somebody who is not registered; the name may be empty."""
    uids: frozenset[str]


class SheetForm(Form):
    """Who was there at which item; a tick is sent as `key.uid`."""

    sheet: Sheet

    revision = HiddenField()
    there = SelectMultipleField(say("There"), choices=[], validate_choice=False)
    guests = FieldList(line(say("Name")), max_entries=MOST_GUESTS + 1, label=say("Not registered"))

    def show(self, sheet: Sheet) -> None:
        """Fill the form with what is noted, and a row for one more name."""
        self.sheet, self.revision.data = sheet, str(sheet.revision)
        for guest in sheet.guests:
            self.guests.append_entry(guest.who.name)
        keys = [*(_key(each) for each in sheet.registered), *(f"g{n}" for n in range(len(sheet.guests)))]
        lines = zip(keys, (*sheet.registered, *sheet.guests), strict=True)
        self.there.data = [f"{key}.{uid}" for key, each in lines for uid in each.uids]
        self.guests.append_entry()

    def take(self, sheet: Sheet) -> None:
        """What was sent is shown again, with a row for one more name."""
        self.sheet = sheet
        if not self.guests.entries or self.guests.entries[-1].data:
            self.guests.append_entry()

    def validate(self, extra_validators: Any = None) -> bool:
        """Who has the same name as somebody further up is asked for one that tells them apart."""
        fine = super().validate(extra_validators)
        entries = self.guests.entries
        for place in doubles([entry.data or "" for entry in entries]):
            entries[place].errors = [*entries[place].errors, TWICE.in_(language())]
        self.guests.errors = [entry.errors for entry in entries if entry.errors]
        return fine and not self.guests.errors

    def fill(self, key: str) -> None:
        """Tick every item of one row, or of everybody who has a name; the rest stays as it was sent."""
        chosen = [row.key for row in self.rows if row.key == key or (key == EVERYBODY and row.who.name)]
        ticks = [f"{each}.{item.uid}" for each in chosen for item in self.sheet.items]
        self.there.data = [*(self.there.data or ()), *ticks]

    @property
    def rows(self) -> list[SheetRow]:
        """As the form has them now: registered people, then the names that were written."""
        ticks: dict[str, set[str]] = {}
        for tick in self.there.data or ():
            key, _, uid = tick.partition(".")
            ticks.setdefault(key, set()).add(uid)
        rows = [(_key(each), each.who, None) for each in self.sheet.registered]
        rows += [(f"g{n}", Attender(None, entry.data or ""), n) for n, entry in enumerate(self.guests.entries)]  # type: ignore[misc]
        return [SheetRow(key, who, guest, frozenset(ticks.get(key, ()))) for key, who, guest in rows]

    def said(self) -> list[Ticked]:
        """Everybody with what was ticked. A guest whose name was emptied is gone."""
        return [Ticked(row.who, row.uids) for row in self.rows if row.who.name]

    @property
    def seen(self) -> int:
        """The revision that was looked at."""
        return seen_number(self.revision.data)


def _key(line: Ticked) -> str:
    return f"r{line.who.registration_id}"
