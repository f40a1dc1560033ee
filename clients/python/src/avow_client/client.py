"""The client: one method for each resource, and one place that asks."""

from __future__ import annotations

import json
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, cast
from urllib.error import HTTPError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from avow_client.problem import Problem
from avow_client.shapes import (
    Action,
    Coalition,
    Commitment,
    CommitmentPage,
    Event,
    Forum,
    LedgerEntry,
    Organisation,
    Report,
    Revision,
    Statistics,
    ToldReport,
    WholeCommitment,
)

Value = str | int | bool | Sequence[str] | None
_PAGE = 200  # results a request; the most that the API gives
_AT_LEAST = 0.5  # seconds to wait where the server does not say how long
_AGENT = "avow-client/1.0"


class Avow:
    """An installation of Avow. `forum` is asked for where a call names none.

    It may be used by one thread at a time. Raises Problem where the API has no answer, OSError
    where nobody answers.
    """

    def __init__(
        self,
        address: str,
        *,
        token: str = "",
        forum: str = "",
        timeout: float = 30,
        patience: float = 60,
        keep: int = 100,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        if not address.startswith(("https://", "http://")):
            raise ValueError("the address begins with https:// or http://")
        self._base = address.rstrip("/") + "/api/v1/"
        self._token, self._forum = token, forum
        self._timeout, self._patience, self._sleep = timeout, patience, sleep
        self._keep = keep
        self._opener = build_opener(_OnlyHere(self._base))
        self._kept: OrderedDict[str, tuple[str, Any]] = OrderedDict()

    def forums(self) -> Iterator[Forum]:
        """Yield the forums of the installation."""
        return cast("Iterator[Forum]", self._all("forums", {}))

    def forum(self, slug: str) -> Forum:
        """Return a forum with its calendar and what its codes are called."""
        return cast("Forum", self.get(f"forums/{_part(slug)}"))

    def coalitions(self, **asked: Value) -> Iterator[Coalition]:
        """Yield the coalitions."""
        return cast("Iterator[Coalition]", self._all("coalitions", self._of_forum(asked)))

    def actions(self, **asked: Value) -> Iterator[Action]:
        """Yield the actions: `coalition`."""
        return cast("Iterator[Action]", self._all("actions", self._of_forum(asked)))

    def commitments(self, **asked: Value) -> Iterator[Commitment]:
        """Yield every commitment that the filters choose: `q`, `country`, `sort` and so on."""
        return cast("Iterator[Commitment]", self._all("commitments", self._of_forum(asked)))

    def commitments_page(self, **asked: Value) -> CommitmentPage:
        """Return one page: `page`, `page_size`, `facets=True` besides the filters."""
        return cast("CommitmentPage", self.get("commitments", **self._of_forum(asked)))

    def commitment(self, ref: str, **asked: Value) -> WholeCommitment:
        """Return one commitment with everything that its page shows."""
        path = f"commitments/{_part(ref)}"
        return cast("WholeCommitment", self.get(path, **self._of_forum(asked)))

    def revisions(self, ref: str, **asked: Value) -> Iterator[Revision]:
        """Yield the published texts of a commitment, the newest first."""
        rows = self._all(f"commitments/{_part(ref)}/revisions", self._of_forum(asked))
        return cast("Iterator[Revision]", rows)

    def reports_on(self, ref: str, **asked: Value) -> Iterator[ToldReport]:
        """Yield what the makers of a commitment reported, the newest cycle first."""
        rows = self._all(f"commitments/{_part(ref)}/reports", self._of_forum(asked))
        return cast("Iterator[ToldReport]", rows)

    def organisations(self, **asked: Value) -> Iterator[Organisation]:
        """Yield makers and Champions: `q`, `country`, `coalition`, `role`."""
        return cast("Iterator[Organisation]", self._all("organisations", self._of_forum(asked)))

    def organisation(self, slug: str, **asked: Value) -> Organisation:
        """Return one organisation with its totals; one that was merged is followed."""
        path = f"organisations/{_part(slug)}"
        return cast("Organisation", self.get(path, **self._of_forum(asked)))

    def reports(self, **asked: Value) -> Iterator[Report]:
        """Yield reports: `kind="annual"` or `"progress"`, `year`, `ref`, `organisation`."""
        return cast("Iterator[Report]", self._all("reports", self._of_forum(asked)))

    def statistics(self, **asked: Value) -> Statistics:
        """Return the totals of what the filters choose, divided `by` one thing."""
        return cast("Statistics", self.get("statistics", **self._of_forum(asked)))

    def events(self, **asked: Value) -> Iterator[Event]:
        """Yield events: `when="upcoming"`, `"past"` or `"all"`."""
        return cast("Iterator[Event]", self._all("events", self._of_forum(asked)))

    def ledger(self, **asked: Value) -> Iterator[LedgerEntry]:
        """Yield entries of the ledger, the newest first: `subject`, `verb`."""
        return cast("Iterator[LedgerEntry]", self._all("ledger", self._of_forum(asked)))

    def get(self, path: str, **asked: Value) -> Any:
        """Return what a resource answers, as plain JSON values."""
        return self._read(self._base + path + _query(asked))

    def _all(self, path: str, asked: Mapping[str, Value]) -> Iterator[Any]:
        """Yield the results of a list to its end, a page at a time."""
        query = _query({"page_size": _PAGE, **asked})
        while True:
            page = self._read(self._base + path + query)
            yield from page["results"]
            if not page["next"]:
                return
            # Behind a proxy the server may know itself by another name.
            query = "?" + urlsplit(page["next"]).query

    def _of_forum(self, asked: Mapping[str, Value]) -> dict[str, Value]:
        return {"forum": self._forum, **asked} if self._forum else dict(asked)

    def _read(self, url: str) -> Any:
        """Return an answer, having waited where that was asked for."""
        left = self._patience
        while True:
            try:
                return self._once(url)
            except Problem as problem:
                wait = max(problem.retry_after or 0, _AT_LEAST)
                if problem.status not in {429, 503} or wait > left:
                    raise
                left -= wait
                self._sleep(wait)

    def _once(self, url: str) -> Any:
        headers = {"Accept": "application/json", "User-Agent": _AGENT}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        etag, known = self._kept.get(url, ("", None))
        if etag:
            headers["If-None-Match"] = etag
        try:
            asked = Request(url, headers=headers)  # noqa: S310  __init__ saw to the scheme
            with self._opener.open(asked, timeout=self._timeout) as answer:
                found = json.load(answer)
                self._remember(url, answer.headers.get("ETag", ""), found)
                return found
        except HTTPError as error:
            with error:
                if error.code == 304:
                    self._kept.move_to_end(url)
                    return known
                body, retry_after = error.read(), error.headers.get("Retry-After")
            raise Problem.of(error.code, body, retry_after) from None

    def _remember(self, url: str, etag: str, found: Any) -> None:
        if etag and self._keep:
            self._kept[url] = (etag, found)
            self._kept.move_to_end(url)
            while len(self._kept) > self._keep:
                self._kept.popitem(last=False)


class _OnlyHere(HTTPRedirectHandler):
    """Follows redirects inside the API alone: the token goes nowhere else."""

    def __init__(self, base: str) -> None:
        self._base = base

    def redirect_request(
        self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> Request | None:
        """Return where to go on; nothing, where that is elsewhere."""
        if not newurl.startswith(self._base):
            return None
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _part(name: str) -> str:
    return quote(name, safe="")


def _query(asked: Mapping[str, Value]) -> str:
    pairs: list[tuple[str, str]] = []
    for name, value in asked.items():
        if value is None:
            continue
        if isinstance(value, bool):
            pairs.append((name, "true" if value else "false"))
        elif isinstance(value, str | int):
            pairs.append((name, str(value)))
        else:
            pairs += [(name, one) for one in value]
    return f"?{urlencode(pairs)}" if pairs else ""
