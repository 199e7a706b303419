"""What the kitchen must know: as numbers for whoever plans, by name once it is noted who looked."""

from flask.typing import ResponseReturnValue

from planner.core.actor import require
from planner.core.language import language
from planner.lists.queries.kitchen import needs_by_name, needs_list
from planner.lists.rules import part_title
from planner.lists.views.frame import file_urls, lists_page
from planner.meetings.queries import gate_of
from planner.registrations import services
from planner.registrations.permissions import may_see_needs
from planner.registrations.rules import DIET_WORDS
from planner.web.entry import reading, writing


def kitchen(slug: str) -> ResponseReturnValue:
    """Numbers, no names."""
    with reading() as work:
        require(may_see_needs(work.actor), work.actor)
        gate = gate_of(work.db, slug)
        needs = needs_list(work.db, gate.meeting_id)
    lang = language()
    titles = [part_title(meal.details, lang) for meal in needs.meals]
    urls = file_urls("lists.sheet", slug=slug, name="kitchen")
    return lists_page("kitchen", work, gate, needs=needs, titles=titles, diet_words=DIET_WORDS, file_urls=urls)


def names(slug: str) -> ResponseReturnValue:
    """Who needs what. Asked for by a button, since it is written down who looked."""
    with writing() as work:
        services.look_at_needs(work, slug)
        gate = gate_of(work.db, slug)
        lines = needs_by_name(work.db, gate.meeting_id)
    return lists_page("names", work, gate, lines=lines, diet_words=DIET_WORDS, code=200)
