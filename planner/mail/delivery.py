"""Carries letters to the mail server."""

DELIVER = "deliver-letter"


def deliver(letter_id: str) -> None:
    """Errand: send one letter."""
