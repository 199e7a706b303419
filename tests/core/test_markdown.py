"""What people write becomes HTML that cannot harm, and plain text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core.markdown import html_of, plain_of


def test_paragraphs_lists_and_emphasis() -> None:
    assert html_of("**Fet** och *kursiv*\n\n- ett\n- två") == (
        "<p><strong>Fet</strong> och <em>kursiv</em></p>\n<ul>\n<li>ett</li>\n<li>två</li>\n</ul>"
    )
    assert html_of(" \n ") == ""


def test_headings_stand_below_those_of_the_page() -> None:
    assert html_of("# A\n\n## B\n\n### C\n\n###### F") == "<h3>A</h3>\n<h4>B</h4>\n<h5>C</h5>\n<h5>F</h5>"


def test_a_link_says_that_it_vouches_for_nobody() -> None:
    assert html_of("[Skolan](https://example.org/a?b=1&c=2)") == (
        '<p><a href="https://example.org/a?b=1&amp;c=2" rel="noopener nofollow">Skolan</a></p>'
    )


def test_a_numbered_list_keeps_its_first_number() -> None:
    assert '<ol start="3">' in html_of("3. tre\n4. fyra")


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x)",
        "![x](javascript:alert(1))",
        '[x](https://example.org "onmouseover=alert(1)")',
        "<svg/onload=alert(1)>",
        '<a href="https://example.org" style="position:fixed">x</a>',
        "[x](&#106;avascript:alert(1))",
        "<https://example.org/\"onmouseover='alert(1)'>",
        "```html\n<script>alert(1)</script>\n```",
    ],
)
def test_nothing_that_runs_gets_through(source: str) -> None:
    page = html_of(source)
    assert not re.search(r"<(script|img|svg|iframe|style)", page)
    assert not re.search(r"<[^>]*\son\w+\s*=", page)
    assert not re.search(r"href=\"(?!https?:|mailto:|tel:|/|#)", page)
    assert not re.search(r"<[^>]*\sstyle=", page)


@given(st.text(alphabet="<>&\"'()[]!`#*-_:/= \n\tajscriptonerhf1.", max_size=80))
def test_whatever_is_typed_only_known_tags_come_out(source: str) -> None:
    tags = set(re.findall(r"</?([a-zA-Z0-9]+)", html_of(source)))
    assert tags <= {
        "p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote", "h3", "h4", "h5", "code", "pre", "hr",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("Ett\n\nTvå", "Ett\n\nTvå"),
        ("Ett\nmer  \nsist", "Ett\nmer\nsist"),
        ("Se [skolan](https://example.org).", "Se skolan (https://example.org)."),
        ("Se <https://example.org>.", "Se https://example.org."),
        ("[**fet**](https://example.org)", "fet (https://example.org)"),
        ("# Boende\n\nPå skolan.", "Boende\n\nPå skolan."),
        ("Ta med:\n\n- stövlar\n- vatten\n\nVälkommen!", "Ta med:\n\n- stövlar\n- vatten\n\nVälkommen!"),
        ("> citat", "citat"),
        ("> > djupt", "djupt"),
        ("1. ett\n2. två", "1. ett\n2. två"),
        ("3. tre\n   - a\n   - b\n4. fyra", "3. tre\n- a\n- b\n4. fyra"),
        ("- ett\n\n  mer om ett\n- två", "- ett\n\nmer om ett\n- två"),
        ("```\nkod\n```", "kod"),
        ("a `b` c", "a b c"),
        ("", ""),
    ],
)
def test_the_same_as_plain_text(source: str, plain: str) -> None:
    assert plain_of(source) == plain
