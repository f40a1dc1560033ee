"""Writing the sections: an original, its translations, sections of one's own; nothing is lost."""

import pytest
from django.db import DatabaseError, transaction

from avow.annual import filling, services
from avow.annual.models import SectionText
from avow.annual.services.writing import LONGEST, LONGEST_TITLE
from avow.annual.states import Kind
from avow.kernel.lifecycle import Refused
from tests.annual.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def annual(quiet):
    """A report whose numbers do not matter here."""
    return quiet


@pytest.fixture
def foreword(annual):
    return annual.sections.get(kind=Kind.FOREWORD)


@pytest.fixture
def put(sofia):
    """Write as Sofia."""

    def write(section, language, text, **more):
        return services.write(section, language, text, by=sofia, now=NOW, **more)

    return write


@pytest.fixture
def extra(annual, sofia):
    return services.add_section(annual, "en", "Voices", by=sofia, now=NOW)


def stale(section, language):
    return filling.sheet_of(section, language).is_stale


def test_the_first_text_is_the_original_and_the_others_translate_it(foreword, put):
    french = put(foreword, "fr", "Bonjour")
    english = put(foreword, "en", "Good day")
    assert (french.is_original, french.of_version) == (True, None)
    assert (english.is_original, english.of_version, english.of_text) == (False, 1, "Bonjour")


def test_a_translation_is_stale_once_the_original_changed_and_current_when_saved_again(
    foreword, put
):
    put(foreword, "fr", "Bonjour")
    put(foreword, "en", "Good day")
    assert not stale(foreword, "en")
    put(foreword, "fr", "Bonsoir")
    assert stale(foreword, "en")
    put(foreword, "en", "Good day")  # it said the same already
    assert not stale(foreword, "en")
    assert not stale(foreword, "fr")
    assert foreword.texts.get(language="en").of_text == "Bonsoir"


def test_what_is_kept_while_somebody_types_leaves_a_translation_stale(foreword, put):
    put(foreword, "fr", "Bonjour")
    put(foreword, "en", "Good day")
    put(foreword, "fr", "Bonsoir")
    kept = put(foreword, "en", "Good eve", settled=False)
    assert (kept.text, kept.of_version, kept.of_text) == ("Good eve", 1, "Bonjour")
    assert stale(foreword, "en")


def test_saying_the_same_again_changes_nothing(foreword, put):
    put(foreword, "en", "Good day")
    again = put(foreword, "en", " Good day\r\n")
    assert again.version == 1
    assert SectionText.objects.count() == 1


def test_a_stale_tab_is_refused_and_what_was_saved_stays(foreword, put):
    put(foreword, "en", "One")
    put(foreword, "en", "Two", drawn=1)
    with pytest.raises(Refused, match="changed_meanwhile"):
        put(foreword, "en", "Three", drawn=1)
    with pytest.raises(Refused, match="changed_meanwhile"):
        put(foreword, "en", "Three", drawn=0)  # a page drawn before anything was written
    assert foreword.texts.get().text == "Two"


def test_two_fields_saved_at_once_do_not_stand_in_each_others_way(extra, sofia):
    seen = filling.sheet_of(extra, "en").marks
    who = {"by": sofia, "now": NOW}
    filling.keep(extra, "en", {"title": "Our voices"}, {"title": seen["title"]}, **who)
    filling.keep(extra, "en", {"text": "We said"}, {"text": seen["text"]}, **who)
    assert extra.texts.values_list("title", "text").get() == ("Our voices", "We said")
    with pytest.raises(Refused, match="changed_meanwhile"):
        filling.keep(extra, "en", {"text": "They said"}, {"text": seen["text"]}, **who)
    filling.keep(extra, "en", {"text": "We said"}, {"text": seen["text"]}, **who)  # twice is once


def test_people_may_write_in_every_language(foreword, put, settings):
    for code, _name in settings.LANGUAGES:
        put(foreword, code, f"Words {code}")
    assert foreword.texts.count() == 7
    assert foreword.texts.filter(is_original=True).count() == 1


