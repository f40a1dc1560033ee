"""An event's address is never that of another page."""

import re

import pytest
from django.urls import get_resolver
from django.urls.resolvers import URLPattern

from avow.events.rules import RESERVED
from tests.events.test_events import made

HOME = "/en/generation-equality/"


def routes(patterns, before=""):
    for one in patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield route
        else:
            yield from routes(one.url_patterns, route)


def test_every_fixed_word_where_an_address_begins_is_reserved():
    found = re.compile(r"(?:^|/)(?:desk/)?events/([\w-]+)(?:/|$)")
    fixed = {word for route in routes(get_resolver().url_patterns) for word in found.findall(route)}
    assert {"new", "tickets"} <= fixed
    assert fixed <= RESERVED


@pytest.mark.parametrize("title", ["New", "Tickets"])
def test_an_event_named_as_a_page_of_ours_can_be_opened_and_registered_for(
    sign_in, forum, sofia, title
):
    event = made(forum, sofia, title=title)
    assert event.slug == f"{title.lower()}-2"
    assert title in sign_in(sofia).get(f"{HOME}desk/events/{event.slug}/").content.decode()
    assert made(forum, sofia, title=f"{title}!").slug == f"{title.lower()}-3"
