"""What the writing pages show: the outline, the form of a section, the steps of its history."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from avow.blueprints.models import Blueprint, Section, Step
from avow.blueprints.rules import BELOW, DEEPEST, Placed
from avow.blueprints.services.structure import plan_of
from avow.blueprints.services.writing import Conflict, save_text, shown
from avow.blueprints.states import SectionKind
from avow.kernel.differences import Part, word_diff
from avow.kernel.lifecycle import Refused
from avow.kernel.text import row_number
from avow.kernel.words import sentences
from avow.people.models import User

LINES = 100  # of the outline, on one page
LABELS: Mapping[str, str | Promise] = {
    "title": _("Title"),
    "body": _("Text"),
    "due_on": _("To be reached by"),
    "code": _("Code"),
}
_OF_THE_FIELD = {
    "section_title_too_long": "title",
    "section_body_too_long": "body",
    "section_action_too_long": "body",
    "section_no_day": "due_on",
    "section_code_wrong": "code",
    "section_code_taken": "code",
    "section_code_retired": "code",
    "section_code_too_long": "code",
}


@dataclass(slots=True)
class Row:
    """One line of the outline."""

    section: Section
    place: Placed
    remarks: int  # open ones
    is_held: bool  # by somebody else, now
    is_mine: bool
    kinds: list[tuple[str, str]]  # what may be added below
    is_open: bool = False  # its forms are shown


def outline(plan: Blueprint, user: User, now: datetime) -> list[Row]:
    """Return the plan's lines from first to last; two queries."""
    counts = dict(
        plan.sections.filter(removed_at=None)
        .annotate(open=Count("remarks", filter=Q(remarks__settled_at=None)))
        .filter(open__gt=0)
        .values_list("pk", "open")
    )
    return [
        Row(
            section,
            place,
            counts.get(section.pk, 0),
            section.holder_other_than(user.pk, now),
            section.held_by_id == user.pk
            and section.held_until is not None
            and now < section.held_until,
            _kinds_below(section.kind, place.depth),
        )
        for section, place in plan_of(plan)
    ]


def page_of(rows: list[Row], asked: Mapping[str, str]) -> Page[Row]:
    """Return the page of the outline that was asked for, or where a section stands.

    `more` names the section whose forms are shown, `section` one to look at.
    """
    opened = asked.get("more", "")
    key = opened or asked.get("section", "")
    for row in rows:
        row.is_open = row.section.key == opened
    there = next((n for n, row in enumerate(rows) if key and row.section.key == key), 0)
    return Paginator(rows, LINES).get_page(asked.get("page") or there // LINES + 1)


def _kinds_below(kind: str, depth: int) -> list[tuple[str, str]]:
    if depth >= DEEPEST:
        return []
    return [(one, str(SectionKind(one).label)) for one in SectionKind.values if one in BELOW[kind]]


def being_written(plan: Blueprint, now: datetime) -> list[Section]:
    """Return the sections that somebody is writing now."""
    rows = plan.sections.filter(removed_at=None, held_until__gt=now, held_by__isnull=False)
    return list(rows.select_related("held_by").order_by("held_until"))


@dataclass(slots=True)
class Field:
    """One text of a section in the form; shaped as the component of a conflict wants it."""

    name: str
    label: str | Promise
    value: str
    version: int
    language: str
    error: str = ""
    conflict: Conflict | None = None

    @property
    def id(self) -> str:
        """Return the id of the field on the page."""
        return f"field-{self.name}"

    @property
    def mine(self) -> str:
        """Return the writer's own text, of a conflict."""
        return self.conflict.mine if self.conflict else ""

    @property
    def theirs(self) -> str:
        """Return the text that is saved, of a conflict."""
        return self.conflict.theirs if self.conflict else ""


@dataclass(slots=True)
class WritingForm:
    """The form of a section: each text with its version; conflicts and errors beside it."""

    section: Section
    fields: list[Field] = field(init=False)

    def __post_init__(self) -> None:
        """Draw the fields that a section of its kind has."""
        names = ["title", "body"]
        names += ["due_on"] if self.section.kind in {"target", "action"} else []
        names += ["code"] if self.section.kind == SectionKind.ACTION else []
        self.fields = [
            Field(
                name,
                LABELS[name],
                shown(getattr(self.section, name)),
                getattr(self.section, f"{name}_version"),
                self.section.blueprint.language,
            )
            for name in names
        ]

    @property
    def conflicts(self) -> list[Field]:
        """Return the fields that somebody else changed too."""
        return [one for one in self.fields if one.conflict]

    @property
    def errors(self) -> list[Field]:
        """Return the fields with something to mend."""
        return [one for one in self.fields if one.error]

    def keep_all(self, posted: Mapping[str, str], *, by: User, now: datetime) -> None:
        """Keep every text that was posted, each for itself; what cannot be kept stays in its field.

        Raises Refused where nothing can be written: somebody else holds it, it was removed.
        """
        for one in self.fields:
            if one.name not in posted or posted.get(f"choose:{one.name}") == "theirs":
                continue
            one.value = posted[one.name]
            chosen = posted.get(f"choose:{one.name}") == "mine"
            seen = posted.get(f"{'newest' if chosen else 'version'}:{one.name}", "")
            try:
                result = save_text(
                    self.section, one.name, one.value, seen=row_number(seen) or 0, by=by, now=now
                )
            except Refused as refusal:
                if not any(_OF_THE_FIELD.get(code) == one.name for code in refusal.reasons):
                    raise
                one.error = " ".join(sentences(refusal.reasons))
                continue
            if isinstance(result, Conflict):
                one.conflict = result
            one.version = result.version if not isinstance(result, Conflict) else one.version

    def show_typed(self, posted: Mapping[str, str]) -> None:
        """Show what was typed though nothing could be saved."""
        for one in self.fields:
            one.value = posted.get(one.name, one.value)
            one.version = row_number(posted.get(f"version:{one.name}", "")) or one.version


@dataclass(frozen=True, slots=True)
class DrawnStep:
    """One step of the history, with what it changed."""

    step: Step
    title: list[Part]
    body: list[Part]
    is_now: bool


def steps(section: Section, page: Iterable[Step]) -> list[DrawnStep]:
    """Return the steps of one page with what each changed; one query more for the one before."""
    rows = list(page)
    if not rows:
        return []
    last = rows[-1]
    before = section.steps.filter(Q(at__lt=last.at) | Q(at=last.at, pk__lt=last.pk)).first()
    pairs: list[tuple[Step, Any]] = list(zip(rows, [*rows[1:], before], strict=True))
    return [
        DrawnStep(
            step,
            word_diff(old.title if old else "", step.title),
            word_diff(old.body if old else "", step.body),
            (step.title, step.body, step.due_on) == (section.title, section.body, section.due_on),
        )
        for step, old in pairs
    ]
