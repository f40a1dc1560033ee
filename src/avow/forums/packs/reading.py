"""Read a pack from a YAML file, or say in words where it is wrong.

The YAML is a plain subset: no anchors or aliases (a few lines of them can fill a machine's memory),
no key twice, and only `true`, `false`, whole numbers and text, so that Norway's NO stays a text
and an exchange rate is never a float.
"""

import re
from collections.abc import Hashable
from importlib import resources
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from avow.forums.packs.checks import problems
from avow.forums.packs.problems import Problem, from_validation, show
from avow.forums.packs.schema import Pack

MAX_BYTES = 2_000_000
SUFFIX = ".catalogue.yaml"  # of the examples beside a pack


class PackError(Exception):
    """A pack that can't be used. `problems` holds every one found; the text is one line."""

    def __init__(self, name: str, found: list[Problem]) -> None:
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        super().__init__(f"{name}: {show(found[0])}{more}")
        self.name = name
        self.problems = tuple(found)


class PlainLoader(yaml.SafeLoader):
    """YAML without anchors, doubled keys and guesses about what a text might mean."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Refuse aliases: they are never needed here, and few of them can grow without end."""
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise yaml.MarkedYAMLError(
                problem="anchors and aliases are not allowed", problem_mark=event.start_mark
            )
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """Refuse a key that stands twice: the second would silently win."""
        seen: set[str] = set()
        for key, _value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.MarkedYAMLError(
                    problem="a key must be a word", problem_mark=key.start_mark
                )
            if key.value in seen:
                raise yaml.MarkedYAMLError(
                    problem=f"{key.value!r} stands twice", problem_mark=key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


for _tag, _pattern, _first in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("int", r"^-?(?:0|[1-9][0-9]{0,8})$", "-0123456789"),
    ("null", r"^(?:~|null|)$", ["~", "n", ""]),
):
    PlainLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first)
    )


def shipped() -> dict[str, Path]:
    """Return the packs that come with Avow: name to file."""
    folder = Path(str(resources.files("avow.forums.packs")))
    files = (path for path in sorted(folder.glob("*.yaml")) if not path.name.endswith(SUFFIX))
    return {path.stem: path for path in files}


def find(name: str) -> Path:
    """Return the file that `name` means: a path or a shipped pack's name. Raises PackError."""
    path = Path(name)
    if path.is_dir():
        raise PackError(name, [Problem("", "this is a folder; name the YAML file in it")])
    if path.is_file():
        return path
    if name in shipped():
        return shipped()[name]
    known = ", ".join(shipped())
    raise PackError(
        name, [Problem("", f"there is no such file; the packs that come with Avow are: {known}")]
    )


def read_pack(name: str) -> Pack:
    """Return the pack in a file, or the shipped pack of that name, checked as a whole.

    Raises PackError for a file that is missing, too large, not UTF-8, not YAML, or says something
    that cannot be.
    """
    return pack_from(text_of(find(name), name), name)


def text_of(path: Path, name: str) -> str:
    """Return what a file says. Raises PackError: too large, not UTF-8, cannot be read."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise PackError(
                name, [Problem("", f"the file is larger than {MAX_BYTES // 1_000_000} MB")]
            )
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PackError(
            name, [Problem("", f"not UTF-8 at byte {error.start}; save it as UTF-8")]
        ) from error
    except OSError as error:
        raise PackError(name, [Problem("", f"cannot be read: {error.strerror}")]) from error


def pack_from(text: str, name: str = "pack") -> Pack:
    """Return the pack written in `text`. Raises PackError with every problem found."""
    data = data_of(text, name)
    if not isinstance(data, dict):
        raise PackError(
            name, [Problem("", "a pack is a list of `key: value` lines; this is something else")]
        )
    try:
        pack = Pack.model_validate(data)
    except ValidationError as error:
        raise PackError(name, from_validation(error)) from error
    if found := list(problems(pack)):
        raise PackError(name, found)
    return pack


def data_of(text: str, name: str) -> Any:
    """Return the YAML in `text` as plain data. Raises PackError, with the line if it is known."""
    try:
        return yaml.load(text, Loader=PlainLoader)  # noqa: S506  a SafeLoader, made safer
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise PackError(
            name, [Problem(where, f"not readable YAML: {error.problem or error.context}")]
        ) from error
    except yaml.YAMLError as error:
        words = " ".join(str(error).split())[:200]
        raise PackError(name, [Problem("", f"not readable YAML: {words}")]) from error
    except RecursionError as error:
        raise PackError(name, [Problem("", "not readable YAML: nested too deeply")]) from error
    except ValueError as error:  # a tag's value that cannot be, such as !!int x
        raise PackError(name, [Problem("", f"not readable YAML: {error}")]) from error
