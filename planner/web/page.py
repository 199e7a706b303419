"""Drawing pages: what every template may use, and the helpers that forms and lists share."""

from typing import Any
from urllib.parse import quote, urlencode

from flask import Flask, Response, get_flashed_messages, make_response, redirect, render_template, request, url_for
from flask import flash as flask_flash
from flask.typing import ResponseReturnValue
from jinja2 import StrictUndefined
from markupsafe import Markup

from planner.core.actor import Actor
from planner.core.language import (
    Lang,
    clock,
    day_words,
    days_words,
    in_language,
    language,
    plain_day_words,
    short_day_words,
    translate,
    translate_many,
    week_words,
)
from planner.core.markdown import html_of
from planner.core.timespan import local
from planner.web.entry import parts

OTHER: dict[Lang, tuple[Lang, str]] = {"sv": ("en", "English"), "en": ("sv", "Svenska")}


def install(app: Flask) -> None:
    """Put texts, dates and addresses into the template environment."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.i18n")
    env: Any = app.jinja_env
    env.install_gettext_callables(translate, translate_many, newstyle=True)
    env.globals.update(
        _=_words,
        asset=lambda name: f"{parts().asset_root}/{name}",
        network_name=parts_of(app).settings.network_name,
        clock=lambda at: clock(at, language()),
        day_words=lambda day: day_words(day, language()),
        short_day_words=lambda day: short_day_words(day, language()),
        plain_day_words=lambda day: plain_day_words(day, language()),
        days_words=lambda days: days_words(tuple(days), language()),
        week_words=lambda days: week_words(tuple(days), language()),
        local=local,
        with_query=with_query,
        is_demo=parts_of(app).settings.demo,
    )
    env.filters["said"] = lambda text: in_language(text, language())
    env.filters["markdown"] = html_of
    env.filters["in_words"] = lambda words: words.in_(language())
    env.filters["tongue"] = lambda words: words.tongue(language())

    @app.context_processor
    def _here() -> dict[str, Any]:
        lang = language()
        code, name = OTHER[lang]
        return {
            "lang": lang,
            "other_language": {"code": code, "name": name, "url": _in_other_language(code, _asked())},
            "page_here": "",
            "home_url": f"{request.script_root}/" if request else "/",
            "person": None,
            "flashes": [],
        }


def _words(text: str, **blanks: Any) -> Markup:
    """A text in the reader's language, its blanks escaped. As the extension's own, but not by way of the context."""
    found = Markup(translate(text))
    return found % blanks if blanks or "%" in found else found


def parts_of(app: Flask) -> Any:
    """The parts of `app`, also before it answers anybody."""
    return app.extensions["planner"]


def for_person(actor: Actor) -> dict[str, Any]:
    """What pages for people who sign in also need: who they are, and what was just done."""
    return {
        "person": actor if actor.is_signed_in else None,
        "flashes": get_flashed_messages(with_categories=True),
    }


def flash(text: str, kind: str = "done") -> None:
    """Say on the next page that something was done, or (`kind` warning) why not."""
    flask_flash(in_language(text, language()), kind)


def see_other(endpoint: str, **values: Any) -> ResponseReturnValue:
    """POST, then redirect: 303 (RFC 9110 15.4.4)."""
    return redirect(url_for(endpoint, **values), 303)


def private_page(template: str, **values: object) -> Response:
    """A page behind a private link; 422 where a form that was sent is shown again."""
    code = 422 if request.method == "POST" else 200
    return keep_private(make_response(render_template(template, **values), code))


def keep_private(response: Response) -> Response:
    """The address is the key: no copy is kept, no search engine lists it, no other site is told where one came from."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def with_query(**changes: Any) -> str:
    """This page's address with some of its query changed; None removes a key."""
    query = {k: v for k, v in request.args.items() if v} | changes
    kept = {k: v for k, v in query.items() if v is not None}
    return f"{request.script_root}{quote(request.path)}" + (f"?{urlencode(kept)}" if kept else "")


def _asked() -> dict[str, str]:
    """What of the query the other language keeps: filters of planners' lists. Public pages are kept as bytes, and one
    reader's query must not stand in another's page."""
    private = bool(request) and request.method == "GET" and request.path.startswith("/plan")
    return request.args.to_dict() if private else {}


def in_other_language(**query: str) -> dict[str, str]:
    """The link to this page in the other language, for a page whose kept bytes depend on `query`."""
    code, name = OTHER[language()]
    return {"code": code, "name": name, "url": _in_other_language(code, {k: v for k, v in query.items() if v})}


def _in_other_language(code: Lang, query: dict[str, str]) -> str:
    if not request:
        return "/"
    return ("/en" if code == "en" else "") + quote(request.path) + (f"?{urlencode(query)}" if query else "")
