"""A draft as the public would read it, made without keeping a row."""

from datetime import datetime

from avow.commitments import building, publication
from avow.commitments.draft import Draft
from avow.commitments.drafting import (
    draft_of,
    earlier_of,
    files_of,
    registered_makers,
    registered_partners,
)
from avow.commitments.models import (
    CoalitionShare,
    CoMaker,
    Commitment,
    CommitmentCoalition,
    Partner,
    Revision,
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
    revision = unsaved_revision(commitment, draft_of(commitment))
    if revision is None:
        return None
    actions = list(revision.actions.all())
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


def unsaved_revision(commitment: Commitment, draft: Draft) -> Revision | None:
    """Return the revision a sheet would become, kept nowhere; None without title, type or term."""
    try:
        fields = building.fields_of(draft)
    except ValueError:
        return None
    revision = Revision(
        pk=-1,
        commitment=commitment,
        number=(commitment.public.number + 1) if commitment.public else 1,
        supersedes=earlier_of(commitment, draft.supersedes)[0],
        **fields,
    )
    rows = Action.objects.filter(forum=commitment.forum_id, code__in=draft.actions)
    actions = list(rows.select_related("coalition"))
    # Never saved: the children are handed over where Django looks for what it has fetched.
    cache = building.children_of(draft, files_of(commitment)) | {
        "partners": _partners(draft),
        "co_makers": _co_makers(draft),
        "coalition_shares": _parts(draft, actions),
        "actions": actions,
    }
    setattr(revision, "_prefetched_objects_cache", cache)  # noqa: B010  no stub knows it
    return revision


def _partners(draft: Draft) -> list[Partner]:
    """Return its partners as if those registered had agreed."""
    partners = building.partners_of(draft, registered_partners(draft), {})
    for partner in partners:
        if partner.state == PartnerState.ASKED:
            partner.state = PartnerState.CONFIRMED
    return partners


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
        if code in coalitions
    ]
