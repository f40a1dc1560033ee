"""The catalogue as everybody reads it: browsed, filtered, in the reader's language where it can be."""

import pytest
from django.utils import timezone

from avow.commitments.catalogue import editing
from avow.commitments.catalogue.models import Example
from avow.commitments.models import Commitment
from avow.forums.loading import load
from avow.forums.packs.reading import read_pack
from tests.commitments import catalogue_kit as kit
from tests.commitments.conftest import LATER

pytestmark = pytest.mark.django_db

HOME = "/en/generation-equality/"
LIST = f"{HOME}catalogue/"


@pytest.fixture(autouse=True)
def spring(monkeypatch):
    """It is an April morning of 2021 for every page."""
    monkeypatch.setattr(timezone, "now", lambda: LATER)


@pytest.fixture
def examples(forum):
    kit.load(forum)


def used(code, times, red, forum):
    """Let commitments that began with an example be handed in."""
    Commitment.objects.bulk_create(
        [
            Commitment(
                forum=forum,
                organisation=red,
                ref=f"GE-9{code[:3]}{n}",
                state="submitted",
                started_from=kit.example(code),
                created_at=LATER,
                submitted_at=LATER,
            )
            for n in range(times)
        ]
    )


def codes(answer):
    return [card.example.code for card in answer.context["cards"]]


def test_the_examples_are_browsed_by_coalition_and_action(examples, client):
    answer = client.get(LIST)
    text = answer.content.decode()
    assert codes(answer) == ["gbv-1-policy", "gbv-1-policy-2", "ejr-1-financial"]
    assert text.index("<h2 id=") < text.index('action-heading">GBV-1 ')
    assert text.index('action-heading">GBV-1 ') < text.index('action-heading">EJR-1 ')
    assert text.count('action-heading">') == 2
    assert '<mark class="gap">[number]</mark>' in text


def test_a_catalogue_without_examples_says_so(world, client):
    assert "There are no examples yet" in client.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?coalition=economic_justice", ["ejr-1-financial"]),
        ("?action=GBV-1", ["gbv-1-policy", "gbv-1-policy-2"]),
        ("?action=GBV-1&action=EJR-1&type=financial", ["ejr-1-financial"]),
        ("?type=policy", ["gbv-1-policy", "gbv-1-policy-2"]),
        ("?q=POLICE%20survivors", ["gbv-1-policy-2"]),
        ("?q=guichet", ["gbv-1-policy-2"]),  # a word of another language
        ("?q=%D8%B5%D9%86%D8%AF%D9%88%D9%82", ["ejr-1-financial"]),
        ("?q=agreed", []),  # advice is not searched
        ("?action=ZZZ-9", []),
        ("?type=%27%22%3E", []),
        ("?coalition=&action=&type=&q=", ["gbv-1-policy", "gbv-1-policy-2", "ejr-1-financial"]),
    ],
)
def test_filters(examples, client, query, found):
    assert codes(client.get(LIST + query)) == found


def test_where_nothing_fits_the_page_says_how_to_go_on(examples, client):
    assert "No example fits" in client.get(f"{LIST}?q=zebra").content.decode()


def test_the_most_used_are_seen_first(examples, client, red, forum):
    used("ejr-1-financial", 2, red, forum)
    used("gbv-1-policy-2", 1, red, forum)
    answer = client.get(LIST)
    text = answer.content.decode()
    assert [card.example.code for card in answer.context["most_used"]] == [
        "ejr-1-financial",
        "gbv-1-policy-2",
    ]
    assert text.index("Most used") < text.index("used 2 times") < text.index("used 1 time")
    assert codes(client.get(f"{LIST}?sort=used")) == [
        "ejr-1-financial",
        "gbv-1-policy-2",
        "gbv-1-policy",
    ]


def test_unused_examples_are_not_called_most_used(examples, client):
    assert client.get(LIST).context["most_used"] == []


