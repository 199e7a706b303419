"""The accessibility statement and what is done with personal data."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

blueprint = Blueprint("about", __name__)


@blueprint.get("/accessibility")
def accessibility() -> ResponseReturnValue:
    return render_template("about/accessibility.html")


@blueprint.get("/privacy")
def privacy() -> ResponseReturnValue:
    return render_template("about/privacy.html")
