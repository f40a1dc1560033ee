"""Handing in interest and confirming it by the mailed link."""

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from avow.forums.models import Coalition, Forum
from avow.forums.states import WindowKind
from avow.interest.lifecycle import INTEREST
from avow.interest.models import Interest
from avow.interest.rules import InterestFacts
from avow.interest.states import Kind, State
from avow.kernel.lifecycle import Refused
from avow.kernel.text import fold, nfc
from avow.ledger.services import record
from avow.mobilising.services import inviting
from avow.notices.services import Address, tell
from avow.people.links import link
from avow.people.models import Organisation, User
from avow.people.roles import Role
from avow.people.windows import current_window

LINK_DAYS = 7
# One address gets one confirmation mail in this time, however often it is asked for.
QUIET = timedelta(minutes=10)
DAY = timedelta(days=1)
LINKS_A_DAY = 3  # to one address, whatever organisations are named


@dataclass(frozen=True, slots=True)
class Hand:
    """What somebody writes when they hand in interest."""

    email: str
    organisation_name: str
    contact_name: str = ""
    language: str = "en"
    organisation_kind: str = ""
    country: str = ""
    coalitions: tuple[Coalition, ...] = field(default=())
    message: str = ""
    wants_news: bool = True

    def fields(self) -> dict[str, object]:
        """Return the columns, with texts as they are kept."""
        return {
            "contact_name": nfc(self.contact_name).strip(),
            "language": self.language,
            "organisation_name": nfc(self.organisation_name).strip(),
            "organisation_kind": self.organisation_kind,
            "country": self.country,
            "message": nfc(self.message).strip(),
            "wants_news": self.wants_news,
        }


def facts_of(
    forum: Forum, now: datetime, organisation: Organisation | None = None
) -> InterestFacts:
    """Gather what the guards need to know."""
    interest = current_window(forum, WindowKind.INTEREST, now)
    applications = current_window(forum, WindowKind.APPLICATIONS, now, organisation)
    return InterestFacts(
        interest_open=interest.state == "open",
        applications_open=applications.state == "open",
        applications_over=applications.state == "closed" and applications.window is not None,
    )


def address_of(interest: Interest) -> Address:
    """Return the receiver of this interest's mails."""
    return Address(interest.email, interest.contact_name, interest.language)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _has_enough(forum: Forum, email: str, now: datetime) -> bool:
    """Return whether an address got as many links today as anybody may make us send it."""
    since = now + timedelta(days=LINK_DAYS) - DAY
    sent = Interest.objects.filter(forum=forum, email__iexact=email, token_expires_at__gt=since)
    return sent.count() >= LINKS_A_DAY


def hand_in(forum: Forum, hand: Hand, *, now: datetime) -> Interest:
    """Keep somebody's interest and mail them the link that confirms it.

    The same organisation and address again is one interest: its words are brought up to date while
    it is unconfirmed, and a new link is sent unless one went out minutes ago, or this address got
    too many today for other names: nobody fills a stranger's mailbox with our mails. Nothing tells
    the page whether the address was known. Raises Refused when the forum does not take interest
    now.
    """
    if not facts_of(forum, now).interest_open:
        raise Refused("interest_closed")
    fields = hand.fields()
    email = hand.email.strip().lower()
    with transaction.atomic():
        Forum.objects.select_for_update().get(pk=forum.pk)  # two clicks queue up here
        interest = Interest.objects.filter(
            forum=forum, email__iexact=email, folded_name=fold(str(fields["organisation_name"]))
        ).first()
        if interest is None:
            interest = Interest(
                forum=forum,
                email=email,
                folded_name=fold(str(fields["organisation_name"])),
                received_at=now,
            )
        elif interest.state != State.UNCONFIRMED:
            return interest
        recently = (
            interest.token_expires_at
            and interest.token_expires_at - timedelta(days=LINK_DAYS) > now - QUIET
        )
        for name, value in fields.items():
            setattr(interest, name, value)
        token = ""
        if not recently and not _has_enough(forum, email, now):
            token = secrets.token_urlsafe(24)
            interest.token_digest = _digest(token)
            interest.token_expires_at = now + timedelta(days=LINK_DAYS)
        interest.save()
        interest.coalitions.set(hand.coalitions)
        if token:
            _ask_to_confirm(interest, token, now)
    return interest


