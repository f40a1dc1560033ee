"""The secretariat's form for an example, ready to draw: groups of controls, rows of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from avow.commitments.catalogue.showing import LABELS
from avow.commitments.catalogue.typed import DATED, FIELDS, GUIDANCE, MOST_ROWS, ROWS, Typed
from avow.kernel.words import sentence

ROW_WORDS: dict[str, str | Promise] = {
    "targets": gettext_lazy("Target"),
    "milestones": gettext_lazy("Milestone"),
    "partners": gettext_lazy("Partner"),
    "indicator": gettext_lazy("Indicator"),
    "unit": gettext_lazy("Unit"),
    "title": gettext_lazy("Milestone"),
    "role": gettext_lazy("Role"),
}
_LINES = frozenset({"titles", "indicator", "unit", "title", "role"})


@dataclass(frozen=True, slots=True)
class Control:
    """One field: its name is its path in the file; `theirs` is what somebody else saved."""

    name: str
    label: str
    value: str
    language: str = ""  # "": a number
    is_line: bool = False
    error: str = ""
    theirs: str = ""

    @property
    def id(self) -> str:
        """Return its id on the page."""
        return f"id_{self.name}".replace(".", "-")


@dataclass(frozen=True, slots=True)
class Group:
    """Controls that belong together: a text in each language, or a row."""

    title: str
    controls: list[Control]


@dataclass(frozen=True, slots=True)
class RowList:
    """The rows of one kind, the last of them empty; `error` is about all of them."""

    kind: str
    title: str
    rows: list[Group] = field(default_factory=list)
    error: str = ""
    is_full: bool = False


def where(name: str) -> str:
    """Return what a field is called: `targets.0.unit.fr` is "Target 1, Unit (French)"."""
    kind, *rest = name.split(".")
    if kind in ROWS and rest:
        words = [f"{ROW_WORDS[kind]} {int(rest[0]) + 1}"]
        words += [str(ROW_WORDS[rest[1]])] if rest[1] in ROW_WORDS else []
        language = rest[2] if len(rest) > 2 else ""
    else:
        key = rest[0] if kind in {"fields", "guidance"} else _KEYS.get(kind, kind)
        words = [_("Advice")] if kind == "guidance" else []
        words += [str(LABELS.get(key) or _OTHERS[key])]
        language = rest[-1] if rest else ""
    said = ", ".join(words)
    return f"{said} ({_language(language)})" if language else said


_KEYS = {"titles": "title", "summaries": "summary"}
_OTHERS: dict[str, str | Promise] = {
    "years": gettext_lazy("Years it lasts"),
    "sdg_targets": gettext_lazy("Targets of other goals"),
}


def _language(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


class Drawing:
    """Draws one form; every part of it asks here for its controls."""

    def __init__(
        self,
        typed: Typed,
        languages: Sequence[str],
        errors: Mapping[str, str] | None = None,
        theirs: Typed | None = None,
    ) -> None:
        self.typed, self.languages = typed, languages
        self.errors, self.theirs = errors or {}, theirs

    def years(self) -> Control:
        """Return the control of the term's length."""
        return self._number("years", _("Years it lasts"))

    def texts(self) -> list[Group]:
        """Return title, summary and the longer questions."""
        groups = [("titles", LABELS["title"]), ("summaries", LABELS["summary"])]
        groups += [(f"fields.{key}", LABELS[key]) for key in FIELDS]
        return [self._group(name, str(label)) for name, label in groups]

    def guidance(self) -> list[Group]:
        """Return the advice on each field."""
        return [self._group(f"guidance.{key}", str(LABELS[key])) for key in GUIDANCE]

    def row_lists(self, more: str = "") -> list[RowList]:
        """Return the rows; `more` names the kind that gets one more empty one."""
        return [self._rows(kind, 2 if kind == more else 1) for kind in ROWS]

    def problems(self) -> list[dict[str, str]]:
        """Return what is wrong, each with the address of its field."""
        return [
            {"href": f"#id_{name}".replace(".", "-"), "text": f"{where(name)}: {sentence(code)}"}
            for name, code in self.errors.items()
        ]

    def _rows(self, kind: str, empty: int) -> RowList:
        known = self.typed.rows.get(kind, 0)
        shown = min(known + empty, max(known, MOST_ROWS[kind]))
        title = str(ROW_WORDS[kind])
        rows = []
        for number in range(shown):
            controls = [
                self._text(f"{kind}.{number}.{key}", language, str(ROW_WORDS[key]), key in _LINES)
                for key in ROWS[kind]
                for language in self.languages
            ]
            if kind in DATED:
                label = _("Months after the first day")
                controls.append(self._number(f"{kind}.{number}.month", label))
            rows.append(Group(f"{title} {number + 1}", controls))
        error = sentence(self.errors[kind]) if kind in self.errors else ""
        return RowList(kind, str(LABELS[kind]), rows, error, shown >= MOST_ROWS[kind])

    def _group(self, name: str, title: str) -> Group:
        is_line = name in _LINES
        return Group(title, [self._text(name, one, title, is_line) for one in self.languages])

    def _text(self, name: str, language: str, label: str, is_line: bool) -> Control:
        return self._control(f"{name}.{language}", label, language, is_line)

    def _number(self, name: str, label: str) -> Control:
        return self._control(name, label, "", True)

    def _control(self, name: str, label: str, language: str, is_line: bool) -> Control:
        value = self.typed.text(name)
        code = self.errors.get(name, "")
        theirs = self.theirs.text(name) if self.theirs is not None else value
        return Control(
            name,
            label,
            value,
            language,
            is_line,
            sentence(code) if code else "",
            theirs if theirs != value else "",
        )
