"""The published JSON Schema of packs, written from the types."""

import json
from typing import Any

from avow.forums.packs.schema import Pack

ADDRESS = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of packs; `avow pack check` finds more than it can say."""
    return {
        "$schema": ADDRESS,
        "title": "Avow forum pack",
        **Pack.model_json_schema(mode="validation"),
    }


def schema_text() -> str:
    """Return the schema as the text of `docs/pack.schema.json`."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
