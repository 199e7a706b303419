"""Secret links: made anew from salt and key, stored as a hash only."""

from planner.core.tokens import Keys, blank, conceal, hash_token, new_salt

KEYS = Keys("a key")


def test_a_token_depends_on_key_purpose_and_salt() -> None:
    salt = new_salt()
    tokens = {
        KEYS.token("mine", salt),
        KEYS.token("sign-in", salt),
        KEYS.token("mine", new_salt()),
        Keys("another").token("mine", salt),
    }
    assert len(tokens) == 4
    assert KEYS.token("mine", salt) == KEYS.token("mine", salt)
    assert all(len(token) == 32 and token.isalnum() and token == token.lower() for token in tokens)


def test_the_hash_of_a_token_is_what_is_stored() -> None:
    assert KEYS.token_hash("mine", "ab" * 16) == hash_token(KEYS.token("mine", "ab" * 16))


def test_a_blank_is_filled_as_the_letter_leaves() -> None:
    salt = new_salt()
    text = f"Your page: https://samling.example.org/mine/{blank('mine', salt)} and {blank('sign-in', salt)}."
    filled = KEYS.fill(text)
    assert filled == (
        f"Your page: https://samling.example.org/mine/{KEYS.token('mine', salt)} and {KEYS.token('sign-in', salt)}."
    )
    assert KEYS.fill(filled) == filled


def test_nothing_else_in_braces_is_filled() -> None:
    salt = "ab" * 16
    for text in (
        "{{private:mine}}",
        f"{{{{private:Mine:{salt}}}}}",
        f"{{{{private:mine:{salt[:-1]}}}}}",
        f"{{{{private:mine:{salt.upper()}}}}}",
        f"{{private:mine:{salt}}}",
        f"{{{{public:mine:{salt}}}}}",
    ):
        assert KEYS.fill(text) == text
        assert conceal(text) == text


def test_a_kept_letter_shows_dots_for_its_links() -> None:
    assert conceal(f"See /mine/{blank('mine', 'ab' * 16)}!") == "See /mine/••••••••!"
