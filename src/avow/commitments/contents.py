"""What a text of a commitment says, ready to compare: of a revision, or of what the public sees."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from avow.commitments.amounts import digits
from avow.commitments.comparing import Content, Row
from avow.commitments.models import Capacity, Document, Partner, Revision
from avow.commitments.public_parts import KEY_LENGTH
from avow.commitments.safety import Scrubber
from avow.directory.entry import PublicEntry

TEXTS = (
    "title", "summary", "description", "change", "beneficiaries", "baseline",
    "intersectionality", "leadership", "also_registered_in", "iati_identifier",
    "beneficiary_note",
)  # fmt: skip
_MONEY = ("currency", "year", "source", "is_new", "is_oda", "gender_marker")


def content_of(revision: Revision) -> Content:
    """Return all that a revision says, for those who may read what is withheld from the public.

    A registered partner is called as it is now, so that a new name is no change of the text.
    """
    return Content(
        language=revision.language,
        texts={name: getattr(revision, name) for name in TEXTS}
        | {
            "beneficiary_number": _number(revision.beneficiary_number),
            "supersedes": revision.supersedes.ref if revision.supersedes else "",
        },
        days={
            "starts_on": revision.starts_on.isoformat(),
            "ends_on": revision.ends_on.isoformat(),
        },
        codes={
            "types": list(revision.types),
            "main_type": [revision.main_type],
            "actions": [action.code for action in revision.actions.all()],
            "countries": [place.country for place in revision.places.all() if place.country],
            "regions": [place.region for place in revision.places.all() if place.region],
            "beneficiary_groups": list(revision.beneficiary_groups),
            "joining": ["open"] if revision.is_open else [],
            "sdg_targets": list(revision.sdg_targets),
        },
        own=revision.type_fields,
        rows=_rows_of(revision),
    )


def _rows_of(revision: Revision) -> dict[str, list[Row]]:
    return {
        "targets": [
            {
                "indicator": one.indicator,
                "unit": one.unit,
                "baseline": digits(one.baseline),
                "value": digits(one.value),
                "due_on": one.due_on.isoformat() if one.due_on else "",
                "plan_target": one.plan_target,
            }
            for one in revision.targets.all()
        ],
        "milestones": [
            {"title": one.title, "due_on": one.due_on.isoformat()} for one in revision.steps.all()
        ],
        "finance": [
            {"amount": digits(line.amount), **{name: getattr(line, name) for name in _MONEY}}
            for line in revision.finance_lines.all()
        ],
        "partners": [
            {"name": _name(one), "role": one.role}
            for one in revision.partners.all()
            if not one.is_joined
        ],
        "links": [{"url": one.url, "title": one.title} for one in revision.links.all()],
        "makers": _makers(revision),
        "split": [
            {"coalition": one.coalition.code, "percent": f"{one.percent:.2f}"}
            for one in revision.coalition_shares.all()
        ],
        "capacity": [_means(one) for one in revision.capacities.all()],
        "files": [_file(one) for one in revision.documents.all()],
    }


def _makers(revision: Revision) -> list[Row]:
    """Return all makers with their shares, the lead first; nothing of a maker alone."""
    others = list(revision.co_makers.all())
    if not others:
        return []
    lead = revision.commitment.organisation
    rows = [(lead, revision.lead_share, ""), *((o.organisation, o.share, o.task) for o in others)]
    return [
        {"name": one.shown_name, "share": f"{share:.2f}", "task": task} for one, share, task in rows
    ]


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _means(one: Capacity) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "amount": digits(one.amount),
        "currency": one.currency,
        "year": one.year,
    }


def _file(one: Document) -> dict[str, Any]:
    file = one.attachment
    return {"name": file.name, "size": file.size, "key": file.digest[:KEY_LENGTH]}


def _name(partner: Partner) -> str:
    return partner.organisation.shown_name if partner.organisation else partner.name


def content_of_entry(entry: PublicEntry) -> Content:
    """Return what the public may see of a text: it has passed the safety wall already."""
    kept: Mapping[str, Any] = entry.details
    return Content(
        language=entry.language,
        texts={name: kept.get(name, "") for name in TEXTS}
        | {
            "title": entry.title,
            "summary": entry.summary,
            "beneficiary_number": _number(kept.get("beneficiary_number")),
            "supersedes": kept.get("supersedes", ""),
        },
        days={"starts_on": entry.starts_on.isoformat(), "ends_on": entry.ends_on.isoformat()},
        codes={
            "types": entry.types,
            "main_type": [kept.get("main_type", "")],
            "actions": entry.actions,
            "countries": kept.get("places", []),
            "regions": kept.get("regions", []),
            "beneficiary_groups": kept.get("beneficiary_groups", []),
            "joining": ["open"] if kept.get("is_open") else [],
            "sdg_targets": kept.get("sdg_targets", []),
        },
        own=kept.get("type_fields", {}),
        rows=_rows_shown(kept),
    )


def _rows_shown(kept: Mapping[str, Any]) -> dict[str, list[Row]]:
    return {
        "targets": [
            {name: row.get(name) or "" for name in _TARGET} for row in kept.get("targets", [])
        ],
        "milestones": [dict(row) for row in kept.get("steps", [])],
        "finance": [
            {"amount": digits(Decimal(row["amount"])), **{name: row[name] for name in _MONEY}}
            for row in kept.get("finance", [])
        ],
        "partners": [
            {"name": row["name"], "role": row["role"]} for row in kept.get("partners", [])
        ],
        "links": [dict(row) for row in kept.get("links", [])],
        "makers": [
            {name: row.get(name, "") for name in ("name", "share", "task")}
            for row in kept.get("makers", [])
        ],
        "split": [
            {"coalition": code, "percent": percent}
            for code, percent in kept.get("coalition_split", [])
        ],
        "capacity": [
            {name: row[name] for name in ("kind", "currency", "year")}
            | {"amount": digits(Decimal(row["amount"]))}
            for row in [kept.get("capacity")]
            if row
        ],
        "files": [
            {name: row[name] for name in ("name", "size", "key")} for row in kept.get("files", [])
        ],
    }


_TARGET = ("indicator", "unit", "baseline", "value", "due_on", "plan_target")


def veiled(content: Content, hidden: Scrubber) -> Content:
    """Return the same without the names that are taken out."""
    return Content(
        language=content.language,
        texts=hidden.value(dict(content.texts)),
        days=content.days,
        codes=content.codes,
        own=hidden.value(dict(content.own)),
        rows=hidden.value({name: list(rows) for name, rows in content.rows.items()}),
    )
