"""The public ledger of a forum. The whole chain, for `avow verify`, is a file beside it."""

from django.http import HttpRequest, HttpResponse
from ninja import Query

from avow.ledger.models import Entry
from avow.opendata.api import parameters, schemas_told
from avow.opendata.api.app import resource
from avow.opendata.api.finding import forum_in
from avow.opendata.api.paging import Key, Order, envelope, page_of
from avow.opendata.api.wire import reply

TAG = "Ledger"
NEWEST = Order("seq", (Key("seq", "number", descending=True),))


@resource("/ledger", asks=parameters.Ledger, gives=schemas_told.Lines, tag=TAG)
def ledger(request: HttpRequest, asked: Query[parameters.Ledger]) -> HttpResponse:
    """List what happened in a forum, the newest first, as the chain has it."""
    rows = Entry.objects.of_forum(forum_in(request))
    if asked.subject:
        rows = rows.filter(subject=asked.subject)
    if asked.verb:
        rows = rows.filter(verb=asked.verb)
    found, head = page_of(request, asked, rows, NEWEST)
    return reply(envelope(head, [row.as_line() for row in found]))
