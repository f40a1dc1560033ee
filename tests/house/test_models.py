"""The database holds the rules; migrations are named and stand on their own."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "avow"
MIGRATIONS = sorted(path for path in PACKAGE.glob("*/migrations/*.py") if path.stem != "__init__")

# Models that hold no rule of their own, and why.
WITHOUT_CONSTRAINTS = {
    "directory.EntryText": "its one-to-one key holds the rule",
    "answers.Sheet": "its one-to-one keys and its answers hold the rules",
    "answers.DisplacedText": "keeps whatever was typed",
}


def own_models():
    return [model for model in apps.get_models() if model.__module__.startswith("avow.")]


def test_each_model_has_a_constraint_or_a_reason():
    bare = {
        model._meta.label
        for model in own_models()
        if not model._meta.constraints
        and not any(field.unique and not field.primary_key for field in model._meta.local_fields)
        and model._meta.label not in WITHOUT_CONSTRAINTS
    }
    assert bare == set()


def test_no_reason_is_kept_for_a_model_that_is_gone():
    assert {model._meta.label for model in own_models()} >= set(WITHOUT_CONSTRAINTS)


@pytest.mark.django_db
def test_no_migration_is_missing():
    out = StringIO()
    call_command("makemigrations", "--check", "--dry-run", stdout=out)
    assert "No changes" in out.getvalue()


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: f"{path.parts[-3]}/{path.stem}")
def test_a_migration_is_named_and_imports_nothing_of_ours(path):
    assert "_auto_" not in path.stem
    text = path.read_text()
    imports = re.findall(r"^\s*(?:from|import) (avow[\w.]*)", text, re.MULTILINE)
    allowed = {"avow.kernel.operations"}
    # The manager of the custom user is named by Django's own writer.
    assert {name for name in imports if name not in allowed} <= {"avow.people.models"}


def test_each_model_and_app_is_described():
    silent = [model._meta.label for model in own_models() if not (model.__doc__ or "").strip()]
    assert silent == []
