"""Every address below /<language>/<forum>/ carries its forum on the request."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from avow.forums.models import Forum
from avow.kernel import moment


class ForumRequest(HttpRequest):
    """A request below a forum's address, for annotations: `forum` is never None there."""

    forum: Forum


class ForumMiddleware:
    """Take `forum` out of a view's arguments and put the Forum on the request; 404 if unknown."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; what it changes is seen at once, at least by this process."""
        is_looking = request.method in {"GET", "HEAD"}
        is_known = settings.SESSION_COOKIE_NAME in request.COOKIES
        with moment.content(is_so=is_looking and not is_known):
            response = self.get_response(request)
        if not is_looking:
            moment.forget()
        return response

    def process_view(
        self, request: HttpRequest, _view: Any, _args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        """Find the forum. Raises Http404 for a slug that no forum has."""
        slug = kwargs.pop("forum", None)
        if slug is None:
            return
        try:
            request.forum = moment.kept(  # type: ignore[attr-defined]
                ("forum", slug), lambda: Forum.objects.get(slug=slug)
            )
        except Forum.DoesNotExist as error:
            raise Http404(f"no forum {slug}") from error
