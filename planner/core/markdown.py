"""Markdown that people wrote, as HTML that cannot harm: rendered, then held to an allow-list."""

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
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
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener nofollow",
    )
    return Markup(clean.strip())


def plain_of(source: str) -> str:
    """The same as plain text for a calendar entry or a letter: no tags, paragraphs apart, links written out."""
    lines: list[str] = []
    for token in _markdown.parse(source):
        if token.type != "inline" or not token.children:
            continue
        parts: list[str] = []
        target = ""
        for child in token.children:
            if child.type in ("softbreak", "hardbreak"):
                parts.append("\n")
            elif child.type == "link_open":
                target = str(child.attrs.get("href", ""))
            elif child.type == "link_close":
                if target and target not in parts[-1:]:
                    parts.append(f" ({target})")
            else:
                parts.append(child.content)
        marker = "- " if token.level >= 3 else ""
        lines.append(marker + "".join(parts))
    return "\n".join(lines)
