"""What is kept about a person, and what goes when they go. Higher apps add theirs in `apps.ready`.

A register, because people lies below the apps that keep comments, drafts and files of a person.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet

from avow.jobs.models import Job
from avow.notices.models import Message, Notice
from avow.notices.states import MessageState
from avow.people.models import Invitation, Look, User

GONE = "erased.invalid"  # a domain that can never receive mail (RFC 2606)

Exporter = Callable[[User], Any]
Eraser = Callable[[User, datetime], None]
_EXPORTERS: dict[str, Exporter] = {}
_ERASERS: dict[str, Eraser] = {}


def exports_personal_data(name: str) -> Callable[[Exporter], Exporter]:
    """Add a part to the export: a function from user to plain JSON values, under `name`."""

    def register(function: Exporter) -> Exporter:
        _EXPORTERS[name] = function
        return function

    return register


def erases_personal_data(name: str) -> Callable[[Eraser], Eraser]:
    """Add what must go, or lose its name, with an account; it runs in the erasure's transaction."""

    def register(function: Eraser) -> Eraser:
        _ERASERS[name] = function
        return function

    return register


def export_of(user: User) -> dict[str, Any]:
    """Return everything the platform keeps about a person, in plain JSON values."""
    return {name: function(user) for name, function in sorted(_EXPORTERS.items())}


def erase_elsewhere(user: User, now: datetime) -> None:
    """Run every registered eraser."""
    for _, function in sorted(_ERASERS.items()):
        function(user, now)


@exports_personal_data("account")
def account(user: User) -> dict[str, Any]:
    """Return the account itself."""
    addresses = user.emailaddress_set.order_by("pk").values("email", "verified", "primary")  # type: ignore[attr-defined]  # allauth's
    return {
        "email": user.email,
        "name": user.name,
        "language": user.language,
        "time_zone": user.time_zone,
        "joined": user.date_joined.isoformat(),
        "last_sign_in": user.last_login.isoformat() if user.last_login else None,
        "addresses": list(addresses),
    }


@exports_personal_data("organisations")
def organisations(user: User) -> list[dict[str, Any]]:
    """Return whom the person represents, and whom they asked to."""
    rows = user.representations.select_related("organisation").order_by("pk")
    asked = user.join_requests.select_related("organisation").order_by("pk")
    return [
        {"organisation": row.organisation.name, "role": row.role, "since": row.since.isoformat()}
        for row in rows
    ] + [
        {
            "organisation": row.organisation.name,
            "asked_at": row.created_at.isoformat(),
            "message": row.message,
            "answer": row.state,
        }
        for row in asked
    ]


@exports_personal_data("roles")
def roles(user: User) -> list[dict[str, Any]]:
    """Return the person's staff roles."""
    return [
        {"forum": row.forum.slug, "role": row.role}
        for row in user.forum_roles.select_related("forum")
    ]


@exports_personal_data("invitations")
def invitations(user: User) -> list[dict[str, Any]]:
    """Return the invitations sent to the person's address."""
    rows = Invitation.objects.to(user.email).select_related("organisation").order_by("pk")
    return [
        {"organisation": row.organisation.name, "sent_at": row.created_at.isoformat()}
        for row in rows
    ]


@exports_personal_data("mails")
def mails(user: User) -> list[dict[str, Any]]:
    """Return the mails we wrote to the person, by what and when."""
    rows = Message.objects.filter(to_user=user).order_by("pk")
    return [
        {"to": row.to_email, "subject": row.subject, "written_at": row.created_at.isoformat()}
        for row in rows
    ]


@exports_personal_data("notices")
def notices(user: User) -> list[dict[str, Any]]:
    """Return the notices inside the platform."""
    rows = Notice.objects.filter(user=user).order_by("pk")
    return [{"title": row.title, "text": row.body, "at": row.at.isoformat()} for row in rows]


@exports_personal_data("jobs")
def jobs(user: User) -> list[dict[str, Any]]:
    """Return the long work the person started."""
    rows = Job.objects.filter(by=user).order_by("pk")
    return [{"kind": row.kind, "started_at": row.created_at.isoformat()} for row in rows]


@exports_personal_data("looks")
def looks(user: User) -> list[dict[str, Any]]:
    """Return when the person read pages of organisations at risk, as of the secretariat."""
    rows = Look.objects.filter(user=user).order_by("pk")
    return [{"page": row.page, "at": row.at.isoformat()} for row in rows]


@exports_personal_data("second_factors")
def second_factors(user: User) -> list[dict[str, Any]]:
    """Return the kinds of second factors, without their secrets."""
    rows = Authenticator.objects.filter(user=user).order_by("pk")
    return [{"kind": row.type, "since": row.created_at.isoformat()} for row in rows]


@erases_personal_data("mails")
def forget_mails(user: User, now: datetime) -> None:
    """Empty the mails to the person, so that the outbox still counts them; drop unsent ones."""
    del now
    Notice.objects.filter(user=user).delete()
    theirs = Message.objects.filter(Q(to_user=user) | Q(to_email__iexact=user.email))
    _empty(theirs, f"user-{user.pk}@{GONE}")


def forget_address(email: str, gone: str) -> None:
    """Do the same for somebody without an account; `gone` is the address written instead."""
    _empty(Message.objects.filter(to_email__iexact=email), gone)


def _empty(theirs: QuerySet[Message], gone: str) -> None:
    theirs.filter(state=MessageState.QUEUED).delete()
    blank = {"to_name": "", "subject": "", "text": "", "html": "", "context": {}}
    for row in theirs.only("pk", "receiver"):
        own = row.receiver.startswith("user:")
        receiver = row.receiver if own else f"mail:{gone}:{row.pk}"
        Message.objects.filter(pk=row.pk).update(to_email=gone, receiver=receiver, **blank)
