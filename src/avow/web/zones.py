"""Language and time zone of a page: only whole languages are offered, days are the forum's."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from avow.opendata.api.problems import is_api


class LanguageMiddleware(LocaleMiddleware):
    """Django's choice of language, except that preferences count only for complete translations.

    Somebody whose browser asks for Arabic first and French second reads French while the Arabic
    interface is unfinished; an address that names a language is always obeyed.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Choose by the address, else the cookie, else the browser."""
        super().process_request(request)
        if translation.get_language_from_path(request.path_info):
            return
        chosen = preferred_language(request)
        translation.activate(chosen)
        request.LANGUAGE_CODE = chosen

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> Any:
        """Lead to the address in a language; not from one that exists without, whatever it says.

        What programs get is in no language.
        """
        if is_api(request):
            return response
        found = getattr(request, "resolver_match", None)
        here = translation.get_language_from_path(request.path_info)
        if response.status_code == HTTPStatus.NOT_FOUND and found and not here:
            patch_vary_headers(response, ("Accept-Language",))
            response.headers.setdefault("Content-Language", translation.get_language() or "en")
            return response
        return super().process_response(request, response)


def preferred_language(request: HttpRequest) -> str:
    """Return the complete language this browser prefers: the chosen, else the first it accepts."""
    wanted = [request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")]
    wanted += [
        tag for tag, _weight in accepted_languages(request.headers.get("Accept-Language", ""))
    ]
    for tag in wanted:
        base = tag.lower().split("-")[0]
        if base in settings.COMPLETE_LANGUAGES:
            return base
    return settings.LANGUAGE_CODE


def accepted_languages(header: str) -> list[tuple[str, float]]:
    """Return (tag, weight) of an Accept-Language header, the most wanted first."""
    return translation.trans_real.parse_accept_lang_header(header.lower())  # type: ignore[attr-defined,no-any-return]


class ZoneMiddleware:
    """Activate the forum's time zone for the page; it stands behind ForumMiddleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Forget the zone of the request before, in any case."""
        timezone.deactivate()
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """Take the forum's zone."""
        forum = getattr(request, "forum", None)
        if forum is not None:
            timezone.activate(forum.zone)
