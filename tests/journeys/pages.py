"""Every page that people open: its addresses, filled in with a scene (scene.py), and what is pressed there."""

from dataclasses import dataclass

from tests.journeys.activity_pages import CALENDAR, EMBED, SHARE
from tests.journeys.calendar_pages import WHOLE
from tests.journeys.poll_pages import POLL_PLAN, POLL_PUBLIC
from tests.journeys.starter_pages import STARTER_PAGES


@dataclass(frozen=True)
class Shown:
    """A page: its path with the scene's names in braces, and what is pressed there before one looks, if anything."""

    path: str
    press: str = ""
    """The visible words of a button in the page's language, Swedish | English."""


def shown(*paths: str) -> tuple[Shown, ...]:
    return tuple(Shown(path) for path in paths)


PUBLIC: dict[str, tuple[Shown, ...]] = {
    "programmes.index": shown("/"),
    "programmes.meeting": shown(
        "/meetings/{gamleby}", "/meetings/{past}", "/meetings/{early}", "/meetings/{full}",
        "/meetings/{cancelled}", "/meetings/{moved}", "/meetings/there-is-none",
    ),
    "programmes.programme": shown(
        "/meetings/{gamleby}/programme", "/meetings/{gamleby}/programme?by=theme",
        "/meetings/{gamleby}/programme?theme=vatten",
    ),
    "programmes.now": shown(
        "/meetings/{today}/now", "/meetings/{gamleby}/now", "/meetings/{past}/now", "/meetings/{cancelled}/now",
        "/meetings/{moved}/now",
    ),
    "programmes.screen": shown(
        "/meetings/{today}/now/screen", "/meetings/{gamleby}/now/screen", "/meetings/{past}/now/screen",
    ),
    "programmes.version": shown("/meetings/{gamleby}/versions/1"),
    "programmes.versions": shown("/meetings/{gamleby}/versions"),
    "calendars.subscribe": shown("/meetings/{gamleby}/calendar", "/meetings/{early}/calendar"),
    "activities.calendar": shown(*CALENDAR),
    "activities.embed": shown(*EMBED),
    "activities.share": shown(*SHARE),
    "activities.activity": shown("/activities/{activity_uid}", "/activities/{off_uid}"),
    "registrations.register": (
        Shown("/meetings/{gamleby}/register"),
        Shown("/meetings/{gamleby}/register", press="Anmäl dig|Register"),
        *shown("/meetings/{full}/register", "/meetings/{past}/register"),
    ),
    "mail.no_more": shown("/no-more/{declinable}"),
    "mypage.mine": shown("/r/{confirmed}", "/r/{waiting}", "/r/{gone}", "/r/not-a-token"),
    "mypage.whole": shown(*WHOLE),
    "choices.choose": (
        *shown("/r/{chooser}/choices", "/r/{confirmed}/choices"),
        Shown("/r/{chooser}/choices", press="Spara mina val|Save my choices"),
    ),
    "registrations.change": (Shown("/r/{confirmed}/change"), Shown("/r/{comer}/change")),
    "registrations.party": shown("/p/{booker}"),
    "registrations.more": shown("/p/{booker}/more"),
    "registrations.party_hand_over": (
        Shown("/p/{booker}/{member}/hand-over"),
        Shown("/p/{booker}/{member}/hand-over", press="Skicka kollegan i stället|Send the colleague instead"),
    ),
    "registrations.party_cancel": shown("/p/{booker}/{member}/cancel"),
    "mypage.cancel": shown("/r/{confirmed}/cancel"),
    "mypage.hand_over": (
        Shown("/r/{confirmed}/hand-over"),
        Shown("/r/{confirmed}/hand-over", press="Skicka kollegan i stället|Send the colleague instead"),
    ),
    "mypage.handed_over": shown("/handed-over"),
    "mypage.erase": shown("/r/{confirmed}/erase"),
    "mypage.erased": shown("/erased"),
    "invitations.invited": shown("/i/{invited}", "/i/not-a-token"),
    "invitations.person": (
        Shown("/i/{invited}/people/{registration_id}"),
        Shown("/i/{invited}/people/{registration_id}", press="Ge kollegan platsen|Give the place to the colleague"),
    ),
    "speakers.mine": shown("/s/{speaker}", "/s/{silent}", "/s/not-a-token"),
    "speakers.details": (
        Shown("/s/{speaker}/details"),
        Shown("/s/{silent}/details", press="Spara|Save"),
    ),
    "speakers.my_files": (
        *shown("/s/{speaker}/items/{talk_id}/files"),
        Shown("/s/{speaker}/items/{talk_id}/files", press="Skicka filen|Send the file"),
    ),
    "speakers.erase": shown("/s/{speaker}/erase"),
    **{endpoint: tuple(Shown(*place) for place in places) for endpoint, places in POLL_PUBLIC.items()},
    "network.clusters": shown("/clusters"),
    "network.cluster": shown("/clusters/vreta-kluster"),
    "accounts.sign_in": (Shown("/sign-in"), Shown("/sign-in", press="Skicka en länk|Send me a link")),
    "accounts.sign_in_link": shown("/sign-in/{sign_in}", "/sign-in/used-up"),
    "about.accessibility": shown("/accessibility", "/accessibility?sent=1"),
    "about.privacy": shown("/privacy"),
}  # fmt: skip
"""Pages for everyone, by endpoint."""

