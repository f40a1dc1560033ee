"""Ways to get in touch are found in what two sides read of each other before both said yes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.learning.contacts import contacts_in

DIGITS = (
    "0123456789",
    "٠١٢٣٤٥٦٧٨٩",
    "۰۱۲۳۴۵۶۷۸۹",
    "०१२३४५६७८९",
    "０１２３４５６７８９",
    "〇一二三四五六七八九",
)


@pytest.mark.parametrize(
    "text",
    [
        "write to ana@example.org", "ANA@EXAMPLE.ORG", "ana＠example．org", "ana @ example.org",
        "ana(at)example.org", "ana [at] example [dot] org", "a\u200bna@exam\u00adple.org", "ana@пример.рф",
    ],
)  # fmt: skip
def test_mail_addresses_are_found(text):
    assert "mail" in contacts_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/a", "HTTP://EXAMPLE", "see www.example.org", "example.org", "Harbour-Law.COM",
        "harbour.co.ke/us", "t.me/harbour", "wa.me/254712345678", "example。org", "example (dot) org",
        "пример.рф", "妇女之家.中国", "tel:+254712345678 signal://x",
    ],
)  # fmt: skip
def test_web_addresses_are_found(text):
    assert "web" in contacts_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "+254 712 345 678", "call 0712345678", "0712-345-678", "(020) 1234 5678", "+44 (0)20 7946 0958",
        "00254712345678", "06 12 34 56 78", "06.12.34.56.78", "555-1234", "5551234", "5551234 now", "123 456 789 any",
        "1-800-555-0199", "0 7 1 2 3 4 5 6 7 8", "WhatsApp:+1 (212) 555‑0100", "TEL 5551234", "Tel-0712345678",
        "٠٧١٢٣٤٥٦٧٨", "+٩٦٦ ٥٠ ١٢٣ ٤٥٦٧", "＋８６１３８００１３８０００", "一三八〇〇一三八〇〇〇", "07\u200b12345678",
        "in 2021: 0712 345 678", "07123\u00a045678", "$ 0712345678",
    ],
)  # fmt: skip
def test_telephone_numbers_are_found(text):
    assert contacts_in(text) == ("phone",)


@pytest.mark.parametrize(
    "text",
    [
        "", "A lawyer who knows shelters.", "from 2021 to 2026", "2021-2026", "2021–2026", "2021 2022 2023",
        "2021/2022, 2023/2024", "12.03.2021", "2021-03-12", "12/03/2021 – 15/04/2022", "2021-03-12 10:00",
        "US$1,250,000", "USD 1 250 000", "1.250.000 EUR", "€12 500 000", "1 250 000 people", "250000000 dollars",
        "KES 123 456 789", "$1500000", "12345.67", "10'000'000 CHF", "1,000,000.50", "1500000 women",
        "١٬٢٥٠٬٠٠٠ دولار", "GEF-2021-00042", "GE-000123", "GEF-2021-00042, GEF-2021-00043", "ISO 3166-1", "ISO 27001:2013",
        "ISO 9001-2015", "M49 013", "XM-DAC-41114", "S/RES/1325 (2000)", "A/RES/70/1", "SDG 5.1, 5.2, 5.3, 5.6",
        "5.1 5.2 5.3 5.4", "ages 15-24", "500-1000 girls", "1000–2000 women", "GBV-1, GBV-2", "10:00-12:30", "33.3333333 %",
        "in 2021 1500 women", "e.g. this, i.e. that, at 5 p.m.", "St.Mary", "help.We need it", "U.N. Women",
        "one @ a time", "90 %", "v1.2.3", "No.4",
        "ISBN 978-3-16-148410-0", "2 lawyers, 3 days, 40 shelters, 500 women", "needed at home", "文件。我们",
    ],
)  # fmt: skip
def test_what_is_none_is_not_taken_for_one(text):
    assert contacts_in(text) == ()


@given(st.integers(2, 999), st.lists(st.integers(0, 9), min_size=9, max_size=9), st.sampled_from(DIGITS),
       st.sampled_from(["", " ", "-"]))  # fmt: skip
def test_a_number_with_its_country_is_found_in_every_script(country, rest, digits, between):
    number = "".join(map(str, rest))
    typed = f"{country}{between}{number[:3]}{between}{number[3:]}"
    assert contacts_in("+" + "".join(digits[int(d)] if d.isdigit() else d for d in typed)) == ("phone",)  # fmt: skip


@given(st.integers(1900, 2099), st.integers(1, 12), st.integers(1, 28), st.sampled_from("-/."))
def test_a_date_is_never_a_number(year, month, day, sign):
    for one in (f"{year}{sign}{month:02}{sign}{day:02}", f"{day}{sign}{month}{sign}{year}"):
        assert contacts_in(f"until {one}, then") == ()


@given(st.integers(1, 10**12), st.sampled_from(["USD", "EUR", "KES"]))
def test_a_sum_with_its_currency_is_never_a_number(amount, currency):
    for one in (str(amount), f"{amount:,}", f"{amount:,}".replace(",", " "), f"{amount:,}".replace(",", ".")):  # fmt: skip
        assert contacts_in(f"{currency} {one}") == contacts_in(f"so {one} {currency}.") == ()
