"""How signing in behaves here: allauth does the work, this keeps the reader's language."""

from datetime import datetime
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.db.models import F
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation

from avow.forums.models import Forum
from avow.kernel.text import nfc
from avow.people.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Mails in the receiver's language; a new account keeps the language it was made in."""

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Fill a new user: the name if the form asks for it, and the language of the page."""
        user.name = nfc(form.cleaned_data.get("name", "")).strip()
        user.language = known_language(translation.get_language())
        saved: User = super().save_user(request, user, form, commit=commit)
        return saved

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send one of allauth's mails in the language of the person it is for, else of the page."""
        user = context.get("user")
        language = user.language if isinstance(user, User) else translation.get_language()
        with translation.override(known_language(language)):
            super().send_mail(template_prefix, email, context)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return where to go after signing in without a `next`: the person's own page."""
        return home_url(request.user if isinstance(request.user, User) else None, timezone.now())

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """Return the same after signing up."""
        return self.get_login_redirect_url(request)


def known_language(language: str | None) -> str:
    """Return the language if the platform speaks it, else its base language, else the default."""
    spoken = dict(settings.LANGUAGES)
    for tag in (language or "", (language or "").split("-")[0]):
        if tag in spoken:
            return tag
    return str(settings.LANGUAGE_CODE)


def home_url(user: User | None, now: datetime) -> str:
    """Return the person's own page in the forum that runs now, else in the latest."""
    running = Forum.objects.order_by(F("starts_on").desc(), "pk")
    forum = (
        running.filter(starts_on__lte=now.date(), ends_on__gte=now.date()).first()
        or running.first()
    )
    if forum is None:
        return "/"
    with translation.override(user.language if user else translation.get_language()):
        for name in (settings.LOGIN_REDIRECT_URL, "home"):
            try:
                return reverse(name, kwargs={"forum": forum.slug})
            except NoReverseMatch:
                continue
    return "/"
