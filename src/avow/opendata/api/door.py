"""What happens at the door of every resource, before and after its own view.

Only to be read, from anywhere, not too often, by parameters that exist; and whatever goes wrong is
a problem, never a page.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from ninja import Schema

from avow.forums.models import Forum
from avow.opendata.api import caching, limits
from avow.opendata.api.finding import forum_of
from avow.opendata.api.problems import Problem
from avow.opendata.api.wire import origin
from avow.people.access import public

METHODS = "GET, HEAD, OPTIONS"
_SHOWN = "ETag, Last-Modified, Link, RateLimit, RateLimit-Policy, Retry-After, Location"
_DAY = "86400"
_logger = logging.getLogger("django.request")
View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What the door knows of a resource. `is_of_data`: its answer follows from the public data.

    `asks` are its parameters; None lets every parameter pass.
    """

    asks: type[Schema] | None
    is_of_data: bool = False
    needs_forum: bool = True


def door(view: View, endpoint: Endpoint) -> View:
    """Return the view behind its door."""

    @public
    @csrf_exempt
    def answer(request: HttpRequest, /, **names: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            return _preflight()
        windows: tuple[limits.Window, ...] = ()
        try:
            windows = limits.count(request)
            response = _read(request, view, endpoint, names)
        except Problem as problem:
            response = problem.response(request)
        except Http404:
            response = Problem("not-found", "There is no such thing.").response(request)
        except Exception:  # whatever it was, a program cannot read a page about it
            _logger.exception("Internal Server Error: %s", request.path)
            response = Problem("server-error", "It is not your doing.").response(request)
        return _dressed(request, response, limits.headers(windows))

    return cast("View", answer)


def _read(
    request: HttpRequest, view: View, endpoint: Endpoint, names: dict[str, Any]
) -> HttpResponse:
    if request.method not in {"GET", "HEAD"}:
        raise Problem("method-not-allowed", "The API can only be read.", headers={"Allow": METHODS})
    if endpoint.asks is not None:
        _known(request, endpoint.asks)
    forum = forum_of(request) if endpoint.needs_forum else None
    if forum is not None:
        request.forum = forum  # type: ignore[attr-defined]  # as below a forum's address
    if endpoint.is_of_data and forum is not None:
        return _of_data(request, view, forum, names)
    response = _asked(request, view, names)
    if response.status_code != 200:
        return response
    etag = caching.content_etag(response)
    response = caching.unchanged(request, etag) or response
    caching.mark(response, etag)
    return response


def _of_data(request: HttpRequest, view: View, forum: Forum, names: dict[str, Any]) -> HttpResponse:
    """Answer what follows from the forum's public data: its version names the answer."""
    etag, since = caching.dataset_etag(request, forum, timezone.now())
    response = caching.unchanged(request, etag, since)
    response = response or caching.answers.find(etag, origin(request))
    if response is None:
        response = _asked(request, view, names)
        if response.status_code != 200:
            return response
        caching.answers.keep(etag, origin(request), response)
    caching.mark(response, etag, since)
    return response


def _asked(request: HttpRequest, view: View, names: dict[str, Any]) -> HttpResponse:
    method, request.method = request.method, "GET"  # of HEAD the head alone is sent
    response = view(request, **names)
    request.method = method
    return response


def _known(request: HttpRequest, asks: type[Schema]) -> None:
    """Raise Problem for parameters that nobody reads, or of which only one is read."""
    wrong = []
    for name, values in request.GET.lists():
        field = asks.model_fields.get(name)
        if field is None:
            known = ", ".join(asks.model_fields) or "none"
            wrong.append((name[:80], f"There is no such parameter; known are: {known}."))
        elif len(values) > 1 and not isinstance(field.default, list):
            wrong.append((name, "It may be given only once."))
    if wrong:
        raise Problem("bad-request", "There are parameters that cannot be read.", wrong[:20])


def _dressed(request: HttpRequest, response: HttpResponse, more: dict[str, str]) -> HttpResponse:
    for name, value in more.items():
        response[name] = value
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = _SHOWN
    patch_vary_headers(response, ("Accept-Encoding",))
    if request.method == "HEAD" and response.content:
        response["Content-Length"] = str(len(response.content))
        response.content = b""
    return response


def _preflight() -> HttpResponse:
    """Tell a browser that pages of any site may read."""
    response = HttpResponse(status=204)
    response["Allow"] = METHODS
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = METHODS
    response["Access-Control-Allow-Headers"] = "Authorization, If-None-Match, If-Modified-Since"
    response["Access-Control-Max-Age"] = _DAY
    return response
