"""No float touches money: none is made, and no column holds one."""

import ast
import re

from django.apps import apps
from django.db import models

from tests.house.test_sizes import CODE, ROOT

MONEY = re.compile(
    r"\bamount_usd\b|\bkernel(\.| import )money\b|\bmoney_words\b|\bto_usd\b|\brate_day\b"
)
# They name the type only to refuse it.
REFUSED = {"src/avow/forums/packs/schema/base.py", "src/avow/ledger/rules.py"}


def test_no_column_holds_a_float():
    floats = [
        str(field)
        for model in apps.get_models()
        if model.__module__.startswith("avow.")
        for field in model._meta.get_fields()
        if isinstance(field, models.FloatField)
    ]
    assert floats == []


def names_of_float(path) -> list[int]:
    tree = ast.parse(path.read_text())
    return [
        node.lineno
        for node in ast.walk(tree)
        if (isinstance(node, ast.Name) and node.id == "float")
        or (isinstance(node, ast.Attribute) and node.attr in {"FloatField", "float64", "to_float"})
        or (isinstance(node, ast.Constant) and isinstance(node.value, float))
    ]


def test_no_float_is_made_where_money_is():
    handling = {
        str(path.relative_to(ROOT)): names_of_float(path)
        for path in CODE
        if "src" in path.parts and MONEY.search(path.read_text())
    }
    assert len(handling) > 10
    assert {name: lines for name, lines in handling.items() if lines and name not in REFUSED} == {}


def test_money_of_a_commitment_is_decimal_in_every_model():
    names = {"amount", "amount_usd", "rate"}
    kinds = {
        type(field)
        for model in apps.get_models()
        if model.__module__.startswith(("avow.commitments", "avow.directory"))
        for field in model._meta.get_fields()
        if field.name in names
    }
    assert kinds == {models.DecimalField}
