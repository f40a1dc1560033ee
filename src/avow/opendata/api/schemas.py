"""What the API answers: the shapes, as the OpenAPI document tells them."""

from datetime import date

from ninja import Field, Schema

from avow.opendata.api import parts
from avow.opendata.api.parts import Amount, Instant, Link, Names, Page


class Fault(Schema):
    """One parameter that cannot be read."""

    parameter: str
    detail: str


class Problem(Schema):
    """Why there is no answer (RFC 9457)."""

    type: str = Field(description="An address below the documentation that explains it.")
    title: str
    status: int
    detail: str
    instance: str = Field(description="The path that was asked for.")
    errors: list[Fault] | None = Field(None, description="The parameters that are wrong.")


class Gone(Problem):
    """A commitment that was withdrawn: what is left of it."""

    ref: str
    commitment_title: str
    reason: str = Field(description="Why, in the words that its page shows; may be empty.")


class Entrance(Schema):
    """Where things are."""

    documentation: Link
    openapi: Link
    licence: Link
    resources: dict[str, Link]


class Money(Schema):
    """A sum in its own currency."""

    currency: str = Field(description="ISO 4217", examples=["KES"])
    amount: Amount


class Maker(Schema):
    """Who makes a commitment. One at risk has a name to show, and neither slug nor place."""

    name: str
    slug: str | None
    type: str
    country: str | None = Field(description="ISO 3166-1 alpha-2")
    region: str | None = Field(description="United Nations M49")


class Commitment(Schema):
    """A published commitment, as lists hold it."""

    ref: str = Field(examples=["GE-000123"])
    url: Link = Field(description="Its page.")
    api_url: Link
    title: str
    summary: str
    language: str = Field(description="Of its texts, BCP 47.")
    organisation: Maker
    coalitions: list[str]
    actions: list[str]
    types: list[str] = Field(description="The main one first.")
    amounts: list[Money]
    amount_usd: Amount | None = Field(description="Null where any of it has no rate.")
    starts_on: date
    ends_on: date
    status: str = Field(description="What its last report says, or that its life is over.")
    state: str
    year: int = Field(description="Of publication.")
    submitted_at: Instant | None
    published_at: Instant
    updated_at: Instant
    revision: int
    source_id: str | None = Field(description="Its number where it was first registered.")


class Commitments(Page):
    """Commitments."""

    results: list[Commitment]
    facets: dict[str, dict[str, int]] | None = Field(
        None, description="How many each value of each filter would show; only on request."
    )


class File(Schema):
    """A file that everybody may have."""

    name: str
    size: int = Field(description="In bytes.")
    type: str
    url: Link


class Whole(Commitment):
    """A published commitment with everything that its page shows. Null or empty: not said."""

    state_reason: str | None = Field(description="Why it ended early.")
    description: str | None
    change: str | None
    beneficiaries: str | None
    baseline: str | None
    intersectionality: str | None
    leadership: str | None
    type_fields: parts.Answers = Field(description="Answers by type and question.")
    sdg_targets: list[str]
    places: list[str] = Field(description="Where it is carried out, ISO 3166-1 alpha-2.")
    regions: list[str] = Field(description="Larger areas, United Nations M49.")
    beneficiary_groups: list[str]
    beneficiary_number: int | None
    beneficiary_note: str | None
    targets: list[parts.Target]
    milestones: list[parts.Milestone]
    partners: list[parts.Partner]
    makers: list[parts.CoMaker] = Field(description="Only where there are several.")
    coalition_split: list[parts.CoalitionPart] = Field(
        description="In per cent; empty: equal parts."
    )
    is_open: bool = Field(description="Whether other organisations may join.")
    finance: list[parts.FinanceLine]
    finance_kept_back: int = Field(description="Lines that may not be shown.")
    capacity: parts.Capacity | None
    links: list[parts.WebLink]
    files: list[File]
    also_registered_in: str | None
    iati_identifier: str | None
    supersedes: str | None
    earlier_term: str | None
    next_term: str | None


class Revision(Schema):
    """One published text of a commitment."""

    number: int
    published_at: Instant
    reason: str | None = Field(description="Why it was amended.")
    url: Link = Field(description="The text as it was.")


class Revisions(Page):
    """The published texts of a commitment, the newest first."""

    results: list[Revision]


class Forum(Schema):
    """An edition of an initiative."""

    slug: str
    names: Names
    url: Link
    api_url: Link
    starts_on: date
    ends_on: date
    time_zone: str
    languages: list[str]
    is_demonstration: bool = Field(description="True: all its data are invented.")


class Forums(Page):
    """Forums."""

    results: list[Forum]


class Named(Schema):
    """A code and what it is called."""

    code: str
    names: Names


class Window(Schema):
    """A span in which something may be handed in."""

    key: str
    kind: str
    names: Names
    opens_at: Instant
    closes_at: Instant


class WholeForum(Forum):
    """A forum with its calendar and its words."""

    windows: list[Window]
    commitment_types: list[Named]
    organisation_types: list[Named]
    statuses: list[Named]
    licence: Link


class Coalition(Schema):
    """A coalition, or a compact beside them."""

    code: str
    slug: str
    kind: str
    names: Names
    summaries: Names
    position: int
    actions: list[str] = Field(description="The codes of its actions that are in force.")
    url: Link


class Coalitions(Page):
    """The coalitions of a forum, in their order."""

    results: list[Coalition]


class Action(Schema):
    """A measurable action of a coalition."""

    code: str
    coalition: str
    titles: Names
    descriptions: Names
    targets: list[parts.ActionTarget]
    retired_at: Instant | None
    successors: list[str] = Field(description="What took its place.")


class Actions(Page):
    """The actions of a forum, in the order of their coalitions."""

    results: list[Action]


class RoleIn(Schema):
    """What an organisation is, and in which coalitions."""

    role: str
    coalitions: list[str]


class Organisation(Schema):
    """A maker or a Champion. One at risk is never among them."""

    slug: str
    name: str
    type: str
    country: str | None
    language: str = Field(description="Of its name and texts, BCP 47.")
    website: str | None
    summary: str | None
    roles: list[RoleIn]
    commitments: int = Field(description="How many it makes, alone or with others.")
    url: Link
    api_url: Link


class Organisations(Page):
    """Organisations by name."""

    results: list[Organisation]


class Dollars(Schema):
    """Money in its own currencies, and in dollars as far as rates are known."""

    amounts: list[Money]
    usd: Amount | None = Field(description="Null where nothing has a rate.")
    without_rate: list[Money] = Field(description="What is not in the dollars.")


class Totals(Schema):
    """How many commitments, and how much money; nothing twice."""

    commitments: int
    money: Dollars
    new: Dollars
    announced: Dollars
    unsaid: Dollars


class WholeOrganisation(Organisation):
    """An organisation with what it says of itself and what it pledges."""

    principles: str | None
    totals: Totals


class Part(Totals):
    """One part of a division; `key` is null for what is not shown or not said."""

    key: str | None
    name: str | None = Field(description="Of a maker.")


class Statistics(Page):
    """The whole, and one division of it."""

    by: str
    totals: Totals
    results: list[Part]
