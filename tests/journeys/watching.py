"""What a browser asks for and complains about while somebody uses the site."""

from typing import Any
from urllib.parse import urlsplit


class Watch:
    """Listens to every page of a browser context and keeps what must not happen."""

    def __init__(self, context: Any, home: str) -> None:
        self.context = context
        self.home = urlsplit(home).netloc
        self.wrong: list[str] = []
        context.on("request", self.asked)
        context.on("console", self.said)
        context.on("weberror", lambda error: self.wrong.append(f"script: {error.error}"))

    def asked(self, request: Any) -> None:
        """Keep a request to any other host: no page of ours makes one."""
        address = urlsplit(request.url)
        if address.scheme in {"http", "https"} and address.netloc != self.home:
            self.wrong.append(f"asked {request.url}")

    def said(self, message: Any) -> None:
        """Keep an error of the console, save that of a page which rightly says no (4xx)."""
        if (
            message.type == "error"
            and "the server responded with a status of 4" not in message.text
        ):
            self.wrong.append(f"{message.page.url if message.page else ''}: {message.text}")
