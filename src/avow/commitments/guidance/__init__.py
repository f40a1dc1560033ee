"""Guidance on a commitment's text: explainable rules without framework and without network."""

from avow.commitments.guidance.findings import Criterion, Evidence, Finding, Sign, Verdict
from avow.commitments.guidance.rules import check, gaps
from avow.commitments.guidance.written import (
    FIELDS,
    Written,
    WrittenMilestone,
    WrittenMoney,
    WrittenPartner,
    WrittenTarget,
)

__all__ = [
    "FIELDS",
    "Criterion",
    "Evidence",
    "Finding",
    "Sign",
    "Verdict",
    "Written",
    "WrittenMilestone",
    "WrittenMoney",
    "WrittenPartner",
    "WrittenTarget",
    "check",
    "gaps",
]
