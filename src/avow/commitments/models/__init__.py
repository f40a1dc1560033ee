"""Commitments, the revisions of their text, and what a revision has several of."""

from avow.commitments.catalogue.models import Example
from avow.commitments.models.commitment import (
    Commitment,
    CommitmentCoalition,
    RenewalInvitation,
)
from avow.commitments.models.joint import CoalitionShare, CoMaker, Joining
from avow.commitments.models.revision import Revision
from avow.commitments.models.rows import (
    Capacity,
    Document,
    FinanceLine,
    Link,
    Partner,
    Place,
    Step,
    Target,
)

__all__ = [
    "Capacity",
    "CoMaker",
    "CoalitionShare",
    "Commitment",
    "CommitmentCoalition",
    "Document",
    "Example",
    "FinanceLine",
    "Joining",
    "Link",
    "Partner",
    "Place",
    "RenewalInvitation",
    "Revision",
    "Step",
    "Target",
]
