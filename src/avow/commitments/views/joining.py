"""Ask to join an open commitment, and answer such a request."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from avow.commitments import publication, services
from avow.commitments.models import Commitment, Joining
from avow.commitments.services.newcomers import LONGEST, why_not
from avow.commitments.states import PUBLIC
from avow.commitments.views.common import MakerRequest, page, to_act_for
from avow.kernel.lifecycle import Refused
from avow.kernel.words import sentence
from avow.people.access import signed_in, standing_of
from avow.people.models import Organisation


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ask(request: MakerRequest, ref: str) -> HttpResponse:
    """Ask for an organisation one acts for; the page says why where that cannot be."""
    now = timezone.now()
    rows = Commitment.objects.filter(forum=request.forum, ref=ref, state__in=sorted(PUBLIC))
    commitment = publication.with_everything(rows).first()
    if commitment is None:
        raise Http404
    acting = standing_of(request, now).organisations
    houses = Organisation.objects.living().filter(pk__in=acting).order_by("name", "pk")
    message, error = request.POST.get("message", ""), ""
    if request.method == "POST":
        chosen = houses.filter(
            slug=request.POST.get("organisation", "").replace("\x00", "")
        ).first()
        if chosen is None:
            error = _("Choose the organisation that would join.")
        elif reason := why_not(commitment, chosen):
            error = sentence(reason)
        elif len(message) > LONGEST:
            error = sentence("answer_too_long")
        else:
            services.ask_to_join(commitment, chosen, message, request.user, now)
            messages.success(request, _("The makers have been asked. You will get their answer."))
            return redirect("directory:commitment", request.forum.slug, ref)
    public = commitment.public
    context = {
        "commitment": commitment,
        "entry": publication.entry_of(commitment),
        "organisations": houses,
        "chosen": request.POST.get("organisation", ""),
        "is_open": bool(public and public.is_open),
        "message": message,
        "longest": LONGEST,
        "error": error,
    }
    return render(request, "commitments/join.html", context, status=422 if error else 200)


@require_POST
@signed_in
def answer(request: MakerRequest, ref: str, pk: int) -> HttpResponse:
    """Let an organisation join, which begins a change of the text; or say no. With a reason."""
    now = timezone.now()
    commitment = to_act_for(request, ref, now)
    text = request.POST.get("text", "")
    try:
        if request.POST.get("answer") == "yes":
            services.accept_joining(pk, commitment, text, request.user, now)
            messages.success(request, _("Now say what share it takes; all shares must make 100."))
            return redirect(page("section", commitment, section="maker"))
        services.refuse_joining(pk, commitment, text, request.user, now)
    except Joining.DoesNotExist:
        raise Http404 from None
    except Refused as refusal:
        if refusal.reasons != ("reason_missing",):
            raise
        messages.error(request, sentence("reason_missing"))
        return redirect(page("makers", commitment))
    messages.success(request, _("The organisation has been told."))
    return redirect(page("makers", commitment))
