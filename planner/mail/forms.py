"""Forms of mail: where a letter is sent instead, how fast letters leave, which domain is looked up."""

from typing import Any

from wtforms import Field, StringField
from wtforms.validators import Optional, Regexp, ValidationError

from planner.core.addresses import is_mail_address
from planner.core.language import say
from planner.mail.rules.pace import MOST_PER_MINUTE
from planner.web.form import Form, line, mail_address


class AddressForm(Form):
    """Another address for a letter that did not arrive."""

    address = mail_address(say("Another address"), needed=True)


class PaceForm(Form):
    """How many letters leave a minute at most."""

    per_minute = StringField(
        say("Letters a minute, at most"),
        [
            Optional(),
            Regexp(r"[0-9]{1,4}$", message=say("Write a whole number from 0 to %(most)s.", most=MOST_PER_MINUTE)),
        ],
        description=say("0 sets no limit. Empty: as the installation’s settings say."),
        filters=[lambda text: text.strip() if text else text],
    )

    @property
    def number(self) -> int | None:
        """What was written; None: nothing."""
        return int(self.per_minute.data) if self.per_minute.data else None


class _NameOf:
    """A part of the name system: a domain, or with `dotted` what stands before one."""

    def __call__(self, form: Any, field: Field) -> None:
        try:
            known = as_known(field.data or "")
        except UnicodeError:
            known = ""
        if not is_mail_address(f"x@{known}" if field.name == "domain" else f"x@{known}.example.org"):
            raise ValidationError(say("Write a name as the name system knows it, such as example.org."))


class NamesForm(Form):
    """Which domain to look up, and where its DKIM key stands."""

    domain = line(say("Domain"), needed=True, most=253)
    selector = line(
        say("DKIM selector"), most=63, hint=say("If you know it. Else the names that are usual are looked through.")
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """What the name system has no room for is not asked for."""
        return super().validate({"domain": [_NameOf()], "selector": [_NameOf()]})

    def asked(self) -> tuple[str, str]:
        """(domain, selector) as the name system knows them."""
        return as_known(self.domain.data or ""), as_known(self.selector.data or "")


def as_known(name: str) -> str:
    """The name as the name system knows it: örby.example → xn--rby-rna.example. Raises UnicodeError."""
    bare = name.strip().strip(".").lower()
    return bare.encode("idna").decode() if bare else ""
