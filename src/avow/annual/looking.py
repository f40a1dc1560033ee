"""Find what a page of annual reports shows; what is not public is not found."""

from array import array
from dataclasses import dataclass

from avow.annual.models import AnnualReport, Edition, FrozenFigure
from avow.annual.moved import Moved, is_placed, moved
from avow.annual.states import State
from avow.forums.models import Forum


def published(forum: Forum, year: int, number: int | None = None) -> Edition | None:
    """Return the newest edition of a year's report, or one by its number; one query."""
    rows = Edition.objects.filter(report__forum=forum, report__year=year)
    if number is not None:
        rows = rows.filter(number=number)
    found: Edition | None = (
        rows.filter(report__state=State.PUBLISHED)
        .select_related("report__forum", "report__cycle")
        .order_by("-number")
        .first()
    )
    return found


def report_of(forum: Forum, year: int) -> AnnualReport | None:
    """Return a year's report, published or not."""
    rows = AnnualReport.objects.select_related("forum", "cycle")
    found: AnnualReport | None = rows.filter(forum=forum, year=year).first()
    return found


@dataclass(frozen=True, slots=True)
class Behind:
    """A figure as it may be told today, the places of its rows, and how many rows moved."""

    name: str
    value: int | None
    places: "array[int]"
    moved: int


def figure_of(report: AnnualReport, name: str) -> Behind | None:
    """Return a figure by its name; none of a place that nothing can be said of any more."""
    row: FrozenFigure | None = report.figures.filter(name=name[:160]).first()
    today = moved(report) if is_placed(name) else Moved()
    if today.is_gone(name) or (row is None and name not in today.values):
        return None
    value = today.values.get(name, row.value if row else 0)
    places = today.places(name, row.places if row else array("I"))
    return Behind(name, value, places, len(today.rows))
