"""Money: decimals of every currency, no rounding where it is kept or shown, proportions."""

from datetime import date
from decimal import Decimal

import pytest
from babel import Locale
from babel.numbers import parse_decimal
from django.conf import settings
from django.utils import translation
from hypothesis import given
from hypothesis import settings as how
from hypothesis import strategies as st

from avow.forums import formats
from avow.kernel import money

# ISO 4217, list one: written by hand.
WITHOUT = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
WITH_THREE = "BHD IQD JOD KWD LYD OMR TND"
LANGUAGES = [tag for tag, _name in settings.LANGUAGES]
ALL = (*WITHOUT.split(), *WITH_THREE.split(), "EUR", "USD", "AFN", "LBP", "HUF", "TWD")


def places(code: str) -> int:
    return 0 if code in WITHOUT else 3 if code in WITH_THREE else 2


@pytest.mark.parametrize("code", ALL)
def test_a_currency_has_the_decimals_of_iso_4217_and_not_those_of_cash(code):
    assert money.decimals(code) == places(code)


@pytest.mark.parametrize("code", ALL)
def test_one_decimal_too_many_is_refused_and_never_rounded(code):
    fits = Decimal(1).scaleb(-places(code))
    assert money.amount(fits, code) == fits
    with pytest.raises(ValueError, match="decimals"):
        money.amount(fits / 10, code)


@pytest.mark.parametrize("text", ["1e400", "1234567890123456", "1234567890123.456", "0.1e-200"])
def test_more_digits_than_every_database_keeps_exactly_are_refused(text):
    with pytest.raises(ValueError, match=r"digits|decimals"):
        money.amount(Decimal(text), "KWD")


@how(deadline=None)
@given(st.integers(1, 10**15 - 1), st.sampled_from(ALL), st.sampled_from(LANGUAGES))
def test_what_is_shown_is_what_is_kept_in_every_language(units, code, language):
    amount = Decimal(units).scaleb(-places(code))
    with translation.override(language):
        words = formats.money_words(amount, code)
    locale = Locale.parse(language)
    signs = {locale.number_symbols["latn"][name] for name in ("decimal", "group")}
    digits = "".join(one for one in words if one.isdecimal() or one in signs).strip(".,")
    assert parse_decimal(digits, locale=locale) == amount


def test_an_amount_with_more_decimals_than_its_currency_is_shown_whole():
    with translation.override("en"):
        assert formats.money_words(Decimal("10.5"), "JPY").endswith("10.5")
        assert formats.money_words(Decimal("1.234"), "IQD").endswith("1.234")
        assert formats.money_words(Decimal("1.5"), "XXX").endswith("1.50")


@given(
    st.decimals("0.001", "999999999999", places=3, allow_nan=False),
    st.decimals("0.0001", "999", places=4, allow_nan=False),
)
def test_dollars_are_the_nearest_cent(value, rate):
    usd = money.to_usd(value, money.Rate("EUR", rate, date(2021, 1, 1)))
    assert abs(usd - value * rate) <= Decimal("0.005")
    assert usd == usd.quantize(Decimal("0.01"))


@given(
    st.decimals("0.01", "1e12", places=2),
    st.integers(1, 10),
    st.decimals("0.01", "1e15", places=2),
)
def test_a_proportion_is_right_to_two_digits_and_never_nothing_for_something(pledge, years, means):
    share = money.proportion(pledge, years, means)
    exact = pledge * 100 / years / means
    assert share is not None
    assert share > 0
    assert abs(share - exact) <= max(exact / 10, Decimal(0))
    assert share >= 1 or money.digits(share.normalize()) >= 1


def test_a_proportion_of_nothing_is_not_known():
    assert money.proportion(Decimal(5), 0, Decimal(100)) is None
    assert money.proportion(Decimal(5), 2, Decimal(0)) is None
    assert money.proportion(Decimal(0), 2, Decimal(10)) == 0
    assert money.proportion(Decimal(400_000), 2, Decimal(50_000_000)) == Decimal("0.4")


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "US$147.7M"), ("fr", "147,7\xa0M\xa0$US"), ("zh-hans", "US$1.5亿")],
)
def test_a_large_amount_is_said_in_short(language, words):
    with translation.override(language):
        assert formats.about_words(Decimal("147700499.33"), "USD") == words
