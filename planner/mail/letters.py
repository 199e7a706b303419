"""What mail itself writes: the link by which one says no to more letters, and a letter that tries the way out."""

from planner.core.language import Lang, say
from planner.core.work import Site
from planner.mail.letter import Letter, Paragraph

NO_MORE_PURPOSE = "no-more"
"""Of the token in that link."""
TRIAL = "trial"
"""The kind of a letter that tries whether letters leave."""


def no_more_url(site: Site, mark: str, lang: Lang) -> str:
    """Where one says no to letters like the one with this mark. Its token is a blank until the letter leaves."""
    return site.private_url(f"/no-more/{mark}", NO_MORE_PURPOSE, mark, lang)


def trial(site: Site, name: str, to: str, lang: Lang) -> Letter:
    """A letter to whoever tries whether letters leave."""
    return Letter(
        to=to,
        lang=lang,
        subject=say("A trial letter from %(network)s", network=site.network_name),
        blocks=(
            Paragraph(say("Hello %(name)s! You asked for this letter. It has come, so letters leave.", name=name)),
            Paragraph(
                say(
                    "Look where it landed. If it lies among unwanted mail, see what the page of delivery says of SPF, "
                    "DKIM and DMARC."
                )
            ),
        ),
        kind=TRIAL,
    )
