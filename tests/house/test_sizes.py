"""Small rooms: no file, function or template grows past a screen or a sitting."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = sorted(
    path
    for folder in ("src", "tests")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
)
TEMPLATES = sorted((ROOT / "src").rglob("templates/**/*.html"))


def test_no_python_file_has_more_than_400_lines():
    long = {
        str(path.relative_to(ROOT)): n
        for path in CODE
        if (n := len(path.read_text().splitlines())) > 400
    }
    assert long == {}


def test_no_function_has_more_than_50_lines():
    long = {}
    for path in CODE:
        if "tests" in path.parts and "journeys" in path.parts:
            continue  # a journey is one walk
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                if length > 50:
                    long[f"{path.relative_to(ROOT)}:{node.name}"] = length
    assert long == {}


def test_no_template_has_more_than_150_lines():
    long = {
        str(path.relative_to(ROOT)): n
        for path in TEMPLATES
        if (n := len(path.read_text().splitlines())) > 150
    }
    assert long == {}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_has_no_inline_style_script_or_handler(path):
    import re

    text = path.read_text()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", text)


def test_no_stylesheet_uses_a_physical_direction():
    import re

    physical = re.compile(
        r"(?<![-\w])(margin|padding|border)-(left|right)|(?<![-\w])(left|right)\s*:|text-align:\s*(left|right)|float:\s*(left|right)"
    )
    found = {}
    for path in (ROOT / "src/avow/web/static/avow").rglob("*.css"):
        lines = [
            n for n, line in enumerate(path.read_text().splitlines(), 1) if physical.search(line)
        ]
        if lines:
            found[str(path.relative_to(ROOT))] = lines
    assert found == {}
