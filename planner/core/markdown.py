"""Markdown that people wrote, as HTML that cannot harm: rendered, then held to an allow-list."""

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

_markdown = MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False})
_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote", "h3", "h4", "h5", "code", "hr"}
_LOWER = {"h1": "h3", "h2": "h4", "h3": "h5", "h4": "h5", "h5": "h5", "h6": "h5"}


@lru_cache(maxsize=2048)
def html_of(source: str) -> Markup:
    """Safe HTML. Headings start at h3, since the page has its own h1 and h2; pictures and raw HTML are left out."""
    if not source.strip():
        return Markup()
    tokens = _markdown.parse(source)
    for token in tokens:
        token.tag = _LOWER.get(token.tag, token.tag)
    clean = nh3.clean(
        _markdown.renderer.render(tokens, _markdown.options, {}),
        tags=_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener nofollow",
    )
    return Markup(clean.strip())


@lru_cache(maxsize=2048)
def plain_of(source: str) -> str:
    """The same as plain text for a calendar entry or a letter: no tags, paragraphs apart, links written out."""
    text, marker, in_list = "", "", False
    numbers: list[int | None] = []
    for token in _markdown.parse(source):
        if token.type.endswith("_list_open"):
            numbers.append(int(token.attrs.get("start", 1)) if token.tag == "ol" else None)
        elif token.type.endswith("_list_close"):
            numbers.pop()
            in_list = bool(numbers)
        elif token.type == "list_item_open":
            number = numbers[-1]
            marker, numbers[-1] = ("- ", None) if number is None else (f"{number}. ", number + 1)
        elif token.type in ("inline", "fence", "code_block"):
            apart = "" if not text else "\n" if marker and in_list else "\n\n"
            text, marker, in_list = text + apart + marker + _plain(token), "", bool(numbers)
    return text


def _plain(block: Token) -> str:
    if not block.children:
        return block.content.rstrip("\n")
    parts: list[str] = []
    target, since = "", 0
    for child in block.children:
        if child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type == "link_open":
            target, since = str(child.attrs.get("href", "")), len(parts)
        elif child.type == "link_close":
            if target != "".join(parts[since:]):
                parts.append(f" ({target})")
        else:
            parts.append(child.content)
    return "".join(parts)
