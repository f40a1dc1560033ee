"""An annual report that is being written: a figure, a foreword, a section of one's own."""

from array import array
from typing import Any

from avow.annual.models import (
    AnnualReport,
    Edition,
    FrozenFigure,
    FrozenRow,
    Section,
    SectionText,
)
from avow.annual.models.frozen import packed
from avow.annual.rows import Row
from avow.annual.states import Kind, State
from avow.forums.models import Coalition
from tests.house.scene_reports import NOW, cycle
from tests.worlds import World, at


def report(world: World, year: int, number: int = 1) -> AnnualReport:
    """Make the annual report of a frozen cycle over so many rows, with one figure."""
    frozen = {"state": "frozen", "closed_at": at(f"{year}-05-01 00:00"), "frozen_at": NOW}
    found = AnnualReport.objects.create(
        forum=world.forum, cycle=cycle(world, year=year, **frozen), year=year, frozen_at=NOW,
        years=[year], south=[], salt="salt", digest="digest", number=number,
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
    coalition = published(world, 2018)
    return {
        "annual_year": found.year,
        "annual_extra": extra.pk,
        "annual_public": 2018,
        "annual_coalition": coalition.slug,
    }


def published(world: World, year: int, number: int = 1) -> Coalition:
    """Make a public report of some commitments with a chapter; return the chapter's coalition."""
    found, coalition = report(world, year, number), world.forum.coalitions.all()[0]
    places = array("I", range(number))
    for name in ("commitments.status.on_track", f"commitments@{coalition.code}"):
        FrozenFigure.objects.create(report=found, name=name, value=number, packed=packed(places))
    FrozenRow.objects.bulk_create(
        [
            FrozenRow(report=found, place=place, ref=f"GE-9{place:05}", is_listed=True, content=row)
            for place, row in enumerate([_row(place, year) for place in range(number)])
        ]
    )
    section = {"kind": Kind.COALITION, "coalition": coalition.code, "texts": []}
    Edition.objects.create(
        report=found, number=1, content={"sections": [section]}, digest="digest", published_at=NOW
    )
    AnnualReport.objects.filter(pk=found.pk).update(state=State.PUBLISHED)
    return coalition


def _row(place: int, year: int) -> Row:
    return {
        "ref": f"GE-9{place:05}", "is_listed": True, "tags": {}, "parts": [],
        "statuses": {str(year): "on_track"}, "reported_in": year, "spent": None, "spent_in": {},
        "spent_unrated": False, "reports": [], "owed": {},
    }  # fmt: skip
