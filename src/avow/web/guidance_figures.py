"""How well the guidance rules do, measured by labelled texts: `docs/guidance-figures.md`."""

from pathlib import Path

import yaml

from avow.commitments.guidance.findings import Criterion
from avow.commitments.guidance.scoring import Labelled, Score, scores

LABELLED = Path(__file__).resolve().parents[3] / "tests" / "commitments" / "labelled"
LANGUAGES = ("en", "fr", "es", "pt", "ru", "ar", "zh")


def labelled(folder: Path = LABELLED) -> list[Labelled]:
    """Return the labelled texts of every language; FileNotFoundError outside a checkout."""
    return [
        Labelled(row["id"], language, row["text"], row["set"] == "held_out", dict(row["labels"]))
        for language in LANGUAGES
        for row in yaml.safe_load((folder / f"{language}.yaml").read_text(encoding="utf-8"))
    ]


def figures_page() -> str:
    """Return the Markdown page `docs/guidance-figures.md`."""
    items = labelled()
    held_out = [item for item in items if item.is_held_out]
    lines = [
        "# Guidance in figures",
        "",
        "Made by `avow docs` from the texts in `tests/commitments/labelled`. What each rule looks",
        "for and how the texts were made stands in [Guidance](guidance.md).",
        "",
        f"{len(items)} texts, {len(held_out)} of them held out. P is precision, R recall.",
        "",
        "## By rule",
        "",
        "| rule | all: P | all: R | held out: P | held out: R |",
        "| --- | --- | --- | --- | --- |",
    ]
    everything, unseen = scores(items), scores(held_out)
    lines += [
        f"| {rule} | {_both(everything[rule])} | {_both(unseen[rule])} |" for rule in Criterion
    ]
    lines += [
        "",
        "## By rule and language",
        "",
        "P / R over all texts of a language.",
        "",
        f"| rule | {' | '.join(LANGUAGES)} |",
        f"| --- |{' --- |' * len(LANGUAGES)}",
    ]
    by_language = {
        language: scores(item for item in items if item.language == language)
        for language in LANGUAGES
    }
    for rule in Criterion:
        cells = " | ".join(_short(by_language[language][rule]) for language in LANGUAGES)
        lines.append(f"| {rule} | {cells} |")
    return "\n".join([*lines, ""])


def _both(score: Score) -> str:
    return f"{score.precision:.2f} | {score.recall:.2f}"


def _short(score: Score) -> str:
    return f"{score.precision:.2f} / {score.recall:.2f}"
