"""What a writer has so far: the texts and rows that guidance reads. Standard library only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

FIELDS = (
    "title",
    "summary",
    "description",
    "change",
    "beneficiaries",
    "baseline",
    "intersectionality",
    "leadership",
)


@dataclass(frozen=True, slots=True)
class WrittenTarget:
    """One row of targets: what is measured, in which unit, from and to which figure, by when."""

    indicator: str
    unit: str
    baseline: Decimal | None
    value: Decimal | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class WrittenMilestone:
    """One step on the way and its day."""

    title: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class WrittenPartner:
    """A partner and what it does."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class WrittenMoney:
    """One line of finance; `currency` is ISO 4217, `usd` None where no rate is known."""

    amount: Decimal
    currency: str
    usd: Decimal | None


@dataclass(frozen=True, slots=True)
class Written:
    """What a writer has so far.

    `language` is the BCP 47 tag of the texts; `texts` maps the names in `FIELDS` to plain text,
    a missing one is empty; `countries` are ISO 3166 alpha-2 codes of implementation.
    """

    language: str
    texts: Mapping[str, str]
    targets: tuple[WrittenTarget, ...] = ()
    milestones: tuple[WrittenMilestone, ...] = ()
    partners: tuple[WrittenPartner, ...] = ()
    money: tuple[WrittenMoney, ...] = ()
    countries: tuple[str, ...] = ()
    actions: int = 0
    types: tuple[str, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None
