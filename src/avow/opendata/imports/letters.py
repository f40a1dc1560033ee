"""Import of letters of intent: each row becomes a draft application, and its writer is invited."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from avow.applications.services.letters import take_letter
from avow.forums.models import Coalition, Forum
from avow.forums.regions import COUNTRIES
from avow.interest.models import Interest
from avow.interest.services.handing_in import Hand
from avow.interest.states import Kind as InterestKind
from avow.kernel.text import fold
from avow.opendata.imports.cells import Cells
from avow.opendata.imports.houses import House, Houses
from avow.opendata.imports.organisations import kind_of
from avow.opendata.imports.problems import Problem
from avow.opendata.imports.reading import Row
from avow.opendata.imports.registry import Kind
from avow.people.models import Organisation

COLUMNS = (
    ("organisation", True, gettext_lazy("The organisation's name, in its own language")),
    (
        "organisation_type",
        True,
        gettext_lazy("Its type: a code of the forum, or another name of it"),
    ),
    ("email", True, gettext_lazy("Who signed the letter: the invitation goes there")),
    ("country", False, gettext_lazy("ISO 3166-1 alpha-2, as in KE")),
    ("contact_name", False, gettext_lazy("The name of who signed it")),
    ("language", False, gettext_lazy("The language to write in; English if empty")),
    ("coalition", False, gettext_lazy("Codes of the coalitions, with ; between them")),
    ("letter", False, gettext_lazy("The words of the letter; they stand in the draft")),
)
MOST = 10_000  # characters of a letter


@dataclass(frozen=True, slots=True)
class Letter:
    """What a row says."""

    house: House
    hand: Hand
    source_row: str


class LetterChecker:
    """Checks and takes rows of letters."""

    own: frozenset[int] = frozenset()

    def __init__(self, forum: Forum | None) -> None:
        if forum is None:
            raise ValueError("letters are a forum's")
        self.forum = forum
        self.houses = Houses()
        self.coalitions = {one.code: one for one in Coalition.objects.filter(forum=forum)}
        self._seen: dict[str, int] = {}

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

    def check(self, row: Row) -> tuple[Letter | None, list[Problem]]:
        """Return the letter of a row, and what is wrong with it."""
        cells = Cells(row)
        name = cells.line("organisation", needed=True, most=250)
        email = cells.line("email", needed=True, most=254).lower()
        if email:
            try:
                EmailValidator()(email)
            except ValidationError:
                cells.wrong("email", _("Not an address."), _("Write it as name@example.org"))
        if name and not fold(name):
            cells.wrong("organisation", _("A name needs letters."), _("Write the name."))
        language = cells.language("language") if row.cells.get("language", "").strip() else "en"
        country = cells.one_of("country", COUNTRIES)
        house = House(
            name=name, kind=kind_of(cells, self.forum), country=country, language=language
        )
        codes = cells.codes("coalition", self.coalitions)
        hand = Hand(
            email=email,
            organisation_name=name,
            contact_name=cells.line("contact_name", most=150),
            language=language,
            organisation_kind=house.kind,
            country=country,
            coalitions=tuple(self.coalitions[code] for code in codes),
            message=cells.text("letter", most=MOST),
        )
        source = f"{fold(name)[:40]}|{email[:36]}"
        first = self._seen.setdefault(source, row.line)
        if name and email and first != row.line:
            cells.wrong(
                "email",
                _("The same organisation and address stand on line %(line)s.") % {"line": first},
                _("Keep one of the two rows."),
            )
        return (None if cells.problems else Letter(house, hand, source)), cells.problems

    def clashes(self, things: Sequence[Letter]) -> dict[str, str]:  # noqa: ARG002  none can clash
        """Return nothing: rows have no ids of their own."""
        return {}

    def clash_of(self, row: Row, thing: Letter, clashes: dict[str, str]) -> list[Problem]:  # noqa: ARG002  none can clash
        """Return nothing."""
        return []

    def take(self, things: Sequence[Letter], now: datetime) -> tuple[int, int]:
        """Take the letters that are not here; return (new, here already)."""
        here = set(
            Interest.objects.filter(
                forum=self.forum,
                kind=InterestKind.LETTER,
                source_row__in=[letter.source_row for letter in things],
            ).values_list("source_row", flat=True)
        )
        fresh = [letter for letter in things if letter.source_row not in here]
        keys = self.houses.make([letter.house for letter in fresh], now)
        found = Organisation.objects.in_bulk(keys.values())
        new = 0
        for letter in fresh:
            organisation = found[keys[letter.house.key]]
            new += take_letter(
                self.forum, letter.hand, organisation, source_row=letter.source_row, now=now
            )
        return new, len(things) - new

    def finish(self, now: datetime) -> None:
        """Nothing is left to do after the last batch."""


KIND = Kind("letters", gettext_lazy("Letters of intent"), COLUMNS, LetterChecker)
