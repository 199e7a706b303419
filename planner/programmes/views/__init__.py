"""Pages drawn from the published programme, and the draft as a page."""

from collections.abc import Callable

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from planner.core.actor import require
from planner.core.errors import NotFound
from planner.core.language import big_date, language, say
from planner.meetings.queries import record_of
from planner.programmes import printing
from planner.programmes.changes import changes, grouped
from planner.programmes.permissions import may_publish
from planner.programmes.queries import (
    Stamp,
    Tag,
    draft_of,
    last_versions,
    list_version,
    newest,
    programme_of,
    public_lines,
    stamp_of,
    tag_of,
    version_of,
)
from planner.programmes.rules import (
    by_theme,
    google_url,
    hours_words,
    is_on_days,
    map_url,
    people_of,
    theme_word,
    timetable,
)
from planner.programmes.snapshot import Programme, follow
from planner.programmes.views import now
from planner.web.caching import versioned
from planner.web.entry import glancing, parts, public, reading
from planner.web.page import in_other_language

blueprint = Blueprint("programmes", __name__)
ON_A_PAGE = 20
"""So many versions are told of on a page."""
HTML = "text/html; charset=utf-8"

for rule, endpoint, view in (
    ("/meetings/<slug>/now", "now", now.now),
    ("/meetings/<slug>/now/screen", "screen", now.screen),
    ("/meetings/<slug>/now/version", "now_version", now.version),
    ("/sw.js", "service_worker", now.service_worker),
):
    blueprint.add_url_rule(rule, endpoint, view)


@blueprint.get("/")
def index() -> ResponseReturnValue:
    """The first page: what is to come, and what has been."""
    with reading(public()) as work:
        shown_version, now = list_version(work.db, work.now), work.now

        def draw() -> bytes:
            lines = public_lines(work.db, now)
            to_come = [line for line in lines if not line.is_past]
            past = [line for line in reversed(lines) if line.is_past]
            return _draw("programmes/index.html", to_come=to_come, past=past, big_date=_big_date)

        return versioned("index", shown_version, draw, HTML)


@blueprint.get("/meetings/<slug>")
def meeting(slug: str) -> ResponseReturnValue:
    """The gathering's one lasting address."""
    stamp = _stamp(slug)
    at = parts().clock()
    standing, is_on = stamp.standing(at), is_on_days(at, stamp.begins_on, stamp.ends_on, stamp.zone)

    def draw() -> bytes:
        shown = _meeting(_programme(stamp))
        return _draw("programmes/meeting.html", **shown, stamp=stamp, standing=standing, is_on=is_on)

    live = f"{_version(stamp)}.{stamp.revision}.{stamp.places_taken}.{stamp.waiting}.{standing}.{is_on:d}"
    return versioned("meeting", live, draw, HTML)


@blueprint.get("/meetings/<slug>/programme")
def programme(slug: str) -> ResponseReturnValue:
    """The whole programme; ?theme=code shows one theme, ?by=theme groups by theme."""
    asked = request.args if request.query_string else {}
    theme, grouped = asked.get("theme", ""), asked.get("by") == "theme"
    tag = _tag(slug)

    def draw() -> bytes:
        shown = _with_theme(_programme(tag), theme)
        here = in_other_language(theme=theme, by="theme" if grouped else "")
        whole = _whole(shown, theme, grouped=grouped)
        return _draw("programmes/programme.html", **whole, preview=False, other_language=here)

    return versioned("programme", f"{_version(tag)}.{_safe(theme)}.{grouped:d}", draw, HTML)


@blueprint.get("/meetings/<slug>/programme.pdf")
def pdf(slug: str) -> ResponseReturnValue:
    """The programme on paper: printed when it was published, or now if that was missed."""
    theme = request.args.get("theme", "")
    tag = _tag(slug)
    if theme:
        _with_theme(_programme(tag), theme)
    lang = language()
    name = f"{slug}-{theme}-{lang}.pdf" if theme else f"{slug}-{lang}.pdf"
    return versioned(
        "pdf",
        printing.version(tag.programme_id, tag.published_at, theme),
        lambda: printing.printed(tag.programme_id, tag.published_at, lang, theme),
        "application/pdf",
        changed_at=tag.published_at,
        inline_name=name,
    )


