"""How often somebody may ask: counted in Django's cache, with no query to the database.

Two windows hold for everybody, a short one against bursts and a minute. Where the cache is not
shared each process counts for itself. A cache that does not answer refuses nobody.
"""

import logging
import math
import time
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone

from avow.opendata.api.problems import Problem
from avow.opendata.tokens import services as tokens

BURST = 5  # seconds, in which a fifth of a minute's requests may come
MINUTE = 60
_SITE = 64  # bits of an IPv6 address that name a household
_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Window:
    """A span of time with a quota, and what is left of it."""

    name: str
    quota: int
    seconds: int
    left: int
    reset: int  # seconds until it begins anew


def count(request: HttpRequest) -> tuple[Window, ...]:
    """Count a request; return the windows it fell into. Raises Problem: 401, 429."""
    token = _token(request)
    known = tokens.known(token, timezone.now().date()) if token else 0
    per_minute = settings.API_PER_MINUTE_WITH_TOKEN if known else settings.API_PER_MINUTE
    if per_minute <= 0:
        windows: tuple[Window, ...] = ()
    else:
        windows = _count(f"token:{known}" if known else f"from:{_visitor(request)}", per_minute)
    for window in windows:
        if window.left < 0:
            raise Problem(
                "too-many-requests",
                f"At most {window.quota} requests in {window.seconds} seconds."
                " Ask again later, or with a token.",
                headers={"Retry-After": str(window.reset), **headers(windows)},
            )
    if token and not known:
        raise Problem(
            "unknown-token",
            "This token is not known, or was revoked. Without one fewer requests are taken.",
            headers={"WWW-Authenticate": 'Bearer error="invalid_token"', **headers(windows)},
        )
    return windows


def headers(windows: tuple[Window, ...]) -> dict[str, str]:
    """Return what an answer says of them (draft-ietf-httpapi-ratelimit-headers)."""
    if not windows:
        return {}
    return {
        "RateLimit-Policy": ", ".join(f'"{w.name}";q={w.quota};w={w.seconds}' for w in windows),
        "RateLimit": ", ".join(f'"{w.name}";r={max(w.left, 0)};t={w.reset}' for w in windows),
    }


def _count(who: str, per_minute: int) -> tuple[Window, ...]:
    now = time.time()
    try:
        return tuple(
            _window(who, name, quota, seconds, now)
            for name, quota, seconds in (
                ("burst", max(1, per_minute // 5), BURST),
                ("minute", per_minute, MINUTE),
            )
        )
    except Exception:  # whatever the cache's client raises, reading is not refused for it
        _logger.exception("the cache does not count requests")
        return ()


def _window(who: str, name: str, quota: int, seconds: int, now: float) -> Window:
    slot = int(now // seconds)
    key = f"api:{name}:{slot}:{who}"
    number = 1
    if not cache.add(key, 1, seconds + 1):
        try:
            number = cache.incr(key)
        except ValueError:  # it was thrown out a moment ago
            cache.set(key, 1, seconds + 1)
    reset = max(1, math.ceil((slot + 1) * seconds - now))
    return Window(name, quota, seconds, quota - number, reset)


def _token(request: HttpRequest) -> str:
    kind, _space, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip()[:200] if kind.lower() == "bearer" else ""


def _visitor(request: HttpRequest) -> str:
    """Return whose requests are counted together: an address, of IPv6 its household's part."""
    try:
        address = ip_address(str(get_adapter().get_client_ip(request)))
    except (PermissionDenied, ValueError):
        return "unknown"
    if isinstance(address, IPv6Address) and not address.ipv4_mapped:
        return f"{int(address) >> (128 - _SITE):x}"
    return str(address)
