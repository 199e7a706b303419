"""Collects every text that people read from code and templates, and keeps the translations in step with them."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from planner.core.language import CATALOGUES, LANGUAGES, Lang

ROOT = Path(__file__).parents[1]
TRANSLATED: tuple[Lang, ...] = tuple(lang for lang in LANGUAGES if lang != "en")
"""English is the text itself."""

IN_PYTHON = {"say": None, "say_many": (1, 2), "translate": None}
IN_TEMPLATES = {"_": None, "gettext": None, "ngettext": (1, 2)}
AS_PAGES_ARE_DRAWN = {
    "extensions": "jinja2.ext.i18n",
    "newstyle_gettext": "true",
    "trim_blocks": "true",
    "lstrip_blocks": "true",
    "silent": "false",
}
"""The settings of planner/web/page.py, in the words of Jinja's extractor."""

HEADER = """msgid ""
msgstr ""
"Language: {lang}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms}\\n"

"""
"""No dates, names or line numbers: the file changes only when a text does."""


def texts_in_use() -> Catalog:
    """Every text of the code and the templates, once, with the places it stands in."""
    texts = Catalog()
    for place, message in _found():
        texts.add(message, locations=[(place, 0)])
    return texts


def catalogue_path(lang: Lang) -> Path:
    """The file that holds the translations to `lang`."""
    return CATALOGUES / lang / "LC_MESSAGES" / "messages.po"


def translations(lang: Lang) -> Catalog:
    """What is translated to `lang`, as it stands in the file."""
    with open(catalogue_path(lang), "rb") as file:
        return read_po(file, locale=lang, abort_invalid=True)


def updated(translated: Catalog, texts: Catalog) -> bytes:
    """The file of `translated` with exactly `texts` in it, in order: new ones empty, none guessed, old ones gone."""
    lang = translated.locale.language if translated.locale else ""
    translated.update(texts, no_fuzzy_matching=True)
    translated.obsolete.clear()
    body = BytesIO()
    write_po(body, translated, width=120, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    return HEADER.format(lang=lang, plural_forms=translated.plural_forms).encode() + body.getvalue().lstrip()


def update(lang: Lang) -> list[str]:
    """Bring the file of `lang` into step with the code; gives the texts that have no translation yet."""
    content = updated(translations(lang), texts_in_use())
    catalogue_path(lang).write_bytes(content)
    return untranslated(translations(lang))


def untranslated(translated: Catalog) -> list[str]:
    """The texts of a catalogue that lack a translation, or one of its forms."""
    return [forms_of(m.id)[0] for m in translated if m.id and not all(forms_of(m.string))]


def forms_of(words: object) -> tuple[str, ...]:
    """A message's id or its translation as its forms: one, or one for each number."""
    return tuple(str(form or "") for form in words) if isinstance(words, list | tuple) else (str(words or ""),)


def _found() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    code = extract_from_dir(str(ROOT / "planner"), [("**.py", "python")], keywords=IN_PYTHON)
    pages = extract_from_dir(
        str(ROOT / "templates"),
        [("**.html", "jinja2.ext.babel_extract"), ("**.txt", "jinja2.ext.babel_extract")],
        options_map={"**.html": AS_PAGES_ARE_DRAWN, "**.txt": AS_PAGES_ARE_DRAWN},
        keywords=IN_TEMPLATES,
    )
    for folder, found in (("planner", code), ("templates", pages)):
        for place, _line, message, _comments, _context in found:
            yield f"{folder}/{place}", message
