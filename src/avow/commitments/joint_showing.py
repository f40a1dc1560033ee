"""A joint commitment as its makers' pages show it: who makes it, and the text to sign."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from avow.commitments import publication
from avow.commitments.joint import ALL, reporters
from avow.commitments.models import CoMaker, Commitment, CommitmentCoalition, Revision
from avow.commitments.states import CoMakerState
from avow.directory.entry import PublicEntry

TONES = {
    CoMakerState.ASKED: "warn",
    CoMakerState.CONFIRMED: "good",
    CoMakerState.REFUSED: "bad",
    CoMakerState.LEFT: "bad",
}


@dataclass(frozen=True, slots=True)
class Together:
    """Who makes a commitment, as far as it was handed in; `reports` are (name, share)."""

    lead_share: Decimal
    makers: list[tuple[CoMaker, str]]  # with the tone of its state
    reports: list[tuple[str, Decimal]]
    total: Decimal
    waits: int

    @property
    def is_whole(self) -> bool:
        """Return whether the shares of those who are in make 100."""
        return self.total == ALL


def together_of(commitment: Commitment, revision: Revision | None = None) -> Together | None:
    """Return who makes the text handed in; None where there is one maker only. One query."""
    revision = revision or commitment.current
    rows = list(revision.co_makers.select_related("organisation")) if revision else []
    if revision is None or not rows:
        return None
    staying = [one for one in rows if one.state != CoMakerState.LEFT]
    signed = {one.organisation_id: one.share for one in rows if one.state == CoMakerState.CONFIRMED}
    names = {one.organisation_id: one.organisation.shown_name for one in rows}
    names[commitment.organisation_id] = commitment.organisation.shown_name
    who = reporters(commitment.organisation_id, revision.lead_share, signed)
    return Together(
        lead_share=revision.lead_share,
        makers=[(one, TONES[CoMakerState(one.state)]) for one in rows],
        reports=[(names[pk], share) for pk, share in who.items()],
        total=revision.lead_share + sum((one.share for one in staying), Decimal(0)),
        waits=sum(one.state != CoMakerState.CONFIRMED for one in staying),
    )


def as_handed_in(commitment: Commitment, revision: Revision, now: datetime) -> PublicEntry:
    """Return the text a co-maker signs as the public would read it, in all its coalitions.

    Through the safety wall: a co-maker reads no more of a protected lead than everybody would.
    """
    links = CommitmentCoalition.objects.filter(
        commitment=commitment, coalition__in=revision.actions.values("coalition")
    )
    seen: Any = Commitment.objects.select_related("forum", "organisation").get(pk=commitment.pk)
    seen.published_at = seen.published_at or now
    seen.shown_coalitions = list(links.select_related("coalition"))
    return publication.entry_of(seen, updated_at=now, revision=revision)
