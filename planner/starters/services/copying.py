"""Use cases: copy an earlier gathering to other days, or fill an empty one from it. It stays as it was itself."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from planner.accounts.queries import contact_of
from planner.agenda.services import add_items
from planner.core.actor import require
from planner.core.errors import Conflict, Invalid
from planner.core.language import Words, say
from planner.core.timespan import local
from planner.core.work import Work
from planner.meetings.rules import check_year
from planner.meetings.services import change_meeting, copy_logos, create_meeting
from planner.questions.services import copy_questions
from planner.registrations.services import add_parts, set_terms
from planner.starters.permissions import may_plan
from planner.starters.queries import Target, source_of, target_of
from planner.starters.rules import CopyPlan, Source, Take, plan_copy, plan_fill


@dataclass(frozen=True)
class CopyWish:
    """What the lead wants of an earlier gathering."""

    title: Words
    first_day: date
    takes: frozenset[Take]


@dataclass(frozen=True)
class Copied:
    """The address of the gathering that took something over, and what it took."""

    slug: str
    plan: CopyPlan


def copy_meeting(work: Work, from_slug: str, wish: CopyWish) -> Copied:
    """A new draft like an earlier gathering, whatever became of that, with all its dates moved by as many days.

    People's answers, registrations, invitations and letters never come along.
    """
    require(may_plan(work.actor), work.actor)
    check_year(wish.first_day, field="first_day")
    source = source_of(work.db, from_slug)
    plan = copy_planned(work, source, wish)
    try:
        slug = create_meeting(work, _with_contact(work, plan).details)
    except Invalid as refusal:  # the copy has no such fields: whatever is wrong comes of the day it begins
        raise Invalid({"first_day": refusal.words}) from refusal
    _take_over(work, source, slug, plan)
    return Copied(slug, plan)


def copy_planned(work: Work, source: Source, wish: CopyWish) -> CopyPlan:
    """What copy_meeting() would make; changes nothing."""
    require(may_plan(work.actor), work.actor)
    return plan_copy(source, wish.title, wish.first_day, wish.takes, local(work.now, source.details.zone).date())


def fill_meeting(work: Work, slug: str, from_slug: str, takes: Collection[Take]) -> Copied:
    """Take over from an earlier gathering what another lacks. What somebody wrote there stays.

    Conflict when it has an agenda of its own. Only a draft's days can be taken over.
    """
    require(may_plan(work.actor), work.actor)
    if slug == from_slug:
        raise Invalid({"from_slug": say("Choose another gathering.")})
    source, target = source_of(work.db, from_slug), target_of(work.db, slug)
    check_fillable(target)
    plan = fill_planned(work, source, target, takes)
    change_meeting(work, slug, plan.details, revision=target.record.revision)
    _take_over(work, source, slug, plan)
    return Copied(slug, plan)


def fill_planned(work: Work, source: Source, target: Target, takes: Collection[Take]) -> CopyPlan:
    """What fill_meeting() would make; changes nothing."""
    require(may_plan(work.actor), work.actor)
    own = target.record.details
    kept = {Take.SEATS} if target.has_terms else set()
    kept |= set() if target.is_draft else {Take.DAYS}
    return plan_fill(source, own, frozenset(takes) - kept, local(work.now, own.zone).date())


def check_fillable(target: Target) -> None:
    """Raises Conflict for a gathering that has an agenda."""
    if target.items:
        raise Conflict(say("This gathering has an agenda already. Copy to a new gathering instead."))


def _with_contact(work: Work, plan: CopyPlan) -> CopyPlan:
    """Somebody must be asked: whoever makes the copy, unless the contact person comes along."""
    if plan.details.contact_email:
        return plan
    name, email = contact_of(work.db, work.actor)
    return replace(plan, details=replace(plan.details, contact_name=name, contact_email=email))


def _take_over(work: Work, source: Source, slug: str, plan: CopyPlan) -> None:
    if plan.with_logos and source.logos:
        copy_logos(work, source.slug, slug)
    if plan.with_questions and source.questions:
        copy_questions(work, source.slug, slug)
    if plan.parts:
        add_parts(work, slug, plan.parts)
    if plan.terms:
        set_terms(work, slug, plan.terms)
    if plan.wanted:
        add_items(work, slug, plan.wanted)
