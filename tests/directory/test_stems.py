"""Words lose article, plural and case, so that what people type meets what people wrote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.directory.search.normalise import Term, indexed, needle_of
from avow.directory.search.stems import stem
from avow.kernel.text import fold


@pytest.mark.parametrize(
    "words",
    [
        "violence violences",
        "education éducation Educations",
        "girl girls",
        "community communities",
        "technology technologies technologie",
        "tecnología tecnologías tecnologia",
        "mujer mujeres",
        "niña niñas",
        "organización organizaciones",
        "mulher mulheres",
        "ação ações",
        "nação nações",
        "nationaux national",
        "réseau réseaux",
        "service services",
        "country countries",
        "девочки девочек девочка девочкам девочками",
        "насилие насилия насилию насилии",
        "женщины женщин женщинам",
        "тема темы теме",
        "партнёры партнеров партнёрами",
        "عنف العنف للعنف والعنف",
        "منظمة منظمات المنظمات والمنظمة",
        "فتيات الفتيات والفتيات",
    ],
)
def test_forms_of_one_word_meet(words):
    assert len({stem(fold(word)) for word in words.split()}) == 1


@pytest.mark.parametrize(
    "words",
    [
        "policy police", "access acce", "data date", "status statu", "plan planning", "new news",
        "law lawn", "girl girth", "мир мера", "عنف عفو", "care car", "basis base", "2021 2022",
    ],
)  # fmt: skip
def test_different_words_stay_different(words):
    one, other = words.split()
    assert stem(fold(one)) != stem(fold(other))


def test_the_last_word_may_be_the_beginning_of_one():
    assert needle_of("legal mujere") == (Term(("legal",)), Term(("mujer",), start="mujere"))


def test_a_quoted_word_is_whole():
    assert needle_of('"legal aid"') == (Term(("legal", "aid")),)


def test_chinese_signs_are_kept_in_pairs():
    assert needle_of("法律援助") == (Term(("法律", "律援", "援助")),)
    assert needle_of("助") == (Term(("助",), start="助"),)


@given(st.text(max_size=60))
def test_a_text_is_found_by_each_of_its_words(text):
    kept = indexed(text).split()
    for word in text.split():
        for term in needle_of(f'"{word}"'):
            assert set(term.words) <= set(kept)
