"""A draft as the public would read it, made without keeping a row."""

from datetime import datetime
from typing import Any

from avow.commitments import publication
from avow.commitments.draft import Draft
from avow.commitments.drafting import draft_of, registered_makers, registered_partners
from avow.commitments.models import (
    CoalitionShare,
    CoMaker,
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
from avow.commitments.states import CoMakerState, PartnerState
from avow.directory.entry import PublicEntry
from avow.forums.models import Action


def preview_of(commitment: Commitment, now: datetime) -> PublicEntry | None:
    """Return what everybody would read were it published now; None without title or term.

    Registered partners are shown as if they had agreed.
    """
    if commitment.sheet is None:
        return publication.entry_of(commitment) if commitment.public else None
    draft = draft_of(commitment)
    if not (draft.texts["title"] and draft.types and draft.starts_on and draft.ends_on):
        return None
    revision = Revision(
        pk=-1,
        commitment=commitment,
        number=(commitment.public.number + 1) if commitment.public else 1,
        language=draft.language,
        main_type=draft.types[0],
        types=list(draft.types),
        type_fields=draft.type_fields,
        sdg_targets=list(draft.sdg_targets),
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        lead_share=draft.joint.lead_share or 100,
        is_open=draft.joint.is_open,
        **draft.texts,
    )
    actions = list(
        Action.objects.filter(forum=commitment.forum_id, code__in=draft.actions).select_related(
            "coalition"
        )
    )
    # Never saved: the children are handed over where Django looks for what it has fetched.
    cache = _children(draft) | {"actions": actions, "coalition_shares": _parts(draft, actions)}
    setattr(revision, "_prefetched_objects_cache", cache)  # noqa: B010  no stub knows it
    shown = {action.coalition_id: action.coalition for action in actions}
    seen = Commitment(
        pk=commitment.pk,
        forum=commitment.forum,
        organisation=commitment.organisation,
        ref=commitment.ref,
        state="published",
        progress_status=commitment.progress_status,
        submitted_at=commitment.submitted_at or now,
        published_at=commitment.published_at or now,
    )
    seen.shown_coalitions = [CommitmentCoalition(coalition=one) for one in shown.values()]  # type: ignore[attr-defined]  # never saved
    seen.public_revisions = []  # type: ignore[attr-defined]  # never saved
    return publication.entry_of(seen, updated_at=now, revision=revision)


def _children(draft: Draft) -> dict[str, Any]:
    registered = registered_partners(draft)
    return {
        "finance_lines": [
            FinanceLine(
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
        ],
        "targets": [
            Target(
                indicator=one.indicator,
                unit=one.unit,
                baseline=one.baseline,
                value=one.value,
                due_on=one.due_on,
            )
            for one in draft.targets
        ],
        "steps": [
            Step(title=one.title, due_on=one.due_on) for one in draft.milestones if one.due_on
        ],
        "places": [Place(country=code) for code in draft.countries],
        "links": [Link(url=one.title, title=one.detail) for one in draft.links],
        "co_makers": _co_makers(draft),
        "partners": [
            Partner(
                organisation=registered.get(one.scope),
                name=one.title,
                role=one.detail,
                state=PartnerState.CONFIRMED
                if one.scope in registered
                else PartnerState.NOT_REGISTERED,
            )
            for one in draft.partners
        ],
    }


def _co_makers(draft: Draft) -> list[CoMaker]:
    """Return the co-makers as if all had signed."""
    makers = registered_makers(draft)
    return [
        CoMaker(
            organisation=makers[row.scope],
            share=row.share,
            task=row.task,
            state=CoMakerState.CONFIRMED,
        )
        for row in draft.joint.makers
        if row.scope in makers and row.share
    ]


def _parts(draft: Draft, actions: list[Action]) -> list[CoalitionShare]:
    coalitions = {action.coalition.code: action.coalition for action in actions}
    return [
        CoalitionShare(coalition=coalitions[code], percent=percent)
        for code, percent in draft.joint.split.items()
    ]
