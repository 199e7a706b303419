"""Letters out: written in the caller's transaction, delivered by errands, kept for the lead to see."""
