"""Reporting cycles, reports with their values, and what was said about them."""

from avow.progress.models.cycle import Cycle, Reminder
from avow.progress.models.digest import Digest, NoDigest
from avow.progress.models.inactivity import Inactivity
from avow.progress.models.outcome import Outcome
from avow.progress.models.report import Report, Version
from avow.progress.models.said import Comment, Question, Statement
from avow.progress.models.values import MoneyValue, Proof, StepValue, TargetValue

__all__ = [
    "Comment",
    "Cycle",
    "Digest",
    "Inactivity",
    "MoneyValue",
    "NoDigest",
    "Outcome",
    "Proof",
    "Question",
    "Reminder",
    "Report",
    "Statement",
    "StepValue",
    "TargetValue",
    "Version",
]
