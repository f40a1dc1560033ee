"""Import of organisations: name, type, country, other names, profile."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from avow.forums.models import Forum
from avow.forums.regions import COUNTRIES
from avow.kernel.text import fold
from avow.ledger.services import record
from avow.opendata.imports.cells import Cells
from avow.opendata.imports.houses import House, Houses
from avow.opendata.imports.problems import Problem
from avow.opendata.imports.reading import Row
from avow.opendata.imports.registry import Kind
from avow.people.duplicates import refresh_pairs

COLUMNS = (
    ("name", True, gettext_lazy("Its name, in its own language")),
    (
        "organisation_type",
        True,
        gettext_lazy("Its type: a code of the forum, or another name of that code"),
    ),
    ("country", False, gettext_lazy("ISO 3166-1 alpha-2, as in KE")),
    ("language", False, gettext_lazy("The language of name and texts; English if empty")),
    ("aliases", False, gettext_lazy("Other names, with ; between them")),
    ("website", False, gettext_lazy("Its address, with https://")),
    ("summary", False, gettext_lazy("What it does")),
    ("principles", False, gettext_lazy("How it lives the forum's principles inside")),
    ("contact_email", False, gettext_lazy("An address for the secretariat; never shown")),
)


class OrganisationChecker:
    """Checks and takes rows of organisations."""

    own: frozenset[int] = frozenset()

    def __init__(self, forum: Forum | None) -> None:
        if forum is None:
            raise ValueError("organisation types are a forum's")
        self.forum = forum
        self.houses = Houses()
        self.made = 0
        self._seen: dict[tuple[str, str], int] = {}

    @property
    def notes(self) -> list[str]:
        """Return what a person should look at."""
        return self.houses.notes

    @notes.setter
    def notes(self, value: list[str]) -> None:
        self.houses.notes = value

    def here(self, _rows: Sequence[Row]) -> set[int]:
        """Skip none: a file of these is short, and checked again as a whole."""
        return set()

    def check(self, row: Row) -> tuple[House | None, list[Problem]]:
        """Return the organisation of a row, and what is wrong with it."""
        cells = Cells(row)
        name = cells.line("name", needed=True, most=250)
        house = House(
            name=name,
            kind=kind_of(cells, self.forum),
            country=cells.one_of("country", COUNTRIES),
            language=cells.language("language") if row.cells.get("language", "").strip() else "en",
            website=_checked(
                cells, "website", URLValidator(["http", "https"]), _("Write it with https://")
            ),
            summary=cells.text("summary"),
            principles=cells.text("principles"),
            contact_email=_checked(
                cells, "contact_email", EmailValidator(), _("Write it as name@example.org")
            ),
            aliases=tuple(alias for alias in cells.several("aliases") if fold(alias) != fold(name))[
                :50
            ],
        )
        if name and not fold(name):
            cells.wrong("name", _("A name needs letters."), _("Write the name."))
        first = self._seen.setdefault(house.key, row.line)
        if first != row.line and name:
            cells.wrong(
                "name",
                _("The same name and country stand on line %(line)s.") % {"line": first},
                _("Keep one of the two rows."),
            )
        return (None if cells.problems else house), cells.problems

    def clashes(self, things: Sequence[House]) -> dict[str, str]:  # noqa: ARG002  none can clash
        """Return nothing: rows have no ids of their own."""
        return {}

    def clash_of(self, row: Row, thing: House, clashes: dict[str, str]) -> list[Problem]:  # noqa: ARG002  none can clash
        """Return nothing."""
        return []

    def take(self, things: Sequence[House], now: datetime) -> tuple[int, int]:
        """Insert those that are not here."""
        known = sum(1 for house in things if self.houses.find(house.name, house.country))
        self.houses.make(things, now)
        new = len(things) - known
        if new:
            record(
                "organisations.imported",
                forum=self.forum,
                subject="import",
                at=now,
                data={"count": new},
            )
        self.made += new
        return new, known

    def finish(self, now: datetime) -> None:
        """Look for near-duplicates among all, for the secretariat's page."""
        if self.made:
            refresh_pairs(now)


def kind_of(cells: Cells, forum: Forum, column: str = "organisation_type") -> str:
    """Return the forum's code of an organisation type, whatever it is called in the file."""
    value = cells.text(column, needed=True)
    kind = forum.settings.organisation_type(value) if value else None
    if value and kind is None:
        codes = ", ".join(one.code for one in forum.settings.organisation_types)
        cells.wrong(
            column, _("Not a type of organisation."), _("Known are: %(codes)s.") % {"codes": codes}
        )
    return kind.code if kind else ""


def _checked(cells: Cells, column: str, validator: URLValidator | EmailValidator, mend: str) -> str:
    value = cells.line(column, most=200)
    if value:
        try:
            validator(value)
        except ValidationError:
            cells.wrong(column, _("Not an address."), mend)
    return value


KIND = Kind("organisations", gettext_lazy("Organisations"), COLUMNS, OrganisationChecker)
