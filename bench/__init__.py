"""Benchmarks: what pages, calendar files and prints cost, as multiples of something measured in the same run."""
