"""What people do on the site, in their words; each step waits by itself until the page has answered."""

import csv
import io
from typing import Any
from uuid import uuid4

HOME = "/en/generation-equality/"


def fresh(name: str) -> str:
    """Return a name that no journey used before, on this installation or another."""
    return f"{name} {uuid4().hex[:6]}"


def address_of(name: str) -> str:
    """Return a mail address for a fresh name."""
    return f"{name.lower().replace(' ', '-')}@example.org"


def open_page(page: Any, path: str, language: str = "en") -> None:
    """Go to a page of the forum."""
    answer = page.goto(f"/{language}/generation-equality/{path}")
    assert answer.status < 400, f"{path}: {answer.status}"


def heading(page: Any) -> str:
    """Return the page's one main heading."""
    return str(page.locator("h1").inner_text()).strip()


def press(page: Any, name: str, *, within: str = "main") -> None:
    """Press a button by its words, and wait for the page that it leads to."""
    with page.expect_navigation():
        page.locator(within).get_by_role("button", name=name, exact=True).first.click()


def follow(page: Any, name: str, *, within: str = "main") -> None:
    """Follow a link by its words."""
    with page.expect_navigation():
        page.locator(within).get_by_role("link", name=name).first.click()


def write(page: Any, label: str, text: str) -> None:
    """Write into the field with this label."""
    page.get_by_label(label).first.fill(text)


def tick(page: Any, label: str) -> None:
    """Tick the box, or choose the answer, with this label."""
    page.get_by_label(label).first.check()


def text_of(page: Any) -> str:
    """Return what the page says."""
    return str(page.locator("main").inner_text())


def read_csv(page: Any, path: str) -> list[dict[str, str]]:
    """Fetch a CSV file as this person and return its rows."""
    answer = page.request.get(path)
    assert answer.ok, f"{path}: {answer.status}"
    return list(csv.DictReader(io.StringIO(answer.body().decode("utf-8-sig"))))
