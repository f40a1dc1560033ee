"""The real thing: web server, worker and browser, on a database of their own."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in Path(item.fspath).parents:
            item.add_marker(pytest.mark.journey)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Site:
    """A running installation with the demonstration, seen only from outside."""

    def __init__(self, var: Path) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
            "AVOW_VAR": str(var),
            "DJANGO_SETTINGS_MODULE": "avow.settings.local",
            "AVOW_LOG_LEVEL": "WARNING",
        }
        self.log = (var / "serve.log").open("w+")
        self.process: subprocess.Popen[str] | None = None

    def avow(self, *words: str) -> str:
        """Run a command of this installation and return what it printed."""
        command = [sys.executable, "-m", "avow", *words]
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self) -> None:
        command = [sys.executable, "-m", "avow", "serve", "--demo", "--port", str(self.port)]
        self.process = subprocess.Popen(
            command, env=self.environment, stdout=self.log, stderr=self.log, text=True
        )
        until = time.monotonic() + 240
        while time.monotonic() < until:
            assert self.process.poll() is None, Path(self.log.name).read_text()
            try:
                with urlopen(f"{self.url}/healthz", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.2)
        raise AssertionError(f"the server did not start\n{Path(self.log.name).read_text()}")

    def stop(self) -> None:
        if self.process:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=30)
        self.log.close()

    def mail_to(self, address: str, subject: str = "") -> str:
        """Return the newest mail to an address, waiting for the worker to send it."""
        folder = Path(self.environment["AVOW_VAR"]) / "mail"
        until = time.monotonic() + 30
        while time.monotonic() < until:
            found = []
            for path in folder.glob("*") if folder.exists() else []:
                text = path.read_bytes().decode("utf-8", "replace")
                if (
                    re.search(rf"^To: .*{re.escape(address)}", text, re.MULTILINE)
                    and subject in text
                ):
                    found.append((path.stat().st_mtime, text))
            if found:
                return max(found)[1]
            time.sleep(0.2)
        raise AssertionError(f"no mail to {address} with {subject!r}")


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("var"))
    site.start()
    yield site
    site.stop()


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def person(browser, site):
    """Return a function that opens a browser of one's own: `person("sofia")` signs in, `person()` does not."""
    contexts = []

    def open_page(
        email: str = "", *, language: str = "en", width: int = 1280, javascript: bool = True
    ):
        context = browser.new_context(
            base_url=site.url,
            viewport={"width": width, "height": 900},
            locale=language,
            java_script_enabled=javascript,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        if email:
            page.goto("/accounts/login/")
            page.fill("input[name=login]", email)
            page.fill("input[name=password]", "avow-demo-2021")
            page.click("main form button[type=submit]")
            page.wait_for_url(lambda address: "/accounts/login" not in address)
        return page

    yield open_page
    for context in contexts:
        context.close()
