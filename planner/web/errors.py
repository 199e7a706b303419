"""Refusals and accidents as pages, in the reader's language."""

import logging

from flask import Flask, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from planner.core.errors import NotFound, NotSignedIn, PlannerError
from planner.core.language import Text, language, say

log = logging.getLogger(__name__)

HEADINGS: dict[int, Text] = {
    400: say("That could not be understood"),
    401: say("Sign in first"),
    403: say("Not for you"),
    404: say("Nothing here"),
    405: say("That could not be understood"),
    409: say("Somebody was before you"),
    410: say("This link has been used"),
    413: say("The file is too large"),
    422: say("Something is missing"),
    429: say("Wait a little"),
    500: say("Something broke"),
    503: say("Not ready yet"),
}
TEXTS: dict[int, Text] = {
    404: NotFound().words,
    410: say("Ask for a new one where you got it."),
    413: say("Choose a smaller file and try again."),
    500: say("The fault is ours, and it has been noted. Try again in a while."),
}


def install(app: Flask, sign_in_endpoint: str) -> None:
    """Turn PlannerError, HTTP errors and the unforeseen into pages. Nobody signed in: to the sign-in page."""

    @app.errorhandler(NotSignedIn)
    def _sign_in(error: NotSignedIn) -> ResponseReturnValue:
        if request.method == "GET":
            return redirect(url_for(sign_in_endpoint, next=request.script_root + request.full_path.rstrip("?")), 303)
        return error_page(401, error.words)

    @app.errorhandler(PlannerError)
    def _refused(error: PlannerError) -> ResponseReturnValue:
        return error_page(error.status, error.words)

    @app.errorhandler(CSRFError)
    def _too_old(_error: CSRFError) -> ResponseReturnValue:
        return error_page(400, say("This page was open too long. Go back, reload it and send it once more."))

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> ResponseReturnValue:
        if error.code is None or error.code < 400:
            return error
        answer = error_page(error.code)
        if "Allow" in (told := error.get_response().headers):  # RFC 9110 15.5.6: a 405 says what is allowed
            answer.headers["Allow"] = told["Allow"]
        return answer

    @app.errorhandler(Exception)
    def _broken(error: Exception) -> ResponseReturnValue:
        if app.testing or app.debug:
            raise error
        # Not the address as it was asked for: it may hold a private link.
        log.exception("%s %s", request.method, request.url_rule)
        return error_page(500)


def error_page(code: int, words: Text | None = None) -> Response:
    """A page that says what happened and where to go from here; it needs no database."""
    lang = language()
    heading = HEADINGS.get(code, HEADINGS[500 if code >= 500 else 400])
    text = words or TEXTS.get(code) or say("Go back and try again, or start from the first page.")
    body = render_template(
        "errors/error.html",
        code=code,
        heading=heading.in_(lang),
        text=text.in_(lang),
        back_url=request.script_root + "/",
    )
    response = Response(body, status=code, content_type="text/html; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response
