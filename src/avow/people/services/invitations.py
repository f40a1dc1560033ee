"""Mailed links with which somebody joins an organisation, or takes a staff role in a forum."""

import hashlib
import secrets
from datetime import datetime

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from avow.forums.models import Forum
from avow.kernel.lifecycle import Refused
from avow.ledger.services import record
from avow.notices.services import Address, tell
from avow.people import rules
from avow.people.authority import require
from avow.people.links import link
from avow.people.models import (
    ForumRole,
    Invitation,
    MailedInvitation,
    Organisation,
    Representation,
    RoleInvitation,
    User,
)
from avow.people.querysets import InvitationQuerySet
from avow.people.rules import InvitationFacts
from avow.people.services.organisations import subject_of
from avow.people.states import RepresentationRole, StaffRole


def digest(token: str) -> str:
    """Return what is kept of a link's secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def find_invitation(token: str) -> Invitation | RoleInvitation | None:
    """Return the invitation behind a link, whatever became of it."""
    kept = digest(token)
    mine = (
        Invitation.objects.select_related("organisation", "invited_by")
        .filter(token_digest=kept)
        .first()
    )
    return (
        mine
        or RoleInvitation.objects.select_related("forum", "invited_by")
        .filter(token_digest=kept)
        .first()
    )


def reasons_against(
    invitation: MailedInvitation, user: User | None, now: datetime
) -> tuple[str, ...]:
    """Return why this invitation does not work (for this person, if one is signed in)."""
    facts = InvitationFacts(
        email=invitation.email,
        expires_at=invitation.expires_at,
        accepted=invitation.accepted_at is not None,
        revoked=invitation.revoked_at is not None,
    )
    return rules.invitation_reasons(facts, verified_addresses(user) if user else None, now)


def verified_addresses(user: User) -> frozenset[str]:
    """Return the addresses the person has confirmed, in small letters."""
    rows = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return frozenset(email.lower() for email in rows)


def invite(
    organisation: Organisation,
    *,
    email: str,
    role: str,
    by: User | None,
    forum: Forum,
    now: datetime,
) -> Invitation:
    """Mail somebody a link with which they join the organisation; it works once, for 14 days.

    An expired invitation to the same address is taken back and a new one sent. Raises Refused: not
    allowed, no address, they represent it already, or an invitation to them is open already (so a
    double click sends one mail).
    """
    email, wanted = _address(email), RepresentationRole(role)
    with transaction.atomic():
        row = Organisation.objects.select_for_update().get(pk=organisation.pk)
        held = require("organisation.invite", by, row, forum)
        if row.merged_into_id is not None:
            raise Refused("organisation_merged")
        if Representation.objects.filter(organisation=row, user__email__iexact=email).exists():
            raise Refused("represents_already")
        _make_room(Invitation.objects.filter(organisation=row), email, now)
        token, values = _fresh(email, by, now)
        invitation = Invitation.objects.create(organisation=row, role=wanted, **values)
        record(
            "representative.invited",
            forum=forum,
            subject=subject_of(row),
            at=now,
            role=held,
            data={"role": wanted.value},
        )
        _send(
            invitation,
            "people.invitation",
            token,
            by,
            forum,
            {"organisation": row.name, "role": wanted.value},
        )
    return invitation


def invite_to_role(
    forum: Forum, *, email: str, role: str, by: User | None, now: datetime
) -> RoleInvitation:
    """Mail somebody a link to a staff role in the forum. Raises as `invite` does."""
    email, wanted = _address(email), StaffRole(role)
    with transaction.atomic():
        Forum.objects.select_for_update().get(pk=forum.pk)
        held = require("people.roles", by, None, forum)
        if ForumRole.objects.filter(forum=forum, role=wanted, user__email__iexact=email).exists():
            raise Refused("has_role_already")
        _make_room(RoleInvitation.objects.filter(forum=forum, role=wanted), email, now)
        token, values = _fresh(email, by, now)
        invitation = RoleInvitation.objects.create(forum=forum, role=wanted, **values)
        record(
            "role.invited",
            forum=forum,
            subject=f"forum:{forum.slug}",
            at=now,
            role=held,
            data={"role": wanted.value},
        )
        _send(invitation, "people.role_invitation", token, by, forum, {"role": wanted.value})
    return invitation


def accept_invitation(token: str, *, by: User, forum: Forum, now: datetime) -> Representation:
    """Join the organisation that the link is for.

    The second click of the one who accepted gives the same representation. An invitation never
    takes a role away: who is lead already stays lead. Raises Refused with the reason (used, taken
    back, expired, sent to another address, organisation merged), and Invitation.DoesNotExist for
    a wrong link.
    """
    with transaction.atomic():
        row = Invitation.objects.select_for_update().get(token_digest=digest(token))
        organisation = Organisation.objects.select_for_update().get(pk=row.organisation_id)
        mine = Representation.objects.filter(user=by, organisation=organisation).first()
        if row.accepted_at is not None and mine and row.email.lower() in verified_addresses(by):
            return mine
        reasons = reasons_against(row, by, now)
        if organisation.merged_into_id is not None:
            reasons += ("organisation_merged",)
        if reasons:
            raise Refused(*reasons)
        row.accepted_at = now
        row.save(update_fields=["accepted_at"])
        if mine is None:
            mine = Representation.objects.create(
                user=by, organisation=organisation, role=row.role, since=now
            )
        elif _stronger(row.role, mine.role):
            mine.role = row.role
            mine.save(update_fields=["role"])
        record(
            "representative.joined",
            forum=forum,
            subject=subject_of(organisation),
            at=now,
            role="representative",
            data={"role": mine.role, "by": "invitation"},
        )
    return mine


def accept_role_invitation(token: str, *, by: User, now: datetime) -> ForumRole:
    """Take the staff role that the link is for. Raises as `accept_invitation` does."""
    with transaction.atomic():
        row = RoleInvitation.objects.select_for_update().get(token_digest=digest(token))
        mine = ForumRole.objects.filter(user=by, forum=row.forum, role=row.role).first()
        if row.accepted_at is not None and mine and row.email.lower() in verified_addresses(by):
            return mine
        if reasons := reasons_against(row, by, now):
            raise Refused(*reasons)
        row.accepted_at = now
        row.save(update_fields=["accepted_at"])
        if mine is None:
            mine = ForumRole.objects.create(user=by, forum=row.forum, role=row.role)
        record(
            "role.taken",
            forum=row.forum,
            subject=f"forum:{row.forum.slug}",
            at=now,
            role=row.role,
            data={"role": row.role},
        )
    return mine


def revoke_invitation(
    invitation: Invitation | RoleInvitation, *, by: User | None, forum: Forum, now: datetime
) -> None:
    """Take an invitation back; the link then says so. A second click changes nothing.

    Raises Refused: not allowed, or it was used already.
    """
    with transaction.atomic():
        if isinstance(invitation, Invitation):
            subject = subject_of(invitation.organisation)
            held = require("organisation.invite", by, invitation.organisation, forum)
        else:
            subject = f"forum:{invitation.forum.slug}"
            held = require("people.roles", by, None, invitation.forum)
        row = type(invitation).objects.select_for_update().get(pk=invitation.pk)
        if row.revoked_at is not None:
            return
        if row.accepted_at is not None:
            raise Refused("invitation_used")
        row.revoked_at = now
        row.save(update_fields=["revoked_at"])
        record(
            "invitation.revoked",
            forum=forum,
            subject=subject,
            at=now,
            role=held,
            data={"role": row.role},
        )


def _address(email: str) -> str:
    """Return the address as it is kept. Raises Refused if it is none."""
    email = User.objects.normalize_email(email.strip())
    try:
        validate_email(email)
    except ValidationError as error:
        raise Refused("email_wrong") from error
    return email


def _make_room(others: InvitationQuerySet, email: str, now: datetime) -> None:
    """Take expired invitations to the address back. Raises Refused if one still works."""
    mine = others.unanswered().to(email)
    if mine.filter(expires_at__gt=now).exists():
        raise Refused("invitation_open_already")
    mine.update(revoked_at=now)


def _fresh(email: str, by: User | None, now: datetime) -> tuple[str, dict[str, object]]:
    """Return a new secret, and the values every invitation has."""
    token = secrets.token_urlsafe(32)
    return token, {
        "email": email,
        "invited_by": by,
        "created_at": now,
        "expires_at": rules.invitation_expires(now),
        "token_digest": digest(token),
    }


def _send(
    invitation: MailedInvitation,
    verb: str,
    token: str,
    by: User | None,
    forum: Forum,
    context: dict[str, object],
) -> None:
    """Queue the mail: to the account with that address in its language, else in the inviter's."""
    known = User.objects.filter(email__iexact=invitation.email, is_active=True).first()
    language = known.language if known else by.language if by else "en"
    day = invitation.expires_at.astimezone(forum.zone).date()
    tell(
        verb,
        to=[known or Address(invitation.email, "", language)],
        at=invitation.created_at,
        forum=forum,
        key=f"{verb}:{invitation.pk}",
        context={
            **context,
            "invited_by": by.get_full_name() if by else "",
            "last_day": day.isoformat(),
        },
        url=link("people:invitation", forum, token, language=language),
    )


def _stronger(one: str, other: str) -> bool:
    order = RepresentationRole.values
    return order.index(one) < order.index(other)
