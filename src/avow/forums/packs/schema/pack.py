"""The whole pack. What one part says about another is checked in `packs/checks.py`."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from avow.forums.packs.schema.base import (
    Country,
    Currency,
    Day,
    Language,
    MaybeTexts,
    Part,
    Slug,
    Texts,
    Zone,
)
from avow.forums.packs.schema.forms import ApplicationForm
from avow.forums.packs.schema.rules import (
    ChecklistItem,
    CommitmentField,
    CommitmentType,
    Contact,
    Criterion,
    OrganisationType,
    PackRate,
    ReportingRules,
    ReviewRules,
    Roles,
    Undertaking,
)
from avow.forums.packs.schema.structure import (
    PackAction,
    PackCoalition,
    PackMilestone,
    PackWindow,
    Passage,
    PublicTexts,
    Target,
)
from avow.kernel.money import Rate

Prefix = Annotated[str, StringConstraints(pattern="^[A-Z][A-Z0-9]{0,7}$")]


class Pack(Part):
    """One forum: words, calendar, themes, forms, rules. `format` is the version of this shape."""

    format: Literal[1] = 1
    slug: Slug
    names: Texts
    taglines: MaybeTexts = {}
    about: tuple[Passage, ...] = ()
    zone: Zone
    languages: Annotated[tuple[Language, ...], Field(min_length=1)]
    # In these only some texts are there, such as the names that stand in the annual report.
    partial_languages: tuple[Language, ...] = ()
    reference_prefix: Prefix
    starts_on: Day
    ends_on: Day
    contact: Contact
    principles: tuple[Passage, ...] = ()
    roles: Roles
    organisation_types: Annotated[tuple[OrganisationType, ...], Field(min_length=1)]
    commitment_types: Annotated[tuple[CommitmentType, ...], Field(min_length=1)]
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1)]
    selection_criteria: tuple[Criterion, ...] = ()
    windows: Annotated[tuple[PackWindow, ...], Field(min_length=1)]
    milestones: tuple[PackMilestone, ...] = ()
    coalitions: Annotated[tuple[PackCoalition, ...], Field(min_length=1)]
    south: tuple[Country, ...] = ()
    currencies: Annotated[tuple[Currency, ...], Field(min_length=1)]
    rates: tuple[PackRate, ...] = ()
    eligibility: tuple[ChecklistItem, ...] = ()
    due_diligence: tuple[ChecklistItem, ...] = ()
    review: ReviewRules
    reporting: ReportingRules = ReportingRules()
    undertakings: tuple[Undertaking, ...] = ()
    require_commitment: bool = False
    # Commitments to a coalition's actions are taken once its plan is public at this stage or later.
    commitments_from_stage: Literal["outline", "draft", "consultation", "final"] | None = None
    commitment_mandatory: tuple[CommitmentField, ...] = (CommitmentField.TITLE,)
    rereview_fields: tuple[CommitmentField, ...] = ()
    application_form: ApplicationForm
    public_texts: PublicTexts = PublicTexts()

    def organisation_type(self, code: str) -> OrganisationType | None:
        """Return the type of this code or alias, or None."""
        for kind in self.organisation_types:
            if code == kind.code or code in kind.aliases:
                return kind
        return None

    def commitment_type(self, code: str) -> CommitmentType:
        """Return the commitment type of this code. Raises KeyError if there is none."""
        for kind in self.commitment_types:
            if kind.code == code:
                return kind
        raise KeyError(code)

    def undertaking(self, code: str) -> Undertaking:
        """Return the undertaking of this code. Raises KeyError."""
        for undertaking in self.undertakings:
            if undertaking.code == code:
                return undertaking
        raise KeyError(code)

    def coalition(self, code: str) -> PackCoalition:
        """Return the coalition of this code. Raises KeyError."""
        for coalition in self.coalitions:
            if coalition.code == code:
                return coalition
        raise KeyError(code)

    def action(self, code: str) -> PackAction:
        """Return the action of this code. Raises KeyError."""
        for coalition in self.coalitions:
            for action in coalition.actions:
                if action.code == code:
                    return action
        raise KeyError(code)

    def aims(self) -> list[tuple[PackAction, Target]]:
        """Return the targets that a commitment can name: those of published plans have a key."""
        return [
            (action, target)
            for coalition in self.coalitions
            for action in coalition.actions
            for target in action.targets
            if target.key
        ]

    def money_rates(self) -> list[Rate]:
        """Return the dated rates as `kernel.money` reckons with them."""
        return [Rate(rate.currency, rate.usd, rate.day, rate.source) for rate in self.rates]

    def is_south(self, country: str) -> bool:
        """Return whether the forum counts the country (ISO alpha-2) to the Global South."""
        return country in self.south
