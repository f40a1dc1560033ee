"""What a chart shows, as plain values: the same for the page, the PDF, the table and the download.

A chart holds texts as people read them beside the numbers they stand for, so that nothing which
draws it formats or translates. Standard library only.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

Number = Decimal | int


class Kind(StrEnum):
    """How a chart is drawn."""

    BARS = "bars"  # one series: a bar for each category
    STACKED = "stacked"  # parts of a whole: a bar of pieces for each category
    LINES = "lines"  # over time: a line for each series


@dataclass(frozen=True, slots=True)
class Mark:
    """One value: its number (None: not known), its words, and the page of the rows it came from."""

    number: Number | None
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one thing, one for each category. `tone` names a colour of drawing.TONES."""

    key: str
    label: str
    marks: tuple[Mark, ...]
    tone: str = "1"


@dataclass(frozen=True, slots=True)
class Category:
    """One row, or one point in time."""

    key: str
    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of a title, categories and series. Raises ValueError for series that do not fit."""

    key: str  # unique on its page: letters, digits, hyphens
    kind: Kind
    title: str
    categories: tuple[Category, ...]
    series: tuple[Series, ...]
    about: str = ""  # of what the categories are, for the table's head
    totals: tuple[Mark, ...] = ()  # of the pieces of each category, where stacked
    axis: tuple[Mark, ...] = ()  # the levels that lines are read against, the highest last

    def __post_init__(self) -> None:
        wanted = len(self.categories)
        for one in self.series:
            if len(one.marks) != wanted:
                raise ValueError(f"{self.key}.{one.key}: {len(one.marks)} values for {wanted}")
        if self.kind is Kind.BARS and len(self.series) != 1:
            raise ValueError(f"{self.key}: bars show one series")
        if self.kind is Kind.STACKED and len(self.totals) != wanted:
            raise ValueError(f"{self.key}: a stack says its totals")
        if self.kind is Kind.LINES and not self.axis:
            raise ValueError(f"{self.key}: lines need an axis")
        if any(
            mark.number is not None and mark.number < 0 for one in self.series for mark in one.marks
        ):
            raise ValueError(f"{self.key}: nothing is drawn below nought")

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing to draw: no category, or no value known."""
        return not any(mark.number is not None for one in self.series for mark in one.marks)

    @property
    def head(self) -> list[str]:
        """Return the table's head."""
        last = [""] if self.kind is Kind.STACKED else []
        return [self.about, *(one.label for one in self.series), *last]

    @property
    def rows(self) -> list[tuple[Category, list[Mark]]]:
        """Return the table's rows: a category and its values in the order of the series."""
        return [
            (
                category,
                [one.marks[place] for one in self.series]
                + ([self.totals[place]] if self.kind is Kind.STACKED else []),
            )
            for place, category in enumerate(self.categories)
        ]


def largest(chart: Chart) -> Number:
    """Return the value that fills the width, or the height: of a mark, a whole stack, the axis."""
    if chart.kind is Kind.LINES:
        return chart.axis[-1].number or 0
    if chart.kind is Kind.STACKED:
        values = [
            sum((one.marks[place].number or 0) for one in chart.series)
            for place in range(len(chart.categories))
        ]
    else:
        values = [mark.number for one in chart.series for mark in one.marks if mark.number]
    return max(values, default=0)


def levels(value: Number) -> tuple[Number, ...]:
    """Return the levels of an axis: nought, the half, and the next 2, 4 or 10 with noughts above.

    Whole numbers, so that an axis of people or commitments has no halves.
    """
    if value <= 0:
        return (0, 1)
    ten = 10 ** max(Decimal(value).adjusted(), 0)
    top = next(step * ten for step in (2, 4, 10) if step * ten >= value)
    return (0, top // 2, top)


def part(number: Number | None, whole: Number) -> Decimal:
    """Return a number as per cent of a whole, 0 to 100, to a hundredth."""
    if not number or whole <= 0:
        return Decimal(0)
    return min(Decimal(100), (Decimal(number) * 100 / Decimal(whole))).quantize(Decimal("0.01"))
