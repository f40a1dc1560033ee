"""Measure the rules by texts that people have labelled. Pure: the texts come as an argument."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from avow.commitments.guidance.findings import Criterion, Verdict
from avow.commitments.guidance.rules import check
from avow.commitments.guidance.written import Written


@dataclass(frozen=True, slots=True)
class Labelled:
    """One short text and what a reader says of it; `is_held_out` texts tuned no rule."""

    code: str
    language: str
    text: str
    is_held_out: bool
    labels: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class Score:
    """How often a rule and a reader agree that a criterion is met."""

    both: int = 0
    only_rule: int = 0
    only_reader: int = 0

    @property
    def precision(self) -> float:
        """Return which share of what the rule says is met a reader says too; 1 for nothing."""
        said = self.both + self.only_rule
        return self.both / said if said else 1.0

    @property
    def recall(self) -> float:
        """Return which share of what a reader says is met the rule says too; 1 for nothing."""
        true = self.both + self.only_reader
        return self.both / true if true else 1.0

    def with_one(self, *, rule: bool, reader: bool) -> "Score":
        """Return this score and one text more."""
        return Score(
            self.both + (rule and reader),
            self.only_rule + (rule and not reader),
            self.only_reader + (reader and not rule),
        )


def scores(items: Iterable[Labelled]) -> dict[Criterion, Score]:
    """Return the score of each rule over `items`, each read as a summary."""
    found = dict.fromkeys(Criterion, Score())
    for item in items:
        for finding in check(Written(language=item.language, texts={"summary": item.text})):
            found[finding.criterion] = found[finding.criterion].with_one(
                rule=finding.verdict is Verdict.MET, reader=item.labels[finding.criterion]
            )
    return found
