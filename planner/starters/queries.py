"""What starters are laid on, what was saved, and what an earlier gathering holds: frozen values."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.agenda.queries import AgendaItem, agenda_of, items_of
from planner.core.errors import NotFound
from planner.core.language import Lang
from planner.meetings.models import Meeting
from planner.meetings.queries import Gate, MeetingRecord, record_of
from planner.meetings.rules import Status
from planner.network.queries import rooms_of_venue, themes_in_order
from planner.publishing.queries import as_planned
from planner.questions.queries import asked_of
from planner.registrations.queries.parts import offers_of
from planner.registrations.queries.seats import terms_of
from planner.starters.models import AgendaTemplate
from planner.starters.rules import STARTERS, Ground, Placed, Saved, Source, Starter, is_readable, read

SAVED = "saved-"
"""What the keys of templates begin with, among those of starters."""


@dataclass(frozen=True)
class TemplateValue:
    """A saved template."""

    template_id: int
    name: str
    made_by: str
    made_at: datetime
    saved: Saved

    @property
    def key(self) -> str:
        return f"{SAVED}{self.template_id}"


def templates_in_order(db: Session) -> tuple[TemplateValue, ...]:
    """The templates that can be read here, the newest first. One statement."""
    rows = db.scalars(select(AgendaTemplate).order_by(AgendaTemplate.made_at.desc(), AgendaTemplate.id.desc()))
    return tuple(_template(row) for row in rows if is_readable(row.value))


def template_of(db: Session, template_id: int) -> TemplateValue:
    """One template; NotFound if there is none."""
    return _template(template_row(db, template_id))


def template_row(db: Session, template_id: int) -> AgendaTemplate:
    """The row, for a use case; NotFound if there is none."""
    row = db.get(AgendaTemplate, template_id)
    if row is None:
        raise NotFound
    return row


def template_names(db: Session, *, but: int | None = None) -> list[str]:
    """What the templates are called, except one."""
    return list(db.scalars(select(AgendaTemplate.name).where(AgendaTemplate.id != (but or 0))))


def _template(row: AgendaTemplate) -> TemplateValue:
    return TemplateValue(row.id, row.name, row.made_by, row.made_at, read(row.value))


def pattern_of(db: Session, key: str) -> Starter | TemplateValue:
    """The starter or template of that key; NotFound if there is none."""
    found = next((starter for starter in STARTERS if starter.key == key), None)
    if found is not None:
        return found
    number = key.removeprefix(SAVED)
    if number == key or not (number.isascii() and number.isdigit() and len(number) < 10):
        raise NotFound
    return template_of(db, int(number))


def ground_of(db: Session, gate: Gate, lang: Lang) -> Ground:
    """What an agenda of this gathering is laid on. Three statements."""
    kind, venue_id = db.execute(select(Meeting.kind, Meeting.venue_id).where(Meeting.id == gate.meeting_id)).one()
    return Ground(
        days=gate.days,
        zone=gate.zone,
        lang=lang,
        rooms=rooms_of_venue(db, venue_id) if venue_id else (),
        themes={theme.code: theme.id for theme in themes_in_order(db)},
        kind=kind,
    )


def placed_of(items: tuple[AgendaItem, ...]) -> tuple[Placed, ...]:
    """Items with the words that a template keeps of them."""
    return tuple(Placed(item.details, item.theme_code, item.room) for item in items)


def source_of(db: Session, slug: str) -> Source:
    """All that can be taken from a gathering, its times as planned. Ten statements, however much that is."""
    record = record_of(db, slug)
    zone = record.details.zone
    items = as_planned(db, record.meeting_id, items_of(db, record.meeting_id, zone), zone)
    return Source(
        slug=slug,
        details=record.details,
        items=tuple(item.details for item in items),
        questions=len(asked_of(db, record.meeting_id)),
        parts=tuple(offer.details for offer in offers_of(db, record.meeting_id)),
        terms=terms_of(db, record.meeting_id),
        logos=len(record.logos),
    )


@dataclass(frozen=True)
class Target:
    """A gathering that may be filled, and what it holds already."""

    record: MeetingRecord
    items: int
    has_terms: bool

    @property
    def is_draft(self) -> bool:
        """Nobody has been told of its days yet."""
        return self.record.status is Status.DRAFT


def target_of(db: Session, slug: str) -> Target:
    """A gathering to be filled from an earlier one. Seven statements."""
    record = record_of(db, slug)
    items = agenda_of(db, record.meeting_id, record.details.zone)
    return Target(record, len(items), terms_of(db, record.meeting_id).revision > 0)
