"""A person with a browser but no script: opens pages, fills in fields by their labels, presses buttons."""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

import lxml.html
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from planner.core.actor import SYSTEM
from planner.mail.models import PostedLetter
from planner.web.entry import parts, reading
from planner.web.errands import run_due


@dataclass
class Visitor:
    """One person at one browser."""

    app: Flask
    client: FlaskClient = field(init=False)
    path: str = "/"
    answer: TestResponse | None = None

    def __post_init__(self) -> None:
        self.client = self.app.test_client()

    def opens(self, address: str) -> "Visitor":
        self.path = address.removeprefix("http://localhost")
        return self._arrive(self.client.get(self.path))

    @property
    def page(self) -> Any:
        assert self.answer is not None
        return lxml.html.fromstring(self.answer.get_data(as_text=True))

    @property
    def text(self) -> str:
        """The words of the page's main part, spaces folded."""
        return re.sub(r"\s+", " ", self.page.xpath("string(//main)")).strip()

    def follows(self, words: str) -> "Visitor":
        """Follow the first link that says `words`."""
        for link in self.page.iter("a"):
            if words in re.sub(r"\s+", " ", link.text_content()):
                return self.opens(urljoin(self.path, link.get("href")))
        raise AssertionError(f"no link says {words!r} on {self.path}: {self.text[:400]}")

    def sends(self, button: str, fields: dict[str, Any] | None = None) -> "Visitor":
        """Fill the fields (by label, or by name with = before it) of the form with that button, and press it."""
        page = self.page
        form, pressed = self._form(page, button)
        for label, value in (fields or {}).items():
            self._fill(page, form, label, value)
        values = [(name, as_written(form, name, value)) for name, value in form.form_values() if value is not None]
        if pressed.get("name"):
            values.append((pressed.get("name"), pressed.get("value") or ""))
        target = urljoin(self.path, form.get("action") or self.path)
        data: dict[str, list[str]] = {}
        for name, value in values:
            data.setdefault(name, []).append(value)
        if (form.get("method") or "get").lower() == "get":
            return self._arrive(self.client.get(target, query_string=data), target)
        return self._arrive(self.client.post(target, data=data), target)

    def _form(self, page: Any, button: str) -> tuple[Any, Any]:
        for form in page.forms:
            for pressed in form.iter("button"):
                if button in re.sub(r"\s+", " ", pressed.text_content()):
                    return form, pressed
        raise AssertionError(f"no button says {button!r} on {self.path}: {self.text[:400]}")

    def _fill(self, page: Any, form: Any, label: str, value: Any) -> None:
        if label.startswith("="):
            form.fields[label[1:]] = value
            return
        words = {tag: re.sub(r"\s+", " ", tag.text_content()).strip() for tag in form.iter("label")}
        found = [tag for tag, said in words.items() if said == label or said.startswith(f"{label} (")]
        assert found, f"no field is labelled {label!r} on {self.path}"
        control = page.get_element_by_id(found[0].get("for"))
        if control.tag == "input" and control.get("type") in ("checkbox", "radio"):
            if value:
                control.set("checked", "checked")
                if control.get("type") == "radio":
                    form.fields[control.name] = control.get("value")
            elif "checked" in control.attrib:
                del control.attrib["checked"]
        elif control.tag == "select":
            options = {re.sub(r"\s+", " ", o.text_content()).strip(): o.get("value") for o in control.iter("option")}
            named = [option for words, option in options.items() if words.startswith(value)]
            assert named, f"{label!r} offers {list(options)}, not {value!r}"
            control.value = named[0]
        else:
            form.fields[control.name] = value

    def _arrive(self, answer: TestResponse, target: str = "") -> "Visitor":
        self.answer, self.path = answer, target or self.path
        for _ in range(5):
            if self.answer.status_code not in (301, 302, 303):
                break
            self.path = urljoin(self.path, self.answer.headers["Location"])
            assert urlsplit(self.path).netloc in ("", "localhost")
            self.answer = self.client.get(self.path)
        return self


def as_written(form: Any, name: str, value: str) -> str:
    """What a browser sends: lxml says "on" for the radio button that is chosen when its value is empty."""
    if value != "on":
        return value
    chosen = form.xpath(".//input[@type='radio'][@name=$name][@checked]", name=name)
    return chosen[0].get("value", value) if chosen else value


def letters_to(address: str) -> list[PostedLetter]:
    """What has come to a mailbox, the oldest first, private links written out as the post does."""
    run_due()
    with reading(SYSTEM) as work:
        found = work.db.scalars(
            select(PostedLetter).where(PostedLetter.recipient == address).order_by(PostedLetter.id)
        ).all()
        work.db.expunge_all()
    keys = parts().site.keys
    for letter in found:
        letter.plain = keys.fill(letter.plain)
    return list(found)


def link_in(letter: PostedLetter, containing: str) -> str:
    """The first address in a letter that contains `containing`."""
    links: list[str] = re.findall(r"https?://\S+", letter.plain)
    return next(link for link in links if containing in link)
