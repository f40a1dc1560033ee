"""What apps above show on the pages of a version. They register in their `apps.ready`.

`sections(function)`: `function(request, version, keys) -> {section key: SectionNote}` for the
sections of one page, in a constant number of queries. `whole(function)`: a panel of the page.
`before_publication(function)`: what writers should know before they publish a version.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from avow.blueprints.models import Version


@dataclass(frozen=True, slots=True)
class SectionNote:
    """A line below a section: its template gets `context` and the section."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the page beside or below the text. `place`: top, aside or bottom."""

    place: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


SectionNotes = Callable[[HttpRequest, Version, list[str]], Mapping[str, SectionNote]]
Panels = Callable[[HttpRequest, Version], Iterable[Panel]]
_SECTIONS: list[SectionNotes] = []
_WHOLE: list[Panels] = []
_BEFORE: list[Panels] = []


def sections(function: SectionNotes) -> None:
    """Register notes below sections; registering twice changes nothing."""
    if function not in _SECTIONS:
        _SECTIONS.append(function)


def whole(function: Panels) -> None:
    """Register panels of the page; registering twice changes nothing."""
    if function not in _WHOLE:
        _WHOLE.append(function)


def before_publication(function: Panels) -> None:
    """Register what is told before a version is published; registering twice changes nothing."""
    if function not in _BEFORE:
        _BEFORE.append(function)


def told_before(request: HttpRequest, version: Version) -> list[Panel]:
    """Return what writers should know before they publish this version."""
    return [panel for function in _BEFORE for panel in function(request, version)]


def notes_of(
    request: HttpRequest, version: Version, keys: list[str]
) -> dict[str, list[SectionNote]]:
    """Return the notes below each of these sections."""
    found: dict[str, list[SectionNote]] = {}
    for function in _SECTIONS:
        for key, note in function(request, version, keys).items():
            found.setdefault(key, []).append(note)
    return found


def panels_of(request: HttpRequest, version: Version) -> dict[str, list[Panel]]:
    """Return the panels by their place."""
    found: dict[str, list[Panel]] = {"top": [], "aside": [], "bottom": []}
    for function in _WHOLE:
        for panel in function(request, version):
            found[panel.place].append(panel)
    return found
