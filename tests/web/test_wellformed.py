"""What no browser of good will sends gets a plain page, never an error, on both databases."""

import pytest
from django.urls import get_resolver, reverse

START = "/en/generation-equality/"
HUGE = 2**70


def numbered():
    """Return the names of all addresses that take numbers, with those numbers' names."""

    def walk(patterns, names=()):
        for one in patterns:
            if hasattr(one, "url_patterns"):
                walked = (*names, one.namespace) if one.namespace else names
                yield from walk(one.url_patterns, walked)
            elif one.name and one.pattern.converters:
                yield ":".join((*names, one.name))

    for name in sorted(set(walk(get_resolver().url_patterns))):
        _possible, pattern, _defaults, converters = get_resolver_entry(name)
        kinds = {key: type(value).__name__ for key, value in converters.items()}
        if "IntConverter" in kinds.values():
            assert pattern
            yield name, kinds


def get_resolver_entry(name):
    resolver = get_resolver()
    *namespaces, last = name.split(":")
    converters = {}
    for space in namespaces:
        _prefix, resolver = resolver.namespace_dict[space]
    found = resolver.reverse_dict.getlist(last)[0]
    return (*found[:3], {**converters, **found[3]})


OUTSIDE = {"sitemap_commitments"}  # of no forum
NUMBERED = [(name, kinds) for name, kinds in numbered() if name.split(":")[0] != "local_mail"]


def test_a_page_of_good_will_is_shown(client, world):
    assert client.get(f"{START}commitments/", {"q": "shelter"}).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        f"{START}commitments/?q=%00",
        f"{START}commitments/?%00=1",
        f"{START}commitments/?page=%00",
        f"{START}commitments/a%00b/",
        f"{START}commitments/a%00b/history/",
        f"{START}organisations/?q=a%00b&role=maker",
        f"{START}join/confirm/a%00b/",
        f"{START}commitments.%00",
        "/language/%00/?next=%00",
        "/%00",
        "/en/%00/",
        "/accounts/login/?next=%00",
    ],
)
def test_a_nul_in_an_address_is_a_bad_request_in_plain_words(client, world, address):
    answer = client.get(address)
    assert answer.status_code == 400
    assert "We did not understand that" in answer.content.decode()


@pytest.mark.parametrize("value", ["a\x00b", "\x00"])
@pytest.mark.parametrize("field", ["email", "organisation_name", "b\x00d"])
def test_a_nul_in_a_form_is_a_bad_request(client, world, field, value):
    assert client.post(f"{START}join/", {field: value}).status_code == 400


def test_a_nul_in_a_form_with_files_is_a_bad_request(client, world, sign_in, ana):
    body = b'--x\r\nContent-Disposition: form-data; name="email"\r\n\r\na\x00b\r\n--x--\r\n'
    answer = client.generic(
        "POST", f"{START}join/", body, content_type="multipart/form-data; boundary=x"
    )
    assert answer.status_code == 400


def test_half_a_character_is_a_bad_request(client, world):
    body = b'--x\r\nContent-Disposition: form-data; name="email"\r\n\r\n+2AA-\r\n--x--\r\n'
    answer = client.generic(
        "POST", f"{START}join/", body, content_type="multipart/form-data; boundary=x; charset=utf-7"
    )
    assert answer.status_code == 400


@pytest.mark.parametrize("words", ["%FF%FE", "%ED%A0%80", "%C0%80", "%F4%90%80%80"])
def test_a_broken_encoding_finds_nothing_and_breaks_nothing(client, world, words):
    assert client.get(f"{START}commitments/?q={words}").status_code == 200
    assert client.get(f"{START}commitments/{words}/").status_code == 404
    assert client.get(f"/en/{words}/").status_code == 404


@pytest.mark.parametrize("page", ["-1", "0", "abc", "1.5", "", str(HUGE), "9" * 5000, "१"])
@pytest.mark.parametrize("name", ["commitments/", "organisations/", "ledger/"])
def test_a_page_that_cannot_be_shows_the_nearest(client, world, name, page):
    assert client.get(START + name, {"page": page}).status_code == 200


def test_an_endless_address_is_too_long(client, world):
    answer = client.get(f"{START}commitments/?q={'a' * 9000}")
    assert answer.status_code == 414
    assert "too long" in answer.content.decode()


def test_a_thousand_filters_are_too_many(client, world, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10
    answer = client.get(f"{START}commitments/?{'&'.join(['a=b'] * 20)}")
    assert answer.status_code == 413


@pytest.mark.parametrize(("name", "kinds"), NUMBERED, ids=[name for name, _ in NUMBERED])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_number_that_no_row_has_is_not_found(sign_in, world, method, name, kinds):
    sofia = sign_in(world.user("sofia"))
    samples = {"IntConverter": HUGE, "SlugConverter": "red-de-mujeres", "StringConverter": "x"}
    values = {key: samples[kind] for key, kind in kinds.items()}
    if name not in OUTSIDE:
        values["forum"] = "generation-equality"
    answer = getattr(sofia, method)(reverse(name, kwargs=values))
    assert answer.status_code == 404


def test_there_are_addresses_with_numbers():
    assert len(NUMBERED) > 30
