"""A person's own page behind a private link: their gathering, their answers, their data."""
