"""Rules of a plan. Pure functions: values in, values out. Standard library only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

LOCK = timedelta(minutes=10)  # since the last word; then anybody may write on
# Words of one writer within this time are one step of the history.
SITTING = timedelta(minutes=30)
STAGES = ("outline", "draft", "consultation", "final")
# Which sections may stand below which; "" is the plan itself.
BELOW: Mapping[str, frozenset[str]] = {
    "": frozenset({"text", "vision", "action"}),
    "vision": frozenset({"text"}),
    "text": frozenset({"text"}),
    "action": frozenset({"text", "tactic", "target", "indicator"}),
    "tactic": frozenset({"text", "indicator"}),
    "target": frozenset({"text", "indicator"}),
    "indicator": frozenset(),
}
DEEPEST = 3
MOST_SECTIONS = 500
PAGE_BYTES = 60_000  # of text on one page of a long plan


@dataclass(frozen=True, slots=True)
class Node:
    """One section in its place: `key` stays the same from version to version."""

    key: str
    parent: str  # key, or "" for the plan itself
    position: int
    kind: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A section where it stands in the whole: its number as in `2.1`, and how deep (1 to 3)."""

    key: str
    number: str
    depth: int


def in_order(nodes: Iterable[Node]) -> list[Placed]:
    """Return the sections from first to last with their numbers; whose parent is gone come last.

    Numbers count among the same parent: 1, 1.1, 1.2, 2. Equal positions go by key.
    """
    rows = list(nodes)
    keys = {row.key for row in rows}
    below: dict[str, list[Node]] = {}
    for row in rows:
        below.setdefault(row.parent if row.parent in keys else "", []).append(row)
    found: list[Placed] = []

    def walk(parent: str, prefix: str, depth: int) -> None:
        children = sorted(below.get(parent, []), key=lambda one: (one.position, one.key))
        for count, child in enumerate(children, 1):
            number = f"{prefix}{count}"
            found.append(Placed(child.key, number, depth))
            walk(child.key, f"{number}.", depth + 1)

    walk("", "", 1)
    return found


def may_stand(kind: str, below: str, depth: int) -> bool:
    """Return whether a section of `kind` may stand below one (or "", the plan) at this depth."""
    return depth <= DEEPEST and kind in BELOW.get(below, frozenset())


def is_held(holder: int | None, until: datetime | None, by: int, now: datetime) -> bool:
    """Return whether somebody other than `by` is writing the section now."""
    return holder is not None and holder != by and until is not None and now < until


def stage_follows(stage: str, published: Sequence[str]) -> bool:
    """Return whether a version of `stage` may come after those: never an earlier stage again.

    A final version may be followed by a final one: corrections, and actions that moved.
    """
    return not published or STAGES.index(stage) >= max(STAGES.index(one) for one in published)


def has_come_to(stage: str, needed: str) -> bool:
    """Return whether a plan whose newest public version is at `stage` ("": none) is that far.

    Source: PRODUCT.md, "Finalised versions open the coalition's actions to commitments".
    """
    return not needed or (stage in STAGES and STAGES.index(stage) >= STAGES.index(needed))


def unmapped(
    old: Iterable[str], new: Iterable[str], mapping: Mapping[str, Sequence[str]]
) -> list[str]:
    """Return the old actions (codes) that neither stand in the new version nor lead to one there.

    A commitment points to an action: none of them may lose what it answers to.
    """
    there = set(new)
    return [
        code
        for code in old
        if code not in there and not any(to in there for to in mapping.get(code, ()))
    ]


def taken_over(wanted: Mapping[str, str], last: Mapping[str, str]) -> list[str]:
    """Return those codes that are wanted for a section other than the one that had them last.

    `wanted` is {code: key}; `last` is {retired code: key of the section that had it}, "" where that
    is not known. Only the same section, which is the same action, may come back to one.
    """
    return sorted(code for code, key in wanted.items() if code in last and last[code] != key)


def pages(sizes: Sequence[int], room: int = PAGE_BYTES) -> list[range]:
    """Cut sections (their sizes in bytes) into pages of at most `room`; one that is larger alone.

    An empty plan has one empty page.
    """
    found: list[range] = []
    start = used = 0
    for place, size in enumerate(sizes):
        if place > start and used + size > room:
            found.append(range(start, place))
            start, used = place, 0
        used += size
    return [*found, range(start, len(sizes))]


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """What the guards of a version need to know."""

    stage: str = ""
    published_stages: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()  # codes in this version
    old_actions: tuple[str, ...] = ()  # codes that commitments may point to now
    mapping: tuple[tuple[str, tuple[str, ...]], ...] = ()
    codes_elsewhere: tuple[str, ...] = ()  # codes that another coalition's actions have
    codes_retired: tuple[str, ...] = ()  # codes here that an action of the past keeps for itself
    without_code: int = 0  # actions of this version that have no code or no title
    too_long: int = 0  # actions of this version whose text the forum's settings cannot hold
    publish_at: datetime | None = None
    is_newest: bool = True


def has_its_actions(facts: VersionFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: each action has a code of its own, a title, no endless text; old ones lead on.

    An action may have no text beside its title.
    """
    reasons = ["blueprint_action_without_code"] if facts.without_code else []
    if facts.too_long:
        reasons.append("blueprint_action_too_long")
    if facts.codes_elsewhere:
        reasons.append("blueprint_code_elsewhere")
    if facts.codes_retired:
        reasons.append("blueprint_code_retired")
    if unmapped(facts.old_actions, facts.actions, dict(facts.mapping)):
        reasons.append("blueprint_actions_unmapped")
    return tuple(reasons)


def stage_in_order(facts: VersionFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: a plan does not go back to an earlier stage."""
    ok = stage_follows(facts.stage, facts.published_stages)
    return () if ok else ("blueprint_stage_back",)


def moment_ahead(facts: VersionFacts, now: datetime) -> tuple[str, ...]:
    """Guard: publication is planned for a time to come."""
    ahead = facts.publish_at is not None and facts.publish_at > now
    return () if ahead else ("blueprint_moment_past",)


def moment_come(facts: VersionFacts, now: datetime) -> tuple[str, ...]:
    """Guard: the calendar publishes when the planned time has come."""
    come = facts.publish_at is not None and facts.publish_at <= now
    return () if come else ("blueprint_not_due",)
