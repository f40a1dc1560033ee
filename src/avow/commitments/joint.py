"""The rules of a commitment that several organisations make together. Pure functions.

Source: PRODUCT.md, "Joint (collective) commitments". Shares are in per cent, with two decimals at
most; those of the lead and of its co-makers make 100 exactly.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from avow.commitments import amounts

ALL = Decimal(100)
SPLIT = "split_"  # begins the key of the question about a coalition's part
_PLACES = 2
# The fields of a revision that are the promise itself; `comparing.changed_fields` names them.
PROMISE = frozenset(
    {
        "title", "summary", "description", "types", "actions", "change", "beneficiaries",
        "beneficiary_groups", "beneficiary_number", "baseline", "targets", "milestones",
        "countries", "regions", "starts_on", "ends_on", "sdg_targets", "intersectionality",
        "leadership", "finance", "split",
    }
)  # fmt: skip


class BadShare(ValueError):
    """Not a share; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class MakerRow:
    """A co-maker as the form says it; `slug` is that of a chosen organisation, or ""."""

    scope: str
    title: str
    slug: str
    task: str
    share: Decimal | None


@dataclass(slots=True)
class Joint:
    """Who makes a commitment together, and how its money is split over its coalitions.

    `lead_share` is None where co-makers are named and the lead's own share is not said. `split` is
    empty where nothing is said: then the coalitions have equal parts.
    """

    lead_share: Decimal | None = ALL
    is_open: bool = False
    makers: list[MakerRow] = field(default_factory=list)
    split: dict[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class JointFacts:
    """What the moves of co-makers and of those who ask to join need to know.

    `awaits`: a text is handed in that they may sign. `is_public`: a text they signed is public.
    """

    awaits: bool = False
    is_public: bool = False
    may_change: bool = True  # the lead can write a change now
    reason: str = ""


def share(text: str, *, zero: bool = False) -> Decimal:
    """Return the share in per cent that a text means: `33,33`, `33.33 %`, digits of any script.

    Raises BadShare with the code `share_not_a_number`, `share_too_exact` or `share_out_of_range`.
    Only with `zero` may it be 0.
    """
    bare = text.replace("%", "").replace("٪", "").strip()
    if zero and bare in {"0", "٠", "۰"}:
        return Decimal(0)
    try:
        value = amounts.read(bare)
    except amounts.Unreadable as error:
        code = {"amount_ambiguous": "share_too_exact", "amount_not_a_number": "share_not_a_number"}
        raise BadShare(code.get(error.code, "share_out_of_range")) from error
    if value != round(value, _PLACES):
        raise BadShare("share_too_exact")
    if value > ALL:
        raise BadShare("share_out_of_range")
    return value


def adds_up(lead: Decimal, others: Iterable[Decimal]) -> bool:
    """Return whether the shares of all makers make 100 exactly."""
    return lead + sum(others, Decimal(0)) == ALL


def must_sign_again(changed: frozenset[str], before: tuple[object, ...], now: object) -> bool:
    """Return whether a co-maker is asked again after a change of the text.

    `changed` are the fields that differ; `before` and `now` its own share and task.
    """
    return bool(changed & PROMISE) or before != now


def reporters(lead: int, lead_share: Decimal, signed: Mapping[int, Decimal]) -> dict[int, Decimal]:
    """Return {organisation: its share} of those who report each year, the lead first.

    Each maker reports on its own share. The share of one that left is nobody's until the others
    agree on it anew, so it is not among `signed`.
    """
    return {lead: lead_share, **signed}


def awaits_signatures(facts: JointFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: a text is handed in and not public yet."""
    return () if facts.awaits else ("nothing_to_sign",)


def still_public(facts: JointFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: the text it signed is public; before that, one refuses instead."""
    return () if facts.is_public else ("not_published_yet",)


def can_be_changed(facts: JointFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: the lead can write a change of the published text now."""
    return () if facts.may_change else ("change_handed_in",)


def with_a_reason(facts: JointFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: a reason is written with the move."""
    return () if facts.reason.strip() else ("reason_missing",)
