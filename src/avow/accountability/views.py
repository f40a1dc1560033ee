"""Pages of figures: the dashboard of the forum or of a part of it, and each chart as a file."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_bidi
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from avow.accountability.reported import REPORT_CHARTS, Told, lines_of
from avow.accountability.reporting import reporting_of
from avow.applications.figures import promise_figures
from avow.directory import showing
from avow.directory.figures import CHARTS, Source
from avow.directory.models import EntryTag
from avow.directory.statistics import entries_in, figures_of
from avow.directory.totals_asked import Asked, asked_of
from avow.directory.validators import kept_a_minute
from avow.directory.vocabulary import Vocabulary
from avow.forums.middleware import ForumRequest
from avow.kernel.chart_files import chart_file
from avow.kernel.charts import Chart
from avow.kernel.clock import day_of
from avow.kernel.drawing import draw
from avow.learning import publication as learning
from avow.learning import showing as learned
from avow.people.access import public


def _asked(request: ForumRequest) -> tuple[Asked, Source]:
    vocabulary = Vocabulary(request.forum)
    asked = asked_of(request.GET, vocabulary)
    figures = figures_of(request.forum, asked.scope)
    rows = reverse("directory:commitments", args=[request.forum.slug])
    return asked, Source(figures, vocabulary, request.GET, rows)


@public
@require_safe
@vary_on_headers("Accept-Language", "Cookie")
@kept_a_minute
def dashboard(request: ForumRequest) -> HttpResponse:
    """Show the figures of the forum, or of what the address chooses, as charts with tables."""
    asked, source = _asked(request)
    words, query = source.vocabulary, request.GET.urlencode()
    home = reverse("accountability:dashboard", args=[request.forum.slug])
    now = timezone.now()
    told = Told(reporting_of(request.forum, asked.scope, now), source)
    charts = [make(source) for make in CHARTS.values()]
    reports = [make(told) for make in REPORT_CHARTS.values()] if told.years else []
    context = {
        "figures": source.figures,
        "totals": source.figures.money,
        "charts": _drawn(charts, home),
        "report_charts": _drawn(reports, home),
        "reporting": told.reporting,
        "lines": lines_of(told.reporting),
        "stories": learned.cards(_stories(request, asked), words),
        "promise": promise_figures(request.forum, day_of(now, request.forum.zone)),
        "chips": showing.chips(request.GET, asked.question, words),
        "ignored": showing.ignored(asked.ignored),
        "of_maker": asked.scope.maker,
        "of_coalition": asked.scope.coalition,
        "coalitions": words.coalitions.values(),
        "actions": words.actions.values(),
        "countries": _countries(request, words),
        "chosen": {name: values[0] for name, values in asked.question.chosen.items()},
        "query": query,
    }
    return render(request, "accountability/dashboard.html", context)


def _stories(request: ForumRequest, asked: Asked) -> list[learning.PublicPractice]:
    """Return the newest good practices of the forum, or of the commitments chosen."""
    scope = asked.scope
    chosen = scope.asks or scope.maker or scope.coalition
    refs = entries_in(scope).order_by().values("ref") if chosen else None
    return learning.stories(request.forum, refs=refs)


def _drawn(charts: list[Chart], home: str) -> list[tuple[Chart, str, str]]:
    """Return (chart, its picture, the address of its files) of each."""
    return [(one, draw(one, rtl=get_language_bidi()), f"{home}{one.key}") for one in charts]


def _countries(request: ForumRequest, words: Vocabulary) -> list[tuple[str, str]]:
    """Return the countries that have commitments, in the order of their names."""
    tags = EntryTag.objects.filter(forum=request.forum, facet="country").order_by()
    codes = tags.values_list("value", flat=True).distinct()
    named = [(code, words.label("country", code)) for code in codes]
    return sorted(named, key=lambda one: one[1])


@public
@require_safe
@vary_on_headers("Accept-Language", "Cookie")
@kept_a_minute
def chart(request: ForumRequest, key: str, code: str) -> HttpResponse:
    """Hand out one chart of the same address: its data as CSV, or its picture as SVG."""
    if key not in {*CHARTS, *REPORT_CHARTS} or code not in {"csv", "svg"}:
        raise Http404
    asked, source = _asked(request)
    if key in CHARTS:
        made = CHARTS[key](source)
    else:
        reporting = reporting_of(request.forum, asked.scope, timezone.now())
        made = REPORT_CHARTS[key](Told(reporting, source))
    return chart_file(made, code, f"{request.forum.slug}-{key}")
