"""Clock, texts and money: pure values."""

import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.kernel import money
from avow.kernel.clock import day_of, end_of, on_clocks
from avow.kernel.localised import pick, pick_tagged
from avow.kernel.text import fold, nfc

NEW_YORK = ZoneInfo("America/New_York")


def test_a_day_is_the_forums_own_day():
    assert day_of(datetime(2021, 3, 4, 4, 30, tzinfo=UTC), NEW_YORK) == date(2021, 3, 3)


def test_a_day_of_daylight_saving_still_ends_at_midnight():
    assert end_of(date(2021, 3, 14), NEW_YORK).astimezone(UTC) == datetime(
        2021, 3, 15, 4, tzinfo=UTC
    )


def test_a_naive_instant_has_no_day():
    with pytest.raises(ValueError, match="aware"):
        day_of(datetime(2021, 3, 3), NEW_YORK)  # noqa: DTZ001  that is the mistake


@given(
    st.datetimes(
        timezones=st.just(UTC),
        min_value=datetime(1990, 1, 1),  # noqa: DTZ001  hypothesis wants the limits naive
        max_value=datetime(2090, 1, 1),  # noqa: DTZ001  the same
    )
)
def test_an_instant_lies_before_the_end_of_its_day(instant):
    assert instant < end_of(day_of(instant, NEW_YORK), NEW_YORK)


def test_a_text_is_shown_in_the_readers_language_or_the_nearest_there_is():
    texts = {"en": "care", "fr": "soins"}
    assert pick(texts, "fr-CA") == "soins"
    assert pick_tagged(texts, "ar") == ("en", "care")
    assert pick_tagged({"ru": "забота"}, "ar") == ("ru", "забота")
    assert pick({}, "en") == ""


@given(st.text())
def test_kept_text_is_nfc_and_stays_as_it_is(text):
    kept = nfc(text)
    assert unicodedata.is_normalized("NFC", kept) or kept == nfc(kept)
    assert not {"\r", "\x00", "\u202e"} & set(kept)


@pytest.mark.parametrize(
    "one,other",
    [
        ("Éducation", "education"),
        ("  Red  de Mujeres! ", "red de mujeres"),
        ("إِنَّ", "ان"),
        ("مؤسسة", "موسسه"),
        ("Ёлка", "елка"),
        ("Straße", "strasse"),
        ("ＦＵＬＬ", "full"),
    ],
)
def test_what_people_take_for_the_same_folds_to_the_same(one, other):
    assert fold(one) == fold(other)


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "text,code,value", [("10", "USD", "10.00"), ("500", "JPY", "500"), ("1.234", "KWD", "1.234")]
)
def test_an_amount_has_its_currencys_decimals(text, code, value):
    assert str(money.amount(text, code)) == value


@pytest.mark.parametrize(
    "text,code",
    [("1.5", "JPY"), ("0.001", "USD"), ("ten", "USD"), ("NaN", "EUR"), ("Infinity", "EUR")],
)
def test_an_amount_the_currency_cannot_hold_is_refused(text, code):
    with pytest.raises(ValueError):
        money.amount(text, code)


def test_an_unknown_currency_is_refused():
    with pytest.raises(money.UnknownCurrency):
        money.amount("1", "XXQ")


RATES = [
    money.Rate("EUR", Decimal("1.10"), date(2021, 1, 1)),
    money.Rate("EUR", Decimal("1.20"), date(2022, 1, 1)),
]


def test_the_rate_is_the_last_one_known_on_the_day():
    assert money.rate_on(RATES, "EUR", date(2021, 12, 31)) == RATES[0]
    assert money.rate_on(RATES, "EUR", date(2023, 1, 1)) == RATES[1]
    assert money.rate_on(RATES, "EUR", date(2020, 1, 1)) == RATES[0]
    assert money.rate_on(RATES, "CHF", date(2021, 1, 1)) is None


def test_the_equivalent_is_rounded_to_cents():
    assert money.to_usd(Decimal("10.05"), RATES[0]) == Decimal("11.06")


@pytest.mark.parametrize(
    ("typed", "instant"),
    [
        ("2021-11-07T01:30", "2021-11-07T05:30:00+00:00"),
        ("2021-03-14T02:30", None),
        ("9999-12-31T23:59", None),
        ("0001-01-01T00:00", None),
        ("2021-03-14T03:30", "2021-03-14T07:30:00+00:00"),
    ],
)
def test_clocks_show_some_times_twice_and_some_never(typed, instant):
    there = on_clocks(datetime.fromisoformat(typed), NEW_YORK)
    assert (there and there.astimezone(UTC).isoformat()) == instant
