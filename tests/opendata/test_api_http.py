"""What HTTP says around the answers: names that hold, methods, other sites, problems of all kinds."""

import pytest
from django.urls import reverse

from avow.directory.services import publish
from avow.opendata.api.document import document
from tests.directory.making import public_entry, publish_some

API = "/api/v1/"
LIST = f"{API}commitments"
pytestmark = pytest.mark.usefixtures("world")


def test_who_holds_an_answer_is_told_so_with_one_query(client, forum, django_assert_num_queries):
    publish_some(forum, 3)
    first = client.get(LIST)
    with django_assert_num_queries(1):
        same = client.get(LIST, headers={"If-None-Match": first["ETag"]})
    assert same.status_code == 304
    assert same.content == b""
    assert same["ETag"] == first["ETag"]
    assert same["Access-Control-Allow-Origin"] == "*"
    publish_some(forum, 1)
    assert client.get(LIST, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_the_same_holds_by_the_time_it_was_read(client, forum):
    publish_some(forum, 1)
    first = client.get(LIST)
    held = {"If-Modified-Since": first["Last-Modified"]}
    assert client.get(LIST, headers=held).status_code == 304


def test_another_question_has_another_name(client, forum):
    publish_some(forum, 1)
    etag = client.get(LIST)["ETag"]
    assert client.get(f"{LIST}?q=a", headers={"If-None-Match": etag}).status_code == 200


def test_the_same_question_is_answered_from_memory_until_something_changes(
    client, forum, django_assert_num_queries
):
    publish(public_entry(forum, ref="GE-1", title="Before"))
    first = client.get(LIST)
    with django_assert_num_queries(1):
        again = client.get(LIST)
    assert again.content == first.content
    assert again["Link"] == first["Link"]
    publish(public_entry(forum, ref="GE-1", title="After"))
    assert client.get(LIST).json()["results"][0]["title"] == "After"


@pytest.mark.parametrize("name", ["organisations", "events", "ledger", "forums", "coalitions"])
def test_other_lists_are_named_by_their_content(client, name):
    etag = client.get(API + name)["ETag"]
    assert client.get(API + name, headers={"If-None-Match": etag}).status_code == 304


def test_every_answer_may_be_kept_but_is_asked_for_anew(client, forum):
    answer = client.get(LIST)
    assert answer["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert answer["Vary"] == "Accept-Encoding"
    assert "Content-Language" not in answer
    assert client.get(f"{LIST}?page=7")["Cache-Control"] == "no-store"


def test_nobody_gets_a_cookie(client, forum):
    assert client.get(LIST).cookies == {}


def test_a_page_of_another_site_may_read(client):
    asked = client.options(
        LIST,
        headers={"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET"},
    )
    assert asked.status_code == 204
    assert asked["Access-Control-Allow-Origin"] == "*"
    assert "GET" in asked["Access-Control-Allow-Methods"]
    assert "Authorization" in asked["Access-Control-Allow-Headers"]
    answer = client.get(LIST, headers={"Origin": "https://elsewhere.example"})
    assert answer["Access-Control-Allow-Origin"] == "*"
    for name in ("ETag", "Link", "RateLimit", "Retry-After"):
        assert name in answer["Access-Control-Expose-Headers"]


def test_head_has_the_head_of_get_alone(client, forum):
    publish_some(forum, 2)
    whole, head = client.get(LIST), client.head(LIST)
    assert head.status_code == 200
    assert head.content == b""
    assert head["Content-Length"] == str(len(whole.content))
    assert head["ETag"] == whole["ETag"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_nothing_is_written(client, method):
    answer = getattr(client, method)(LIST)
    assert answer.status_code == 405
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    "path", ["/api/", "/api/v1", "/api/v2/commitments", "/api/v1/commitments/", "/api/commitments/"]
)
def test_where_nothing_is_a_program_gets_a_problem(client, path):
    answer = client.get(path, headers={"Accept-Language": "fr"})
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("query", "status"), [("q=%00", 400), ("q=" + "x" * 9000, 414), ("a=1&" * 2001, 400)]
)
def test_what_no_program_of_good_will_sends_is_a_problem_too(client, query, status):
    answer = client.get(f"{LIST}?{query}")
    assert answer.status_code in {status, 413}
    assert answer["Content-Type"] == "application/problem+json"


def test_what_breaks_is_a_problem_that_tells_nothing(client, forum, monkeypatch, caplog):
    def broken(*_args, **_names):
        raise RuntimeError("the secret of the house")

    monkeypatch.setattr("avow.opendata.api.views.commitments.page_of", broken)
    answer = client.get(f"{LIST}?q=broken")
    assert answer.status_code == 500
    assert answer["Content-Type"] == "application/problem+json"
    assert "secret" not in answer.content.decode()
    assert "the secret of the house" in caplog.text


def test_the_entrance_says_where_things_are(client):
    body = client.get(API).json()
    assert body["openapi"] == "http://testserver/api/v1/openapi.json"
    for url in body["resources"].values():
        assert client.get(url).status_code == 200, url


def test_the_document_is_openapi_3_1_and_names_every_parameter_and_problem(client):
    body = client.get(f"{API}openapi.json").json()
    assert body["openapi"] == "3.1.0"
    listed = body["paths"]["/api/v1/commitments"]["get"]
    assert {one["name"] for one in listed["parameters"]} == {
        "q", "coalition", "action", "type", "organisation_type", "country", "region", "status",
        "language", "year", "amount_from", "amount_to", "published_from", "published_to",
        "runs_from", "runs_to", "sort", "page", "page_size", "cursor", "facets", "forum",
    }  # fmt: skip
    for path, methods in body["paths"].items():
        responses = methods["get"]["responses"]
        assert {"200", "304", "400", "401", "405", "429", "500"} <= set(responses), path
        for status, response in responses.items():
            if int(status) >= 400:
                assert list(response["content"]) == ["application/problem+json"]
                example = response["content"]["application/problem+json"]["example"]
                assert example["status"] == int(status)
    assert "410" in body["paths"]["/api/v1/commitments/{ref}"]["get"]["responses"]


def test_the_page_for_people_shows_every_resource_and_loads_nothing_from_elsewhere(client, forum):
    publish(public_entry(forum, ref="GE-1"))
    page = client.get(reverse("api:docs"))
    text = page.content.decode()
    assert page.status_code == 200
    for path in document()["paths"]:
        assert f"GET {path}</code>" in text
    assert 'href="/api/v1/commitments/GE-1"' in text
    for mark in ("<script>", "cdn", "unpkg", "style="):
        assert mark not in text
    assert 'id="too-many-requests"' in text


def test_the_page_speaks_the_readers_language(client, forum):
    page = client.get(reverse("api:docs"), headers={"Accept-Language": "fr"})
    assert page["Content-Language"] == "fr"
    assert '<html lang="fr"' in page.content.decode()
