"""What each published revision changed, through the safety wall: nothing hidden comes back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from avow.commitments import public_makers, publication
from avow.commitments.comparing import Part, word_diff
from avow.commitments.models import Commitment, Partner, Revision
from avow.directory.entry import PublicEntry
from avow.forums.models import Action

TITLES: dict[str, str | Promise] = {
    "title": _("Title"),
    "summary": _("Summary"),
    "description": _("Description"),
    "actions": _("Actions"),
    "types": _("Types"),
    "type_fields": _("About its types"),
    "change": _("What will be different"),
    "beneficiaries": _("For whom"),
    "baseline": _("Where things stand now"),
    "targets": _("Targets"),
    "steps": _("Milestones"),
    "term": _("Term"),
    "places": _("Countries"),
    "finance": _("Money"),
    "makers": _("Makers together"),
    "split": _("Parts of the coalitions"),
    "partners": _("Partners"),
    "intersectionality": _("Intersectionality"),
    "leadership": _("Feminist leadership"),
    "sdg_targets": _("Targets of Sustainable Development Goal 5"),
    "links": _("Links"),
    "also_registered_in": _("Also registered in"),
    "iati_identifier": _("IATI activity"),
}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that differs from the revision before, word by word."""

    title: str | Promise
    parts: list[Part]


@dataclass(frozen=True, slots=True)
class Published:
    """One published revision and what it changed; the first one changed nothing."""

    number: int
    at: datetime | None
    reason: str
    is_first: bool
    changes: list[FieldChange]


def changes_of(commitment: Commitment) -> list[Published]:
    """Return the published revisions, the newest first; a constant number of queries."""
    rows = commitment.revisions.filter(published_at__isnull=False).order_by("number")
    revisions = rows.prefetch_related(
        *publication.CHILDREN,
        Prefetch("partners", Partner.objects.select_related("organisation")),
        *public_makers.with_makers(""),
        Prefetch("actions", Action.objects.select_related("coalition")),
    )
    found: list[Published] = []
    before: dict[str, str] | None = None
    reasons = _reasons(commitment)
    for revision in revisions:
        texts = _texts(publication.entry_of(commitment, revision=revision))
        found.append(_published(revision, before, texts, reasons.get(revision.number, "")))
        before = texts
    return found[::-1]


def _reasons(commitment: Commitment) -> dict[int, str]:
    """Return why each revision was made, as the public may read it."""
    entry = publication.entry_of(commitment)
    return {row["number"]: row["reason"] for row in entry.details.get("revisions", [])}


def _published(
    revision: Revision, before: dict[str, str] | None, texts: dict[str, str], reason: str
) -> Published:
    changes = []
    if before is not None:
        changes = [
            FieldChange(TITLES[name], word_diff(before[name], texts[name]))
            for name in TITLES
            if before[name] != texts[name]
        ]
    return Published(revision.number, revision.published_at, reason, before is None, changes)


def _texts(entry: PublicEntry) -> dict[str, str]:
    details: Mapping[str, Any] = entry.details
    texts = {
        "title": entry.title,
        "summary": entry.summary,
        "actions": ", ".join(entry.actions),
        "types": ", ".join(entry.types),
        "split": "\n".join(f"{code}: {percent:.2f} %" for code, percent in entry.coalition_split),
        "term": f"{entry.starts_on.isoformat()} – {entry.ends_on.isoformat()}",
    }
    return texts | {name: _as_text(details.get(name, "")) for name in TITLES if name not in texts}


def _as_text(value: Any) -> str:
    """Return JSON as lines of text: one for each row, its parts separated by commas."""
    if isinstance(value, list):
        return "\n".join(_line(one) for one in value)
    if isinstance(value, dict):
        return "\n".join(f"{key}: {_line(one)}" for key, one in sorted(value.items()))
    return str(value)


def _line(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(_line(one) for one in value.values() if one not in (None, "", []))
    if isinstance(value, bool | list):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
