"""Every page that people open: its addresses, filled in with a scene (scene.py), and what is pressed there."""

from dataclasses import dataclass


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
    "programmes.versions": shown("/meetings/{gamleby}/versions"),
    "programmes.version": shown("/meetings/{gamleby}/versions/1"),
    "calendars.subscribe": shown("/meetings/{gamleby}/calendar", "/meetings/{early}/calendar"),
    "registrations.register": (
        Shown("/meetings/{gamleby}/register"),
        Shown("/meetings/{gamleby}/register", press="Anmäl dig|Register"),
        *shown("/meetings/{full}/register", "/meetings/{past}/register"),
    ),
    "mypage.mine": shown("/r/{confirmed}", "/r/{waiting}", "/r/{gone}", "/r/not-a-token"),
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
    "meetings.new": (
        Shown("/plan/meetings/new"),
        Shown("/plan/meetings/new", press="Skapa träffen|Make the gathering"),
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
    "lists.attendance": shown("/plan/meetings/{gamleby}/lists/attendance"),
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
    "agenda.index": shown("/plan/meetings/{gamleby}/agenda", "/plan/meetings/{early}/agenda"),
    "agenda.new": (
        Shown("/plan/meetings/{gamleby}/agenda/new"),
        Shown("/plan/meetings/{gamleby}/agenda/new", press="Spara|Save"),
    ),
    "agenda.edit": shown("/plan/meetings/{gamleby}/agenda/{item_id}"),
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
    "programmes.preview": shown("/plan/meetings/{gamleby}/preview"),
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
    "mail.letter": shown("/plan/letters/{letter_id}"),
    "accounts.index": shown("/plan/accounts"),
    "accounts.new": shown("/plan/accounts/new"),
    "accounts.edit": shown("/plan/accounts/{account_id}"),
    "accounts.me": shown("/plan/me"),
}
"""Pages for those who sign in, by endpoint; looked at as administrator, who sees all there is to see."""

NO_PAGES = {
    "calendars.feed", "calendars.item", "calendars.meeting", "calendars.programme", "calendars.theme",
    "calendars.theme_feed", "mail.letter_html", "meetings.logo", "programmes.pdf", "lists.answer_file", "lists.export",
    "lists.sheet",
    "mypage.my_data", "mypage.my_file",
}  # fmt: skip
"""What is read by other programs: calendars, pictures, sheets, a PDF, a copy of one's data; and a letter as such."""
