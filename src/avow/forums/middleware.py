"""Every address below /<language>/<forum>/ carries its forum on the request."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from avow.forums.models import Forum


class ForumRequest(HttpRequest):
    """A request below a forum's address, for annotations: `forum` is never None there."""

    forum: Forum


class ForumMiddleware:
    """Take `forum` out of a view's arguments and put the Forum on the request; 404 if unknown."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        """Find the forum. Raises Http404 for a slug that no forum has."""
        slug = kwargs.pop("forum", None)
        if slug is None:
            return
        try:
            request.forum = Forum.objects.get(slug=slug)  # type: ignore[attr-defined]
        except Forum.DoesNotExist as error:
            raise Http404(f"no forum {slug}") from error
