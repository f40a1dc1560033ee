"""The pages of a country and of an action."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from avow.directory import portraits
from avow.directory.validators import kept
from avow.directory.vocabulary import Vocabulary
from avow.forums.middleware import ForumRequest
from avow.forums.models import Action
from avow.forums.regions import COUNTRIES, region_of
from avow.people.access import public


@public
@require_safe
@vary_on_headers("Accept-Language", "Cookie")
@kept
def country(request: ForumRequest, code: str) -> HttpResponse:
    """Show what the makers of one country promise; 404 for what is no country."""
    if not code.isascii() or code.upper() not in COUNTRIES:
        raise Http404
    if code != code.upper():
        return redirect("directory:country", request.forum.slug, code.upper(), permanent=True)
    vocabulary = Vocabulary(request.forum)
    region = region_of(code)
    context = {
        "code": code,
        "name": vocabulary.label("country", code),
        "region": region,
        "region_name": vocabulary.label("region", region),
        "portrait": portraits.of_filter(vocabulary, {"country": code}),
    }
    return render(request, "directory/country.html", context)


@public
@require_safe
@vary_on_headers("Accept-Language", "Cookie")
@kept
def action(request: ForumRequest, slug: str, code: str) -> HttpResponse:
    """Show one action of a coalition and what is promised for it; an old one leads on."""
    # PostgreSQL refuses to look for a text with NUL.
    code, actions = code.replace("\x00", "␀"), Action.objects.filter(forum=request.forum)
    found = actions.with_successors().filter(coalition__slug=slug, code=code).first()
    if found is None:
        raise Http404
    if found.retired_at is not None:
        return redirect(_after(request, found))
    vocabulary = Vocabulary(request.forum)
    context = {
        "action": found,
        "coalition": found.coalition,
        "predecessors": found.predecessors.all(),
        "portrait": portraits.of_filter(vocabulary, {"action": code}),
    }
    return render(request, "directory/action.html", context)


def _after(request: ForumRequest, old: Action) -> str:
    """Return the address of the one action that took an old one's place, or of its coalition."""
    after = list(old.successors.all())
    if len(after) == 1:
        args = [request.forum.slug, after[0].coalition.slug, after[0].code]
        return reverse("directory:action", args=args)
    return reverse("forum:coalition", args=[request.forum.slug, old.coalition.slug])
