"""Forms of accounts: asking for a link, and who may sign in."""

from typing import Any

from wtforms import HiddenField, RadioField

from planner.accounts.queries import AccountRow
from planner.accounts.rules import ROLE_WORDS, AccountDetails
from planner.core.actor import Role
from planner.core.language import Lang, in_language, language, say
from planner.web.form import Form, choose, line, mail_address, required

# Each language is called by its own name, whatever the page is in.
LANGUAGES = choose([("sv", "Svenska"), ("en", "English")])


class SignInForm(Form):
    """Where to send a sign-in link."""

    email = mail_address(say("E-mail"), needed=True)
    next = HiddenField()


class MeForm(Form):
    """What people change of their own account."""

    name = line(say("Name"), needed=True)
    lang = RadioField(say("Language of letters"), [required()], choices=LANGUAGES)

    @property
    def chosen_lang(self) -> Lang:
        return "en" if self.lang.data == "en" else "sv"


class AccountForm(MeForm):
    """Who it is, and what they are let in as."""

    email = mail_address(
        say("E-mail"), needed=True, hint=say("Sign-in links go there. It must be read by this person alone.")
    )
    role = RadioField(say("May sign in as"), [required()], choices=[])

    def __init__(self, roles: tuple[Role, ...], account: AccountRow | None = None, **more: Any) -> None:
        """Only `roles` can be chosen; `account` is what the fields hold at first."""
        first = {"lang": "sv"} if account is None else vars(account)
        super().__init__(data=first, **more)
        self.role.choices = choose((role.value, in_language(ROLE_WORDS[role], language())) for role in roles)

    def details(self) -> AccountDetails:
        return AccountDetails(self.name.data or "", self.email.data or "", Role(self.role.data), self.chosen_lang)
