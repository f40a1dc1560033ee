"""A commitment as its maker's pages show it: words, steps, sections ready to draw."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from avow.answers import rows as answer_rows
from avow.answers import services as answers
from avow.answers.pages import Field, Outcome, Posted, fields_of, in_words
from avow.answers.shape import Choice, Section
from avow.commitments import joint_form
from avow.commitments.draft import Draft, Money
from avow.commitments.drafting import MissingItem, draft_of, registered_makers, registered_partners
from avow.commitments.models import Commitment
from avow.commitments.states import State
from avow.directory.money import Table, table_of
from avow.forums.regions import CONTINENTS, WORLD, continent_of, region_name, region_of
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
    words, label = str(WORDS.get(state, "")), str(state.label)
    if state == State.AMENDED:
        open_sheet = commitment.sheet is not None and commitment.sheet.frozen_at is None
        words = _("You are changing it. The public goes on reading the old text.")
        label = _("A change is being written") if open_sheet else label
        if not open_sheet:
            words = _("Your change has been handed in. The public goes on reading the old text.")
    return Status(label, TONES.get(state, "info"), words, title_of(commitment))


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
    notes: list[str] = field(default_factory=list)
    is_first: bool = False
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class Removed:
    """A row that was taken away and can be put back, with the first words that stand in it."""

    scope: str
    number: int
    words: str


@dataclass
class Drawn:
    """A section ready to draw."""

    fields: list[Field]
    shown: list[tuple[Field, list[Group]]] = field(default_factory=list)
    rows: answer_rows.Rows | None = None
    row_list: list[Row] = field(default_factory=list)
    draft: Draft | None = None
    removed: list[Removed] = field(default_factory=list)
    table: Table | None = None  # of the money in the rows
    unread: int = 0  # rows of money that are not in it
    notes: list[str] = field(default_factory=list)


def drawn_section(
    commitment: Commitment,
    section: Section,
    *,
    outcome: Outcome | None = None,
    typed: Posted | None = None,
    show_missing: bool = False,
    file_url: Callable[[int], str] | None = None,
) -> Drawn:
    """Return a section as a page shows it."""
    assert commitment.sheet is not None
    how: dict[str, Any] = {"outcome": outcome, "typed": typed, "show_missing": show_missing}
    draft = draft_of(commitment)
    if not section.repeat:
        fields = fields_of(commitment.sheet, [(section, "")], file_url=file_url, **how)[0]
        if section.code == "joint":
            pack = commitment.forum.settings
            fields = [one for one in fields if joint_form.is_drawn(one.question.key, draft, pack)]
        _mark_problems(fields, draft)
        notes = [one.words for one in draft.notes if one.section == section.code]
        shown = [(one, _groups(commitment, one)) for one in fields]
        return Drawn(fields, shown, draft=draft, notes=list(dict.fromkeys(notes)))
    drawn = answer_rows.rows_on_page(commitment.sheet, section, **how)
    money = {line.scope: line for line in draft.finance}
    registered = _registered_in(section.code, draft)
    rows = [
        Row(
            scope,
            number,
            [one for one in fields if one.question.code != "organisation"],
            money.get(scope),
            registered.get(scope),
            [one.words for one in draft.notes if one.scope == scope],
            is_first=number == 1,
            is_last=number == len(drawn.groups),
        )
        for scope, number, fields in drawn.groups
    ]
    found = [one for row in rows for one in row.fields]
    _mark_problems(found, draft)
    table = money_table(draft) if section.code == "finance" and draft.finance else None
    return Drawn(
        found,
        rows=drawn,
        row_list=rows,
        draft=draft,
        removed=_removed(commitment, drawn),
        table=table,
        unread=len(rows) - len(draft.finance) if table else 0,
    )


def money_table(draft: Draft) -> Table:
    """Return the money of a draft by year and source, as the public page will show it."""
    lines = [
        {
            "amount": format(line.amount, "f"),
            "currency": line.currency,
            "year": line.year,
            "source": line.source,
            "is_new": line.is_new,
            "is_oda": line.is_oda,
            "amount_usd": None if line.usd is None else format(line.usd, "f"),
        }
        for line in draft.finance
    ]
    day = draft.starts_on or date.min
    return table_of({"finance": lines}, day, draft.ends_on or day)


def _removed(commitment: Commitment, drawn: answer_rows.Rows) -> list[Removed]:
    """Return the rows that can be put back, with what stood in them."""
    if not drawn.removed or commitment.sheet is None:
        return []
    values = answers.answers_of(commitment.sheet)
    return [
        Removed(row.scope, row.number, _first_words(drawn.section, row.scope, values))
        for row in drawn.removed
    ]


def _first_words(section: Section, scope: str, values: Mapping[tuple[str, str], Any]) -> str:
    questions = [one for one in section.questions if one.code != "organisation"]
    said = [(one, values.get((scope, one.key))) for one in questions]
    words = [in_words(one, value) for one, value in said if value not in ("", None, [])]
    return " · ".join(words[:3])[:80]


def row_words(commitment: Commitment, section: Section, scope: str) -> str:
    """Return what a row is called and what stands in it, for a message about it."""
    name = pick(section.row_names, get_language() or "en")
    values = answers.answers_of(commitment.sheet) if commitment.sheet else {}
    words = _first_words(section, scope, values)
    return f"{name} ({words})" if words else name


def _registered_in(section: str, draft: Draft) -> dict[str, Organisation]:
    if section == "maker":
        return registered_makers(draft)
    return registered_partners(draft) if section == "partner" else {}


def _mark_problems(found: list[Field], draft: Draft) -> None:
    """Show beside each question what cannot be read; what is merely empty may stay so."""
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
    if one.question.key == "regions":
        names = {code: region_name(code) for code in (WORLD, *CONTINENTS)}
        titles = {
            choice.code: names.get(continent_of(choice.code)) or names.get(choice.code, "")
            for choice in one.question.choices
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
