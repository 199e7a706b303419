"""Keeping the themes."""

from dataclasses import dataclass

from sqlalchemy import select

from planner.core.actor import require
from planner.core.errors import Invalid, NotFound
from planner.core.language import Words, say
from planner.core.slugs import unused_slug
from planner.core.work import Work, tell
from planner.network.models import Theme
from planner.network.news import ThemeChanged
from planner.network.permissions import may_keep_network
from planner.network.rules import Hue

MOST_CODE = 36


@dataclass(frozen=True)
class ThemeDetails:
    """A theme's words, colour and place in the order; `position` counts from 1, None: last."""

    name: Words
    short: Words
    hue: Hue
    position: int | None = None


def add_theme(work: Work, details: ThemeDetails) -> str:
    """A new theme; gives its code, made of its short name, which it keeps for ever."""
    require(may_keep_network(work.actor), work.actor)
    themes = _themes(work)
    code = unused_slug(details.short.sv, {theme.code for theme in themes}, most=MOST_CODE)
    theme = Theme(code=code)
    _set_details(theme, details, themes)
    work.db.add(theme)
    _put_in_order([*themes, theme], theme, details.position or len(themes) + 1)
    _changed(work, theme)
    return code


def change_theme(work: Work, code: str, details: ThemeDetails) -> None:
    """Set a theme's words, colour and place in the order; its code stays. Without a position it stays put."""
    require(may_keep_network(work.actor), work.actor)
    themes = _themes(work)
    theme = _theme_at(themes, code)
    _set_details(theme, details, themes)
    if details.position is not None:
        _put_in_order(themes, theme, details.position)
    _changed(work, theme)


def retire_theme(work: Work, code: str) -> None:
    """No new item takes this theme; those that have it keep it."""
    _set_retired(work, code, is_retired=True)


def restore_theme(work: Work, code: str) -> None:
    """The theme can be chosen again."""
    _set_retired(work, code, is_retired=False)


def _set_retired(work: Work, code: str, *, is_retired: bool) -> None:
    require(may_keep_network(work.actor), work.actor)
    theme = _theme_at(_themes(work), code)
    theme.is_retired = is_retired
    _changed(work, theme)


def _themes(work: Work) -> list[Theme]:
    """In their order, retired ones last: as the list shows them, so that a position means the same there."""
    return list(work.db.scalars(select(Theme).order_by(Theme.is_retired, Theme.position, Theme.id)))


def _theme_at(themes: list[Theme], code: str) -> Theme:
    for theme in themes:
        if theme.code == code:
            return theme
    raise NotFound


def _set_details(theme: Theme, details: ThemeDetails, themes: list[Theme]) -> None:
    others = [other for other in themes if other is not theme]
    if any(other.short_sv.casefold() == details.short.sv.casefold() for other in others):
        raise Invalid({"short_sv": say("There is already a theme called %(name)s.", name=details.short.sv)})
    theme.name_sv, theme.name_en = details.name.sv, details.name.en
    theme.short_sv, theme.short_en = details.short.sv, details.short.en
    theme.hue = details.hue


def _put_in_order(themes: list[Theme], moved: Theme, position: int) -> None:
    order = [theme for theme in themes if theme is not moved]
    order.insert(position - 1, moved)
    for number, theme in enumerate(order, 1):
        theme.position = number


def _changed(work: Work, theme: Theme) -> None:
    work.db.flush()
    tell(work, ThemeChanged(theme.id))
