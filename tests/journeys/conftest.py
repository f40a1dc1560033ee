"""The real thing: web server, worker and browser, on a database of their own.

While writing journeys, keep one server running and let the tests use it, which saves its start:

    AVOW_VAR=/tmp/avow-j .venv/bin/avow serve --demo --port 8200
    AVOW_VAR=/tmp/avow-j AVOW_JOURNEY_URL=http://127.0.0.1:8200 .venv/bin/pytest tests/journeys -q

The journeys use names and addresses of their own in each run, so they can be run again on it.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any
from urllib.request import urlopen

import pytest

from tests.journeys.mailbox import Mail, mails_in
from tests.journeys.watching import Watch

CHROMIUM = "/usr/bin/chromium"
PASSWORD = "avow-demo-2021"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE_MS = int(os.environ.get("AVOW_JOURNEY_PATIENCE_MS", "15000"))
PAGES: pytest.StashKey[list[Any]] = pytest.StashKey()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder as a journey."""
    here = Path(__file__).parent
    for item in items:
        if here in Path(item.fspath).parents:
            item.add_marker(pytest.mark.journey)


def free_port() -> int:
    """Return a port of this machine that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(ready: Callable[[], Any], seconds: float, what: str, *, every: float = 0.2) -> Any:
    """Ask again and again until the answer is something; fail with `what` after some seconds."""
    end = time.monotonic() + seconds
    while not (found := ready()):
        assert time.monotonic() < end, what
        Event().wait(every)
    return found


class Site:
    """A running installation with the demonstration, seen only from outside."""

    def __init__(self, var: Path, url: str = "") -> None:
        self.var = var
        self.port = free_port()
        self.url = url or f"http://127.0.0.1:{self.port}"
        self.environment = {
            **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
            "AVOW_VAR": str(var),
            "DJANGO_SETTINGS_MODULE": "avow.settings.local",
            "AVOW_LOG_LEVEL": "WARNING",
        }
        self.log = var / "serve.log"
        self.process: subprocess.Popen[bytes] | None = None

    def avow(self, *words: str) -> str:
        """Run a command of this installation and return what it printed."""
        command = [sys.executable, "-m", "avow", *words]
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self) -> None:
        """Serve the demonstration, and wait until it answers."""
        command = [sys.executable, "-m", "avow", "serve", "--demo", "--port", str(self.port)]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command, env=self.environment, stdout=log, stderr=subprocess.STDOUT
            )
        until(self.is_alive, 240, "the server did not start")

    def is_alive(self) -> bool:
        """Say whether the web server answers. Fails at once if it ended."""
        assert self.process is None or self.process.poll() is None, self.log.read_text()
        try:
            with urlopen(f"{self.url}/healthz", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def stop(self) -> None:
        """End web server and worker."""
        if self.process:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=30)

    def mail_to(self, address: str, subject: str = "") -> Mail:
        """Return the newest mail to an address, waiting for the worker to send it."""
        return self.mails_to(address, 1, subject)[-1]

    def mails_to(self, address: str, number: int, subject: str = "") -> list[Mail]:
        """Return the mails to an address, the oldest first, once there are so many of them."""

        def found() -> list[Mail]:
            mails = [
                mail
                for mail in mails_in(self.var / "mail")
                if address in mail.to and subject in mail.subject
            ]
            return mails if len(mails) >= number else []

        mails: list[Mail] = until(found, 40, f"no {number} mails to {address} with {subject!r}")
        return mails


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The installation: one for all journeys."""
    if url := os.environ.get("AVOW_JOURNEY_URL"):
        yield Site(Path(os.environ["AVOW_VAR"]), url)
        return
    site = Site(tmp_path_factory.mktemp("var"))
    try:
        site.start()
        yield site
    finally:
        site.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium: one for all journeys; each person has a profile of their own in it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def signed_in() -> dict[str, Any]:
    """The cookies of whom has signed in once: the sign-in page is walked once for each."""
    return {}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """Show, under a journey that failed, what stood on each page that was open."""
    report = yield
    if report.when == "call" and report.failed:
        for page in item.stash.get(PAGES, []):
            seen = page.locator("body").inner_text(timeout=2_000)[:3_000]
            report.sections.append((f"page {page.url}", seen))
    return report


@pytest.fixture
def person(
    browser: Any, site: Site, signed_in: dict[str, Any], request: pytest.FixtureRequest
) -> Iterator[Callable[..., Any]]:
    """Return a function that opens a browser of one's own: `person("sofia")` signs in, `person()` does not.

    What each browser asked for and complained about is watched: at the end of every journey no
    page may have asked another host for anything, nor have written an error to its console.
    """
    watches = []
    pages = request.node.stash.setdefault(PAGES, [])

    def open_page(
        who: str = "",
        *,
        language: str = "en",
        width: int = 1280,
        javascript: bool = True,
        bypass_csp: bool = False,
    ) -> Any:
        email = who if "@" in who or not who else f"{who}@example.org"
        context = browser.new_context(
            base_url=site.url,
            viewport={"width": width, "height": 900},
            locale=language,
            java_script_enabled=javascript,
            bypass_csp=bypass_csp,
            storage_state=signed_in.get(email),
        )
        context.set_default_timeout(PATIENCE_MS)
        watches.append(Watch(context, site.url))
        page = context.new_page()
        pages.append(page)
        if email and email not in signed_in:
            sign_in(page, email)
            signed_in[email] = context.storage_state()
        return page

    yield open_page
    for watch in watches:
        watch.context.close()
    assert [wrong for watch in watches for wrong in watch.wrong] == []


def sign_in(page: Any, email: str, password: str = PASSWORD) -> None:
    """Fill in the sign-in page, wherever the browser was sent afterwards."""
    if "/accounts/login" not in page.url:
        page.goto("/accounts/login/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", password)
    page.click("main form button[type=submit]")
    page.wait_for_url(lambda address: "/accounts/login" not in address)
