"""Make a revision of what a sheet says, and a sheet of what a revision says."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from avow.answers import services as answers
from avow.answers.models import Sheet
from avow.commitments import form
from avow.commitments.draft import Draft
from avow.commitments.drafting import registered_partners
from avow.commitments.joint import SPLIT
from avow.commitments.models import (
    Commitment,
    CommitmentCoalition,
    FinanceLine,
    Link,
    Partner,
    Place,
    Revision,
    Step,
    Target,
)
from avow.commitments.services import co_makers, partnering
from avow.commitments.states import CoMakerState, PartnerState
from avow.forums.models import Action


def materialise(commitment: Commitment, draft: Draft, now: datetime, reason: str = "") -> Revision:
    """Turn a complete sheet into the commitment's current revision, and freeze the sheet.

    A revision that was never published is replaced; a published one is never touched again. The
    commitment itself is not saved. Raises ValueError if the draft lacks what every revision has.
    """
    if not (draft.texts["title"] and draft.types and draft.starts_on and draft.ends_on):
        raise ValueError("the draft is not complete")
    said_before = partnering.said(commitment.public) | partnering.said(commitment.current)
    before = co_makers.before_of(commitment)
    number = _number_for_next(commitment)
    revision = Revision.objects.create(
        commitment=commitment,
        number=number,
        language=draft.language,
        main_type=draft.types[0],
        types=list(draft.types),
        type_fields=draft.type_fields,
        sdg_targets=list(draft.sdg_targets),
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        reason=reason,
        created_at=now,
        **draft.texts,
        **co_makers.columns_of(draft),
    )
    actions = list(Action.objects.filter(forum=commitment.forum, code__in=draft.actions))
    revision.actions.set(actions)
    _children(revision, draft)
    _partners(revision, draft, said_before)
    to_sign = co_makers.keep(revision, draft, before)
    _coalitions(commitment, {action.coalition_id for action in actions})
    commitment.current = revision
    commitment.save()
    if commitment.sheet is not None:
        commitment.sheet = answers.freeze(commitment.sheet, now)
    partnering.ask_partners(commitment, revision, now)
    co_makers.ask(commitment, to_sign, now)
    return revision


def _number_for_next(commitment: Commitment) -> int:
    """Return the number of the next revision; one nobody outside has seen makes room for it."""
    last = commitment.revisions.order_by("-number").first()
    if last is None:
        return 1
    if last.published_at is not None:
        return last.number + 1
    commitment.current = commitment.public
    commitment.save(update_fields=["current"])
    last.delete()
    return last.number


def _children(revision: Revision, draft: Draft) -> None:
    FinanceLine.objects.bulk_create(
        FinanceLine(
            revision=revision,
            amount=line.amount,
            currency=line.currency,
            year=line.year,
            source=line.source,
            is_new=line.is_new,
            is_oda=line.is_oda,
            gender_marker=line.gender_marker,
            amount_usd=line.usd,
            rate=line.rate.usd if line.rate else None,
            rate_day=line.rate.day if line.rate else None,
        )
        for line in draft.finance
    )
    Target.objects.bulk_create(
        Target(
            revision=revision,
            indicator=goal.indicator,
            unit=goal.unit,
            baseline=goal.baseline,
            value=goal.value,
            due_on=goal.due_on,
        )
        for goal in draft.targets
    )
    Step.objects.bulk_create(
        Step(revision=revision, title=row.title, due_on=row.due_on)
        for row in draft.milestones
        if row.due_on
    )
    Place.objects.bulk_create(Place(revision=revision, country=code) for code in draft.countries)
    Link.objects.bulk_create(
        Link(revision=revision, url=row.title, title=row.detail) for row in draft.links
    )


def _partners(revision: Revision, draft: Draft, before: dict[int, Partner]) -> None:
    """Keep the partners; whoever already said yes or no is not asked again."""
    registered = registered_partners(draft)
    rows = []
    for row in draft.partners:
        one = registered.get(row.scope)
        known = before.get(one.pk) if one else None
        state = PartnerState.NOT_REGISTERED if one is None else PartnerState.ASKED
        rows.append(
            Partner(
                revision=revision,
                organisation=one,
                name=one.name if one else row.title,
                role=row.detail,
                state=known.state if known else state,
                decided_by=known.decided_by if known else None,
                decided_at=known.decided_at if known else None,
            )
        )
    Partner.objects.bulk_create(rows)


def _coalitions(commitment: Commitment, wanted: set[int]) -> None:
    """Link the coalitions of its actions; one the public sees stays until the new text is out."""
    links = CommitmentCoalition.objects.filter(commitment=commitment)
    links.filter(case=None, shown_since=None).exclude(coalition__in=wanted).delete()
    known = set(links.values_list("coalition_id", flat=True))
    CommitmentCoalition.objects.bulk_create(
        CommitmentCoalition(commitment=commitment, coalition_id=pk) for pk in sorted(wanted - known)
    )


def sheet_of(revision: Revision, language: str, now: datetime) -> Sheet:
    """Return a new open sheet that says what the revision says: where an amendment begins."""
    forum = revision.commitment.forum
    definition = form.definition_of(forum.settings)
    sheet = answers.open_sheet(forum, "commitment", definition, language=language, now=now)
    values: dict[tuple[str, str], Any] = {
        ("", key): value for key, value in _plain_values(revision).items()
    }
    for section, rows in _row_values(revision).items():
        for number, row in enumerate(rows, 1):
            scope = answers.add_row(sheet, section, number, now=now)
            values |= {(scope, form.key_of(section, key)): value for key, value in row.items()}
    answers.put(sheet, values, by=None, now=now)
    return sheet


def _plain_values(revision: Revision) -> dict[str, Any]:
    texts = [
        "title", "summary", "description", "language", "change", "beneficiaries", "baseline",
        "intersectionality", "leadership", "also_registered_in", "iati_identifier",
    ]  # fmt: skip
    values: dict[str, Any] = {name: getattr(revision, name) for name in texts}
    values["types"] = list(revision.types)
    values["main_type"] = revision.main_type
    values["sdg_targets"] = list(revision.sdg_targets)
    values["actions"] = [action.code for action in revision.actions.all()]
    values["countries"] = [place.country for place in revision.places.all()]
    values["starts_on"], values["ends_on"] = (
        revision.starts_on.isoformat(),
        revision.ends_on.isoformat(),
    )
    values["is_open"] = revision.is_open or None
    if revision.co_makers.exists():
        values["lead_share"] = plain(revision.lead_share)
    for part in revision.coalition_shares.select_related("coalition"):
        values[f"{SPLIT}{part.coalition.code}"] = plain(part.percent)
    for kind, fields in revision.type_fields.items():
        values |= {form.type_key(kind, code): value for code, value in fields.items()}
    return values


def _row_values(revision: Revision) -> dict[str, list[dict[str, Any]]]:
    return {
        "target": [
            {
                "indicator": one.indicator,
                "unit": one.unit,
                "baseline": plain(one.baseline),
                "value": plain(one.value),
                "due_on": one.due_on.isoformat() if one.due_on else "",
            }
            for one in revision.targets.all()
        ],
        "milestone": [
            {"title": one.title, "due_on": one.due_on.isoformat()} for one in revision.steps.all()
        ],
        "finance": [_money_values(one) for one in revision.finance_lines.all()],
        "partner": [
            {
                "name": one.name,
                "organisation": one.organisation.slug if one.organisation else "",
                "role": one.role,
            }
            for one in revision.partners.select_related("organisation")
        ],
        "maker": [
            {
                "name": one.organisation.name,
                "organisation": one.organisation.slug,
                "share": plain(one.share),
                "task": one.task,
            }
            for one in revision.co_makers.exclude(state=CoMakerState.LEFT).select_related(
                "organisation"
            )
        ],
        "link": [{"url": one.url, "title": one.title} for one in revision.links.all()],
    }


def _money_values(line: FinanceLine) -> dict[str, Any]:
    return {
        "amount": plain(line.amount),
        "currency": line.currency,
        "year": str(line.year) if line.year else "",
        "source": line.source,
        "is_new": "" if line.is_new is None else "new" if line.is_new else "announced",
        "is_oda": line.is_oda,
        "gender_marker": "" if line.gender_marker is None else str(line.gender_marker),
    }


def plain(value: Decimal | None) -> str:
    """Return a figure as digits that read in one way only: no separators, no idle decimals."""
    if value is None:
        return ""
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    whole, _, part = text.partition(".")
    # Three decimals after a short whole could be taken for thousands.
    return f"{whole}.{part}0" if len(part) == 3 and len(whole) <= 3 else text
