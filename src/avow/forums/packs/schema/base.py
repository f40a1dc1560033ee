"""The kinds of values a pack is written with: codes, texts in several languages, dates, shares."""

import re
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Annotated, Any
from zoneinfo import ZoneInfo, available_timezones

from babel.core import get_global
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)

from avow.forums.rules import LONGEST_TEXT
from avow.kernel.text import nfc

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_LOCAL = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?")


class Part(BaseModel):
    """A part of a pack: an unknown key is an error, and nothing changes once it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def kept(text: str) -> str:
    """Return a text as it is kept: NFC, trimmed. Raises ValueError for an empty one."""
    text = nfc(text).strip()
    if not text:
        raise ValueError("the text is empty")
    return text


def _local_day(value: Any) -> Any:
    if isinstance(value, str) and not _DATE.fullmatch(value):
        raise ValueError("write the day as 2021-03-30")
    return value


def _local_time(value: Any) -> Any:
    if isinstance(value, str) and not _LOCAL.fullmatch(value):
        raise ValueError("write the day and the local time, without an offset, as 2021-03-30T09:00")
    if isinstance(value, date) and not isinstance(value, datetime):
        raise ValueError("write the time too, as 2021-03-30T09:00")  # noqa: TRY004  pydantic wants it
    return value


def _naive(value: datetime) -> datetime:
    if value.tzinfo is not None:
        raise ValueError(
            "write the time of the forum's zone, without an offset, as 2021-03-30T09:00"
        )
    return value


def _share(value: Any) -> Fraction:
    if isinstance(value, Fraction):
        return value
    match = re.fullmatch(r"(\d{1,3})/(\d{1,3})", value) if isinstance(value, str) else None
    if match is None or match[2].strip("0") == "":
        raise ValueError('write a share as a fraction in quotes, such as "1/2" or "2/3"')
    return Fraction(int(match[1]), int(match[2]))


def _quorum(value: Any) -> Fraction | int:
    if isinstance(value, bool):
        raise ValueError('write a number of votes (3) or a share in quotes ("1/2")')  # noqa: TRY004  pydantic wants it
    share = value if isinstance(value, int) else _share(value)
    if share <= 0 or (isinstance(share, Fraction) and share > 1):
        raise ValueError("a quorum is at least one vote and at most all of them")
    return share


def _majority(value: Any) -> Fraction:
    share = _share(value)
    if not Fraction(1, 2) <= share <= 1:
        raise ValueError('a majority lies between "1/2" and "1/1"')
    return share


def _part(value: Any) -> Fraction:
    share = _share(value)
    if share > 1:
        raise ValueError('a part lies between "0/1" and "1/1"')
    return share


def _exact(value: Any) -> Any:
    if isinstance(value, float):
        raise ValueError('write the rate in quotes, as "1.0923": a float is never exact')  # noqa: TRY004  pydantic wants it
    return value


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _zone(name: str) -> str:
    if name not in _zones():
        raise ValueError(
            f"unknown time zone {name!r}; write one of the IANA list, such as Africa/Nairobi"
        )
    return ZoneInfo(name).key


def _currency(code: str) -> str:
    if code not in get_global("all_currencies"):
        raise ValueError(f"{code!r} is not an ISO 4217 currency")
    return code


def _plain(value: Fraction | int) -> str | int:
    return value if isinstance(value, int) else f"{value.numerator}/{value.denominator}"


_FRACTION = {"type": "string", "pattern": r"^\d{1,3}/\d{1,3}$"}
_CODE = r"^[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*$"
_LANGUAGE = r"^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$"

Code = Annotated[str, StringConstraints(pattern=_CODE, max_length=40)]
ThemeCode = Annotated[str, StringConstraints(pattern=_CODE, max_length=60)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=60)]
ActionCode = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]{0,11}-[0-9]{1,3}$")]
Language = Annotated[str, StringConstraints(pattern=_LANGUAGE, max_length=20)]
Text = Annotated[str, StringConstraints(max_length=LONGEST_TEXT), AfterValidator(kept)]
Texts = Annotated[dict[Language, Text], Field(min_length=1)]  # localised, must be there
MaybeTexts = dict[Language, Text]  # localised, may be left out
Day = Annotated[date, BeforeValidator(_local_day)]
LocalTime = Annotated[datetime, BeforeValidator(_local_time), AfterValidator(_naive)]
Zone = Annotated[str, AfterValidator(_zone)]
Currency = Annotated[str, StringConstraints(pattern="^[A-Z]{3}$"), AfterValidator(_currency)]
Country = Annotated[str, StringConstraints(pattern="^[A-Z]{2}$")]
UsdRate = Annotated[Decimal, BeforeValidator(_exact), Field(gt=0, max_digits=20, decimal_places=12)]
Quorum = Annotated[
    Fraction | int,
    BeforeValidator(_quorum),
    PlainSerializer(_plain),
    WithJsonSchema({"anyOf": [{"type": "integer", "minimum": 1}, _FRACTION]}),
]
Majority = Annotated[
    Fraction, BeforeValidator(_majority), PlainSerializer(_plain), WithJsonSchema(_FRACTION)
]
PartOf = Annotated[
    Fraction, BeforeValidator(_part), PlainSerializer(_plain), WithJsonSchema(_FRACTION)
]
Email = Annotated[
    str, StringConstraints(pattern=r"^[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+$", max_length=254)
]
Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"]+$", max_length=500)]
