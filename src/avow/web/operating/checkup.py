"""What `avow doctor` looks at: each check says in one line whether a part is well."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import get_connection
from django.core.mail.backends import smtp
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from pydantic import ValidationError

from avow.forums.models import Forum
from avow.jobs.models import DueRun

RECENT = timedelta(minutes=5)  # a worker ticks each minute
_AHEAD = timedelta(minutes=1)  # the clocks of two machines may differ by this much


class Unwell(Exception):
    """A check found something wrong; the message is its line."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found, in words for the operator."""

    name: str
    good: bool
    says: str


def check_up(now: datetime) -> list[Finding]:
    """Run every check and return what each found; one that breaks is a bad finding, no error.

    What needs the database is not tried when the database does not answer.
    """
    found = [_run("database", _database)]
    reachable = found[0].good
    found += [_run("cache", _cache), _run("storage", _storage), _run("mail", _mail)]
    later: dict[str, Callable[[], str]] = {
        "migrations": _migrations,
        "workers": lambda: _workers(now),
        "forums": _forums,
    }
    for name, check in later.items():
        found.append(
            _run(name, check)
            if reachable
            else Finding(name, good=False, says="the database does not answer")
        )
    return found


def _run(name: str, check: Callable[[], str]) -> Finding:
    try:
        return Finding(name, good=True, says=check())
    except Unwell as problem:
        return Finding(name, good=False, says=str(problem))
    except Exception as error:  # noqa: BLE001  whatever a driver raises is what the operator must read
        lines = str(error).strip().splitlines() or [""]
        return Finding(name, good=False, says=f"{type(error).__name__}: {lines[0]}")


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    version = ".".join(str(part) for part in connection.get_database_version())
    return f"{connection.display_name} {version}, {connection.settings_dict['NAME']}"


def _cache() -> str:
    backend = str(settings.CACHES["default"]["BACKEND"])
    if backend.endswith((".LocMemCache", ".DummyCache")):
        return "none is configured; each process keeps its own"
    key, word = f"doctor-{uuid4().hex}", uuid4().hex
    cache.set(key, word, 30)
    if cache.get(key) != word:
        raise Unwell("what was written could not be read again")
    cache.delete(key)
    return backend.rpartition(".")[2]


def _storage() -> str:
    name = default_storage.save(f"doctor-{uuid4().hex}.txt", ContentFile(b"well"))
    try:
        with default_storage.open(name) as file:
            if file.read() != b"well":
                raise Unwell("what was written could not be read again")
    finally:
        default_storage.delete(name)
    place = getattr(default_storage, "location", type(default_storage).__name__)
    return f"can be written to, {place}"


def _mail() -> str:
    mailer = get_connection()
    if not isinstance(mailer, smtp.EmailBackend):
        return f"not sent over SMTP here ({settings.EMAIL_BACKEND.split('.')[-2]})"
    where = f"{mailer.host}:{mailer.port}"
    try:
        mailer.open()
    except OSError as error:  # smtplib's own errors are OSErrors too
        raise Unwell(f"{where}: {error}") from error
    mailer.close()
    return f"{where} answers"


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        raise Unwell(f"{len(plan)} to do, first {plan[0][0]}; run: avow migrate")
    return "all done"


def _workers(now: datetime) -> str:
    runs = DueRun.objects.filter(finished_at__lte=now + _AHEAD).order_by("-finished_at")
    last = runs.values_list("finished_at", flat=True).first()
    if last is None:
        raise Unwell("none was ever seen; run: avow worker")
    if now - last > RECENT:
        raise Unwell(f"last seen {last:%Y-%m-%d %H:%M} UTC; run: avow worker")
    broken = DueRun.objects.exclude(error="").order_by("name").values_list("name", "error").first()
    if broken:
        raise Unwell(f"{broken[0]} broke: {broken[1]}")
    return f"last seen {last:%Y-%m-%d %H:%M} UTC"


def _forums() -> str:
    slugs = []
    for forum in Forum.objects.order_by("slug"):
        try:
            forum.settings  # noqa: B018  reading it validates the pack
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"])
            raise Unwell(f"{forum.slug}: {place}: {first['msg']}; run: avow pack load") from error
        slugs.append(forum.slug)
    return ", ".join(slugs) or "none yet; run: avow pack load"
