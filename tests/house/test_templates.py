"""No template, macro or style sheet lies unused; pages are named like their endpoints; escaping is never turned off."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from flask import Flask

from planner.texts import ROOT

TEMPLATES = ROOT / "templates"
CALLED = re.compile(r"""\{%-?\s*(?:extends|include|import|from)\s+["']([\w/.-]+)["']""")
MACRO = re.compile(r"\{%-?\s*macro\s+(\w+)\(")
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)

NAMED_OTHERWISE = {
    "board/_card.html": "a card of board.index, and of what its script is told",
    "board/form.html": "board.new and board.edit are one form",
    "choices/block.html": "choices.open_block and choices.edit_block are one form",
    "errors/error.html": "every refusal",
    "programmes/print/programme.html": "programmes.pdf, on paper",
    "lists/preview.html": "lists.import_people, once a list has been read",
    "questions/form.html": "questions.new and questions.edit are one form",
    "starters/choose.html": "starters.copy and starters.fill, before a gathering is chosen",
    "checkin/closed.html": "checkin.page, before and after the days of the gathering",
    "registrations/closed.html": "registrations.register, while nobody can register",
}
"""Pages that are not named like an endpoint, and whose they are."""

UNESCAPED = {
    "parts/icons.html": "drawings that stand in the file itself",
    "parts/status.html": "shapes that stand in the file itself",
}
"""Templates that may use |safe, and on what."""

MADE_SAFE = {
    "planner/core/markdown.py": "cleaned by nh3",
    "planner/mypage/views/square.py": "a QR code that segno drew",
    "planner/press/paper.py": "a QR code that segno drew",
    "planner/programmes/pdf/sheet.py": "what markdown.py made, its links and headings adjusted",
    "planner/web/page.py": "our own texts, as Jinja's extension would; their blanks are escaped",
}
"""Modules that may use Markup, and on what."""


def sources() -> dict[str, str]:
    """Every template's text by its name, without its comments."""
    files = sorted(TEMPLATES.rglob("*.html"))
    return {str(file.relative_to(TEMPLATES)): COMMENT.sub("", file.read_text()) for file in files}


def called_by_templates() -> set[str]:
    return {name for text in sources().values() for name in CALLED.findall(text)}


def drawn_by_code() -> set[str]:
    """Templates that Python names: "slice/page.html", or "page" for a function that makes slice/page.html of it."""
    trees = {path: ast.parse(path.read_text()) for path in (ROOT / "planner").rglob("*.py")}
    drawn = {name for tree in trees.values() for name in constants(tree) if name.endswith(".html")}
    makers = {maker: folder for tree in trees.values() for maker, folder in makers_in(tree)}
    for tree in trees.values():
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in makers:
                drawn |= {f"{makers[call.func.id]}{name}.html" for name in constants(call)}
    return drawn


def constants(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def makers_in(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Functions that draw f"folder/{…}.html", with the folder."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.JoinedStr) and [*constants(node)][-1:] == [".html"]:
                    yield function.name, next(constants(node))


def test_every_template_is_used() -> None:
    assert sorted(sources().keys() - called_by_templates() - drawn_by_code()) == []


def test_every_template_that_is_called_for_is_there() -> None:
    assert sorted(called_by_templates() - sources().keys()) == []


def test_every_page_is_named_like_its_endpoint(app: Flask) -> None:
    pages = (
        {name for name in sources() if not name.startswith("print/")} - called_by_templates() - NAMED_OTHERWISE.keys()
    )
    endpoints = {endpoint.replace(".", "/") + ".html" for endpoint in app.view_functions}
    assert sorted(pages - endpoints) == []


def test_every_exception_still_stands() -> None:
    assert sorted(NAMED_OTHERWISE.keys() - sources().keys()) == []
    assert sorted(UNESCAPED.keys() - unescaped()) == []
    assert sorted(MADE_SAFE.keys() - making_safe()) == []


def test_every_macro_is_used() -> None:
    everything = "\n".join(sources().values())
    macros = [(name, macro) for name, text in sources().items() for macro in MACRO.findall(text)]
    used = set(re.findall(r"(?<!macro )\b(\w+)\(", everything))
    assert sorted((name, macro) for name, macro in macros if macro not in used) == []


def test_every_static_file_is_used() -> None:
    static = ROOT / "planner" / "static"
    everything = "\n".join([*sources().values(), *(p.read_text() for p in static.rglob("*.[jc]s*"))])
    files = [str(file.relative_to(static)) for file in static.rglob("*") if file.is_file()]
    assert sorted(file for file in files if file not in everything and Path(file).name not in everything) == []


def test_escaping_is_turned_off_only_for_what_stands_in_the_file() -> None:
    assert sorted(unescaped() - UNESCAPED.keys()) == []
    assert sorted(making_safe() - MADE_SAFE.keys()) == []


def unescaped() -> set[str]:
    return {name for name, text in sources().items() if re.search(r"\|\s*safe\b|\bautoescape\b", text)}


def making_safe() -> set[str]:
    modules = (ROOT / "planner").rglob("*.py")
    return {str(path.relative_to(ROOT)) for path in modules if re.search(r"\bMarkup\(", path.read_text())}
