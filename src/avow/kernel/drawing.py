"""Draws a chart as SVG: one drawing for pages, for the PDF and to keep.

On a page lengths are per cent, so that letters keep their size on a phone; for paper they are
points. Bars begin where the language does: at the right in Arabic. Colours are attributes, which a
page's style may change (dark mode); text is escaped. Whoever cannot see it has the table beside it.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from avow.kernel.charts import Chart, Kind, Mark, Number, Series, largest, part

TONES = {
    "1": "#641c80", "2": "#b93a14", "3": "#23666f", "4": "#8a5a08",
    "5": "#1f5c9a", "6": "#b1235b", "7": "#2b6a3d",
    "good": "#2b7a4b", "warn": "#c98a1b", "bad": "#b32036", "info": "#2a4b8d", "mute": "#9b8c9f",
}  # fmt: skip
DASHES = ("", "6 3", "2 3", "8 3 2 3")  # lines differ without colour too
INK, SOFT, RULE = "#25132c", "#5f4d66", "#e6d9cf"
SIZE = 14  # of letters
LABEL, BAR, GAP, LEGEND = 20, 14, 12, 22  # heights
PLOT, FOOT = 180, 26  # of lines
ROOM = 42  # letters of a line on a phone: a label, and its value at the end
PER_LETTER = 8  # points of paper


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a chart is drawn on: `width` in points for paper, None for a page; `rtl` from right.

    `is_printed`: by what sets a PDF, which knows no direction and anchors letters by left and
    right alone.
    """

    width: int | None = None
    rtl: bool = False
    is_printed: bool = False

    def x(self, per_cent: object) -> str:
        """Return a place from the side where the language begins."""
        share = float(str(per_cent))
        share = 100 - share if self.rtl else share
        return self.length(share)

    def left(self, begin: object, length: object) -> str:
        """Return the left side of a bar that begins at a place."""
        begin, length = float(str(begin)), float(str(length))
        return self.length(100 - begin - length if self.rtl else begin)

    def length(self, per_cent: object) -> str:
        """Return a length as an attribute."""
        share = float(str(per_cent))
        return f"{share:g}%" if self.width is None else f"{share * self.width / 100:.2f}"

    def anchor(self, place: str) -> str:
        """Return where letters are held: start, middle or end of the line in its direction."""
        if not (self.is_printed and self.rtl):
            return place
        return {"start": "end", "end": "start"}.get(place, place)

    @property
    def letters(self) -> int:
        """Return how many letters a line has: of a label, and of its value at the end."""
        return ROOM if self.width is None else max(ROOM, self.width // PER_LETTER)


def draw(
    chart: Chart, *, rtl: bool = False, width: int | None = None, is_printed: bool = False
) -> SafeString:
    """Return the chart as an SVG element; with a width in points, as a file of its own."""
    sheet = Sheet(width, rtl, is_printed)
    top = LEGEND * len(chart.series) + 6 if chart.kind is not Kind.BARS else 0
    body, height = (
        (_lines(chart, sheet, top), top + PLOT + FOOT)
        if chart.kind is Kind.LINES
        else (_bars(chart, sheet, top), top + len(chart.categories) * (LABEL + BAR + GAP))
    )
    inner = format_html_join("", "{}", ((one,) for one in (*_legend(chart, sheet), *body)))
    if width is None:
        return format_html(
            '<svg class="chart" role="img" width="100%" height="{}" aria-labelledby="{}-t {}-d"'
            ' font-size="{}"{}><title id="{}-t">{}</title><desc id="{}-d">{}</desc>{}</svg>',
            *(height, chart.key, chart.key, SIZE, _direction(rtl)),
            *(chart.key, chart.title, chart.key, sentence(chart), inner),
        )
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="{}" viewBox="0 0 {} {}"'
        ' font-family="Noto Sans, Noto Sans Arabic, Noto Sans CJK SC, sans-serif" font-size="{}"{}>'
        "<title>{}</title><desc>{}</desc>{}</svg>",
        *(width, height, width, height, SIZE, _direction(rtl and not is_printed)),
        *(chart.title, sentence(chart), inner),
    )


def _direction(rtl: bool) -> SafeString:
    return format_html(' direction="{}"', "rtl" if rtl else "ltr")


def sentence(chart: Chart) -> str:
    """Return the chart in words: each category with its values, at most twenty of them."""
    said = []
    for category, marks in chart.rows[:20]:
        values = ", ".join(
            f"{one.label} {mark.text}" if len(chart.series) > 1 else mark.text
            for one, mark in zip(chart.series, marks, strict=False)
        )
        said.append(f"{category.label}: {values}")
    more = len(chart.rows) - len(said)
    if more > 0:
        said.append(_("and %(n)s more in the table") % {"n": more})
    return "; ".join(said)


