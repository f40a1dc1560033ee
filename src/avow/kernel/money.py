"""Money: decimal amounts with their ISO 4217 currency, converted by dated rates. No floats."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation

from babel.core import get_global
from babel.numbers import get_currency_precision


class UnknownCurrency(ValueError):
    """A code that ISO 4217 does not have."""


def currency(code: str) -> str:
    """Return the upper-case ISO 4217 code. Raises UnknownCurrency."""
    code = code.strip().upper()
    if code not in get_global("all_currencies"):
        raise UnknownCurrency(code)
    return code


def amount(text: str | int | Decimal, code: str) -> Decimal:
    """Return a finite amount that the currency can hold (JPY none, KWD three decimals).

    Raises ValueError for anything that is not such a number, UnknownCurrency for the currency.
    """
    places = get_currency_precision(currency(code))
    try:
        value = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(f"not a number: {text!r}") from error
    if not value.is_finite():
        raise ValueError(f"not a finite number: {text!r}")
    quantised = value.quantize(Decimal(1).scaleb(-places))
    if quantised != value:
        raise ValueError(f"{code} has {places} decimals: {text!r}")
    return quantised


@dataclass(frozen=True, slots=True)
class Rate:
    """How many US dollars one unit of `currency` was worth on `day`, and who says so."""

    currency: str
    usd: Decimal
    day: date
    source: str = ""


def rate_on(rates: list[Rate], code: str, day: date) -> Rate | None:
    """Return the latest rate up to `day`, else the earliest after it, else None (never zero)."""
    if code == "USD":
        return Rate("USD", Decimal(1), day)
    own = sorted((rate for rate in rates if rate.currency == code), key=lambda rate: rate.day)
    before = [rate for rate in own if rate.day <= day]
    if before:
        return before[-1]
    return own[0] if own else None


def to_usd(value: Decimal, rate: Rate) -> Decimal:
    """Return the amount in US dollars, rounded to cents, half to even."""
    return (value * rate.usd).quantize(Decimal("0.01"), rounding=ROUND_HALF_EVEN)
