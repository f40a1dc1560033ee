"""Events of a forum, as everybody sees them."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query

from avow.events.models import Event
from avow.forums.models import Coalition
from avow.opendata.api import parameters, schemas_told
from avow.opendata.api.app import resource
from avow.opendata.api.finding import forum_in
from avow.opendata.api.paging import Key, Order, envelope, page_of
from avow.opendata.api.problems import bad
from avow.opendata.api.wire import Json, instant, page, reply

TAG = "Events"
NEXT = Order("next", (Key("starts_at", "instant"), Key("pk", "number")))
LAST = Order(
    "last", (Key("starts_at", "instant", descending=True), Key("pk", "number", descending=True))
)


@resource("/events", asks=parameters.Events, gives=schemas_told.Events, tag=TAG)
def events(request: HttpRequest, asked: Query[parameters.Events]) -> HttpResponse:
    """List events, those that were cancelled too."""
    forum, now = forum_in(request), timezone.now()
    rows = Event.objects.filter(forum=forum).select_related("coalition")
    if asked.coalition:
        if not Coalition.objects.filter(forum=forum, code=asked.coalition).exists():
            raise bad("coalition", "this forum knows no such coalition")
        rows = rows.filter(coalition__code=asked.coalition)
    if asked.when == "upcoming":
        rows = rows.upcoming(now)
    elif asked.when == "past":
        rows = rows.past(now)
    else:
        rows = rows.public().order_by("-starts_at", "-pk")
    order = NEXT if asked.when == "upcoming" else LAST
    found, head = page_of(request, asked, rows, order)
    return reply(envelope(head, [_event(request, forum.slug, row) for row in found]))


def _event(request: HttpRequest, forum: str, row: Event) -> Json:
    return {
        "slug": row.slug,
        "title": row.title,
        "text": row.text or None,
        "language": row.language,
        "coalition": row.coalition.code if row.coalition else None,
        "is_main": row.is_main,
        "state": row.state,
        "state_reason": row.state_reason or None,
        "starts_at": instant(row.starts_at),
        "ends_at": instant(row.ends_at),
        "time_zone": row.zone_name,
        "place": row.place or None,
        "languages": list(row.languages),
        "access": list(row.access),
        "capacity": row.capacity,
        "registration_opens_at": instant(row.registration_opens_at),
        "registration_closes_at": instant(row.registration_closed_at),
        "published_at": instant(row.published_at),
        "url": page(request, forum, "events", row.slug),
    }
