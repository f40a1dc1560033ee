"""The API itself: every resource registers here with what it asks and what it answers."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import ValidationError

from avow.opendata.api import schemas
from avow.opendata.api.door import Endpoint
from avow.opendata.api.parameters import Paging
from avow.opendata.api.problems import Problem

VERSION = "1.0.0"
View = Callable[..., HttpResponse]
api = NinjaAPI(
    title="Avow",
    version=VERSION,
    urls_namespace="api",
    openapi_url=None,  # views/docs.py serves it, with what ninja does not know
    docs_url=None,
    description="Public commitments: who promised what to whom, and what became of it.",
)
ENDPOINTS: dict[str, Endpoint] = {}
_ALWAYS = (400, 401, 405, 414, 429, 500)


def resource(
    path: str,
    *,
    asks: type[Schema],
    gives: Any,
    tag: str,
    also: dict[int, Any] | None = None,
    is_of_data: bool = False,
    needs_forum: bool = True,
) -> Callable[[View], View]:
    """Register a resource that can be read. `also`: answers besides those that all have."""

    def register(view: View) -> View:
        problems = dict.fromkeys(_ALWAYS, schemas.Problem)
        if needs_forum or issubclass(asks, Paging) or "{" in path:
            problems[404] = schemas.Problem
        responses: dict[int, Any] = {200: gives, 304: None, **problems, **(also or {})}
        name = view.__name__
        ENDPOINTS[name] = Endpoint(asks, is_of_data=is_of_data, needs_forum=needs_forum)
        register_at = api.get(
            path,
            response=responses,
            url_name=name,
            operation_id=name,
            summary=(view.__doc__ or "").partition("\n")[0].rstrip("."),
            tags=[tag],
        )
        made: View = register_at(view)
        return made

    return register


@api.exception_handler(ValidationError)
def _not_valid(
    request: HttpRequest, exception: ValidationError | type[ValidationError]
) -> HttpResponse:
    """Say which parameters are wrong, and how."""
    errors = []
    for one in getattr(exception, "errors", []):
        place = [str(part) for part in one["loc"] if part not in {"query", "path", "asked"}]
        errors.append((place[0] if place else "", str(one["msg"]).removeprefix("Value error, ")))
    problem = Problem("bad-request", "There are parameters that cannot be read.", errors[:20])
    return problem.response(request)
