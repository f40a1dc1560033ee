"""Names in files that are near an organisation's: the secretariat says whose they are."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from avow.kernel.pagination import page_of
from avow.kernel.text import row_number
from avow.opendata.deciding import candidates_of, decide
from avow.opendata.models import NearMiss, WaitingRow
from avow.opendata.states import Decision
from avow.people.access import RoleRequest, for_roles
from avow.people.models import Organisation
from avow.people.roles import Role
from avow.people.views.found import to


@for_roles(Role.SECRETARIAT)
@require_safe
def near_misses(request: RoleRequest) -> HttpResponse:
    """List the names that wait for a decision, each with the organisations it may be."""
    rows = NearMiss.objects.filter(forum=request.forum, decision=Decision.OPEN)
    page = page_of(request, rows)
    refused = WaitingRow.objects.filter(near_miss__forum=request.forum).exclude(problem="")
    context = {
        "page": page,
        "cards": _cards(request, list(page)),
        "refused": refused.select_related("near_miss").order_by("-pk")[:20],
    }
    return render(request, "opendata/near_misses.html", context)


@for_roles(Role.SECRETARIAT)
@require_POST
def near_miss(request: RoleRequest, pk: int) -> HttpResponse:
    """Keep whose a name is; its rows go in by themselves."""
    row = get_object_or_404(NearMiss, pk=pk, forum=request.forum)
    choice = request.POST.get("organisation", "")
    number = row_number(choice)
    same = Organisation.objects.filter(pk=number).first() if number else None
    if same is None and choice != "new":
        context = {"cards": _cards(request, [row], is_wrong=True)}
        return render(request, "opendata/near_misses.html", context, status=422)
    decide(row, same, by=request.user, now=timezone.now())
    messages.success(
        request,
        _("Kept. The rows of %(name)s are being imported.") % {"name": row.name},
    )
    return to(request, "data:near_misses")


def _cards(
    request: RoleRequest, misses: list[NearMiss], *, is_wrong: bool = False
) -> list[dict[str, object]]:
    """Return what the page shows of each name; three queries."""
    near = candidates_of(misses)
    rows = WaitingRow.objects.filter(near_miss__in=misses).order_by().values("near_miss")
    numbers = dict(rows.annotate(number=Count("pk")).values_list("near_miss", "number"))
    own = request.standing.readable_organisations
    return [
        {
            "miss": miss,
            "near": near[miss.pk],
            "number": numbers.get(miss.pk, 0),
            "is_own": any(one.pk in own for one, _score, _reason in near[miss.pk]),
            "wrong": is_wrong,
        }
        for miss in misses
    ]
