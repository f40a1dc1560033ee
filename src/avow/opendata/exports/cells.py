"""What stands in a cell: values of an entry as text that every format shares. Pure functions."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from django.utils import translation

from avow.directory.money import NEWNESS
from avow.forums.regions import region_name

Rows = list[Any] | None
_SIGNS = {ord(sign): f"%{ord(sign):02X}" for sign in ";:%"} | dict.fromkeys(map(ord, "\r\n\t"), " ")
_CODES = {value: code for code, value in NEWNESS.items()}


class Money(NamedTuple):
    """What is known of an entry's money in dollars, and which currencies are not in it."""

    known: str = ""
    missing: str = ""
    new: str = ""
    announced: str = ""
    unsaid: str = ""


def plain(value: Decimal) -> str:
    """Return a number in digits, without needless zeros after the point."""
    return digits(format(value, "f"))


def digits(value: str | None) -> str:
    """Return decimal text without needless zeros and exponent; nothing for None."""
    if not value:
        return ""
    if "E" in value or "e" in value:
        value = format(Decimal(value), "f")
    return value.rstrip("0").rstrip(".") if "." in value else value


def text(value: str | None) -> str:
    """Return a text, or nothing."""
    return value or ""


def whole(value: int | None) -> str:
    """Return a whole number, or nothing."""
    return "" if value is None else str(value)


def joined(values: Iterable[str] | None) -> str:
    """Return several values with `;` between them."""
    return ";".join(values) if values else ""


@cache
def region(code: str) -> str:
    """Return the name of a region: files are data, their words stay English for every reader."""
    with translation.override("en"):
        return region_name(code)


def amounts(pairs: list[list[str]]) -> str:
    """Return the sums of [[currency, amount]]."""
    return ";".join([digits(value) for _code, value in pairs])


def currencies(pairs: list[list[str]]) -> str:
    """Return the currencies of [[currency, amount]]."""
    return ";".join([code for code, _value in pairs])


def said(value: object) -> str:
    """Return a part of a row with none of the signs that separate rows and parts."""
    return "" if value is None else str(value).translate(_SIGNS)


def rows_of(*keys: str) -> Callable[[Rows], str]:
    """Return what makes rows to text: parts with `:` between them, rows with `;`."""

    def make(rows: Rows) -> str:
        return ";".join([":".join([said(row.get(key)) for key in keys]) for row in rows or ()])

    return make


def links(rows: Rows) -> str:
    """Return the addresses of links."""
    return ";".join([str(row["url"]).replace(";", "%3B") for row in rows or ()])


def co_makers(rows: Rows) -> str:
    """Return the names of the makers but the first; a withheld one is empty."""
    return ";".join([row["name"].replace(";", "%3B") for row in (rows or ())[1:]])


def shares(rows: Rows) -> str:
    """Return the makers' shares in per cent."""
    return ";".join([digits(row["share"]) for row in rows or ()])


def split(pairs: Rows) -> str:
    """Return the parts of coalitions as code=per cent."""
    return ";".join([f"{code}={digits(part)}" for code, part in pairs or ()])


def plan_targets(rows: Rows) -> str:
    """Return the keys of the plans' targets that targets answer to."""
    return ";".join([row["plan_target"] for row in rows or () if row.get("plan_target")])


def capacity(row: Mapping[str, Any] | None) -> str:
    """Return what a maker can give in a year."""
    if not row:
        return ""
    return f"{row['kind']}:{row['year']}:{row['currency']}:{digits(row['amount'])}"


def finance(rows: Rows) -> str:
    """Return the lines of money, each as its parts with `:` between them."""
    return ";".join(
        [
            f"{said(row.get('year'))}:{row['currency']}:{digits(row['amount'])}"
            f":{row.get('source') or ''}:{_NEW[row.get('is_new')]}:{_ODA[row.get('is_oda')]}"
            f":{said(row.get('gender_marker'))}:{digits(row.get('amount_usd'))}"
            for row in rows or ()
        ]
    )


_NEW = {True: "new", False: "announced", None: ""}
_ODA = {True: "oda", False: "not_oda", None: ""}


def money(rows: Rows) -> Money:
    """Return what is known of lines of money in dollars, in all and by newness."""
    if not rows:
        return _NOTHING
    if len(rows) == 1:  # most have one: nothing to add
        (row,) = rows
        if not row.get("amount_usd"):
            return Money(missing=row["currency"])
        known = digits(row["amount_usd"])
        return Money(known=known, **{_CODES[row.get("is_new")]: known})
    sums: dict[str, Decimal] = {}
    for row in rows:
        if row.get("amount_usd"):
            usd = Decimal(row["amount_usd"])
            for name in ("known", _CODES[row.get("is_new")]):
                sums[name] = sums.get(name, Decimal(0)) + usd
    missing = Counter(row["currency"] for row in rows if not row.get("amount_usd"))
    found = {name: plain(value) for name, value in sums.items()}
    return Money(missing=";".join(sorted(missing)), **found)


_NOTHING = Money()
