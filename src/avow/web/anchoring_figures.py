"""How well passages find their place again: `docs/anchoring-figures.md`."""

from pathlib import Path

import yaml

from avow.consultation.trials import Tally, trial

CORPUS = Path(__file__).resolve().parents[3] / "tests" / "consultation" / "corpus.yaml"
ROUNDS = 100


def tallies(rounds: int = ROUNDS, corpus: Path = CORPUS) -> dict[str, tuple[Tally, Tally, Tally]]:
    """Return for each language what became of passages, in three trials.

    New words are put in; copies of old ones are; paragraphs stood twice from the beginning. Raises
    FileNotFoundError outside a checkout.
    """
    texts = yaml.safe_load(corpus.read_text(encoding="utf-8"))
    found = {}
    for language, rows in texts.items():
        sections = {"a": rows[:2], "b": rows[2:4]}
        fresh = trial(sections, rows[4:], rounds=rounds, seed=7)
        copies = trial(sections, rows[:4], rounds=rounds, seed=7)
        twice = {"a": rows[:2], "b": [rows[2], *rows[:2]]}
        found[language] = (fresh, copies, trial(twice, rows[4:], rounds=rounds, seed=7))
    return found


def figures_page() -> str:
    """Return the Markdown page `docs/anchoring-figures.md`."""
    lines = [
        "# Passages in figures",
        "",
        "Made by `avow docs` from the texts in `tests/consultation/corpus.yaml`: passages of 8 to",
        "160 letters are chosen at random, the text is edited one to six times (paragraphs put in,",
        "taken out, moved, moved to another section, split, merged; words changed) while every",
        "letter is followed, and each passage is placed in the result. How placing works stands in",
        "[Consultation](consultation.md).",
        "",
        "**Right** is placed where its letters went, or said to have changed where they did.",
        "**Wrong** is placed where they are not. **Missed** is said to have changed though all its",
        "letters stand together. *With copies* puts copies of paragraphs in that are there",
        "already: a deleted passage whose copy stands elsewhere counts as wrong there. *Twice*",
        "begins with paragraphs that stand in both sections.",
        "",
        (
            "| language | passages | right | wrong | missed | with copies: right | wrong | missed "
            "| twice: right | wrong | missed |"
        ),
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    total = (Tally(), Tally(), Tally())
    for language, found in tallies().items():
        lines.append(_row(language, found))
        for whole, part in zip(total, found, strict=True):
            for name in ("passages", "right", "wrong", "lost", "kept"):
                setattr(whole, name, getattr(whole, name) + getattr(part, name))
    lines += [_row("all", total), ""]
    return "\n".join(lines)


def _row(name: str, found: tuple[Tally, ...]) -> str:
    cells = [
        f"{100 * part / one.passages:.1f} %"
        for one in found
        for part in (one.right, one.wrong, one.lost)
    ]
    return f"| {name} | {found[0].passages} | {' | '.join(cells)} |"
