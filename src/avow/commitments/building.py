"""Rows of a revision as a draft says, not saved: a preview shows them, `materialise` keeps them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

from avow.answers.models import Attachment
from avow.commitments.draft import Draft, Money
from avow.commitments.joint import ALL
from avow.commitments.models import (
    Capacity,
    Document,
    FinanceLine,
    Link,
    Partner,
    Place,
    Step,
    Target,
)
from avow.commitments.states import PartnerState
from avow.kernel.money import Rate
from avow.people.models import Organisation


def fields_of(draft: Draft) -> dict[str, Any]:
    """Return the revision's own fields. Raises ValueError if the draft lacks what every one has."""
    if not (draft.texts["title"] and draft.types and draft.starts_on and draft.ends_on):
        raise ValueError("the draft is not complete")
    return {
        "language": draft.language,
        "main_type": draft.types[0],
        "types": list(draft.types),
        "type_fields": draft.type_fields,
        "sdg_targets": list(draft.sdg_targets),
        "beneficiary_groups": list(draft.beneficiary_groups),
        "beneficiary_number": draft.beneficiary_number,
        "starts_on": draft.starts_on,
        "ends_on": draft.ends_on,
        "lead_share": draft.joint.lead_share or ALL,
        "is_open": draft.joint.is_open,
        **draft.texts,
    }


def children_of(draft: Draft, files: Iterable[Attachment]) -> dict[str, list[models.Model]]:
    """Return {related name: rows} of what a revision has several of, save partners and actions.

    `files`: what everybody may download.
    """
    return {
        "finance_lines": [_line(one) for one in draft.finance],
        "targets": [
            Target(
                indicator=one.indicator,
                unit=one.unit,
                baseline=one.baseline,
                value=one.value,
                due_on=one.due_on,
                plan_target=one.plan_target,
            )
            for one in draft.targets
        ],
        "steps": [
            Step(title=one.title, due_on=one.due_on) for one in draft.milestones if one.due_on
        ],
        "capacities": [
            Capacity(
                kind=one.kind,
                amount=one.amount,
                currency=one.currency,
                year=one.year,
                amount_usd=one.usd,
                **_rate(one.rate),
            )
            for one in [draft.capacity]
            if one is not None
        ],
        "places": [
            *(Place(region=code) for code in draft.regions),
            *(Place(country=code) for code in draft.countries),
        ],
        "links": [Link(url=one.title, title=one.detail) for one in draft.links],
        "documents": [Document(attachment=one) for one in files],
    }


def _line(line: Money) -> FinanceLine:
    return FinanceLine(
        amount=line.amount,
        currency=line.currency,
        year=line.year,
        source=line.source,
        is_new=line.is_new,
        is_oda=line.is_oda,
        gender_marker=line.gender_marker,
        amount_usd=line.usd,
        **_rate(line.rate),
    )


def _rate(rate: Rate | None) -> dict[str, Any]:
    """Return a dated rate as rows hold it."""
    if rate is None:
        return {"rate": None, "rate_day": None, "rate_source": ""}
    return {"rate": rate.usd, "rate_day": rate.day, "rate_source": rate.source[:200]}


def partners_of(
    draft: Draft, registered: Mapping[str, Organisation], before: Mapping[int, Partner]
) -> list[Partner]:
    """Return its partners; whoever already said yes or no (`before`, by organisation) said so.

    `registered`: {row's scope: the organisation it means}.
    """
    rows = []
    for row in draft.partners:
        one = registered.get(row.scope)
        known = before.get(one.pk) if one else None
        state = PartnerState.NOT_REGISTERED if one is None else PartnerState.ASKED
        rows.append(
            Partner(
                organisation=one,
                name=one.name if one else row.title,
                role=row.detail,
                state=known.state if known else state,
                decided_by=known.decided_by if known else None,
                decided_at=known.decided_at if known else None,
            )
        )
    return rows
