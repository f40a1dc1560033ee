"""What the cells of a column can be, and how they are read. Pure."""

import re
from collections.abc import Callable, Mapping, Sequence

from avow.commitments import amounts
from avow.opendata.imports.dictionary import Dictionary
from avow.opendata.imports.fields import NAMED, Field
from avow.opendata.imports.mapping import DATES, SEPARATORS, MapTo
from avow.opendata.imports.translating import day

_URL = re.compile(r"https?://\S+")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_NUMBER = re.compile(r"\d{1,15}(\.\d{1,3})?")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def fit(cells: Sequence[str], field: Field, dictionary: Dictionary) -> float | None:
    """Return which share of the cells can be what a column holds; None where anything can."""
    if not cells:
        return None
    test = _test(field, dictionary)
    if test is None:
        return None
    parts = cells
    if field.several:
        parts = [one.strip() for cell in cells for one in re.split(r"[;,|\n]", cell) if one.strip()]
        whole = sum(map(test, cells)) / len(cells)
        return max(whole, sum(map(test, parts)) / len(parts)) if parts else whole
    return sum(map(test, parts)) / len(parts)


def _test(field: Field, dictionary: Dictionary) -> Callable[[str], bool] | None:
    tests: dict[str, Callable[[str], bool]] = {
        "number": _is_amount,
        "date": _is_day,
        "instant": _is_day,
        "url": lambda one: bool(_URL.fullmatch(one)),
        "email": lambda one: bool(_MAIL.fullmatch(one)),
        "name": lambda one: not _is_amount(one) and not _URL.match(one),
    }
    # The codes of a forum are its own: another registry's column has its name and other values.
    if field.type in {"country", "currency", "language", "status"}:
        return lambda one: bool(dictionary.code(field.type, one))
    return tests.get(field.type)


def _is_day(text: str) -> bool:
    return bool(_ISO.match(text)) or any(day(text, order) != text for order in DATES)


def _is_amount(text: str) -> bool:
    try:
        amounts.read(text)
    except amounts.Unreadable as error:
        return error.code != "amount_not_a_number"
    return True


def reading_of(
    mapping: MapTo,
    values: Mapping[str, Sequence[str]],
    fields: Mapping[str, Field],
    dictionary: Dictionary,
) -> MapTo:
    """Return the mapping with how the cells of its columns are read."""
    named = tuple(
        sorted(
            ours
            for ours, cells in values.items()
            if fields[ours].type in NAMED and _holds_names(cells, fields[ours], dictionary)
        )
    )
    days = [
        cell
        for ours, cells in values.items()
        if fields[ours].type in {"date", "instant"}
        for cell in cells
    ]
    numbers = [
        cell for ours, cells in values.items() if fields[ours].type == "number" for cell in cells
    ]
    return MapTo(
        columns=mapping.columns,
        names=named,
        dates=order_of(days),
        numbers=_are_written(numbers),
        separator=_separator(values, fields, dictionary),
        empty=mapping.empty,
    )


def _holds_names(cells: Sequence[str], field: Field, dictionary: Dictionary) -> bool:
    """Return whether most cells are names of codes, and no codes as we write them."""
    parts = [
        one.strip() for cell in cells for one in (cell.split(";") if field.several else [cell])
    ]
    others = [one for one in parts if one and not dictionary.is_code(field.type, one)]
    if field.type == "language":
        others = [one for one in others if not re.fullmatch(r"[a-z]{2,3}(-\w+)?", one)]
    known = [one for one in others if dictionary.code(field.type, one)]
    return len(others) * 2 >= len(parts) > 0 and len(known) * 2 >= len(others) > 0


def order_of(days: Sequence[str]) -> str:
    """Return the order in which days are written: "" for ISO, and where two orders would do."""
    others = [one for one in days if not _ISO.match(one)]
    if not others or len(others) * 2 < len(days):
        return ""
    # A day that is in no calendar is a bad cell, not another order: most of them decide.
    fits = sorted((sum(day(one, order) != one for one in others), order) for order in DATES)
    (second, _other), (most, order) = fits[-2:]
    return order if most > second and most >= 0.6 * len(others) else ""


def _are_written(numbers: Sequence[str]) -> bool:
    """Return whether amounts are written as people do: spaces, commas, other digits."""
    odd = [one for cell in numbers for one in cell.split(";") if not _NUMBER.fullmatch(one.strip())]
    return bool(odd) and sum(map(_is_amount, odd)) * 2 >= len(odd)


def _separator(
    values: Mapping[str, Sequence[str]], fields: Mapping[str, Field], dictionary: Dictionary
) -> str:
    """Return the sign between several values: `;` unless another makes codes of them."""
    cells = [
        (fields[ours].type, cell)
        for ours, found in values.items()
        if fields[ours].several and fields[ours].type in NAMED
        for cell in found
        if not dictionary.code(fields[ours].type, cell)
    ]
    for sign in SEPARATORS[1:]:
        split = [(type_, cell) for type_, cell in cells if sign in cell and ";" not in cell]
        good = [
            cell
            for type_, cell in split
            if all(dictionary.code(type_, one) for one in cell.split(sign))
        ]
        if good and len(good) * 2 >= len(split):
            return sign
    return ";"
