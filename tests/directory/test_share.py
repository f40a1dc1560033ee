"""What other sites read of our pages: share cards, linked data; no more than the page shows."""

import json
import re
from decimal import Decimal

import pytest
from django.core.cache import cache

from avow.directory import cards
from avow.directory.services import publish, withdraw
from tests.directory.making import public_entry

FORUM = "/en/generation-equality/"
PNG = b"\x89PNG\r\n\x1a\n"
HOSTILE = '</script><script>alert(1)</script>"><img src=x onerror=alert(1)> #panic() & \u2028'

pytestmark = pytest.mark.usefixtures("world")


@pytest.fixture
def shelters(forum):
    """A commitment with everything a card shows."""
    publish(
        public_entry(
            forum,
            ref="GE-000001",
            title="Shelters in every city",
            amount_usd=Decimal("1200000.00"),
            details={"places": ["MX", "GT"]},
        )
    )


def text_of(response):
    return response.content.decode()


def linked_in(response):
    """Return the linked data of a page by type."""
    found = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', text_of(response), re.DOTALL
    )
    data = [json.loads(one) for one in found]
    assert all(one["@context"] == "https://schema.org" for one in data)
    return {one["@type"]: one for one in data}


def meta_of(response):
    """Return {name: content} of a page's meta elements."""
    pairs = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', text_of(response))
    return dict(pairs)


def size_of(picture):
    return int.from_bytes(picture[16:20], "big"), int.from_bytes(picture[20:24], "big")


def test_a_commitment_has_a_card_and_its_page_names_it(client, shelters):
    page = client.get(f"{FORUM}commitments/GE-000001/")
    meta = meta_of(page)
    assert meta["og:title"] == meta["twitter:title"] == "Shelters in every city"
    assert meta["twitter:card"] == "summary_large_image"
    assert meta["og:image"] == f"http://testserver{FORUM}cards/commitments/GE-000001.png"
    card = client.get(f"{FORUM}cards/commitments/GE-000001.png")
    assert card["Content-Type"] == "image/png"
    assert card.content.startswith(PNG)
    assert size_of(card.content) == (1200, 630)


@pytest.mark.parametrize("language", ["ar", "zh", "fr"])
def test_a_card_is_in_the_language_of_its_page(client, shelters, language, monkeypatch):
    said = {}
    monkeypatch.setattr(cards, "picture_of", said.update)
    monkeypatch.setattr(
        "avow.directory.views_cards.picture_of", lambda card: said.update(card) or PNG
    )
    client.get(f"/{language}/generation-equality/cards/commitments/GE-000001.png")
    assert said["language"] == language
    assert said["title_language"] == "en"


@pytest.mark.parametrize("language", ["ar", "zh"])
def test_letters_of_every_script_are_drawn(client, forum, language):
    publish(public_entry(forum, ref="GE-000002", title="ملاجئ 庇护所 приют", language=language))
    card = client.get(f"/{language}/generation-equality/cards/commitments/GE-000002.png")
    assert size_of(card.content) == (1200, 630)


@pytest.mark.parametrize(
    "path",
    [
        "cards/coalitions/gender-based-violence.png",
        "cards/actions/GBV-1.png",
        "cards/countries/MX.png",
    ],
)
def test_coalitions_actions_and_countries_have_cards(client, shelters, path):
    assert client.get(FORUM + path).content.startswith(PNG)


@pytest.mark.parametrize(
    "path",
    [
        "cards/commitments/GE-999999.png",
        "cards/countries/XX.png",
        "cards/countries/mx.png",
        "cards/actions/NO-1.png",
        "cards/organisations/nobody.png",
        "cards/people/sofia.png",
    ],
)
def test_what_has_no_page_has_no_card(client, shelters, path):
    assert client.get(FORUM + path).status_code == 404


def test_a_withdrawn_commitment_has_neither_card_nor_linked_data(client, forum, shelters):
    withdraw(forum, "GE-000001", reason="Said goodbye.")
    assert client.get(f"{FORUM}cards/commitments/GE-000001.png").status_code == 404
    page = client.get(f"{FORUM}commitments/GE-000001/")
    assert "cards/commitments" not in text_of(page)
    assert linked_in(page) == {}


