"""The base of all forms."""

from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from wtforms import FieldList, FileField, FormField, SelectField, SelectMultipleField

from planner.core.errors import Invalid
from planner.core.language import Lang, say, speaking
from planner.web.form import Clock, Form, Row, add_row, choose, is_mail_address, line, mail_address, seen_number
from planner.web.page import with_query


class Guest(Row):
    name = line(say("Name"), needed=True, most=5)


class Example(Form):
    """A little of everything."""

    title = line(say("Title"), needed=True, most=10, hint=say("Never published."))
    email = mail_address(say("E-mail"))
    starts = Clock(say("Starts"))
    kind = SelectField(say("Kind"), choices=choose([("talk", say("Talk"))]))
    several = SelectMultipleField(say("Arranged by"), choices=choose([(1, "Vreta")]), coerce=int)
    picture = FileField(say("Picture"))
    guests = FieldList(FormField(Guest), min_entries=1, max_entries=3)


GOOD = {"title": "Vatten", "starts": "10.00", "kind": "talk", "guests-0-name": "Anna"}


def errors(app: Flask, lang: Lang, **more: Any) -> dict[str, Any]:
    with app.test_request_context("/x", method="POST", data=GOOD | more), speaking(lang):
        form = Example()
        assert form.was_sent() == (not form.errors)
        return {name: found for name, found in form.errors.items() if found}


def test_what_reads_well_is_sent(app: Flask) -> None:
    assert errors(app, "sv") == {}


@pytest.mark.parametrize(
    ("wrong", "english"),
    [
        ({"title": "  "}, {"title": ["This needs an answer."]}),
        ({"title": "x" * 11}, {"title": ["At most 10 characters."]}),
        ({"email": "anna"}, {"email": ["Write an e-mail address, such as anna@example.org."]}),
        ({"starts": "25.00"}, {"starts": ["Write a time, such as 10.00."]}),
        ({"kind": "x"}, {"kind": ["Choose one of the options."]}),
        ({"several": "7"}, {"several": ["Choose one of the options."]}),
        ({"several": "x"}, {"several": ["Choose one of the options."]}),
        ({"guests-0-name": ""}, {"guests": [{"name": ["This needs an answer."]}]}),
        ({"guests-0-name": "Annabella"}, {"guests": [{"name": ["At most 5 characters."]}]}),
    ],
)
def test_every_refusal_is_in_the_readers_language(app: Flask, wrong: dict[str, str], english: dict[str, Any]) -> None:
    assert errors(app, "en", **wrong) == english
    swedish = errors(app, "sv", **wrong)
    assert swedish.keys() == english.keys()
    assert all(swedish[name] != english[name] for name in english)


def test_labels_hints_and_options_are_in_the_readers_language(app: Flask) -> None:
    with app.test_request_context("/x"), speaking("sv"):
        form = Example()
    assert (form.title.label.text, next(iter(form.kind)).label.text, form.guests[0].form.name.label.text) == (
        "Titel",
        "Föredrag",
        "Namn",
    )
    with app.test_request_context("/x"), speaking("en"):
        assert Example().title.label.text == "Title"


def test_what_was_typed_is_kept_as_it_was_typed(app: Flask) -> None:
    with app.test_request_context("/x", method="POST", data=GOOD | {"starts": "kvart i tio", "title": "x" * 11}):
        form = Example()
        assert not form.was_sent()
        assert 'value="kvart i tio"' in form.starts()
        assert f'value="{"x" * 11}"' in form.title()


def test_a_file_where_words_are_wanted_and_words_for_a_file_are_nothing_sent(app: Flask) -> None:
    sent = GOOD | {"title": (BytesIO(b"x"), "a.csv"), "starts": (BytesIO(b"x"), "b.csv"), "picture": "words"}
    assert errors(app, "en", **sent) == {"title": ["This needs an answer."]}
    sent = GOOD | {"picture": (BytesIO(b"x"), "a.png")}
    with app.test_request_context("/x", method="POST", data=sent):
        assert Example().picture.data.filename == "a.png"


def test_a_use_cases_refusal_stands_at_its_field_or_on_top(app: Flask) -> None:
    with app.test_request_context("/x", method="POST", data=GOOD), speaking("sv"):
        form = Example()
        assert form.was_sent()
        form.refuse(Invalid({"title": say("Nothing here"), "elsewhere": say("Wait a little")}))
        assert form.title.errors == [say("Nothing here").in_("sv")]
        assert form.form_errors == [say("Wait a little").in_("sv")]


def test_rows_are_added_up_to_the_most(app: Flask) -> None:
    with app.test_request_context("/x"):
        form = Example()
        for _ in range(5):
            add_row(form.guests)
        assert len(form.guests) == 3


@pytest.mark.parametrize(
    ("text", "number"), [("7", 7), ("0", 0), ("", -1), (None, -1), ("x", -1), ("-3", -1), ("٣", -1), ("9" * 30, -1)]
)
def test_what_was_seen_is_a_number_or_nothing_at_all(text: str | None, number: int) -> None:
    assert seen_number(text) == number


@pytest.mark.parametrize("text", ["anna@example.org", "a.b+c@sub.example.org", "ö@example.org"])
def test_addresses_that_letters_can_be_sent_to(text: str) -> None:
    assert is_mail_address(text)


@pytest.mark.parametrize(
    "text",
    ["anna", "anna@", "@example.org", "a@b", "a b@example.org", "a@b@example.org", "a@example.org,b@example.org",
     "Anna <a@example.org>", "a@example..org", "a@-example.org", "a\n@example.org", "a" * 250 + "@example.org"],
)  # fmt: skip
def test_addresses_that_letters_cannot_be_sent_to(text: str) -> None:
    assert not is_mail_address(text)


def test_an_address_with_some_of_its_query_changed(app: Flask) -> None:
    with app.test_request_context(
        "/en/plan?a=1&b=&c=å%26", environ_overrides={"SCRIPT_NAME": "/en", "PATH_INFO": "/plan"}
    ):
        assert with_query() == "/en/plan?a=1&c=%C3%A5%26"
        assert with_query(a=None, c="2") == "/en/plan?c=2"
        assert with_query(a=None, c=None) == "/en/plan"
