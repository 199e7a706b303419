"""Public answers against a bare Flask hello-world: unchanged, from kept bytes, and rendered anew."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from typing import Any

from flask import Flask
from sqlalchemy import event
from werkzeug.test import EnvironBuilder

from bench.measure import Task, by_turns
from bench.report import Finding
from bench.stage import Gathering
from planner.core.cache import Cache
from planner.core.markdown import html_of
from planner.programmes.queries import published
from planner.web.entry import Parts, db

HELLO = "Flask hello"
UNCHANGED, KEPT = 4, 5
ANEW = {24: 40, 400: 320}
ADDRESSES = (
    ("meeting page", ""),
    ("programme page", "/programme"),
    ("programme.ics", "/programme.ics"),
    ("feed.ics", "/feed.ics"),
    ("programme.pdf", "/programme.pdf"),
    ("poll of the day", "/now/version"),
)


class Forgetful(Cache):
    """Looks and keeps like the other, but has never seen what begins with `kind`, nor has its store."""

    def __init__(self, cache: Cache, kind: str) -> None:
        super().__init__(cache.store)
        self._kind = kind
        self._number = count()

    def get(self, key: str) -> bytes | None:
        found = super().get(key)
        return None if key.startswith(self._kind) else found

    def put(self, key: str, content: bytes) -> None:
        # A version is written once. To write a file over another, which never happens, costs twice as much.
        super().put(f"{key}.{next(self._number)}" if key.startswith(self._kind) else key, content)


class Answer:
    """One GET as the server would hand it over; calling it gives the status and the body's bytes."""

    def __init__(self, app: Flask, path: str, etag: str = "") -> None:
        self._app = app
        headers = [("If-None-Match", etag)] if etag else []
        self._environ = EnvironBuilder(path=path, base_url="http://localhost", headers=headers).get_environ()
        self.status = ""
        self.headers: dict[str, str] = {}

    def __call__(self) -> bytes:
        answer: Any = self._app(dict(self._environ), self._start)
        try:
            return b"".join(answer)
        finally:
            answer.close()

    def _start(self, status: str, headers: list[tuple[str, str]], _trouble: object = None) -> Callable[[bytes], object]:
        self.status, self.headers = status, dict(headers)
        return len

    def expect(self, status: str) -> "Answer":
        """This answer, once it is known to be of that status."""
        self()
        if not self.status.startswith(status):
            raise RuntimeError(f"{self._environ['PATH_INFO']} answered {self.status}, not {status}")
        return self


def hello_app() -> Flask:
    """The unit: a bare Flask application that says hello."""
    app = Flask("hello")

    @app.get("/")
    def hello() -> str:
        return "Hello, World!"

    return app


def findings(app: Flask, gathering: Gathering, rounds: int) -> Iterator[Finding]:
    """Every bar on public answers, for one gathering."""
    hello = Task(Answer(hello_app(), "/").expect("200"))

    def against_hello(what: str, run: Callable[[], object], bar: float | None) -> Finding:
        found = by_turns(Task(run), hello, rounds)
        return Finding(what, gathering.size.items, found.ratio, HELLO, bar, found.ours, statements_of(app, run))

    for name, tail in ADDRESSES:
        path = f"/meetings/{gathering.slug}{tail}"
        kept = Answer(app, path).expect("200")
        unchanged = Answer(app, path, kept.headers["ETag"]).expect("304")
        yield against_hello(f"{name}, 304", unchanged, UNCHANGED)
        yield against_hello(f"{name}, kept bytes", kept, KEPT)
    for name, tail, kind in (("programme page", "/programme", "programme."), ("meeting page", "", "meeting.")):
        drawn = Answer(app, f"/meetings/{gathering.slug}{tail}")
        bar = ANEW[gathering.size.items] if tail else None
        with forgetting(app, kind):
            yield against_hello(f"{name}, rendered anew", _undecoded(drawn), bar)
            if tail:
                cold = _unparsed(_undecoded(drawn))
                yield against_hello(f"{name}, anew, texts unparsed", cold, None)


def _undecoded(run: Callable[[], object]) -> Callable[[], object]:
    """Each call also decodes the programme from its row, as the first reader in each process has it."""

    def anew() -> object:
        published._decoded.cache_clear()
        return run()

    return anew


def _unparsed(run: Callable[[], object]) -> Callable[[], object]:
    """Each call also parses every Markdown text, as in a process that has only just begun."""

    def anew() -> object:
        html_of.cache_clear()
        return run()

    return anew


@contextmanager
def forgetting(app: Flask, kind: str) -> Iterator[None]:
    """In this block the application keeps no answer of `kind`."""
    parts: Parts = app.extensions["planner"]
    app.extensions["planner"] = replace(parts, cache=Forgetful(parts.cache, kind))
    try:
        yield
    finally:
        app.extensions["planner"] = parts


def statements_of(app: Flask, run: Callable[[], object]) -> int:
    """How many SQL statements one call sends."""
    seen: list[str] = []
    with app.app_context():
        engine = db.engine

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        run()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(seen)
