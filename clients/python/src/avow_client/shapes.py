"""What the API answers, as types. Amounts are decimal text, instants ISO 8601 in UTC."""

from __future__ import annotations

from typing import Any, TypedDict


class Money(TypedDict):
    """A sum in its own currency."""

    currency: str
    amount: str


class OrganisationName(TypedDict):
    """Who makes a commitment. One at risk has neither slug nor place."""

    name: str
    slug: str | None
    type: str
    country: str | None
    region: str | None


class Commitment(TypedDict):
    """A commitment, as lists hold it."""

    ref: str
    url: str
    api_url: str
    title: str
    summary: str
    language: str
    organisation: OrganisationName
    coalitions: list[str]
    actions: list[str]
    types: list[str]
    amounts: list[Money]
    amount_usd: str | None
    starts_on: str
    ends_on: str
    status: str
    state: str
    year: int
    submitted_at: str | None
    published_at: str
    updated_at: str
    revision: int
    source_id: str | None


class CommitmentPage(TypedDict, total=False):
    """A page of commitments; `facets` only where they were asked for."""

    count: int
    next: str | None
    results: list[Commitment]
    facets: dict[str, dict[str, int]]


class WholeCommitment(Commitment):
    """A commitment with everything that its page shows."""

    state_reason: str | None
    description: str | None
    change: str | None
    beneficiaries: str | None
    baseline: str | None
    intersectionality: str | None
    leadership: str | None
    type_fields: dict[str, dict[str, Any]]
    sdg_targets: list[str]
    places: list[str]
    regions: list[str]
    beneficiary_groups: list[str]
    beneficiary_number: int | None
    beneficiary_note: str | None
    targets: list[dict[str, Any]]
    milestones: list[dict[str, Any]]
    partners: list[dict[str, Any]]
    makers: list[dict[str, Any]]
    coalition_split: list[dict[str, str]]
    is_open: bool
    finance: list[dict[str, Any]]
    finance_kept_back: int
    capacity: dict[str, Any] | None
    links: list[dict[str, str]]
    files: list[dict[str, Any]]
    also_registered_in: str | None
    iati_identifier: str | None
    supersedes: str | None
    earlier_term: str | None
    next_term: str | None


class Revision(TypedDict):
    """One published text of a commitment."""

    number: int
    published_at: str
    reason: str | None
    url: str


class ToldReport(TypedDict):
    """What one maker reported on a commitment in one cycle."""

    year: int
    organisation: str | None
    organisation_slug: str | None
    share: str
    is_missing: bool
    is_late: bool
    status: str | None
    status_reason: str | None
    computed_status: str | None
    differs: bool | None
    check: str | None
    language: str | None
    handed_in_at: str | None
    has_evidence: bool | None
    values: list[dict[str, Any]]
    money: list[dict[str, Any]]
    milestones: list[dict[str, Any]]
    texts: dict[str, str]
    replies: list[dict[str, Any]]
    remarks: list[dict[str, Any]]
    url: str


class _Forum(TypedDict):
    slug: str
    names: dict[str, str]
    url: str
    api_url: str
    starts_on: str
    ends_on: str
    time_zone: str
    languages: list[str]
    is_demonstration: bool


class Forum(_Forum, total=False):
    """A forum; what stands last only where one is asked for alone."""

    windows: list[dict[str, Any]]
    commitment_types: list[dict[str, Any]]
    organisation_types: list[dict[str, Any]]
    statuses: list[dict[str, Any]]
    licence: str


class Coalition(TypedDict):
    """A coalition of a forum."""

    code: str
    slug: str
    kind: str
    names: dict[str, str]
    summaries: dict[str, str]
    position: int
    actions: list[str]
    url: str


class Action(TypedDict):
    """An action of a coalition."""

    code: str
    coalition: str
    titles: dict[str, str]
    descriptions: dict[str, str]
    targets: list[dict[str, Any]]
    retired_at: str | None
    successors: list[str]


class Dollars(TypedDict):
    """Money in its own currencies, and in dollars as far as rates are known."""

    amounts: list[Money]
    usd: str | None
    without_rate: list[Money]


class Totals(TypedDict):
    """How many commitments, and how much money."""

    commitments: int
    money: Dollars
    new: Dollars
    announced: Dollars
    unsaid: Dollars


class Part(Totals):
    """One part of a division."""

    key: str | None
    name: str | None


class Statistics(TypedDict):
    """The whole, and one division of it."""

    count: int
    next: str | None
    by: str
    totals: Totals
    results: list[Part]


class _Organisation(TypedDict):
    slug: str
    name: str
    type: str
    country: str | None
    language: str
    website: str | None
    summary: str | None
    roles: list[dict[str, Any]]
    commitments: int
    url: str
    api_url: str


class Organisation(_Organisation, total=False):
    """An organisation; what stands last only where one is asked for alone."""

    principles: str | None
    totals: Totals


class Report(TypedDict):
    """An annual report, or a progress report; what the other kind has is None."""

    kind: str
    year: int
    url: str
    published_at: str | None
    edition: int | None
    pdf: str | None
    package: str | None
    sha256: str | None
    ref: str | None
    organisation: str | None
    organisation_slug: str | None
    share: str | None
    status: str | None
    computed_status: str | None
    check: str | None
    is_late: bool | None
    handed_in_at: str | None
    api_url: str | None


class Event(TypedDict):
    """An event of a forum."""

    slug: str
    title: str
    text: str | None
    language: str
    coalition: str | None
    is_main: bool
    state: str
    state_reason: str | None
    starts_at: str
    ends_at: str
    time_zone: str
    place: str | None
    languages: list[str]
    access: list[str]
    capacity: int | None
    registration_opens_at: str | None
    registration_closes_at: str
    published_at: str | None
    url: str


class LedgerEntry(TypedDict):
    """An entry of the ledger, as the chain has it."""

    seq: int
    forum: str | None
    at: str
    verb: str
    subject: str
    role: str
    data: dict[str, Any]
    previous_hash: str
    hash: str
