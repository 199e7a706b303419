"""The page of everything that can be printed, prints under way, and the papers themselves."""

import time
from dataclasses import dataclass, replace
from functools import partial

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from planner.core.actor import Actor, require
from planner.core.errors import NotFound, PlannerError
from planner.core.language import LANGUAGES, Lang, in_language, language, say
from planner.core.work import Work
from planner.meetings.queries import Gate, gate_of
from planner.papers import services
from planner.papers.errands import PRINT_CERTIFICATE, PRINT_MINE, certificate_key, mine_key
from planner.papers.pdf import DOCUMENTS, GROUP_WORDS, Document, document_of
from planner.papers.permissions import may_print
from planner.papers.queries import Made, Published, certificate_of, job_of, jobs_of, personal, published
from planner.papers.rules import Job, JobState, Wanted
from planner.programmes.rules import theme_word
from planner.registrations.queries.holders import holder
from planner.web.entry import parts, public, reading, writing
from planner.web.page import flash, for_person, keep_private, see_other

blueprint = Blueprint("papers", __name__)
GATHERING = "/plan/meetings/<slug>/print"
LANGUAGE_NAMES: dict[Lang, str] = {"sv": "Svenska", "en": "English"}


class NotReady(PlannerError):
    """It is being printed; it will be there in a moment."""

    status = 503


@dataclass(frozen=True)
class Copy:
    """A document in one language: its address when it is there as things stand, else how its print stands."""

    lang: Lang
    url: str
    job: Job | None
    pages: int | None


@dataclass(frozen=True)
class Line:
    """A document on the page. `copies` is empty while there is nothing to print."""

    document: Document
    copies: tuple[Copy, ...]
    others: tuple["Line", ...] = ()
    """The same in another order."""


