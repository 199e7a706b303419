"""Two wordings of one text, word by word."""

from hypothesis import given
from hypothesis import strategies as st

from planner.core.markdown import plain_of
from planner.programmes.changes import Piece, PieceKind, word_by_word

SAME, OLD, NEW, GAP = PieceKind.SAME, PieceKind.OLD, PieceKind.NEW, PieceKind.GAP
texts = st.lists(st.sampled_from(["vi", "mäter", "vattnet", "om", "våren", "och", "hösten", "sedan"]), max_size=30).map(
    " ".join
)


def test_a_word_that_is_another_one() -> None:
    assert word_by_word("Ta med stövlar.", "Ta med kängor.") == (
        Piece(SAME, "Ta med"),
        Piece(OLD, "stövlar."),
        Piece(NEW, "kängor."),
    )


def test_words_far_from_any_difference_are_left_out() -> None:
    long = " ".join(f"ord{n}" for n in range(30))
    assert word_by_word(f"Nu {long} slut", f"Då {long} slut") == (
        Piece(OLD, "Nu"),
        Piece(NEW, "Då"),
        Piece(SAME, "ord0 ord1 ord2 ord3 ord4 ord5"),
        Piece(GAP, ""),
    )
    assert word_by_word(f"Nu {long} slut", f"Då {long} början")[3:] == (
        Piece(GAP, ""),
        Piece(SAME, "ord24 ord25 ord26 ord27 ord28 ord29"),
        Piece(OLD, "slut"),
        Piece(NEW, "början"),
    )
    assert word_by_word(f"{long} slut", f"{long} början")[:2] == (
        Piece(GAP, ""),
        Piece(SAME, "ord24 ord25 ord26 ord27 ord28 ord29"),
    )


def test_nothing_is_shown_where_it_would_not_help() -> None:
    assert word_by_word("Ta med **stövlar**", "Ta med stövlar") == ()  # reads the same
    assert word_by_word("", "Ta med stövlar") == word_by_word("Ta med stövlar", "") == ()
    assert word_by_word("Vi ses i lokalen", "Ta med egna stövlar och kläder efter väder") == ()
    assert word_by_word("ord " * 2000, "ord " * 2001) == ()


@given(texts, texts)
def test_what_stayed_and_went_is_the_old_text_and_what_stayed_and_came_the_new(old: str, new: str) -> None:
    pieces = word_by_word(old, new)
    if pieces and not any(piece.kind is GAP for piece in pieces):
        for text, gone in ((old, NEW), (new, OLD)):
            kept = " ".join(piece.text for piece in pieces if piece.kind is not gone)
            assert kept.split() == plain_of(text).split()
