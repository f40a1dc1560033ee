"""Make a revision of what a sheet says, and a sheet of what a revision says."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from avow.answers import files
from avow.answers import services as answers
from avow.answers.models import Sheet
from avow.commitments import building, form
from avow.commitments.draft import Draft
from avow.commitments.drafting import earlier_of, files_of, registered_partners
from avow.commitments.joint import SPLIT
from avow.commitments.models import Commitment, CommitmentCoalition, FinanceLine, Revision
from avow.commitments.services import co_makers, partnering
from avow.commitments.states import CoMakerState
from avow.forums.models import Action


def materialise(commitment: Commitment, draft: Draft, now: datetime, reason: str = "") -> Revision:
    """Turn a complete sheet into the commitment's current revision, and freeze the sheet.

    A revision that was never published is replaced; a published one is never touched again. The
    commitment itself is not saved. Raises ValueError if the draft lacks what every revision has.
    """
    fields = building.fields_of(draft)
    fields["supersedes"] = earlier_of(commitment, draft.supersedes)[0]
    said_before = partnering.said(commitment.public) | partnering.said(commitment.current)
    before = co_makers.before_of(commitment)
    number = _number_for_next(commitment)
    revision = Revision.objects.create(
        commitment=commitment, number=number, reason=reason, created_at=now, **fields
    )
    actions = list(Action.objects.filter(forum=commitment.forum, code__in=draft.actions))
    revision.actions.set(actions)
    partners = building.partners_of(draft, registered_partners(draft), said_before)
    rows = building.children_of(draft, files_of(commitment)) | {"partners": partners}
    _save_children(revision, rows)
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


def _save_children(revision: Revision, rows: dict[str, list[Any]]) -> None:
    for found in rows.values():
        for row in found:
            row.revision = revision
        if found:
            type(found[0]).objects.bulk_create(found)


def _coalitions(commitment: Commitment, wanted: set[int]) -> None:
    """Link the coalitions of its actions; one the public sees stays until the new text is out."""
    links = CommitmentCoalition.objects.filter(commitment=commitment)
    links.filter(case=None, shown_since=None).exclude(coalition__in=wanted).delete()
    known = set(links.values_list("coalition_id", flat=True))
    CommitmentCoalition.objects.bulk_create(
        CommitmentCoalition(commitment=commitment, coalition_id=pk) for pk in sorted(wanted - known)
    )


def sheet_of(revision: Revision, language: str, now: datetime, **instead: str) -> Sheet:
    """Return a new open sheet that says what the revision says: where an amendment begins.

    `instead`: answers by key that begin otherwise, such as another last day.
    """
    forum = revision.commitment.forum
    definition = form.definition_of(forum.settings)
    sheet = answers.open_sheet(forum, "commitment", definition, language=language, now=now)
    values: dict[tuple[str, str], Any] = {
        ("", key): value for key, value in (_plain_values(revision) | instead).items()
    }
    for section, rows in _row_values(revision).items():
        for number, row in enumerate(rows, 1):
            scope = answers.add_row(sheet, section, number, now=now)
            values |= {(scope, form.key_of(section, key)): value for key, value in row.items()}
    answers.put(sheet, values, by=None, now=now)
    shown = revision.documents.select_related("attachment__uploaded_by")
    files.copy([one.attachment for one in shown], sheet)
    return sheet


def _plain_values(revision: Revision) -> dict[str, Any]:
    texts = [
        "title", "summary", "description", "language", "change", "beneficiaries", "baseline",
        "intersectionality", "leadership", "also_registered_in", "iati_identifier",
        "beneficiary_note",
    ]  # fmt: skip
    values: dict[str, Any] = {name: getattr(revision, name) for name in texts}
    values["types"] = list(revision.types)
    values["main_type"] = revision.main_type
    values["sdg_targets"] = list(revision.sdg_targets)
    values["actions"] = [action.code for action in revision.actions.all()]
    values["countries"] = [place.country for place in revision.places.all() if place.country]
    values["regions"] = [place.region for place in revision.places.all() if place.region]
    values["beneficiary_groups"] = list(revision.beneficiary_groups)
    number = revision.beneficiary_number
    values["beneficiary_number"] = "" if number is None else str(number)
    values["supersedes"] = revision.supersedes.ref if revision.supersedes else ""
    for one in revision.capacities.all():
        values["capacity_kind"], values["capacity_currency"] = one.kind, one.currency
        values["capacity_amount"], values["capacity_year"] = plain(one.amount), str(one.year)
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
                "plan_target": one.plan_target,
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
            for one in revision.partners.filter(is_joined=False).select_related("organisation")
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
