"""The search's contract: the same questions find the same commitments on both databases."""

import pytest

from avow.directory.models import Entry
from avow.directory.services import publish, rebuild, withdraw
from tests.directory.making import public_entry

TEXTS = {
    "zh": ("我们将培训妇女和女童", "本组织将资助法律援助。通过多年期资金"),
    "ar": ("دور إيواء الناجيات من العنف", "من خلال تمويل متعدد السنوات والفتيات"),
    "fr": (
        "L'éducation complète à la sexualité",
        "Des centres pour les survivantes de violences, œuvre commune",
    ),
    "en": ("Education for every girl", "We will end violence in 2026 with land rights"),
    "ru": ("Приюты для пострадавших", "Партнёры и девочки"),
}


@pytest.fixture
def texts(forum):
    for language, (title, text) in TEXTS.items():
        publish(public_entry(forum, ref=language, title=title, text=text, language=language))


@pytest.mark.parametrize(
    ("question", "languages"),
    [
        ("培训", "zh"),
        ("妇女", "zh"),
        ("法律援助", "zh"),
        ("助", "zh"),
        ("عنف", "ar"),
        ("العنف", "ar"),
        ("فتيات", "ar"),
        ("éducation", "en fr"),
        ("education", "en fr"),
        ("EDUCATION", "en fr"),
        ("violence", "en fr"),
        ("violences", "en fr"),
        ("oeuvre", "fr"),
        ("viol", "en fr"),
        ("партнеры", "ru"),
        ("2026", "en"),
        ('"land rights"', "en"),
        ('"rights land"', ""),
        ("rights land", "en"),
        ("viol land", ""),
        ("land viol", "en"),
        ("nothing at all", ""),
    ],
)
def test_a_question_finds_its_commitments(forum, texts, question, languages):
    found = Entry.objects.listed_in(forum.pk).saying(question).values_list("ref", flat=True)
    assert " ".join(sorted(found)) == languages


@pytest.mark.parametrize(
    "question",
    [
        '"',
        '""',
        "*",
        "AND",
        "NOT (",
        "title:x",
        "a:*",
        "' OR 1=1 --",
        "NEAR(a b)",
        "&|!<->",
        "\\",
        "-",
        "x" * 5000,
        "é" * 400 + '"',
        "'",
    ],
)
@pytest.mark.parametrize("way", ["saying", "by_relevance"])
def test_no_question_is_an_error(forum, texts, question, way):
    list(getattr(Entry.objects.listed_in(forum.pk), way)(question))


def test_a_question_without_a_word_finds_everything(forum, texts):
    assert Entry.objects.listed_in(forum.pk).saying(" ?! ").count() == len(TEXTS)


def test_a_word_in_the_title_comes_before_the_same_word_in_the_text(forum):
    publish(public_entry(forum, ref="B", title="Something else", text="A shelter here"))
    publish(public_entry(forum, ref="A", title="A shelter", text="Something else here"))
    publish(public_entry(forum, ref="C", title="Something else", text="A shelter there"))
    found = Entry.objects.listed_in(forum.pk).by_relevance("shelter")
    assert [entry.ref for entry in found] == ["A", "C", "B"]


def test_a_changed_commitment_is_found_by_its_new_words_only(forum):
    publish(public_entry(forum, ref="A", title="Old", text="Old words"))
    publish(public_entry(forum, ref="A", title="New", text="New words"))
    assert not Entry.objects.saying("old").exists()
    assert Entry.objects.saying("new").count() == 1


def test_a_withdrawn_commitment_is_not_found(forum):
    publish(public_entry(forum, ref="A", title="Old", text="Old words"))
    withdraw(forum, "A", reason="No longer possible.")
    assert not Entry.objects.saying("old").exists()


def test_a_commitment_is_found_by_its_organisation_and_its_reference(forum):
    publish(public_entry(forum, ref="GE-000123", title="Title", text="Text"))
    assert Entry.objects.saying("GE-000123").count() == 1
    assert Entry.objects.saying("red de mujer").count() == 1


def test_rebuilding_forgets_what_no_builder_gives(forum):
    publish(public_entry(forum, ref="A", title="Old", text="Old words"))
    rebuild(forum)
    assert not Entry.objects.filter(forum=forum).exists()
    assert not Entry.objects.saying("old").exists()
