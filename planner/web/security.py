"""Headers that each answer carries."""

from flask import Flask, Response

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

    @app.after_request
    def _secure(response: Response) -> Response:
        for name, value in headers:
            response.headers.setdefault(name, value)
        # What nobody said may be kept is for one person's eyes.
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response
