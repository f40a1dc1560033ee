"""Reads the public data of an Avow forum."""

from avow_client.client import Avow
from avow_client.problem import Problem
from avow_client.shapes import (
    Action,
    Coalition,
    Commitment,
    CommitmentPage,
    Event,
    Forum,
    LedgerEntry,
    Money,
    Organisation,
    OrganisationName,
    Report,
    Revision,
    Statistics,
    ToldReport,
    Totals,
    WholeCommitment,
)

__all__ = [
    "Action",
    "Avow",
    "Coalition",
    "Commitment",
    "CommitmentPage",
    "Event",
    "Forum",
    "LedgerEntry",
    "Money",
    "Organisation",
    "OrganisationName",
    "Problem",
    "Report",
    "Revision",
    "Statistics",
    "ToldReport",
    "Totals",
    "WholeCommitment",
]
