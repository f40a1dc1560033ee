"""The form that says which column of a file is which of ours."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from avow.opendata.imports.fields import NAMED, fields_of
from avow.opendata.imports.mapping import DATES, SEPARATORS, MapTo, of_plain
from avow.opendata.imports.problems import FileProblem
from avow.opendata.imports.registry import Kind

JOINABLE = frozenset({"text", "id", "name"})  # two columns may make one of these
LONGEST = 2_000  # characters of a value for all rows
_SIGNS = {
    ";": _("Semicolon"),
    ",": _("Comma"),
    "|": _("Bar |"),
    "/": _("Slash /"),
    "\n": _("A new line"),
}


class ColumnsForm(forms.Form):
    """A select for each column of theirs, a field for each of ours that is missing, how to read.

    `columns`: [{theirs, ours, why, examples}]; `mapping`: how it is understood now.
    """

    dates = forms.ChoiceField(label=_("Days are written"), required=False)
    separator = forms.ChoiceField(label=_("Between several values stands"), required=False)
    numbers = forms.BooleanField(
        label=_("Read amounts as people write them, such as 1 250 000,50"), required=False
    )
    names = forms.MultipleChoiceField(
        label=_("Exchange names for codes in"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Kenya, Кения or KEN become KE; the names of the forum's coalitions, too."),
    )
    words = forms.CharField(
        label=_("Other words to exchange"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("One a line, as in: organisation_type: Ville = other"),
    )
    keep_as = forms.CharField(
        label=_("Keep these columns under a name"),
        required=False,
        max_length=80,
        help_text=_("For the next file of this kind."),
    )

    def __init__(self, data: Any, *, kind: Kind, report: Mapping[str, Any]) -> None:
        self.kind = kind
        self.ours = fields_of(kind)
        self.columns: list[dict[str, Any]] = report.get("columns", [])
        self.start = of_plain(report.get("mapping", {}), self.ours)
        super().__init__(data)
        self._choices(
            "dates", [("", _("Year-month-day, as in 2021-06-30")), *((d, d) for d in DATES)]
        )
        self._choices("separator", [(sign, _SIGNS[sign]) for sign in SEPARATORS])
        self._choices("names", [(f.name, f.name) for f in self.ours.values() if f.type in NAMED])
        for name, value in self._initial().items():
            self.fields[name].initial = value
        by = {one: ours for ours, names in self.start.columns.items() for one in names}
        self.seconds = {
            ours for ours, names in self.start.columns.items() if ours not in by.values() and names
        }
        choices = [("", _("Leave aside")), *((name, name) for name in self.ours)]
        for number, column in enumerate(self.columns):
            theirs = column["theirs"]
            field = forms.ChoiceField(choices=choices, required=False, initial=by.get(theirs, ""))
            field.label = theirs
            self.fields[f"column-{number}"] = field
        helps = {name: str(help_) for name, _needed, help_ in kind.columns}
        for name in self._settable(report):
            self.fields[f"set-{name}"] = forms.CharField(
                label=name,
                help_text=helps[name],
                required=False,
                max_length=LONGEST,
                initial=self.start.constants.get(name, ""),
            )

    def rows(self) -> Iterator[tuple[dict[str, Any], forms.BoundField]]:
        """Yield each column of theirs with its select."""
        for number, column in enumerate(self.columns):
            yield column, self[f"column-{number}"]

    def sets(self) -> list[forms.BoundField]:
        """Return the fields for values of all rows."""
        return [self[name] for name in self.fields if name.startswith("set-")]

    def others(self) -> list[forms.BoundField]:
        """Return the fields that say how cells are read."""
        return [
            self[name] for name in ("dates", "separator", "numbers", "names", "words", "keep_as")
        ]

    def clean(self) -> dict[str, Any]:
        """Make the mapping; tell two columns for one of ours, and what is still missing."""
        data = super().clean() or {}
        columns: dict[str, list[str]] = {}
        first: dict[str, str] = {}
        for number, column in enumerate(self.columns):
            ours = data.get(f"column-{number}", "")
            if not ours:
                continue
            columns.setdefault(ours, []).append(column["theirs"])
            field = self.ours[ours]
            if ours in first and not (field.several or field.type in JOINABLE):
                self.add_error(
                    f"column-{number}",
                    _("“%(theirs)s” is taken for this already.") % {"theirs": first[ours]},
                )
            first.setdefault(ours, column["theirs"])
        # One column of theirs may serve two of ours: a select says one, the other stays as it was.
        for ours, names in self.start.columns.items():
            if ours not in columns and ours in self.seconds and names[0] in first.values():
                columns[ours] = list(names)
        sets = {name: data.get(f"set-{name}", "").strip() for name in self.ours}
        constants = {name: value for name, value in sets.items() if value and name not in columns}
        missing = [
            field.name
            for field in self.ours.values()
            if field.needed and field.name not in columns and field.name not in constants
        ]
        for name in missing:
            where = f"set-{name}" if f"set-{name}" in self.fields else None
            text = _("Choose a column for %(name)s, or write a value for all rows.")
            self.add_error(where, text % {"name": name})
        self.mapping = self._made(data, columns, constants)
        return data

    def _made(
        self, data: dict[str, Any], columns: dict[str, list[str]], constants: dict[str, str]
    ) -> MapTo:
        kept = self.start.as_plain()
        names = ("empty", "sheet", "encoding")
        plain: dict[str, Any] = {name: kept[name] for name in names if name in kept}
        plain |= {
            "columns": columns,
            "set": constants,
            "dates": data.get("dates", ""),
            "separator": data.get("separator") or ";",
            "numbers": bool(data.get("numbers")),
            "names": [one for one in data.get("names", []) if one in columns],
            "values": self._words(data.get("words", "")),
        }
        try:
            return of_plain(plain, self.ours)
        except FileProblem as error:
            self.add_error("words", str(error))
            return MapTo()

    def _words(self, text: str) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for line in text.splitlines():
            if not line.strip():
                continue
            ours, colon, rest = line.partition(":")
            theirs, sign, code = rest.rpartition("=")
            if not (colon and sign and theirs.strip() and ours.strip() in self.ours):
                self.add_error(
                    "words",
                    _("Write it as column: their word = our code. Not so: %(line)s")
                    % {"line": line.strip()[:80]},
                )
                continue
            found.setdefault(ours.strip(), {})[theirs.strip()] = code.strip()
        return found

    def _settable(self, report: Mapping[str, Any]) -> list[str]:
        """Return those of ours that a value for all rows may stand for: missing ones, set ones."""
        missing = [name for name in report.get("missing", []) if self.ours[name].type != "id"]
        return list(dict.fromkeys([*missing, *self.start.constants]))

    def _initial(self) -> dict[str, Any]:
        words = [
            f"{ours}: {theirs} = {code}"
            for ours, pairs in self.start.values.items()
            for theirs, code in pairs.items()
        ]
        return {
            "dates": self.start.dates,
            "separator": self.start.separator,
            "numbers": self.start.numbers,
            "names": list(self.start.names),
            "words": "\n".join(words),
        }

    def _choices(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
