"""Every view says who may come in: one decorator each, kept on `view.access`."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from avow.forums.middleware import ForumRequest
from avow.people.models import User
from avow.people.roles import Role
from avow.people.standing import Standing, standing_in_forum

P = ParamSpec("P")
View = Callable[Concatenate[Any, P], HttpResponseBase]


class SignedInRequest(HttpRequest):
    """A request behind `signed_in`, for annotations: the user is never anonymous there."""

    user: User


class RoleRequest(ForumRequest):
    """A request behind `for_roles`: a forum, a user, and who they are in it."""

    user: User
    standing: Standing


class AccessView(Protocol):
    """A view that says who may."""

    access: frozenset[str]

    def __call__(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer the request."""


def public(view: View[P]) -> View[P]:
    """Anybody may come in."""
    return _named(view, {Role.VISITOR})


def signed_in(view: View[P]) -> View[P]:
    """Whoever has an account may come in; others sign in first and come back to this page."""

    @wraps(view)
    def check(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(_here(request))
        return view(request, *args, **kwargs)

    return _named(check, {Role.SIGNED_IN})


def for_roles(*roles: Role) -> Callable[[View[P]], View[P]]:
    """Let in whoever has one of `roles` in this forum; `request.standing` has all of them.

    The anonymous sign in first. Others get PermissionDenied (403): that a desk exists is no
    secret, what lies on it is. A view finds its rows among those its reader may see, so that a
    forged id is a 404.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def check(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(_here(request))
            if not standing_of(request).has(*roles):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return _named(check, set(roles))

    return decorate


def standing_of(request: HttpRequest, now: datetime | None = None) -> Standing:
    """Return who this request's user is in its forum; asked once for each request."""
    known = getattr(request, "standing", None)
    if isinstance(known, Standing):
        return known
    forum = cast("ForumRequest", request).forum
    standing = standing_in_forum(cast("User", request.user), forum, now or timezone.now())
    request.standing = standing  # type: ignore[attr-defined]  # see RoleRequest
    return standing


def _here(request: HttpRequest) -> str:
    """Return the page to come back to after signing in."""
    return request.get_full_path()


def _named(view: View[P], roles: set[Role]) -> View[P]:
    cast("AccessView", view).access = frozenset(roles)
    return view
