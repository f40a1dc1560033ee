"""Public entries as the API gives them: plain dictionaries, made by hand because they are many."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.http import HttpRequest

from avow.directory.models import Entry
from avow.directory.totals import Sums, Totals
from avow.opendata.api.parts import Answers
from avow.opendata.api.wire import Json, amount, instant, origin


class Entries:
    """Makes the shapes of one forum's commitments for one request."""

    def __init__(self, request: HttpRequest, forum: str) -> None:
        here = origin(request)
        self.pages = f"{here}/{forum}/commitments/"
        self.resources = f"{here}/api/v1/commitments/"
        self.of_forum = f"?forum={forum}"

    def listed(self, entry: Entry) -> Json:
        """Return a commitment as lists hold it."""
        return {
            "ref": entry.ref,
            "url": f"{self.pages}{entry.ref}/",
            "api_url": f"{self.resources}{entry.ref}{self.of_forum}",
            "title": entry.title,
            "summary": entry.summary,
            "language": entry.language,
            "organisation": {
                "name": entry.organisation_name,
                "slug": entry.organisation_slug or None,
                "type": entry.organisation_type,
                "country": entry.country or None,
                "region": entry.region or None,
            },
            "coalitions": entry.coalitions,
            "actions": entry.actions,
            "types": entry.types,
            "amounts": [{"currency": code, "amount": amount(sum_)} for code, sum_ in entry.amounts],
            "amount_usd": amount(entry.amount_usd),
            "starts_on": entry.starts_on.isoformat(),
            "ends_on": entry.ends_on.isoformat(),
            "status": entry.status,
            "state": entry.state,
            "year": entry.year,
            "submitted_at": instant(entry.submitted_at),
            "published_at": instant(entry.published_at),
            "updated_at": instant(entry.updated_at),
            "revision": entry.revision,
            "source_id": entry.source_id or None,
        }

    def whole(self, entry: Entry) -> Json:
        """Return a commitment with everything that its page shows."""
        kept: Mapping[str, Any] = entry.body.details
        return {
            **self.listed(entry),
            "state_reason": entry.body.state_reason or None,
            **{name: kept.get(name) or None for name in _TEXTS},
            **{name: kept.get(name) or [] for name in _CODES},
            "type_fields": _answers(kept),
            "beneficiary_number": kept.get("beneficiary_number"),
            "targets": [_target(row) for row in kept.get("targets", [])],
            "milestones": [_only(row, "title", "due_on") for row in kept.get("steps", [])],
            "partners": [
                _or_null(row, "name", "role", slug=None) for row in kept.get("partners", [])
            ],
            "makers": [_maker(row) for row in kept.get("makers", [])],
            "coalition_split": [
                {"coalition": code, "share": amount(part)}
                for code, part in kept.get("coalition_split", [])
            ],
            "is_open": bool(kept.get("is_open")),
            "finance": [_line(row) for row in kept.get("finance", [])],
            "finance_kept_back": kept.get("uncounted") or 0,
            "capacity": _capacity(kept.get("capacity")),
            "links": [
                _only(row, "url", "title")
                for row in kept.get("links", [])
                if row["url"].startswith(("https://", "http://"))
            ],
            "files": [
                {**_only(row, "name", "size", "type"), "url": self._file(entry, row["key"])}
                for row in kept.get("files", [])
            ],
        }

    def _file(self, entry: Entry, key: str) -> str:
        return f"{self.pages}{entry.ref}/files/{key}/"


_TEXTS = (
    "description", "change", "beneficiaries", "baseline", "intersectionality", "leadership",
    "beneficiary_note", "also_registered_in", "iati_identifier", "supersedes", "earlier_term",
    "next_term",
)  # fmt: skip
_CODES = ("sdg_targets", "places", "regions", "beneficiary_groups")


def _only(row: Mapping[str, Any], *names: str) -> Json:
    return {name: row[name] for name in names}


def _or_null(row: Mapping[str, Any], *names: str, **more: None) -> Json:
    return {name: row.get(name) or "" for name in names} | {
        name: row.get(name) or None for name in more
    }


def _answers(kept: Mapping[str, Any]) -> Answers:
    found: Answers = kept.get("type_fields") or {}
    return {
        code: {key: value for key, value in answers.items() if value not in ("", None)}
        for code, answers in found.items()
    }


def _target(row: Mapping[str, Any]) -> Json:
    return {
        "indicator": row["indicator"],
        "unit": row.get("unit") or "",
        "baseline": amount(row.get("baseline")),
        "value": amount(row["value"]),
        "due_on": row.get("due_on"),
        "plan_target": row.get("plan_target") or None,
    }


def _maker(row: Mapping[str, Any]) -> Json:
    return {
        "name": row.get("name") or None,
        "slug": row.get("slug") or None,
        "country": row.get("country") or None,
        "share": amount(row["share"]),
        "is_lead": bool(row.get("is_lead")),
        "task": row.get("task") or None,
        "left_on": row.get("left_on") or None,
        "reason": row.get("reason") or None,
    }


def _line(row: Mapping[str, Any]) -> Json:
    return {
        "amount": amount(row["amount"]),
        "currency": row["currency"],
        "year": row.get("year"),
        "source": row.get("source") or None,
        "is_new": row.get("is_new"),
        "is_oda": row.get("is_oda"),
        "gender_marker": row.get("gender_marker"),
        "amount_usd": amount(row.get("amount_usd")),
        "rate": amount(row.get("rate")),
        "rate_day": row.get("rate_day"),
    }


def _capacity(row: Mapping[str, Any] | None) -> Json | None:
    if not row:
        return None
    return {
        "kind": row["kind"],
        "amount": amount(row["amount"]),
        "currency": row["currency"],
        "year": row["year"],
        "amount_usd": amount(row.get("amount_usd")),
    }


def totals(found: Totals) -> Json:
    """Return the totals of a scope."""
    return {
        "commitments": found.commitments,
        "money": _sums(found.money),
        **{name: _sums(kind) for name, kind in found.kinds.items()},
    }


def _sums(found: Sums) -> Json:
    return {
        "amounts": _money(found.amounts),
        "usd": amount(found.usd) if found.has_rate else None,
        "without_rate": _money(found.without_rate),
    }


def _money(amounts: Mapping[str, Decimal]) -> list[Json]:
    return [{"currency": code, "amount": amount(sum_)} for code, sum_ in sorted(amounts.items())]
