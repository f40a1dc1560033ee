"""An example as pages show it: in the reader's language where it can be, else marked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from avow.commitments.catalogue.models import Example
from avow.commitments.catalogue.states import ExampleState
from avow.commitments.gaps import gaps
from avow.commitments.models import Commitment
from avow.commitments.options import SDG_TARGETS
from avow.forums.models import Action, Coalition, Forum
from avow.kernel.localised import pick, pick_tagged

LABELS: dict[str, str | Promise] = {
    "title": _("Title"),
    "summary": _("Summary"),
    "description": _("Description"),
    "change": _("What will be different"),
    "beneficiaries": _("For whom"),
    "baseline": _("Where things stand now"),
    "targets": _("Targets"),
    "milestones": _("Milestones"),
    "partners": _("Partners"),
    "finance": _("Money"),
    "intersectionality": _("Intersectionality"),
    "leadership": _("Feminist leadership"),
}
# Advice on rows stands above them; everything else beside its own question.
ROWS_OF = {
    "target": "targets",
    "milestone": "milestones",
    "partner": "partners",
    "finance": "finance",
}


@dataclass(frozen=True, slots=True)
class Said:
    """A text and the language it is in."""

    language: str
    text: str

    def __bool__(self) -> bool:
        """Return whether there is a text."""
        return bool(self.text)

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        """Return the text cut into pieces, each with whether it is a gap to fill in."""
        found, end = [], 0
        for start, stop in gaps(self.text):
            found += [(self.text[end:start], False), (self.text[start:stop], True)]
            end = stop
        return [one for one in [*found, (self.text[end:], False)] if one[0]]


@dataclass(frozen=True, slots=True)
class Line:
    """A target, milestone or partner of an example; `month` after the first day, 0: none."""

    said: Said
    unit: Said | None = None
    month: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """One field of an example: its text or its rows, and the advice on it."""

    key: str
    label: str
    said: Said
    lines: list[Line] = field(default_factory=list)
    advice: Said | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """Advice beside a question of this key, or (no key) above the rows of a section."""

    key: str
    label: str
    said: Said
    lines: list[Line] = field(default_factory=list)


def say(texts: Mapping[str, str] | None) -> Said:
    """Return the text that the reader understands best, with its language."""
    return Said(*pick_tagged(texts or {}, get_language() or "en"))


@dataclass(frozen=True, slots=True)
class Card:
    """An example in a list."""

    example: Example
    title: Said
    summary: Said
    type_name: str
    uses: int


def cards(rows: Iterable[Any], forum: Forum) -> list[Card]:
    """Return examples, with their uses, as a list shows them."""
    names = type_names(forum)
    return [
        Card(row, say(row.titles), say(row.summaries), names.get(row.type, row.type), row.uses)
        for row in rows
    ]


def type_names(forum: Forum) -> dict[str, str]:
    """Return {code: name} of the forum's types of commitments."""
    language = get_language() or "en"
    return {kind.code: pick(kind.names, language) for kind in forum.settings.commitment_types}


def fields_of(example: Example) -> list[Shown]:
    """Return every field of which the example says something, in the order of the form."""
    texts = {"title": example.titles, "summary": example.summaries, **example.fields}
    shown = [
        Shown(
            key,
            str(label),
            say(texts.get(key)),
            _lines(example, key),
            say(example.guidance.get(key)),
        )
        for key, label in LABELS.items()
    ]
    return [one for one in shown if one.said or one.lines or one.advice]


def _lines(example: Example, key: str) -> list[Line]:
    if key == "targets":
        return [
            Line(say(row["indicator"]), say(row.get("unit")), row["month"])
            for row in example.targets
        ]
    if key == "milestones":
        return [Line(say(row["title"]), month=row["month"]) for row in example.milestones]
    return [Line(say(row["role"])) for row in example.partners] if key == "partners" else []


def sdg_names(example: Example) -> list[str]:
    """Return the targets of the Sustainable Development Goals it serves: in words, else numbers."""
    return [str(SDG_TARGETS.get(code, code)) for code in example.sdg_targets]


def advice_of(commitment: Commitment, section: str) -> list[Advice]:
    """Return the advice of the example a draft began with, for one section of its form."""
    example = commitment.started_from
    if example is None:
        return []
    rows = ROWS_OF.get(section)
    if rows is None:
        return [
            Advice(key, str(LABELS[key]), say(texts))
            for key, texts in example.guidance.items()
            if key not in ROWS_OF.values()
        ]
    said = say(example.guidance.get(rows))
    # A partner's row needs a name, so the roles are no rows of the draft: they stand here.
    roles = _lines(example, rows) if rows == "partners" else []
    return [Advice("", str(LABELS[rows]), said, roles)] if said or roles else []


def actions_with_examples(coalition: Coalition) -> QuerySet[Action]:
    """Return a coalition's actions, each with `examples_offered`, the number of its examples."""
    offered = Count("examples", filter=Q(examples__state=ExampleState.SHOWN))
    rows: QuerySet[Action] = coalition.actions.current().annotate(examples_offered=offered)
    return rows
