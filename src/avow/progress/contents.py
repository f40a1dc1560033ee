"""All that a report says as plain JSON values: what a version keeps, and what gives it back."""

import hashlib
from datetime import date
from decimal import Decimal
from typing import Any

from avow.ledger.rules import canonical
from avow.progress.models import MoneyValue, Report, StepValue, TargetValue

TEXTS = (
    "status_reason",
    "barriers",
    "opportunities",
    "shocks",
    "reported_elsewhere",
    "lessons",
    "good_practice",
    "help_needed",
)
PLAIN = ("language", "status", "evidence", "may_share", *TEXTS)
Content = dict[str, Any]


def content_of(report: Report) -> Content:
    """Return what a report says now: plain answers, targets, steps, money, and its evidence.

    Numbers and days are text, so that the same content always has the same digest. Four queries.
    """
    return {
        "revision": report.revision.number if report.revision else 0,
        "share": format(report.share, "f"),
        "plain": {name: getattr(report, name) for name in PLAIN},
        "targets": [
            {
                "target": one.target_id,
                "value": _number(one.value),
                "as_of": _day(one.as_of),
                "note": one.note,
            }
            for one in report.target_values.order_by("target")
        ],
        "steps": [
            {"step": one.step_id, "state": one.state, "met_on": _day(one.met_on)}
            for one in report.step_values.order_by("step")
        ],
        "money": [
            {
                "year": one.year,
                "currency": one.currency,
                "secured": _number(one.secured),
                "spent": _number(one.spent),
                "spent_usd": _number(one.spent_usd),
                "rate": _number(one.rate),
                "rate_day": _day(one.rate_day),
                "rate_source": one.rate_source,
            }
            for one in report.money_values.order_by("year", "currency", "pk")
        ],
        "proofs": [
            {
                "proof": one.pk,
                "title": one.title,
                "url": one.url,
                "file": one.name,
                "source": one.source,
                "dated": _day(one.dated),
            }
            for one in report.proofs.filter(removed_at=None).order_by("pk")
        ],
    }


def put(report: Report, content: Content) -> None:
    """Let a report's rows say again what a version says; the report itself is not saved."""
    for name in PLAIN:
        setattr(report, name, content["plain"][name])
    report.target_values.all().delete()
    TargetValue.objects.bulk_create(
        TargetValue(
            report=report,
            target_id=one["target"],
            value=_decimal(one["value"]),
            as_of=_date(one["as_of"]),
            note=one["note"],
        )
        for one in content["targets"]
    )
    report.step_values.all().delete()
    StepValue.objects.bulk_create(
        StepValue(
            report=report, step_id=one["step"], state=one["state"], met_on=_date(one["met_on"])
        )
        for one in content["steps"]
    )
    report.money_values.all().delete()
    MoneyValue.objects.bulk_create(
        MoneyValue(
            report=report,
            year=one["year"],
            currency=one["currency"],
            secured=_decimal(one["secured"]),
            spent=_decimal(one["spent"]),
            spent_usd=_decimal(one["spent_usd"]),
            rate=_decimal(one["rate"]),
            rate_day=_date(one["rate_day"]),
            rate_source=one["rate_source"],
        )
        for one in content["money"]
    )
    kept = [one["proof"] for one in content["proofs"]]
    report.proofs.filter(pk__in=kept).update(removed_at=None)
    for gone in report.proofs.filter(removed_at=None).exclude(pk__in=kept):
        gone.removed_at = gone.added_at
        gone.save(update_fields=["removed_at"])


def digest(content: Content) -> str:
    """Return the SHA-256 of a content's canonical JSON: the ledger keeps it, to be compared."""
    return hashlib.sha256(canonical(content)).hexdigest()


def digits_of(value: Decimal) -> str:
    """Return a number in digits, without needless zeros: the same number is the same text."""
    return format(value.normalize() + 0, "f")


def _number(value: Decimal | None) -> str | None:
    return None if value is None else digits_of(value)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
