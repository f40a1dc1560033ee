"""The pure rules of sending."""

from datetime import UTC, datetime, timedelta

import pytest

from avow.notices import rules

NOW = datetime(2021, 4, 5, tzinfo=UTC)
LANGUAGES = frozenset({"en", "fr", "ar"})


@pytest.mark.parametrize("attempts, minutes", [(1, 1), (2, 5), (3, 30), (4, 120), (5, 720)])
def test_each_wait_is_longer_than_the_one_before(attempts, minutes):
    assert rules.next_try(attempts, NOW) == NOW + timedelta(minutes=minutes)


def test_after_six_attempts_it_is_enough():
    assert rules.next_try(6, NOW) is None


@pytest.mark.parametrize(
    "text, line",
    [
        ("Hello", "Hello"),
        ("Hello\r\nBcc: eve@example.org", "Hello Bcc: eve@example.org"),
        ("a\x00b\u2028c\td", "a b c d"),
        ("  مرحبا  بكم ", "مرحبا بكم"),
    ],
)
def test_a_header_is_one_line(text, line):
    assert rules.header(text) == line


@pytest.mark.parametrize(
    "url, there",
    [
        ("/en/ge/apply/", "/fr/ge/apply/"),
        ("/en", "/fr"),
        ("/xx/ge/", "/xx/ge/"),
        ("/english/", "/english/"),
        ("https://example.org/en/", "https://example.org/en/"),
        ("", ""),
    ],
)
def test_our_own_addresses_lead_to_the_reader_s_language(url, there):
    assert rules.in_language(url, "fr", LANGUAGES) == there
