"""Refuse what no browser of good will sends, in one place, before it reaches a database.

PostgreSQL cannot keep the character NUL, no database half a character, and none a number of seventy
bits: each would be an error in whichever page meets it first.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import BadRequest, TooManyFieldsSent
from django.http import Http404, HttpRequest, HttpResponse, QueryDict

from avow.web import problems

LONGEST_QUERY = 8000  # characters; gunicorn itself takes 4094 for the whole line
LARGEST_ID = 2**63 - 1
_BROKEN = re.compile("[\x00\ud800-\udfff]")


class WellFormedMiddleware:
    """400 for NUL and half characters, 414 for endless addresses, 404 for impossible numbers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look at the address."""
        query = request.META.get("QUERY_STRING", "")
        try:
            fields = request.GET.lists()
        except TooManyFieldsSent as error:
            request.GET = QueryDict()  # the page that says so reads it
            return problems.bad_request(request, error)
        if len(query) > LONGEST_QUERY:
            request.GET = QueryDict()  # as above
            return problems.address_too_long(request)
        if _BROKEN.search(request.path) or _is_broken(fields):
            request.GET = QueryDict()  # as above
            return problems.bad_request(request, BadRequest("NUL in an address"))
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Look at what was posted. Raises Http404 for a number that no row can have."""
        if any(isinstance(value, int) and value > LARGEST_ID for value in kwargs.values()):
            raise Http404("no row has such a number")
        if request.method == "POST" and _is_broken(request.POST.lists()):
            return problems.bad_request(request, BadRequest("NUL in a form"))
        return None


def _is_broken(fields: Iterable[tuple[str, list[Any]]]) -> bool:
    return any(
        _BROKEN.search(name) or any(isinstance(one, str) and _BROKEN.search(one) for one in values)
        for name, values in fields
    )
