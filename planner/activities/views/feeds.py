"""A cluster's own calendar: where it is, how fetching it went, and what was read from it."""

from collections.abc import Callable

from flask import render_template, request
from flask.typing import ResponseReturnValue

from planner.activities import services
from planner.activities.forms import FeedForm
from planner.activities.permissions import may_approve, may_enter, may_enter_any
from planner.activities.queries import cluster_at, feed_of, read_entries
from planner.activities.rules import OUTCOME_WORDS, STATE_WORDS, WENT_WELL, passed_over_words
from planner.core.actor import require
from planner.core.errors import Invalid
from planner.core.language import Text, say
from planner.core.timespan import local
from planner.core.work import Work
from planner.web.entry import parts, reading, writing
from planner.web.page import flash, for_person, see_other


def feed(slug: str) -> ResponseReturnValue:
    form = FeedForm()
    if form.was_sent():
        try:
            with writing() as work:
                services.set_feed(work, slug, form.address.data or "")
            flash(say("The calendar is fetched now. Reload this page in a moment to see how it went."))
            return see_other("activities.feed", slug=slug)
        except Invalid as refusal:
            form.refuse(refusal)
    return _page(slug, form)


def fetch(slug: str) -> ResponseReturnValue:
    words = say("The calendar is fetched now. Reload this page in a moment to see how it went.")
    return _done(slug, lambda work: services.fetch_again(work, slug), words)


def approve_feed(slug: str) -> ResponseReturnValue:
    words = say("What is read from this calendar is shown, now and from now on.")
    return _done(slug, lambda work: services.approve_feed(work, slug), words)


def remove_feed(slug: str) -> ResponseReturnValue:
    words = say("The calendar is read no more, and what was read from it is gone.")
    return _done(slug, lambda work: services.remove_feed(work, slug), words)


def _done(slug: str, use_case: Callable[[Work], object], words: Text) -> ResponseReturnValue:
    with writing() as work:
        use_case(work)
    flash(words)
    return see_other("activities.feed", slug=slug)


def _page(slug: str, form: FeedForm) -> ResponseReturnValue:
    zone = parts().settings.default_zone
    with reading() as work:
        require(may_enter_any(work.actor), work.actor)
        cluster = cluster_at(work.db, slug)
        require(may_enter(work.actor, cluster.id), work.actor)
        known = feed_of(work.db, cluster.id)
        today = local(work.now, zone).date()
        lines = read_entries(work.db, cluster.id, today) if known else ()
    if request.method != "POST" and known:
        form.address.data = known.address
    return render_template(
        "activities/feed.html",
        form=form,
        cluster=cluster,
        known=known,
        lines=lines,
        zone=zone,
        outcome=OUTCOME_WORDS[known.outcome] if known else "",
        passed_over=[passed_over_words(why, n) for why, n in known.passed_over] if known else [],
        passed_over_total=sum(n for _, n in known.passed_over) if known else 0,
        went_well=known is not None and known.outcome in WENT_WELL,
        state_words=STATE_WORDS,
        may_approve=may_approve(work.actor) and known is not None and not known.is_approved,
        page_here="plan.activities",
        **for_person(work.actor),
    ), 422 if request.method == "POST" else 200
