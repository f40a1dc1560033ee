"""The tables of all apps as pages: permissions, lifecycles, commands.

Docs and help read them here.
"""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.core.management import get_commands, load_command_class

from avow.kernel.lifecycle import Lifecycle, Move
from avow.kernel.policy import Permission, Policy


def _own_modules(name: str) -> Iterator[tuple[str, object]]:
    for config in apps.get_app_configs():
        module = f"{config.name}.{name}"
        if config.name.startswith("avow.") and find_spec(module):
            yield config.label, import_module(module)


def lifecycles() -> list[Lifecycle]:
    """Return every lifecycle of the installation, in the order of the apps."""
    return [
        value
        for _, module in _own_modules("lifecycle")
        for value in vars(module).values()
        if isinstance(value, Lifecycle)
    ]


def permissions() -> list[tuple[str, Permission]]:
    """Return (app, row) for every row of every permission table."""
    return [
        (label, row)
        for label, module in _own_modules("permissions")
        for value in vars(module).values()
        if isinstance(value, Policy)
        for row in value.rows
    ]


def _words(codes: frozenset[str]) -> str:
    return ", ".join(sorted(codes)) or "–"


def _guards(move: Move) -> str:
    return ", ".join(guard.__name__.replace("_", " ") for guard in move.guards) or "–"


def _lifecycle_table(cycle: Lifecycle) -> list[str]:
    lines = [
        f"## Life of {cycle.name}",
        "",
        "```mermaid",
        "stateDiagram-v2",
        f"    [*] --> {cycle.states[0]}",
    ]
    lines += [
        f"    {source} --> {move.target}: {move.name}"
        for move in cycle.moves
        for source in sorted(move.sources)
    ]
    lines += ["```", "", "| move | from | to | who | only if |", "| --- | --- | --- | --- | --- |"]
    lines += [
        f"| {move.name} | {_words(move.sources)} | {move.target}"
        f" | {_words(move.who)} | {_guards(move)} |"
        for move in cycle.moves
    ]
    taken = ", ".join(sorted(cycle.conflicts))
    return [
        *lines,
        "",
        f"Whoever is *{taken}* keeps only the moves of: {_words(cycle.parties)}.",
        "",
    ]


def policy_page() -> str:
    """Return the Markdown page `docs/permissions.md`."""
    lines = [
        "# Who may do what",
        "",
        "Made by `avow docs` from the tables in the code: `*/permissions.py`, `*/lifecycle.py`.",
        "",
        "| app | action | who | while | never if also |",
        "| --- | --- | --- | --- | --- |",
    ]
    lines += [
        f"| {label} | {row.action} | {_words(row.who)}"
        f" | {_words(row.states) if row.states else 'always'} | {_words(row.never)} |"
        for label, row in permissions()
    ]
    lines.append("")
    for cycle in lifecycles():
        lines += _lifecycle_table(cycle)
    return "\n".join(lines)


def commands_page() -> str:
    """Return the Markdown page `docs/commands.md`: our commands and their one line of help."""
    lines = [
        "# Commands",
        "",
        "Made by `avow docs`. Each has `--help`.",
        "",
        "| command | does |",
        "| --- | --- |",
    ]
    for name, app in sorted(get_commands().items()):
        if str(app).startswith("avow."):
            command = load_command_class(str(app), name)
            lines.append(f"| `avow {name}` | {command.help} |")
    return "\n".join([*lines, ""])
