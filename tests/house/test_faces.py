"""Faces ask the domain: the clock enters at the edge, nothing is written in a view."""

import ast
import re
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "avow"
FACES = ("views", "forms", "urls", "api", "context", "access", "problems")
# A validator is put around a view: what it says of a page depends on the day.
EDGES = (*FACES, "commands", "tasks", "adapter", "middleware", "templatetags", "validators")


def modules():
    for path in sorted(PACKAGE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path, path.relative_to(PACKAGE)


def is_in(relative: Path, names: tuple[str, ...]) -> bool:
    stems = {part.removesuffix(".py") for part in relative.parts}
    return bool(stems & set(names)) or any(relative.stem.startswith(f"{name}_") for name in names)


def test_the_clock_is_read_only_at_the_edge():
    found = [
        str(relative)
        for path, relative in modules()
        if not is_in(relative, EDGES)
        and re.search(
            r"timezone\.now\(|datetime\.now\(|date\.today\(|localdate\(|localtime\(\)",
            path.read_text(),
        )
    ]
    assert found == []


def test_faces_do_not_write_rows():
    writing = re.compile(
        r"(?<!services)\.(save|create|bulk_create|update_or_create|get_or_create|delete)\("
    )
    found = {}
    for path, relative in modules():
        if not is_in(relative, (*FACES, "tasks", "commands")):
            continue
        lines = [
            n for n, line in enumerate(path.read_text().splitlines(), 1) if writing.search(line)
        ]
        if lines:
            found[str(relative)] = lines
    assert found == {}


def views(resolver: URLResolver | None = None):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from views(entry)
        elif isinstance(entry, URLPattern):
            yield entry


def test_each_view_says_who_may():
    silent = {
        f"{view.callback.__module__}.{view.callback.__name__}"
        for view in views()
        if view.callback.__module__.startswith("avow.")
        and not getattr(view.callback, "access", None)
    }
    assert silent == set()


def test_nobody_passes_a_skip():
    found = []
    for path, relative in modules():
        found += [
            f"{relative}:{node.arg}"
            for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, ast.arg) and node.arg.startswith("skip_")
        ]
    assert found == []
