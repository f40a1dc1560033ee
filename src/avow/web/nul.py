"""The sign NUL: PostgreSQL keeps it in no text, so it never reaches a view."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict

NUL = "\x00"


class NulMiddleware:
    """Take NUL out of what was asked and posted; an address with one in its path is a 404.

    Nobody types it. Taking it out, not refusing it, loses no word of what somebody wrote.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: tuple[Any, ...], _kwargs: dict[str, Any]
    ) -> None:
        """Clean the request. Raises Http404."""
        if NUL in request.path:
            raise Http404
        if _holds_nul(request.GET):
            request.GET = _without(request.GET)  # type: ignore[misc,assignment]
        if request.method == "POST" and _holds_nul(request.POST):
            request.POST = _without(request.POST)  # type: ignore[assignment]


def _holds_nul(fields: QueryDict) -> bool:
    return any(NUL in name or NUL in "".join(values) for name, values in fields.lists())


def _without(fields: QueryDict) -> QueryDict:
    clean = QueryDict(mutable=True, encoding=fields.encoding)
    for name, values in fields.lists():
        clean.setlist(name.replace(NUL, ""), [value.replace(NUL, "") for value in values])
    clean._mutable = False  # noqa: SLF001  as Django's own are
    return clean
