"""What a sheet of answers says: the shapes its answers are read into (reading.py reads them)."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from avow.commitments.joint import Joint
from avow.kernel import money
from avow.kernel.words import sentence

_ENDS_WITH_HINT = frozenset(
    {"shares_not_whole", "split_not_whole", "plan_not_far_enough", "target_of_other_action"}
)
_HINTED = frozenset({"amount_ambiguous", "gap_left"})  # the reason alone would leave one guessing


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: where (section, row, question) and a reason's code with its hint."""

    section: str
    scope: str
    key: str
    code: str
    hint: str = ""

    @property
    def words(self) -> str:
        """Return the sentence a person reads, with the ways the text could be meant."""
        said = sentence(self.code)
        if self.code in _ENDS_WITH_HINT:
            return f"{said} {self.hint}"
        told = self.code in _HINTED or self.code.startswith("term_")
        return f"{said} ({self.hint})" if self.hint and told else said


@dataclass(frozen=True, slots=True)
class Money:
    """One line of pledged money; `rate` is None when the forum has none for the currency."""

    scope: str
    amount: Decimal
    currency: str
    year: int | None
    source: str
    is_new: bool | None
    is_oda: bool | None
    gender_marker: int | None
    rate: money.Rate | None

    @property
    def usd(self) -> Decimal | None:
        """Return the dollar equivalent, or None where there is no rate: never zero."""
        return money.to_usd(self.amount, self.rate) if self.rate else None


@dataclass(frozen=True, slots=True)
class Means:
    """What the maker can give in a year, as it says; `rate` is None when the forum has none."""

    kind: str
    amount: Decimal
    currency: str
    year: int
    rate: money.Rate | None

    @property
    def usd(self) -> Decimal | None:
        """Return the dollar equivalent, or None where there is no rate: never zero."""
        return money.to_usd(self.amount, self.rate) if self.rate else None


@dataclass(frozen=True, slots=True)
class Goal:
    """One target."""

    indicator: str
    unit: str
    baseline: Decimal | None
    value: Decimal
    due_on: date | None
    scope: str = ""
    plan_target: str = ""  # key of a target of a plan


@dataclass(frozen=True, slots=True)
class Row:
    """A row of texts: milestone (title, due_on), partner (name, slug, role), link (url, title)."""

    scope: str
    title: str
    detail: str = ""
    slug: str = ""
    due_on: date | None = None


@dataclass(slots=True)
class Draft:
    """A commitment as its sheet says, whether or not it is complete."""

    texts: dict[str, str] = field(default_factory=dict)
    language: str = ""
    actions: tuple[str, ...] = ()
    types: tuple[str, ...] = ()  # the main one first
    type_fields: dict[str, dict[str, Any]] = field(default_factory=dict)
    starts_on: date | None = None
    ends_on: date | None = None
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()  # UN M49
    beneficiary_groups: tuple[str, ...] = ()
    beneficiary_number: int | None = None
    supersedes: str = ""  # a reference, not looked up yet
    capacity: Means | None = None
    sdg_targets: tuple[str, ...] = ()
    finance: list[Money] = field(default_factory=list)
    targets: list[Goal] = field(default_factory=list)
    milestones: list[Row] = field(default_factory=list)
    partners: list[Row] = field(default_factory=list)
    links: list[Row] = field(default_factory=list)
    joint: Joint = field(default_factory=Joint)
    has_gaps: bool = False  # it began with an example: what stands in brackets is nobody's word
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)  # worth a look; they keep nothing back
