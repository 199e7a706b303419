"""A list read in: the file, what its columns hold, and which of its rows are registered."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

import msgspec
from wtforms import BooleanField, FileField, HiddenField, SelectField, SelectMultipleField, StringField

from planner.core.errors import Invalid
from planner.core.language import in_language, language, say
from planner.core.sheets_in import cells_of_file
from planner.core.tables import MOST_COLUMNS, MOST_ROWS, Cells, Column, Matching, cells_of_text
from planner.web.form import Form, choose, prose

MOST_CARRIED = 2_000_000
"""Letters of cells that a page carries from the look to the saving; well below what may be sent at once."""
LOOK, SAVE = "look", "save"


class FileForm(Form):
    """A file, or cells pasted from a spreadsheet."""

    file = FileField(say("File, XLSX or CSV"))
    text = prose(say("Or paste the cells from your spreadsheet"), most=MOST_CARRIED)

    def cells(self) -> Cells:
        """What was sent. Raises Invalid for what cannot be read, or is too much."""
        sent = self.file.data
        if sent is not None and sent != "" and sent.filename:
            cells = cells_of_file(sent.read(), sent.filename)
        else:
            cells = cells_of_text(self.text.data or "")
        if not any(any(row) for row in cells):
            raise Invalid({"file": say("Choose a file, or paste cells.")})
        if _is_too_large(cells):
            words = say("At most %(rows)s rows and %(columns)s columns.", rows=MOST_ROWS, columns=MOST_COLUMNS)
            raise Invalid({"text": words})
        if len(carried(cells)) > MOST_CARRIED:
            raise Invalid({"file": say("There is too much text in the file. Keep only the columns that are needed.")})
        return cells


class PreviewForm(Form):
    """What was read, carried along, and what to do with it. preview_form() adds a field for each column."""

    cells = HiddenField()
    looked = HiddenField()
    """The matching that the shown rows were read with."""
    step = StringField()
    row = SelectMultipleField(coerce=int, validate_choice=False)
    leave_out = BooleanField(say("Leave out the rows that cannot be registered"))
    with_letters = BooleanField(say("Send everybody a letter with their own link"))
    columns: Sequence[str] = ()

    @property
    def by_hand(self) -> dict[int, str]:
        """The key that was chosen for each column."""
        return {number: self[name].data or "" for number, name in enumerate(self.columns)}

    @property
    def column_fields(self) -> list[Any]:
        return [self[name] for name in self.columns]

    @property
    def is_looked_at(self) -> bool:
        """Whether the rows were shown as they are read now."""
        return self.looked.data == _mark(self.by_hand)

    def show(self, cells: Cells, matching: Matching) -> None:
        """Fill it with what a file holds."""
        self.cells.data = carried(cells)
        for number, name in enumerate(self.columns):
            keys = [key for key, places in matching.places if number in places]
            self[name].data = next(iter(keys), "")
        self.looked.data = _mark(self.by_hand)

    def look_again(self) -> None:
        """The rows are shown as the columns are chosen now."""
        self.looked.data = _mark(self.by_hand)


def preview_form(cells: Cells, columns: Sequence[Column], *, fresh: bool = False) -> PreviewForm:
    """The form for these cells: a field for each column, to say what it holds."""
    names = [f"column_{number}" for number in range(max(map(len, cells), default=0))]
    kinds: Mapping[str, object] = {name: SelectField(_title(cells, n)) for n, name in enumerate(names)}
    kind = type("CellsForm", (PreviewForm,), {"columns": tuple(names), **kinds})
    form = cast(PreviewForm, kind(formdata=None) if fresh else kind())
    lang = language()
    choices = [(column.key, in_language(column.label or column.names[0], lang)) for column in columns]
    for field in form.column_fields:
        field.choices = choose(choices, nothing=in_language(say("Nothing"), lang))
    return form


def carried(cells: Cells) -> str:
    """Cells as a hidden field holds them."""
    return msgspec.json.encode(cells).decode()


def cells_carried(text: str) -> Cells:
    """The cells of a hidden field. Raises Invalid for anything that this form did not write."""
    try:
        cells = msgspec.json.decode(text, type=list[list[str]])
    except (msgspec.DecodeError, UnicodeEncodeError):
        cells = []
    if not cells or len(text) > MOST_CARRIED or _is_too_large(cells):
        raise Invalid({"file": say("Choose the file once more.")})
    return cells


def _is_too_large(cells: Cells) -> bool:
    return sum(map(any, cells)) > MOST_ROWS or max(map(len, cells)) > MOST_COLUMNS


def _title(cells: Cells, number: int) -> str:
    filled = [row[number] for row in cells[:20] if number < len(row) and row[number]]
    return filled[0][:60] if filled else str(number + 1)


def _mark(by_hand: Mapping[int, str]) -> str:
    return ",".join(by_hand[number] for number in sorted(by_hand))
