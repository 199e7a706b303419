"""Plain text cut into words and addresses."""

from planner.mail.rules import Piece, paragraphs_of, pieces_of


def test_addresses_are_cut_out_without_the_full_stop_after_them() -> None:
    assert pieces_of("See http://localhost/my/abc. Or (https://example.org/a?b=1)!") == (
        Piece("See "),
        Piece("http://localhost/my/abc", is_link=True),
        Piece(". Or ("),
        Piece("https://example.org/a?b=1", is_link=True),
        Piece(")!"),
    )


def test_a_concealed_address_is_no_link() -> None:
    assert pieces_of("http://localhost/my/••••••••") == (Piece("http://localhost/my/••••••••"),)


def test_no_other_kind_of_address_becomes_a_link() -> None:
    assert pieces_of("javascript:alert(1) data:text/html,x") == (Piece("javascript:alert(1) data:text/html,x"),)


def test_paragraphs_stand_apart_and_lines_stay() -> None:
    assert paragraphs_of("a\nb\n\n\nc\n") == (((Piece("a"),), (Piece("b"),)), ((Piece("c"),),))
