"""Annual reports: what is frozen, what is written, what was published, the files."""

from avow.annual.models.frozen import AnnualReport, FrozenFigure, FrozenRow
from avow.annual.models.written import BuiltFile, Edition, Section, SectionText

__all__ = [
    "AnnualReport",
    "BuiltFile",
    "Edition",
    "FrozenFigure",
    "FrozenRow",
    "Section",
    "SectionText",
]
