"""The smaller shapes inside commitments and reports."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Field, Schema
from pydantic import WithJsonSchema

Amount = Annotated[
    str,
    WithJsonSchema(
        {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$", "examples": ["1200000.5"]}
    ),
]
Link = Annotated[str, WithJsonSchema({"type": "string", "format": "uri"})]
Instant = datetime
Names = Annotated[
    dict[str, str],
    WithJsonSchema(
        {
            "type": "object",
            "additionalProperties": {"type": "string"},
            "description": "A text by its language (BCP 47).",
            "examples": [{"en": "Gender-based violence", "fr": "Violence fondée sur le genre"}],
        }
    ),
]


class Page(Schema):
    """A part of a list."""

    count: int = Field(description="How many there are in all.")
    next: Link | None = Field(description="The address of what comes after; null at the end.")


class Target(Schema):
    """One measurable target."""

    indicator: str
    unit: str
    baseline: Amount | None
    value: Amount
    due_on: date | None
    plan_target: str | None = Field(description="The key of the plan's target that it answers to.")


class Milestone(Schema):
    """One step on the way."""

    title: str
    due_on: date


class Partner(Schema):
    """A partner who may be named."""

    name: str
    role: str
    slug: str | None


class CoMaker(Schema):
    """One maker of several, the lead first. A name of null is withheld for safety."""

    name: str | None
    slug: str | None
    country: str | None
    share: Amount = Field(description="In per cent.")
    is_lead: bool
    task: str | None
    left_on: date | None
    reason: str | None = Field(description="Why it left.")


class CoalitionPart(Schema):
    """The part of a coalition."""

    coalition: str
    share: Amount = Field(description="In per cent.")


class FinanceLine(Schema):
    """One line of money."""

    amount: Amount
    currency: str
    year: int | None
    source: str | None = Field(description="`own`, `raised` or `in_kind`.")
    is_new: bool | None = Field(description="False: announced elsewhere before; null: not said.")
    is_oda: bool | None = Field(description="Official development assistance.")
    gender_marker: int | None
    amount_usd: Amount | None
    rate: Amount | None = Field(description="Dollars for one of the currency.")
    rate_day: date | None


class Capacity(Schema):
    """What the maker is able to give in a year."""

    kind: str = Field(description="`budget`, `revenue` or `income`.")
    amount: Amount
    currency: str
    year: int
    amount_usd: Amount | None


class WebLink(Schema):
    """A public address that says more."""

    url: str
    title: str


class Value(Schema):
    """An indicator in a report: where it began, should come, and stands."""

    indicator: str
    unit: str
    baseline: Amount | None
    target: Amount
    value: Amount | None
    as_of: date | None
    due_on: date | None
    note: str | None


class YearOfMoney(Schema):
    """Money of one year and currency in a report."""

    year: int | None
    currency: str
    pledged: Amount | None
    secured: Amount | None
    spent: Amount | None


class Step(Schema):
    """A milestone in a report, and what became of it."""

    title: str
    due_on: date
    state: str = Field(description="`not_yet`, `met` or `dropped`.")
    met_on: date | None


class Reply(Schema):
    """What a maker answered in public to its published report."""

    at: Instant
    language: str
    text: str


class Remark(Schema):
    """What a third party says of a report. No address where it would tell who is kept back."""

    source: str
    dated: date
    language: str
    text: str
    url: str | None


class ActionTarget(Schema):
    """A target of an action, by its day."""

    text: dict[str, str] = Field(description="By its language (BCP 47).")
    by: date | None
    confirmed: bool


Answers = dict[str, dict[str, Any]]
