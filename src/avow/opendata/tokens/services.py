"""Make, revoke and know tokens. Of a token only a digest is kept."""

import base64
import hashlib
from datetime import date, datetime

from django.core.cache import cache
from django.db import transaction
from django.utils.crypto import salted_hmac

from avow.kernel.lifecycle import Refused
from avow.kernel.text import nfc, says_something
from avow.opendata.models import ApiToken
from avow.people.models import User

MOST = 5  # of one person
PREFIX = "avow_"
_KNOWN_FOR = 60  # seconds; a revoked one is forgotten at once where the cache is shared


def make(user: User, *, name: str, seed: str, now: datetime) -> str:
    """Make a token and return it, for the only time.

    It follows from the person, the `seed` of the page and the name: the second click of a double
    click gets the token of the first. Raises Refused (`api_token_unnamed`, `api_token_named_twice`,
    `api_tokens_enough`).
    """
    name = " ".join(nfc(name).split())[: ApiToken.LONGEST]
    if not says_something(name):
        raise Refused("api_token_unnamed")
    token = _token(user, seed, name)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        own = ApiToken.objects.filter(user=user)
        if own.filter(digest=digest(token), name=name).exists():
            return token
        if own.filter(name=name).exists():
            raise Refused("api_token_named_twice")
        if own.count() >= MOST:
            raise Refused("api_tokens_enough")
        ApiToken.objects.create(user=user, name=name, digest=digest(token), made_at=now)
    cache.delete(_key(digest(token)))
    return token


def revoke(row: ApiToken) -> None:
    """End a token; a second time changes nothing."""
    ApiToken.objects.filter(pk=row.pk).delete()
    cache.delete(_key(row.digest))


def known(token: str, today: date) -> int:
    """Return the number of a token, 0 if nobody has it; a query a minute at most.

    The day of its use is kept, once a day.
    """
    kept = digest(token)
    number: int | None = cache.get(_key(kept))
    if number is None:
        number = _look_up(kept, today)
        cache.set(_key(kept), number, _KNOWN_FOR)
    return number


def _look_up(kept: str, today: date) -> int:
    row = ApiToken.objects.filter(digest=kept, user__is_active=True).first()
    if row is None:
        return 0
    if row.last_used_on != today:
        ApiToken.objects.filter(pk=row.pk).update(last_used_on=today)
    return row.pk


def digest(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _token(user: User, seed: str, name: str) -> str:
    said = f"{user.pk}:{seed}:{name}"
    drawn = salted_hmac("avow.opendata.tokens", said, algorithm="sha256").digest()
    return PREFIX + base64.urlsafe_b64encode(drawn).decode().rstrip("=")


def _key(kept: str) -> str:
    return f"api:token:{kept}"
