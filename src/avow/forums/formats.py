"""Dates, money and names as the reader's language writes them; also for mails and exports."""

import re
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, get_timezone_location
from babel.numbers import format_compact_currency, format_currency, format_decimal
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info

from avow.forums.regions import region_name
from avow.kernel.locales import locale, locale_of
from avow.kernel.money import UnknownCurrency, decimals

_HUES = 7
_SIGN = re.compile(r"(?<=[A-Z])[$¥£]")


def day_words(day: date) -> str:
    """Return a day in full: "17 February 2021"."""
    return format_date(day, format="long", locale=locale())


def instant_words(instant: datetime, zone: ZoneInfo) -> str:
    """Return an instant in `zone` with the zone's city: "17 February 2021, 09:00 (New York)"."""
    local = instant.astimezone(zone)
    return f"{day_words(local.date())}, {_clock(local)} ({zone_words(zone)})"


def _clock(local: datetime) -> str:
    return format_datetime(local, format="HH:mm", locale=locale())


def span_words(begins: datetime, ends: datetime, zone: ZoneInfo) -> tuple[str, str]:
    """Return beginning and end on the clocks of `zone`; the day once, if it is the same."""
    first, last = begins.astimezone(zone), ends.astimezone(zone)
    until = _clock(last)
    if first.date() != last.date():
        until = f"{day_words(last.date())}, {until}"
    return f"{day_words(first.date())}, {_clock(first)}", until


def zone_words(zone: ZoneInfo) -> str:
    """Return the city a zone is named after, in the reader's language, or UTC."""
    if zone.key in {"UTC", "Etc/UTC", "GMT"}:
        return "UTC"
    return get_timezone_location(zone, locale=locale(), return_city=True)


def money_words(amount: Decimal, currency: str) -> str:
    """Return an amount with its currency; decimals only where there are any, as ISO 4217 has them.

    Never rounded: more decimals than the currency has are shown. In a script from right to left, a
    mark keeps the sign of "US$" or "JP¥" behind its letters.
    """
    return _money_words(amount, currency, get_language() or "en")


@lru_cache(maxsize=16_384)
def _money_words(amount: Decimal, currency: str, language: str) -> str:
    here = locale_of(language)
    pattern = here.currency_formats["standard"].pattern
    places = _places(amount, currency)
    pattern = pattern.replace(".00", f".{'0' * places}" if places else "")
    words = format_currency(amount, currency, pattern, locale=here, currency_digits=False)
    return _SIGN.sub("\\g<0>\u200e", words) if here.text_direction == "rtl" else words


def about_words(amount: Decimal, currency: str) -> str:
    """Return an amount in short, rounded: "US$147.7M"; where the exact one stands beside it."""
    words = format_compact_currency(amount, currency, locale=locale(), fraction_digits=1)
    return _SIGN.sub("\\g<0>\u200e", words) if locale().text_direction == "rtl" else words


def _places(amount: Decimal, currency: str) -> int:
    if amount == amount.to_integral_value():
        return 0
    exponent = int(amount.normalize().as_tuple().exponent)
    try:
        return max(decimals(currency), -exponent)
    except UnknownCurrency:
        return max(2, -exponent)


def number_words(number: Decimal | int) -> str:
    """Return a number with the language's separators."""
    return format_decimal(number, locale=locale())


def exact_words(number: Decimal) -> str:
    """Return a number with every digit it has, such as a rate: `number_words` keeps three."""
    plain = number.normalize() if number else Decimal(0)
    return format_decimal(plain, locale=locale(), decimal_quantization=False)


def area_words(code: str) -> str:
    """Return the name of an area of UN M49 larger than a country; the code if nobody knows it."""
    return region_name(code) or code


def currency_words(code: str) -> str:
    """Return a currency's name; the code itself if nobody knows it."""
    return str(locale().currencies.get(code, code))


def country_words(code: str) -> str:
    """Return a country's name for its ISO 3166-1 code; the code itself if nobody knows it."""
    return str(locale().territories.get(code.upper(), code))


def language_words(code: str) -> str:
    """Return a language's name in the reader's language; the code itself if nobody knows it."""
    return str(locale().languages.get(code.replace("-", "_"), code))


def language_marks(code: str | None) -> SafeString:
    """Return `lang` and `dir` of an element whose text is written in a language, if it is known."""
    if not code:
        return SafeString('dir="auto"')
    try:
        rightward = get_language_info(code)["bidi"]
    except KeyError:
        rightward = False
    return format_html('lang="{}" dir="{}"', code, "rtl" if rightward else "ltr")


def hue_of(position: int) -> int:
    """Return a coalition's colour, 1 to 7, from its position."""
    return (position - 1) % _HUES + 1
