"""Headers that each answer carries, and the token that each sent form must carry."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from flask import Flask, Request, Response, abort, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from flask_wtf import CSRFProtect
from werkzeug.routing import IntegerConverter, Map

from planner.web.speech import WsgiApp

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)
HEADERS = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
)


def install(app: Flask, *, https: bool) -> None:
    """Set the headers on every answer; HTTPS installations also say so for a year."""
    headers = [*HEADERS, ("Strict-Transport-Security", "max-age=31536000")] if https else list(HEADERS)
    # What nobody said may be kept is for one person's eyes.
    headers.append(("Cache-Control", "private, no-cache"))
    app.wsgi_app = Guarded(app.wsgi_app, headers)  # type: ignore[method-assign]
    app.session_interface = SessionCookie(app)


class Guarded:
    """WSGI middleware: gives every answer, also of files and of failures, those of `headers` it does not have."""

    def __init__(self, app: WsgiApp, headers: Sequence[tuple[str, str]]) -> None:
        self._app = app
        self._headers = [(name.lower(), (name, value)) for name, value in headers]

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *trouble: Any) -> Any:
            present = {name.lower() for name, _ in headers}
            more = [header for name, header in self._headers if name not in present]
            return start_response(status, headers + more, *trouble)

        return self._app(environ, start)


class SessionCookie(SecureCookieSessionInterface):
    """Flask's, with a signer made once; an answer that never looked at the session does not set or renew it."""

    def __init__(self, app: Flask) -> None:
        self._signer = super().get_signing_serializer(app)

    def get_signing_serializer(self, app: Flask) -> Any:
        return self._signer

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        # Readers of public pages have no cookie at all.
        return super().open_session(app, request) if "HTTP_COOKIE" in request.environ else self.session_class()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        # Public answers are the same for everyone, and anybody on the way may keep them: no cookie may ride along.
        if session.accessed or session.modified:
            super().save_session(app, session, response)


class RowNumber(IntegerConverter):
    """A number in an address. One that is larger than any row's leads nowhere; databases would stumble over it."""

    def __init__(self, map: Map, **rule: Any) -> None:
        super().__init__(map, **{"max": 2**31 - 1, **rule})


View = TypeVar("View", bound=Callable[..., Any])


def takes_up_to(most_bytes: int) -> Callable[[View], View]:
    """Have a view, and it alone, be sent more than the usual: slides, say."""

    def mark(view: View) -> View:
        view.most_bytes = most_bytes  # type: ignore[attr-defined]
        return view

    return mark


def needs_no_token(view: View) -> View:
    """Have a view, and it alone, take forms without their page's token: its address is a secret that proves enough."""
    view.needs_no_token = True  # type: ignore[attr-defined]
    return view


def check_requests(app: Flask) -> None:
    """Refuse what no text or row's number can be, and forms without their page's token, which reading needs none of."""
    app.url_map.converters["int"] = RowNumber
    guard = CSRFProtect(app)
    reads = frozenset({"GET", "HEAD", "OPTIONS"})

    @app.before_request
    def _check() -> None:
        # No text holds a NUL, and PostgreSQL takes none: better refused here than an accident below.
        asked = request.environ
        if "\0" in asked["PATH_INFO"] or "%00" in asked.get("QUERY_STRING", ""):
            abort(400)
        if asked["REQUEST_METHOD"] in reads:
            return
        # Before the form is read for the first time, right below.
        view = app.view_functions.get(request.endpoint or "")
        if most_bytes := getattr(view, "most_bytes", None):
            request.max_content_length = most_bytes
        if any("\0" in value for values in request.form.listvalues() for value in values):
            abort(400)
        if app.config["WTF_CSRF_ENABLED"] and not getattr(view, "needs_no_token", False):
            guard.protect(apply_exemptions=True)
