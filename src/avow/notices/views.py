"""A user's notices, the secretariat's outbox with all texts, and the local mail page."""

from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from avow.forums.middleware import ForumRequest
from avow.kernel.pagination import page_of
from avow.kernel.text import row_number
from avow.notices import letters, samples, services
from avow.notices.models import Message, Notice
from avow.notices.states import MessageState
from avow.people.access import RoleRequest, SignedInRequest, for_roles, public, signed_in
from avow.people.mails import at_risk_in
from avow.people.roles import Role
from avow.people.states import LookPage
from avow.people.views.found import note_protected

# A mail is somebody's text and our markup: shown alone, it may load and run nothing at all.
_MAIL_ALONE = {name: ["'none'"] for name in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]} | {
    "sandbox": ["allow-popups"]
}


class NoticeRequest(ForumRequest, SignedInRequest):
    """A request of somebody signed in, in a forum."""


def _forum_url(request: ForumRequest, name: str, *args: object) -> str:
    """Return the address of a page of this forum."""
    return reverse(name, args=(request.forum.slug, *args))


def _alone(request: HttpRequest, html: str) -> HttpResponseBase:
    """Answer with a mail's HTML part, shut in: it may load nothing and run nothing."""

    @csp_replace(_MAIL_ALONE)
    def show(_request: HttpRequest) -> HttpResponseBase:
        return HttpResponse(html)

    return show(request)


@signed_in
@require_safe
def inbox(request: NoticeRequest) -> HttpResponse:
    """Show the user's own notices, the newest first, from every forum."""
    context = {
        "page": page_of(request, Notice.objects.for_user(request.user)),
        "unread": services.unread_count(request.user),
    }
    return render(request, "notices/inbox.html", context)


@signed_in
@require_POST
def read(request: NoticeRequest, pk: int | None = None) -> HttpResponse:
    """Mark one own notice, or all, as read; go to the page it is about. A stranger's is a 404."""
    if pk is None:
        services.mark_read(request.user, at=timezone.now())
        return redirect(_forum_url(request, "notices:list"))
    notice = get_object_or_404(Notice.objects.for_user(request.user), pk=pk)
    services.mark_read(request.user, at=timezone.now(), ids=[notice.pk])
    return redirect(notice.url or _forum_url(request, "notices:list"))


@for_roles(Role.SECRETARIAT)
@require_safe
def outbox(request: RoleRequest) -> HttpResponse:
    """Show this forum's mails, the newest first; `state`, `verb` and `to` narrow them down."""
    mails = Message.objects.of_forum(request.forum).defer("text", "html")
    state, verb, to = (request.GET.get(name, "").strip()[:254] for name in ("state", "verb", "to"))
    if state in MessageState.values:
        mails = mails.filter(state=state)
    if verb:
        mails = mails.filter(verb=verb)
    if to:
        mails = mails.filter(to_email__icontains=to)
    page = page_of(request, mails, 50)
    verbs = Message.objects.of_forum(request.forum).order_by("verb").values_list("verb", flat=True)
    context = {
        "page": page,
        "withheld": at_risk_in(page),
        "states": MessageState.choices,
        "verbs": verbs.distinct(),
        "state": state,
        "verb": verb,
        "to": to,
    }
    return render(request, "notices/outbox.html", context)


@for_roles(Role.SECRETARIAT)
@require_safe
def message(request: RoleRequest, pk: int) -> HttpResponse:
    """Show one mail of this forum, with what became of it and its copies."""
    mail = get_object_or_404(Message.objects.of_forum(request.forum), pk=pk)
    _note_look(request, mail)
    copies = list(mail.copies.order_by("created_at"))
    context = {"mail": mail, "copies": copies, "next_copy": len(copies) + 1}
    return render(request, "notices/message.html", context)


def _note_look(request: RoleRequest, mail: Message) -> None:
    """Keep the look, where a mail tells of an organisation at risk."""
    found = at_risk_in([mail]).get(mail.pk, [])
    note_protected(request, LookPage.MAIL, timezone.now(), *found)


@for_roles(Role.SECRETARIAT)
@require_POST
def resend(request: RoleRequest, pk: int) -> HttpResponse:
    """Send one mail of this forum again; a double click makes one copy."""
    mail = get_object_or_404(
        Message.objects.of_forum(request.forum).filter(resent_from=None), pk=pk
    )
    number = row_number(request.POST.get("copy", "")) or 0
    if not 1 <= number <= mail.copies.count() + 1:
        raise Http404
    services.resend(mail, copy=number, by=request.user, at=timezone.now())
    messages.success(request, _("The mail is on its way again."))
    return redirect(_forum_url(request, "notices:message", mail.pk))


@for_roles(Role.SECRETARIAT)
@require_safe
def message_html(request: RoleRequest, pk: int) -> HttpResponseBase:
    """Show the HTML part of one mail of this forum, alone."""
    mail = get_object_or_404(Message.objects.of_forum(request.forum), pk=pk)
    _note_look(request, mail)
    return _alone(request, mail.html)


@for_roles(Role.SECRETARIAT)
@require_safe
def previews(request: RoleRequest) -> HttpResponse:
    """List every text that can be sent."""
    return render(request, "notices/previews.html", {"verbs": samples.verbs()})


@for_roles(Role.SECRETARIAT)
@require_safe
def preview(request: RoleRequest, verb: str) -> HttpResponse:
    """Show a text with sample values, in the `language` asked for; unknown verbs are a 404."""
    language = request.GET.get("language", "") or get_language() or settings.LANGUAGE_CODE
    context: dict[str, Any] = {
        "verb": verb,
        "letter": _sample_letter(request, verb, language),
        "languages": [one for one in settings.LANGUAGES if one[0] in settings.COMPLETE_LANGUAGES],
    }
    return render(request, "notices/preview.html", context)


@for_roles(Role.SECRETARIAT)
@require_safe
def preview_html(request: RoleRequest, verb: str) -> HttpResponseBase:
    """Show the HTML part of a sample mail, alone."""
    language = request.GET.get("language", "") or get_language() or settings.LANGUAGE_CODE
    return _alone(request, _sample_letter(request, verb, language).html)


def _sample_letter(request: RoleRequest, verb: str, language: str) -> letters.Letter:
    """Return a verb's letter with its sample. Raises Http404 for an unknown verb."""
    try:
        context = samples.sample(verb)
    except KeyError as error:
        raise Http404(verb) from error
    return letters.write(
        verb,
        language=language,
        context=context,
        forum=request.forum,
        name=request.user.name,
        url=f"/{language}/{request.forum.slug}/",
    )


def _only_local() -> None:
    """Let nobody in unless this is `make run` on one's own machine. Raises Http404."""
    if not getattr(settings, "LOCAL_MAIL_PAGE", False):
        raise Http404


@public
@require_safe
def local_mail(request: HttpRequest) -> HttpResponse:
    """Show all mails of a local installation, the newest first, instead of a mailbox."""
    _only_local()
    mails = Message.objects.order_by("-created_at", "-pk").defer("html", "context")
    to = request.GET.get("to", "").strip()[:254]
    if to:
        mails = mails.filter(to_email__icontains=to)
    return render(request, "notices/local_mail.html", {"page": page_of(request, mails), "to": to})


@public
@require_safe
def local_mail_html(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show the HTML part of one local mail, alone."""
    _only_local()
    return _alone(request, get_object_or_404(Message, pk=pk).html)