def _ask_to_confirm(interest: Interest, token: str, now: datetime) -> None:
    tell(
        "interest.confirm",
        to=[address_of(interest)],
        at=now,
        forum=interest.forum,
        key=f"interest.confirm:{interest.pk}:{interest.token_digest[:16]}",
        context={"organisation": interest.organisation_name, "days": LINK_DAYS},
        url=link("interest:confirm", interest.forum, token, language=interest.language),
    )


def find_by_token(forum: Forum, token: str) -> Interest | None:
    """Return the interest a mailed link belongs to, or None for a forged one."""
    return Interest.objects.filter(forum=forum, token_digest=_digest(token)).first()


def confirm(interest: Interest, *, now: datetime) -> Interest:
    """Confirm the address; a link followed twice confirms once. Raises Refused when it has expired.

    Where applications are open already, the invitation follows at once.
    """
    with transaction.atomic():
        row = Interest.objects.select_for_update().get(pk=interest.pk)
        if row.state != State.UNCONFIRMED:
            return row
        if row.token_expires_at is None or now >= row.token_expires_at:
            raise Refused("link_expired")
        facts = facts_of(row.forum, now)
        step = INTEREST.step("confirm", row.state, {Role.VISITOR}, facts, now)
        row.state, row.confirmed_at = step.target, now
        row.save(update_fields=["state", "confirmed_at"])
        inviting.confirmed(row.forum, row.email)
        record(
            "interest.confirm",
            forum=row.forum,
            subject=f"interest:{row.pk}",
            at=now,
            role=Role.VISITOR,
        )
        tell(
            "interest.received",
            to=[address_of(row)],
            at=now,
            forum=row.forum,
            key=f"interest.received:{row.pk}",
            context={"organisation": row.organisation_name},
            url=link("forum:home", row.forum, language=row.language),
        )
        if facts.applications_open:
            invite(row, by=None, now=now)
    row.refresh_from_db()
    return row


def invite(interest: Interest, *, by: User | None, now: datetime) -> Interest:
    """Invite one to apply. `by` is None when the calendar does it. Raises Refused."""
    with transaction.atomic():
        row = Interest.objects.select_for_update().get(pk=interest.pk)
        role = Role.SYSTEM if by is None else Role.SECRETARIAT
        step = INTEREST.step("invite", row.state, {role}, facts_of(row.forum, now), now)
        row.state, row.invited_at = step.target, now
        row.save(update_fields=["state", "invited_at"])
        record("interest.invite", forum=row.forum, subject=f"interest:{row.pk}", at=now, role=role)
        tell_invited(row, now)
    return row


def tell_invited(interest: Interest, now: datetime) -> None:
    """Mail the invitation to apply, with the window's end."""
    status = current_window(interest.forum, WindowKind.APPLICATIONS, now)
    closes = status.until.astimezone(interest.forum.zone) if status.until else None
    tell(
        "interest.invited",
        to=[address_of(interest)],
        at=now,
        forum=interest.forum,
        key=f"interest.invited:{interest.pk}",
        context={
            "organisation": interest.organisation_name,
            "closes_at": closes.isoformat() if closes else "",
            "is_letter": interest.kind == Kind.LETTER,
        },
        url=link("applications:start", interest.forum, language=interest.language),
    )


def apply(interest: Interest, organisation: Organisation, *, now: datetime) -> Interest:
    """Mark that an application was begun from this interest, in the applicant's own transaction.

    An interest that has applied or lapsed stays as it is: an application may still be made.
    """
    row = Interest.objects.select_for_update().get(pk=interest.pk)
    if row.state not in {State.RECEIVED, State.INVITED}:
        return row
    facts = facts_of(row.forum, now, organisation)
    step = INTEREST.step("apply", row.state, {Role.REPRESENTATIVE}, facts, now)
    row.state, row.organisation = step.target, organisation
    row.save(update_fields=["state", "organisation"])
    record(
        "interest.apply",
        forum=row.forum,
        subject=f"interest:{row.pk}",
        at=now,
        role=Role.REPRESENTATIVE,
    )
    return row
