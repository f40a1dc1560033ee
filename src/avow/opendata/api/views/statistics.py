"""Totals over the commitments that the filters choose: the whole, and one division of it."""

from django.http import HttpRequest, HttpResponse
from ninja import Query

from avow.directory.totals import Breakdown, Row, Scope, grand
from avow.directory.totals_asked import link_of
from avow.opendata.api import parameters, schemas, shapes
from avow.opendata.api.app import resource
from avow.opendata.api.finding import forum_in
from avow.opendata.api.paging import Order, envelope, page_of
from avow.opendata.api.views.commitments import asked_of
from avow.opendata.api.wire import Json, reply

TAG = "Statistics"


@resource(
    "/statistics", asks=parameters.Statistics, gives=schemas.Statistics, tag=TAG, is_of_data=True
)
def statistics(request: HttpRequest, asked: Query[parameters.Statistics]) -> HttpResponse:
    """Count commitments and money: in all, and divided by one thing.

    The parts of a division make the whole, of money. Of commitments they do not: one in two
    coalitions is counted in both.
    """
    scope = Scope(forum_in(request).pk, asked_of(request))
    found, head = page_of(request, asked, Breakdown(scope, asked.by), Order(asked.by))
    head |= {"by": asked.by, "totals": shapes.totals(grand(scope))}
    return reply(envelope(head, [_part(row, asked.by) for row in found]))


def _part(row: Row, by: str) -> Json:
    """Return a part. The key of a maker that has no page here says nothing, and is left out."""
    has_page = by != "maker" or link_of(by, row)[0] == "maker"
    return {
        "key": (row.key or None) if has_page else None,
        "name": row.name or None,
        **shapes.totals(row.totals),
    }