def test_a_card_follows_what_is_published(forum, shelters):
    vocabulary = cards.Vocabulary(forum)
    before = cards.card_of(vocabulary, "commitments", "GE-000001", None)
    publish(public_entry(forum, ref="GE-000001", title="Shelters in every village"))
    after = cards.card_of(vocabulary, "commitments", "GE-000001", None)
    assert (before["title"], after["title"]) == (
        "Shelters in every city",
        "Shelters in every village",
    )


def test_a_picture_is_drawn_once_for_what_it_says(client, shelters, monkeypatch):
    cache.clear()
    drawn = []
    monkeypatch.setattr(cards, "set_as_picture", lambda *_given: drawn.append(1) or PNG)
    for _time in range(3):
        client.get(f"{FORUM}cards/commitments/GE-000001.png")
    assert drawn == [1]


def test_who_holds_a_card_is_told_that_it_is_the_same(client, shelters):
    first = client.get(f"{FORUM}cards/commitments/GE-000001.png")
    again = client.get(
        f"{FORUM}cards/commitments/GE-000001.png", headers={"If-None-Match": first["ETag"]}
    )
    assert again.status_code == 304


def test_a_long_hostile_title_is_text_on_a_card(client, forum):
    publish(public_entry(forum, ref="GE-000003", title=(HOSTILE * 5)[:300]))
    assert size_of(client.get(f"{FORUM}cards/commitments/GE-000003.png").content) == (1200, 630)


def test_a_commitment_is_an_action_of_its_maker_in_linked_data(client, shelters):
    found = linked_in(client.get(f"{FORUM}commitments/GE-000001/"))
    action = found["Action"]
    assert action["@id"] == f"http://testserver{FORUM}commitments/GE-000001/"
    assert action["name"] == "Shelters in every city"
    assert action["actionStatus"] == "https://schema.org/ActiveActionStatus"
    assert action["agent"] == {
        "@type": "Organization",
        "name": "Red de Mujeres",
        "url": f"http://testserver{FORUM}organisations/red-de-mujeres/",
    }
    assert [one["identifier"] for one in action["location"]] == ["MX", "GT"]
    steps = found["BreadcrumbList"]["itemListElement"]
    assert [(one["position"], one["name"]) for one in steps] == [
        (1, "Commitments"),
        (2, "Shelters in every city"),
    ]


def test_no_text_can_end_the_script_of_linked_data(client, forum):
    publish(public_entry(forum, ref="GE-000004", title=HOSTILE, summary=HOSTILE))
    page = client.get(f"{FORUM}commitments/GE-000004/")
    assert "<script>alert(1)" not in text_of(page)
    assert linked_in(page)["Action"]["name"] == HOSTILE


def test_a_protected_maker_has_a_name_and_nothing_else_in_linked_data(client, forum):
    publish(
        public_entry(
            forum, ref="GE-000005", organisation_slug=None, organisation_name="An organisation",
            country="", region="",
        )
    )  # fmt: skip
    action = linked_in(client.get(f"{FORUM}commitments/GE-000005/"))["Action"]
    assert action["agent"] == {"@type": "Organization", "name": "An organisation"}


@pytest.mark.parametrize("path", ["commitments/", "data/"])
def test_the_directory_and_the_data_page_are_a_dataset(client, shelters, path):
    data = linked_in(client.get(FORUM + path))["Dataset"]
    assert data["url"] == f"http://testserver{FORUM}commitments/"
    files = {one["encodingFormat"]: one["contentUrl"] for one in data["distribution"]}
    assert files["text/csv"] == f"http://testserver{FORUM}commitments.csv"


def test_pages_say_their_one_address_and_their_other_languages(client, shelters):
    page = text_of(client.get(f"{FORUM}commitments/GE-000001/?utm=x"))
    assert f'<link rel="canonical" href="http://testserver{FORUM}commitments/GE-000001/">' in page
    assert 'hreflang="fr" href="http://testserver/fr/generation-equality/commitments/' in page
