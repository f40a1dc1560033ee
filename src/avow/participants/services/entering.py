"""Coming in by a mailed link, or with an account; who one is, and being forgotten."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.http import url_has_allowed_host_and_scheme

from avow.forums.models import Forum
from avow.kernel.due import due
from avow.kernel.lifecycle import Refused
from avow.kernel.text import nfc
from avow.notices.services import Address, tell
from avow.participants import confirmed, forgotten, spam
from avow.participants.models import Attempt, Participant
from avow.people.links import link
from avow.people.models import Organisation, User
from avow.people.personal import GONE, forget_address
from avow.people.querysets import ACTING

LINK_DAYS = 7
WAITING_DAYS = 14  # what nobody confirmed is deleted after so many
# One address gets one link in this time, however often it is asked for; and so many a day.
QUIET = timedelta(minutes=10)
LINKS_A_DAY = 5
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Hand:
    """Who somebody says they are."""

    email: str
    name: str = ""
    hides_name: bool = False
    language: str = "en"
    kind: str = ""
    country: str = ""

    def fields(self) -> dict[str, object]:
        """Return the columns, with texts as they are kept."""
        return {
            "name": " ".join(nfc(self.name).split())[:150],
            "hides_name": self.hides_name,
            "language": self.language,
            "kind": self.kind,
            "country": self.country,
        }


def digest_of(token: str) -> str:
    """Return what is kept of a link's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def inside(url: str) -> str:
    """Return a path of this site, or nothing for an address that leads elsewhere."""
    safe = url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
    return url if safe and len(url) <= 500 else ""


def enter(forum: Forum, hand: Hand, *, next_url: str = "", now: datetime) -> Participant:
    """Find or make the row of an address, and mail it the link that lets a browser act as it.

    Words about oneself are only taken while the address is unconfirmed: afterwards nobody changes
    them without the link. A link goes out once in ten minutes, five times a day: nobody fills a
    stranger's mailbox with our mails. Nothing tells whether the address was known.
    """
    email = hand.email.strip().lower()
    with transaction.atomic():
        Forum.objects.select_for_update().get(pk=forum.pk)  # two clicks queue up here
        row = Participant.objects.filter(forum=forum).at(email).first()
        if row is None:
            row = Participant(forum=forum, email=email, created_at=now, **hand.fields())
        elif row.confirmed_at is None:
            for name, value in hand.fields().items():
                setattr(row, name, value)
        row.next_url = inside(next_url) or row.next_url
        row.save()
        if row.blocked_at is None:
            _mail_link(row, now)
    return row


def _mail_link(row: Participant, now: datetime) -> None:
    """Mail a fresh link, unless one went out just now or too many went out today."""
    sent_at = row.token_expires_at - timedelta(days=LINK_DAYS) if row.token_expires_at else None
    if sent_at is not None and now - sent_at < QUIET:
        return
    try:
        spam.within_limits(
            "link", f"{row.forum_id}:{row.email}", most=LINKS_A_DAY, per=DAY, now=now
        )
    except Refused:
        return
    token = secrets.token_urlsafe(24)
    row.token_digest, row.token_expires_at = digest_of(token), now + timedelta(days=LINK_DAYS)
    row.save(update_fields=["token_digest", "token_expires_at"])
    tell(
        "participants.confirm",
        to=[address_of(row)],
        at=now,
        forum=row.forum,
        key=f"participants.confirm:{row.pk}:{row.token_digest[:12]}",
        context={"days": LINK_DAYS},
        url=link("participants:confirm", row.forum, token, language=row.language),
    )


def address_of(row: Participant) -> Address:
    """Return the receiver of this participant's mails; an account's address and language now."""
    if row.user is not None:
        return Address(row.user.email, row.name, row.user.language)
    return Address(row.email, row.name, row.language)


def find_by_token(forum: Forum, token: str) -> Participant | None:
    """Return who a link belongs to, expired or not."""
    return Participant.objects.filter(forum=forum, token_digest=digest_of(token)).first()


def confirm(participant: Participant, *, drop: bool = False, now: datetime) -> Participant:
    """Take the address as theirs and open what waited for it; again, it opens what came since.

    With `drop` what waited is deleted instead: a stranger typed it. Raises Refused: the link has
    expired, or they may not take part any more.
    """
    with transaction.atomic():
        row: Participant = Participant.objects.select_for_update().get(pk=participant.pk)
        if row.token_expires_at is None or now >= row.token_expires_at:
            raise Refused("participant_link_expired")
        if row.blocked_at is not None:
            raise Refused("participant_blocked", forbidden=True)
        if row.confirmed_at is None:
            row.confirmed_at = now
            row.save(update_fields=["confirmed_at"])
        _settle_waiting(row, drop=drop, now=now)
    return row


