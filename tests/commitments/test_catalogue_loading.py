"""The file's examples in the table: added once, changed, kept where edited, never deleted."""

import pytest
from django.db import IntegrityError, transaction

from avow.commitments.catalogue import editing
from avow.commitments.catalogue.models import Example
from avow.forums.loading import load as load_pack
from avow.forums.packs.schema.catalogue import ExampleContent
from tests.commitments import catalogue_kit as kit
from tests.worlds import at

pytestmark = pytest.mark.django_db

LATER = at("2021-04-06 10:00")


def lines(changes):
    return [str(one) for one in changes]


def title(text):
    """Return a change of the first example's English title."""
    return lambda data: data["examples"][0]["titles"].update(en=text)


def said(example, **more):
    return ExampleContent.model_validate(example.content() | more)


def test_a_catalogue_is_loaded_once(forum):
    assert lines(kit.load(forum)) == [
        "added example gbv-1-policy",
        "added example gbv-1-policy-2",
        "added example ejr-1-financial",
    ]
    assert kit.load(forum) == []
    row = kit.example()
    assert (row.action.code, row.type, row.years, row.position) == ("GBV-1", "policy", 3, 1)
    assert row.titles["fr"] == "[Pays] ratifie et applique la convention d’ici [année]"
    assert row.targets[0]["month"] == 36
    assert row.guidance["partners"]["en"] == "Name those who have agreed."
    assert row.edited_at is None


def test_a_changed_text_of_the_file_is_taken_over(forum):
    kit.load(forum)
    assert lines(kit.load(forum, title("[Country] signs"))) == [
        "changed example gbv-1-policy: titles"
    ]
    assert kit.example().titles["en"] == "[Country] signs"


def test_an_example_moves_with_the_file(forum):
    kit.load(forum)
    assert lines(kit.load(forum, lambda data: data["examples"].reverse())) == [
        "changed example ejr-1-financial: position",
        "changed example gbv-1-policy: position",
    ]


def test_an_example_gone_from_the_file_is_retired_and_comes_back_with_it(forum):
    kit.load(forum)
    assert lines(kit.load(forum, lambda data: data["examples"].pop())) == [
        "retired example ejr-1-financial"
    ]
    assert kit.example("ejr-1-financial").is_retired
    assert kit.load(forum, lambda data: data["examples"].pop()) == []
    assert lines(kit.load(forum)) == ["changed example ejr-1-financial: state"]
    assert not kit.example("ejr-1-financial").is_retired


def test_what_the_secretariat_edited_is_kept_and_reported(forum, sofia):
    kit.load(forum)
    row = kit.example()
    editing.change(
        row, said(row, titles={"en": "Ours", "fr": "Le nôtre", "ar": "لنا"}), 1, sofia, LATER
    )
    assert lines(kit.load(forum)) == ["kept example gbv-1-policy: titles"]
    assert lines(kit.load(forum, title("Theirs"))) == ["kept example gbv-1-policy: titles"]
    row = kit.example()
    assert row.titles["en"] == "Ours"
    assert row.from_file["titles"]["en"] == "Theirs"


def test_what_was_edited_is_kept_even_when_the_file_lets_it_go(forum, sofia):
    kit.load(forum)
    row = kit.example("ejr-1-financial")
    editing.change(row, said(row, years=4), 1, sofia, LATER)
    gone = lambda data: data["examples"].pop()  # noqa: E731  a change, as the kit takes it
    assert lines(kit.load(forum, gone)) == ["kept example ejr-1-financial"]
    assert kit.load(forum, gone) == []
    assert not kit.example("ejr-1-financial").is_retired


def test_what_the_secretariat_retired_stays_retired(forum, sofia):
    kit.load(forum)
    editing.retire(kit.example(), sofia, LATER)
    assert lines(kit.load(forum)) == ["kept example gbv-1-policy: state"]
    assert kit.example().is_retired


def test_the_examples_of_another_forum_are_left_alone(forum):
    kit.load(forum)
    assert Example.objects.exclude(forum=forum).count() == 0
    assert Example.objects.filter(forum=forum).count() == 3


def test_a_dry_run_with_a_catalogue_changes_nothing(forum):
    changes = load_pack(forum.settings, LATER, catalogue=kit.catalogue(forum), dry_run=True)
    assert lines(changes)[0] == "added example gbv-1-policy"
    assert not Example.objects.exists()


def test_the_pack_kept_with_the_forum_holds_no_example(forum):
    load_pack(forum.settings, LATER, catalogue=kit.catalogue(forum))
    forum.refresh_from_db()
    assert "examples" not in forum.pack


@pytest.mark.parametrize(
    "wrong",
    [
        {"years": 0},
        {"years": 21},
        {"state": "lost"},
        {"code": ""},
        {"from_file": None},
        {"type": ""},
    ],
)
def test_the_database_refuses_what_cannot_be(forum, wrong):
    kit.load(forum)
    with pytest.raises(IntegrityError), transaction.atomic():
        Example.objects.filter(code="gbv-1-policy").update(**wrong)


def test_a_code_stands_once_in_a_forum(forum):
    kit.load(forum)
    with pytest.raises(IntegrityError), transaction.atomic():
        Example.objects.filter(code="gbv-1-policy-2").update(code="gbv-1-policy")
