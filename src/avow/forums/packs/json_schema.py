"""The published JSON Schemas of packs and catalogues, written from the types."""

import json
from typing import Any

from avow.forums.packs.schema import Pack
from avow.forums.packs.schema.catalogue import Catalogue

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


def catalogue_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of catalogues; `avow pack check` finds more."""
    return {
        "$schema": ADDRESS,
        **Catalogue.model_json_schema(mode="validation"),
        "title": "Avow catalogue of example commitments",
    }


def catalogue_schema_text() -> str:
    """Return that schema as the text of `docs/catalogue.schema.json`."""
    return json.dumps(catalogue_schema(), indent=2, ensure_ascii=False) + "\n"
