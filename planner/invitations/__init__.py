"""Who is asked to come, what became of each invitation, and who is reminded."""
