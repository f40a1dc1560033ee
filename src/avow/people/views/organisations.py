"""The organisations somebody represents: their list, adding one, its profile."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from avow.kernel.pagination import page_of
from avow.people import services
from avow.people.access import signed_in
from avow.people.authority import may
from avow.people.duplicates import find_near
from avow.people.forms import JoinForm, OrganisationForm
from avow.people.models import JoinRequest, Organisation
from avow.people.states import LookPage, RequestState
from avow.people.views.found import PersonRequest, organisation_or_404, to


@signed_in
@require_safe
def mine(request: PersonRequest) -> HttpResponse:
    """List the organisations the person represents, and those they asked to join."""
    rows = request.user.representations.select_related("organisation").order_by(
        "organisation__name", "pk"
    )
    asked = JoinRequest.objects.filter(user=request.user, state=RequestState.OPEN)
    context = {"page": page_of(request, rows), "asked": asked.select_related("organisation")}
    return render(request, "people/organisations.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """Add an organisation; first ask whether it is one of those that are here."""
    form = OrganisationForm(
        request.POST or None, forum=request.forum, initial={"language": request.user.language}
    )
    if request.method != "POST" or not form.is_valid():
        return render(request, "people/organisation_new.html", {"form": form})
    profile = form.profile()
    near = find_near(
        profile.name, country=profile.country, aliases=profile.aliases, website=profile.website
    )
    if near and "ours_is_new" not in request.POST:
        context = {"form": form, "near": near, "join": JoinForm()}
        return render(request, "people/organisation_near.html", context)
    made = services.create_organisation(
        profile, by=request.user, forum=request.forum, now=timezone.now()
    )
    messages.success(request, _("%(name)s was added. You are its lead.") % {"name": made.name})
    return to(request, "people:members", made.slug)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PersonRequest, slug: str) -> HttpResponse:
    """Show and change an organisation's profile."""
    now = timezone.now()
    organisation = organisation_or_404(request, slug, LookPage.PROFILE, now)
    if organisation.merged_into is not None:
        return to(request, "people:organisation", organisation.merged_into.slug)
    may_edit = may("organisation.edit", request.user, organisation, request.forum)
    form = OrganisationForm(
        request.POST or None,
        forum=request.forum,
        initial=OrganisationForm.initial_of(organisation),
        may_protect=may("organisation.protect", request.user, organisation, request.forum),
    )
    if request.method == "POST" and form.is_valid():
        kept = services.edit_organisation(
            organisation, form.profile(), by=request.user, forum=request.forum, now=now
        )
        messages.success(request, _("The profile was saved."))
        return to(request, "people:organisation", kept.slug)
    context = {
        "organisation": organisation,
        "form": form,
        "may_edit": may_edit,
        "may_see_looks": organisation.is_protected
        and may("organisation.looks", request.user, organisation, request.forum),
    }
    return render(request, "people/organisation.html", context)


@signed_in
@require_POST
def join(request: PersonRequest, slug: str) -> HttpResponse:
    """Ask the leads of an organisation to let the person in."""
    form = JoinForm(request.POST)
    open_ones = Organisation.objects.living().filter(is_protected=False)
    organisation = open_ones.filter(slug=slug).first()
    if organisation is None or not form.is_valid():
        raise Http404(f"no organisation {slug} to join")
    services.ask_to_join(
        organisation,
        by=request.user,
        message=form.cleaned_data["message"],
        forum=request.forum,
        now=timezone.now(),
    )
    messages.success(
        request,
        _("We told the people who lead %(name)s. You get a mail when they answer.")
        % {"name": organisation.name},
    )
    return to(request, "people:organisations")
