"""What each of our columns holds, and whether several values may stand in a cell. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from avow.opendata.exports.columns import COLUMNS

if TYPE_CHECKING:
    from avow.opendata.imports.registry import Kind

# Those that no export has, or that hold a vocabulary of their own.
_TYPES = {
    "country": "country",
    "places": "country",
    "language": "language",
    "currency": "currency",
    "links": "url",
    "website": "url",
    "email": "email",
    "contact_email": "email",
    "aliases": "name",
    "organisation": "name",
    "name": "name",
    "contact_name": "name",
    "region": "name",
    "id": "id",
    "ref": "id",
    "coalition": "coalition",
    "action": "action",
    "commitment_type": "commitment_type",
    "organisation_type": "organisation_type",
    "status": "status",
    "sdg_targets": "code",
}
_SEVERAL = {"aliases"} | {column.name for column in COLUMNS if column.several}
# Long texts of a commitment.
TEXTS = ("description", "change", "beneficiaries", "baseline", "intersectionality", "leadership")
# Codes whose names we know, so that names can stand in their place.
NAMED = frozenset(
    [
        "country",
        "language",
        "currency",
        "coalition",
        "action",
        "commitment_type",
        "organisation_type",
        "status",
    ]
)


@dataclass(frozen=True, slots=True)
class Field:
    """One of our columns: its name, whether an import needs it, what it holds."""

    name: str
    needed: bool
    type: str  # text, number, date, instant, or one of the types above
    several: bool


def fields_of(kind: "Kind") -> dict[str, Field]:
    """Return the columns of a kind of import by name."""
    exported = {column.name: column.type for column in COLUMNS}
    return {
        name: Field(
            name, needed, _TYPES.get(name) or exported.get(name, "text"), name in _several(kind)
        )
        for name, needed, _help in kind.columns
    }


def _several(kind: "Kind") -> Iterable[str]:
    # A letter names one language and one writer, but may name several coalitions too.
    return _SEVERAL if kind.code != "organisations" else {"aliases"}
