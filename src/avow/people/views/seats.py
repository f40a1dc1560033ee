"""Champions' seats, as the secretariat keeps them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from avow.kernel.clock import day_of
from avow.kernel.lifecycle import Refused
from avow.kernel.pagination import page_of
from avow.kernel.words import sentences
from avow.people import services
from avow.people.access import for_roles
from avow.people.forms import SeatForm, one_organisation
from avow.people.models import Seat, SeatHolder
from avow.people.roles import Role
from avow.people.views.desk import DeskRequest
from avow.people.views.found import to


@for_roles(Role.SECRETARIAT)
@require_http_methods(["GET", "HEAD", "POST"])
def seats(request: DeskRequest) -> HttpResponse:
    """List the seats of every coalition with their holders, and give one."""
    now = timezone.now()
    today = day_of(now, request.forum.zone)
    form = SeatForm(request.POST or None, forum=request.forum, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            services.give_seat(**form.cleaned_data, by=request.user, now=now)
        except Refused as refused:
            for sentence in sentences(refused.reasons):
                form.add_error(None, sentence)
        else:
            messages.success(request, _("The seat was given."))
            return to(request, "people:desk_seats")
    rows = Seat.objects.filter(coalition__forum=request.forum).select_related("coalition")
    rows = rows.prefetch_related("holders__organisation").order_by("coalition__position", "pk")
    context = {"form": form, "page": page_of(request, rows, 50), "today": today}
    return render(request, "people/desk_seats.html", context)


@for_roles(Role.SECRETARIAT)
@require_POST
def end(request: DeskRequest, pk: int) -> HttpResponse:
    """End a seat today."""
    seat = get_object_or_404(Seat.objects.filter(coalition__forum=request.forum), pk=pk)
    services.end_seat(seat, by=request.user, now=timezone.now())
    messages.success(request, _("The seat ends today."))
    return to(request, "people:desk_seats")


@for_roles(Role.SECRETARIAT)
@require_POST
def share(request: DeskRequest, pk: int) -> HttpResponse:
    """Let another organisation into a seat, beside its holders or instead of them."""
    seat = get_object_or_404(Seat.objects.filter(coalition__forum=request.forum), pk=pk)
    try:
        organisation = one_organisation(request.POST.get("organisation", ""))
    except ValidationError as error:
        for sentence in error.messages:
            messages.error(request, sentence)
        return to(request, "people:desk_seats")
    beside = request.POST.get("how") != "instead"
    services.take_seat_over(seat, organisation, by=request.user, now=timezone.now(), beside=beside)
    messages.success(request, _("The seat was shared."))
    return to(request, "people:desk_seats")


@for_roles(Role.SECRETARIAT)
@require_POST
def chair(request: DeskRequest, pk: int) -> HttpResponse:
    """Let a holder chair its coalition, or not any more."""
    holders = SeatHolder.objects.filter(seat__coalition__forum=request.forum)
    holder = get_object_or_404(holders.select_related("seat__coalition__forum"), pk=pk)
    chairs = request.POST.get("chairs") == "yes"
    services.set_co_chair(holder, chairs=chairs, by=request.user, now=timezone.now())
    messages.success(request, _("The chair was changed."))
    return to(request, "people:desk_seats")
