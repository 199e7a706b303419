"""Addresses made of words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core.slugs import slug_of, unused_slug


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("Gröna kluster i Gamleby 2026", "grona-kluster-i-gamleby-2026"),
        ("  Åäö & Æø – ÉÈ!  ", "aao-och-aeo-ee"),
        ("ÅÄÖ", "aao"),
        ("…", "x"),
        ("", "x"),
        ("日本", "x"),
        ("a" * 59 + " bc", "a" * 59),
    ],
)
def test_words_become_a_part_of_an_address(words: str, slug: str) -> None:
    assert slug_of(words) == slug


@given(st.text(), st.integers(1, 60))
def test_an_address_is_never_empty_and_always_plain(words: str, most: int) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug_of(words, most=most))
    assert len(slug_of(words, most=most)) <= most


def test_a_taken_address_gets_a_number() -> None:
    assert unused_slug("Träff", set()) == "traff"
    assert unused_slug("Träff", {"traff"}) == "traff-2"
    assert unused_slug("Träff", {"traff", "traff-2", "traff-4"}) == "traff-3"
