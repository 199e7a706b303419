"""Prints what was asked for, after the commit, apart from the process that serves readers."""

import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from planner.core.actor import SYSTEM
from planner.core.cache import KEEP_DAYS
from planner.core.language import Lang
from planner.core.outbox import Hopeless
from planner.meetings.queries import gate_by_id
from planner.papers import services
from planner.papers.pdf import DOCUMENTS, Document, House, document_of
from planner.papers.pdf.personal import press_personal
from planner.papers.pdf.staff.certificates import press_certificate
from planner.papers.queries import certificate_of, job_of, kept_before, personal
from planner.papers.rules import Job, Trouble
from planner.press import Cancelled, CannotPrint, Crashed, pages_in, print_apart, print_here
from planner.web.entry import parts, reading, writing

PRINT_PAPER = services.PRINT_PAPER
PRINT_MINE, PRINT_CERTIFICATE = "print-mine", "print-certificate"
PEOPLE_DAYS = 1
NOTE_SECONDS = 0.5


def house() -> House:
    """What documents know of this installation."""
    return House(parts().site.base_url, parts().settings.network_name, parts().site.keys)


def print_paper(payload: str, documents: Sequence[Document] = DOCUMENTS, note_seconds: float = NOTE_SECONDS) -> None:
    """A document that somebody asked for. `payload`: job.run; a run that nobody wants any more does nothing.

    `note_seconds`: so often at most it tells how far it has come, and asks whether it is still wanted.
    """
    job_id, run = (int(number) for number in payload.split("."))
    with reading(SYSTEM) as work:
        job = job_of(work.db, job_id)
        document = document_of(job.wanted.document, documents)
        made = document.fetch(work.db, gate_by_id(work.db, job.wanted.meeting_id))
    teller = _Teller(job_id, run, note_seconds)
    if not teller.note(0, 0):
        return
    if made is None or made.version != job.wanted.version:
        teller.give_up(Trouble.CHANGED)
        return
    try:
        content = _printed(document, made.value, job, teller)
    except Cancelled:
        return
    except CannotPrint as refusal:
        teller.give_up(Trouble.CANNOT)
        raise Hopeless(str(refusal.words)) from refusal
    except Crashed as crash:
        teller.give_up(Trouble.BROKE)
        raise Hopeless(str(crash)) from crash
    key, store = job.wanted.key(parts().renderer), parts().cache.store
    store.put(key, content, PEOPLE_DAYS if document.holds_people else KEEP_DAYS)
    if not teller.done(pages_in(content), key):
        store.drop(key)  # stopped, or asked for anew: no row would know of it
    elif job.kept_as and job.kept_as != key:
        store.drop(job.kept_as)


def drop_papers_with_people(documents: Sequence[Document] = DOCUMENTS) -> None:
    """What names people is kept for a day: after that it is printed anew when somebody asks."""
    naming = [document.key for document in documents if document.holds_people]
    with writing(SYSTEM) as work:
        found = kept_before(work.db, naming, work.now - timedelta(days=PEOPLE_DAYS))
        services.note_dropped(work, [job.job_id for job in found])
    for job in found:
        parts().cache.store.drop(job.kept_as)


def print_mine(payload: str) -> None:
    """Somebody's own programme, for one who waits. `payload`: registration.language.renderer."""
    number, code, renderer = payload.split(".")
    lang: Lang = "en" if code == "en" else "sv"
    with reading(SYSTEM) as work:
        made = personal(work.db, int(number))
    key = mine_key(int(number), made.version, lang, renderer)
    if parts().cache.store.get(key) is None:
        content = _press()(press_personal, made.value, lang, house(), on_progress=lambda done, of_all: None)
        parts().cache.store.put(key, content, PEOPLE_DAYS)


def print_certificate(payload: str) -> None:
    """Somebody's own certificate, for one who waits. `payload` as print_mine's."""
    number, code, renderer = payload.split(".")
    lang: Lang = "en" if code == "en" else "sv"
    with reading(SYSTEM) as work:
        made = certificate_of(work.db, int(number))
    key = certificate_key(int(number), made.version, lang, renderer)
    if parts().cache.store.get(key) is None:
        content = _press()(press_certificate, made.value, lang, house(), on_progress=lambda done, of_all: None)
        parts().cache.store.put(key, content, PEOPLE_DAYS)


def certificate_key(registration_id: int, version: str, lang: Lang, renderer: str) -> str:
    """Under which somebody's own certificate is kept."""
    return f"certificate.{registration_id}.{version}.{lang}.{renderer}"


def mine_key(registration_id: int, version: str, lang: Lang, renderer: str) -> str:
    """Under which somebody's own programme is kept."""
    return f"mine.{registration_id}.{version}.{lang}.{renderer}"


def _printed(document: Document, value: object, job: Job, teller: "_Teller") -> bytes:
    content: bytes = _press()(
        document.press,
        value,
        job.wanted.lang,
        house(),
        on_progress=teller.progress,
        is_cancelled=teller.is_unwanted,
    )
    return content


def _press() -> Any:
    return print_here if parts().settings.testing else print_apart


class _Teller:
    """Writes down how far a print has come, not more often than people look."""

    def __init__(self, job_id: int, run: int, note_seconds: float) -> None:
        self._job_id, self._run, self._pause = job_id, run, note_seconds
        self._noted = 0.0
        self._is_wanted = True
        self._so_far = (0, 0)

    def note(self, done: int, of_all: int) -> bool:
        """Whether anybody still wants it."""
        with writing(SYSTEM) as work:
            self._is_wanted = services.note_progress(work, self._job_id, self._run, done, of_all)
        self._so_far, self._noted = (done, of_all), time.monotonic()
        return self._is_wanted

    def progress(self, done: int, of_all: int) -> None:
        self._so_far = (done, of_all)

    def is_unwanted(self) -> bool:
        if time.monotonic() - self._noted > self._pause:
            self.note(*self._so_far)
        return not self._is_wanted

    def done(self, pages: int | None, kept_as: str) -> bool:
        """Whether anybody still wants it."""
        with writing(SYSTEM) as work:
            return services.note_printed(work, self._job_id, self._run, pages, kept_as)

    def give_up(self, why: Trouble) -> None:
        with writing(SYSTEM) as work:
            services.note_trouble(work, self._job_id, self._run, why)
