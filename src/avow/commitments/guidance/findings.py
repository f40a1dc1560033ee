"""What guidance found: per criterion a verdict, and the signs it looked for with their words."""

from dataclasses import dataclass
from enum import StrEnum


class Criterion(StrEnum):
    """The five qualities of a commitment, in the order in which they are shown."""

    AMBITIOUS = "ambitious"
    SCALABLE = "scalable"
    MEASURABLE = "measurable"
    PARTNERSHIP = "partnership"
    SMART = "smart"


class Verdict(StrEnum):
    """How far a criterion is met."""

    MET = "met"
    PARTLY = "partly"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The exact words found: `texts[field][start:end] == words`.

    A row counts too: then `field` is targets, milestones, partners, finance, places or term, and
    `start` and `end` are 0.
    """

    field: str
    words: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that was looked for; `code` and `mend` have sentences in `guidance_words`."""

    code: str
    is_found: bool
    evidence: tuple[Evidence, ...]
    mend: str


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict on one criterion and all signs that led to it."""

    criterion: Criterion
    verdict: Verdict
    signs: tuple[Sign, ...]
