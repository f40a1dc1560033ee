"""oEmbed: who has the address of a page is told the frame that shows the same."""

import html
import json
import re
from decimal import Decimal
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest

from avow.directory.services import publish, withdraw
from tests.directory.making import public_entry
from tests.directory.test_embeds import FORUM, HOST, HOSTILE, ONE, PROTECTED, text_of

pytestmark = pytest.mark.usefixtures("world")


@pytest.fixture
def shelters(forum):
    publish(
        public_entry(
            forum, ref="GE-000001", title="Shelters in every city", amount_usd=Decimal(1200000)
        )
    )


def asked(client, url, **more):
    return client.get("/oembed", {"url": url, **more})


def test_the_address_of_a_commitment_gives_its_frame(client, shelters):
    answer = asked(client, f"{HOST}{FORUM}commitments/GE-000001/")
    found = answer.json()
    assert (found["version"], found["type"]) == ("1.0", "rich")
    assert found["title"] == "Shelters in every city"
    assert found["author_name"] == "Red de Mujeres"
    assert found["provider_name"] == "Generation Equality Forum"
    assert f'src="{HOST}{ONE}"' in found["html"]
    assert found["thumbnail_url"] == f"{HOST}{FORUM}cards/commitments/GE-000001.png"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cache-Control"] == "public, max-age=60"
    assert not answer.cookies


def test_pages_say_where_their_frame_is_found(client, shelters):
    page = text_of(client.get(f"{FORUM}commitments/GE-000001/"))
    found = re.search('type="application/json\\+oembed" href="([^"]+)"', page)[1]
    address = html.unescape(found).removeprefix(HOST)
    assert f'src="{HOST}{ONE}"' in client.get(address).json()["html"]


@pytest.mark.parametrize(
    ("page", "frame"),
    [
        ("commitments/?country=MX&page=3", "embed/commitments/?country=MX"),
        ("commitments/map/?type=policy", "embed/map/?type=policy"),
        ("countries/MX/", "embed/commitments/?country=MX"),
        ("coalitions/gender-based-violence/actions/GBV-1/", "embed/commitments/?action=GBV-1"),
        (
            "coalitions/gender-based-violence/",
            "embed/commitments/?coalition=gender_based_violence",
        ),
        ("organisations/red-de-mujeres/", "embed/commitments/?of_maker=red-de-mujeres"),
        ("progress/?type=policy", "embed/charts/commitments-by-coalition/?type=policy"),
        ("embed/figures/makers/?type=policy", "embed/figures/makers/?type=policy"),
    ],
)
def test_other_pages_have_frames_too(client, shelters, page, frame):
    code = html.unescape(asked(client, f"{HOST}{FORUM}{page}").json()["html"])
    assert f'src="{HOST}{FORUM}{frame}"' in code


def test_a_frame_is_in_the_language_of_its_page(client, shelters):
    found = asked(client, f"{HOST}/fr/generation-equality/commitments/GE-000001/").json()
    assert f'src="{HOST}/fr/generation-equality/embed/commitments/GE-000001/"' in found["html"]


def test_xml_says_the_same_and_no_text_can_break_it(client, forum):
    publish(public_entry(forum, ref="GE-000003", title=HOSTILE))
    page = f"{HOST}{FORUM}commitments/GE-000003/"
    answer = asked(client, page, format="xml")
    assert answer["Content-Type"].startswith("text/xml")
    root = ET.fromstring(answer.content)
    said = json.loads(asked(client, page).content)
    assert [one.tag for one in root] == list(said)
    assert root.findtext("title") == HOSTILE.replace("\x0b", "")
    assert "<script>alert" not in root.findtext("html")


def test_a_frame_is_no_larger_than_asked(client, shelters):
    found = asked(
        client, f"{HOST}{FORUM}commitments/GE-000001/", maxwidth="400", maxheight="200"
    ).json()
    assert (found["width"], found["height"]) == (400, 200)
    assert "thumbnail_url" not in found


@pytest.mark.parametrize("size", ["x", "-5", "0", "9" * 500])
def test_a_size_that_means_nothing_is_left_out(client, shelters, size):
    found = asked(client, f"{HOST}{FORUM}commitments/GE-000001/", maxwidth=size)
    assert found.json()["width"] == 600


@pytest.mark.parametrize(
    "url",
    [
        f"https://elsewhere.example{FORUM}commitments/GE-000001/",
        f"http://testserver.evil.example{FORUM}commitments/GE-000001/",
        f"http://user@testserver{FORUM}commitments/GE-000001/",
        f"javascript://testserver{FORUM}commitments/GE-000001/",
        f"{HOST}{FORUM}commitments/GE-999999/",
        f"{HOST}{FORUM}desk/",
        f"{HOST}{FORUM}my/commitments/",
        f"{HOST}/en/nowhere/commitments/",
        f"{HOST}{FORUM}coalitions/nowhere/",
        f"{HOST}/healthz",
        "http://[::1",
        "no address at all",
        f"{HOST}{FORUM}commitments/?q={'x' * 5000}",
    ],
)
def test_what_is_no_public_page_of_ours_has_no_frame(client, shelters, url):
    answer = asked(client, url)
    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("text/plain")


def test_a_withdrawn_commitment_is_offered_no_more(client, forum, shelters):
    withdraw(forum, "GE-000001", reason="Said goodbye.")
    assert asked(client, f"{HOST}{FORUM}commitments/GE-000001/").status_code == 404


def test_a_protected_maker_is_named_without_an_address(client, forum):
    publish(public_entry(forum, ref="GE-000002", **PROTECTED))
    found = asked(client, f"{HOST}{FORUM}commitments/GE-000002/").json()
    assert found["author_name"] == "An organisation"
    assert "author_url" not in found


def test_another_format_is_not_implemented(client, shelters):
    answer = asked(client, f"{HOST}{FORUM}commitments/GE-000001/", format="yaml")
    assert answer.status_code == 501


def test_without_an_address_it_is_asked_for(client):
    assert client.get("/oembed").status_code == 400


def test_an_answer_that_is_held_is_not_sent_again(client, shelters):
    query = urlencode({"url": f"{HOST}{FORUM}commitments/GE-000001/"})
    first = client.get(f"/oembed?{query}")
    again = client.get(f"/oembed?{query}", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
