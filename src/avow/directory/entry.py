"""The public shape of a commitment: what is not in here cannot leak.

`commitments/publication.py` makes it; pages, search, exports, feeds and the API read only what was
made of it. A protected organisation is dropped there, once: it comes as `organisation_slug=None`,
its protected name, and no country or region.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypedDict


class FinanceRow(TypedDict, total=False):
    """One finance line. Figures are decimal text, `rate_day` an ISO date, None: not known."""

    amount: str
    currency: str
    year: int | None
    source: str
    is_new: bool | None
    is_oda: bool | None
    gender_marker: int | None
    amount_usd: str | None
    rate: str | None
    rate_day: str | None
    rate_source: str


class CapacityRow(TypedDict):
    """What the maker says it can give in one year; figures and dates as in a finance line."""

    kind: str
    amount: str
    currency: str
    year: int
    amount_usd: str | None
    rate: str | None
    rate_day: str | None
    rate_source: str


class FileRow(TypedDict):
    """A file that everybody may download; `key` stands in its address, `size` is in bytes."""

    name: str
    size: int
    type: str
    key: str


class TargetRow(TypedDict, total=False):
    """One measurable target; figures are decimal text, `due_on` an ISO date."""

    indicator: str
    unit: str
    baseline: str | None
    value: str
    due_on: str | None
    plan_target: str  # key of the target of a plan that it answers to; only if there is one


class StepRow(TypedDict):
    """One milestone; `due_on` is an ISO date."""

    title: str
    due_on: str


class PartnerRow(TypedDict, total=False):
    """A partner who may be named; `slug` is "" unless it has a public profile here."""

    name: str
    role: str
    slug: str


class MakerRow(TypedDict, total=False):
    """One maker of several. `share` is decimal text in per cent; `name` "" is withheld for safety.

    `left_on` is the ISO day on which it left, or "".
    """

    name: str
    slug: str
    country: str
    share: str
    is_lead: bool
    task: str
    left_on: str
    reason: str


class LinkRow(TypedDict):
    """A public address that says more."""

    url: str
    title: str


class RevisionRow(TypedDict, total=False):
    """One published revision; `at` is an ISO instant, `reason` that of the amendment."""

    number: int
    at: str
    reason: str


class Details(TypedDict, total=False):
    """Everything else the page of one commitment shows. A missing key shows nothing."""

    description: str
    change: str
    beneficiaries: str
    baseline: str
    intersectionality: str
    leadership: str
    main_type: str
    type_fields: dict[str, dict[str, Any]]
    sdg_targets: list[str]
    also_registered_in: str
    iati_identifier: str
    targets: list[TargetRow]
    steps: list[StepRow]
    partners: list[PartnerRow]
    makers: list[MakerRow]  # only where there are several, the lead first
    coalition_split: list[list[str]]  # [code, per cent as decimal text], where the makers say it
    is_open: bool  # to other organisations joining
    places: list[str]  # ISO 3166-1 alpha-2
    regions: list[str]  # UN M49: areas larger than a country
    beneficiary_groups: list[str]
    beneficiary_number: int
    beneficiary_note: str
    capacity: CapacityRow
    supersedes: str  # the reference of an earlier public commitment
    files: list[FileRow]
    finance: list[FinanceRow]
    uncounted: int  # lines of money that may not be shown, and have no dollars to show instead
    links: list[LinkRow]
    revisions: list[RevisionRow]
    earlier_term: str  # the reference of the commitment that this one renews
    next_term: str  # and of the one that renews it


@dataclass(frozen=True, slots=True, kw_only=True)
class MakerShare:
    """One maker of a commitment and its share in per cent.

    `slug` is None for one at risk, whose name is its protected one, or "" where even that would say
    too much. `is_open_share`: of a maker that left; nobody's until the others agree anew.
    Raises ValueError for one at risk that comes with a place.
    """

    share: Decimal
    name: str = ""
    slug: str | None = None
    organisation_type: str = ""
    country: str = ""
    region: str = ""
    is_open_share: bool = False

    def __post_init__(self) -> None:
        if self.slug is None and (self.country or self.region):
            raise ValueError("a protected organisation has no public place")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicEntry:
    """One published commitment as everybody may see it.

    `coalitions`, `actions` and `types` are codes. `text` is all public words, for the search alone.
    `amounts` sums the finance lines by currency; `amount_usd` is None when a line has no rate.
    `makers` are empty where the organisation makes it alone, `coalition_split` (code, per cent)
    where its money is split equally.
    `status` is what the last report says, or `completed`, `ended`. `year` is that of publication.
    Raises ValueError for a protected organisation that comes with a place.
    """

    forum_id: int
    ref: str
    title: str
    summary: str
    text: str
    language: str
    organisation_slug: str | None
    organisation_name: str
    organisation_type: str
    country: str
    region: str
    coalitions: tuple[str, ...]
    actions: tuple[str, ...]
    types: tuple[str, ...]
    amounts: tuple[tuple[str, Decimal], ...] = ()  # (currency, sum)
    amount_usd: Decimal | None = None
    makers: tuple[MakerShare, ...] = ()
    coalition_split: tuple[tuple[str, Decimal], ...] = ()
    starts_on: date
    ends_on: date
    status: str
    year: int
    submitted_at: datetime | None = None
    published_at: datetime
    updated_at: datetime
    revision: int = 1
    state: str = "published"
    state_reason: str = ""
    source_id: str = ""  # in the file it was imported from
    details: Details = field(default_factory=Details)

    def __post_init__(self) -> None:
        if self.organisation_slug is None and (self.country or self.region):
            raise ValueError("a protected organisation has no public place")
