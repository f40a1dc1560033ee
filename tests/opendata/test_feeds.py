"""Feeds of the directory's newest and the calendar of its days, for any filter."""

from datetime import date

import pytest
from icalendar import Calendar
from lxml import etree

from avow.directory.services import publish, withdraw
from tests.directory.making import public_entry, publish_some
from tests.opendata.richest import protected, rich

BASE = "/en/generation-equality/commitments"
ATOM = "{http://www.w3.org/2005/Atom}"


def feed(client, code, query=""):
    response = client.get(f"{BASE}.{code}{query}")
    assert response.status_code == 200
    return etree.fromstring(response.getvalue())


def atom_titles(root):
    return [one.findtext(f"{ATOM}title") for one in root.findall(f"{ATOM}entry")]


def rss_titles(root):
    return [one.findtext("title") for one in root.findall("channel/item")]


@pytest.mark.parametrize(("code", "titles"), [("atom", atom_titles), ("rss", rss_titles)])
def test_a_feed_has_the_newest_that_the_filters_show(client, forum, code, titles):
    publish(rich(forum, title="First <b>"))
    publish(protected(forum, title="Second"))
    publish(public_entry(forum, title="Third", country="KE", region="014"))
    publish(public_entry(forum, ref="GONE", title="Gone"))
    withdraw(forum, "GONE")
    assert titles(feed(client, code)) == ["Third", "Second", "First <b>"]
    assert titles(feed(client, code, "?country=KE&sort=title")) == ["Third"]
    assert titles(feed(client, code, "?country=FR")) == []


def test_a_feed_names_its_filters_its_makers_and_itself(client, forum):
    publish(protected(forum, title="Second"))
    root = feed(client, "atom", "?status=on_track")
    assert root.findtext(f"{ATOM}title") == f"Commitments · On track · {forum.name}"
    links = {one.get("rel"): one.get("href") for one in root.findall(f"{ATOM}link")}
    assert links == {
        "alternate": f"http://testserver{BASE}/?status=on_track",
        "self": f"http://testserver{BASE}.atom?status=on_track",
    }
    (entry,) = root.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "A women’s network"
    assert entry.find(f"{ATOM}category").get("term") == "Gender-based violence"
    assert b"red-de-mujeres" not in etree.tostring(root)


def test_a_feed_ends_after_fifty(client, forum):
    publish_some(forum, 52)
    assert len(rss_titles(feed(client, "rss"))) == 50


def test_a_calendar_has_beginnings_milestones_and_ends(client, forum):
    publish(rich(forum, title="Shelters, and more"))
    publish(public_entry(forum, country="KE", region="014"))
    response = client.get(f"{BASE}.ics?country=MX")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    found = Calendar.from_ical(response.getvalue())
    days = [(str(one["SUMMARY"]), one["DTSTART"].dt) for one in found.walk("VEVENT")]
    assert days == [
        ("Begins: Shelters, and more", date(2021, 7, 1)),
        ("First, a house (Shelters, and more)", date(2022, 3, 8)),
        ("Ends: Shelters, and more", date(2024, 6, 30)),
    ]
    assert len({str(one["UID"]) for one in found.walk("VEVENT")}) == 3


def test_a_calendar_of_nothing_is_a_calendar(client, forum):
    found = Calendar.from_ical(client.get(f"{BASE}.ics?country=FR").getvalue())
    assert list(found.walk("VEVENT")) == []
