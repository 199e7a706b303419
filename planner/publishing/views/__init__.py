"""Pages that change what is published: every address of the slice, and the function that answers it."""

from flask import Blueprint

from planner.publishing.views import late, publish, restore, told

blueprint = Blueprint("publishing", __name__)

for rule, view, methods in (
    ("/plan/meetings/<slug>/publish", publish.publish, ("GET", "POST")),
    ("/plan/meetings/<slug>/publish/unschedule", publish.unschedule, ("POST",)),
    ("/plan/meetings/<slug>/publish/told", told.told, ("GET",)),
    ("/plan/meetings/<slug>/restore/<int:number>", restore.restore, ("GET", "POST")),
    ("/plan/meetings/<slug>/late", late.late, ("GET", "POST")),
    ("/plan/meetings/<slug>/late/<int:delay_id>/back", late.take_back, ("POST",)),
):
    blueprint.add_url_rule(rule, view_func=view, methods=methods)
