"""The tags and filters of the templates, in the words of several languages."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.utils import timezone, translation

from avow.web.templatetags import avow as tags


def render(source, request=None, **values):
    return Template(source).render(Context({"request": request, **values}))


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def test_an_instant_is_shown_in_the_forums_zone_with_its_name():
    with timezone.override(ZoneInfo("America/New_York")):
        shown = tags.in_zone(datetime(2021, 3, 31, 3, 30, tzinfo=UTC))
    assert ">30 March 2021, 23:30 (New York)</time>" in shown


@pytest.mark.parametrize(
    ("language", "amount", "currency", "shown"),
    [
        ("en", "500000000", "USD", "US$500,000,000"),
        ("en", "1.5", "EUR", "€1.50"),
        ("en", "1000", "JPY", "JP¥1,000"),
        ("fr", "500000000", "USD", "500\u202f000\u202f000\xa0$US"),
        ("ar", "500000000", "USD", "\u200f500,000,000\xa0US$\u200e"),
        ("ar", "500", "JPY", "\u200f500\xa0JP¥\u200e"),
    ],
)
def test_money_is_written_as_the_language_writes_it(language, amount, currency, shown):
    with translation.override(language):
        assert tags.money(Decimal(amount), currency) == shown


def test_no_money_is_nothing():
    assert tags.money(None, "EUR") == ""


def test_names_of_countries_and_languages_follow_the_reader():
    assert tags.country_name("MX") == "Mexico"
    with translation.override("fr"):
        assert tags.country_name("MX") == "Mexique"
        assert tags.language_name("ar") == "arabe"


@pytest.mark.parametrize(
    ("days", "words", "tone"),
    [
        (12, "12 days left", "good"),
        (7, "7 days left", "warn"),
        (1, "1 day left", "warn"),
        (0, "due today", "warn"),
        (-1, "1 day late", "bad"),
        (-3, "3 days late", "bad"),
    ],
)
def test_a_due_date_speaks_in_words(days, words, tone):
    assert tags.due_words(days) == words
    assert tags.due_tone(days) == tone


def test_days_left_counts_from_today():
    assert tags.days_left(date(2021, 3, 31), date(2021, 3, 3)) == 28


def test_markdown_is_safe():
    shown = tags.markdown("**strong** <script>alert(1)</script> [x](javascript:alert(1))")
    assert "<strong>strong</strong>" in shown
    assert "<script" not in shown
    assert 'href="javascript' not in shown


def test_a_text_says_its_language_and_direction():
    assert tags.lang_attr("ar") == 'lang="ar" dir="rtl"'
    assert tags.lang_attr("fr") == 'lang="fr" dir="ltr"'
    assert tags.lang_attr("") == 'dir="auto"'


def test_the_query_string_is_kept_but_for_what_changes(rf):
    request = rf.get("/", {"coalition": ["a", "b"], "page": "3"})
    shown = render("{% query_replace page=None sort='title' %}", request)
    assert shown == "?coalition=a&amp;coalition=b&amp;sort=title"


def test_a_link_to_an_app_that_is_not_there_is_nothing(rf, forum):
    request = rf.get("/")
    request.forum = forum
    assert render("{% maybe_url 'nobody:home' %}", request) == ""
    assert render("{% forum_url 'forum:coalitions' %}", request).endswith(
        "/generation-equality/coalitions/"
    )


def test_a_link_to_a_page_above_is_marked(rf):
    request = rf.get("/en/x/desk/outbox/")
    assert render("{% current '/en/x/desk/' %}", request) == ' aria-current="page"'
    assert render("{% current '/en/x/desk/' exact=True %}", request) == ""


def test_pages_keep_the_filters(rf):
    page = Paginator(range(100), 10).page(2)
    shown = render('{% cotton pagination :page="page" / %}', rf.get("/", {"q": "law"}), page=page)
    assert 'href="?q=law&amp;page=3"' in shown
    assert "11–20 of 100" in shown


@pytest.mark.parametrize(("position", "hue"), [(1, "1"), (7, "7"), (8, "1"), ("x", "")])
def test_a_coalition_has_one_of_seven_colours(position, hue):
    assert tags.hue(position) == hue
