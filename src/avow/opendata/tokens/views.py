"""One's own tokens of the API."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from avow.kernel.lifecycle import Refused
from avow.kernel.words import sentence
from avow.opendata.models import ApiToken
from avow.opendata.tokens import services
from avow.opendata.tokens.forms import TokenForm
from avow.people.access import signed_in
from avow.people.views.found import PersonRequest, to


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: PersonRequest) -> HttpResponse:
    """Show one's tokens; POST makes one and shows it, this once."""
    form = TokenForm(request.POST if request.method == "POST" else None)
    made = ""
    if request.method == "POST" and form.is_valid():
        try:
            made = services.make(request.user, **form.cleaned_data, now=timezone.now())
        except Refused as refused:
            form.add_error("name", [sentence(code) for code in refused.reasons])
        else:
            form = TokenForm()
    context = {
        "form": form,
        "made": made,
        "tokens": ApiToken.objects.filter(user=request.user),
        "most": services.MOST,
    }
    return render(request, "opendata/tokens.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def revoke(request: PersonRequest, pk: int) -> HttpResponse:
    """End one of one's tokens; one that is gone already is said to be gone."""
    row = ApiToken.objects.filter(pk=pk).first()
    if row is not None and row.user_id != request.user.pk:
        raise Http404
    if row is not None:
        services.revoke(row)
    messages.success(request, _("The token was revoked. Nobody can use it any more."))
    return to(request, "data:tokens")
