"""An amount is read as it was meant, or refused: never wrong by a hundred or a thousand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.commitments.amounts import Unreadable, read


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1234.56", "1234.56"),
        ("1234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("1 234,56", "1234.56"),
        ("1\u202f234,56", "1234.56"),
        ("1\u00a0234\u00a0567", "1234567"),
        ("1'234.50", "1234.50"),
        ("1’234’567", "1234567"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("12,34,567", "1234567"),
        ("12,34,567.50", "1234567.50"),
        ("50000", "50000"),
        ("0.500", "0.5"),
        ("1234.567", "1234.567"),
        ("1 234.567", "1234.567"),
        ("2.5", "2.5"),
        ("١٢٣٤٫٥٦", "1234.56"),
        ("١٬٢٣٤٫٥", "1234.5"),
    ],
)
def test_every_usual_way_of_writing_is_read(typed, meant):
    assert read(typed) == Decimal(meant)


@pytest.mark.parametrize("typed", ["1.234", "1,234", "50.000", "50,000", "999,999"])
def test_what_two_readers_could_take_for_two_amounts_is_refused(typed):
    with pytest.raises(Unreadable) as refusal:
        read(typed)
    assert refusal.value.code == "amount_ambiguous"


@pytest.mark.parametrize(
    "typed", ["", "abc", "1 million", "1.2.3", "12 34", "1,23,4", "1e5", "NaN", "€5", "1.234.56"]
)
def test_what_is_no_amount_is_refused(typed):
    with pytest.raises(Unreadable) as refusal:
        read(typed)
    assert refusal.value.code == "amount_not_a_number"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("0", "amount_not_positive"),
        ("-5", "amount_not_positive"),
        ("0,00", "amount_not_positive"),
        ("9" * 16, "amount_too_large"),
    ],
)
def test_what_nobody_can_pledge_is_refused(typed, code):
    with pytest.raises(Unreadable) as refusal:
        read(typed)
    assert refusal.value.code == code


@given(
    whole=st.integers(1, 10**14),
    cents=st.integers(0, 99),
    style=st.sampled_from([(",", "."), (".", ","), (" ", ","), ("'", ".")]),
)
def test_whatever_the_signs_the_amount_is_never_another(whole, cents, style):
    group, point = style
    typed = f"{whole:,}".replace(",", group) + f"{point}{cents:02d}"
    assert read(typed) == Decimal(whole) + Decimal(cents) / 100
