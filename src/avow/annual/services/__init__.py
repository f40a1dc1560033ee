"""Freeze the data of a cycle, write its report, publish it."""

from avow.annual.services.freezing import freeze, regenerated
from avow.annual.services.publishing import correct, publish
from avow.annual.services.writing import add_section, move_section, remove_section, write

__all__ = [
    "add_section",
    "correct",
    "freeze",
    "move_section",
    "publish",
    "regenerated",
    "remove_section",
    "write",
]
