"""What differs between two revisions: which fields, and which words."""

import difflib
import re
from dataclasses import dataclass

from avow.commitments.models import CoMaker, Revision

Part = tuple[str, str]  # ("same" | "added" | "removed", text)
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
LONGEST = 20_000  # words; beyond it the whole text counts as changed


def word_diff(before: str, after: str) -> list[Part]:
    """Return the parts of two texts, word by word: what stayed, what went, what came."""
    if before == after:
        return [("same", before)] if before else []
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) > LONGEST:
        return [part for part in (("removed", before), ("added", after)) if part[1]]
    parts: list[Part] = []
    for name, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if name == "equal":
            parts.append(("same", "".join(old[a:b])))
            continue
        if b > a:
            parts.append(("removed", "".join(old[a:b])))
        if d > c:
            parts.append(("added", "".join(new[c:d])))
    return parts


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs. `field` is a code of `FIELDS`."""

    field: str
    parts: list[Part]


def changed_fields(before: Revision, after: Revision) -> frozenset[str]:
    """Return the codes (of the pack's commitment fields, and a few of our own) that differ."""
    old, new = fields_of(before), fields_of(after)
    return frozenset(name for name in old if old[name] != new[name])


def fields_of(revision: Revision) -> dict[str, str]:
    """Return every field of a revision as text, one line for each of several things."""
    return {
        "title": revision.title,
        "summary": revision.summary,
        "description": revision.description,
        "types": _lines([*revision.types, *_type_fields(revision)]),
        "actions": _lines(sorted(action.code for action in revision.actions.all())),
        "change": revision.change,
        "beneficiaries": revision.beneficiaries,
        "baseline": revision.baseline,
        "targets": _lines(
            f"{one.indicator} ({one.unit}): {one.baseline} → {one.value}, {one.due_on}"
            for one in revision.targets.all()
        ),
        "milestones": _lines(f"{one.due_on} {one.title}" for one in revision.steps.all()),
        "partners": _lines(f"{one.name}: {one.role}" for one in revision.partners.all()),
        "countries": _lines(place.country for place in revision.places.all()),
        "starts_on": revision.starts_on.isoformat(),
        "ends_on": revision.ends_on.isoformat(),
        "sdg_targets": _lines(revision.sdg_targets),
        "intersectionality": revision.intersectionality,
        "leadership": revision.leadership,
        "links": _lines(f"{one.url} {one.title}" for one in revision.links.all()),
        "finance": _lines(
            f"{one.amount} {one.currency} {one.year} {one.source}"
            f" {one.is_new} {one.is_oda} {one.gender_marker}"
            for one in revision.finance_lines.all()
        ),
        "makers": _lines(
            [
                f"{revision.lead_share:.2f}",
                revision.is_open,
                *(f"{one.organisation_id} {one.share:.2f} {one.task}" for one in _makers(revision)),
            ]
        ),
        "split": _lines(
            f"{one.coalition_id} {one.percent:.2f}" for one in revision.coalition_shares.all()
        ),
        "language": revision.language,
        "registered": _lines([revision.also_registered_in, revision.iati_identifier]),
    }


def _makers(revision: Revision) -> list[CoMaker]:
    return sorted(revision.co_makers.all(), key=lambda one: one.organisation_id)


def _type_fields(revision: Revision) -> list[str]:
    return [
        f"{kind}.{code}: {value}"
        for kind, fields in sorted(revision.type_fields.items())
        for code, value in sorted(fields.items())
    ]


def _lines(items: object) -> str:
    return "\n".join(str(item) for item in items)  # type: ignore[attr-defined]
