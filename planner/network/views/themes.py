"""Planners' pages of themes."""

from flask import request
from flask.typing import ResponseReturnValue

from planner.core.errors import NotFound
from planner.core.language import say
from planner.network import services
from planner.network.forms import ThemeForm
from planner.network.queries import themes_in_order
from planner.network.rules import HUE_WORDS
from planner.network.views.desk import desk_page, require_keeper, saved
from planner.web.entry import reading, writing
from planner.web.page import flash, see_other


def plan_themes() -> ResponseReturnValue:
    with reading() as work:
        require_keeper(work)
        themes = themes_in_order(work.db, with_retired=True)
    return desk_page("plan_themes", work.actor, themes=themes, hue_words=HUE_WORDS)


def new_theme() -> ResponseReturnValue:
    form = ThemeForm()
    if saved(form, lambda work: services.add_theme(work, form.details())):
        flash(say("The theme is saved."))
        return see_other("network.plan_themes")
    with reading() as work:
        require_keeper(work)
    return desk_page("new_theme", work.actor, form=form)


def edit_theme(code: str) -> ResponseReturnValue:
    form = ThemeForm()
    if saved(form, lambda work: services.change_theme(work, code, form.details())):
        flash(say("The theme is saved."))
        return see_other("network.plan_themes")
    with reading() as work:
        require_keeper(work)
        themes = themes_in_order(work.db, with_retired=True)
    found = next(((number, theme) for number, theme in enumerate(themes, 1) if theme.code == code), None)
    if found is None:
        raise NotFound
    position, theme = found
    if request.method == "GET":
        form.fill(theme, position)
    return desk_page("edit_theme", work.actor, form=form, theme=theme)


def retire_theme(code: str) -> ResponseReturnValue:
    with writing() as work:
        services.retire_theme(work, code)
    flash(say("The theme is retired. What has it keeps it."))
    return see_other("network.plan_themes")


def restore_theme(code: str) -> ResponseReturnValue:
    with writing() as work:
        services.restore_theme(work, code)
    flash(say("The theme can be chosen again."))
    return see_other("network.plan_themes")
