"""The one function that changes where an application stands."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.urls import NoReverseMatch, reverse

from avow.answers import services as answers
from avow.applications import rules
from avow.applications.gathering import codes_of, facts_of, partner_ids_of, window_of
from avow.applications.lifecycle import APPLICATION
from avow.applications.models import Application
from avow.applications.states import State
from avow.kernel.lifecycle import Move, Refused
from avow.ledger.services import record
from avow.notices.services import tell
from avow.people.models import User
from avow.people.querysets import ACTING
from avow.people.roles import Role
from avow.people.standing import standing_towards
from avow.people.states import StaffRole

# These two would tell the public what the applicant does not know yet: sealed until release.
SEALED = frozenset({"refuse", "close"})
# Moves the applicant's side hears of at once; outcomes are told by their release alone.
TOLD_APPLICANT = frozenset({"submit", "ask", "answer", "withdraw"})
TOLD_SECRETARIAT = frozenset({"submit", "answer", "withdraw"})
SYSTEM = frozenset({Role.SYSTEM})


def locked(pk: int) -> Application:
    """Return the application with its row locked. Raises Application.DoesNotExist."""
    rows = Application.objects.select_for_update(of=("self",))
    found: Application = rows.select_related("forum", "organisation", "sheet__definition").get(
        pk=pk
    )
    return found


def roles_in(application: Application, user: User | None, now: datetime) -> frozenset[Role]:
    """Return who somebody is towards an application; nobody (None) is the platform itself."""
    if user is None:
        return SYSTEM
    return standing_towards(
        user,
        forum=application.forum,
        organisation_ids=[application.organisation_id],
        coalition_ids=application.coalitions.values_list("coalition_id", flat=True),
        partner_ids=partner_ids_of(application),
        now=now,
    )


def move(
    pk: int,
    name: str,
    *,
    by: User | None,
    now: datetime,
    reason: str = "",
    seen_state: str | None = None,
) -> Application:
    """Make one move of an application's life: state, ledger and notices together, or nothing.

    `by` is None for the platform; `seen_state` is the state the page showed, if it must still hold.
    Raises `Refused`, with every reason, if the table in lifecycle.py does not allow it now.
    """
    with transaction.atomic():
        application = locked(pk)
        if seen_state is not None and application.state != seen_state:
            raise Refused("moved_on")
        roles = roles_in(application, by, now)
        facts = facts_of(application, name, now, reason)
        step = APPLICATION.step(name, application.state, roles, facts, now)
        was = application.state
        application.state = step.target
        _take_effect(application, step, now)
        application.save()
        _write_down(application, step, was, role_of(step, roles), now)
        _tell(application, name, by, reason, now)
    return application


def role_of(step: Move, roles: Iterable[str]) -> str:
    """Return in which of their roles somebody made the move."""
    return min(step.who & {str(role) for role in roles})


def _take_effect(application: Application, step: Move, now: datetime) -> None:
    """Set what belongs to the new state: dates, and whether the answers may be changed."""
    if step.name == "submit":
        window = window_of(application, now).window
        if window is None:
            raise Refused("applications_closed")
        application.submitted_at = now
        application.promise_days = window.promise_days
        application.due_on = rules.due_date(now, application.forum.zone, window.promise_days)
        application.sheet = answers.freeze(application.sheet, now)
    elif step.name == "ask":
        application.sheet = answers.reopen(application.sheet)
    elif step.name == "answer" or (step.name == "withdraw" and not application.sheet.frozen_at):
        application.sheet = answers.freeze(application.sheet, now)
    if step.target in {State.DECIDED, State.INELIGIBLE}:
        application.decided_at = now


def _write_down(application: Application, step: Move, was: str, role: str, now: datetime) -> None:
    """Write the move into the ledger: openly, or as a seal that the release opens."""
    if step.name in SEALED:
        application.seal_nonce = secrets.token_hex(16)
        application.save(update_fields=["seal_nonce"])
        seal = seal_of(application, step.name)
        data: dict[str, Any] = {"seal": seal}
        record(
            "application.sealed",
            forum=application.forum,
            subject=f"seal:{seal[:16]}",
            at=now,
            data=data,
        )
        return
    data = {"from": was, "to": step.target, "coalitions": codes_of(application)}
    if step.name == "submit":
        data["due_on"] = str(application.due_on)
    record(
        f"application.{step.name}",
        forum=application.forum,
        subject=f"application:{application.pk}",
        at=now,
        role=role,
        data=data,
    )


def seal_of(application: Application, name: str) -> str:
    """Return the seal of a sealed move: SHA-256 over nonce, application and move, joined by "|"."""
    return sha256(
        f"{application.seal_nonce}|application:{application.pk}|{name}".encode()
    ).hexdigest()


def opened_seal(application: Application) -> dict[str, str]:
    """Return what the seal held, for the public entry of the release; empty without a seal."""
    if not application.seal_nonce:
        return {}
    name = "refuse" if application.state == State.INELIGIBLE else "close"
    return {
        "nonce": application.seal_nonce,
        "application": f"application:{application.pk}",
        "move": name,
    }


def applicants_of(application: Application) -> list[User]:
    """Return the people who write for the applicant: its leads and editors."""
    users = User.objects.filter(
        is_active=True,
        representations__organisation=application.organisation_id,
        representations__role__in=ACTING,
    )
    return list(users.distinct().order_by("pk"))


def secretariat_of(application: Application) -> list[User]:
    """Return the forum's secretariat, without whoever represents the applicant."""
    users = User.objects.filter(
        is_active=True,
        forum_roles__forum=application.forum_id,
        forum_roles__role=StaffRole.SECRETARIAT,
    ).exclude(representations__organisation=application.organisation_id)
    return list(users.distinct().order_by("pk"))


def _tell(application: Application, name: str, by: User | None, reason: str, now: datetime) -> None:
    """Tell both sides; each occasion once, however often somebody clicks."""
    context = {
        "organisation": application.organisation.name,
        "due_on": application.due_on.isoformat() if application.due_on else "",
        "reason": reason,
        "who": by.name if by else "",
        "coalitions": len(codes_of(application)),
    }
    occasion = f"application.{name}:{application.pk}:{now.isoformat()}"
    if name in TOLD_APPLICANT:
        tell(
            f"application_{name}",
            to=applicants_of(application),
            at=now,
            forum=application.forum,
            key=occasion,
            context=context,
            url=page("applications:overview", application),
        )
    if name in TOLD_SECRETARIAT and was_handed_in(application):
        tell(
            f"application_{name}_desk",
            to=secretariat_of(application),
            at=now,
            forum=application.forum,
            key=f"{occasion}:desk",
            context={**context, "organisation": application.organisation.shown_name},
            url=page("desk:application", application),
        )


def was_handed_in(application: Application) -> bool:
    """Return whether the secretariat knows of it at all: a draft is nobody's business."""
    return application.submitted_at is not None


def page(name: str, application: Application) -> str:
    """Return the path of a page about the application, "" where the installation has none."""
    try:
        return reverse(name, kwargs={"forum": application.forum.slug, "pk": application.pk})
    except NoReverseMatch:
        return ""
