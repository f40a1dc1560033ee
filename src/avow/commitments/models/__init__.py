"""Commitments, the revisions of their text, and what a revision has several of."""

from avow.commitments.catalogue.models import Example
from avow.commitments.models.commitment import Commitment, CommitmentCoalition
from avow.commitments.models.revision import Revision
from avow.commitments.models.rows import FinanceLine, Link, Partner, Place, Step, Target

__all__ = [
    "Commitment",
    "CommitmentCoalition",
    "Example",
    "FinanceLine",
    "Link",
    "Partner",
    "Place",
    "Revision",
    "Step",
    "Target",
]
