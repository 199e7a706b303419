"""Headers that each answer carries."""

from typing import Any

from flask import Flask, Response
from flask.sessions import SecureCookieSessionInterface, SessionMixin

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
    lowered = [(name.lower(), name, value) for name, value in headers]
    app.session_interface = SessionCookie(app)

    @app.after_request
    def _secure(response: Response) -> Response:
        # On every answer, also the smallest: seven setdefault() would look through all headers seven times.
        present = {name.lower() for name, _ in response.headers}
        for low, name, value in lowered:
            if low not in present:
                response.headers.add(name, value)
        return response


class SessionCookie(SecureCookieSessionInterface):
    """Flask's, with a signer made once; an answer that never looked at the session does not set or renew it."""

    def __init__(self, app: Flask) -> None:
        self._signer = super().get_signing_serializer(app)

    def get_signing_serializer(self, app: Flask) -> Any:
        return self._signer

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        # Public answers are the same for everyone, and anybody on the way may keep them: no cookie may ride along.
        if session.accessed or session.modified:
            super().save_session(app, session, response)
