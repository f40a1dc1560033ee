"""A plan as PDF: whatever people write, it is drawn."""

import json

import pytest

from avow.blueprints.markdown import DEEPEST, blocks
from avow.blueprints.pages import document_of_version
from avow.blueprints.pdf import draw
from avow.jobs.models import Job
from avow.jobs.services import run
from avow.kernel.markdown import plain
from tests.blueprints.kit import NOW, action, plan, publish, write

PDF = "/en/generation-equality/coalitions/gender-based-violence/blueprint/versions/1.pdf"
MEAN = {
    "quotes in quotes": "> " * 200 + "deep",
    "lists in lists": "\n".join("  " * i + "- > *x **y***" for i in range(30)),
    "stress without end": "*a **b " * 200 + "c** d*" * 200,
    "an address that no document holds": f"[words](https://example.org/{'a' * 9_000})",
    "an address of nothing": "[words]() <http://> [x](javascript:alert(1))",
    "one word of a whole page": "w" * 9_999,
}


def depth_of(nodes):
    return max((1 + depth_of(one.get("children", ())) for one in nodes), default=0)


def drawn(world, **texts):
    blueprint = plan(world)
    write(action(blueprint), world.user("dina"), **texts)
    return draw(document_of_version(publish(world, blueprint)))


def test_a_plan_is_drawn_as_an_accessible_document(world):
    assert b"pdfuaid" in drawn(world, title="Laws", body="**Words** in نساء and 妇女.")


def test_a_sign_that_no_font_has_does_not_keep_the_plan_from_print(world):
    assert (
        drawn(world, title="Hope \U0001f9ff", body="A sign of private use: \uf8ff")[:5] == b"%PDF-"
    )


@pytest.mark.parametrize("body", MEAN.values(), ids=MEAN)
def test_no_words_of_people_break_the_document(world, body):
    assert depth_of(blocks(body)) <= DEEPEST + 3
    assert b"pdfuaid" in drawn(world, body=body)


@pytest.mark.parametrize("body", MEAN.values(), ids=MEAN)
def test_the_document_says_every_word_that_the_page_says(body):
    """Flattening takes floors away, never words."""

    def words(nodes):
        return "".join(one.get("text", "") + words(one.get("children", ())) for one in nodes)

    assert "".join(words(blocks(body)).split()) == "".join(plain(body).split())


def test_a_picture_shows_nothing_in_the_page_the_passage_and_the_document():
    body = "Before ![its words](https://example.org/a.png) after"
    assert "its words" not in json.dumps(blocks(body))
    assert plain(body) == "Before  after"


def test_a_document_that_cannot_be_drawn_says_so_and_is_not_asked_for_again(
    client, world, monkeypatch
):
    def broken(_document):
        raise RuntimeError("no disk")

    monkeypatch.setattr("avow.blueprints.services.printing.draw", broken)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    publish(world, plan(world))
    assert client.get(PDF).status_code == 202
    run(Job.objects.get(kind="blueprints.print").pk, NOW)
    answer = client.get(PDF)
    assert (answer.status_code, "Refresh" in answer) == (503, False)
    assert "cannot be made now" in answer.content.decode()
    assert Job.objects.filter(kind="blueprints.print").count() == 1
