"""Pages of the shared calendar: every address of the slice, and the function that answers it."""

from flask import Blueprint

from planner.activities.views import desk, entering, feeds, public, sharing

blueprint = Blueprint("activities", __name__)

for rule, view, methods in (
    ("/calendar", public.calendar, ("GET",)),
    ("/calendar.ics", sharing.feed, ("GET",)),
    ("/calendar.json", sharing.entries, ("GET",)),
    ("/calendar/embed", sharing.embed, ("GET",)),
    ("/calendar/share", sharing.share, ("GET",)),
    ("/activities/<uid>", public.activity, ("GET",)),
    ("/activities/<uid>.ics", public.activity_file, ("GET",)),
    ("/plan/activities", desk.plan_index, ("GET",)),
    ("/plan/activities/new", entering.new, ("GET", "POST")),
    ("/plan/activities/<int:activity_id>", entering.edit, ("GET", "POST")),
    ("/plan/activities/<int:activity_id>/approve", desk.approve, ("POST",)),
    ("/plan/activities/<int:activity_id>/send-back", desk.send_back, ("POST",)),
    ("/plan/activities/<int:activity_id>/cancel", desk.cancel, ("POST",)),
    ("/plan/activities/<int:activity_id>/withdraw", desk.withdraw, ("POST",)),
    ("/plan/activities/<int:activity_id>/restore", desk.restore, ("POST",)),
    ("/plan/clusters/<slug>/trust", desk.trust, ("POST",)),
    ("/plan/clusters/<slug>/stop-trusting", desk.stop_trusting, ("POST",)),
    ("/plan/clusters/<slug>/feed", feeds.feed, ("GET", "POST")),
    ("/plan/clusters/<slug>/feed/fetch", feeds.fetch, ("POST",)),
    ("/plan/clusters/<slug>/feed/approve", feeds.approve_feed, ("POST",)),
    ("/plan/clusters/<slug>/feed/remove", feeds.remove_feed, ("POST",)),
):
    name = {"feed": "calendar_feed" if rule == "/calendar.ics" else "feed"}.get(view.__name__, view.__name__)
    blueprint.add_url_rule(rule, name, view, methods=methods)
