"""The letter with the link to the calendar of all one's gatherings."""

from planner.core.language import Lang, say
from planner.core.work import Site
from planner.mail.letter import Button, Letter, Paragraph
from planner.meetings.queries import Gate
from planner.mypage.rules import PAGE

KIND = "own-calendar"


def calendar_link(site: Site, to: str, lang: Lang, page_salt: str, gate: Gate) -> Letter:
    """The link alone: whoever reads the letters to this address may follow what the address is registered for."""
    return Letter(
        to=to,
        lang=lang,
        subject=say("Your gatherings in your own calendar"),
        blocks=(
            Paragraph(
                say(
                    "Here you get an address for your own calendar. It holds every gathering that you come to, also "
                    "those that you register for later, and follows when times and rooms change."
                )
            ),
            Button(say("To your calendar address"), site.private_url("/my", PAGE, page_salt, lang)),
            Paragraph(say("If you did not ask for this, you need do nothing. Keep the link to yourself.")),
        ),
        kind=KIND,
        meeting_id=gate.meeting_id,
        reply_to=gate.contact_email,
    )
