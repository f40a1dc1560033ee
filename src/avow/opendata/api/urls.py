"""Addresses of the API, at the root: they are in no language."""

from collections.abc import Iterator
from typing import cast

from django.urls import URLPattern, path, re_path

from avow.opendata.api.door import Endpoint, View, door
from avow.opendata.api.parameters import Nothing
from avow.opendata.api.resources import ENDPOINTS, api
from avow.opendata.api.views import docs

_HERE = Endpoint(Nothing, needs_forum=False)
app_name = "api"


def _resources() -> Iterator[URLPattern]:
    """Yield ninja's own addresses, each behind its door."""
    for pattern in api.urls[0]:
        if isinstance(pattern, URLPattern) and pattern.name in ENDPOINTS:
            view = cast("View", pattern.callback)
            route = str(pattern.pattern)
            yield path(f"v1/{route}", door(view, ENDPOINTS[pattern.name]), name=pattern.name)


urlpatterns = [
    *_resources(),
    path("v1/", door(docs.entrance, _HERE), name="entrance"),
    path("v1/openapi.json", door(docs.openapi, _HERE), name="openapi"),
    path("v1/docs", docs.page, name="docs"),
    re_path("^.*$", door(docs.nowhere, Endpoint(None, needs_forum=False)), name="nowhere"),
]
