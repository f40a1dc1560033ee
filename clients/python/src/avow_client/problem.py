"""What the API says when it has no answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


class Problem(Exception):
    """A problem (RFC 9457). `members` holds everything that was said, `retry_after` seconds."""

    def __init__(
        self, status: int, members: Mapping[str, Any], retry_after: float | None = None
    ) -> None:
        self.status = status
        self.members = dict(members)
        self.title = str(members.get("title", ""))
        self.detail = str(members.get("detail", ""))
        self.type = str(members.get("type", "about:blank"))
        self.errors = [
            (str(one.get("parameter", "")), str(one.get("detail", "")))
            for one in members.get("errors") or []
        ]
        self.retry_after = retry_after
        super().__init__(f"{status} {self.title}: {self.detail}")

    @classmethod
    def of(cls, status: int, body: bytes, retry_after: str | None) -> Problem:
        """Return the problem of an answer; one that is no JSON came from something in between."""
        try:
            members = json.loads(body)
        except ValueError:
            members = {}
        if not isinstance(members, dict):
            members = {}
        seconds = float(retry_after) if retry_after and retry_after.isdecimal() else None
        return cls(status, members, seconds)
