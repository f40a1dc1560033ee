"""Commitments, the revisions of their text, and what a revision has several of."""

from avow.commitments.models.commitment import Commitment, CommitmentCoalition
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
    "Commitment",
    "CommitmentCoalition",
    "Document",
    "FinanceLine",
    "Link",
    "Partner",
    "Place",
    "Revision",
    "Step",
    "Target",
]
