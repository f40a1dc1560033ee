"""Numbers in digits of every script and in words, and what each of them is."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from avow.commitments.guidance.lexicon import JOINTS, Lexicon
from avow.commitments.guidance.tokens import Kind, Token

FIRST_YEAR, LAST_YEAR = 1900, 2100
THOUSAND = 1000
_PARTS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅕": 0.2}
_HAN_MAGNITUDES = {10**4, 10**8}
_LONGEST_NUMBER = 30  # digits; more is no figure of anything


class Sort(Enum):
    """What a number is."""

    COUNT = "count"  # of a thing that follows
    BARE = "bare"  # nothing follows that it could count
    PERCENT = "percent"
    PART = "part"  # half, a third
    MONEY = "money"
    YEAR = "year"
    PERIOD = "period"
    DATE = "date"
    CODE = "code"  # of a law, a telephone, a room; an ordinal
    VAGUE = "vague"  # thousands of


@dataclass(frozen=True, slots=True)
class Quantity:
    """Tokens `first` to `last` (excluded) are the number `value`; a percentage of 30 is 30.0."""

    first: int
    last: int
    value: float
    sort: Sort
    in_digits: bool = True


def numerals(tokens: Sequence[Token], lexicon: Lexicon) -> list[Quantity]:
    """Return every number in `tokens`, not yet told apart from years and codes."""
    found: list[Quantity] = []
    at = 0
    while at < len(tokens):
        quantity = _numeral(tokens, at, lexicon)
        if quantity is None:
            at += 1
            continue
        found.append(quantity)
        at = quantity.last
    return found


def _numeral(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Quantity | None:
    token = tokens[at]
    if token.kind is Kind.DATE:
        return Quantity(at, at + 1, 0, Sort.DATE)
    if token.kind is Kind.PART:
        return Quantity(at, at + 1, _PARTS[token.surface], Sort.PART)
    if token.kind is Kind.NUMBER:
        value, last = _value(token.surface), at + 1
        while last < len(tokens) and (step := _word(tokens, last, lexicon)):
            if step[0] < THOUSAND:
                break
            value, last = value * step[0], step[1]
            if tokens[last - 1].keys[0] in lexicon.abbreviations and _is_stop(tokens, last):
                last += 1  # тыс.
        return Quantity(at, last, value, Sort.BARE)
    return _in_words(tokens, at, lexicon) if token.kind is Kind.WORD else None


def _is_stop(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].surface == "."


def _value(surface: str) -> float:
    """Read digits with any grouping; `12.000` is twelve thousand, `0.250` a quarter."""
    digits = "".join(
        str(unicodedata.decimal(sign)) if sign.isdecimal() else sign
        for sign in surface[:_LONGEST_NUMBER]
    )
    groups = [part for part in _split(digits) if part]
    grouped = len(groups) > 1 and groups[0] != "0" and all(len(part) == 3 for part in groups[1:])
    grouped |= len(groups) > 2 and len(groups[-1]) == 3  # 1,20,000
    if grouped:
        return float("".join(groups))
    if len(groups) > 1 and len(groups[-1]) != 3:
        return float("".join(groups[:-1]) + "." + groups[-1])
    return float(groups[0] + "." + "".join(groups[1:]) if len(groups) > 1 else groups[0])


def _split(digits: str) -> list[str]:
    for sign in "'’٬٫, \u00a0\u2009\u202f":
        digits = digits.replace(sign, ".")
    return digits.split(".")


def _word(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[float, int] | None:
    """Return the value of the number word at `at` and the token after it."""
    solid = [n for n in range(at, min(at + 6, len(tokens))) if tokens[n].surface not in JOINTS][:3]
    for length in range(len(solid), 0, -1):
        span = [tokens[n] for n in solid[:length]]
        if length == 1:
            for key in span[0].keys:
                if (value := lexicon.values.get((key,))) is not None:
                    return value, solid[0] + 1
        elif (value := lexicon.values.get(tuple(t.keys[0] for t in span))) is not None:
            return value, solid[length - 1] + 1
    return None


def _in_words(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Quantity | None:
    if lexicon.counting.isdisjoint(tokens[at].keys):
        return None
    values: list[float] = []
    last = at
    while last < len(tokens) and (step := _word(tokens, last, lexicon)):
        if tokens[step[1] - 1].part != tokens[at].part:
            break
        if values and values[-1] < 20 and values[-1] == step[0] and lexicon.code != "zh":
            break  # "two, two": a list, no number
        values.append(step[0])
        last = step[1]
        ahead = last
        if ahead < len(tokens) and tokens[ahead].keys[0] in {"and", "et", "y", "e"}:
            nxt = _word(tokens, ahead + 1, lexicon)
            if nxt and max(values) > nxt[0] and values[-1] >= 20:
                last = ahead + 1
    if not values or (ordinal := tokens[at - 1].surface == "第" if at else False):
        return Quantity(at, last, 0, Sort.CODE, in_digits=False) if values and ordinal else None
    value = _han(values) if lexicon.code == "zh" else _sum(values)
    vague = len(values) == 1 and not lexicon.vague.isdisjoint(tokens[at].keys)
    if value == 1 and not vague:
        return None
    return Quantity(at, last, value, Sort.VAGUE if vague else Sort.BARE, in_digits=False)


def _sum(values: list[float]) -> float:
    """Put number words together: two hundred (and) five thousand → 205,000."""
    total = current = 0.0
    for value in values:
        if value >= THOUSAND:
            if not current and total and value > THOUSAND:
                total *= value  # mil millones
            else:
                total += (current or 1) * value if value % 10 == 0 else value
            current = 0
        elif value == 100 and 1 < current < 100:
            current *= 100
        else:
            current += value
    return total + current


def _han(values: list[float]) -> float:
    """Put Chinese numerals together: 一万二千三百 → 12,300."""
    total = section = digit = 0.0
    for value in values:
        if value in _HAN_MAGNITUDES:
            total = (
                (total + section + digit or 1) * value
                if value == 10**8
                else total + (section + digit or 1) * value
            )
            section = digit = 0
        elif value >= 10:
            section += (digit or 1) * value
            digit = 0
        else:
            digit = digit * 10 + value if digit else value
    return total + section + digit


def is_year(token: Token, quantity: Quantity) -> bool:
    """Say whether a number without grouping may be a year."""
    return (
        quantity.last - quantity.first == 1
        and quantity.in_digits
        and len(token.surface) == 4
        and FIRST_YEAR <= quantity.value <= LAST_YEAR
    )


def sorted_as(quantity: Quantity, sort: Sort, first: int = -1, last: int = -1) -> Quantity:
    """Return `quantity` as `sort`, perhaps with the tokens around it that make it one."""
    return replace(
        quantity,
        sort=sort,
        first=quantity.first if first < 0 else first,
        last=quantity.last if last < 0 else last,
    )
