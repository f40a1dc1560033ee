"""A difference in the reader's words: labels for codes, rows ready to draw, in the form's order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from avow.commitments.comparing import (
    PACK_FIELD,
    ROW_KEYS,
    Content,
    RowChange,
    answers_of,
    row_diff,
    rows_changed,
)
from avow.commitments.options import GROUPS, SDG_TARGETS
from avow.commitments.states import CapacityKind, MoneySource
from avow.directory.vocabulary import Vocabulary
from avow.kernel.differences import Part, word_diff

TITLES: dict[str, str | Promise] = {
    "title": gettext_lazy("Title"),
    "summary": gettext_lazy("Summary"),
    "description": gettext_lazy("Description"),
    "language": gettext_lazy("Language of your text"),
    "actions": gettext_lazy("Actions"),
    "types": gettext_lazy("Types"),
    "main_type": gettext_lazy("Main type"),
    "change": gettext_lazy("What will be different"),
    "beneficiaries": gettext_lazy("For whom"),
    "beneficiary_groups": gettext_lazy("Groups it is for"),
    "beneficiary_number": gettext_lazy("How many people"),
    "beneficiary_note": gettext_lazy("How they are counted"),
    "baseline": gettext_lazy("Where things stand now"),
    "targets": gettext_lazy("Targets"),
    "milestones": gettext_lazy("Milestones"),
    "starts_on": gettext_lazy("First day"),
    "ends_on": gettext_lazy("Last day"),
    "countries": gettext_lazy("Countries"),
    "regions": gettext_lazy("Regions of the world"),
    "finance": gettext_lazy("Money"),
    "capacity": gettext_lazy("What the maker is able to give"),
    "partners": gettext_lazy("Partners"),
    "makers": gettext_lazy("Makers together"),
    "joining": gettext_lazy("Open to others joining"),
    "split": gettext_lazy("Parts of the coalitions"),
    "intersectionality": gettext_lazy("Intersectionality"),
    "leadership": gettext_lazy("Feminist leadership"),
    "sdg_targets": gettext_lazy("Targets of Sustainable Development Goal 5"),
    "links": gettext_lazy("Links"),
    "files": gettext_lazy("Files"),
    "supersedes": gettext_lazy("Takes the place of"),
    "also_registered_in": gettext_lazy("Also registered in"),
    "iati_identifier": gettext_lazy("IATI activity"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs. `kind`: `text` (see `parts`), or what its `rows` are.

    `code` is its name in a pack; `reviewed`: the coalitions look at it again.
    """

    code: str
    title: str | Promise
    kind: str
    parts: list[Part] = field(default_factory=list)
    rows: list[RowChange] = field(default_factory=list)
    language: str = ""
    reviewed: bool = False


def differences(
    before: Content,
    after: Content,
    vocabulary: Vocabulary,
    reviewed: frozenset[str] = frozenset(),
) -> list[Difference]:
    """Return what differs between two texts, in the order of the form."""
    teller = _Teller(before, after, vocabulary, reviewed)
    return [one for name in TITLES for one in teller.of(name)]


class _Teller:
    """Tells the difference of one field at a time."""

    def __init__(
        self, before: Content, after: Content, vocabulary: Vocabulary, reviewed: frozenset[str]
    ) -> None:
        self.before, self.after = before, after
        self.vocabulary, self.reviewed = vocabulary, reviewed

    def of(self, name: str) -> list[Difference]:
        """Return the differences of a field: none, one, or one for each question of a type."""
        if name in ROW_KEYS:
            rows = [self._in_words(one) for one in rows_changed(self.before, self.after, name)]
            return [self._one(name, name, rows=rows)] if rows else []
        if name in {"starts_on", "ends_on"}:
            return self._days(name)
        if name == "language":
            old, new = [self.before.language], [self.after.language]
            return self._words(name, old, new, lambda code: self.vocabulary.label("language", code))
        if name in _LABELS:
            old, new = list(self.before.codes.get(name, ())), list(self.after.codes.get(name, ()))
            facet = _LABELS[name]
            found = self._words(name, old, new, lambda code: self._label(facet, code))
            return found + (self._own() if name == "types" else [])
        texts = (self.before.texts.get(name, ""), self.after.texts.get(name, ""))
        return self._text(name, TITLES[name], *texts)

    def _label(self, facet: str, code: str) -> str:
        if facet == "sdg":
            return str(SDG_TARGETS.get(code, code))
        if facet == "group":
            return str(GROUPS.get(code, code))
        if facet == "joining":
            return _("Yes")
        return self.vocabulary.label(facet, code)

    def _one(self, name: str, kind: str, **more: Any) -> Difference:
        code = PACK_FIELD.get(name, name)
        title = more.pop("title", None) or TITLES[name]
        return Difference(code, title, kind, reviewed=code in self.reviewed, **more)

    def _days(self, name: str) -> list[Difference]:
        old, new = self.before.days.get(name, ""), self.after.days.get(name, "")
        if old == new:
            return []
        return [self._one(name, "days", rows=[RowChange({"day": old}, {"day": new})])]

    def _words(
        self, name: str, before: list[str], after: list[str], label: Callable[[str], str]
    ) -> list[Difference]:
        """Return what came and went of a list of codes, each by its name."""
        old, new = ([{"label": label(code)} for code in codes if code] for codes in (before, after))
        rows = row_diff(old, new, lambda row: row["label"])
        return [self._one(name, "labels", rows=rows)] if rows else []

    def _text(self, name: str, title: str | Promise, before: str, after: str) -> list[Difference]:
        if before == after:
            return []
        parts = word_diff(before, after)
        return [self._one(name, "text", title=title, parts=parts, language=self.after.language)]

    def _own(self) -> list[Difference]:
        """Return the answers to the types' own questions, each under its question."""
        old, new = answers_of(self.before), answers_of(self.after)
        found: list[Difference] = []
        for key in dict.fromkeys([*old, *new]):
            title, names = self._question(*key)
            before, after = (_said(side.get(key, ""), names) for side in (old, new))
            found += self._text("types", title, before, after)
        return found

    def _question(self, kind: str, code: str) -> tuple[str, dict[str, str]]:
        """Return a question of a type and its choices' names; a general word if it is gone."""
        try:
            questions = self.vocabulary.forum.settings.commitment_type(kind).questions
        except KeyError:
            questions = ()
        name_of = self.vocabulary.name_of
        for one in questions:
            if one.code == code:
                return name_of(one), {choice.code: name_of(choice) for choice in one.choices}
        return _("About its types"), {}

    def _in_words(self, change: RowChange) -> RowChange:
        return RowChange(self._labelled(change.before), self._labelled(change.after))

    def _labelled(self, row: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
        """Return a row with the name of its source, kind or coalition in place of the code."""
        if row is None:
            return None
        named = dict(row)
        if row.get("source") in MoneySource.values:
            named["source"] = str(MoneySource(row["source"]).label)
        if row.get("kind") in CapacityKind.values:
            named["kind"] = str(CapacityKind(row["kind"]).label)
        if "coalition" in row:
            named["coalition"] = self.vocabulary.label("coalition", row["coalition"])
        return named


_LABELS = {
    "types": "type",
    "main_type": "type",
    "actions": "action",
    "countries": "country",
    "sdg_targets": "sdg",
    "regions": "region",
    "beneficiary_groups": "group",
    "joining": "joining",
}


def _said(answer: Any, names: Mapping[str, str]) -> str:
    if isinstance(answer, bool):
        return _("Yes") if answer else _("No")
    if isinstance(answer, list):
        return ", ".join(str(names.get(one, one)) for one in answer)
    return str(names.get(answer, answer))
