"""Frames on other sites: a figure, a chart, a list, a map or one commitment.

The only pages that may be framed. They have no forms, set no cookies, ask nothing personal, and
their links open in the whole window.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from avow.directory import showing
from avow.directory.embedding import FIGURES
from avow.directory.figures import CHARTS, Source
from avow.directory.mapping import map_of
from avow.directory.models import Entry
from avow.directory.query import Answer
from avow.directory.statistics import figures_of
from avow.directory.totals_asked import Asked, asked_of
from avow.directory.validators import kept_a_minute
from avow.directory.views_map import drawn
from avow.directory.vocabulary import Vocabulary
from avow.forums.formats import about_words, number_words
from avow.forums.middleware import ForumRequest
from avow.kernel.drawing import draw
from avow.kernel.text import row_number
from avow.people.access import public

MOST, USUAL = 20, 5  # commitments in a list
_SECONDS = 60  # for which a frame may be shown without asking again
View = Callable[..., HttpResponseBase]


def framed(view: View) -> View:
    """Let any site show a page in a frame, and keep it for a minute."""

    @public
    @require_safe
    @xframe_options_exempt
    @csp_replace({"frame-ancestors": ["*"], "form-action": ["'none'"]})
    @_kept_for_a_minute
    @kept_a_minute
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    return answer


def _kept_for_a_minute(view: View) -> View:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = f"public, max-age={_SECONDS}"
        return response

    return answer


@framed
def commitment(request: ForumRequest, ref: str) -> HttpResponse:
    """Show one commitment, or that it was withdrawn."""
    # PostgreSQL refuses to look for a text with NUL.
    ref = ref.replace("\x00", "␀")
    entry = Entry.objects.filter(forum=request.forum, ref=ref).first()
    if entry is None:
        return _nothing(request)
    context = {
        "card": showing.card(entry, Vocabulary(request.forum)),
        "entry": entry,
        "page": reverse("directory:commitment", args=[request.forum.slug, ref]),
    }
    status = 200 if entry.is_listed else 410
    return render(request, "directory/embed/commitment.html", context, status=status)


@framed
def entries(request: ForumRequest) -> HttpResponse:
    """Show the first commitments that the directory's filters find, or those of one maker."""
    vocabulary, asked = _asked(request)
    number = _number(request.GET.get("n", ""))
    maker = asked.public_maker
    if maker:
        rows = Entry.objects.made_by(request.forum.pk, maker).order_by("-published_at", "-pk")
        total, found = rows.count(), list(rows[:number])
    else:
        answer = Answer(asked.question)
        total, found = len(answer), list(answer[:number])
    context = {
        "cards": [showing.card(entry, vocabulary) for entry in found],
        "total": total,
        "page": _page(request, asked),
    }
    return render(request, "directory/embed/list.html", context)


@framed
def figure(request: ForumRequest, key: str) -> HttpResponse:
    """Show one figure: commitments, makers, or the dollars pledged."""
    if key not in FIGURES:
        return _nothing(request)
    vocabulary, asked = _asked(request)
    found = figures_of(request.forum, asked.scope)
    money = found.money.money
    said = {
        "commitments": (number_words(found.commitments), _("Commitments")),
        "makers": (number_words(found.makers), _("Makers")),
        "pledged": (about_words(money.usd, "USD") if money.has_rate else "–", _("Pledged")),
    }
    words, label = said[key]
    context = {
        "figure": words,
        "label": label,
        "is_partial": key == "pledged" and bool(found.money.missing),
        "chips": showing.chips(request.GET, asked.question, vocabulary),
        "page": _page(request, asked),
    }
    return render(request, "directory/embed/figure.html", context)


@framed
def chart(request: ForumRequest, key: str) -> HttpResponse:
    """Show one chart of the dashboard, with its numbers as a table."""
    if key not in CHARTS:
        return _nothing(request)
    vocabulary, asked = _asked(request)
    rows = reverse("directory:commitments", args=[request.forum.slug])
    made = CHARTS[key](
        Source(figures_of(request.forum, asked.scope), vocabulary, request.GET, rows)
    )
    context = {
        "chart": made,
        "drawn": draw(made, rtl=get_language_bidi()),
        "page": _page(request, asked),
    }
    return render(request, "directory/embed/chart.html", context)


@framed
def world_map(request: ForumRequest) -> HttpResponse:
    """Show the map with the directory's filters."""
    vocabulary, asked = _asked(request)
    rows = reverse("directory:commitments", args=[request.forum.slug])
    found = map_of(asked.question, vocabulary, request.GET, rows)
    filters = showing.filters_of(request.GET, asked.question)
    context = {
        "map": found,
        "drawn": drawn(found, top=True),
        "page": reverse("directory:map", args=[request.forum.slug]) + filters,
    }
    return render(request, "directory/embed/map.html", context)


def _asked(request: ForumRequest) -> tuple[Vocabulary, Asked]:
    vocabulary = Vocabulary(request.forum)
    return vocabulary, asked_of(request.GET, vocabulary)


def _page(request: ForumRequest, asked: Asked) -> str:
    """Return the page that shows the same and more."""
    forum = request.forum.slug
    maker = asked.public_maker
    if maker and Entry.objects.made_by(request.forum.pk, maker).exists():
        return reverse("directory:organisation", args=[forum, maker])
    filters = showing.filters_of(request.GET, asked.question)
    return reverse("directory:commitments", args=[forum]) + filters


def _number(value: str) -> int:
    return min(row_number(value) or USUAL, MOST)


def _nothing(request: ForumRequest) -> HttpResponse:
    return render(request, "directory/embed/nothing.html", status=404)
