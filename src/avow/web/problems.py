"""When something cannot be done: a page in plain words, with the way back and what was written."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import (
    DisallowedHost,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import render, resolve_url
from django.template import TemplateDoesNotExist, loader
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from avow.kernel import words
from avow.kernel.lifecycle import Refused
from avow.opendata.api.problems import is_api, of_status

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
# Never shown again nor sent again: secrets, and what only the page itself may say.
_MARKS = ("version:", "seen:", "newest:", "choose:", "remove:")
_HIDDEN_FIELDS = ("csrfmiddlewaretoken", "password", "code", "credential", "token")


@dataclass(frozen=True, slots=True)
class Written:
    """One field of a form that could not be taken, to be shown and sent again."""

    name: str
    value: str

    @property
    def is_shown(self) -> bool:
        """Return whether it is text that somebody typed, not a choice or a mark of the page."""
        return len(self.value) > 12 and not self.name.startswith(_MARKS)


class ProblemMiddleware:
    """Turn `Refused` into a page, and a POST that lost its session into one that loses no word."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; catch the redirect to signing in that would drop what was posted."""
        response = self.get_response(request)
        if not _is_sign_in_redirect(request, response):
            return response
        if _is_fetch(request):
            return JsonResponse({"signed_out": True}, status=401)
        if request.method != "POST":
            return response
        context = {"written": written_in(request), "sign_in_url": response["Location"]}
        return render(request, "web/signed_out.html", context, status=403)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer `Refused`: 403 for "you may not", 409 for "not now, not like this"."""
        if isinstance(exception, Refused):
            return refused(request, exception)
        return None


def refused(request: HttpRequest, problem: Refused) -> HttpResponse:
    """Return the page (for our scripts: JSON) with every reason and the way back."""
    reasons = reason_sentences(problem.reasons)
    status = 403 if problem.forbidden else 409
    if _is_fetch(request):
        return JsonResponse({"errors": reasons}, status=422 if status == 409 else status)
    context = {"reasons": reasons, "forbidden": problem.forbidden, "back": back_url(request)}
    return render(request, "web/refused.html", context, status=status)


def reason_sentences(codes: Iterable[str]) -> list[str]:
    """Return a sentence for each code; one nobody registered is shown as it is, not as an error."""
    found = []
    for code in codes:
        try:
            found.append(words.sentence(code))
        except KeyError:
            found.append(code)
    return list(dict.fromkeys(found))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400, or 413 when what was sent is too large; a host that is not ours gets no page."""
    if isinstance(exception, DisallowedHost):
        # A page writes its own address into its head, and this request has none.
        return HttpResponseBadRequest("Bad request\n", content_type="text/plain")
    if isinstance(exception, TOO_LARGE):
        return _problem(request, 413, _("That was too large"), _too_large_words())
    return _problem(
        request,
        400,
        _("We did not understand that"),
        [_("Your browser sent something this page cannot read.")],
    )


def address_too_long(request: HttpRequest) -> HttpResponse:
    """Answer 414 to an address with more filters than anybody chose."""
    lines = [_("Choose fewer filters, or search for fewer words.")]
    return _problem(request, 414, _("That address is too long"), lines)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  Django names it
    """Answer 403 for a page that is not for this person."""
    lines = [_("This page is for people with another role than yours.")]
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        lines.append(_("If you think it should be open to you, write to the secretariat."))
    return _problem(request, 403, _("You may not see this page"), lines)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  Django names it
    """Answer 404: mistyped, moved, or not for this person (which is not told apart on purpose)."""
    lines = [
        _("Perhaps the address was mistyped, or the page has moved."),
        _("It may also be a page that only some people see: then sign in first."),
    ]
    return _problem(request, 404, _("There is no such page"), lines)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 without asking the database or the request's context, which may be what broke."""
    if is_api(request):
        return of_status(request, 500, "It is not your doing.")
    try:
        page = loader.get_template("web/500.html").render({})
    except Exception:  # noqa: BLE001  the page that says "broken" must not break
        page = "<!doctype html><title>500</title><h1>Something broke here, not on your side.</h1>"
    return HttpResponse(page, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  Django names it
    """Answer a form whose page is too old: show what was written, and offer to send it again."""
    context = {
        "written": written_in(request) if _from_our_own_page(request) else [],
        "back": back_url(request),
    }
    if _is_fetch(request):
        return JsonResponse({"signed_out": True}, status=403)
    return render(request, "web/page_too_old.html", context, status=403)


def written_in(request: HttpRequest) -> list[Written]:
    """Return the posted fields without secrets; a file cannot be kept by anybody but its owner."""
    try:
        fields = request.POST.lists()
    except TOO_LARGE:
        return []
    return [
        Written(name, value)
        for name, values in fields
        if not name.startswith(_HIDDEN_FIELDS) and "password" not in name
        for value in values
        if isinstance(value, str)
    ]


def back_url(request: HttpRequest) -> str:
    """Return the page this came from if it is one of ours, else the front page."""
    referer = request.headers.get("Referer", "")
    own = url_has_allowed_host_and_scheme(referer, {request.get_host()}, request.is_secure())
    return referer if own and referer else "/"


def _problem(request: HttpRequest, status: int, title: str, lines: list[str]) -> HttpResponse:
    if is_api(request):
        return of_status(request, status, " ".join([f"{title}.", *lines]))
    if _is_fetch(request):
        return JsonResponse({"errors": lines}, status=status)
    context = {"title": title, "lines": lines, "status": status, "back": back_url(request)}
    try:
        return render(request, "web/problem.html", context, status=status)
    except TemplateDoesNotExist:
        return HttpResponse(
            "\n".join([title, *lines]), status=status, content_type="text/plain; charset=utf-8"
        )


def _too_large_words() -> list[str]:
    return [
        _("What you sent is larger than this page can take. Nothing was changed."),
        _("Go back: your text is still in the form. Shorten it, or send fewer files."),
    ]


def _from_our_own_page(request: HttpRequest) -> bool:
    return back_url(request) != "/"


def _is_fetch(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


def _is_sign_in_redirect(request: HttpRequest, response: HttpResponse) -> bool:
    if response.status_code != 302 or request.user.is_authenticated:
        return False
    sign_in = resolve_url(settings.LOGIN_URL)
    # From the pages of accounts (address confirmed, password set) signing in is the next step.
    accounts = sign_in.removesuffix("login/")
    return response["Location"].partition("?")[0] == sign_in and not request.path.startswith(
        accounts
    )
