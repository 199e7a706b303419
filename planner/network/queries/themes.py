"""What is known of themes."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.core.language import Words
from planner.network.models import Theme
from planner.network.rules import Hue


@dataclass(frozen=True)
class ThemeValue:
    """A theme as others show it."""

    id: int
    code: str
    name: Words
    short: Words
    hue: Hue
    position: int
    is_retired: bool = False


def themes_in_order(db: Session, *, with_retired: bool = False) -> tuple[ThemeValue, ...]:
    """The themes in the network's order; retired ones only when asked for, after the others."""
    wanted = select(
        Theme.id,
        Theme.code,
        Theme.name_sv,
        Theme.name_en,
        Theme.short_sv,
        Theme.short_en,
        Theme.hue,
        Theme.position,
        Theme.is_retired,
    ).order_by(Theme.is_retired, Theme.position, Theme.id)
    if not with_retired:
        wanted = wanted.where(~Theme.is_retired)
    return tuple(
        ThemeValue(
            t.id,
            t.code,
            Words(t.name_sv, t.name_en),
            Words(t.short_sv, t.short_en),
            t.hue,
            t.position,
            t.is_retired,
        )
        for t in db.execute(wanted)
    )
