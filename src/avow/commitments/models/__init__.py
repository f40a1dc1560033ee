"""Commitments, the revisions of their text, and what a revision has several of."""

from avow.commitments.models.commitment import Commitment, CommitmentCoalition
from avow.commitments.models.joint import CoalitionShare, CoMaker, Joining
from avow.commitments.models.revision import Revision
from avow.commitments.models.rows import FinanceLine, Link, Partner, Place, Step, Target

__all__ = [
    "CoMaker",
    "CoalitionShare",
    "Commitment",
    "CommitmentCoalition",
    "FinanceLine",
    "Joining",
    "Link",
    "Partner",
    "Place",
    "Revision",
    "Step",
    "Target",
]
