"""One's own account: name, language, everything that is kept, and the way out."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from avow.kernel.lifecycle import Refused
from avow.people import services
from avow.people.access import signed_in
from avow.people.forms import AccountForm
from avow.people.personal import export_of
from avow.people.views.found import PersonRequest, forum_url


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: PersonRequest) -> HttpResponse:
    """Show and change the person's own name, language and time zone."""
    form = AccountForm(request.POST) if request.method == "POST" else AccountForm.of(request.user)
    if request.method == "POST" and form.is_valid():
        user = services.edit_profile(request.user, **form.cleaned_data)
        with translation.override(user.language):
            messages.success(request, _("Your profile was saved."))
            return redirect(forum_url(request, "people:profile"))
    return render(request, "people/profile.html", {"form": form})


@signed_in
@never_cache
@require_safe
def export(request: PersonRequest) -> HttpResponse:
    """Download everything that is kept about the person."""
    response = JsonResponse(
        export_of(request.user), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: PersonRequest) -> HttpResponse:
    """Say what goes and what stays, and erase the account when the person says so."""
    reasons: tuple[str, ...] = ()
    if request.method == "POST" and request.POST.get("confirmed") == request.user.email:
        try:
            services.erase_account(request.user, now=timezone.now())
        except Refused as refused:
            reasons = refused.reasons
        else:
            logout(request)
            return render(request, "people/erased.html")
    context = {
        "reasons": reasons,
        "wrong": request.method == "POST" and not reasons,
        "representations": request.user.representations.select_related("organisation"),
    }
    return render(request, "people/erase.html", context, status=409 if reasons else 200)
