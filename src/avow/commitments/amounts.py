"""Read an amount as people type it, in any of the usual ways of writing numbers. Pure functions.

The one thing that must never happen is to be wrong by a factor of a hundred or a thousand: a text
that two readers could take for two amounts is refused, and the refusal says how to write it.
"""

import re
import unicodedata
from decimal import Decimal

MAX_WHOLE_DIGITS = 15

_SIGNS = {ord("٬"): "'", ord("’"): "'"}
_SIGNS |= dict.fromkeys((0x00A0, 0x202F, 0x2009, 0x2007), " ")
# An Arabic decimal mark can be nothing else: it is kept apart from the comma.
_ARABIC_DECIMAL = "٫"

_PLAIN = re.compile(r"\d+")
_SPACED = re.compile(r"(\d{1,3}(?:([ '])\d{3})(?:\2\d{3})*)(?:[.,](\d+))?")
_BOTH = re.compile(
    r"(\d{1,3}(?:,\d{3})+)\.(\d+)|(\d{1,3}(?:\.\d{3})+),(\d+)|(\d{1,2}(?:,\d{2})*,\d{3})\.(\d+)"
)
_MANY = re.compile(r"\d{1,3}(?:,\d{3}){2,}|\d{1,3}(?:\.\d{3}){2,}|\d{1,2}(?:,\d{2})+,\d{3}")
_WHOLE = re.compile(r"\d+|\d{1,3}([ '.,])\d{3}(?:\1\d{3})*|\d{1,2}(?:,\d{2})*,\d{3}")
_ONE = re.compile(r"(\d+)[.,](\d+)")


class Unreadable(ValueError):
    """Not an amount, or not surely one. `code` says why; `hint` is how the text could be meant."""

    def __init__(self, code: str, hint: tuple[str, ...] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.hint = hint


def read(text: str) -> Decimal:
    """Return the positive number a text surely means.

    `1 234,56`, `1,234.56`, `1.234,56`, `1'234.56`, `12,34,567`, digits of other scripts are read.
    `1.234` and `1,234` are not: one and a bit in one country, a thousand and more in another.
    Raises Unreadable with the code `amount_not_a_number`, `amount_ambiguous`, `amount_not_positive`
    or `amount_too_large`.
    """
    typed = _in_ascii_digits(text)
    if _ARABIC_DECIMAL in typed:
        whole, _, part = typed.partition(_ARABIC_DECIMAL)
        typed = f"{_ungrouped(whole.translate(_SIGNS))}.{part}" if part.isdecimal() else "?"
        number = _positive(typed) if re.fullmatch(r"\d+\.\d+", typed) else None
    else:
        number = _read_plain(typed.translate(_SIGNS))
    if number is None:
        raise Unreadable("amount_not_a_number")
    return number


def read_whole(text: str) -> int:
    """Return the positive whole number a text means: here `1.234` can only be a thousand and more.

    Raises Unreadable with the code `number_not_whole`, `amount_not_positive` or `amount_too_large`.
    """
    typed = _in_ascii_digits(text).translate(_SIGNS)
    if not _WHOLE.fullmatch(typed):
        raise Unreadable("number_not_whole")
    return int(_positive(_ungrouped(typed)))


def _in_ascii_digits(text: str) -> str:
    """Return the text with the digits of every script as 0 to 9, and single spaces."""
    digits = (str(unicodedata.decimal(one)) if one.isdecimal() else one for one in text)
    return " ".join("".join(digits).split())


def _read_plain(typed: str) -> Decimal | None:
    if _PLAIN.fullmatch(typed):
        return _positive(typed)
    if found := _SPACED.fullmatch(typed):
        return _positive(_ungrouped(found[1]), found[3])
    if found := _BOTH.fullmatch(typed):
        whole, part = (one for one in found.groups() if one is not None)
        return _positive(_ungrouped(whole), part)
    if _MANY.fullmatch(typed):
        return _positive(_ungrouped(typed))
    if found := _ONE.fullmatch(typed):
        whole, part = found.groups()
        if len(part) == 3 and len(whole) <= 3 and not whole.startswith("0"):
            raise Unreadable("amount_ambiguous", (whole + part, f"{whole} {part}"))
        return _positive(whole, part)
    if re.fullmatch(r"[-−]\s?[\d., ']+", typed):
        raise Unreadable("amount_not_positive")
    return None


def _ungrouped(text: str) -> str:
    return re.sub(r"[ '.,]", "", text)


def _positive(whole: str, part: str | None = None) -> Decimal:
    if len(whole.split(".", maxsplit=1)[0].lstrip("0")) > MAX_WHOLE_DIGITS:
        raise Unreadable("amount_too_large")
    number = Decimal(f"{whole}.{part}" if part else whole)
    if number <= 0:
        raise Unreadable("amount_not_positive")
    return number


def digits(value: Decimal | None) -> str:
    """Return a figure as digits without idle decimals: `12`, not `12.000`; nothing for None."""
    if value is None:
        return ""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
