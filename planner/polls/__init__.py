"""Choosing a date for a gathering: which days suit the clusters, and what comes of it."""
