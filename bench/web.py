"""Web servers to measure: ours and others, their processes and what those took."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def serving(arguments: list[str], port: int, environment: dict[str, str]) -> Iterator[int]:
    """Run a server until the block ends; yield its process once somebody listens at the port."""
    with subprocess.Popen(  # noqa: S603  programs of ours and Datasette
        arguments, env={**os.environ, **environment}, stdout=subprocess.DEVNULL
    ) as process:
        try:
            for _try in range(1200):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            yield process.pid
        finally:
            process.send_signal(signal.SIGTERM)


@contextmanager
def ours(environment: dict[str, str], *options: str) -> Iterator[tuple[int, int]]:
    """Yield port and process of our server: two workers of four threads, with these options."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "avow.web.wsgi:application", "--workers", "2"]
    command += ["--threads", "4", "--worker-class", "gthread", "--log-level", "error", *options]
    command += ["--bind", f"127.0.0.1:{port}"]
    more = {"DJANGO_SETTINGS_MODULE": "avow.settings.local", **environment}
    with serving(command, port, more) as process:
        yield port, process


def workers(master: int) -> list[str]:
    """Return the processes of a web server's workers."""
    if not master:
        return []
    return Path(f"/proc/{master}/task/{master}/children").read_text().split()


def processor(master: int) -> float:
    """Return the seconds of the processor that the workers have taken."""
    stats = [Path(f"/proc/{one}/stat").read_text().rpartition(")")[2] for one in workers(master)]
    ticks = [int(number) for words in stats for number in words.split()[11:13]]
    return sum(ticks) / os.sysconf("SC_CLK_TCK")


def memory(master: int) -> float:
    """Return the most memory in MB that any worker has taken."""
    said = [Path(f"/proc/{one}/status").read_text().splitlines() for one in workers(master)]
    peaks = [line for lines in said for line in lines if line.startswith("VmHWM")]
    return max(int(line.split()[1]) / 1024 for line in peaks)
