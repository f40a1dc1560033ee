"""What may be asked of each resource: the parameters, their kinds, examples and limits."""

import re
from datetime import date
from typing import Annotated, Any

from ninja import Field, Schema
from pydantic import BeforeValidator, StringConstraints, WithJsonSchema

from avow.directory.query import MAX_VALUES, MAX_WORDS
from avow.directory.states import OrganisationRole, Sort, Status
from avow.directory.totals import DIMENSIONS

MAX_SIZE = 200
MAX_PAGE = 1_000_000


def _whole(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch("[0-9]{1,9}", value):
        raise ValueError("must be a whole number")
    return value


def _yes_or_no(value: Any) -> Any:
    if isinstance(value, str):
        if value not in {"true", "false"}:
            raise ValueError("must be true or false")
        return value == "true"
    return value


def _day(value: Any) -> Any:
    if isinstance(value, str):
        date.fromisoformat(value)  # ValueError: no day of the calendar
    return value


Whole = Annotated[int, BeforeValidator(_whole)]
Flag = Annotated[bool, BeforeValidator(_yes_or_no), WithJsonSchema({"type": "boolean"})]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.\-]{1,60}$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[-a-zA-Z0-9_]{1,120}$")]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Region = Annotated[str, StringConstraints(pattern=r"^[0-9]{3}$")]
Tag = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=35)]
Year = Annotated[str, StringConstraints(pattern=r"^(19|20)[0-9]{2}$")]
Amount = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,15}(\.[0-9]{1,2})?$")]
Day = Annotated[
    str,
    StringConstraints(pattern=r"^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}$"),
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "format": "date"}),
]
Words = Annotated[str, StringConstraints(max_length=MAX_WORDS)]


class Nothing(Schema):
    """A resource without parameters."""


class OfForum(Schema):
    """Of which forum."""

    forum: Slug = Field(
        "",
        description="The forum, by its slug. Without it, the first forum of this installation.",
        examples=["a-forum"],
        validate_default=False,
    )


class Paging(Schema):
    """Which part of a list."""

    page: Whole | None = Field(
        None, ge=1, le=MAX_PAGE, description="The number of a page, from 1. Not with `cursor`."
    )
    page_size: Whole = Field(20, ge=1, le=MAX_SIZE, description="How many results at most.")
    cursor: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_\-]{1,600}$")] = Field(
        "",
        description="Where to go on, as it stands in the `next` of the answer before. Nothing that"
        " is published meanwhile makes it skip or repeat a result.",
        validate_default=False,
    )


class Listed(OfForum, Paging):
    """A list of one forum."""


class Filters(OfForum):
    """The directory's filters: "or" inside one, "and" between them."""

    q: Words = Field("", description="Words that the public text contains, all of them.")
    coalition: list[Code] = Field(
        [],
        max_length=MAX_VALUES,
        description="A coalition's code. May be repeated, as the other filters: either of them.",
        examples=[["food"]],
    )
    action: list[Code] = Field(
        [], max_length=MAX_VALUES, description="An action's code.", examples=[["FOOD-1"]]
    )
    type: list[Code] = Field(
        [], max_length=MAX_VALUES, description="A type of commitment.", examples=[["financial"]]
    )
    organisation_type: list[Code] = Field(
        [], max_length=MAX_VALUES, description="A type of organisation.", examples=[["government"]]
    )
    country: list[Country] = Field(
        [],
        max_length=MAX_VALUES,
        description="The country of a maker, ISO 3166-1 alpha-2.",
        examples=[["KE", "MX"]],
    )
    region: list[Region] = Field(
        [],
        max_length=MAX_VALUES,
        description="The region of a maker, United Nations M49.",
        examples=[["014"]],
    )
    status: list[Status] = Field(
        [], max_length=MAX_VALUES, description="How it is doing.", examples=[["on_track"]]
    )
    language: list[Tag] = Field(
        [],
        max_length=MAX_VALUES,
        description="The language of its text, BCP 47.",
        examples=[["es"]],
    )
    year: list[Year] = Field(
        [], max_length=MAX_VALUES, description="The year of publication.", examples=[["2021"]]
    )
    amount_from: Amount | None = Field(None, description="At least so many US dollars.")
    amount_to: Amount | None = Field(None, description="At most so many US dollars.")
    published_from: Day | None = Field(
        None, description="Published on this day or later, in the forum's time zone."
    )
    published_to: Day | None = Field(None, description="Published on this day or before.")
    runs_from: Day | None = Field(None, description="Still carried out on this day or later.")
    runs_to: Day | None = Field(None, description="Carried out on this day or before.")


class Commitments(Filters, Paging):
    """Which commitments, in which order."""

    sort: Sort | None = Field(
        None,
        description="The order: `newest` without words, else `relevance`. A cursor by relevance"
        " counts places; take another order to read all of a long list.",
    )
    facets: Flag = Field(
        False,
        description="Whether to count the commitments of each value of each filter as well. A"
        " filter's own choice does not count for itself.",
    )


class Statistics(Filters, Paging):
    """The totals of which commitments, divided by what."""

    by: Annotated[str, StringConstraints(pattern=f"^({'|'.join(DIMENSIONS)})$")] = Field(
        "coalition",
        description="What divides the money. The parts of any division make the same whole.",
        json_schema_extra={"enum": list(DIMENSIONS)},
    )


class Organisations(Listed):
    """Which organisations."""

    q: Words = Field("", description="Words of its name, or of another name it has.")
    organisation_type: Code = Field(
        "", description="A type of organisation.", examples=["government"], validate_default=False
    )
    country: Country = Field(
        "", description="Its country, ISO 3166-1 alpha-2.", validate_default=False
    )
    region: Region = Field(
        "", description="The region of its country, United Nations M49.", validate_default=False
    )
    coalition: Code = Field(
        "", description="A coalition that it has a part in.", validate_default=False
    )
    role: OrganisationRole | None = Field(None, description="What it is in the forum.")


class Actions(Listed):
    """Which actions."""

    coalition: Code = Field("", description="Of this coalition alone.", validate_default=False)


class Reports(Listed):
    """Which reports."""

    kind: Annotated[str, StringConstraints(pattern="^(annual|progress)$")] = Field(
        "annual",
        description="`annual`: the forum's reports on a whole cycle. `progress`: what makers"
        " reported on their commitments.",
        json_schema_extra={"enum": ["annual", "progress"]},
    )
    year: Year = Field("", description="The year of the reporting cycle.", validate_default=False)
    ref: Code = Field(
        "", description="Progress reports on this commitment alone.", validate_default=False
    )
    organisation: Slug = Field(
        "", description="Progress reports of this organisation alone.", validate_default=False
    )


class Events(Listed):
    """Which events."""

    when: Annotated[str, StringConstraints(pattern="^(upcoming|past|all)$")] = Field(
        "all",
        description="Those to come (the next first), those that are over, or all (the last first).",
        json_schema_extra={"enum": ["upcoming", "past", "all"]},
    )
    coalition: Code = Field("", description="Of this coalition alone.", validate_default=False)


class Ledger(Listed):
    """Which entries of the ledger."""

    subject: Annotated[str, StringConstraints(max_length=160)] = Field(
        "", description="What the entry is about.", examples=["commitment:GE-000123"]
    )
    verb: Annotated[str, StringConstraints(max_length=80)] = Field(
        "", description="What happened.", examples=["commitment.publish"]
    )
