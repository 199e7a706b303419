"""What every page keeps: valid HTML, a language, a title, headings in order, a name for whatever can be used.

The tests' browser (conftest.py) checks each page that any test opens, and fails the test that opened it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from flask.testing import FlaskClient
from html5lib.constants import E as MEANING
from werkzeug.test import TestResponse

MAILED = re.compile(r"(/en)?/plan/letters/\d+/html")
"""A letter as mail programs get it: styled inline, since they drop style sheets. No page."""
LEFT_OVER = re.compile(r"%\(\w+\)|\{\{|\}\}|\{%|<planner\.|&lt;planner\.")
"""Signs that a blank was not filled, or that an object was printed instead of its words."""
UNLABELLED = {"hidden", "submit", "button", "reset", "image"}


class Browser(FlaskClient):
    """A browser that refuses pages with faults."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        answer = super().open(*args, **kwargs)
        has_page = answer.request.method != "HEAD" and not 300 <= answer.status_code < 400
        if has_page and answer.mimetype == "text/html":
            path = answer.request.path
            if not MAILED.fullmatch(path):
                faults = faults_of(answer.get_data(as_text=True))
                assert not faults, f"faults in the page {path}: {'; '.join(faults)}"
        return answer


@lru_cache(maxsize=256)
def faults_of(page: str) -> tuple[str, ...]:
    """What is wrong with a page, in words; nothing when all is well."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parse(page)
    elements = list(root.iter())
    return (
        *(f"line {at[0]}: {MEANING[code] % told}" for at, code, told in parser.errors),
        *_frame_faults(root),
        *_heading_faults(elements),
        *_naming_faults(root),
        *_inline_faults(elements),
        *_table_faults(elements),
        *(f"the id {name!r} stands there twice" for name, n in _ids(elements).items() if n > 1),
        *(f"left over: {found!r}" for found in sorted(set(LEFT_OVER.findall(page)))),
    )


def _frame_faults(root: Element) -> Iterator[str]:
    if not root.get("lang"):
        yield "html has no lang"
    if not words_of(root.find("head/title")):
        yield "the title is empty"
    if len(mains := root.findall(".//main")) != 1:
        yield f"{len(mains)} main elements"


def _heading_faults(elements: list[Element]) -> Iterator[str]:
    headings = [e for e in elements if isinstance(e.tag, str) and re.fullmatch("h[1-6]", e.tag)]
    if (count := sum(h.tag == "h1" for h in headings)) != 1:
        yield f"{count} h1 headings"
    level = 0
    for heading in headings:
        if not words_of(heading):
            yield f"an empty {heading.tag}"
        if int(heading.tag[1]) > level + 1:
            yield f"{heading.tag} “{words_of(heading)}” comes after h{level}"
        level = int(heading.tag[1])


def _naming_faults(root: Element) -> Iterator[str]:
    labelled = {label.get("for") for label in root.iter("label") if words_of(label)}
    inside = {id(field) for label in root.iter("label") if words_of(label) for field in label.iter()}
    for tag in ("input", "select", "textarea"):
        for field in root.iter(tag):
            named = field.get("id") in labelled or id(field) in inside or _is_named(field)
            if field.get("type") not in UNLABELLED and not named:
                yield f"{tag} {field.get('name')!r} has no label"
    for tag in ("a", "button", "summary"):
        for used in root.iter(tag):
            if not (words_of(used) or _is_named(used) or any(image.get("alt") for image in used.iter("img"))):
                yield f"{tag} {used.get('href') or used.get('class')!r} has no words"
    for image in root.iter("img"):
        if image.get("alt") is None:
            yield f"img {image.get('src')!r} has no alt"


def _inline_faults(elements: list[Element]) -> Iterator[str]:
    for element in elements:
        if element.tag == "style" or (element.tag == "script" and _runs_inline(element)):
            yield f"an inline {element.tag}"
        for name in element.attrib:
            if name == "style" or re.match("on[a-z]", name):
                yield f"{element.tag} has {name}="


def _runs_inline(script: Element) -> bool:
    return script.get("src") is None and script.get("type") not in ("application/ld+json", "application/json")


def _table_faults(elements: list[Element]) -> Iterator[str]:
    for element in elements:
        if element.tag == "th" and element.get("scope") not in ("col", "row", "colgroup", "rowgroup"):
            yield f"th “{words_of(element)}” has no scope"


def _ids(elements: list[Element]) -> Counter[str]:
    return Counter(found for e in elements if (found := e.get("id")) is not None)


def _is_named(element: Element) -> bool:
    return bool(element.get("aria-label") or element.get("aria-labelledby"))


def words_of(element: Element | None) -> str:
    """The words inside an element, as one line."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""
