"""Everything of the proof pack as one archive: the paper first, then what it was made from, and a list of it all."""

import hashlib
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date
from urllib.parse import urlsplit

from planner.calendars.ical import Edition, calendar_of
from planner.core.language import LANGUAGES, Lang, Text, plain_day_words, say
from planner.core.timespan import local
from planner.lists.sheets import csv_of
from planner.papers.pdf.document import House
from planner.papers.pdf.proof.book import book_of
from planner.papers.pdf.proof.paper import paper_of, programme_in, title_of
from planner.papers.pdf.proof.tables import Table, shown, tables_of
from planner.papers.queries import Proof, SentInvitation, SentText
from planner.press import Attached, Progress
from planner.programmes.pdf import print_programme

FIRST_YEAR = 1980
"""An archive knows no earlier dates."""
STEPS = 1 + len(LANGUAGES)
NAMES: dict[str, dict[Lang, str]] = {
    "pdf": {"sv": "redovisning.pdf", "en": "proof.pdf"},
    "xlsx": {"sv": "redovisning.xlsx", "en": "proof.xlsx"},
    "programme": {"sv": "program", "en": "programme"},
    "invitation": {"sv": "inbjudan", "en": "invitation"},
    "attendance": {"sv": "narvaro.csv", "en": "attendance.csv"},
    "people": {"sv": "deltagare.csv", "en": "participants.csv"},
    "contents": {"sv": "innehall.txt", "en": "contents.txt"},
}
"""What files are called: letters that every computer has."""


@dataclass(frozen=True)
class File:
    """A file of the pack, and what it is."""

    name: str
    content: bytes
    words: Text


def press_pack(value: Proof, lang: Lang, house: House, *, progress: Progress) -> bytes:
    """The archive. The paper stands first in it and nothing is squeezed, so that what counts a PDF's pages finds it."""
    progress(0, STEPS)
    tables = tables_of(value, lang)
    book = book_of(tables, title_of(value, lang), value.changed_at)
    attached = Attached(NAMES["xlsx"][lang], book, say("The same numbers as a workbook").in_(lang), relationship="Data")
    paper = paper_of(value, tables, attached, lang, house)
    files = [
        File(NAMES["pdf"][lang], paper, say("The proof pack, with the workbook inside")),
        File(NAMES["xlsx"][lang], book, say("The same numbers as a workbook")),
        *_programmes(value, lang, house, progress),
        *_letters(value, lang),
        *_numbers(tables, lang),
    ]
    progress(STEPS, STEPS)
    return _packed([*files, _contents(value, files, lang)], value)


def file_in(pack: bytes, which: str, lang: Lang) -> bytes:
    """One of the pack's files, by its kind in NAMES."""
    with zipfile.ZipFile(io.BytesIO(pack)) as archive:
        return archive.read(NAMES[which][lang])


def _programmes(value: Proof, lang: Lang, house: House, progress: Progress) -> list[File]:
    programme = programme_in(value)
    host = urlsplit(house.base_url).hostname or "localhost"
    name = NAMES["programme"][lang]
    files = []
    for number, each in enumerate(LANGUAGES, 1):
        progress(number, STEPS)
        ics = calendar_of(programme, Edition(each, house.base_url, host))
        pdf = print_programme(
            programme, each, base_url=house.url("", each), ics=ics, logos=value.logos, network=house.network
        )
        files.append(File(f"{name}-{each}.pdf", pdf, _PROGRAMME[each]))
    ics = calendar_of(programme, Edition(lang, house.base_url, host))
    return [*files, File(f"{name}.ics", ics, say("The programme as a calendar file"))]


_PROGRAMME: dict[Lang, Text] = {"sv": say("The programme in Swedish"), "en": say("The programme in English")}


def _letters(value: Proof, lang: Lang) -> list[File]:
    if value.invitation is None:
        return []
    name, words = NAMES["invitation"][lang], say("The invitation as it was sent")
    return [
        File(f"{name}-{text.lang}.txt", _letter(value.invitation, text, lang), words) for text in value.invitation.texts
    ]


def _letter(sent: SentInvitation, text: SentText, lang: Lang) -> bytes:
    """The letter as text, which every computer opens: no address stands in it, so it would be no letter to a mail
    program."""
    head = (
        *([say("Subject: %(subject)s", subject=text.subject)] if text.subject else []),
        say("Sent: %(day)s", day=plain_day_words(text.sent_on, lang)),
        *([say("Recipients: %(number)s", number=sent.recipients)] if sent.recipients else []),
    )
    return ("\n".join(line.in_(lang) for line in head) + f"\n\n{text.text}\n").encode()


def _numbers(tables: Sequence[Table], lang: Lang) -> list[File]:
    """Attendance for whoever has no spreadsheet that opens workbooks."""
    found = {table.key: table for table in tables}
    files = []
    if "clusters" in found:
        files.append(
            File(NAMES["attendance"][lang], _csv(found["clusters"], lang), say("Attendance by cluster and day"))
        )
    if "people" in found:
        files.append(File(NAMES["people"][lang], _csv(found["people"], lang), say("Participants by name")))
    return files


def _csv(table: Table, lang: Lang) -> bytes:
    rows = [*table.rows, *([table.total] if table.total else [])]
    return csv_of([table.columns, *([c if isinstance(c, int) else shown(c, lang) for c in row] for row in rows)])


def _contents(value: Proof, files: Sequence[File], lang: Lang) -> File:
    """What is in the pack. `sha256sum -c` reads it: what it does not check stands behind a #."""
    on = _day_of(value)
    head = [
        title_of(value, lang),
        say("As things stood on %(date)s", date=plain_day_words(on, lang)).in_(lang),
        *([say("PRELIMINARY").in_(lang)] if value.is_preliminary else []),
        say("Before each file's name stands its checksum, SHA-256: it tells whether a file was changed.").in_(lang),
    ]
    lines = [f"# {line}" for line in head]
    for file in files:
        size = say("%(size)s bytes", size=len(file.content)).in_(lang)
        lines += ["", f"# {file.words.in_(lang)}, {size}", f"{hashlib.sha256(file.content).hexdigest()}  {file.name}"]
    text = "\n".join(" ".join(line.split("\n")) for line in lines) + "\n"
    return File(NAMES["contents"][lang], text.encode(), say("What is in the pack"))


def _day_of(value: Proof) -> date:
    """As the paper has it: where the gathering is held."""
    return local(value.changed_at, programme_in(value).facts.zone).date()


def _packed(files: Sequence[File], value: Proof) -> bytes:
    """Same files, same bytes: dated by what they tell, in a fixed order, for any system."""
    at = value.changed_at.astimezone(UTC)
    stamp = (max(at.year, FIRST_YEAR), at.month, at.day, at.hour, at.minute, at.second // 2 * 2)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for file in files:
            info = zipfile.ZipInfo(file.name, stamp)
            info.create_system, info.external_attr = 3, 0o644 << 16
            archive.writestr(info, file.content)
    return content.getvalue()
