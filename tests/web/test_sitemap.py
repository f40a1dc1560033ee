"""Sitemaps: an index, parts small enough, every complete language with its alternates."""

import pytest
from lxml import etree

from avow.directory.models import Entry
from avow.directory.services import publish, withdraw
from avow.web.views import sitemaps
from tests.directory.making import public_entry, publish_some

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def read(client, url="/sitemap.xml"):
    response = client.get(url)
    assert response.status_code == 200
    return etree.fromstring(response.getvalue())


def parts(client):
    return [one.text.removeprefix("http://testserver") for one in read(client).iter(f"{MAP}loc")]


def addresses(client):
    return [one.text for url in parts(client) for one in read(client, url).iter(f"{MAP}loc")]


def test_every_public_page_stands_in_it_in_each_complete_language(client, forum):
    publish(public_entry(forum, ref="GE-000001"))
    found = addresses(client)
    for code in ("en", "fr"):
        base = f"http://testserver/{code}/generation-equality"
        for page in (
            "/",
            "/coalitions/",
            "/data/",
            "/commitments/GE-000001/",
            "/organisations/red-de-mujeres/",
        ):
            assert base + page in found
    assert not [url for url in found if "/ru/" in url]
    assert len(found) == len(set(found))


def test_every_address_answers(client, forum):
    publish(public_entry(forum, ref="GE-000001"))
    found = [url for url in addresses(client) if "/en/" in url]
    assert {url: client.get(url).status_code for url in found} == dict.fromkeys(found, 200)


def test_an_address_names_its_other_languages_and_its_last_change(client, forum):
    publish(public_entry(forum, ref="GE-000001"))
    changed = Entry.objects.get().updated_at
    (url,) = [url for url in parts(client) if "commitments" in url]
    one = read(client, url).find(f"{MAP}url")
    links = {row.get("hreflang"): row.get("href") for row in one.findall(f"{XHTML}link")}
    base = "http://testserver/{}/generation-equality/commitments/GE-000001/"
    assert links == {
        "en": base.format("en"),
        "fr": base.format("fr"),
        "x-default": base.format("en"),
    }
    assert one.findtext(f"{MAP}lastmod") == f"{changed:%Y-%m-%dT%H:%M:%SZ}"


def test_parts_hold_what_they_can_and_together_everything(client, forum, monkeypatch):
    monkeypatch.setattr(sitemaps, "PART", 3)
    publish_some(forum, 10)
    found = [url for url in parts(client) if "commitments" in url]
    assert len(found) >= 4
    refs = {
        row.text.rsplit("/", 2)[1] for url in found for row in read(client, url).iter(f"{MAP}loc")
    }
    assert refs == set(Entry.objects.values_list("ref", flat=True))


def test_what_is_withdrawn_or_protected_is_not_in_it(client, forum):
    publish(public_entry(forum, ref="GE-000001"))
    publish(public_entry(forum, ref="GE-000002", organisation_slug=None, country="", region=""))
    before = client.get("/sitemap.xml")
    before.getvalue()
    withdraw(forum, "GE-000001")
    found = addresses(client)
    assert not [url for url in found if "GE-000001" in url or "red-de-mujeres" in url]
    again = client.get("/sitemap.xml", headers={"If-None-Match": before["ETag"]})
    assert again.status_code == 200


def test_it_is_kept_until_something_changes(client, forum):
    publish(public_entry(forum))
    for url in parts(client):
        first = client.get(url)
        first.getvalue()
        assert set(first["Cache-Control"].split(", ")) == {"public", "max-age=0", "must-revalidate"}
        assert client.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    "url",
    [
        "/sitemap-commitments-99.xml",
        "/sitemap-organisations-generation-equality-99.xml",
        "/sitemap-organisations-nowhere-0.xml",
    ],
)
def test_a_part_that_nobody_listed_is_not_found(client, forum, url):
    assert client.get(url).status_code == 404
