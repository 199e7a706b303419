"""The proof pack's page: the numbers, what is missing, what is said afterwards, and the files."""

from dataclasses import dataclass

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from planner.core.actor import require
from planner.core.errors import Conflict, Invalid, NotFound
from planner.core.language import language, say
from planner.core.work import Work
from planner.lists.sheets import CONTENT_TYPES, XLSX
from planner.meetings.queries import Gate, gate_of
from planner.papers import services
from planner.papers.forms import NoteForm
from planner.papers.pdf import Document
from planner.papers.pdf.proof import PROOF, PROOF_BY_NAME, file_in
from planner.papers.pdf.proof.lacks import Where, lacks_of
from planner.papers.pdf.proof.tables import figure, is_number, shown, tables_of
from planner.papers.permissions import may_print
from planner.papers.queries import Proof, jobs_of, proof_of
from planner.papers.queries.proof import made_of
from planner.papers.views.prints import (
    LANGUAGE_NAMES,
    Copy,
    answer,
    ask,
    bytes_of,
    copies_of,
    language_named,
    wanted_now,
)
from planner.web.entry import parts, reading, writing
from planner.web.form import add_row
from planner.web.page import flash, for_person, keep_private, see_other

PAGE = "/plan/meetings/<slug>/proof"
FIGURES = 5
PLACES = {
    Where.PUBLISH: "publishing.publish",
    Where.CHECK_IN: "checkin.sheet",
    Where.DETAILS: "meetings.edit",
}
TYPES = {"pdf": "application/pdf", "xlsx": CONTENT_TYPES[XLSX], "zip": "application/zip"}


@dataclass(frozen=True)
class Pack:
    """A document and how its prints stand."""

    document: Document
    copies: tuple[Copy, ...]


def proof(slug: str) -> ResponseReturnValue:
    """Everything that would be printed now; the form saves purpose and evaluation."""
    with reading() as work:
        require(may_print(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        found = proof_of(work.db, gate, with_names=PROOF_BY_NAME.may(work.actor))
        packs = _packs(work, gate, found)
    form = NoteForm()
    if request.method == "GET":
        form.show(found.note)
    elif "more_rows" in request.form:
        add_row(form.marks)
        form.refused_as = 200
    elif form.was_sent() and _saved(slug, form, found):
        return see_other("papers.proof", slug=slug)
    shown_page = _page(work, gate, found, form=form, packs=packs)
    return shown_page, form.refused_as if request.method == "POST" else 200


def _saved(slug: str, form: NoteForm, proof: Proof) -> bool:
    try:
        with writing() as work:
            services.save_note(work, slug, form.note())
    except Conflict as error:
        form.overtaken(error, proof.note.revision)
        return False
    except Invalid as error:
        form.refuse(error)
        return False
    flash(say("It is saved."))
    return True


def _page(work: Work, gate: Gate, proof: Proof, **more: object) -> str:
    lang = language()
    found = tables_of(proof, lang)
    standing = gate.standing(work.now)
    return render_template(
        "papers/proof.html",
        gate=gate,
        dates=tuple(day.held_on for day in gate.days),
        proof=proof,
        figures=[(words, figure(number, lang), None) for words, number in found[0].rows[:FIGURES]],
        tables={table.key: table for table in found[1:]},
        shown=lambda cell: shown(cell, lang),
        is_number=is_number,
        lacks=[(lack, _place(lack.where, gate.slug)) for lack in lacks_of(proof, standing, lang)],
        language_names=LANGUAGE_NAMES,
        page_here="plan.meetings",
        **more,
        **for_person(work.actor),
    )


def _place(where: Where, slug: str) -> str:
    return "#note" if where is Where.NOTE else url_for(PLACES[where], slug=slug)


def _packs(work: Work, gate: Gate, proof: Proof) -> tuple[Pack, ...]:
    jobs = jobs_of(work.db, gate.meeting_id)
    made = {PROOF.key: made_of(proof.without_names()), PROOF_BY_NAME.key: made_of(proof)}
    return tuple(
        Pack(document, copies_of(gate, document, made[document.key], jobs))
        for document in (PROOF, PROOF_BY_NAME)
        if document.may(work.actor)
    )


def ask_for_pack(slug: str) -> ResponseReturnValue:
    """One click: the pack in the language and with or without names, as chosen on the page."""
    return ask(slug, (PROOF_BY_NAME if request.form.get("who") == "names" else PROOF).key)


def file(slug: str, pack: str, paper_lang: str, packed: str) -> ResponseReturnValue:
    """The whole pack, or the paper or the workbook out of it; to the page if it is not there as things stand."""
    if pack not in (PROOF.key, PROOF_BY_NAME.key):
        raise NotFound
    lang = language_named(paper_lang)
    with reading() as work:
        require(may_print(work.actor), work.actor)
        wanted = wanted_now(work, slug, pack, lang)
    content = bytes_of(wanted)
    if content is None:
        return see_other("papers.proof", slug=slug, _anchor="pack")
    given = content if packed == "zip" else file_in(content, packed, lang)
    name = f"{slug}-{pack}-{lang}.{packed}"
    return keep_private(answer(given, f"{wanted.key(parts().renderer)}.{packed}", name, TYPES[packed]))
