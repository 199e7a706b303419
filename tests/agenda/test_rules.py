"""What wishes mean the same."""

import pytest

from planner.agenda.rules import MOST_WISH, Wished, WishedTopic, one_wish, same_words, topics_of


@pytest.mark.parametrize(
    ("one", "other"),
    [("Vatten i landskapet", "vatten  i Landskapet."), ("AI?", "– ai!"), ("”Beredskap”", "BEREDSKAP …")],
)
def test_wishes_in_the_same_words_mean_one_topic(one: str, other: str) -> None:
    assert same_words(one) == same_words(other) != ""


def test_topics_that_most_clusters_wish_for_come_first() -> None:
    wishes = [
        Wished("Ensam", "a", 1),
        Wished("Beredskap", "a", 1),
        Wished("Vatten!", "b", 1),
        Wished("vatten", "c", 1),
        Wished("beredskap.", "d", 2),
        Wished("Vatten", "e", None),
        Wished("vatten", "c", 1),
    ]
    assert topics_of(wishes) == (
        WishedTopic("Beredskap", people=2, clusters=2),
        WishedTopic("Vatten!", people=3, clusters=1),
        WishedTopic("Ensam", people=1, clusters=1),
    )


def test_a_wish_is_kept_on_one_line_and_not_too_long() -> None:
    assert one_wish("  Vatten\r\n i landskapet ") == "Vatten i landskapet"
    assert len(one_wish("ord " * 200)) == MOST_WISH - 1
