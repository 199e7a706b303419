"""Use cases of templates: save an agenda as one, rename and remove it."""

from collections.abc import Collection

from planner.agenda.queries import items_of
from planner.core.actor import require
from planner.core.errors import Invalid
from planner.core.language import say
from planner.core.work import Work
from planner.meetings.queries import record_of
from planner.publishing.queries import as_planned
from planner.starters.models import AgendaTemplate
from planner.starters.permissions import may_plan
from planner.starters.queries import placed_of, template_names, template_row
from planner.starters.rules import Keep, check_name, saved, to_json


def save_template(work: Work, slug: str, name: str, keep: Collection[Keep]) -> int:
    """Keep a gathering's agenda under a name, without its dates; gives the template's id. The gathering stays as it is.

    Invalid for an empty agenda, and for a name that another template has.
    """
    require(may_plan(work.actor), work.actor)
    record = record_of(work.db, slug)
    name = " ".join(name.split())
    check_name(name, template_names(work.db))
    zone = record.details.zone
    items = as_planned(work.db, record.meeting_id, items_of(work.db, record.meeting_id, zone), zone)
    if not items:
        raise Invalid({"name": say("There is nothing on the agenda to save.")})
    said = record.details
    row = AgendaTemplate(
        name=name,
        value=to_json(saved(placed_of(items), said.days, (said.kind, said.mode), keep)),
        made_by=work.actor.name,
        made_at=work.now,
    )
    work.db.add(row)
    work.db.flush()
    return row.id


def rename_template(work: Work, template_id: int, name: str) -> None:
    """Another name; Invalid for one that another template has."""
    require(may_plan(work.actor), work.actor)
    row = template_row(work.db, template_id)
    name = " ".join(name.split())
    check_name(name, template_names(work.db, but=template_id))
    row.name = name
    work.db.flush()


def remove_template(work: Work, template_id: int) -> str:
    """Take a template away; gives its name. Agendas that were made after it stay."""
    require(may_plan(work.actor), work.actor)
    row = template_row(work.db, template_id)
    work.db.delete(row)
    work.db.flush()
    return row.name
