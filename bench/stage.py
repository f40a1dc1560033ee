"""Places to measure in: fresh databases of both kinds, and commands run with their cost told."""

import os
import pwd
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
PACK = ROOT / "src/avow/forums/packs/generation-equality.yaml"


@dataclass(frozen=True)
class Cost:
    """Seconds on the clock and of the processor, and the most memory in megabytes."""

    seconds: float
    processor: float
    memory: float


def command(arguments: list[str], environment: dict[str, str]) -> Cost:
    """Run a command to its end and tell what it cost. Raises CalledProcessError."""
    begin = time.perf_counter()
    with subprocess.Popen(  # noqa: S603  our own commands
        arguments, env={**os.environ, **environment}, stdout=subprocess.DEVNULL
    ) as process:
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, arguments)
    seconds = time.perf_counter() - begin
    return Cost(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def avow(*arguments: str, environment: dict[str, str]) -> Cost:
    """Run one of our commands."""
    return command([sys.executable, "-m", "avow", *arguments], environment)


class Sqlite:
    """Databases that are files: a prepared one is copied."""

    name = "SQLite"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        _prepare(self.environment("base"))

    def environment(self, name: str) -> dict[str, str]:
        """Return what tells our commands which database to use."""
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        return {"AVOW_VAR": str(folder), "DATABASE_URL": f"sqlite:///{self.file(name)}"}

    def file(self, name: str) -> Path:
        """Return the file of a database."""
        return self.folder / name / "avow.sqlite3"

    def fresh(self, name: str) -> None:
        """Make a database with the forum and nothing else, in place of one of that name."""
        shutil.rmtree(self.folder / name, ignore_errors=True)
        shutil.copytree(self.folder / "base", self.folder / name)

    def count(self, name: str, table: str) -> int:
        """Return how many rows a table has."""
        with closing(sqlite3.connect(self.file(name))) as connection:
            return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


class Postgresql:
    """Databases of one server: a prepared one is the template."""

    name = "PostgreSQL"

    def __init__(self, folder: Path, server: str, postmaster: int) -> None:
        self.folder, self.server, self._postmaster = folder, server, postmaster
        self._sql("CREATE DATABASE base")
        _prepare(self.environment("base"))

    def environment(self, name: str) -> dict[str, str]:
        """Return what tells our commands which database to use."""
        return {"AVOW_VAR": str(self.folder), "DATABASE_URL": self.url(name)}

    def url(self, name: str) -> str:
        """Return the address of a database."""
        return f"{self.server}/{name}"

    def fresh(self, name: str) -> None:
        """Make a database with the forum and nothing else, in place of one of that name."""
        self._sql(f"DROP DATABASE IF EXISTS {name}")
        self._sql(f"CREATE DATABASE {name} TEMPLATE base")

    def count(self, name: str, table: str) -> int:
        """Return how many rows a table has."""
        import psycopg  # noqa: PLC0415  only where PostgreSQL is measured

        with psycopg.connect(self.url(name)) as connection:
            row = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
        return int(row[0]) if row else 0

    def processor(self) -> float:
        """Return the processor seconds of all connections that have ended."""
        words = Path(f"/proc/{self._postmaster}/stat").read_text().rpartition(")")[2].split()
        return (int(words[13]) + int(words[14])) / os.sysconf("SC_CLK_TCK")

    def _sql(self, statement: str) -> None:
        import psycopg  # noqa: PLC0415  only where PostgreSQL is measured

        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)


def _prepare(environment: dict[str, str]) -> None:
    avow("migrate", "--verbosity", "0", environment=environment)
    avow("pack", "load", str(PACK), environment=environment)


@contextmanager
def server() -> Iterator[tuple[str, int]]:
    """Yield address and process of a PostgreSQL server of our own, gone at the end.

    It waits for no disk.

    Raises FileNotFoundError where PostgreSQL is not installed.
    """
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not binaries:
        raise FileNotFoundError("no PostgreSQL (Debian: apt-get install postgresql)")
    with TemporaryDirectory(prefix="avow-bench-pg-") as home, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        options = f"-p {port} -k {home} -c listen_addresses=127.0.0.1 -c fsync=off"
        user = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
        shutil.chown(home, user)

        def run(program: str, *arguments: str) -> None:
            subprocess.run(  # noqa: S603  PostgreSQL's own programs
                [binaries[-1] / program, "-D", f"{home}/data", *arguments],
                check=True,
                cwd=home,
                user=user if os.getuid() == 0 else None,
                stdout=subprocess.DEVNULL,
            )

        run("initdb", "-U", "avow", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
        run("pg_ctl", "-w", "-l", f"{home}/log", "-o", options, "start")
        try:
            process = int(Path(f"{home}/data/postmaster.pid").read_text().split()[0])
            yield f"postgresql://avow@127.0.0.1:{port}", process
        finally:
            run("pg_ctl", "-m", "immediate", "stop")


@contextmanager
def places(only: str | None) -> Iterator[tuple[Path, list[Sqlite | Postgresql]]]:
    """Yield a folder and the places to measure in, `only` "sqlite" or "postgresql" if it is said.

    All of it is gone at the end.
    """
    os.environ.pop("DATABASE_URL", None)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="avow-bench-")))
        folder.chmod(0o755)
        found: list[Sqlite | Postgresql] = []
        if only != "postgresql":
            found.append(Sqlite(folder))
        if only != "sqlite":
            found.append(Postgresql(folder, *stack.enter_context(server())))
        yield folder, found
