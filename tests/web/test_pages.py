"""The frame of the site: who comes first finds the way, in any language, and machines get answers."""

from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

HOME = "/en/generation-equality/"
PAGES = ["", "coalitions/", "calendar/", "about/", "criteria/", "help/", "contact/", "safety/"]
KILOBYTES_OF_A_FIRST_VISIT = 100


def text(response):
    return response.content.decode()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_every_page_of_a_forum_answers_anybody(world, client, page, language):
    response = client.get(f"/{language}/generation-equality/{page}")
    assert response.status_code == 200
    assert f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in text(response)
    assert text(response).count("<h1") == 1


def test_the_front_door_leads_to_the_only_forum_in_the_readers_language(world, client):
    response = client.get("/", headers={"accept-language": "ar, fr;q=0.8, en;q=0.5"})
    assert response.headers["Location"] == "/fr/generation-equality/"


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_a_language_alone_leads_to_the_only_forum_in_it(world, client, language):
    response = client.get(f"/{language}/", headers={"accept-language": "es"})
    assert response.headers["Location"] == f"/{language}/generation-equality/"


def test_an_address_without_language_leads_to_the_same_page_with_one(world, client):
    response = client.get("/generation-equality/coalitions/", headers={"accept-language": "fr"})
    assert response.headers["Location"] == "/fr/generation-equality/coalitions/"


def test_a_chosen_language_is_remembered_and_shows_the_same_page(world, client):
    response = client.get("/language/fr/", {"next": f"{HOME}help/"})
    assert response.headers["Location"] == "/fr/generation-equality/help/"
    assert client.get("/").headers["Location"] == "/fr/generation-equality/"


def test_a_language_switch_never_leads_to_another_site(world, client):
    assert (
        client.get("/language/fr/", {"next": "https://elsewhere.example/"}).headers["Location"]
        == "/"
    )


def test_an_incomplete_language_is_not_offered(world, client):
    assert client.get("/language/ru/").status_code == 404
    assert "/language/ru/" not in text(client.get(HOME))


def test_an_unknown_forum_is_not_found(world, client):
    assert client.get("/en/no-such-forum/").status_code == 404


def test_a_coalition_shows_its_actions_and_who_is_missing(world, client, gbv):
    page = text(client.get(f"{HOME}coalitions/{gbv.slug}/"))
    assert "GBV-1" in page
    assert "GBV-4" in page
    assert "Fundación Aurora" in page


def test_an_unknown_coalition_is_not_found(world, client):
    assert client.get(f"{HOME}coalitions/nothing/").status_code == 404


def test_the_calendar_names_the_place_in_which_hours_are_counted(world, client):
    assert "(New York)" in text(client.get(f"{HOME}calendar/"))


def test_the_contact_page_names_the_secretariats_address(world, client):
    assert "mailto:actioncoalitions@unwomen.org" in text(client.get(f"{HOME}contact/"))


def test_only_the_secretariat_sees_the_way_to_its_desk(world, sign_in, sofia, ana):
    assert "/en/generation-equality/desk/" in text(sign_in(sofia).get(HOME))
    assert "/en/generation-equality/desk/" not in text(sign_in(ana).get(HOME))


def test_a_first_visit_is_small(world, client):
    from django.contrib.staticfiles.finders import find

    from avow.web.context import STYLESHEETS

    files = [*STYLESHEETS, "avow/avow.js", "avow/icon.svg"]
    sizes = [Path(find(name)).stat().st_size for name in files]
    assert sum(sizes) + len(client.get(HOME).content) < KILOBYTES_OF_A_FIRST_VISIT * 1024


@pytest.mark.parametrize(
    "path", ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"]
)
def test_account_pages_wear_our_frame(world, client, path):
    page = text(client.get(path))
    assert "avow/css/tokens.css" in page
    assert 'class="field' in page


@pytest.mark.parametrize(
    "path",
    ["/accounts/email/", "/accounts/password/change/", "/accounts/2fa/", "/accounts/logout/"],
)
def test_account_pages_of_the_signed_in_wear_our_frame(world, sign_in, ana, path):
    response = sign_in(ana).get(path)
    if response.status_code == 302:  # asks for the password again first
        response = sign_in(ana).get(response.headers["Location"])
    assert "avow/css/tokens.css" in text(response)


def test_machines_are_told_that_the_process_lives(client):
    assert text(client.get("/healthz")) == "ok\n"


def test_machines_are_told_that_the_node_is_ready(db, client):
    response = client.get("/readyz")
    assert response.json() == {"database": "ok", "cache": "ok", "migrations": "ok"}


def test_a_node_without_its_cache_is_not_ready(db, client, monkeypatch):
    monkeypatch.setattr("avow.web.views.site.cache.get", lambda _key: None)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["cache"] == "bad"


def test_crawlers_stay_on_public_pages(db, client):
    assert "Disallow: /*desk/" in text(client.get("/robots.txt"))


def test_a_weakness_can_be_reported(world, client):
    page = text(client.get("/.well-known/security.txt"))
    assert "Contact: mailto:actioncoalitions@unwomen.org" in page
    assert "Expires: " in page


def test_the_home_page_costs_the_same_for_a_visitor_whatever_is_published(
    world, client, django_assert_max_num_queries
):
    with django_assert_max_num_queries(14), translation.override("en"):
        client.get(HOME)


def test_the_home_page_says_nothing_of_the_promise_while_nobody_waited_for_it(world, client):
    assert "How the promise is kept" not in text(client.get(HOME))


def test_no_page_asks_another_server(world, client):
    import re

    page = text(client.get(HOME))
    found = re.findall(r'(?:src|href)="(https?://[^"]+)"[^>]*>', re.sub(r"<a [^>]*>", "", page))
    assert [url for url in found if not url.startswith("http://testserver")] == []


def test_a_page_open_too_long_keeps_what_was_written(world):
    browser = Client(enforce_csrf_checks=True)
    page = browser.post(
        "/accounts/login/",
        {"story": "What I wrote for an hour", "password": "secret"},
        headers={"referer": "http://testserver/accounts/login/"},
    )
    assert page.status_code == 403
    assert "What I wrote for an hour" in text(page)
    assert "secret" not in text(page)


def test_another_sites_form_is_not_repeated(world):
    browser = Client(enforce_csrf_checks=True)
    page = browser.post(
        "/accounts/login/",
        {"story": "What somebody else wrote"},
        headers={"referer": "https://elsewhere.example/"},
    )
    assert "What somebody else wrote" not in text(page)
