"""Import of comments from a spreadsheet: what was said of a plan elsewhere, without names."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from avow.blueprints.models import Version, VersionSection
from avow.consultation.models import Comment
from avow.consultation.services.commenting import enter
from avow.consultation.states import Source
from avow.forums.models import Forum
from avow.forums.regions import COUNTRIES
from avow.kernel.text import nfc
from avow.moderation.rules import LONGEST
from avow.opendata.imports.cells import Cells
from avow.opendata.imports.houses import Houses
from avow.opendata.imports.organisations import kind_of
from avow.opendata.imports.problems import Problem
from avow.opendata.imports.reading import Row
from avow.opendata.imports.registry import Kind

COLUMNS = (
    ("coalition", True, gettext_lazy("Code of the coalition; its newest public version is meant")),
    ("text", True, gettext_lazy("What was said")),
    ("section", False, gettext_lazy("The section's number, as in 2.1; empty for the whole plan")),
    ("quote", False, gettext_lazy("The words it is about, copied from the section")),
    ("language", False, gettext_lazy("Its language; English if empty")),
    ("organisation_type", False, gettext_lazy("Kind of organisation of whoever said it")),
    ("country", False, gettext_lazy("ISO 3166-1 alpha-2, as in KE")),
    ("source", False, gettext_lazy("Name of the workshop or survey")),
    ("id", False, gettext_lazy("A number of the row: the same again is one comment")),
)

Mark = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """What a good row means."""

    version: Version
    section_key: str
    text: str
    quote: str
    language: str
    kind: str
    country: str
    source: str
    row: str

    @property
    def mark(self) -> Mark:
        """Return what names the comment, whenever its file is read: plan, source, number."""
        return self.version.blueprint_id, self.source, self.row


class CommentChecker:
    """Checks and takes rows of comments."""

    own: frozenset[int] = frozenset()

    def __init__(self, forum: Forum | None) -> None:
        if forum is None:
            raise ValueError("plans are a forum's")
        self.forum = forum
        self.houses = Houses()
        self.notes: list[str] = []
        self._versions = self._newest()
        self._sections: dict[int, dict[str, VersionSection]] = {}
        self._known = self._taken()
        self._same: dict[tuple[int, str, str], list[int]] = {}  # lines that say the same
        self._seen: dict[Mark, tuple[int, str]] = {}  # {mark: line and words} of this file

    def _taken(self) -> dict[Mark, str]:
        """Return the words of each marked comment that is here, whatever its version."""
        rows = Comment.objects.filter(version__blueprint__coalition__forum=self.forum)
        marked = rows.exclude(source_row="").values_list(
            "version__blueprint", "source_name", "source_row", "text__text"
        )
        return {(plan, source, mark): text for plan, source, mark, text in marked}

    def _newest(self) -> dict[str, Version]:
        rows = Version.objects.public().filter(blueprint__coalition__forum=self.forum)
        ordered = rows.select_related("blueprint__coalition__forum").order_by("number")
        return {row.blueprint.coalition.code: row for row in ordered}

    def here(self, rows: Sequence[Row]) -> set[int]:
        """Return the lines that were taken before."""
        return {
            row.line
            for row in rows
            for said, problems in [self.check(row)]
            if said is not None and not problems and said.mark in self._known
        }

    def check(self, row: Row) -> tuple[Said | None, list[Problem]]:
        """Return what a row says, and what is wrong with it."""
        cells = Cells(row)
        version = self._version(cells)
        text = cells.text("text", needed=True, most=LONGEST)
        section = self._section(cells, version)
        written = row.cells
        given = written.get("organisation_type", "").strip()
        kind = kind_of(cells, self.forum) if given else ""
        language = cells.language("language") if written.get("language", "").strip() else "en"
        country = cells.one_of("country", COUNTRIES)
        quote = cells.text("quote", most=2_000)
        source = cells.line("source", most=150) or "–"
        mark = cells.line("id", most=60)
        if cells.problems or version is None:
            return None, cells.problems
        who = (section, quote, text, kind, country)
        mark = mark or self._name_of(nfc(":".join(who)), version, source, row.line)
        said = Said(version, section, text, quote, language, kind, country, source, mark)
        self._one_comment_a_number(said, row.line, cells)
        return (None, cells.problems) if cells.problems else (said, [])

    def _name_of(self, said: str, version: Version, source: str, line: int) -> str:
        """Return the lasting name of a row without a number: the same words again are one more.

        Of the second of them it tells which it is, so that the same file names it the same.
        """
        lines = self._same.setdefault((version.pk, source, said), [])
        if line not in lines:
            lines.append(line)
        place = lines.index(line)
        name = said if place == 0 else f"{said}:{place + 1}"
        return hashlib.sha256(name.encode()).hexdigest()[:32]

    def _one_comment_a_number(self, said: Said, line: int, cells: Cells) -> None:
        """Refuse other words under a number that is taken: they would be lost without a word."""
        words = nfc(said.text).strip()
        before = self._known.get(said.mark)
        first, there = self._seen.setdefault(said.mark, (line, words))
        # A quote that did not stand in its section was put in front of the words.
        if (before is not None and not before.endswith(words)) or (
            first != line and there != words
        ):
            cells.wrong(
                "id",
                _("Another comment has this number already, with other words."),
                _("Give each comment a number of its own, or name its source."),
            )

    def _version(self, cells: Cells) -> Version | None:
        code = cells.line("coalition", needed=True, most=80)
        version = self._versions.get(code)
        if code and version is None:
            known = ", ".join(sorted(self._versions)) or "–"
            cells.wrong(
                "coalition",
                _("No coalition of this code has a public version."),
                _("Known are: %(codes)s.") % {"codes": known},
            )
        return version

    def _section(self, cells: Cells, version: Version | None) -> str:
        number = cells.line("section", most=20)
        if version is None or not number:
            return ""
        if version.pk not in self._sections:
            self._sections[version.pk] = {one.number: one for one in version.sections.all()}
        found = self._sections[version.pk].get(number.rstrip("."))
        if found is None:
            cells.wrong(
                "section",
                _("This version has no section of this number."),
                _("Write a number of its contents, as in 2.1, or leave it empty."),
            )
            return ""
        return found.key

    def clashes(self, things: Sequence[Said]) -> dict[str, str]:  # noqa: ARG002  none can clash
        """Return nothing: a row that is here is skipped."""
        return {}

    def clash_of(self, row: Row, thing: Said, clashes: dict[str, str]) -> list[Problem]:  # noqa: ARG002  none can clash
        """Return nothing."""
        return []

    def take(self, things: Sequence[Said], now: datetime) -> tuple[int, int]:
        """Take the comments in; return (new, here already)."""
        new = 0
        for said in things:
            one = enter(
                said.version,
                said.text,
                language=said.language,
                source=Source.SPREADSHEET,
                source_name=said.source,
                source_row=said.row,
                section_key=said.section_key,
                quote=said.quote,
                kind=said.kind,
                country=said.country,
                now=now,
            )
            new += one is not None
        return new, len(things) - new

    def finish(self, now: datetime) -> None:
        """Nothing is left to do."""
        del now


KIND = Kind("comments", gettext_lazy("Comments on plans"), COLUMNS, CommentChecker)