@blueprint.get(GATHERING)
def index(slug: str) -> ResponseReturnValue:
    """Every document with what it is for, and a button for each language."""
    with reading() as work:
        require(may_print(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        shown = _shown(work, gate)
    return render_template(
        "papers/index.html",
        gate=gate,
        dates=tuple(day.held_on for day in gate.days),
        language_names=LANGUAGE_NAMES,
        programme_url=partial(_programme_url, slug),
        page_here="plan.meetings",
        **shown,
        **for_person(work.actor),
    )


@blueprint.post(f"{GATHERING}/<document>")
def ask(slug: str, document: str) -> ResponseReturnValue:
    """Have a document printed; leads to it, or to where one waits for it."""
    with writing() as work:
        require(may_print(work.actor), work.actor)
        lang = language_named(request.form.get("lang") or language())
        wanted = wanted_now(work, slug, document, lang)
        if bytes_of(wanted) is not None:
            return _found(slug, wanted)
        job_id = services.ask_for_paper(work, wanted)
    return see_other("papers.job", slug=slug, job_id=job_id)


def _found(slug: str, wanted: Wanted) -> ResponseReturnValue:
    """To where a document is found that is printed."""
    if page := document_of(wanted.document).found_at:
        return see_other(page, slug=slug, _anchor="pack")
    return see_other("papers.paper", slug=slug, document=wanted.document, paper_lang=wanted.lang)


@blueprint.get(f"{GATHERING}/<document>.<paper_lang>.pdf")
def paper(slug: str, document: str, paper_lang: str) -> ResponseReturnValue:
    """A document that is printed already; else back to the page where one asks for it."""
    with reading() as work:
        require(may_print(work.actor), work.actor)
        lang = language_named(paper_lang)
        wanted = wanted_now(work, slug, document, lang)
    content = bytes_of(wanted)
    if content is None:
        return see_other("papers.index", slug=slug, _anchor=document)
    if document_of(document).found_at:
        return _found(slug, wanted)
    found = answer(content, wanted.key(parts().renderer), f"{slug}-{document}-{lang}.pdf")
    return keep_private(found) if document_of(document).holds_people else found


@blueprint.get(f"{GATHERING}/jobs/<int:job_id>")
def job(slug: str, job_id: int) -> ResponseReturnValue:
    """Where one waits for a print: leads to the document when it is done."""
    found, gate, actor = _job(slug, job_id)
    if found.state is JobState.DONE and bytes_of(found.wanted) is not None:
        return _found(slug, found.wanted)
    return render_template(
        "papers/job.html",
        gate=gate,
        dates=tuple(day.held_on for day in gate.days),
        document=document_of(found.wanted.document),
        job=found,
        language_names=LANGUAGE_NAMES,
        page_here="plan.meetings",
        **for_person(actor),
    )


@blueprint.get(f"{GATHERING}/jobs/<int:job_id>/state")
def state(slug: str, job_id: int) -> ResponseReturnValue:
    """How far a print has come, for the page's script."""
    found, _gate, _actor = _job(slug, job_id)
    return {
        "under_way": found.is_under_way,
        "done": found.done,
        "of_all": found.of_all,
        "words": in_language(found.words, language()),
    }


@blueprint.post(f"{GATHERING}/jobs/<int:job_id>/stop")
def stop(slug: str, job_id: int) -> ResponseReturnValue:
    """Stop a print."""
    with writing() as work:
        require(may_print(work.actor), work.actor)
        if job_of(work.db, job_id).slug != slug:
            raise NotFound
        services.stop_printing(work, job_id)
    flash(say("The printing is stopped."))
    return see_other("papers.index", slug=slug)


@blueprint.get("/r/<token>/programme.pdf")
def mine(token: str) -> ResponseReturnValue:
    """Somebody's own programme on paper: their days, and what they chose."""
    lang = language()
    with reading(public()) as work:
        me = holder(work.db, token)
        made = personal(work.db, me.registration_id)
    key = mine_key(me.registration_id, made.version, lang, parts().renderer)
    payload = f"{me.registration_id}.{lang}.{parts().renderer}"
    content = parts().cache.store.get(key) or _waited_for(key, PRINT_MINE, payload)
    return keep_private(answer(content, key, f"{me.gate.slug}-{lang}.pdf"))


@blueprint.get("/r/<token>/certificate.pdf")
def certificate(token: str) -> ResponseReturnValue:
    """Somebody's own certificate of participation, once it was noted that they were there."""
    lang = language()
    with reading(public()) as work:
        me = holder(work.db, token)
        made = certificate_of(work.db, me.registration_id)
    key = certificate_key(me.registration_id, made.version, lang, parts().renderer)
    payload = f"{me.registration_id}.{lang}.{parts().renderer}"
    content = parts().cache.store.get(key) or _waited_for(key, PRINT_CERTIFICATE, payload)
    return keep_private(answer(content, key, f"{me.gate.slug}-certificate-{lang}.pdf"))


def _programme_url(slug: str, lang: Lang, theme: str = "") -> str:
    """Of the programme that everybody can open, in a language that need not be the page's."""
    query = f"?theme={theme}" if theme else ""
    return f"{'/en' if lang == 'en' else ''}/meetings/{slug}/programme.pdf{query}"


def _waited_for(key: str, errand: str, payload: str) -> bytes:
    """Somebody's own paper, printed by the worker now; NotReady if that takes too long."""
    parts().run_soon(errand, payload)
    deadline = time.monotonic() + parts().print_wait_seconds
    while (content := parts().cache.store.get(key)) is None:
        if time.monotonic() > deadline:
            raise NotReady(say("It is being printed. Reload the page in a moment."))
        time.sleep(0.1)
    return content


def _shown(work: Work, gate: Gate) -> dict[str, object]:
    """The documents that this person may print, in their groups, and the themes that have a programme of their own."""
    allowed = [document for document in DOCUMENTS if document.may(work.actor)]
    # Documents of one source share its value.
    here = [document for document in allowed if not document.found_at]
    cheap = {document.fetch for document in here if document.offered is None}
    sources = {fetch: fetch(work.db, gate) for fetch in {published, *cheap}}
    told = {offered: offered(work.db, gate) for offered in {d.offered for d in here if d.offered is not None}}
    jobs = jobs_of(work.db, gate.meeting_id)
    every = [
        Line(document, copies_of(gate, document, sources[document.fetch], jobs))
        if document.offered is None
        else Line(document, _askings(document, jobs) if document.key in told[document.offered] else ())
        for document in here
    ]
    lines = [
        replace(line, others=tuple(other for other in every if other.document.beside == line.document.key))
        for line in every
        if not line.document.beside
    ]
    # Those with a page of their own: it stands here once, whatever one can ask for there.
    lines += {document.found_at: Line(document, ()) for document in reversed(allowed) if document.found_at}.values()
    groups = [(words, [x for x in lines if x.document.group is group]) for group, words in GROUP_WORDS.items()]
    newest = sources[published]
    programme = newest.value.programme if newest and isinstance(newest.value, Published) else None
    return {
        "groups": [(words, found) for words, found in groups if found],
        "is_published": programme is not None,
        "themes": [theme_word(mark, language()) for mark in programme.themes] if programme else [],
    }


def copies_of(gate: Gate, document: Document, made: Made | None, jobs: dict[tuple[str, str], Job]) -> tuple[Copy, ...]:
    """A document in each language, as its print stands; nothing while there is nothing to print."""
    if made is None or not document.suits(made.value):
        return ()
    copies = []
    for lang in LANGUAGES:
        wanted = Wanted(gate.meeting_id, document.key, lang, made.version)
        job = jobs.get((document.key, lang))
        is_there = job is not None and job.state is JobState.DONE and job.wanted == wanted and _has(wanted)
        url = url_for("papers.paper", slug=gate.slug, document=document.key, paper_lang=lang) if is_there else ""
        copies.append(Copy(lang, url, job, job.pages if job and job.wanted == wanted else None))
    return tuple(copies)


def _askings(document: Document, jobs: dict[tuple[str, str], Job]) -> tuple[Copy, ...]:
    """Of a document that is not fetched for the page: whether it is there is found out by asking."""
    return tuple(Copy(lang, "", jobs.get((document.key, lang)), None) for lang in LANGUAGES)


def wanted_now(work: Work, slug: str, key: str, lang: Lang) -> Wanted:
    """The document as things stand now; NotFound while there is nothing to print."""
    document, gate = document_of(key), gate_of(work.db, slug)
    require(document.may(work.actor), work.actor)
    made = document.fetch(work.db, gate)
    if made is None or not document.suits(made.value):
        raise NotFound(say("There is nothing to print yet."))
    return Wanted(gate.meeting_id, key, lang, made.version)


def _job(slug: str, job_id: int) -> tuple[Job, Gate, Actor]:
    with reading() as work:
        require(may_print(work.actor), work.actor)
        found, gate = job_of(work.db, job_id), gate_of(work.db, slug)
        require(document_of(found.wanted.document).may(work.actor), work.actor)
    if found.slug != slug:
        raise NotFound
    return found, gate, work.actor


def bytes_of(wanted: Wanted) -> bytes | None:
    """What is printed of it and kept."""
    return parts().cache.store.get(wanted.key(parts().renderer))


def _has(wanted: Wanted) -> bool:
    return parts().cache.store.has(wanted.key(parts().renderer))


def answer(content: bytes, key: str, name: str, content_type: str = "application/pdf") -> Response:
    """A file as it is kept under `key`: what a browser cannot show is saved."""
    response = Response(content, content_type=content_type)
    way = "inline" if content_type == "application/pdf" else "attachment"
    response.headers["Content-Disposition"] = f'{way}; filename="{name}"'
    response.set_etag(key)
    return response.make_conditional(request)  # type: ignore[return-value]


def language_named(code: str) -> Lang:
    """The language with this code; NotFound if there is none."""
    found = next((lang for lang in LANGUAGES if lang == code), None)
    if found is None:
        raise NotFound
    return found
