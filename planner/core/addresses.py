"""What an e-mail address is."""


def is_mail_address(text: str) -> bool:
    """Whether letters can be sent there: one @, no space or control sign, a domain with a dot."""
    name, at, domain = text.strip().rpartition("@")
    return bool(
        at
        and name
        and "@" not in name
        and len(text) <= 254
        and all(c.isprintable() and c not in ' ,;<>"()[]\\' for c in text)
        and "." in domain
        and all(label and not label.startswith("-") for label in domain.split("."))
    )
