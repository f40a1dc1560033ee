"""A catalogue beside a pack: its shape, its checks, and the command that reads both."""

import copy
import json
from io import StringIO
from pathlib import Path

import jsonschema
import pytest
import yaml
from django.core.management import CommandError, call_command

from avow.commitments.catalogue.models import Example
from avow.commitments.form import definition_of
from avow.commitments.options import SDG_TARGETS
from avow.forums.models import Forum
from avow.forums.packs import catalogue as reading
from avow.forums.packs.json_schema import catalogue_schema, catalogue_schema_text
from avow.forums.packs.problems import show
from avow.forums.packs.reading import PackError, PlainLoader, read_pack, shipped
from avow.forums.packs.schema.catalogue import Catalogue, PackExample
from tests.commitments.catalogue_kit import FILE, text_of
from tests.forums.packs_kit import SMALL

PUBLISHED = Path(__file__).resolve().parents[2] / "docs" / "catalogue.schema.json"
TINY = """format: 1
forum: gardens
examples: []
"""


@pytest.fixture(scope="module")
def pack():
    return read_pack("generation-equality")


def found(pack, change):
    """Return the problems of the catalogue after a change, as lines."""
    with pytest.raises(PackError) as error:
        reading.catalogue_from(text_of(change), pack)
    return [show(one) for one in error.value.problems]


def first(data):
    return data["examples"][0]


