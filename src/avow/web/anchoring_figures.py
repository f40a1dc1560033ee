"""How well passages find their place again: `docs/anchoring-figures.md`."""

from pathlib import Path

import yaml

from avow.consultation.trials import Tally, trial

CORPUS = Path(__file__).resolve().parents[3] / "tests" / "consultation" / "corpus.yaml"
ROUNDS = 100


def tallies(rounds: int = ROUNDS, corpus: Path = CORPUS) -> dict[str, tuple[Tally, Tally]]:
    """Return for each language what became of passages: new words put in, and copies of old ones.

    Raises FileNotFoundError outside a checkout.
    """
    texts = yaml.safe_load(corpus.read_text(encoding="utf-8"))
    found = {}
    for language, rows in texts.items():
        sections = {"a": rows[:2], "b": rows[2:4]}
        fresh = trial(sections, rows[4:], rounds=rounds, seed=7)
        found[language] = (fresh, trial(sections, rows[:4], rounds=rounds, seed=7))
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
        "letters stand together. The last columns put copies of paragraphs in that are there",
        "already: a deleted passage whose copy stands elsewhere counts as wrong there.",
        "",
        "| language | passages | right | wrong | missed | with copies: right | wrong | missed |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    total, copies = Tally(), Tally()
    for language, (fresh, again) in tallies().items():
        lines.append(_row(language, fresh, again))
        for whole, part in ((total, fresh), (copies, again)):
            for name in ("passages", "right", "wrong", "lost", "kept"):
                setattr(whole, name, getattr(whole, name) + getattr(part, name))
    lines += [_row("all", total, copies), ""]
    return "\n".join(lines)


def _row(name: str, fresh: Tally, again: Tally) -> str:
    cells = [
        f"{100 * part / one.passages:.1f} %"
        for one in (fresh, again)
        for part in (one.right, one.wrong, one.lost)
    ]
    return f"| {name} | {fresh.passages} | {' | '.join(cells)} |"
