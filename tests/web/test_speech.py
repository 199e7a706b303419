"""English pages live below /en."""

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize(
    ("address", "lang", "status"),
    [
        ("/", "sv", 200),
        ("/en", "en", 200),
        ("/en/", "en", 200),
        ("/english", "sv", 404),
        ("/en/en/", "en", 404),
        ("/EN/", "sv", 404),
        ("/en/no-such-page", "en", 404),
    ],
)
def test_the_address_says_the_language(client: FlaskClient, address: str, lang: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert f'<html lang="{lang}">' in answer.get_data(as_text=True)


def test_links_stay_in_the_language_and_one_leads_to_the_other(client: FlaskClient) -> None:
    swedish, english = (client.get(at).get_data(as_text=True) for at in ("/clusters", "/en/clusters"))
    assert 'href="/en/clusters"' in swedish
    assert 'href="/clusters"' in english
    assert 'href="/en/accessibility"' in english
    assert 'href="/accessibility"' not in english


def test_one_readers_language_does_not_stick_to_the_next(client: FlaskClient) -> None:
    client.get("/en/")
    assert '<html lang="sv">' in client.get("/").get_data(as_text=True)
