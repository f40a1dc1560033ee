"""The house style of every mail: complete, in every complete language, without a hole."""

from pathlib import Path

import pytest
from django.conf import settings
from django.template import Engine
from django.template.base import VariableNode

import avow
from avow.notices import letters, samples

TEXTS = sorted(
    path.stem
    for path in Path(avow.__file__).parent.glob("*/templates/notices/*.txt")
    if path.name != "layout.txt"
)


@pytest.fixture
def holes(monkeypatch):
    """The names of variables that came out empty while a text was rendered."""
    empty = []
    right = VariableNode.render

    def render(self, context):
        text = right(self, context)
        if not str(text).strip():
            empty.append(str(self.filter_expression))
        return text

    monkeypatch.setattr(VariableNode, "render", render)
    return empty


@pytest.mark.parametrize("language", settings.COMPLETE_LANGUAGES)
@pytest.mark.parametrize("verb", TEXTS)
def test_a_text_is_whole_in_each_complete_language(verb, language, forum, holes, monkeypatch):
    engine = Engine.get_default()
    monkeypatch.setattr(engine, "string_if_invalid", "[no %s]")
    letter = letters.write(
        verb, language=language, context=samples.sample(verb), forum=forum, name="Ana", url="/en/x/"
    )
    assert letter.subject
    assert len(letter.subject) <= 120
    assert letter.body
    for part in (letter.subject, letter.text, letter.html):
        assert "[no " not in part
        assert "None" not in part
        assert "{{" not in part
    assert holes == []


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
@pytest.mark.parametrize("verb", TEXTS)
def test_a_text_can_be_written_in_every_language(verb, language, forum):
    assert letters.write(verb, language=language, context=samples.sample(verb), forum=forum).subject


def test_every_text_has_a_sample_and_every_sample_a_text(forum):
    own = {"test.thanks"}  # of these tests
    assert set(samples.verbs()) == set(TEXTS) | own


def test_no_text_is_lost_to_another_app_s_of_the_same_name():
    assert len(TEXTS) == len(set(TEXTS))


def test_two_samples_for_one_verb_are_a_mistake():
    with pytest.raises(ValueError):
        samples.register({"test.thanks": {"title": "another"}})