def shortened(text: str, most: int) -> str:
    """Return a label that has room: wide letters (Chinese) count twice."""
    used, kept = 0, ""
    for letter in text:
        used += 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        if used > most:
            return kept.rstrip() + "…"
        kept += letter
    return text


def _text(
    sheet: Sheet, place: object, y: float, words: str, *, soft: bool = False, anchor: str = "start"
) -> SafeString:
    return format_html(
        '<text x="{}" y="{}" text-anchor="{}" class="chart-{}" fill="{}">{}</text>',
        *(
            sheet.x(place),
            f"{y:g}",
            sheet.anchor(anchor),
            "soft" if soft else "ink",
            SOFT if soft else INK,
            words,
        ),
    )


def _legend(chart: Chart, sheet: Sheet) -> Iterator[SafeString]:
    """Yield a line for each series: a swatch of its colour, or its dashes, and its name."""
    if chart.kind is Kind.BARS:
        return
    for place, one in enumerate(chart.series):
        y = place * LEGEND
        if chart.kind is Kind.LINES:
            yield _segment(sheet, (0, y + 9), (6, y + 9), one, place)
        else:
            yield _rect(sheet, 0, 4, y + 3, 12, one.tone)
        yield _text(sheet, 8, y + 14, one.label)


def _rect(
    sheet: Sheet, begin: object, length: object, y: int, height: int, tone: str, name: str = ""
) -> SafeString:
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" class="tone-{}" fill="{}">'
        "<title>{}</title></rect>",
        *(sheet.left(begin, length), y, sheet.length(length), height, tone, TONES[tone], name),
    )


def _bars(chart: Chart, sheet: Sheet, top: int) -> Iterator[SafeString]:
    whole = largest(chart)
    for place, category in enumerate(chart.categories):
        y = top + place * (LABEL + BAR + GAP)
        said = chart.totals[place] if chart.kind is Kind.STACKED else chart.series[0].marks[place]
        room = max(sheet.letters - len(said.text) - 2, 8)
        yield _text(sheet, 0, y + SIZE, shortened(category.label, room))
        yield _text(sheet, 100, y + SIZE, said.text, soft=True, anchor="end")
        begin = 0.0
        yield format_html(
            '<rect x="0" y="{}" width="{}" height="{}" class="chart-rail" fill="{}"/>',
            *(y + LABEL, sheet.length(100), BAR, RULE),
        )
        for one in chart.series:
            mark = one.marks[place]
            length = float(part(mark.number, whole))
            if length:
                name = f"{category.label} · {one.label}: {mark.text}"
                yield _rect(sheet, begin, length, y + LABEL, BAR, one.tone, name)
            begin += length


def _lines(chart: Chart, sheet: Sheet, top: int) -> Iterator[SafeString]:
    whole = largest(chart)
    for level in chart.axis:
        y = _y(level, whole, top)
        yield format_html(
            '<line x1="0" y1="{}" x2="{}" y2="{}" class="chart-rule" stroke="{}"/>',
            *(f"{y:g}", sheet.length(100), f"{y:g}", RULE),
        )
        yield _text(sheet, 0, y - 3, level.text, soft=True)
    step = 100 / max(1, len(chart.categories))
    for place, category in enumerate(chart.categories):
        x = (place + 0.5) * step
        yield _text(
            sheet, x, top + PLOT + 18, shortened(category.label, 12), soft=True, anchor="middle"
        )
    for number, one in enumerate(chart.series):
        points = [
            ((place + 0.5) * step, _y(mark, whole, top)) if mark.number is not None else None
            for place, mark in enumerate(one.marks)
        ]
        for before, after in pairwise(points):
            if before and after:
                yield _segment(sheet, before, after, one, number)
        for place, point in enumerate(points):
            if point:
                name = f"{chart.categories[place].label} · {one.label}: {one.marks[place].text}"
                yield format_html(
                    '<circle cx="{}" cy="{}" r="4" class="tone-{}" fill="{}">'
                    "<title>{}</title></circle>",
                    *(sheet.x(point[0]), f"{point[1]:g}", one.tone, TONES[one.tone], name),
                )


def _y(mark: Mark, whole: Number, top: int) -> float:
    share = float(part(mark.number, whole))
    return top + 20 + (PLOT - 20) * (1 - share / 100)


def _segment(
    sheet: Sheet, begin: tuple[float, float], end: tuple[float, float], one: Series, place: int
) -> SafeString:
    return format_html(
        '<line x1="{}" y1="{}" x2="{}" y2="{}" class="line-{}" stroke="{}" stroke-width="2.5"'
        ' stroke-dasharray="{}"/>',
        *(sheet.x(begin[0]), f"{begin[1]:g}", sheet.x(end[0]), f"{end[1]:g}", one.tone),
        *(TONES[one.tone], DASHES[place % len(DASHES)]),
    )