PLAN: dict[str, tuple[Shown, ...]] = {
    "meetings.plan_index": shown("/plan"),
    "activities.plan_index": shown("/plan/activities"),
    "activities.new": (
        Shown("/plan/activities/new"),
        Shown("/plan/activities/new", press="Lägg in i kalendern|Put it in the calendar"),
    ),
    "activities.edit": shown("/plan/activities/{activity_id}", "/plan/activities/{waiting_id}"),
    "activities.feed": (
        Shown("/plan/clusters/vreta-kluster/feed"),
        Shown("/plan/clusters/agro-sormland/feed", press="Spara och hämta|Save and fetch"),
    ),
    "meetings.edit": shown("/plan/meetings/{gamleby}/edit"),
    "meetings.status": shown("/plan/meetings/{gamleby}/status"),
    "lists.dashboard": shown("/plan/meetings/{gamleby}", "/plan/meetings/{early}"),
    "lists.index": shown("/plan/meetings/{gamleby}/registrations", "/plan/meetings/{full}/registrations?q=nobody"),
    "invitations.index": shown("/plan/meetings/{gamleby}/invitations", "/plan/meetings/{early}/invitations"),
    "invitations.add": (
        Shown("/plan/meetings/{gamleby}/invitations/add"),
        Shown("/plan/meetings/{gamleby}/invitations/add", press="Sätt på listan|Put on the list"),
    ),
    "invitations.message": shown("/plan/meetings/{gamleby}/invitations/message"),
    "invitations.one": shown("/plan/invitations/{invitation_id}"),
    "invitations.remind": shown("/plan/meetings/{gamleby}/invitations/remind"),
    "invitations.send": shown("/plan/meetings/{gamleby}/invitations/send"),
    "lists.person": shown("/plan/registrations/{registration_id}"),
    "lists.hand_over": shown("/plan/registrations/{registration_id}/hand-over"),
    "lists.erase": shown("/plan/registrations/{registration_id}/erase"),
    "lists.import_people": shown("/plan/meetings/{gamleby}/import"),
    "lists.lists": shown("/plan/meetings/{gamleby}/lists"),
    "presence.sheet": (
        *shown(
            "/plan/meetings/{today}/presence", "/plan/meetings/{gamleby}/presence", "/plan/meetings/{early}/presence"
        ),
        Shown("/plan/meetings/{today}/presence", press="Ett namn till|One more name"),
    ),
    "lists.attendance": shown("/plan/meetings/{gamleby}/lists/attendance", "/plan/meetings/{past}/lists/attendance"),
    "checkin.page": shown(
        "/plan/meetings/{today}/checkin",
        "/door/{door}",
        "/plan/meetings/{past}/checkin",
        "/plan/meetings/{past}/checkin?q=qqq",
    ),
    "checkin.visitors": (
        *shown("/plan/meetings/{past}/checkin/visitors"),
        Shown("/plan/meetings/{past}/checkin/visitors", press="Skriv upp som här|Put on the list, as here"),
    ),
    "checkin.sheet": shown("/plan/meetings/{past}/checkin/sheet", "/plan/meetings/{gamleby}/checkin/sheet?all=1"),
    "checkin.doors": (
        *shown("/plan/meetings/{gamleby}/checkin/doors"),
        Shown("/plan/meetings/{gamleby}/checkin/doors", press="Skapa en länk|Make a link"),
    ),
    "checkin.code": shown("/c/{signed}"),
    "lists.chosen": shown("/plan/meetings/{gamleby}/lists/chosen"),
    "lists.kitchen": (
        Shown("/plan/meetings/{gamleby}/lists/kitchen"),
        Shown(
            "/plan/meetings/{gamleby}/lists/kitchen",
            press="Visa vilka: det antecknas att du har tittat|Show who: it is written down that you looked",
        ),
    ),
    "lists.listing": shown(
        *(
            f"/plan/meetings/{{gamleby}}/lists/{name}"
            for name in ("rooms", "bus", "invoices", "participants", "answers")
        )
    ),
    "registrations.seats": (
        *shown("/plan/meetings/{gamleby}/seats", "/plan/meetings/{early}/seats"),
        Shown("/plan/meetings/{gamleby}/seats", press="Fyll i för alla|Fill in for all"),
    ),
    "registrations.parts": shown("/plan/meetings/{gamleby}/parts", "/plan/meetings/{early}/parts"),
    "registrations.new_part": (
        Shown("/plan/meetings/{gamleby}/parts/new"),
        Shown("/plan/meetings/{gamleby}/parts/new", press="Lägg till en hållplats|Add a stop"),
        Shown("/plan/meetings/{gamleby}/parts/new", press="Spara|Save"),
    ),
    "registrations.part": shown("/plan/meetings/{gamleby}/parts/{part_id}", "/plan/meetings/{gamleby}/parts/{day_id}"),
    "registrations.line": (
        *shown("/plan/meetings/{full}/line", "/plan/meetings/{early}/line"),
        Shown("/plan/meetings/{full}/line", press="Flytta|Move"),
    ),
    "registrations.privacy": shown("/plan/meetings/{gamleby}/privacy"),
    "board.index": shown("/plan/meetings/{gamleby}/agenda", "/plan/meetings/{early}/agenda"),
    "board.new": (
        Shown("/plan/meetings/{gamleby}/agenda/new"),
        Shown("/plan/meetings/{gamleby}/agenda/new", press="Spara|Save"),
    ),
    "board.edit": shown("/plan/meetings/{gamleby}/agenda/{item_id}"),
    "board.move": (
        Shown("/plan/meetings/{gamleby}/agenda/{item_id}/move"),
        Shown("/plan/meetings/{gamleby}/agenda/{item_id}/move", press="Flytta|Move"),
    ),
    "board.whole": shown("/plan/meetings/{gamleby}/agenda/whole", "/plan/meetings/{early}/agenda/whole"),
    "board.warnings": shown("/plan/meetings/{gamleby}/agenda/warnings", "/plan/meetings/{early}/agenda/warnings"),
    "board.history": shown("/plan/meetings/{gamleby}/agenda/history", "/plan/meetings/{early}/agenda/history"),
    "board.suggest": shown("/plan/meetings/{choosing}/agenda/suggest", "/plan/meetings/{early}/agenda/suggest"),
    "board.then": shown("/plan/meetings/{gamleby}/agenda/history/1"),
    "speakers.index": shown(
        "/plan/meetings/{gamleby}/speakers",
        "/plan/meetings/{gamleby}/speakers?status=declined",
        "/plan/meetings/{early}/speakers",
    ),
    "speakers.invite": shown("/plan/meetings/{gamleby}/speakers/invite"),
    "speakers.remind": shown("/plan/meetings/{gamleby}/speakers/remind"),
    "speakers.one": (
        *shown("/plan/meetings/{gamleby}/speakers/{speaker_id}", "/plan/meetings/{gamleby}/speakers/{suggesting_id}"),
        Shown(
            "/plan/meetings/{gamleby}/speakers/{speaker_id}",
            press="Visa dem: det antecknas att du har tittat|Show them: it is written down that you looked",
        ),
    ),
    "speakers.invite_one": shown("/plan/meetings/{gamleby}/speakers/{speaker_id}/invite"),
    "speakers.fill_in": (
        Shown("/plan/meetings/{gamleby}/speakers/{speaker_id}/details"),
        Shown("/plan/meetings/{gamleby}/speakers/{speaker_id}/details", press="Spara|Save"),
    ),
    "speakers.files": (
        *shown("/plan/meetings/{gamleby}/agenda/{slides_id}/files"),
        Shown("/plan/meetings/{gamleby}/agenda/{slides_id}/files", press="Lägg till filen|Add the file"),
    ),
    "speakers.remove": shown("/plan/meetings/{gamleby}/agenda/{slides_id}/files/{file_id}/remove"),
    "choices.index": shown("/plan/meetings/{choosing}/choices", "/plan/meetings/{early}/choices"),
    "choices.open_block": shown("/plan/meetings/{choosing}/choices/open/{parallel_id}"),
    "choices.edit_block": shown("/plan/choices/{block_id}"),
    "choices.people": shown("/plan/choices/{block_id}/people", "/plan/choices/{block_id}/people?item=none"),
    "choices.place": shown("/plan/choices/{block_id}/place"),
    "questions.index": shown("/plan/meetings/{gamleby}/questions", "/plan/meetings/{early}/questions"),
    "questions.new": (
        Shown("/plan/meetings/{gamleby}/questions/new"),
        Shown("/plan/meetings/{gamleby}/questions/new", press="Spara|Save"),
    ),
    "questions.edit": shown("/plan/meetings/{gamleby}/questions/{question_id}"),
    "publishing.publish": (
        *shown("/plan/meetings/{gamleby}/publish", "/plan/meetings/{early}/publish"),
        Shown("/plan/meetings/{gamleby}/publish", press="Visa brevet|Show the letter"),
    ),
    "publishing.told": shown("/plan/meetings/{gamleby}/publish/told", "/plan/meetings/{early}/publish/told"),
    "publishing.restore": shown("/plan/meetings/{gamleby}/restore/1"),
    "publishing.late": shown(
        "/plan/meetings/{gamleby}/late",
        "/plan/meetings/{gamleby}/late?day={gamleby_day}",
        "/plan/meetings/{early}/late",
    ),
    "papers.index": shown("/plan/meetings/{gamleby}/print", "/plan/meetings/{early}/print"),
    "papers.proof": (
        *shown("/plan/meetings/{past}/proof", "/plan/meetings/{gamleby}/proof"),
        Shown("/plan/meetings/{past}/proof", press="Spara|Save"),
    ),
    "papers.job": (Shown("/plan/meetings/{gamleby}/print", press="Svenska|Svenska"),),
    "programmes.preview": shown("/plan/meetings/{gamleby}/preview"),
    **{endpoint: tuple(Shown(*place) for place in places) for endpoint, places in STARTER_PAGES.items()},
    **{endpoint: tuple(Shown(*place) for place in places) for endpoint, places in POLL_PLAN.items()},
    "network.plan_clusters": shown("/plan/clusters"),
    "network.new_cluster": shown("/plan/clusters/new"),
    "network.edit_cluster": shown("/plan/clusters/vreta-kluster/edit"),
    "network.plan_themes": shown("/plan/themes"),
    "network.new_theme": shown("/plan/themes/new"),
    "network.edit_theme": shown("/plan/themes/vatten/edit"),
    "network.plan_venues": shown("/plan/venues"),
    "network.new_venue": shown("/plan/venues/new"),
    "network.edit_venue": shown("/plan/venues/{venue_id}/edit"),
    "network.plan_people": shown("/plan/people"),
    "network.new_person": shown("/plan/people/new"),
    "network.edit_person": shown("/plan/people/{person_id}/edit"),
    "mail.letters": shown("/plan/letters", "/plan/letters?q=nobody"),
    "mail.delivery": shown("/plan/letters/delivery"),
    "mail.letter": shown("/plan/letters/{letter_id}"),
    "replies.index": shown("/plan/replies"),
    "accounts.index": shown("/plan/accounts"),
    "accounts.new": shown("/plan/accounts/new"),
    "accounts.edit": shown("/plan/accounts/{account_id}"),
    "accounts.me": shown("/plan/me"),
}
"""Pages for those who sign in, by endpoint; looked at as administrator, who sees all there is to see."""

NO_PAGES = {
    "activities.activity_file", "activities.calendar_feed", "activities.entries",
    "board.since", "calendars.feed", "calendars.item", "calendars.meeting", "calendars.programme", "calendars.theme",
    "calendars.theme_feed", "mail.letter_html", "meetings.logo", "papers.certificate", "papers.file", "papers.mine",
    "papers.paper", "papers.state", "programmes.now_version",
    "programmes.pdf", "programmes.service_worker", "lists.answer_file", "lists.export",
    "checkin.state", "lists.sheet",
    "mypage.feed", "mypage.my_data", "mypage.my_file", "speakers.file", "speakers.my_data", "speakers.my_file",
    "speakers.my_picture", "speakers.picture", "speakers.portrait", "speakers.shown_file",
}  # fmt: skip
"""What is read by other programs: calendars, pictures, sheets, a PDF, a copy of one's data; and a letter as such."""
