"""The annex: every commitment of a report, with its frozen figures and the names of today."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from avow.annual import withheld
from avow.annual.figures import added, unit_of
from avow.annual.models import AnnualReport, FrozenRow
from avow.annual.moved import is_placed
from avow.annual.naming import NOT_KNOWN, said, status_words
from avow.annual.rows import NOT_DUE, Row
from avow.directory.vocabulary import Vocabulary
from avow.forums.formats import money_words
from avow.progress.states import Check

BATCH = 500


@dataclass(frozen=True, slots=True)
class Line:
    """One commitment of the annex. `facts` are (label, text); "" where it has no page any more."""

    ref: str
    title: str
    language: str
    maker: str
    slug: str
    is_withdrawn: bool
    status: str
    facts: tuple[tuple[str, str], ...]
    added: str = ""  # to the figure that is looked at


def lines(
    report: AnnualReport, rows: Iterable[FrozenRow], vocabulary: Vocabulary, figure: str = ""
) -> Iterator[Line]:
    """Yield the lines of some rows; three queries for each five hundred.

    `figure`: each line says what it adds to that one.
    """
    batch: list[FrozenRow] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield from _lines(report, batch, vocabulary, figure)
            batch = []
    yield from _lines(report, batch, vocabulary, figure)


def _lines(
    report: AnnualReport, rows: Sequence[FrozenRow], vocabulary: Vocabulary, figure: str
) -> Iterator[Line]:
    today = withheld.shown(report, [row.ref for row in rows]) if rows else {}
    for row in rows:
        one = today.get(row.ref)
        line = _line(row.content, one, report.year, vocabulary)
        shown = withheld.with_places(row.content, one) if is_placed(figure) else row.content
        yield replace(line, added=_added(shown, report, figure)) if figure else line


def _added(row: Row, report: AnnualReport, figure: str) -> str:
    """Return what a row adds, in words; "" for a rate, which nothing is added to."""
    if unit_of(figure) == "percent":
        return ""
    return said(figure, added(row, report.facts, figure))


def _line(row: Row, today: withheld.Shown | None, year: int, vocabulary: Vocabulary) -> Line:
    code = row["statuses"].get(str(year), NOT_DUE)
    status = status_words(code) if row["is_listed"] else ""
    return Line(
        ref=row["ref"],
        title=today.title if today else "",
        language=today.language if today else "",
        maker=today.maker if today else "",
        slug=today.slug if today else "",
        is_withdrawn=today is None or today.is_withdrawn,
        status=status,
        facts=tuple(_facts(row, status, vocabulary)),
    )


def _facts(row: Row, status: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    if not row["is_listed"]:
        yield _("Status"), _("Withdrawn before the data was frozen; only its reports count.")
        return
    for facet, label in (("coalition", _("Coalition")), ("action", _("Action"))):
        values = row["tags"].get(facet, [])
        if values:
            names = values if facet == "action" else [vocabulary.label(facet, v) for v in values]
            yield label, "; ".join(names)
    yield _("Status"), status
    yield _("Pledged"), _pledged(row)
    if row["reported_in"] is not None:
        yield _("Spent"), _dollars(row["spent"])
    if reports := _reports(row):
        yield _("Report"), reports


def _pledged(row: Row) -> str:
    money = [one for one in row["parts"] if one["currency"]]
    if not money:
        return _("No money")
    rated = [one["cents"] for one in money if one["cents"] is not None]
    if not rated:
        return NOT_KNOWN
    whole = _dollars(sum(rated))
    return whole if len(rated) == len(money) else _("%(sum)s and more") % {"sum": whole}


def _dollars(cents: int | None) -> str:
    return NOT_KNOWN if cents is None else money_words(Decimal(cents).scaleb(-2), "USD")


def _reports(row: Row) -> str:
    """Return what became of the reports owed: each kind once, with its number where several."""
    kinds: dict[str, int] = {}
    for one in row["reports"]:
        words = _("Not reported") if one["state"] != "published" else str(Check(one["check"]).label)
        kinds[words] = kinds.get(words, 0) + 1
    return "; ".join(
        words if len(row["reports"]) == 1 else f"{words}: {number}"
        for words, number in kinds.items()
    )
