"""Who may take part, what is asked of them and how it is decided."""

from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from avow.forums.packs.schema.base import (
    Address,
    Code,
    Currency,
    Day,
    Email,
    Majority,
    MaybeTexts,
    Part,
    PartOf,
    Quorum,
    Text,
    Texts,
    UsdRate,
)
from avow.forums.packs.schema.forms import Question

Days = Annotated[int, Field(ge=1, le=365)]
Years = Annotated[int, Field(ge=1, le=20)]


class CommitmentField(StrEnum):
    """The fields of a commitment that a pack may make mandatory, or review again when amended."""

    TITLE = "title"
    SUMMARY = "summary"
    DESCRIPTION = "description"
    TYPES = "types"
    ACTIONS = "actions"
    BENEFICIARIES = "beneficiaries"
    BASELINE = "baseline"
    TARGETS = "targets"
    MILESTONES = "milestones"
    PARTNERS = "partners"
    COUNTRIES = "countries"
    STARTS_ON = "starts_on"
    ENDS_ON = "ends_on"
    SDG_TARGETS = "sdg_targets"
    INTERSECTIONALITY = "intersectionality"
    LEADERSHIP = "leadership"
    LINKS = "links"
    FINANCE = "finance"
    CHANGE = "change"
    BENEFICIARY_GROUPS = "beneficiary_groups"
    BENEFICIARY_NUMBER = "beneficiary_number"
    REGIONS = "regions"
    FILES = "files"
    CAPACITY = "capacity"
    SUPERSEDES = "supersedes"
    ALSO_REGISTERED_IN = "also_registered_in"
    IATI_IDENTIFIER = "iati_identifier"


class Link(Part):
    """An address that the contact page and the mails show."""

    code: Code
    names: Texts
    url: Address


class Contact(Part):
    """Whom to ask."""

    names: Texts
    email: Email
    links: tuple[Link, ...] = ()


class OrganisationType(Part):
    """A kind of organisation. `aliases` are other codes it is known by in imports.

    `without_country`: such organisations belong to no one country, so their profile may name none.
    """

    code: Code
    names: Texts
    help: MaybeTexts = {}
    aliases: tuple[Code, ...] = ()
    without_country: bool = False
    asked_for_money: bool = False  # asked for a financial commitment in proportion to its capacity


class CommitmentType(Part):
    """One of the four types, with a few questions of its own. The codes are Avow's."""

    code: Literal["financial", "advocacy", "policy", "programme"]
    names: Texts
    help: MaybeTexts = {}
    questions: tuple[Question, ...] = ()


class Criterion(Part):
    """What a commitment, or an applicant, is judged by."""

    code: Code
    names: Texts
    help: MaybeTexts = {}


class ChecklistItem(Part):
    """One thing the secretariat ticks while screening."""

    code: Code
    names: Texts
    help: MaybeTexts = {}


class Maker(Part):
    """The commitment makers: what they are called and how long they commit for.

    `renewal_days`: how many days before its last day the maker of a commitment is invited to make
    it longer or to renew it; from the first of them on a renewal may be begun.
    """

    names: Texts
    help: MaybeTexts = {}
    aliases: tuple[Code, ...] = ()  # words of imports, such as the earlier "member"
    min_years: Years = 1
    max_years: Years = 5
    extendable: bool = True
    renewal_days: tuple[Days, ...] = (180, 60, 14)


class Champion(Part):
    """The leaders of a coalition."""

    names: Texts
    help: MaybeTexts = {}
    years: Years = 5


class Body(Part):
    """A body of the forum: what it is called and does."""

    names: Texts
    help: MaybeTexts = {}


class Roles(Part):
    """Who takes part, and on what terms."""

    maker: Maker
    champion: Champion
    core_group: Body
    secretariat: Body


class ReviewRules(Part):
    """How a coalition answers.

    `quorum`: how many of the Champions who may vote must have voted (abstaining counts), as a
    number or a share. `majority`: the share of votes for among for and against; "1/2" means more
    than half, any larger share at least it. `reminder_days`: days left of the promise.
    """

    quorum: Quorum
    majority: Majority
    liaison_days: Days
    validation_days: Days | None = None
    clarification_stops_clock: bool = False
    reminder_days: tuple[Days, ...] = (14, 7, 3, 1)


class ReportingRules(Part):
    """How makers report, each year in a window of the kind `reporting`.

    `reminder_days` and `late_reminder_days`: before and after the due date, which is the window's
    last day. `freeze_days`: how long after it a late report is still taken. `grace_days`: a younger
    commitment reports in the next cycle. `check_share`: the part of the reports that the
    secretariat looks at. `tolerance_percent`: how far figures may lag behind the time that is over
    before a commitment counts as delayed. After `inactive_after` missed cycles in a row it is
    inactive, if that was announced `inactive_notice_days` before. Every `digest_days` Champions are
    written how their coalitions report, and once at the freeze; 0: never.
    """

    reminder_days: tuple[Days, ...] = (30, 14, 7, 1)
    late_reminder_days: tuple[Days, ...] = (1, 14, 30)
    freeze_days: Days = 60
    grace_days: Annotated[int, Field(ge=0, le=365)] = 60
    check_share: PartOf = Fraction(1)
    tolerance_percent: Annotated[int, Field(ge=0, le=100)] = 15
    inactive_after: Annotated[int, Field(ge=1, le=10)] = 3
    inactive_notice_days: Days = 30
    digest_days: Annotated[int, Field(ge=0, le=365)] = 30


class Undertaking(Part):
    """What somebody accepts, word for word; an acceptance is kept with `version` and `dated`."""

    code: Code
    names: Texts
    texts: Texts
    version: Annotated[str, Field(pattern=r"^[0-9A-Za-z.-]{1,20}$")]
    dated: Day


class PackRate(Part):
    """What one unit of a currency was worth in US dollars on a day, and who says so."""

    currency: Currency
    usd: UsdRate
    day: Day
    source: Text
