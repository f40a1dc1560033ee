"""No float touches money: none is made, and no column holds one."""

import ast

from django.apps import apps
from django.db import models

from tests.house.test_sizes import CODE, ROOT

# Seconds, days, chances and shares of languages: nothing with a price.
ELSEWHERE = {
    "src/avow/jobs/management/commands/worker.py",
    "src/avow/jobs/ticker.py",
    "src/avow/settings/parts/accounts.py",
    "src/avow/web/demo/pledges.py",
    "src/avow/web/management/commands/serve.py",
    "src/avow/web/demo/story.py",
    "src/avow/web/zones.py",
}
# They name the type only to refuse it.
REFUSED = {"src/avow/forums/packs/schema/base.py", "src/avow/ledger/rules.py"}
# A spreadsheet holds no other numbers; they become text at once, and that is read as a decimal.
SPREADSHEETS = {"src/avow/opendata/imports/reading.py"}


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
    found = {}
    for path in CODE:
        name = str(path.relative_to(ROOT))
        if name.startswith("src/") and name not in ELSEWHERE | REFUSED | SPREADSHEETS:
            lines = names_of_float(path)
            if lines:
                found[name] = lines
    assert found == {}


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
