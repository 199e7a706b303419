"""A letter says the same as plain text and as HTML, in its own language."""

from planner.core.language import say
from planner.mail.letter import Button, Facts, Paragraph, html, one_line, plain
from tests.mail.conftest import a_letter

LETTER = a_letter(
    blocks=(
        Paragraph(say("%(name)s is full.", name="<Sal 1>")),
        Facts((("Mat", "ost & bröd\nsoppa"),)),
        Button("Svara", "http://localhost/my/?a=1&b=2"),
    )
)


def test_plain_text_is_said_in_paragraphs() -> None:
    assert plain(LETTER, "Demonätverket").split("\n\n")[:3] == [
        "<Sal 1> is full.",
        "Mat: ost & bröd\nsoppa",
        "Svara:\nhttp://localhost/my/?a=1&b=2",
    ]


def test_html_says_the_same_and_escapes_what_people_wrote() -> None:
    said = html(LETTER, "Demonätverket")
    assert "<p>&lt;Sal 1&gt; is full.</p>" in said
    assert "ost &amp; bröd<br>soppa" in said
    assert 'href="http://localhost/my/?a=1&amp;b=2"' in said
    assert "<Sal 1>" not in said


def test_a_header_stays_on_one_line() -> None:
    assert one_line(" Höst\r\nBcc: eve\x00\u2028ok ", 100) == "Höst Bcc: eve ok"
    assert one_line("abcdef", 3) == "abc"