@blueprint.get("/meetings/<slug>/versions")
def versions(slug: str) -> ResponseReturnValue:
    """Every published version, and what each changed; so many on a page."""
    tag, asked = _tag(slug), request.args.get("page", 1, type=int)
    pages = -(-tag.number // ON_A_PAGE)
    number = min(max(1, asked), pages)

    def draw() -> bytes:
        with reading(public()) as work:
            found = last_versions(work.db, tag.meeting_id, ON_A_PAGE + 1, skipped=(number - 1) * ON_A_PAGE)
        pairs = list(zip(found, (*found[1:], None), strict=True))[:ON_A_PAGE]
        rows = [(new, grouped(changes(old, new), new, language())) for new, old in pairs]
        here = in_other_language(page=str(number) if number > 1 else "")
        turned = _pager(slug, number, pages)
        return _draw("programmes/versions.html", rows=rows, slug=slug, page=turned, other_language=here)

    return versioned("versions", f"{_version(tag)}.{number}", draw, HTML)


@blueprint.get("/meetings/<slug>/versions/<int:number>")
def version(slug: str, number: int) -> ResponseReturnValue:
    """One version as it was, and what it changed; the newest is a link away."""
    tag = _tag(slug)
    if not 1 <= number <= tag.number:
        raise NotFound(say("There is no such version."))

    def draw() -> bytes:
        with reading(public()) as work:
            before, shown = version_of(work.db, tag.meeting_id, number)
        whole = _whole(shown, "", grouped=False, linked=False)
        found = grouped(changes(before, shown), shown, language())
        return _draw("programmes/version.html", **whole, slug=slug, differences=found, newest=tag.number)

    return versioned("version", f"{_version(tag)}.{number}", draw, HTML)


@blueprint.get("/plan/meetings/<slug>/preview")
def preview(slug: str) -> ResponseReturnValue:
    """The draft as the public would see it."""
    with reading() as work:
        require(may_publish(work.actor), work.actor)
        record = record_of(work.db, slug)
        previous = newest(work.db, record.meeting_id)
        draft = follow(previous, draft_of(work.db, slug), published_at=work.now, preliminary=True)
    page = _draw("programmes/programme.html", **_whole(draft, "", grouped=False), preview=True)
    return Response(page, content_type=HTML)


def _draw(template: str, **values: object) -> bytes:
    return render_template(template, page_here="meetings", **values).encode()


def _stamp(slug: str) -> Stamp:
    with glancing() as db:
        return stamp_of(db, slug)


def _tag(slug: str) -> Tag:
    with glancing() as db:
        return tag_of(db, slug)


def _programme(of: Stamp | Tag) -> Programme:
    """A version never changes, so it need not be read together with its stamp."""
    with reading(public()) as work:
        return programme_of(work.db, of.programme_id)


def _version(of: Stamp | Tag) -> str:
    # The instant too: a database that is made anew counts from one again, and old bytes may still be kept.
    return f"{of.meeting_id}.{of.number}.{of.published_at.timestamp():.0f}"


def _safe(theme: str) -> str:
    """A theme's code for a cache key; anything else will turn out to be no theme at all."""
    return theme if theme.replace("-", "").isalnum() else "no-such-theme"


def _with_theme(programme: Programme, theme: str) -> Programme:
    if theme and programme.theme(theme) is None:
        raise NotFound(say("This programme has no such theme."))
    return programme


def _big_date(facts: object) -> object:
    return big_date(tuple(day.held_on for day in facts.days), language())  # type: ignore[attr-defined]


def _meeting(programme: Programme) -> dict[str, object]:
    lang, facts = language(), programme.facts
    page_url = parts().site.url(f"/meetings/{facts.slug}", lang)
    return {
        "programme": programme,
        "facts": facts,
        "date": _big_date(facts),
        "hours": hours_words(programme, lang),
        "days": timetable(programme, lang, root=request.script_root),
        "themes": [theme_word(theme, lang) for theme in programme.themes],
        "map_url": map_url(programme),
        "google_url": google_url(programme, lang, page_url),
        "logo_url": _logo_url(),
        "people": people_of(programme, lang),
    }


def _pager(slug: str, number: int, pages: int) -> dict[str, object]:
    """Where one turns to. Not by way of the query: kept bytes depend on nothing of it but the page's number."""

    def url(page: int) -> str:
        return url_for("programmes.versions", slug=slug, page=page if page > 1 else None)

    return {
        "number": number,
        "pages": pages,
        "previous_url": url(number - 1) if number > 1 else None,
        "next_url": url(number + 1) if number < pages else None,
    }


def _whole(programme: Programme, theme: str, *, grouped: bool, linked: bool = True) -> dict[str, object]:
    """`linked`: with a link from each item to its calendar file, which knows only the newest version."""
    lang, root = language(), request.script_root
    return {
        "programme": programme,
        "facts": programme.facts,
        "date": _big_date(programme.facts),
        "days": () if grouped else timetable(programme, lang, theme=theme, root=root if linked else None),
        "groups": by_theme(programme, lang, root=root) if grouped else (),
        "themes": [theme_word(mark, lang) for mark in programme.themes],
        "theme": theme,
        "grouped": grouped,
    }


def _logo_url() -> Callable[[str], str]:
    return lambda digest: url_for("meetings.logo", digest=digest)
