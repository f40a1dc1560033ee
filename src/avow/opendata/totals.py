"""The totals as a file: one breakdown, whole, a line for each value and currency."""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal

from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from avow.directory.totals import Breakdown, Row
from avow.directory.totals_asked import Asked, asked_of, label_of
from avow.directory.validators import kept
from avow.directory.vocabulary import Vocabulary
from avow.forums.middleware import ForumRequest
from avow.kernel.formulas import neutralise
from avow.opendata import licence
from avow.opendata.exports.cells import plain
from avow.people.access import public

STEP = 500
HEAD = (
    "by", "code", "name", "commitments", "currency", "amount", "amount_without_rate",
    "usd", "usd_new", "usd_announced", "usd_not_said",
)  # fmt: skip


@public
@require_safe
@vary_on_headers("Accept-Language", "Cookie")
@kept
def download(request: ForumRequest) -> HttpResponseBase:
    """Hand out a breakdown: a line for each currency, the dollars of a value on its first line.

    So every column of money can be added up; not that of commitments (docs/counting.md).
    """
    vocabulary = Vocabulary(request.forum)
    asked = asked_of(request.GET, vocabulary)
    response = StreamingHttpResponse(_lines(asked, vocabulary), content_type="text/csv")
    name = f"{request.forum.slug}-totals-by-{asked.by}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Link"] = f'<{licence.URL}>; rel="license"'
    return response


def _lines(asked: Asked, vocabulary: Vocabulary) -> Iterator[bytes]:
    yield _line(HEAD)
    rows = Breakdown(asked.scope, asked.by)
    start = 0
    while page := list(rows[start : start + STEP]):
        for row in page:
            yield from _of(row, asked.by, vocabulary)
        start += STEP


def _of(row: Row, by: str, vocabulary: Vocabulary) -> Iterator[bytes]:
    totals = row.totals
    usd = [totals.money, *(totals.kinds[code] for code in ("new", "announced", "unsaid"))]
    dollars = [plain(one.usd) if one.has_rate else "" for one in usd]
    named = (by, row.key, label_of(by, row, vocabulary), str(totals.commitments))
    for currency, amount in totals.amounts or [("", Decimal(0))]:
        gap = totals.money.without_rate.get(currency)
        money = (currency, plain(amount) if currency else "", plain(gap) if gap else "")
        yield _line((*named, *money, *dollars))
        named, dollars = (*named[:3], ""), [""] * len(dollars)


def _line(cells: tuple[str, ...]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow([neutralise(cell) for cell in cells])
    return buffer.getvalue().encode()
