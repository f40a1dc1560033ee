"""Which entries a file holds: the directory's question, read without keeping rows in memory."""

from collections.abc import Iterator

from avow.directory.models import Entry
from avow.directory.query import Question

STEP = 1000


def entries_for(question: Question) -> Iterator[Entry]:
    """Yield the entries that answer a question, in its order, with what only files show."""
    return question.ordered().select_related("body").iterator(chunk_size=STEP)