def test_a_catalogue_is_read_with_its_texts_in_each_language(pack):
    catalogue = reading.catalogue_from(text_of(), pack)
    assert [one.code for one in catalogue.examples] == [
        "gbv-1-policy",
        "gbv-1-policy-2",
        "ejr-1-financial",
    ]
    assert reading.languages_of(catalogue) == ["en", "fr", "ar"]
    assert catalogue.examples[0].targets[0].indicator["ar"] == "مقاطعات لديها قانون"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda d: first(d).update(action="GBV-9"), "examples[0].action: the pack has no action 'GBV-9'"),
        (
            lambda d: first(d).update(type="dance"),
            "examples[0].type: the pack has no type of commitment 'dance'",
        ),
        (
            lambda d: first(d)["titles"].pop("ar"),
            "examples[0].titles.ar: there is no text in 'ar'",
        ),
        (
            lambda d: first(d)["guidance"]["targets"].pop("fr"),
            "examples[0].guidance.targets.fr: there is no text in 'fr'",
        ),
        (
            lambda d: first(d)["milestones"][1].update(month=37),
            "examples[0].milestones[1].month: comes after the last of its 36 months",
        ),
        (
            lambda d: first(d).update(code="gbv-2-policy"),
            "examples[0].code: write 'gbv-1-policy', and a number after it if there are several: gbv-1-policy-2",
        ),
        (lambda d: first(d).update(colour="green"), "examples[0].colour: no such key is known here"),
        (
            lambda d: first(d)["titles"].update(en="x" * 301),
            "examples[0].titles.en: string should have at most 300 characters",
        ),
        (lambda d: first(d).pop("years"), "examples[0].years: is missing"),
        (lambda d: d.update(forum="nourish"), "forum: is 'nourish', but the pack beside it is 'generation-equality'"),
        (
            lambda d: first(d).update(sdg_targets=["18.1"]),
            "examples[0].sdg_targets[0]: '18.1' is not written in the form asked for here",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_is_named_with_its_place(pack, change, words):
    assert words in found(pack, change)


def test_a_code_stands_once(pack):
    lines = found(pack, lambda d: d["examples"].append(copy.deepcopy(first(d))))
    assert lines == ["examples (codes): 'gbv-1-policy' stands there 2 times"]


def test_a_line_that_is_no_yaml_is_named(pack):
    with pytest.raises(PackError, match="line 3, column 1: not readable YAML"):
        reading.catalogue_from("format: 1\nforum: x\n\tcode: y\n", pack)


def test_a_catalogue_that_is_a_list_is_refused(pack):
    with pytest.raises(PackError, match="something else"):
        reading.catalogue_from("- a\n- b\n", pack)


def test_a_text_is_never_longer_than_the_field_it_fills(pack):
    """The limits of the file are those of the form of commitments, or below."""
    form = {
        question["key"]: question.get("max_length")
        for section in definition_of(pack)["sections"]
        for question in section["questions"]
    }
    fields = {
        "title": 300, "summary": 1000, "description": 3000, "change": 3000, "beneficiaries": 3000,
        "baseline": 3000, "intersectionality": 3000, "leadership": 3000, "target_indicator": 300,
        "target_unit": 80, "milestone_title": 300, "partner_role": 200,
    }  # fmt: skip
    assert {key: form[key] >= most for key, most in fields.items()} == dict.fromkeys(fields, True)


def test_every_target_of_the_goals_can_be_named_and_nothing_else():
    def takes(code):
        given = {"code": "a-1-x", "action": "A-1", "type": "x", "years": 1, "sdg_targets": [code]}
        try:
            PackExample.model_validate(given | {"titles": {"en": "A"}, "summaries": {"en": "A"}})
        except ValueError:
            return False
        return True

    assert all(takes(code) for code in SDG_TARGETS)
    assert all(takes(code) for code in ("1.1", "16.3", "17.19", "3.d"))
    assert not any(takes(code) for code in ("5.0", "0.1", "18.1", "5.e", "5.20", "5", "5.1 "))


def test_the_published_schema_is_as_the_types_are():
    assert PUBLISHED.read_text(encoding="utf-8") == catalogue_schema_text(), (
        "run: avow pack schema --catalogue -o docs/catalogue.schema.json"
    )


def test_the_schema_takes_a_good_file_and_refuses_an_unknown_key():
    data = yaml.load(FILE.read_text(encoding="utf-8"), Loader=PlainLoader)
    jsonschema.Draft202012Validator.check_schema(catalogue_schema())
    jsonschema.validate(data, catalogue_schema(), cls=jsonschema.Draft202012Validator)
    first(data)["colour"] = "green"
    with pytest.raises(jsonschema.ValidationError, match="colour"):
        jsonschema.validate(data, catalogue_schema(), cls=jsonschema.Draft202012Validator)


def test_the_command_writes_the_schema_of_catalogues():
    out = StringIO()
    call_command("pack", "schema", "--catalogue", stdout=out)
    assert json.loads(out.getvalue()) == catalogue_schema()


def test_a_catalogue_is_no_pack():
    assert not [name for name in shipped() if "catalogue" in name]


@pytest.mark.parametrize("name", shipped())
def test_the_catalogues_that_ship_are_good(name):
    catalogue = reading.read_catalogue(name, read_pack(name))
    assert catalogue is None or catalogue.examples


@pytest.fixture
def gardens(tmp_path):
    (tmp_path / "gardens.yaml").write_text(SMALL, encoding="utf-8")
    return tmp_path / "gardens.yaml"


def run(*arguments):
    out = StringIO()
    call_command("pack", *map(str, arguments), stdout=out)
    return out.getvalue().splitlines()


def write(gardens, examples):
    data = yaml.load(TINY, Loader=PlainLoader) | {"examples": examples}
    gardens.with_name("gardens.catalogue.yaml").write_text(yaml.safe_dump(data), encoding="utf-8")


def one(pack, number=1, **more):
    coalition = pack.coalitions[0]
    action, kind = coalition.actions[0].code, str(pack.commitment_types[0].code)
    code = reading.code_of(action, kind, number)
    texts = {"titles": {"en": f"Trees {number}"}, "summaries": {"en": "Many."}}
    return {"code": code, "action": action, "type": kind, "years": 1, **texts, **more}


@pytest.mark.django_db
def test_check_and_load_read_the_catalogue_beside_the_pack(gardens):
    small = read_pack(str(gardens))
    write(gardens, [one(small), one(small, 2)])
    assert "2 windows, 2 examples, in en" in run("check", gardens)[0]
    first_time = run("load", gardens)
    assert [line for line in first_time if "example" in line] == [
        f"added example {one(small)['code']}",
        f"added example {one(small, 2)['code']}",
    ]
    assert run("load", gardens) == ["gardens: nothing to change"]
    write(gardens, [one(small, years=2)])
    assert run("load", gardens, "--dry-run")[-1] == "gardens: 2 things would change"
    assert run("load", gardens) == [
        f"changed example {one(small)['code']}: years",
        f"retired example {one(small, 2)['code']}",
        "gardens: 2 things changed",
    ]
    gardens.with_name("gardens.catalogue.yaml").unlink()
    assert run("load", gardens) == ["gardens: nothing to change"]
    assert Example.objects.filter(forum__slug="gardens").offered().count() == 1


@pytest.mark.django_db
def test_a_bad_catalogue_loads_nothing_at_all(gardens):
    small = read_pack(str(gardens))
    write(gardens, [one(small, action="ZZZ-1")])
    for verb in ("check", "load"):
        with pytest.raises(CommandError, match=r"gardens.catalogue.yaml: examples\[0\].action"):
            run(verb, gardens)
    assert not Forum.objects.filter(slug="gardens").exists()


def test_the_shape_is_frozen():
    assert Catalogue.model_fields["format"].default == 1
