"""What every test gets: a database with the cast in it, no network, and the people by name."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as examples
from pytest_socket import socket_allow_hosts

from avow.forums.models import Coalition, Forum
from avow.people.models import Organisation, User
from tests import emptying, migrated
from tests.worlds import World, build_world, find_world

# A machine that is busy with something else says nothing about the code.
examples.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
examples.load_profile("busy")


class SignIn:
    """Gives each person a browser of their own."""

    def __call__(self, user: User) -> Client:
        """Return a browser in which `user` is signed in."""
        browser = Client()
        browser.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return browser


def pytest_runtest_setup() -> None:
    """Close every socket except those to this machine and to the database."""
    database = settings.DATABASES["default"].get("HOST") or "localhost"
    socket_allow_hosts(["127.0.0.1", "::1", "localhost", database], allow_unix_socket=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory,
    django_db_modify_db_settings_parallel_suffix: None,
) -> None:
    """Give SQLite a file of its own, as in life: two threads then queue up instead of colliding."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        file: Path = tmp_path_factory.mktemp("database") / "test.sqlite3"
        database.setdefault("TEST", {})["NAME"] = str(file)
        # A crash may eat the tests' rows: nobody waits for the disk.
        database["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"


def _file() -> Path | None:
    """Return the file of this process's test database, if SQLite keeps it."""
    database = settings.DATABASES["default"]
    return Path(database["TEST"]["NAME"]) if database["ENGINE"].endswith("sqlite3") else None


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None) -> bool:
    """Build on the migrated database that `begun` puts in place."""
    return _file() is not None


@pytest.fixture(scope="session")
def begun(django_db_modify_db_settings: None) -> Callable[[], None]:
    """Put a migrated database in place; what is returned keeps it for the next, if it is new."""
    file = _file()
    return migrated.begin(file) if file else lambda: None


@pytest.fixture(scope="session")
def django_db_setup(
    begun: Callable[[], None], django_db_setup: None, django_db_blocker: Any
) -> None:
    """Make the world once, when the test database is new; each test rolls back to it."""
    begun()
    with django_db_blocker.unblock():
        build_world()
        emptying.install()


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Start each test with an empty cache: limits of mails per address are counted there.

    In English: a page in another language leaves that one active.
    """
    cache.clear()
    translation.deactivate()


@pytest.fixture
def world(db: None) -> World:
    """The forum of the Generation Equality pack with the cast."""
    return find_world()


@pytest.fixture
def forum(world: World) -> Forum:
    """The first forum."""
    return world.forum


@pytest.fixture
def gbv(world: World) -> Coalition:
    """Gender-based violence: three Champions' seats (dina, emre, farah)."""
    return world.coalition("gender_based_violence")


@pytest.fixture
def economy(world: World) -> Coalition:
    """Economic justice: three Champions' seats (gita, hugo, ines)."""
    return world.coalition("economic_justice")


@pytest.fixture
def red(world: World) -> Organisation:
    """Red de Mujeres, Mexico: ana leads, bea edits."""
    return world.organisation("red-de-mujeres")


@pytest.fixture
def lagos(world: World) -> Organisation:
    """Lagos Youth Network, Nigeria: chidi leads."""
    return world.organisation("lagos-youth-network")


@pytest.fixture
def ana(world: World) -> User:
    """Leads Red de Mujeres."""
    return world.user("ana")


@pytest.fixture
def bea(world: World) -> User:
    """Edits for Red de Mujeres."""
    return world.user("bea")


@pytest.fixture
def chidi(world: World) -> User:
    """Leads Lagos Youth Network."""
    return world.user("chidi")


@pytest.fixture
def dina(world: World) -> User:
    """Champion, first seat of gender-based violence."""
    return world.user("dina")


@pytest.fixture
def emre(world: World) -> User:
    """Champion, second seat of gender-based violence."""
    return world.user("emre")


@pytest.fixture
def farah(world: World) -> User:
    """Champion, third seat of gender-based violence."""
    return world.user("farah")


@pytest.fixture
def gita(world: World) -> User:
    """Champion, first seat of economic justice."""
    return world.user("gita")


@pytest.fixture
def hugo(world: World) -> User:
    """Champion, second seat of economic justice."""
    return world.user("hugo")


@pytest.fixture
def ines(world: World) -> User:
    """Champion, third seat of economic justice."""
    return world.user("ines")


@pytest.fixture
def sofia(world: World) -> User:
    """Secretariat."""
    return world.user("sofia")


@pytest.fixture
def tom(world: World) -> User:
    """Secretariat."""
    return world.user("tom")


@pytest.fixture
def vera(world: World) -> User:
    """Core Group."""
    return world.user("vera")


@pytest.fixture
def sign_in(db: None) -> SignIn:
    """Sign somebody in: `sign_in(ana)` returns a browser of her own."""
    return SignIn()
