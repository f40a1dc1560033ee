"""One way to cut a list into pages; a page number out of range shows the nearest page."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest


def page_of(
    request: HttpRequest,
    rows: QuerySet[Any] | Sequence[Any],
    per_page: int = 25,
    parameter: str = "page",
) -> Page[Any]:
    """Return the page of `rows` that the address asks for with `page`, or another parameter."""
    return Paginator(rows, per_page).get_page(request.GET.get(parameter))
