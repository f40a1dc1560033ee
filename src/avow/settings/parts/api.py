"""How often the API may be asked from one network address, and with a token. 0: without limit."""

from avow.settings import env

API_PER_MINUTE = env.number("AVOW_API_PER_MINUTE", 300)
API_PER_MINUTE_WITH_TOKEN = env.number("AVOW_API_PER_MINUTE_WITH_TOKEN", 1500)
# Where no shared cache is set up each process keeps its own: enough room for counters of visitors.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
