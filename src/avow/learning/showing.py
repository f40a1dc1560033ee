"""Good practices with their words, and on the pages of a commitment and of an organisation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from avow.directory.panels import Panel
from avow.directory.vocabulary import Vocabulary
from avow.forums.models import Forum
from avow.learning import publication
from avow.learning.models import Practice
from avow.learning.publication import PublicPractice
from avow.people.models import Organisation

MOST = 5


@dataclass(frozen=True, slots=True)
class Card:
    """A practice with the names of what it is about, as templates read it."""

    practice: PublicPractice
    coalitions: tuple[str, ...]
    hue: int | None
    actions: tuple[tuple[str, str], ...]  # code, name


def cards(found: Iterable[PublicPractice], words: Vocabulary) -> list[Card]:
    """Return practices with names in the reader's language; two queries at most."""
    return [
        Card(
            one,
            coalitions=tuple(words.label("coalition", code) for code in one.coalitions),
            hue=next((words.coalitions[code].position for code in one.coalitions), None),
            actions=tuple((code, words.label("action", code)) for code in one.actions),
        )
        for one in found
    ]


def commitment_panel(forum: Forum, ref: str, _now: datetime) -> Panel | None:
    """Return the public practices of a commitment; nothing where there is none."""
    rows = Practice.objects.shown(forum).filter(report__commitment__ref=ref)
    return _panel(publication.practices(rows.whole()[:MOST]))


def organisation_panel(forum: Forum, organisation: Organisation, _now: datetime) -> Panel | None:
    """Return the public practices of an organisation; nothing where there is none."""
    rows = Practice.objects.shown(forum).named().filter(report__organisation=organisation)
    return _panel(publication.practices(rows.whole()[:MOST]))


def _panel(found: list[PublicPractice]) -> Panel | None:
    return Panel("learning/panel.html", {"practices": found}) if found else None
