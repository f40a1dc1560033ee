"""`avow pack` checks, loads and describes; a bad file ends in one clear line."""

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import jsonschema
import pytest
import yaml
from django.core.management import CommandError, call_command

from avow.forums.models import Forum
from avow.forums.packs.json_schema import schema, schema_text
from avow.forums.packs.reading import PlainLoader, shipped
from tests.forums.packs_kit import SMALL, text_of

PUBLISHED = Path(__file__).resolve().parents[2] / "docs" / "pack.schema.json"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "gardens.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def run(*arguments, **options):
    out = StringIO()
    call_command("pack", *map(str, arguments), stdout=out, **options)
    return out.getvalue().splitlines()


def test_check_says_what_a_good_pack_holds(file):
    (line,) = run("check", file)
    assert line.endswith("good. gardens: 2 coalitions, 3 actions, 2 windows, in en")


def test_load_says_what_it_did_and_then_that_nothing_is_left_to_do(file, world):
    first = run("load", file)
    assert first[0] == "added forum gardens"
    assert first[-1] == "gardens: 9 things changed"
    assert run("load", file) == ["gardens: nothing to change"]


def test_a_dry_run_changes_nothing(file, world):
    assert run("load", file, "--dry-run")[-1] == "gardens: 9 things would change"
    assert not Forum.objects.filter(slug="gardens").exists()


def test_the_time_of_loading_can_be_given(file, world):
    run("load", file, "--now", "2021-02-01T09:00+00:00")
    assert Forum.objects.get(slug="gardens").loaded_at.isoformat() == "2021-02-01T09:00:00+00:00"


def test_a_time_without_an_offset_is_refused(file, world):
    with pytest.raises(CommandError, match="--now needs an offset"):
        run("load", file, "--now", "2021-02-01T09:00")


@pytest.mark.parametrize("verb", ["check", "load"])
def test_a_bad_pack_ends_in_one_line(verb, file, world):
    file.write_text(text_of(lambda pack: pack.update(zone="Mars")), encoding="utf-8")
    with pytest.raises(CommandError) as error:
        run(verb, file)
    assert str(error.value).endswith(
        "gardens.yaml: zone: unknown time zone 'Mars'; write one of the IANA list, such as Africa/Nairobi"
    )
    assert not Forum.objects.filter(slug="gardens").exists()


def test_check_lists_every_problem(file):
    file.write_text(
        text_of(lambda pack: pack.update(south=["XX"], ends_on="2020-01-01")), encoding="utf-8"
    )
    err = StringIO()
    with pytest.raises(CommandError, match="and 1 more"):
        run("check", file, stderr=err)
    assert err.getvalue().splitlines() == [
        "ends_on: the forum ends before it starts",
        "south[0]: 'XX' is not a country code of ISO 3166-1",
    ]


def test_from_a_shell_a_bad_file_is_one_line_and_exit_code_1(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "avow", "pack", "check", "nix.yaml"],
        capture_output=True,
        check=False,
        text=True,
        cwd=tmp_path,
        env={
            "DJANGO_SETTINGS_MODULE": "avow.settings.test",
            "PATH": "",
            "PYTHONPATH": ":".join(sys.path),
        },
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [
        (
            "CommandError: nix.yaml: there is no such file; "
            "the packs that come with Avow are: generation-equality, nourish"
        )
    ]


def test_the_published_schema_is_as_the_types_are():
    assert PUBLISHED.read_text(encoding="utf-8") == schema_text(), (
        "run: avow pack schema -o docs/pack.schema.json"
    )


def test_schema_writes_to_a_file_or_the_screen(tmp_path):
    run("schema", "-o", tmp_path / "schema.json")
    assert json.loads((tmp_path / "schema.json").read_text()) == schema()
    assert "\n".join(run("schema")) + "\n" == schema_text()


def test_schema_says_when_it_cannot_write(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        run("schema", "-o", tmp_path / "nix" / "schema.json")


@pytest.mark.parametrize("name", shipped())
def test_the_shipped_packs_follow_the_published_schema(name):
    data = yaml.load(shipped()[name].read_text(encoding="utf-8"), Loader=PlainLoader)
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(data, schema(), cls=jsonschema.Draft202012Validator)


def test_the_published_schema_refuses_what_the_types_refuse():
    data = yaml.load(SMALL, Loader=PlainLoader)
    data["colour"] = "green"
    with pytest.raises(jsonschema.ValidationError, match="colour"):
        jsonschema.validate(data, schema(), cls=jsonschema.Draft202012Validator)
