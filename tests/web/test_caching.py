"""Answers from rendered bytes: who has the version gets 304, and each language has bytes of its own."""

from datetime import UTC, datetime

import pytest
from flask import Flask, Response

from planner.core.language import Lang, speaking
from planner.web.caching import versioned
from planner.web.entry import parts

CHANGED = datetime(2026, 8, 20, 12, 0, 0, 500_000, tzinfo=UTC)


@pytest.fixture
def drawn() -> list[str]:
    """What was drawn, in order."""
    return []


def ask(
    app: Flask, drawn: list[str], *, lang: Lang = "sv", version: str = "1.1", max_age: int = 0, **headers: str
) -> Response:
    def draw() -> bytes:
        drawn.append(f"{version}.{lang}")
        return f"<p>{version} {lang}".encode()

    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with app.test_request_context("/x", headers=named), speaking(lang):
        return versioned("page", version, draw, "text/html; charset=utf-8", changed_at=CHANGED, max_age=max_age)


def test_the_bytes_are_drawn_once(app: Flask, drawn: list[str]) -> None:
    first, second = ask(app, drawn), ask(app, drawn)
    assert (first.data, second.data, drawn) == (b"<p>1.1 sv", b"<p>1.1 sv", ["1.1.sv"])
    assert first.headers["ETag"] == f'"page.1.1.sv.{parts().renderer}"'
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert first.headers["Last-Modified"] == "Thu, 20 Aug 2026 12:00:00 GMT"


def test_each_version_and_language_has_its_own(app: Flask, drawn: list[str]) -> None:
    answers = [ask(app, drawn), ask(app, drawn, lang="en"), ask(app, drawn, version="1.2")]
    assert [answer.data for answer in answers] == [b"<p>1.1 sv", b"<p>1.1 en", b"<p>1.2 sv"]
    assert len({answer.headers["ETag"] for answer in answers}) == 3


def test_other_code_is_another_version(app: Flask, drawn: list[str]) -> None:
    tag, renderer = ask(app, drawn).headers["ETag"], parts().renderer
    parts().renderer = "of tomorrow"
    try:
        assert ask(app, drawn, If_None_Match=tag).status_code == 200
    finally:
        parts().renderer = renderer


@pytest.mark.parametrize("sent", ["{tag}", "W/{tag}", '"other", {tag}', '"other", W/{tag}', "*"])
def test_who_has_the_version_is_not_sent_it_again(app: Flask, drawn: list[str], sent: str) -> None:
    tag = ask(app, drawn).headers["ETag"]
    answer = ask(app, drawn, max_age=60, If_None_Match=sent.format(tag=tag))
    assert (answer.status_code, answer.data, drawn) == (304, b"", ["1.1.sv"])
    assert {name: answer.headers[name] for name in ("ETag", "Cache-Control", "Last-Modified")} == {
        "ETag": tag,
        "Cache-Control": "public, max-age=60",
        "Last-Modified": "Thu, 20 Aug 2026 12:00:00 GMT",
    }


@pytest.mark.parametrize("sent", ['"other"', 'W/"other"', "", "nonsense"])
def test_who_has_another_version_is_sent_this_one(app: Flask, drawn: list[str], sent: str) -> None:
    assert ask(app, drawn, If_None_Match=sent).status_code == 200


@pytest.mark.parametrize(
    ("since", "status"),
    [
        ("Thu, 20 Aug 2026 12:00:00 GMT", 304),
        ("Fri, 21 Aug 2026 12:00:00 GMT", 304),
        ("Thu, 20 Aug 2026 11:59:59 GMT", 200),
        ("yesterday", 200),
    ],
)
def test_the_date_counts_where_there_is_no_tag(app: Flask, drawn: list[str], since: str, status: int) -> None:
    assert ask(app, drawn, If_Modified_Since=since).status_code == status
    # RFC 9110 13.1.3: with a tag the date is ignored.
    assert ask(app, drawn, If_Modified_Since=since, If_None_Match='"other"').status_code == 200


def test_the_headers_that_leave_are_whole(app: Flask, drawn: list[str]) -> None:
    answer = ask(app, drawn)
    length, kind = ("Content-Length", "9"), ("Content-Type", "text/html; charset=utf-8")
    assert {length, kind} <= set(answer.get_wsgi_headers({}))
    unchanged = ask(app, drawn, If_None_Match=answer.headers["ETag"]).get_wsgi_headers({})
    # RFC 9110 15.4.5: what describes the content stays out of a 304.
    assert sorted(name for name, _ in unchanged) == ["Cache-Control", "ETag", "Last-Modified"]
