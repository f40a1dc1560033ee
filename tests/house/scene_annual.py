"""An annual report that is being written: a figure, a foreword, a section of one's own."""

from array import array
from typing import Any

from avow.annual.models import AnnualReport, FrozenFigure, Section, SectionText
from avow.annual.models.frozen import packed
from avow.annual.states import Kind
from tests.house.scene_reports import NOW, cycle
from tests.worlds import World, at


def report(world: World, year: int) -> AnnualReport:
    """Make the annual report of a frozen cycle, with one figure."""
    frozen = {"state": "frozen", "closed_at": at(f"{year}-05-01 00:00"), "frozen_at": NOW}
    found = AnnualReport.objects.create(
        forum=world.forum, cycle=cycle(world, year=year, **frozen), year=year, frozen_at=NOW,
        years=[year], south=[], salt="salt", digest="digest", number=0,
    )  # fmt: skip
    figures(found, ["commitments"])
    return found


def figures(found: AnnualReport, names: list[str]) -> None:
    """Freeze figures that are nought."""
    FrozenFigure.objects.bulk_create(
        [
            FrozenFigure(report=found, name=name, value=0, packed=packed(array("I")))
            for name in names
        ]
    )


def add(world: World) -> dict[str, Any]:
    """Make a report with two sections; return the names of what there is then."""
    found = report(world, 2019)
    foreword = Section.objects.create(report=found, kind=Kind.FOREWORD, position=10)
    extra = Section.objects.create(report=found, kind=Kind.EXTRA, position=20)
    for section, title in ((foreword, ""), (extra, "Voices")):
        SectionText.objects.create(
            section=section, language="en", title=title, text="Words of the foreword",
            is_original=True, changed_at=NOW, changed_by=world.user("sofia"),
        )  # fmt: skip
    return {"annual_year": found.year, "annual_extra": extra.pk}