def test_an_example_shows_every_text_and_the_advice_on_it(examples, client):
    text = client.get(f"{LIST}gbv-1-policy/").content.decode()
    for words in (
        "A working group with survivors writes the law.",
        "provinces have a law.",
        "Provinces with a law",
        "within 36 months",
        "Parliament votes",
        "Trains judges",
        "Say who does what by when.",
        "Count what changes, not what you do.",
        "Name those who have agreed.",
        "3 years",
        "5.2 End violence",
    ):
        assert words in text


def test_in_a_language_without_texts_the_reader_gets_another_that_is_marked(examples, client):
    text = client.get("/ru/generation-equality/catalogue/gbv-1-policy/").content.decode()
    assert '<span lang="en" dir="ltr">A working group with survivors writes the law.</span>' in text
    assert '<h1 lang="en" dir="ltr">[Country] ratifies' in text


def test_arabic_stands_from_right_to_left(examples, client):
    text = client.get("/ar/generation-equality/catalogue/gbv-1-policy/").content.decode()
    assert '<html lang="ar" dir="rtl">' in text
    assert '<h1 lang="ar" dir="rtl">تصادق [الدولة]' in text


@pytest.mark.parametrize("code", ["nix", "gbv-1-policy-3", "GBV-1-policy", "1"])
@pytest.mark.parametrize("page", ["", "start/"])
def test_a_forged_code_is_not_there(examples, sign_in, ana, code, page):
    assert sign_in(ana).get(f"{LIST}{code}/{page}").status_code == 404


def test_the_examples_of_one_forum_are_not_in_another(examples, client):
    load(read_pack("nourish"), LATER)
    assert client.get("/en/nourish/catalogue/gbv-1-policy/").status_code == 404
    assert "There are no examples yet" in client.get("/en/nourish/catalogue/").content.decode()


def test_a_retired_example_is_not_offered_but_its_page_stays(examples, client, sign_in, ana, sofia):
    editing.retire(kit.example(), sofia, LATER)
    assert "gbv-1-policy" not in codes(client.get(LIST))
    page = sign_in(ana).get(f"{LIST}gbv-1-policy/")
    assert page.status_code == 200
    assert "no longer offered" in page.content.decode()
    assert "Start from this" not in page.content.decode()


def test_a_coalition_leads_to_the_examples_of_its_actions(examples, client, gbv):
    text = client.get(f"{HOME}coalitions/{gbv.slug}/").content.decode()
    assert f'<a href="{LIST}?action=GBV-1">2 example commitments to start from</a>' in text
    assert "?action=GBV-2" not in text


def test_the_new_commitment_page_offers_the_examples(examples, sign_in, ana):
    text = sign_in(ana).get(f"{HOME}my/commitments/new/").content.decode()
    assert f'href="{LIST}"' in text
    assert "Or begin with an empty page" in text


def test_what_somebody_wrote_to_do_harm_is_shown_as_words(examples, client):
    bad = '<script>alert(1)</script> [<img src=x onerror=alert(1)>] "><b>'
    row = kit.example()
    texts = {"en": bad}
    row.titles = row.summaries = texts
    row.fields = row.guidance = {"description": texts}
    row.targets = [{"indicator": texts, "unit": texts, "month": 1}]
    row.partners = [{"role": texts}]
    row.save()
    for path in ("", "gbv-1-policy/"):
        text = client.get(LIST + path).content.decode()
        assert "&lt;script&gt;alert(1)" in text
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert '"><b>' not in text


def test_an_endless_page_number_and_a_strange_order_show_the_nearest(examples, client):
    assert client.get(f"{LIST}?page=999&sort=%00nix").status_code in {200, 400}
    assert len(codes(client.get(f"{LIST}?page=999&sort=nix"))) == 3


def test_the_count_of_uses_is_served_by_its_index(examples):
    plan = Example.objects.with_uses().explain()
    assert "commitment_from_example" in plan or "Seq Scan" in plan  # a tiny table on PostgreSQL