def _settle_waiting(row: Participant, *, drop: bool, now: datetime) -> None:
    if drop:
        confirmed.drop_waiting(row, now + timedelta(seconds=1))
    else:
        confirmed.open_waiting(row, now)


def of_user(user: User, forum: Forum, *, now: datetime) -> Participant:
    """Return a signed-in person's own row, made at their first act; their address is confirmed.

    They speak for the organisation they act for, if there is just one: others choose on the page.
    What somebody typed at their address before waits until they have read it (`open_own`).
    """
    with transaction.atomic():
        Forum.objects.select_for_update().get(pk=forum.pk)
        rows = Participant.objects.filter(forum=forum)
        row: Participant | None = rows.filter(user=user).first() or rows.at(user.email).first()
        if row is None:
            row = Participant(forum=forum, email=user.email.lower(), created_at=now)
            row.name, row.language = user.name, user.language
        if row.user_id != user.pk or row.confirmed_at is None:
            row.user, row.confirmed_at = user, row.confirmed_at or now
            organisations = speaks_for(user)
            if len(organisations) == 1 and row.organisation is None:
                speak_for(row, organisations[0])
            row.save()
    return row


def open_own(participant: Participant, *, drop: bool = False, now: datetime) -> None:
    """Open what waits at one's address, now that they have read it and say that it is theirs.

    With `drop` it is deleted instead: somebody else typed it.
    """
    with transaction.atomic():
        row: Participant = Participant.objects.select_for_update().get(pk=participant.pk)
        if row.blocked_at is not None:
            raise Refused("participant_blocked", forbidden=True)
        _settle_waiting(row, drop=drop, now=now)


def speaks_for(user: User) -> list[Organisation]:
    """Return the organisations in whose name a person may take part."""
    return list(
        Organisation.objects.filter(
            representations__user=user, representations__role__in=ACTING, merged_into=None
        ).order_by("name", "pk")
    )


def speak_for(row: Participant, organisation: Organisation | None) -> None:
    """Set, unsaved, in whose name they take part; a protected organisation hides their name."""
    row.organisation = organisation
    if organisation is not None:
        row.kind = organisation.kind
        row.country = "" if organisation.is_protected else organisation.country
        row.hides_name = row.hides_name or organisation.is_protected


def introduce(
    participant: Participant, hand: Hand, *, organisation: Organisation | None = None
) -> Participant:
    """Change what somebody says of themselves; they are known by the link or their account.

    Raises Refused for an organisation they do not act for.
    """
    with transaction.atomic():
        row: Participant = Participant.objects.select_for_update().get(pk=participant.pk)
        if organisation is not None and (
            row.user is None or organisation not in speaks_for(row.user)
        ):
            raise Refused("not_yours", forbidden=True)
        for name, value in hand.fields().items():
            setattr(row, name, value)
        speak_for(row, organisation)
        row.save()
    return row


def organisation_changed(organisation: Organisation, _now: datetime) -> None:
    """Hide who speaks for an organisation that asked for protection, and where they are."""
    if organisation.is_protected:
        rows = Participant.objects.filter(organisation=organisation)
        rows.update(hides_name=True, country="")


def block(participant: Participant, *, now: datetime) -> None:
    """Let somebody take no further part; what they wrote is moderated text by text."""
    Participant.objects.filter(pk=participant.pk, blocked_at=None).update(blocked_at=now)


def unblock(participant: Participant) -> None:
    """Let somebody take part again."""
    Participant.objects.filter(pk=participant.pk).update(blocked_at=None)


def forget(participant: Participant, *, now: datetime) -> Participant:
    """Take the person out of it: name, address, link, mails, places, needs, hidden words.

    What they wrote in public stays, without a name. A second call changes nothing.
    """
    with transaction.atomic():
        row: Participant = Participant.objects.select_for_update().get(pk=participant.pk)
        if row.is_erased:
            return row
        forgotten.erase_of(row, now)
        address, gone = row.email, f"participant-{row.pk}@{GONE}"
        row.email, row.name, row.hides_name, row.next_url = gone, "", True, ""
        row.user, row.organisation, row.token_digest, row.token_expires_at = None, None, "", None
        row.save()
        elsewhere = Participant.objects.at(address).exists()
        if not elsewhere and not User.objects.filter(email__iexact=address).exists():
            forget_address(address, gone)
    return row


@due("participants: never confirmed, forgotten", every=timedelta(hours=1))
def forget_unconfirmed(now: datetime) -> int:
    """Delete who never followed the link, what waited too long for one, old knocks at doors."""
    Attempt.objects.filter(at__lt=now - spam.KEPT).delete()
    kept = timedelta(days=WAITING_DAYS)
    dropped = confirmed.drop_waiting(None, now - kept)
    since = now - kept + timedelta(days=LINK_DAYS)
    gone, _rows = Participant.objects.never_confirmed(since).delete()
    return gone + dropped
