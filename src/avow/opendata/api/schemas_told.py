"""What the API tells of reports, events and the ledger."""

from typing import Any

from ninja import Field, Schema

from avow.opendata.api import parts
from avow.opendata.api.parts import Amount, Instant, Link, Page


class Told(Schema):
    """What one maker reported on a commitment in one cycle. Null: not public, or not said."""

    year: int
    organisation: str | None
    organisation_slug: str | None
    share: Amount = Field(description="Of the commitment, in per cent.")
    is_missing: bool = Field(description="Called not reported.")
    is_late: bool
    status: str | None
    status_reason: str | None
    computed_status: str | None = Field(description="What follows from the figures.")
    differs: bool | None
    check: str | None = Field(description="`verified` or `self_reported`.")
    language: str | None
    handed_in_at: Instant | None
    has_evidence: bool | None
    values: list[parts.Value]
    money: list[parts.YearOfMoney]
    milestones: list[parts.Step]
    texts: dict[str, str] = Field(description="Answers in words, by question.")
    replies: list[parts.Reply]
    remarks: list[parts.Remark]
    url: Link


class ToldOf(Page):
    """The reports on a commitment, the newest cycle first."""

    results: list[Told]


class Report(Schema):
    """An annual report, or a progress report. What the other kind has is null."""

    kind: str
    year: int
    url: Link
    published_at: Instant | None
    edition: int | None
    pdf: Link | None
    package: Link | None
    sha256: str | None
    ref: str | None
    organisation: str | None
    organisation_slug: str | None
    share: Amount | None
    status: str | None
    computed_status: str | None
    check: str | None
    is_late: bool | None
    handed_in_at: Instant | None
    api_url: Link | None


class Reports(Page):
    """Reports, the newest first."""

    results: list[Report]


class Event(Schema):
    """An event of the forum."""

    slug: str
    title: str
    text: str | None = Field(description="Markdown")
    language: str
    coalition: str | None
    is_main: bool
    state: str
    state_reason: str | None
    starts_at: Instant
    ends_at: Instant
    time_zone: str
    place: str | None
    languages: list[str]
    access: list[str]
    capacity: int | None
    registration_opens_at: Instant | None
    registration_closes_at: Instant
    published_at: Instant | None
    url: Link


class Events(Page):
    """Events."""

    results: list[Event]


class Line(Schema):
    """An entry of the ledger, as the chain has it."""

    seq: int
    forum: str | None
    at: Instant
    verb: str
    subject: str
    role: str
    data: dict[str, Any]
    previous_hash: str
    hash: str


class Lines(Page):
    """Entries of the ledger, the newest first."""

    results: list[Line]
