"""A proposed mapping in words, for a terminal; the reasons, for pages too."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from avow.opendata.imports.guessing import Guess, Why
from avow.opendata.imports.preparing import Proposal
from avow.opendata.imports.registry import Kind

WHY: dict[Why, str | Promise] = {
    Why.EXACT: gettext_lazy("the very same name"),
    Why.SPELLING: gettext_lazy("the same name, written otherwise"),
    Why.SYNONYM: gettext_lazy("another word for it"),
    Why.SIMILAR: gettext_lazy("a similar name"),
    Why.CONTENT: gettext_lazy("by what stands in it"),
    Why.CONTRADICTED: gettext_lazy("the name fits, what stands in it does not"),
    Why.RIVAL: gettext_lazy("another column could be it too"),
    Why.GIVEN: gettext_lazy("you said so"),
    Why.NOTHING: gettext_lazy("no idea"),
}


def guess_words(guess: Guess) -> str:
    """Return what a guess says, in a line: `Montant → amount (92 %, another word for it)`."""
    why = WHY[guess.why]
    if guess.ours:
        return f"{guess.ours} ({guess.score} %, {why})"
    if guess.maybe:
        return _("open; perhaps %(ours)s (%(score)s %%, %(why)s)") % {
            "ours": guess.maybe,
            "score": guess.score,
            "why": why,
        }
    return _("left aside")


def proposal_lines(kind: Kind, proposal: Proposal) -> Iterator[str]:
    """Yield the lines that show a proposal on a terminal."""
    mapping = proposal.guessed.mapping
    yield from proposal.table.notes()
    yield _("Columns of the file and what they are taken for:")
    width = min(max((len(guess.theirs) for guess in proposal.guessed.guesses), default=0), 40)
    for guess in proposal.guessed.guesses:
        more = [
            ours
            for ours, names in mapping.columns.items()
            if guess.theirs in names and ours != guess.ours
        ]
        also = "".join(f" + {ours}" for ours in more)
        yield f"  {guess.theirs[:40].ljust(width)} → {guess_words(guess)}{also}"
    for ours, value in mapping.constants.items():
        yield f"  {'='.ljust(width)} → {ours}: {value}"
    yield from reading_lines(proposal)
    yield from strange_lines(proposal)
    for number, row in enumerate(proposal.preview[:2], 1):
        cells = "; ".join(f"{ours}={text}" for ours, text in row.items())
        yield _("Row %(number)s is understood as: %(cells)s") % {"number": number, "cells": cells}
    if proposal.missing:
        helps = {name: str(help_) for name, _needed, help_ in kind.columns}
        yield _("Still missing:")
        yield from (f"  {name}: {helps[name]}" for name in proposal.missing)


def strange_lines(proposal: Proposal) -> Iterator[str]:
    """Yield the values that are no codes, for somebody to translate."""
    for ours, values in proposal.strange.items():
        words = _("No codes of %(column)s: %(values)s")
        yield words % {"column": ours, "values": " | ".join(values)}


def reading_lines(proposal: Proposal) -> Iterator[str]:
    """Yield how cells are read by the mapping, where that is not as usual."""
    mapping = proposal.guessed.mapping
    if mapping.names:
        yield _("Names are exchanged for codes in: %(names)s") % {"names": ", ".join(mapping.names)}
    if mapping.dates:
        yield _("Days are read as %(order)s") % {"order": mapping.dates}
    if mapping.numbers:
        yield _("Amounts are read as people write them: 1 250 000,50")
    if mapping.separator != ";":
        yield _("Several values stand between %(sign)s") % {"sign": repr(mapping.separator)}
    if mapping.empty:
        yield _("These stand for an empty cell: %(words)s") % {"words": ", ".join(mapping.empty)}
    for ours, words in mapping.values.items():
        pairs = ", ".join(f"{theirs} → {code}" for theirs, code in list(words.items())[:12])
        yield f"{ours}: {pairs}"
