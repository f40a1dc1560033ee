"""Follow something, change it, end it."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from avow.directory.vocabulary import Vocabulary
from avow.following import rules
from avow.following.models import Follow, Follower
from avow.following.permissions import POLICY
from avow.following.querysets import FollowQuerySet
from avow.following.seeing import seen_now
from avow.following.showing import suggested, target_of
from avow.following.states import Frequency
from avow.following.targets import Target
from avow.forums.models import Forum
from avow.kernel.lifecycle import Refused
from avow.kernel.text import nfc, says_something
from avow.participants.models import Participant
from avow.participants.services.entering import Hand, enter
from avow.people.roles import Role


def named(text: str) -> str:
    """Return a name as it is kept; nothing for one that nobody could read."""
    clean = " ".join(nfc(text).split())[: rules.LONGEST]
    return clean if says_something(clean) else ""


def follow(
    participant: Participant, target: Target, *, name: str = "", frequency: str, now: datetime
) -> Follow:
    """Keep what somebody wants to hear of; what they follow already is changed, not kept twice.

    Raises Refused: too many, an unknown frequency, they may not take part any more.
    """
    _demand_frequency(frequency)
    if participant.blocked_at is not None:
        raise Refused("participant_blocked", forbidden=True)
    with transaction.atomic():
        follower = _locked(participant)
        row = _rows(follower).filter(key=target.key).first() or _made(follower, target, now)
        if row.confirmed_at is None:
            if _rows(follower).counting().count() >= rules.MOST:
                raise Refused("following_too_many")
            _begin(row, participant.forum, now)
        _plan(row, participant.forum, frequency, now)
        row.name = named(name) or row.name
        row.save()
    return row


def follow_as(
    forum: Forum,
    hand: Hand,
    target: Target,
    *,
    name: str = "",
    frequency: str,
    next_url: str,
    now: datetime,
) -> Follow | None:
    """Keep it for somebody not yet known: it counts once they follow the mailed link.

    Nobody changes what is followed at an address that somebody else types: what counts already
    stays as it is, and no more waits there than one may follow. Nothing tells which it was.
    """
    _demand_frequency(frequency)
    with transaction.atomic():
        follower = _locked(enter(forum, hand, next_url=next_url, now=now))
        row: Follow | None = _rows(follower).filter(key=target.key).first()
        if row is not None and row.confirmed_at is not None:
            return row
        if row is None and _rows(follower).waiting().count() >= rules.MOST:
            return None
        row = row or _made(follower, target, now)
        row.name, row.frequency, row.created_at = named(name), frequency, now
        row.save()
    return row


def change(row: Follow, *, by: Participant, name: str, frequency: str, now: datetime) -> Follow:
    """Name it anew, and say how often to write. Raises Refused for what is not one's own."""
    _demand_frequency(frequency)
    with transaction.atomic():
        row = _own(row, by, "follow.change")
        row.name = named(name)
        _plan(row, by.forum, frequency, now)
        row.save()
    return row


def end(row: Follow, *, by: Participant) -> None:
    """Follow it no longer. Raises Refused for what is not one's own."""
    with transaction.atomic():
        _own(row, by, "follow.end").delete()


def end_mails(follower: Follower) -> int:
    """Write to somebody no more about what they follow; it stays kept. Again changes nothing."""
    with transaction.atomic():
        Follower.objects.select_for_update().get(pk=follower.pk)
        rows = _rows(follower).exclude(frequency=Frequency.NONE)
        return rows.update(frequency=Frequency.NONE, due_at=None)


def open_waiting(participant: Participant, now: datetime) -> None:
    """Let what waits for an address count once it is confirmed: the oldest first, 30 at most."""
    follower = Follower.objects.filter(participant=participant).first()
    if follower is None:
        return
    _locked(participant)
    room = max(0, rules.MOST - _rows(follower).counting().count())
    for row in _rows(follower).waiting().order_by("created_at", "pk")[:room]:
        _begin(row, participant.forum, now)
        _plan(row, participant.forum, row.frequency, now)
        row.save()


def waiting_lines(participant: Participant) -> list[str]:
    """Return a line for each thing that waits, for whoever is about to confirm the address."""
    rows = FollowQuerySet(Follow).filter(follower__participant=participant).waiting()
    vocabulary = Vocabulary(participant.forum)
    return [
        _("To follow: %(what)s") % {"what": row.name or suggested(target_of(row), vocabulary)}
        for row in rows.select_related("organisation").order_by("created_at", "pk")
    ]


def drop_waiting(participant: Participant | None, before: datetime) -> int:
    """Delete what has waited since before a time, at one address or at all; return how much."""
    rows = FollowQuerySet(Follow).waiting().filter(created_at__lt=before)
    if participant is not None:
        rows = rows.filter(follower__participant=participant)
    gone, _each = rows.delete()
    return gone


def forget(participant: Participant, _now: datetime) -> None:
    """Delete what somebody followed who goes: it tells what they care about."""
    Follower.objects.filter(participant=participant).delete()


def _rows(follower: Follower) -> FollowQuerySet:
    return FollowQuerySet(Follow).filter(follower=follower)


def _locked(participant: Participant) -> Follower:
    """Return somebody's row, made at their first thing; two clicks queue up here."""
    Participant.objects.select_for_update(of=("self",)).get(pk=participant.pk)
    defaults = {"token": secrets.token_urlsafe(32)}
    made, _new = Follower.objects.get_or_create(participant=participant, defaults=defaults)
    return Follower.objects.select_for_update(of=("self",)).get(pk=made.pk)


def _own(row: Follow, by: Participant, action: str) -> Follow:
    """Return somebody's own row, locked with its follower."""
    follower = Follower.objects.select_for_update(of=("self",)).filter(pk=row.follower_id).first()
    found: Follow | None = _rows(follower).filter(pk=row.pk).first() if follower else None
    if follower is None or found is None:
        raise Refused("moved_on")
    roles = {Role.AUTHOR} if follower.participant_id == by.pk else {Role.VISITOR}
    if not POLICY.allows(action, roles):
        raise Refused("not_yours", forbidden=True)
    return found


def _made(follower: Follower, target: Target, now: datetime) -> Follow:
    """Return the unsaved row of something not followed yet."""
    return Follow(
        follower=follower,
        kind=target.kind,
        query=target.query,
        ref=target.ref,
        organisation=target.organisation,
        key=target.key,
        created_at=now,
        looked_until=now,
    )


def _begin(row: Follow, forum: Forum, now: datetime) -> None:
    """Let it count from now on: what was public before is no news."""
    row.confirmed_at = now
    _from_now(row, forum, now)


def _from_now(row: Follow, forum: Forum, now: datetime) -> None:
    row.looked_until, row.seen = now, seen_now(forum, row.ref)


def _plan(row: Follow, forum: Forum, frequency: str, now: datetime) -> None:
    """Set how often to look; whoever begins mails again hears of what comes from now on."""
    if row.frequency == Frequency.NONE and frequency != Frequency.NONE:
        _from_now(row, forum, now)
    row.frequency = Frequency(frequency)
    row.due_at = rules.next_due(frequency, now, forum.zone)


def _demand_frequency(frequency: str) -> None:
    if frequency not in Frequency.values:
        raise Refused("following_frequency_unknown")
