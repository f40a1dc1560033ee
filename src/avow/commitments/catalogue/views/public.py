"""The catalogue as everybody reads it, and its button that begins a commitment."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from avow.commitments.catalogue import services, showing
from avow.commitments.catalogue.choices import Choice, choices_for
from avow.commitments.catalogue.models import Example
from avow.commitments.views.common import MakerRequest
from avow.forums.middleware import ForumRequest
from avow.kernel.localised import pick_tagged
from avow.kernel.pagination import page_of
from avow.people.access import public, signed_in, standing_of

PER_PAGE = 24
MOST_USED = 3  # on the first page


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address of the list asks for; what means nothing finds nothing."""

    coalitions: tuple[str, ...]
    actions: tuple[str, ...]
    types: tuple[str, ...]
    words: str
    sort: str

    @property
    def narrows(self) -> bool:
        """Return whether anything but the order is asked for."""
        return bool(self.coalitions or self.actions or self.types or self.words)


def wanted(query: QueryDict) -> Wanted:
    """Return what an address asks for; each filter may repeat, as in the directory."""

    def many(name: str) -> tuple[str, ...]:
        return tuple(one[:60] for one in query.getlist(name)[:50] if one)

    return Wanted(
        many("coalition"),
        many("action"),
        many("type"),
        query.get("q", "").strip()[:200],
        "used" if query.get("sort") == "used" else "",
    )


@public
@require_safe
def listing(request: ForumRequest) -> HttpResponse:
    """Browse the examples by coalition, action and type; the most used ones stand first."""
    asked = wanted(request.GET)
    offered = Example.objects.filter(forum=request.forum).offered().with_uses()
    rows = offered.asked_for(
        coalitions=asked.coalitions, actions=asked.actions, types=asked.types, words=asked.words
    )
    page = page_of(request, rows.most_used_first() if asked.sort else rows.in_order(), PER_PAGE)
    most_used = []
    if page.number == 1 and not asked.narrows and not asked.sort:
        most_used = list(offered.filter(uses__gt=0).most_used_first()[:MOST_USED])
    context = {
        "page": page,
        "cards": showing.cards(page, request.forum),
        "most_used": showing.cards(most_used, request.forum),
        "wanted": asked,
        "coalitions": request.forum.coalitions.prefetch_related("actions"),
        "types": showing.type_names(request.forum).items(),
    }
    return render(request, "catalogue/list.html", context)


@public
@require_safe
def example(request: ForumRequest, code: str) -> HttpResponse:
    """One example: every text, with the advice on each field."""
    found = _example(request, code)
    context = {
        "example": found,
        "card": showing.cards([found], request.forum)[0],
        "fields": showing.fields_of(found),
        "sdg": showing.sdg_names(found),
        "language": _language_of(found),
    }
    return render(request, "catalogue/example.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def start(request: MakerRequest, code: str) -> HttpResponse:
    """Begin a commitment with an example; who represents several organisations chooses one."""
    now = timezone.now()
    found = _example(request, code)
    choices = choices_for(request.forum, standing_of(request, now).organisations)
    if request.method == "POST" and choices:
        return _begin(request, found, choices, now)
    if found.is_retired:
        return redirect("catalogue:example", request.forum.slug, found.code)
    refused = request.method == "POST"  # somebody who acts for nobody
    return _ask(request, found, choices, status=403 if refused else 200)


def _begin(
    request: MakerRequest, found: Example, choices: list[Choice], now: datetime
) -> HttpResponse:
    given, language = request.POST.get("organisation", ""), request.POST.get("language", "")
    chosen = next((one for one in choices if one.value == given), None)
    if not given and len(choices) == 1:
        chosen = choices[0]
    errors = {}
    if chosen is None:
        errors["organisation"] = _("Choose the organisation that makes the commitment.")
    if language not in found.languages:
        errors["language"] = _("Choose a language that the example is written in.")
    if chosen is None or errors:
        # From the example's own page nobody was asked for whom yet: that is no error.
        unasked = "asked" not in request.POST and not given and "language" not in errors
        return _ask(request, found, choices, {} if unasked else errors, 200 if unasked else 422)
    begun = services.start(
        found, chosen.organisation, language, request.user, now, chosen.application
    )
    messages.success(
        request,
        _("Your draft begins with the example. Replace what stands in [square brackets]."),
    )
    return redirect("commitments:section", request.forum.slug, begun.ref, "what")


def _ask(
    request: HttpRequest,
    found: Example,
    choices: list[Choice],
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    alone = {"organisation"} if len(choices) == 1 else set()  # then there is no such field
    context = {
        "example": found,
        "title": showing.say(found.titles),
        "choices": choices,
        "chosen": request.POST.get("organisation", ""),
        "language": request.POST.get("language") or _language_of(found),
        "errors": errors or {},
        "error_list": [
            {"href": "" if name in alone else f"#id_{name}", "text": text}
            for name, text in (errors or {}).items()
        ],
    }
    return render(request, "catalogue/start.html", context, status=status)


def _example(request: ForumRequest, code: str) -> Example:
    """Return an example of the forum, retired or not. Raises Http404."""
    rows = Example.objects.filter(forum=request.forum).in_order().with_uses()
    found: Example = get_object_or_404(rows, code=code)
    return found


def _language_of(found: Example) -> str:
    """Return the language in which the reader's draft begins: theirs, if the example has it."""
    return pick_tagged(found.titles, get_language() or "en")[0]
