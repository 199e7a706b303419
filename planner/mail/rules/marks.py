"""What a letter is known by: its mark stands in its Message-ID and in the address that says no to more of them."""


def message_id_of(mark: str, host: str) -> str:
    """The Message-ID of the letter with this mark (32 hexadecimal digits)."""
    return f"<{mark}@{host}>"


def mark_of(message_id: str) -> str:
    """The mark in a Message-ID of ours."""
    return message_id.strip("<>").partition("@")[0]
