"""A commitment as its maker's pages show it: words, steps, sections ready to draw."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from avow.answers import rows as answer_rows
from avow.answers import services as answers
from avow.answers.pages import Field, Outcome, Posted, fields_of
from avow.answers.shape import Choice, Section
from avow.commitments import joint_form
from avow.commitments.draft import Draft, Money
from avow.commitments.drafting import MissingItem, draft_of, registered_makers, registered_partners
from avow.commitments.models import Commitment
from avow.commitments.states import State
from avow.forums.regions import CONTINENTS, continent_of, region_of
from avow.kernel.localised import pick
from avow.people.models import Organisation

TONES = {
    State.DRAFT: "neutral",
    State.CLARIFICATION: "warn",
    State.PUBLISHED: "good",
    State.COMPLETED: "good",
    State.DECLINED: "bad",
    State.ENDED: "bad",
}
WORDS: dict[str, str | Promise] = {
    State.DRAFT: gettext_lazy("You are writing it. Nobody else sees it."),
    State.SUBMITTED: gettext_lazy("It has been handed in. The secretariat looks at it first."),
    State.CLARIFICATION: gettext_lazy("The secretariat has a question. Please answer it."),
    State.IN_REVIEW: gettext_lazy("The coalitions of its actions look at it."),
    State.DECLINED: gettext_lazy("No coalition accepted it. It is not public."),
    State.PUBLISHED: gettext_lazy("It is public."),
    State.COMPLETED: gettext_lazy("Its term is over. It stays public."),
    State.ENDED: gettext_lazy(
        "It was ended before its last day. It stays public, with the reason."
    ),
    State.WITHDRAWN: gettext_lazy("It was withdrawn."),
}


@dataclass(frozen=True, slots=True)
class Status:
    """Where it stands, in words for its maker."""

    label: str
    tone: str
    text: str
    title: str


def status_of(commitment: Commitment) -> Status:
    """Return where a commitment stands.

    What coalitions decided is not told before it is released.
    """
    state = State(commitment.state)
    words = str(WORDS.get(state, ""))
    if state == State.AMENDED:
        open_sheet = commitment.sheet is not None and commitment.sheet.frozen_at is None
        words = _("You are changing it. The public goes on reading the old text.")
        if not open_sheet:
            words = _("Your change has been handed in. The public goes on reading the old text.")
    return Status(str(state.label), TONES.get(state, "info"), words, title_of(commitment))


def title_of(commitment: Commitment) -> str:
    """Return its title as its maker last wrote it, or a word for none yet."""
    if hasattr(commitment, "written_title"):
        written = commitment.written_title
    else:
        answer = (
            commitment.sheet.answers.filter(scope="", key="title").first()
            if commitment.sheet
            else None
        )
        written = answer.value if answer else ""
    revision = commitment.current or commitment.public
    return str(written or (revision.title if revision else "") or _("Without a title yet"))


def steps_of(
    commitment: Commitment, missing: Iterable[MissingItem], current: str = ""
) -> list[dict[str, str]]:
    """Return the sections with their states, and the check at the end."""
    if commitment.sheet is None:
        return []
    lacking = {item.section for item in missing}
    values = answers.answers_of(commitment.sheet)
    rows = answers.rows_of(commitment.sheet)
    steps = []
    for section in answers.definition_of(commitment.sheet).sections:
        keys = {question.key for question in section.questions}
        begun = section.code in rows or any(
            key in keys and value for (_scope, key), value in values.items()
        )
        state = "error" if section.code in lacking and begun else "done" if begun else "todo"
        steps.append(
            {
                "title": pick(section.names, get_language() or "en"),
                "url": _address("section", commitment, section=section.code),
                "state": "current" if section.code == current else state,
                "note": "" if section.code in lacking or begun else _("optional"),
            }
        )
    state = "current" if current == "check" else "todo"
    steps.append(
        {
            "title": _("Check and hand in"),
            "url": _address("check", commitment),
            "state": state,
            "note": "",
        }
    )
    return steps


def progress_of(commitment: Commitment, missing: Iterable[MissingItem]) -> dict[str, int]:
    """Return how many sections lack nothing, of how many."""
    if commitment.sheet is None:
        return {"done": 0, "all": 0}
    codes = [section.code for section in answers.definition_of(commitment.sheet).sections]
    lacking = {item.section for item in missing}
    return {"done": len([code for code in codes if code not in lacking]), "all": len(codes)}


def next_section(commitment: Commitment, code: str) -> str:
    """Return the address after a section: the next one, at the end the check."""
    if commitment.sheet is None:
        return _address("overview", commitment)
    codes = [section.code for section in answers.definition_of(commitment.sheet).sections]
    place = codes.index(code) + 1
    if place < len(codes):
        return _address("section", commitment, section=codes[place])
    return _address("check", commitment)


def _address(name: str, commitment: Commitment, **more: str) -> str:
    kwargs = {"forum": commitment.forum.slug, "ref": commitment.ref, **more}
    return reverse(f"commitments:{name}", kwargs=kwargs)


@dataclass(frozen=True, slots=True)
class Group:
    """Choices that belong together: a coalition's actions, a continent's countries."""

    title: str
    choices: list[tuple[Choice, bool]]

    @property
    def picked(self) -> int:
        """Return how many are chosen."""
        return sum(picked for _choice, picked in self.choices)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a repeating section, with what is known about it."""

    scope: str
    number: int
    fields: list[Field]
    money: Money | None = None
    organisation: Organisation | None = None


