"""The annual report is whole in all seven languages, also where the rest of the pages is not yet."""

import io
import re
from ast import literal_eval
from functools import cache
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation.template import templatize

from avow.annual import package
from avow.annual.document import Document
from avow.annual.plain import plain

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "avow"
LANGUAGES = [code for code, _name in settings.LANGUAGES if code != "en"]
# Everything whose words stand in the report: its own, those of its charts, of codes it names.
SOURCES = (
    *("annex", "charting", "document", "method", "naming", "package", "plain", "states"),
    *("looking", "views/public", "views/files"),
)
SHARED = (
    *("directory/figures.py", "accountability/reported.py", "kernel/drawing.py"),
    *("directory/vocabulary.py", "forums/regions.py", "web/templates/cotton/chart.html"),
    *("web/templates/web/printing.html", "web/templates/cotton/pagination.html"),
)
# Of files that say much else: the messages that the report takes from them.
PARTS = {
    "directory/states.py": "class Status(.*?)\n\n\n",
    "directory/totals.py": "KINDS = {(.*?)\n}",
    "progress/states.py": "class Check(.*?)\n\n\n",
}
_STRING = r"""u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
_CALL = re.compile(
    rf"(?<![\w.])(?:_|gettext|gettext_lazy|ngettext)\(\s*((?:{_STRING}\s*)+)(,\s*(?:{_STRING}\s*)+)?"
)


def texts():
    for name in SOURCES:
        yield (PACKAGE / "annual" / f"{name}.py").read_text()
    for path in (PACKAGE / "annual/templates/annual").glob("*.html"):
        if not path.name.startswith("desk_"):
            yield templatize(path.read_text())
    for name in SHARED:
        text = (PACKAGE / name).read_text()
        yield templatize(text) if name.endswith(".html") else text
    for name, part in PARTS.items():
        yield re.search(part, (PACKAGE / name).read_text(), re.DOTALL)[1]


@cache
def messages():
    """Return every message that may stand in a report."""
    found = set()
    for text in texts():
        for call in _CALL.finditer(text):
            found.add("".join(literal_eval(one) for one in re.findall(_STRING, call[1])))
    return found - {""}


def catalogue(language):
    path = PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"
    return polib.pofile(str(path))


def test_the_messages_of_the_report_are_found():
    assert {"Limits of the data", "On track", "Western Africa", "Read the annex"} <= messages()
    assert len(messages()) > 150


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_of_the_report_is_missing_or_fuzzy(language):
    known = {one.msgid: one for one in catalogue(language) if not one.obsolete}
    missing = [
        one
        for one in sorted(messages())
        if one not in known or not known[one].translated() or known[one].fuzzy
    ]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_placeholders_figures_and_plural_forms(language):
    holder = re.compile(r"%\(\w+\)[sd]|\{\{[^}]*\}\}|%%")
    plurals = {"ar": 6, "es": 3, "fr": 2, "pt": 2, "ru": 3, "zh": 1}
    wrong = []
    for entry in catalogue(language):
        if entry.obsolete or entry.msgid not in messages():
            continue
        said = list(entry.msgstr_plural.values()) or [entry.msgstr]
        wanted = set(holder.findall(entry.msgid + entry.msgid_plural))
        if any(not set(holder.findall(one)) <= wanted for one in said):
            wrong.append(entry.msgid)
        if not entry.msgid_plural and set(holder.findall(entry.msgstr)) != wanted:
            wrong.append(entry.msgid)
        if entry.msgid_plural and len(said) not in {
            plurals[language],
            2 if language == "es" else 0,
        }:
            wrong.append(entry.msgid)
    assert wrong == []


@pytest.mark.django_db
def test_no_message_that_a_whole_report_says_is_left_in_english(published, monkeypatch):
    """Write the report and its data in each language, and note every message that was asked for."""
    asked = set()

    def noted(real):
        def said(message, *rest):
            asked.add(str(message))
            return real(message, *rest)

        return said

    real = translation.trans_real
    monkeypatch.setattr(translation._trans, "gettext", noted(real.gettext), raising=False)
    monkeypatch.setattr(translation._trans, "ngettext", noted(real.ngettext), raising=False)
    ours = {one.msgid for one in catalogue("en")}
    left = {}
    for language in LANGUAGES:
        asked.clear()
        with translation.override(language):
            document = Document(published.report, published.content, published)
            plain(document)
            package.write(document, io.BytesIO())
        known = {one.msgid for one in catalogue(language) if one.translated() and not one.fuzzy}
        assert len(asked & ours) > 100
        left[language] = sorted((asked & ours) - known)
    assert not any(left.values()), left
