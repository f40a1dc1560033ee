"""A plan being written, and the versions of it that were frozen."""

from avow.blueprints.models.plan import Plan, PlanPart, Print
from avow.blueprints.models.version import ActionChange, Version, VersionSection
from avow.blueprints.models.writing import Blueprint, Remark, Section, Step

__all__ = [
    "ActionChange",
    "Blueprint",
    "Plan",
    "PlanPart",
    "Print",
    "Remark",
    "Section",
    "Step",
    "Version",
    "VersionSection",
]
