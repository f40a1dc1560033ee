"""How files leave: validators, heads, the licence, and readers who hang up."""

import json
import tempfile
from pathlib import Path

import jsonschema
import pytest

from avow.directory.services import publish, withdraw
from avow.opendata.exports import FORMATS
from avow.opendata.exports.columns import COLUMNS
from tests.directory.making import public_entry, publish_some

FORUM = "/en/generation-equality"
KINDS = [*FORMATS, "atom", "rss", "ics"]


@pytest.mark.parametrize("code", KINDS)
def test_who_holds_the_current_file_gets_none_until_something_changes(client, forum, code):
    publish(public_entry(forum, ref="GE-000001"))
    url = f"{FORUM}/commitments.{code}"
    first = client.get(url)
    first.getvalue()
    assert set(first["Cache-Control"].split(", ")) == {"public", "max-age=0", "must-revalidate"}
    assert first["Link"] == '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'
    assert client.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 304
    withdraw(forum, "GE-000001")
    again = client.get(url, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, b"GE-000001" in again.getvalue()) == (200, False)


@pytest.mark.parametrize("code", [*FORMATS, "ics"])
def test_a_head_reads_no_row(client, forum, code, django_assert_num_queries):
    publish_some(forum, 3)
    with django_assert_num_queries(2):
        response = client.head(f"{FORUM}/commitments.{code}")
    assert (response.status_code, response.content) == (200, b"")
    assert (
        response["Content-Disposition"] == f'attachment; filename="{forum.slug}-commitments.{code}"'
    )
    assert response["ETag"]


@pytest.mark.parametrize("code", FORMATS)
def test_a_reader_who_hangs_up_leaves_no_file_behind(client, forum, code, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    publish_some(forum, 3)
    response = client.get(f"{FORUM}/commitments.{code}")
    next(iter(response.streaming_content))
    response.close()
    assert list(Path(tmp_path).iterdir()) == []


@pytest.mark.parametrize("query", ["?country=XX", "?year=99999", "?sort=nothing"])
def test_a_filter_that_nobody_knows_is_left_out_as_on_the_page(client, forum, query):
    publish_some(forum, 2)
    assert len(client.get(f"{FORUM}/commitments.jsonl{query}").getvalue().splitlines()) == 2


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_file_is_only_read(client, forum, method):
    assert getattr(client, method)(f"{FORUM}/commitments.csv").status_code == 405


def test_the_description_for_machines_names_every_file_and_column(client, forum):
    response = client.get(f"{FORUM}/data/datapackage.json")
    found = json.loads(response.content)
    assert [one["format"] for one in found["resources"]] == list(FORMATS)
    fields = found["resources"][0]["schema"]["fields"]
    assert [one["name"] for one in fields] == [column.name for column in COLUMNS]
    assert all(one["description"] for one in fields)
    assert {one["type"] for one in fields} == {"string", "number", "integer", "date", "datetime"}
    assert found["licenses"][0]["name"] == "CC-BY-4.0"
    again = client.get(
        f"{FORUM}/data/datapackage.json", headers={"If-None-Match": response["ETag"]}
    )
    assert again.status_code == 304


def test_the_description_is_what_the_standard_asks_for(client, forum):
    """The rules of Frictionless Data Package 1 that bind a package like this one."""
    resource = {
        "type": "object",
        "required": ["name", "path"],
        "properties": {
            "name": {"pattern": r"^([-a-z0-9._/])+$"},
            "path": {"pattern": r"^(?=^[^./~])(^((?!\.{2}).)*$).*$"},
        },
    }
    schema = {
        "type": "object",
        "required": ["resources"],
        "properties": {
            "name": {"pattern": r"^([-a-z0-9._/])+$"},
            "licenses": {"type": "array", "minItems": 1, "items": {"required": ["name", "path"]}},
            "resources": {"type": "array", "minItems": 1, "items": resource},
        },
    }
    jsonschema.validate(client.get(f"{FORUM}/data/datapackage.json").json(), schema)


def test_the_data_page_leads_to_every_file(client, forum):
    page = client.get(f"{FORUM}/data/").content.decode()
    assert [
        f'href="{FORUM}/commitments.{code}"'
        for code in KINDS
        if f'href="{FORUM}/commitments.{code}"' not in page
    ] == []
    assert f'href="{FORUM}/data/datapackage.json"' in page
