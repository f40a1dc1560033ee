"""What the secretariat's pages show of annual reports: cycles, sections, what is in the way."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language

from avow.annual.models import AnnualReport, Edition, Section, SectionText
from avow.annual.nodes import problems_of
from avow.annual.references import Problem
from avow.annual.services import freezing
from avow.annual.services.publishing import names_of
from avow.annual.states import Kind
from avow.forums.models import Forum
from avow.jobs.models import Job
from avow.progress.models import Cycle
from avow.progress.states import CycleState

WRITTEN = ("original", "current", "stale")


@dataclass(frozen=True, slots=True)
class CycleRow:
    """A cycle with what there is of its annual report."""

    cycle: Cycle
    report: AnnualReport | None
    edition: Edition | None  # the newest
    job: Job | None  # that freezes its data


@dataclass(frozen=True, slots=True)
class Cell:
    """A section in one language: original, current, stale, or "" for not written."""

    language: str
    state: str


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section with its title for the reader, and what is written of it."""

    section: Section
    title: str
    language: str  # of the title, where somebody wrote it
    cells: tuple[Cell, ...]
    write_in: str  # the language to write it in first

    @property
    def is_own(self) -> bool:
        """Return whether it can be moved and taken out."""
        return self.section.kind == Kind.EXTRA

    @property
    def written(self) -> tuple[str, ...]:
        """Return the languages in which there is a text."""
        return tuple(one.language for one in self.cells if one.state)


@dataclass(frozen=True, slots=True)
class Unknown:
    """A reference that means nothing, and where it stands."""

    row: SectionRow
    language: str
    problem: Problem


def cycles(forum: Forum) -> list[CycleRow]:
    """Return the cycles of a forum, the last first; four queries."""
    rows = Cycle.objects.whole().filter(forum=forum).select_related("annual_report")
    found = list(rows.order_by("-year"))
    editions = Edition.objects.filter(report__forum=forum).defer("content").order_by("number")
    newest = {one.report_id: one for one in editions}
    keys = {f"{freezing.KIND}:{one.pk}": one.pk for one in found}
    jobs = Job.objects.filter(kind=freezing.KIND, key__in=keys).order_by("pk")
    running = {keys[one.key]: one for one in jobs}
    return [_cycle(one, newest, running) for one in found]


def _cycle(cycle: Cycle, newest: dict[int, Edition], jobs: dict[int, Job]) -> CycleRow:
    report: AnnualReport | None = getattr(cycle, "annual_report", None)
    is_frozen = cycle.state == CycleState.FROZEN
    return CycleRow(
        cycle,
        report,
        newest.get(report.pk) if report else None,
        jobs.get(cycle.pk) if is_frozen and report is None else None,
    )


def title_of(section: Section, texts: list[SectionText]) -> tuple[str, str]:
    """Return a section's title for the reader, and its language where somebody wrote it."""
    if section.coalition is not None:
        return section.coalition.name, ""
    if section.kind != Kind.EXTRA:
        return str(section.get_kind_display()), ""
    titled = [one for one in texts if one.title]
    own = next((one for one in titled if one.language == get_language()), None)
    found = own or next(iter(titled), None)
    return (found.title, found.language) if found else (str(section.get_kind_display()), "")


def sections(report: AnnualReport) -> list[SectionRow]:
    """Return the sections in their order; two queries."""
    rows = report.sections.select_related("coalition").prefetch_related("texts")
    return [_section(one) for one in rows.order_by("position", "pk")]


def _section(section: Section) -> SectionRow:
    texts = list(section.texts.all())
    original = next((one for one in texts if one.is_original), None)
    states = {one.language: _state(one, original) for one in texts}
    cells = tuple(Cell(code, states.get(code, "")) for code, _name in settings.LANGUAGES)
    first = original.language if original else (get_language() or settings.LANGUAGE_CODE)
    return SectionRow(section, *title_of(section, texts), cells, first)


def _state(text: SectionText, original: SectionText | None) -> str:
    if not text.text:
        return ""
    if text.is_original:
        return "original"
    return "current" if original and text.of_version == original.version else "stale"


def unknown(report: AnnualReport, rows: list[SectionRow]) -> Iterator[Unknown]:
    """Yield the references that mean nothing, in the order of the report; one query."""
    known = names_of(report)
    for row in rows:
        for text in row.section.texts.all():
            for one in problems_of(text.title, text.text, known):
                yield Unknown(row, text.language, one)
