"""Changing a programme safely: what differs, who is told, later or now, back again, and late on the day."""
