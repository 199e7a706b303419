"""The door: ticks, visitors, links for helpers."""
