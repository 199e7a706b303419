"""What is written to people who sign in."""

from urllib.parse import urlencode

from planner.accounts.models import Account
from planner.accounts.rules import LINK_MINUTES
from planner.core.language import Lang, say
from planner.core.work import Site
from planner.mail.letter import Button, Letter, Paragraph

SIGN_IN = "sign-in"
"""The purpose of the token, and the kind of the letter."""


def sign_in_address(site: Site, salt: str, lang: Lang, next_path: str = "") -> str:
    """The address of a sign-in link, its token still a blank."""
    query = f"?{urlencode({'next': next_path})}" if next_path else ""
    return site.private_url("/sign-in", SIGN_IN, salt, lang) + query


def sign_in_letter(site: Site, account: Account, salt: str, next_path: str) -> Letter:
    """The letter with the link that signs `account` in and leads on to `next_path`."""
    lang: Lang = "en" if account.lang == "en" else "sv"
    return Letter(
        to=account.email,
        lang=lang,
        subject=say("Sign in to %(network)s", network=site.network_name),
        blocks=(
            Paragraph(say("Hello %(name)s,", name=account.name)),
            Paragraph(
                say(
                    "The link below signs you in. It works once, within %(minutes)s minutes.",
                    minutes=LINK_MINUTES,
                )
            ),
            Button(say("Sign in"), sign_in_address(site, salt, lang, next_path)),
            Paragraph(say("Was it not you who asked for it? Then you need do nothing: nobody has been signed in.")),
        ),
        kind=SIGN_IN,
    )


def welcome_letter(site: Site, account: Account) -> Letter:
    """The letter to somebody who has just been let in, and how to sign in from now on."""
    lang: Lang = "en" if account.lang == "en" else "sv"
    return Letter(
        to=account.email,
        lang=lang,
        subject=say("You can now sign in to %(network)s", network=site.network_name),
        blocks=(
            Paragraph(say("Hello %(name)s,", name=account.name)),
            Paragraph(
                say(
                    "You have been let in to %(network)s. There is no password: write your e-mail address on the "
                    "sign-in page, and a link comes by letter each time.",
                    network=site.network_name,
                )
            ),
            Button(say("To the sign-in page"), site.url("/sign-in", lang)),
        ),
        kind="welcome",
    )
