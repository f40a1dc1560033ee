"""The people of an organisation: who they are, inviting one, their roles."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from avow.kernel.lifecycle import Refused
from avow.kernel.pagination import page_of
from avow.kernel.words import sentences
from avow.people import services
from avow.people.access import signed_in
from avow.people.authority import may
from avow.people.forms import InviteForm, RepresentationRoleForm
from avow.people.models import Invitation, JoinRequest, Organisation, Representation
from avow.people.states import LookPage, RepresentationRole, RequestState
from avow.people.views.found import PersonRequest, organisation_or_404, to


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def members(request: PersonRequest, slug: str) -> HttpResponse:
    """List an organisation's people, open invitations and requests; invite somebody."""
    now = timezone.now()
    organisation = organisation_or_404(request, slug, LookPage.PEOPLE, now)
    if organisation.merged_into is not None:
        return to(request, "people:members", organisation.merged_into.slug)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.invite(
                organisation, **form.cleaned_data, by=request.user, forum=request.forum, now=now
            )
        except Refused as refused:
            if refused.forbidden:
                raise
            for sentence in sentences(refused.reasons):
                form.add_error("email", sentence)
        else:
            messages.success(
                request, _("We sent a mail to %(email)s.") % {"email": form.cleaned_data["email"]}
            )
            return to(request, "people:members", slug)
    return render(request, "people/members.html", _context(request, organisation, form))


def _context(
    request: PersonRequest, organisation: Organisation, form: InviteForm
) -> dict[str, object]:
    people = Representation.objects.filter(organisation=organisation).select_related("user")
    requests = JoinRequest.objects.filter(organisation=organisation, state=RequestState.OPEN)
    leads = may("organisation.people", request.user, organisation, request.forum)
    return {
        "organisation": organisation,
        "form": form,
        "page": page_of(request, people.order_by("since", "pk")),
        "invitations": Invitation.objects.filter(organisation=organisation).unanswered()[:50],
        "requests": requests.select_related("user")[:50],
        "may_manage": leads,
        "roles": RepresentationRole.choices,
        "now": timezone.now(),
    }


def _member_or_404(request: PersonRequest, slug: str, pk: int) -> Representation:
    organisation = organisation_or_404(request, slug, LookPage.PEOPLE, timezone.now())
    rows = Representation.objects.filter(organisation=organisation)
    return get_object_or_404(rows, pk=pk)


@signed_in
@require_POST
def role(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Give a colleague another role."""
    member = _member_or_404(request, slug, pk)
    form = RepresentationRoleForm(request.POST)
    if form.is_valid():
        services.change_role(
            member,
            form.cleaned_data["role"],
            by=request.user,
            forum=request.forum,
            now=timezone.now(),
        )
        messages.success(request, _("The role was changed."))
    return to(request, "people:members", slug)


@signed_in
@require_POST
def remove(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Let a colleague go, or leave."""
    organisation = organisation_or_404(request, slug, LookPage.PEOPLE, timezone.now())
    member = Representation.objects.filter(organisation=organisation, pk=pk).first()
    if member is None:  # a second click: they are gone already
        return to(request, "people:members", slug)
    leaves = member.user_id == request.user.pk
    services.remove_representative(member, by=request.user, forum=request.forum, now=timezone.now())
    messages.success(request, _("They no longer represent the organisation."))
    return to(request, "people:organisations") if leaves else to(request, "people:members", slug)


@signed_in
@require_POST
def revoke(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Take an invitation back."""
    organisation = organisation_or_404(request, slug, LookPage.PEOPLE, timezone.now())
    row = get_object_or_404(Invitation.objects.filter(organisation=organisation), pk=pk)
    services.revoke_invitation(row, by=request.user, forum=request.forum, now=timezone.now())
    messages.success(request, _("The invitation was taken back."))
    return to(request, "people:members", slug)


@signed_in
@require_POST
def answer(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Let somebody in who asked, or not."""
    organisation = organisation_or_404(request, slug, LookPage.PEOPLE, timezone.now())
    row = get_object_or_404(JoinRequest.objects.filter(organisation=organisation), pk=pk)
    form = RepresentationRoleForm(request.POST)
    services.answer_request(
        row,
        accept=request.POST.get("answer") == "accept",
        role=form.cleaned_data["role"] if form.is_valid() else RepresentationRole.EDITOR,
        by=request.user,
        forum=request.forum,
        now=timezone.now(),
    )
    messages.success(request, _("Your answer was sent."))
    return to(request, "people:members", slug)
