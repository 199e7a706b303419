"""Fields that clusters and venues both have."""

from typing import Any

from wtforms import Field, StringField
from wtforms.validators import Optional, ValidationError

from planner.core.language import say
from planner.network.rules import Coordinates, coordinates_of
from planner.web.form import line


def website() -> StringField:
    """An optional web address, as it is typed: the scheme may be left out."""
    return line(say("Web site"), most=300, hint=say("Such as www.example.org."), render_kw={"inputmode": "url"})


def coordinates() -> StringField:
    """One line for both, since that is how maps let one copy them."""
    return StringField(
        say("Coordinates"),
        [Optional(), _check_coordinates],
        description=say("Latitude, then longitude, in degrees: 58.49, 15.50. A map on the web lets you copy them."),
    )


def _check_coordinates(_form: Any, field: Field) -> None:
    if field.data and coordinates_of(field.data) is None:
        raise ValidationError(say("Write latitude and longitude, such as 58.49, 15.50."))


def coordinates_typed(text: str | None) -> Coordinates | None:
    """What somebody typed as coordinates; None for nothing."""
    return coordinates_of(text or "")


def coordinates_shown(latitude: float | None, longitude: float | None) -> str:
    """Coordinates as they are typed: 58.49, 15.5; empty where there are none."""
    return "" if latitude is None or longitude is None else f"{latitude:g}, {longitude:g}"
