"""The pages of a forum that anybody reads first."""

from datetime import date, datetime
from urllib.parse import urlencode

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from avow.applications.figures import promise_figures
from avow.blueprints.aims import gates
from avow.commitments.catalogue.showing import actions_with_examples
from avow.directory import portraits
from avow.directory.totals import Scope, grand
from avow.directory.validators import kept_a_minute
from avow.directory.vocabulary import Vocabulary
from avow.forums.middleware import ForumRequest
from avow.forums.models import Action, Milestone
from avow.forums.windows import Calendar, WindowStatus, calendar
from avow.kernel.clock import day_of
from avow.people.access import public
from avow.people.seats import champions, co_chairs, seats_of
from avow.web.figures import composition_of, figures_of

_ON_HOME = 6


@public
@require_safe
def home(request: ForumRequest) -> HttpResponse:
    """Show what the forum is, what is open now, its figures and coalitions."""
    now = timezone.now()
    today = day_of(now, request.forum.zone)
    dates = calendar(request.forum)
    figures = figures_of(request.forum)
    context = {
        "pack": request.forum.settings,
        "statuses": _next_first(dates, now),
        "moments": _nearest(_moments(dates, today)),
        "figures": figures,
        "totals": grand(Scope(request.forum.pk)),
        "promise": promise_figures(request.forum, today),
        "rows": [
            {"coalition": one, "commitments": figures.by_coalition.get(one.code, 0)}
            for one in request.forum.coalitions.all()
        ],
    }
    return render(request, "web/forum/home.html", context)


@public
@require_safe
def coalitions(request: ForumRequest) -> HttpResponse:
    """All coalitions, with their Champions and how many commitments they have."""
    found = list(
        request.forum.coalitions.prefetch_related(Prefetch("actions", Action.objects.current()))
    )
    leaders = champions(found, day_of(timezone.now(), request.forum.zone))
    figures = figures_of(request.forum)
    rows = [
        {
            "coalition": one,
            "champions": leaders[one.pk],
            "commitments": figures.by_coalition.get(one.code, 0),
        }
        for one in found
    ]
    return render(request, "web/forum/coalitions.html", {"rows": rows})


@public
@require_safe
@vary_on_headers("Accept-Language", "Cookie")
@kept_a_minute
def coalition(request: ForumRequest, slug: str) -> HttpResponse:
    """One coalition: its actions and targets, its Champions, who has joined and who is missing."""
    found = get_object_or_404(request.forum.coalitions, slug=slug)
    today = day_of(timezone.now(), request.forum.zone)
    context = {
        "coalition": found,
        "actions": actions_with_examples(found).prefetch_related("predecessors"),
        "gate": gates(request.forum, [found])[0],
        "seats": seats_of(found, today),
        "chairs": co_chairs(found, today),
        "composition": composition_of(request.forum, found, get_language() or "en"),
        "commitments": figures_of(request.forum).by_coalition.get(found.code, 0),
        "totals": grand(Scope(request.forum.pk, coalition=found.code)),
        "more": urlencode({"of_coalition": found.code, "by": "action"}),
        "portrait": portraits.of_coalition(Vocabulary(request.forum), found.code),
    }
    return render(request, "web/forum/coalition.html", context)


@public
@require_safe
def calendar_page(request: ForumRequest) -> HttpResponse:
    """Every window and milestone, in order of time."""
    now = timezone.now()
    dates = calendar(request.forum)
    today = day_of(now, request.forum.zone)
    context = {"statuses": dates.statuses(now), "moments": _moments(dates, today)}
    return render(request, "web/forum/calendar.html", context)


@public
@require_safe
def about(request: ForumRequest) -> HttpResponse:
    """Show what the forum is, in the words of its pack, and how it keeps its own promise."""
    today = day_of(timezone.now(), request.forum.zone)
    context = {
        "pack": request.forum.settings,
        "promise": promise_figures(request.forum, today),
    }
    return render(request, "web/forum/about.html", context)


@public
@require_safe
def criteria(request: ForumRequest) -> HttpResponse:
    """By what commitments and applications are judged."""
    return render(request, "web/forum/criteria.html", {"pack": request.forum.settings})


@public
@require_safe
def help_page(request: ForumRequest) -> HttpResponse:
    """How to take part, step by step, and who decides."""
    dates = calendar(request.forum)
    context = {"pack": request.forum.settings, "statuses": dates.statuses(timezone.now())}
    return render(request, "web/forum/help.html", context)


@public
@require_safe
def contact(request: ForumRequest) -> HttpResponse:
    """Whom to ask."""
    return render(request, "web/forum/contact.html", {"pack": request.forum.settings})


@public
@require_safe
def safety(request: ForumRequest) -> HttpResponse:
    """Say what is kept about people, and how somebody at risk stays unnamed."""
    return render(request, "web/forum/safety.html")


def _next_first(dates: Calendar, now: datetime) -> list[WindowStatus]:
    """Return what is open, then what opens next; what has closed only if nothing else is there."""
    order = {"open": 0, "before": 1, "closed": 2}
    found = sorted(dates.statuses(now), key=lambda one: order[one.state])
    return [one for one in found if one.state != "closed"][:4] or list(reversed(found))[:2]


def _moments(dates: Calendar, today: date) -> list[dict[str, object]]:
    """Return the milestones, each past, now or future on `today`."""
    return [{"milestone": one, "state": _state(one, today)} for one in dates.milestones]


def _nearest(moments: list[dict[str, object]]) -> list[dict[str, object]]:
    """Return the two milestones just past and those to come, at most six."""
    past = sum(moment["state"] == "past" for moment in moments)
    first = max(min(past - 2, len(moments) - _ON_HOME), 0)
    return moments[first : first + _ON_HOME]


def _state(milestone: Milestone, today: date) -> str:
    if milestone.ends_on < today:
        return "past"
    return "future" if milestone.starts_on > today else "now"
