"""All texts of a commitment read, and what was found in them as evidence."""

from collections.abc import Callable, Iterable

from avow.commitments.guidance.findings import Evidence, Sign
from avow.commitments.guidance.languages import lexicon_for
from avow.commitments.guidance.quantities import Quantity
from avow.commitments.guidance.reading import Found, Reading
from avow.commitments.guidance.written import Written

MOST = 5  # pieces of evidence shown for one sign


class Readings:
    """The readings of every field that has text, in the order of `written.texts`."""

    def __init__(self, written: Written) -> None:
        self.written = written
        self.by_field = {
            field: Reading(text, lexicon_for(written.language, text))
            for field, text in written.texts.items()
            if text and not text.isspace()
        }

    def words(self, *names: str) -> list[Evidence]:
        """Return the phrases of these classes that are meant."""
        return self.each(lambda reading: reading.found(*names))

    def each(self, find: Callable[[Reading], Iterable[Found]]) -> list[Evidence]:
        """Return what `find` finds in each text."""
        return [
            Evidence(field, reading.text[row.start : row.end], row.start, row.end)
            for field, reading in self.by_field.items()
            for row in find(reading)
        ]

    def figures(self, wanted: Callable[[Reading, Quantity], bool]) -> list[Evidence]:
        """Return the figures for which `wanted` is true."""
        return self.each(
            lambda reading: [row for q, row in reading.figures() if wanted(reading, q)]
        )

    def times(self) -> list[Evidence]:
        """Return what can be a deadline."""
        return self.each(Reading.times)


def row(field: str, words: str) -> Evidence:
    """Return evidence that is a row, not words of a text."""
    return Evidence(field, words)


def sign(code: str, evidence: Iterable[Evidence]) -> Sign:
    """Return the sign `code`: found when there is evidence, of which the first few are kept."""
    kept = tuple(dict.fromkeys(evidence))[:MOST]
    return Sign(code, bool(kept), kept, code)