@dataclass
class Drawn:
    """A section ready to draw."""

    fields: list[Field]
    shown: list[tuple[Field, list[Group]]] = field(default_factory=list)
    rows: answer_rows.Rows | None = None
    row_list: list[Row] = field(default_factory=list)
    draft: Draft | None = None


def drawn_section(
    commitment: Commitment,
    section: Section,
    *,
    outcome: Outcome | None = None,
    typed: Posted | None = None,
    show_missing: bool = False,
) -> Drawn:
    """Return a section as a page shows it."""
    assert commitment.sheet is not None
    how: dict[str, Any] = {"outcome": outcome, "typed": typed, "show_missing": show_missing}
    if not section.repeat:
        fields = fields_of(commitment.sheet, [(section, "")], **how)[0]
        if section.code == "joint":
            fields = _joint_fields(commitment, fields)
        return Drawn(fields, [(one, _groups(commitment, one)) for one in fields])
    drawn = answer_rows.rows_on_page(commitment.sheet, section, **how)
    draft = draft_of(commitment)
    money = {line.scope: line for line in draft.finance}
    registered = _registered_in(section.code, draft)
    rows = [
        Row(
            scope,
            number,
            [one for one in fields if one.question.code != "organisation"],
            money.get(scope),
            registered.get(scope),
        )
        for scope, number, fields in drawn.groups
    ]
    _mark_problems(rows, draft)
    return Drawn(
        [one for row in rows for one in row.fields], rows=drawn, row_list=rows, draft=draft
    )


def _registered_in(section: str, draft: Draft) -> dict[str, Organisation]:
    if section == "maker":
        return registered_makers(draft)
    return registered_partners(draft) if section == "partner" else {}


def _joint_fields(commitment: Commitment, fields: list[Field]) -> list[Field]:
    """Return the questions about shares that are asked, with what is wrong beside each."""
    draft, pack = draft_of(commitment), commitment.forum.settings
    fields = [one for one in fields if joint_form.is_drawn(one.question.key, draft, pack)]
    _mark(fields, draft)
    return fields


def _mark_problems(rows: list[Row], draft: Draft) -> None:
    """Show beside each question of a row what cannot be read; what is merely empty may stay so."""
    _mark([one for row in rows for one in row.fields], draft)


def _mark(found: list[Field], draft: Draft) -> None:
    fields = {(one.scope, one.question.key): one for one in found}
    for problem in draft.problems:
        one = fields.get((problem.scope, problem.key))
        if one is not None and problem.code != "answer_missing" and problem.words not in one.errors:
            one.errors.append(problem.words)


def _groups(commitment: Commitment, one: Field) -> list[Group]:
    """Return the choices of a long list in groups; none for every other question."""
    if one.question.key == "actions":
        pack = commitment.forum.settings
        titles = {
            action.code: pick(coalition.names, get_language() or "en")
            for coalition in pack.coalitions
            for action in coalition.actions
        }
        return _grouped(one, titles)
    if one.question.key == "countries":
        names = {code: str(name) for code, name in CONTINENTS.items()}
        titles = {
            choice.code: names.get(continent_of(region_of(choice.code)), _("Elsewhere"))
            for choice in one.question.choices
        }
        return _grouped(one, titles)
    return []


def _grouped(one: Field, titles: dict[str, str]) -> list[Group]:
    groups: dict[str, Group] = {}
    for choice, picked in one.choices:
        title = titles.get(choice.code, "")
        groups.setdefault(title, Group(title, [])).choices.append((choice, picked))
    return list(groups.values())
