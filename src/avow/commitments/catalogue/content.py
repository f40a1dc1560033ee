"""From the file's shape to the row's columns and back; what is empty is left out."""

from typing import Any

from avow.commitments.catalogue.models import Example
from avow.forums.packs.checks import all_texts
from avow.forums.packs.schema.catalogue import ExampleContent
from avow.kernel.text import fold


def columns_of(content: ExampleContent) -> dict[str, Any]:
    """Return the values of the columns that hold this content."""
    return content.model_dump(mode="json", exclude_none=True)


def put(example: Example, content: ExampleContent) -> None:
    """Write the content into a row, not saved yet."""
    for name, value in columns_of(content).items():
        setattr(example, name, value)
    example.words = words_of(content)


def words_of(content: ExampleContent) -> str:
    """Return every text it holds, folded as it is searched; advice is not searched."""
    found = (
        text
        for where, texts in all_texts(content)
        if not where.startswith("guidance")
        for text in texts.values()
    )
    return " ".join(fold(text) for text in found)
