"""Organisations that may be here twice: the pairs, and making one of two."""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from avow.jobs import services as jobs
from avow.kernel.pagination import page_of
from avow.people import services
from avow.people.access import for_roles
from avow.people.duplicates import tell_apart
from avow.people.forms import kind_choices
from avow.people.jobs import DUPLICATES
from avow.people.merging import count_rows
from avow.people.models import DuplicatePair, Organisation
from avow.people.roles import Role
from avow.people.services.merging import CHOOSABLE
from avow.people.states import LookPage
from avow.people.views.desk import DeskRequest
from avow.people.views.found import note_protected, to


@dataclass(frozen=True, slots=True)
class Choice:
    """One field of two organisations, for the page that asks which value stays."""

    name: str
    title: str
    kept: str
    gone: str
    take_gone: bool


@for_roles(Role.SECRETARIAT)
@require_safe
def duplicates(request: DeskRequest) -> HttpResponse:
    """List the pairs that nobody has looked at yet, the nearest first."""
    pairs = DuplicatePair.objects.filter(
        told_apart_at=None, first__merged_into=None, second__merged_into=None
    )
    context = {
        "page": page_of(request, pairs.select_related("first", "second")),
        "kind_names": dict(kind_choices(request.forum)),
    }
    return render(request, "people/desk_duplicates.html", context)


@for_roles(Role.SECRETARIAT)
@require_POST
def look(request: DeskRequest) -> HttpResponse:
    """Compare all organisations again, in the background; a second click finds the first."""
    now = timezone.now()
    jobs.start(DUPLICATES, key="all", by=request.user, params={}, now=now, forum=request.forum)
    messages.success(request, _("We are looking. Come back to this page in a minute."))
    return to(request, "people:desk_duplicates")


@for_roles(Role.SECRETARIAT)
@require_POST
def apart(request: DeskRequest, pk: int) -> HttpResponse:
    """Keep that a pair are two organisations."""
    pair = get_object_or_404(DuplicatePair, pk=pk)
    tell_apart(pair, by=request.user, now=timezone.now())
    messages.success(request, _("Kept: these are two organisations."))
    return to(request, "people:desk_duplicates")


@for_roles(Role.SECRETARIAT)
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: DeskRequest, first: str, second: str) -> HttpResponse:
    """Show two organisations side by side, and make one of them: `first` stays, `second` goes."""
    kept = get_object_or_404(Organisation, slug=first)
    gone = get_object_or_404(Organisation.objects.select_related("merged_into"), slug=second)
    if request.method == "POST":
        take = {name for name in CHOOSABLE if request.POST.get(name) == "gone"}
        one = services.merge(
            gone, kept, take=take, by=request.user, forum=request.forum, now=timezone.now()
        )
        messages.success(
            request, _("They are one organisation now: %(name)s.") % {"name": one.name}
        )
        return to(request, "people:organisation", one.slug)
    if gone.merged_into is not None:
        return to(request, "people:organisation", gone.merged_into.slug)
    note_protected(request, LookPage.MERGE, timezone.now(), kept, gone)
    pair = DuplicatePair.objects.filter(Q(first=kept, second=gone) | Q(first=gone, second=kept))
    context = {
        "kept": kept,
        "gone": gone,
        "pair": pair.first(),
        "choices": _choices(request, kept, gone),
        "moves": count_rows(gone),
        "stays": count_rows(kept),
    }
    return render(request, "people/desk_merge.html", context)


def _choices(request: DeskRequest, kept: Organisation, gone: Organisation) -> list[Choice]:
    """Return the fields in which the two differ; a value that only one has is proposed."""
    titles = {
        "name": _("Name"),
        "kind": _("Type"),
        "country": _("Country"),
        "language": _("Language"),
        "website": _("Website"),
        "summary": _("What it does"),
        "principles": _("Principles"),
        "contact_email": _("Contact address"),
    }
    kinds = dict(kind_choices(request.forum))
    rows = []
    for name in CHOOSABLE:
        a, b = getattr(kept, name), getattr(gone, name)
        if a != b:
            shown = (kinds.get(a, a), kinds.get(b, b)) if name == "kind" else (a, b)
            rows.append(Choice(name, titles[name], *shown, take_gone=not a))
    return rows
