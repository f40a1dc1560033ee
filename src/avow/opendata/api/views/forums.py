"""Forums, their coalitions and actions: names in every language that they have."""

from django.conf import settings
from django.db.models import Prefetch
from django.db.models.enums import Choices
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from ninja import Query

from avow.directory.states import Status
from avow.forums.models import Action, Coalition, Forum
from avow.kernel.localised import Localised
from avow.opendata import licence
from avow.opendata.api import parameters, schemas
from avow.opendata.api.app import resource
from avow.opendata.api.finding import forum_in
from avow.opendata.api.paging import Key, Order, envelope, page_of
from avow.opendata.api.problems import Problem, bad
from avow.opendata.api.wire import Json, address, instant, page, reply

TAG = "Forums"
BY_SLUG = Order("slug", (Key("slug", "text"),))
BY_POSITION = Order("position", (Key("position", "number"), Key("pk", "number")))
OF_COALITIONS = Order(
    "position",
    (
        Key("coalition__position", "number"),
        Key("coalition__pk", "number"),
        Key("position", "number"),
        Key("pk", "number"),
    ),
)


@resource("/forums", asks=parameters.Paging, gives=schemas.Forums, tag=TAG, needs_forum=False)
def forums(request: HttpRequest, asked: Query[parameters.Paging]) -> HttpResponse:
    """List the forums of this installation."""
    rows = Forum.objects.defer("pack", "plans").order_by("slug")
    found, head = page_of(request, asked, rows, BY_SLUG)
    return reply(envelope(head, [_forum(request, row) for row in found]))


@resource(
    "/forums/{slug}", asks=parameters.Nothing, gives=schemas.WholeForum, tag=TAG, needs_forum=False
)
def forum(request: HttpRequest, slug: str) -> HttpResponse:
    """Return one forum, with its calendar and what its codes are called."""
    row = Forum.objects.filter(slug=slug).first()
    if row is None:
        raise Problem("not-found", f"There is no forum {slug}.")
    pack = row.settings
    body = _forum(request, row) | {
        "windows": [
            {
                "key": one.key,
                "kind": one.kind,
                "names": _names(one.names),
                "opens_at": instant(one.opens_at),
                "closes_at": instant(one.closes_at),
            }
            for one in row.windows.order_by("opens_at", "key")
        ],
        "commitment_types": [_named(str(one.code), one.names) for one in pack.commitment_types],
        "organisation_types": [_named(one.code, one.names) for one in pack.organisation_types],
        "statuses": _words(Status),
        "licence": licence.URL,
    }
    return reply(body)


@resource("/coalitions", asks=parameters.Listed, gives=schemas.Coalitions, tag=TAG)
def coalitions(request: HttpRequest, asked: Query[parameters.Listed]) -> HttpResponse:
    """List the coalitions of a forum, in their order."""
    slug = forum_in(request).slug
    current = Action.objects.current().order_by("position").only("code", "coalition_id")
    rows = Coalition.objects.filter(forum=forum_in(request)).order_by("position", "pk")
    rows = rows.prefetch_related(Prefetch("actions", current))
    found, head = page_of(request, asked, rows, BY_POSITION)
    results = [
        {
            "code": row.code,
            "slug": row.slug,
            "kind": row.kind,
            "names": _names(row.names),
            "summaries": _names(row.summaries),
            "position": row.position,
            "actions": [one.code for one in row.actions.all()],
            "url": page(request, slug, "coalitions", row.slug),
        }
        for row in found
    ]
    return reply(envelope(head, results))


@resource("/actions", asks=parameters.Actions, gives=schemas.Actions, tag=TAG)
def actions(request: HttpRequest, asked: Query[parameters.Actions]) -> HttpResponse:
    """List the actions of a forum, in the order of their coalitions; those of earlier plans too."""
    rows = Action.objects.filter(forum=forum_in(request)).with_successors()
    if asked.coalition:
        known = Coalition.objects.filter(forum=forum_in(request), code=asked.coalition)
        if not known.exists():
            raise bad("coalition", "this forum knows no such coalition")
        rows = rows.filter(coalition__code=asked.coalition)
    rows = rows.order_by("coalition__position", "coalition__pk", "position", "pk")
    found, head = page_of(request, asked, rows, OF_COALITIONS)
    return reply(envelope(head, [_action(row) for row in found]))


def _forum(request: HttpRequest, row: Forum) -> Json:
    return {
        "slug": row.slug,
        "names": _names(row.names),
        "url": page(request, row.slug),
        "api_url": address(request, "forums", row.slug),
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat(),
        "time_zone": row.zone_name,
        "languages": list(row.languages),
        "is_demonstration": row.is_demonstration,
    }


def _action(row: Action) -> Json:
    return {
        "code": row.code,
        "coalition": row.coalition.code,
        "titles": _names(row.titles),
        "descriptions": _names(row.descriptions),
        "targets": [
            {
                "text": _names(one.get("text") or {}),
                "by": one.get("by"),
                "confirmed": bool(one.get("confirmed", True)),
            }
            for one in row.targets
        ],
        "retired_at": instant(row.retired_at),
        "successors": [one.code for one in row.successors.all()],
    }


def _names(texts: Localised) -> dict[str, str]:
    return {tag: text for tag, text in texts.items() if text}


def _named(code: str, names: Localised) -> Json:
    return {"code": code, "names": _names(names)}


def _words(choices: type[Choices]) -> list[Json]:
    """Return codes with their names in the languages that are complete."""
    found: dict[str, dict[str, str]] = {str(code): {} for code in choices.values}
    for language in settings.COMPLETE_LANGUAGES:
        with translation.override(language):
            for code, label in choices.choices:
                found[str(code)][language] = str(label)
    return [_named(code, names) for code, names in found.items()]
