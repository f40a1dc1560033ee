"""A version as it is read: its contents, the sections of one page, what changed since another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from avow.blueprints import comparing, rules
from avow.blueprints.comparing import Change, Text
from avow.blueprints.models import Plan, PlanPart, Version, VersionSection
from avow.blueprints.states import SectionKind
from avow.kernel.text import row_number

SHORT = 90  # letters of a title in the contents


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the contents: `page` is where the section stands."""

    section: VersionSection
    page: int


@dataclass(frozen=True, slots=True)
class Reading:
    """One page of a long text, with the contents of the whole."""

    contents: list[Line]
    sections: list[VersionSection]
    page: int
    pages: int

    @property
    def numbers(self) -> range:
        """Return the numbers of the pages."""
        return range(1, self.pages + 1)


def read(version: Version, asked: Mapping[str, str]) -> Reading:
    """Return the page of a version that was asked for: by `page`, or by the key of a `section`.

    A number too large is the last page, anything else unknown the first. One query.
    """
    return cut(list(version.sections.all()), asked.get("page", ""), asked.get("section", ""))


def cut(sections: Sequence[VersionSection], wanted: str, key: str = "") -> Reading:
    """Cut sections into pages by what they weigh, and return the page that was asked for."""
    cuts = rules.pages([len((one.title + one.body).encode()) + 400 for one in sections])
    at = {place: number for number, places in enumerate(cuts, 1) for place in places}
    there = next((at[place] for place, one in enumerate(sections) if key and one.key == key), 1)
    page = max(1, min(len(cuts), row_number(wanted) or there))
    contents = [Line(one, at[place]) for place, one in enumerate(sections) if one.title]
    return Reading(contents, [sections[place] for place in cuts[page - 1]], page, len(cuts))


def texts(sections: Iterable[VersionSection]) -> list[Text]:
    """Return sections as they are compared."""
    return [
        Text(
            one.key, one.parent_key, one.kind, one.number, one.title, one.body, one.due_on, one.code
        )
        for one in sections
    ]


def changes(before: Version, after: Version) -> list[Change]:
    """Return the sections that differ between two versions; two queries."""
    return comparing.compare(texts(before.sections.all()), texts(after.sections.all()))


@dataclass(frozen=True, slots=True)
class Changed:
    """One page of what differs between two versions."""

    changes: list[Change]
    count: int
    page: int
    pages: int

    @property
    def numbers(self) -> range:
        """Return the numbers of the pages."""
        return range(1, self.pages + 1)


def changed(before: Version, after: Version, asked: Mapping[str, str]) -> Changed:
    """Return the page of the changes that was asked for; two queries.

    Every word stands twice where it was replaced, so a page has half as many words of each text.
    """
    found = changes(before, after)
    sides = [[one for one in (change.before, change.after) if one] for change in found]
    cuts = rules.pages([sum(len((x.title + x.body).encode()) + 400 for x in two) for two in sides])
    page = max(1, min(len(cuts), row_number(asked.get("page", "")) or 1))
    return Changed([found[place] for place in cuts[page - 1]], len(found), page, len(cuts))


@dataclass(frozen=True, slots=True)
class Overview:
    """A coalition's actions in a compilation, each with its targets."""

    part: PlanPart
    actions: list[tuple[VersionSection, list[VersionSection]]]


def overview(plan: Plan) -> list[Overview]:
    """Return the actions and targets of every coalition of a compilation; two queries."""
    parts = list(plan.parts.select_related("version__blueprint__coalition"))
    rows = VersionSection.objects.filter(
        version__in=[one.version_id for one in parts],
        kind__in=[SectionKind.ACTION, SectionKind.TARGET],
    ).order_by("version", "place")
    by_version: dict[int, list[VersionSection]] = {}
    for row in rows:
        by_version.setdefault(row.version_id, []).append(row)
    return [Overview(part, _with_targets(by_version.get(part.version_id, []))) for part in parts]


def _with_targets(
    rows: list[VersionSection],
) -> list[tuple[VersionSection, list[VersionSection]]]:
    return [
        (
            row,
            [one for one in rows if one.kind == SectionKind.TARGET and one.parent_key == row.key],
        )
        for row in rows
        if row.kind == SectionKind.ACTION
    ]
