"""Texts for people: every declared language is complete, and every message can be translated."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "avow"


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"))


@pytest.mark.parametrize("language", [code for code in settings.COMPLETE_LANGUAGES if code != "en"])
def test_a_complete_language_lacks_nothing(language):
    entries = [entry for entry in catalogue(language) if not entry.obsolete]
    assert entries
    assert [entry.msgid for entry in entries if not entry.translated() or entry.fuzzy] == []


@pytest.mark.parametrize("language", [code for code in settings.COMPLETE_LANGUAGES if code != "en"])
def test_a_translation_keeps_its_placeholders(language):
    holder = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
    wrong = []
    for entry in catalogue(language):
        if entry.obsolete or entry.msgid_plural:
            continue
        if sorted(holder.findall(entry.msgid)) != sorted(holder.findall(entry.msgstr)):
            wrong.append(entry.msgid)
    assert wrong == []


def known_messages() -> set[str]:
    return {entry.msgid for entry in catalogue("fr") if not entry.obsolete}


def test_every_message_of_the_code_is_in_the_catalogue():
    """Collects the plain messages of Python and templates and looks each up: none is forgotten."""
    from django.utils.translation.template import templatize

    python = re.compile(
        r"""(?<![\w.])(?:_|gettext|gettext_lazy|pgettext|ngettext)\(\s*((?:"(?:[^"\\]|\\.)*"\s*)+)"""
    )
    found: set[str] = set()
    for path in PACKAGE.rglob("*"):
        if path.suffix == ".py":
            text = path.read_text()
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            text = templatize(path.read_text())
        else:
            continue
        for match in python.finditer(text):
            pieces = re.findall(r'"((?:[^"\\]|\\.)*)"', match.group(1))
            found.add(
                "".join(pieces)
                .encode()
                .decode("unicode_escape")
                .encode("latin-1", "ignore")
                .decode("utf-8", "ignore")
                if "\\" in match.group(1)
                else "".join(pieces)
            )
    assert found
    missing = sorted(found - known_messages())
    assert missing == []


def test_no_f_string_is_translated():
    found = [
        str(path.relative_to(ROOT))
        for path in PACKAGE.rglob("*.py")
        if re.search(r"(?<![\w.])(_|gettext|gettext_lazy)\(\s*f[\"']", path.read_text())
    ]
    assert found == []
