"""How gatherings usually go: starters for an agenda, templates that the lead saves, copies of earlier gatherings."""
