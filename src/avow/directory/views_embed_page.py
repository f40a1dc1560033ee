"""The page that gives the code of a frame."""

from collections.abc import Collection
from typing import Any

from csp.decorators import csp_update
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from avow.directory import showing
from avow.directory.embedding import code_of, height_of, path_of
from avow.directory.figures import CHARTS, Source
from avow.directory.models import Entry
from avow.directory.states import Status
from avow.directory.statistics import figures_of
from avow.directory.totals import Scope
from avow.directory.totals_asked import Asked, asked_of
from avow.directory.validators import kept
from avow.directory.vocabulary import FACETS, Vocabulary
from avow.forums.middleware import ForumRequest
from avow.people.access import public

_SELECTS = ("coalition", "type", "status", "organisation_type")


@public
@require_safe
@vary_on_headers("Accept-Language", "Cookie")
@csp_update({"frame-src": ["'self'"]})
@kept
def embed_page(request: ForumRequest) -> HttpResponse:
    """Let somebody choose what to show elsewhere; give the code, and show it."""
    vocabulary = Vocabulary(request.forum)
    asked = asked_of(request.GET, vocabulary)
    question, maker = asked.question, asked.public_maker
    choices = _choices(vocabulary)
    what = request.GET.get("what", "")
    what = what if what in dict(choices) else "list"
    # PostgreSQL refuses to look for a text with NUL.
    ref = request.GET.get("ref", "").strip().replace("\x00", "␀")[:20].upper()
    entry = Entry.objects.filter(forum=request.forum, ref=ref, is_listed=True).first()
    chosen = {name: values for name, values in question.chosen.items() if name not in _SELECTS}
    context: dict[str, Any] = {
        "what": what,
        "choices": choices,
        "ref": ref,
        "ref_unknown": what == "commitment" and bool(ref) and entry is None,
        "selects": [_select(name, vocabulary, question.chosen.get(name, ())) for name in _SELECTS],
        "hidden": [(name, value) for name, values in chosen.items() for value in values]
        + [("of_maker", maker)] * bool(maker),
        "words": question.words,
        "ignored": showing.ignored(question.ignored),
    }
    if what != "commitment" or entry is not None:
        title = entry.title if what == "commitment" and entry else dict(choices)[what]
        path = path_of(request.forum.slug, what, _query(request, asked), ref)
        origin = f"{request.scheme}://{request.get_host()}"
        context |= {
            "address": path,
            "title": title,
            "height": height_of(what),
            "code": code_of(origin + path, title, height_of(what)),
            "oembed": origin + reverse("oembed"),
        }
    return render(request, "directory/embed_page.html", context)


def _query(request: ForumRequest, asked: Asked) -> str:
    """Return the filters of a frame."""
    filters = showing.filters_of(request.GET, asked.question).removeprefix("?")
    query = QueryDict(filters, mutable=True)
    if asked.public_maker:
        query["of_maker"] = asked.public_maker
    return query.urlencode()


def _choices(vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """Return what can be shown, with its name."""
    figures = figures_of(vocabulary.forum, Scope(vocabulary.forum.pk))
    source = Source(figures, vocabulary, QueryDict(), "")
    return [
        ("list", _("List of commitments")),
        ("commitment", _("One commitment")),
        ("map", _("Map of commitments")),
        ("commitments", _("Number of commitments")),
        ("makers", _("Number of makers")),
        ("pledged", _("Money pledged, in US dollars")),
        *((key, make(source).title) for key, make in CHARTS.items()),
    ]


def _select(name: str, vocabulary: Vocabulary, chosen: Collection[str]) -> dict[str, Any]:
    """Return one filter of the form; of several chosen values the first."""
    known = getattr(vocabulary, f"{name}s", None)
    codes = list(known) if known is not None else Status.values
    options = [(code, vocabulary.label(name, code)) for code in codes]
    value = next(iter(chosen), "")
    return {"name": name, "title": FACETS[name], "options": options, "chosen": value}
