"""The tests' browser sees the faults it is there for; what it sees in real pages, any test that opens one tells."""

import pytest
from flask.testing import FlaskClient

from tests.pages import Browser, faults_of

FAIR = """<!doctype html><html lang="sv"><head><title>Träffar</title></head><body><main><h1>Träffar</h1>{}</main>
</body></html>"""


def test_a_fair_page_has_no_faults() -> None:
    fine = """<h2>Anmälan</h2><form><label for="a">Namn</label><input id="a" name="a">
    <label><input type="checkbox" name="b"> Ja</label><input type="hidden" name="c"><button>Skicka</button></form>
    <table><tr><th scope="col">Dag</th></tr></table><img src="x.png" alt="">"""
    assert faults_of(FAIR.format(fine)) == ()


@pytest.mark.parametrize(
    ("piece", "fault"),
    [
        ("<p><div></div></p>", "line 1: Unexpected end tag (p). Ignored."),
        ("<h1>Två</h1>", "2 h1 headings"),
        ("<h3>Hopp</h3>", "h3 “Hopp” comes after h1"),
        ("<h2> </h2>", "an empty h2"),
        ("<input name=a>", "input 'a' has no label"),
        ("<select name=a></select>", "select 'a' has no label"),
        ("<textarea name=a></textarea>", "textarea 'a' has no label"),
        ("<a href=/x><svg></svg></a>", "a '/x' has no words"),
        ("<button></button>", "button None has no words"),
        ("<img src=x.png>", "img 'x.png' has no alt"),
        ("<p style='color: red'></p>", "p has style="),
        ("<p onclick='x()'></p>", "p has onclick="),
        ("<script>x()</script>", "an inline script"),
        ("<table><tr><th>Dag</th></tr></table>", "th “Dag” has no scope"),
        ("<p id=a></p><p id=a></p>", "the id 'a' stands there twice"),
        ("<p>%(name)s kommer</p>", "left over: '%(name)'"),
    ],
)
def test_a_fault_is_seen(piece: str, fault: str) -> None:
    assert fault in faults_of(FAIR.format(piece))


def test_a_page_without_language_or_title_is_seen() -> None:
    bare = "<!doctype html><html><head><title></title></head><body><main><h1>Hej</h1></main></body></html>"
    assert faults_of(bare) == ("html has no lang", "the title is empty")


def test_every_test_browser_checks_the_pages_it_opens(client: FlaskClient) -> None:
    assert isinstance(client, Browser)
