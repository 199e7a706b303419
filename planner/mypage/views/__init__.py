"""Pages behind one's private link: every address of the slice, and the function that answers it."""

from flask import Blueprint

from planner.mypage.views import calendar, doing, feed, leaving, page

blueprint = Blueprint("mypage", __name__)

for rule, view, methods in (
    ("/r/<token>", page.mine, ("GET",)),
    ("/r/<token>/data.json", page.my_data, ("GET",)),
    ("/r/<token>/files/<int:question_id>", page.my_file, ("GET",)),
    ("/r/<token>/calendar", calendar.renew, ("POST",)),
    ("/r/<token>/calendar/alarm", calendar.alarm, ("POST",)),
    ("/r/<token>/calendar/all", calendar.send_link, ("POST",)),
    ("/my/<token>.ics", feed.feed, ("GET",)),
    ("/my/<token>", calendar.whole, ("GET",)),
    ("/my/<token>/address", calendar.renew_whole, ("POST",)),
    ("/my/<token>/alarm", calendar.whole_alarm, ("POST",)),
    ("/r/<token>/accept", doing.accept, ("POST",)),
    ("/r/<token>/stay", doing.stay, ("POST",)),
    ("/r/<token>/cancel", doing.cancel, ("GET", "POST")),
    ("/r/<token>/letters", doing.letters, ("POST",)),
    ("/r/<token>/hand-over", leaving.hand_over, ("GET", "POST")),
    ("/r/<token>/erase", leaving.erase, ("GET", "POST")),
    ("/handed-over", leaving.handed_over, ("GET",)),
    ("/erased", leaving.erased, ("GET",)),
):
    blueprint.add_url_rule(rule, view_func=view, methods=methods)
