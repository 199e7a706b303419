"""Words measured without laying them out."""

from planner.press.letters import REGULAR, lines_of, shortened, width_of


def test_widths_are_those_of_the_letters() -> None:
    assert width_of("") == 0
    assert 0.2 < width_of("i") < width_of("n") < width_of("m") < 1
    assert width_of("åäö") == width_of("aao")
    assert width_of("Anna", REGULAR) < width_of("Anna")
    # What the letters do not have is as wide as it may be.
    assert width_of("汉字") == 2


def test_words_part_at_blanks_and_after_hyphens() -> None:
    wide = width_of("Lindqvist-")
    assert lines_of("Åsa Lindqvist-Öberg", 100) == 1
    assert lines_of("Lindqvist-Öberg", wide) == 2
    assert lines_of("Åsa Lindqvist-Öberg", wide) == 3
    assert lines_of("Åsa Lindqvist-Öberg", wide - 0.1) is None
    assert lines_of("", 1) == 1
    assert lines_of("–", 1) == 1


def test_a_line_is_shortened_only_where_it_must() -> None:
    words = "Vatten när det är torrt"
    assert shortened(words, width_of(words, REGULAR)) == words
    short = shortened(words, width_of(words, REGULAR) - 1)
    assert short == "Vatten när det…"
    assert width_of(shortened("W" * 50, 5), REGULAR) <= 5
