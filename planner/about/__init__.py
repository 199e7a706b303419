"""Pages about the site itself: accessibility and personal data."""
