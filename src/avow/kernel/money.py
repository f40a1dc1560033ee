"""Money: decimal amounts with their ISO 4217 currency, converted by dated rates. No floats."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation

from babel.core import get_global

# Decimals by ISO 4217; every other currency has two. CLDR, which Babel knows, has what people use
# in cash instead: none for AFN or IQD. Those of four (CLF, UYW) are kept with three.
_WITHOUT = (
    *("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG"),
    *("RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"),
)
_WITH_THREE = ("BHD", "CLF", "IQD", "JOD", "KWD", "LYD", "OMR", "TND", "UYW")
_DECIMALS = dict.fromkeys(_WITHOUT, 0) | dict.fromkeys(_WITH_THREE, 3)
# SQLite keeps decimals in a binary number that is exact up to so many digits, and no further.
MAX_DIGITS = 15


class UnknownCurrency(ValueError):
    """A code that ISO 4217 does not have."""


def currency(code: str) -> str:
    """Return the upper-case ISO 4217 code. Raises UnknownCurrency."""
    code = code.strip().upper()
    if code not in get_global("all_currencies"):
        raise UnknownCurrency(code)
    return code


def decimals(code: str) -> int:
    """Return how many decimals a currency has (ISO 4217). Raises UnknownCurrency."""
    return _DECIMALS.get(currency(code), 2)


def amount(text: str | int | Decimal, code: str) -> Decimal:
    """Return a finite amount that the currency can hold (JPY none, KWD three decimals).

    Raises ValueError for anything that is not such a number or has more than MAX_DIGITS digits,
    UnknownCurrency for the currency.
    """
    places = decimals(code)
    try:
        value = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(f"not a number: {text!r}") from error
    if not value.is_finite():
        raise ValueError(f"not a finite number: {text!r}")
    if digits(value) > MAX_DIGITS:
        raise ValueError(f"more than {MAX_DIGITS} digits: {text!r}")
    quantised = value.quantize(Decimal(1).scaleb(-places))
    if quantised != value:
        raise ValueError(f"{code} has {places} decimals: {text!r}")
    return quantised


def digits(value: Decimal) -> int:
    """Return how many digits a finite number is written with, without needless zeros."""
    _sign, figures, exponent = value.normalize().as_tuple()
    return max(len(figures), len(figures) + int(exponent), -int(exponent))


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


def proportion(pledged_usd: Decimal, years: int, capacity_usd: Decimal) -> Decimal | None:
    """Return what one of `years` equal parts of a pledge is of a yearly capacity, in percent.

    Two significant digits, half to even; None where nothing can be said (no years, no capacity).
    """
    if years < 1 or capacity_usd <= 0 or pledged_usd < 0:
        return None
    share = pledged_usd * 100 / years / capacity_usd
    if not share:
        return Decimal(0)
    step = Decimal(1).scaleb(min(share.adjusted() - 1, 0))
    return share.quantize(step, rounding=ROUND_HALF_EVEN)
