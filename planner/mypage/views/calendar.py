"""A calendar of one's own: its secret address on a page, and what is done about it."""

from flask.typing import ResponseReturnValue

from planner.calendars.ical import personal_name
from planner.calendars.rules import Subscription, subscription
from planner.core.errors import Conflict
from planner.core.language import language, say
from planner.core.work import Site, Work
from planner.mypage import services
from planner.mypage.forms import AlarmForm
from planner.mypage.queries.calendars import OwnKeys, calendar_of_registration, page_holder
from planner.mypage.rules import FEED
from planner.mypage.views.feed import feed_url
from planner.registrations.queries.holders import Holder, holder, holder_actor
from planner.web.entry import acting, public, reading, writing
from planner.web.page import flash, for_person, private_page, see_other


def ways(site: Site, keys: OwnKeys | None, name: str) -> Subscription | None:
    """The ways to follow a calendar, if it has been made."""
    return subscription(feed_url(site, site.keys.token(FEED, keys.salt)), name) if keys else None


def of_registration(work: Work, me: Holder) -> dict[str, object]:
    """A registration's calendar, for its page."""
    keys = calendar_of_registration(work.db, me.registration_id)
    return {
        "subscription": ways(work.site, keys, me.gate.title.in_(language())),
        "alarm_form": alarm_form(keys),
    }


def alarm_form(keys: OwnKeys | None) -> AlarmForm:
    """When it reminds, as it is set."""
    return AlarmForm(formdata=None, data={"alarm": keys.alarm_minutes if keys else 0})


def renew(token: str) -> ResponseReturnValue:
    """The first address of a registration's calendar, or a new one."""
    with writing(public()) as work:
        actor = holder_actor(work.db, token)
        services.renew_calendar(acting(work, actor), actor.registration_id or 0)
    flash(say("Your calendar has a new address. An older one does not work any more."))
    return see_other("mypage.mine", token=token, _anchor="calendar")


def alarm(token: str) -> ResponseReturnValue:
    """When a registration's calendar reminds."""
    form = AlarmForm()
    is_one = form.was_sent()
    with writing(public()) as work:
        actor = holder_actor(work.db, token)
        if is_one:
            services.set_alarm(acting(work, actor), actor.registration_id or 0, form.alarm.data)
    _tell_of_alarm(is_one=is_one)
    return see_other("mypage.mine", token=token, _anchor="calendar")


def send_link(token: str) -> ResponseReturnValue:
    """The link to the calendar of everything goes to the address itself."""
    try:
        with writing(public()) as work:
            me = holder(work.db, token)
            mine = acting(work, holder_actor(work.db, token))
            services.send_calendar_link(mine, me.registration_id, me.email, me.gate, language())
    except Conflict as error:
        flash(error.words, "warning")
    else:
        flash(say("The link is on its way to %(email)s.", email=me.email))
    return see_other("mypage.mine", token=token, _anchor="calendar")


def whole(token: str) -> ResponseReturnValue:
    """The page of the calendar of everything: its address, and what is in it."""
    with reading(public()) as work:
        actor, keys, gatherings = page_holder(work.db, token)
    return private_page(
        "mypage/whole.html",
        token=token,
        address=actor.name,
        gatherings=gatherings,
        subscription=ways(work.site, keys, personal_name(language(), work.site.network_name)),
        alarm_form=alarm_form(keys),
        **for_person(public()),
    )


def renew_whole(token: str) -> ResponseReturnValue:
    """A new address for the calendar of everything."""
    with writing(public()) as work:
        actor, keys, _ = page_holder(work.db, token)
        services.renew_whole_calendar(acting(work, actor), keys.calendar_id)
    flash(say("Your calendar has a new address. An older one does not work any more."))
    return see_other("mypage.whole", token=token)


def whole_alarm(token: str) -> ResponseReturnValue:
    """When the calendar of everything reminds."""
    form = AlarmForm()
    is_one = form.was_sent()
    with writing(public()) as work:
        actor, keys, _ = page_holder(work.db, token)
        if is_one:
            services.set_whole_alarm(acting(work, actor), keys.calendar_id, form.alarm.data)
    _tell_of_alarm(is_one=is_one)
    return see_other("mypage.whole", token=token)


def _tell_of_alarm(*, is_one: bool) -> None:
    if is_one:
        flash(say("Saved. Your calendar follows the next time it looks."))
    else:  # nothing that the page offers
        flash(say("Choose one of these."), "warning")
