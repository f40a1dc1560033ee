"""Organisations: makers and Champions. One at risk is never among them, under whichever name."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query

from avow.directory import organisations as makers
from avow.directory.memberships import memberships
from avow.directory.totals import Scope, grand
from avow.forums.models import Forum
from avow.kernel.clock import day_of
from avow.opendata.api import parameters, schemas, shapes
from avow.opendata.api.app import resource
from avow.opendata.api.finding import Words, forum_in
from avow.opendata.api.paging import Key, Order, envelope, page_of
from avow.opendata.api.problems import Problem
from avow.opendata.api.wire import Json, address, page, reply
from avow.people.models import Organisation

TAG = "Organisations"
BY_NAME = Order("name", (Key("folded_name", "text"), Key("pk", "number")))
_MOST_MERGES = 10


@resource("/organisations", asks=parameters.Organisations, gives=schemas.Organisations, tag=TAG)
def organisations(request: HttpRequest, asked: Query[parameters.Organisations]) -> HttpResponse:
    """List commitment makers and Champions, by name."""
    forum = forum_in(request)
    wanted = makers.understand(request.GET, Words(forum))
    if wanted.ignored:
        errors = [
            (name, f"{value}: this forum knows no such value.") for name, value in wanted.ignored
        ]
        raise Problem("bad-request", "There are values that nobody knows.", errors)
    today = day_of(timezone.now(), forum.zone)
    found, head = page_of(request, asked, makers.find(forum, wanted, today), BY_NAME)
    roles = memberships(forum, today, [row.pk for row in found])
    shown = [_listed(request, forum, row, roles.get(row.pk, {})) for row in found]
    return reply(envelope(head, shown))


@resource(
    "/organisations/{slug}",
    asks=parameters.OfForum,
    gives=schemas.WholeOrganisation,
    tag=TAG,
    also={301: None},
)
def organisation(request: HttpRequest, slug: str, asked: Query[parameters.OfForum]) -> HttpResponse:
    """Return one organisation, with what it pledges; a merged one leads to what it became."""
    del asked
    forum = forum_in(request)
    today = day_of(timezone.now(), forum.zone)
    rows = makers.find(forum, makers.Asked(), today)
    row = rows.filter(slug=slug).first()
    if row is None:
        return _moved(request, forum, slug)
    roles = memberships(forum, today, [row.pk]).get(row.pk, {})
    body = _listed(request, forum, row, roles) | {
        "principles": row.principles or None,
        "totals": shapes.totals(grand(Scope(forum.pk, maker=row.slug))),
    }
    return reply(body)


def _listed(
    request: HttpRequest, forum: Forum, row: Organisation, roles: Mapping[str, list[str]]
) -> Json:
    return {
        "slug": row.slug,
        "name": row.name,
        "type": row.kind,
        "country": row.country or None,
        "language": row.language,
        "website": row.website or None,
        "summary": row.summary or None,
        "roles": [{"role": role, "coalitions": codes} for role, codes in roles.items()],
        "commitments": getattr(row, "promised", 0),
        "url": page(request, forum.slug, "organisations", row.slug),
        "api_url": address(request, "organisations", row.slug, forum=forum.slug),
    }


def _moved(request: HttpRequest, forum: Forum, slug: str) -> HttpResponse:
    """Lead to what a merged organisation became. Raises Problem."""
    rows = Organisation.objects.filter(slug=slug, is_protected=False)
    row = rows.select_related("merged_into").first()
    for _step in range(_MOST_MERGES):
        if row is None or row.merged_into is None:
            break
        row = row.merged_into
    if row is None or row.slug == slug or row.is_protected:
        raise Problem("not-found", f"There is no organisation {slug} in this forum.")
    response = HttpResponse(status=301)
    response["Location"] = address(request, "organisations", row.slug, forum=forum.slug)
    return response
