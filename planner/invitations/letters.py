"""Letters that invite and remind."""

PURPOSE = "invitation"
"""Of the private link's token."""
