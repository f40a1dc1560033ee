"""A form whose sender lost their session keeps what it brought."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from avow.answers.stash import keep
from avow.people.access import AccessView

P = ParamSpec("P")
View = Callable[Concatenate[Any, P], HttpResponseBase]


def keeps_text(view: View[P]) -> View[P]:
    """Keep what an anonymous POST brings before the view sends the person to sign in."""

    @wraps(view)
    def check(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method == "POST" and not request.user.is_authenticated:
            keep(request, timezone.now())
        return view(request, *args, **kwargs)

    cast("AccessView", check).access = cast("AccessView", view).access
    return check
