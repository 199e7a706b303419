"""Every text that people read is translated, whole and with the same blanks; nothing else lies in the catalogues."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.core.language import Lang, say, say_many
from planner.texts import (
    ROOT,
    TRANSLATED,
    catalogue_path,
    forms_of,
    texts_in_use,
    translations,
    untranslated,
    updated,
)

BLANK = re.compile(r"%\((\w+)\)[a-z]")


@pytest.mark.parametrize("lang", TRANSLATED)
def test_the_catalogue_holds_exactly_the_texts_in_use(lang: Lang) -> None:
    used = {forms_of(m.id) for m in texts_in_use() if m.id}
    held = {forms_of(m.id) for m in translations(lang) if m.id}
    assert (sorted(used - held), sorted(held - used)) == ([], [])


@pytest.mark.parametrize("lang", TRANSLATED)
def test_every_text_is_translated(lang: Lang) -> None:
    assert untranslated(translations(lang)) == []


@pytest.mark.parametrize("lang", TRANSLATED)
def test_no_translation_is_a_guess_or_a_leftover(lang: Lang) -> None:
    translated = translations(lang)
    assert [m.id for m in translated if m.id and m.fuzzy] == []
    assert list(translated.obsolete) == []


@pytest.mark.parametrize("lang", TRANSLATED)
def test_a_translation_has_the_blanks_of_its_text(lang: Lang) -> None:
    other = [
        (form, there)
        for message in translations(lang)
        if message.id
        for form, there in zip(forms_of(message.id), forms_of(message.string), strict=True)
        if set(BLANK.findall(form)) != set(BLANK.findall(there))
    ]
    assert other == []


@pytest.mark.parametrize("lang", TRANSLATED)
def test_the_catalogue_is_as_flask_texts_update_leaves_it(lang: Lang) -> None:
    assert catalogue_path(lang).read_bytes() == updated(translations(lang), texts_in_use())


def test_a_text_on_its_own_is_found_when_it_also_has_a_plural() -> None:
    assert say("Theme").in_("sv") == "Tema"
    assert [say_many("Theme", "Themes", n).in_("sv") for n in (1, 2)] == ["Tema", "Teman"]


def test_every_text_in_code_can_be_collected() -> None:
    """A text that is put together or held in a variable would never reach the translator."""
    lost = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in sorted((ROOT / "planner").rglob("*.py"))
        for call in calls_that_say(path)
        if not isinstance(call.args[0], ast.Constant)
    ]
    assert [place for place in lost if not place.startswith("planner/core/language.py")] == []


def calls_that_say(path: Path) -> Iterator[ast.Call]:
    """The calls of say() and say_many() in a module."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("say", "say_many"):
            yield node
