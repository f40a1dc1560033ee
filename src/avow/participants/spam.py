"""The defence against programs and floods, without asking anybody else.

Three things: a field that only programs fill in, a page that was open for a moment before it was
sent, and counted limits. People are told what happened and lose no word.
"""

from datetime import datetime, timedelta

from django.core import signing
from django.utils.crypto import salted_hmac

from avow.kernel.lifecycle import Refused
from avow.participants.models import Attempt

KEPT = timedelta(days=2)  # the longest span that a limit may count over
STALE = timedelta(days=1)  # a page older than this is sent again with one more click
SALT = "avow.participants.spam"


def stamp(now: datetime) -> str:
    """Return the signed time at which a page was drawn."""
    return signing.dumps(int(now.timestamp()), salt=SALT)


def age_of(value: str, now: datetime) -> timedelta | None:
    """Return how long ago a page was drawn, None for a time we did not sign."""
    try:
        drawn = signing.loads(value, salt=SALT)
    except signing.BadSignature:
        return None
    return timedelta(seconds=now.timestamp() - drawn)


def status_of(refusal: Refused) -> int:
    """Return the HTTP status of a refusal: 429 for what was done too often, else 409."""
    return 429 if "too_many" in refusal.reasons else 409


def within_limits(act: str, key: str, *, most: int, per: timedelta, now: datetime) -> None:
    """Count one more `act` of `key` (an address, somebody's number) in the caller's transaction.

    Raises Refused when `most` were counted within `per`, ValueError for a span beyond what is kept.
    """
    if per > KEPT:
        raise ValueError("limits count over two days at most")
    hidden = salted_hmac(SALT, f"{act}:{key}", algorithm="sha256").hexdigest()
    if Attempt.objects.filter(act=act, key=hidden, at__gt=now - per).count() >= most:
        raise Refused("too_many")
    Attempt.objects.create(act=act, key=hidden, at=now)
