"""What people do on the site, in their words; each step waits by itself until the page has answered."""

import csv
import io
import re
from typing import Any
from uuid import uuid4


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


def text_of(page: Any) -> str:
    """Return what the page says."""
    return str(page.locator("main").inner_text())


def typed(page: Any) -> str:
    """Return what stands in the text fields of the page."""
    fields = page.locator("main textarea, main input[type=text]").all()
    return "\n".join(field.input_value() for field in fields)


def press(page: Any, name: str, *, within: str = "main") -> None:
    """Press a button by its words, and wait for the page that it leads to."""
    with page.expect_navigation():
        page.locator(within).get_by_role("button", name=name, exact=True).first.click()


def press_and_agree(page: Any, name: str) -> None:
    """Press a button that asks back, and say yes."""
    page.once("dialog", lambda question: question.accept())
    press(page, name)


def follow(page: Any, name: str, *, within: str = "main") -> None:
    """Follow a link by its words."""
    with page.expect_navigation():
        page.locator(within).get_by_role("link", name=name).first.click()


def field(page: Any, label: str) -> Any:
    """Return the field whose label begins with these words."""
    return page.locator("main").get_by_label(_begins(label)).first


def _begins(label: str) -> re.Pattern[str]:
    return re.compile(r"^\s*" + re.escape(label))


def write(page: Any, label: str, text: str) -> None:
    """Write into the field with this label."""
    field(page, label).fill(text)


def choose(page: Any, label: str, choice: str) -> None:
    """Choose from the list with this label."""
    field(page, label).select_option(choice)


def tick(page: Any, label: str) -> None:
    """Tick the box, or choose the answer, with this label; opens the group that it lies in."""
    folded = page.locator("main details:not([open])")
    groups = folded.filter(has=page.get_by_label(_begins(label)))
    if groups.count():
        groups.first.locator("summary").first.click()
    field(page, label).check()


def unfold(page: Any, title: str) -> None:
    """Open what is folded under these words."""
    page.locator("main summary").filter(has_text=title).first.click()


def wait_until_saved(page: Any) -> None:
    """Wait until the form says that the server has what was typed."""
    page.locator("[data-saved][data-state=saved]").wait_for()


def read_csv(page: Any, path: str) -> list[dict[str, str]]:
    """Fetch a CSV file as this person and return its rows."""
    answer = page.request.get(path)
    assert answer.ok, f"{path}: {answer.status}"
    return list(csv.DictReader(io.StringIO(answer.body().decode("utf-8-sig"))))
