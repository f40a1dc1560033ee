"""Docs cannot grow old: what is made from the code is compared with it."""

import re
from pathlib import Path

import pytest

from avow.web.management.commands.docs import PAGES

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_as_the_code_is(name):
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == PAGES[name](), "run: make docs"


def test_every_setting_read_from_the_environment_is_documented():
    read = set()
    for path in (ROOT / "src/avow/settings").rglob("*.py"):
        read |= set(
            re.findall(r"""env\.(?:text|flag|number|words)\(\s*"([A-Z_]+)\"""", path.read_text())
        )
        read |= set(re.findall(r"""os\.environ\["([A-Z_]+)"\]""", path.read_text()))
    documented = set(
        re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs/settings.md").read_text(), re.MULTILINE)
    )
    assert read - {"NAME"} == documented


def test_every_command_has_an_example():
    from django.core.management import get_commands, load_command_class

    without = [
        name
        for name, app in get_commands().items()
        if str(app).startswith("avow.")
        and "Example: avow " not in load_command_class(app, name).help
    ]
    assert without == []


def test_every_paragraph_of_the_mission_has_its_line():
    text = (ROOT / "docs/mission.md").read_text()
    for paragraph in [f"§{n}" for n in range(1, 13)]:
        assert paragraph in text
    for test in re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", text):
        path = ROOT / test[0]
        assert path.exists(), test
        assert not test[1] or f"def {test[1]}" in path.read_text(), test


def test_no_link_inside_the_docs_is_dead():
    dead = []
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", page.read_text())
        dead += [
            f"{page.relative_to(ROOT)} → {target}"
            for target in targets
            if not (page.parent / target).exists()
        ]
    assert dead == []
