"""Readers at a server: a fixed number of requests, all of them waited for."""

import http.client
import itertools
import statistics
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Pace:
    """Requests a second, milliseconds of the middle and of nineteen in twenty, bytes of a page."""

    rate: float
    p50: float
    p95: float
    size: int


def percentile(values: Sequence[float], part: float) -> float:
    """Return the value that this part of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def read(
    base: str,
    paths: Sequence[str],
    *,
    readers: int,
    total: int,
    headers: Mapping[str, str] | None = None,
    expect: int = 200,
) -> Pace:
    """Let `readers` ask for the paths in turn until `total` answers have come.

    Raises RuntimeError if one has another status.
    """
    host, turn, lock = urlsplit(base).netloc, itertools.count(), threading.Lock()
    taken: list[float] = []
    sizes: list[int] = []
    wrong: list[str] = []

    def reader() -> None:
        connection = http.client.HTTPConnection(host, timeout=300)
        while (number := next(turn)) < total and not wrong:
            path = paths[number % len(paths)]
            begin = time.perf_counter()
            try:
                connection.request("GET", path, headers=dict(headers or {}))
                answer = connection.getresponse()
                body = answer.read()
            except (http.client.HTTPException, ConnectionError):
                connection.close()  # a server may close a connection that it kept alive
                connection.request("GET", path, headers=dict(headers or {}))
                answer = connection.getresponse()
                body = answer.read()
            with lock:
                taken.append(time.perf_counter() - begin)
                sizes.append(len(body))
                if answer.status != expect:
                    wrong.append(f"{answer.status} {path}")
        connection.close()

    threads = [threading.Thread(target=reader) for _ in range(readers)]
    begin = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise RuntimeError(wrong[0])
    seconds = time.perf_counter() - begin
    return Pace(
        total / seconds,
        1000 * percentile(taken, 0.5),
        1000 * percentile(taken, 0.95),
        int(statistics.mean(sizes)),
    )
