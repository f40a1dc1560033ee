"""Put the co-makers of a sheet into a revision, keep who signed already, and ask the others."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from avow.commitments.comparing import Content, changed_fields
from avow.commitments.contents import content_of
from avow.commitments.draft import Draft
from avow.commitments.drafting import registered_makers
from avow.commitments.joint import must_sign_again
from avow.commitments.models import CoalitionShare, CoMaker, Commitment, Revision
from avow.commitments.services import common
from avow.commitments.states import CoMakerState
from avow.forums.models import Coalition
from avow.notices.services import tell
from avow.review.services.common import name_for_reviewers


@dataclass(frozen=True, slots=True)
class Before:
    """The text that the co-makers last saw, and what each of them said to it."""

    content: Content | None = None
    makers: dict[int, CoMaker] = field(default_factory=dict)


def before_of(commitment: Commitment) -> Before:
    """Return what stands before a new revision takes its place; call it first."""
    revision = commitment.current
    if revision is None:
        return Before()
    makers = {one.organisation_id: one for one in revision.co_makers.all()}
    return Before(content_of(revision), makers) if makers else Before()


def keep(revision: Revision, draft: Draft, before: Before) -> list[int]:
    """Keep co-makers and the coalitions' parts; return the organisations to ask now.

    Whoever signed is asked again only if the promise or its own share or task has changed.
    """
    codes = {
        one.code: one
        for one in Coalition.objects.filter(
            forum=revision.commitment.forum_id, code__in=draft.joint.split
        )
    }
    CoalitionShare.objects.bulk_create(
        CoalitionShare(revision=revision, coalition=codes[code], percent=percent)
        for code, percent in draft.joint.split.items()
    )
    registered = registered_makers(draft)
    new = {registered[row.scope].pk: row for row in draft.joint.makers if row.scope in registered}
    changed = (
        changed_fields(before.content, content_of(revision))
        if new and before.content is not None
        else frozenset()
    )
    rows, to_ask = [], []
    for organisation, row in new.items():
        assert row.share is not None
        one = CoMaker(
            revision=revision, organisation_id=organisation, share=row.share, task=row.task
        )
        known = before.makers.get(organisation)
        if (
            known is None
            or known.state == CoMakerState.LEFT
            or must_sign_again(changed, (known.share, known.task), (row.share, row.task))
        ):
            to_ask.append(organisation)
        else:
            one.state, one.reason = known.state, known.reason
            one.decided_by, one.decided_at = known.decided_by, known.decided_at
        rows.append(one)
    CoMaker.objects.bulk_create(rows)
    return to_ask


def ask(commitment: Commitment, organisations: Collection[int], now: datetime) -> None:
    """Invite these co-makers to sign the current text; once for each text and share."""
    revision = commitment.current
    assert revision is not None
    for one in revision.co_makers.filter(organisation__in=organisations):
        tell(
            "commitment.co_maker_asked",
            to=common.acting_for(one.organisation_id),
            at=now,
            forum=commitment.forum,
            key=f"commitment.co_maker:{commitment.pk}:{one.pk}:{one.share}",
            context={
                "ref": commitment.ref,
                "title": revision.title,
                "organisation": name_for_reviewers(commitment.organisation),
                "share": format(one.share, "f"),
                "task": one.task,
            },
            url=common.forum_page("commitments:joint", commitment),
        )