def test_a_text_is_kept_in_one_normal_form(foreword, extra, put):
    assert put(foreword, "fr", "e\u0301te\u0301\r\n\u202eici").text == "été\nici"
    kept = put(extra, "fr", "x", title=" L’e\u0301te\u0301   ici ")
    assert kept.title == "L’été ici"


def test_a_reference_that_means_nothing_is_kept_all_the_same(foreword, put):
    assert put(foreword, "en", "{{ commitmens }}").text == "{{ commitmens }}"


@pytest.mark.parametrize(
    ("text", "title", "reason"),
    [
        ("x" * (LONGEST + 1), "T", "annual_text_too_long"),
        ("x", "T" * (LONGEST_TITLE + 1), "annual_text_too_long"),
        ("x", "", "annual_title_missing"),
        ("x", "\u200b \u00ad", "annual_title_missing"),
    ],
)
def test_what_is_too_long_or_has_no_title_is_refused(extra, put, text, title, reason):
    with pytest.raises(Refused, match=reason):
        put(extra, "en", text, title=title)
    assert extra.texts.values_list("title", "text").get() == ("Voices", "")


def test_a_section_that_was_taken_out_meanwhile_is_not_written(extra, put, sofia):
    services.remove_section(extra, by=sofia, now=NOW)
    extra.pk = extra.pk or 1
    with pytest.raises(Refused, match="moved_on"):
        put(extra, "en", "Too late", title="Voices")


def kinds(annual):
    return [(one.kind, one.texts.values_list("title", flat=True).first())
            for one in annual.sections.order_by("position", "pk")]  # fmt: skip


def test_a_section_of_ones_own_stands_after_the_year_at_a_glance_and_can_move(annual, sofia):
    who = {"by": sofia, "now": NOW}
    first = services.add_section(annual, "en", "Voices", **who)
    again = services.add_section(annual, "en", " Voices ", **who)
    assert again == first  # a double click
    second = services.add_section(annual, "en", "Money", **who)
    own = [title for kind, title in kinds(annual) if kind == "extra"]
    assert own == ["Voices", "Money"]
    assert [kind for kind, _title in kinds(annual)][:4] == [
        *("foreword", "overview", "extra", "extra")
    ]
    services.move_section(second, up=True, **who)
    assert [title for kind, title in kinds(annual) if kind == "extra"] == ["Money", "Voices"]
    for _click in range(4):  # at the top nothing happens any more
        services.move_section(second, up=True, **who)
    assert kinds(annual)[0] == ("extra", "Money")
    for _click in range(99):
        services.move_section(second, up=False, **who)
    assert kinds(annual)[-1] == ("extra", "Money")
    services.remove_section(second, **who)
    assert [title for kind, title in kinds(annual) if kind == "extra"] == ["Voices"]


@pytest.mark.parametrize("title", ["", "  ", "\u200b", "x" * (LONGEST_TITLE + 1)])
def test_a_section_needs_a_title_that_is_seen(annual, sofia, title):
    before = annual.sections.count()
    with pytest.raises(Refused, match=r"annual_(title_missing|text_too_long)"):
        services.add_section(annual, "en", title, by=sofia, now=NOW)
    assert annual.sections.count() == before


def test_the_houses_own_sections_neither_move_nor_go(annual, foreword, sofia):
    for act in (
        lambda: services.move_section(foreword, up=False, by=sofia, now=NOW),
        lambda: services.remove_section(foreword, by=sofia, now=NOW),
    ):
        with pytest.raises(Refused, match="annual_section_not_yours"):
            act()
    assert annual.sections.order_by("position").first() == foreword


def test_the_database_knows_one_original_and_one_text_a_language(foreword, put):
    put(foreword, "fr", "Bonjour")
    put(foreword, "en", "Good day")
    english = foreword.texts.filter(language="en")
    for change in (
        {"is_original": True, "of_version": None},
        {"language": "fr"},
        {"of_version": None},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            english.update(**change)
