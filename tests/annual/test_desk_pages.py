"""The secretariat's pages of annual reports: writing, previewing, publishing; nothing typed is lost."""

import csv
import io
import json
import re
from html import unescape

import pytest
from django.urls import reverse

from avow.annual import filling, services
from avow.annual.models import AnnualReport, Edition, Section
from avow.annual.services import freezing
from avow.annual.services.writing import LONGEST
from avow.annual.states import Kind
from avow.jobs.models import Job
from tests.annual.conftest import NOW
from tests.house.scene_reports import cycle as cycle_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def annual(quiet):
    """A report whose numbers do not matter here."""
    return quiet


@pytest.fixture
def foreword(annual):
    return annual.sections.get(kind=Kind.FOREWORD)


@pytest.fixture
def desk(sign_in, sofia, forum):
    """Sofia at the desk: `get` and `post` by an address's name."""

    class Desk:
        def get(self, name, *arguments, query=""):
            return sign_in(sofia).get(address(forum, name, *arguments) + query)

        def post(self, name, *arguments, **data):
            data = {key.replace("__", ":"): value for key, value in data.items()}
            return sign_in(sofia).post(address(forum, name, *arguments), data)

    return Desk()


@pytest.fixture
def put(sofia):
    def write(section, language, text, **more):
        return services.write(section, language, text, by=sofia, now=NOW, **more)

    return write


def address(forum, name, *arguments):
    return reverse(f"annual:{name}", args=[forum.slug, *arguments])


def text(answer):
    return unescape(answer.content.decode())


def words(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", text(answer)).split())


def test_the_cycles_stand_with_what_there_is_of_their_reports(desk, world, annual, put, sofia):
    cycle_of(world, year=2022)
    waiting = cycle_of(world, year=2021, state="frozen", closed_at=NOW, frozen_at=NOW)
    page = words(desk.get("desk"))
    assert "2023 Being written" in page
    assert "2022 Not frozen yet Its reports freeze on" in page
    assert "2021 Being frozen It begins within minutes, by itself." in page
    job = freezing.ask_for(waiting, NOW)
    Job.objects.filter(pk=job.pk).update(state="running", done=500, total=2000)
    assert "500 of 2,000 done (25 %)" in words(desk.get("desk"))
    Job.objects.filter(pk=job.pk).update(state="failed", finished_at=NOW)
    assert "2021 This did not work" in words(desk.get("desk"))
    put(annual.sections.first(), "en", "Words")
    services.publish(annual, by=sofia, now=NOW)
    assert re.search(r"2023 Published 0 Edition 1, ", words(desk.get("desk")))


def test_before_the_first_cycle_the_page_says_when_a_report_begins(desk, forum):
    page = words(desk.get("desk"))
    assert "No annual report yet" in page
    assert address(forum, "desk") in text(desk.get("desk"))  # in the desk's navigation


def test_the_board_says_in_which_languages_each_section_is_written(desk, foreword, put):
    put(foreword, "fr", "Bonjour")
    put(foreword, "en", "Good day")
    put(foreword, "es", "Buenos días")
    put(foreword, "fr", "Bonsoir")
    put(foreword, "en", "Good evening")
    page = words(desk.get("desk_report", 2023))
    assert "French Original" in page
    assert "English Translated" in page
    assert "Spanish Original changed" in page
    assert "Arabic (not written)" in page


def test_what_is_missing_is_named_with_its_place_and_a_near_name(desk, foreword, put):
    page = words(desk.get("desk_report", 2023))
    assert "Nothing is written yet." in page
    put(foreword, "en", "So\n\n{{ commitmens }}")
    page = words(desk.get("desk_report", 2023))
    assert "The text names a figure that does not exist." in page
    assert "Foreword English 3 commitmens commitments" in page


def test_a_section_of_ones_own_is_added_written_moved_and_taken_out(desk, annual):
    made = desk.post("desk_add", 2023, title="Voices", language="fr")
    own = annual.sections.get(kind=Kind.EXTRA)
    assert made.status_code == 302
    assert made.url.endswith(f"/desk/annual/2023/sections/{own.pk}/fr/")
    assert 'name="title" value="Voices"' in text(desk.get("desk_section", 2023, own.pk, "fr"))
    desk.post("desk_arrange", 2023, own.pk, act="up")
    assert [one.kind for one in annual.sections.all()][:3] == ["foreword", "extra", "overview"]
    desk.post("desk_arrange", 2023, own.pk, act="remove")
    assert not annual.sections.filter(kind=Kind.EXTRA).exists()
    assert desk.post("desk_arrange", 2023, own.pk, act="remove").status_code == 404


def test_a_section_without_a_title_is_not_added_and_says_why(desk, annual):
    answer = desk.post("desk_add", 2023, title="\u200b", language="fr")
    assert answer.status_code == 422
    assert "Give the section a title." in words(answer)
    answer = desk.post("desk_add", 2023, title="x" * 201, language="fr")
    assert answer.status_code == 422
    assert "x" * 201 in text(answer)
    assert desk.post("desk_add", 2023, title="T", language="tlh").status_code == 422
    assert not annual.sections.filter(kind=Kind.EXTRA).exists()


def test_the_houses_own_sections_are_not_taken_out(desk, foreword):
    answer = desk.post("desk_arrange", 2023, foreword.pk, act="remove")
    assert answer.status_code == 409
    assert Section.objects.filter(pk=foreword.pk).exists()
    assert desk.post("desk_arrange", 2023, foreword.pk, act="burn").status_code == 404


def test_a_text_is_saved_with_its_unknown_figures_which_are_named_beside_it(desk, foreword):
    marks = filling.sheet_of(foreword, "en").marks
    typed = "One\nTwo\nThree {{ commitmens }}"
    saved = desk.post(
        "desk_section", 2023, foreword.pk, "en", text=typed, version__text=marks["text"]
    )
    assert saved.status_code == 302
    assert foreword.texts.get().text == typed
    page = words(desk.get("desk_section", 2023, foreword.pk, "en"))
    assert "Line 3: there is no figure “commitmens”. Did you mean “commitments”?" in page
    assert "It can be saved like this, but not published." in page


def test_the_preview_shows_figures_in_the_language_of_the_text_and_saves_nothing(desk, foreword):
    typed = "# Chapitre\n\n**{{ money.pledged | about }}** {{ rate.reported }} {{ x }} <b>"
    answer = desk.post("desk_section", 2023, foreword.pk, "fr", text=typed, preview="1")
    page = text(answer)
    assert answer.status_code == 200
    assert "<h3>Chapitre</h3>" in page
    link = address(foreword.report.forum, "desk_figures", 2023) + "?q=money.pledged"
    assert f'<strong><a class="figure-ref" href="{link}">' in page
    assert "0" in page
    assert "&lt;b&gt;" in answer.content.decode()
    assert typed in page  # still in the field
    assert not foreword.texts.exists()


def test_a_stale_tab_keeps_what_was_typed_and_shows_what_was_saved(desk, foreword, put):
    mark = filling.sheet_of(foreword, "en").marks["text"]
    put(foreword, "en", "Theirs, saved meanwhile")
    place = ("desk_section", 2023, foreword.pk, "en")
    answer = desk.post(*place, text="Mine, typed", version__text=mark)
    assert answer.status_code == 409
    page = text(answer)
    assert "Somebody else changed this text meanwhile" in page
    assert "Theirs, saved meanwhile" in page
    assert "Mine, typed</textarea>" in page
    assert foreword.texts.get().text == "Theirs, saved meanwhile"
    newest = re.search(r'name="version:text" value="(\w+)"', page)[1]
    assert desk.post(*place, text="Mine, typed", version__text=newest).status_code == 302
    assert foreword.texts.get().text == "Mine, typed"


@pytest.mark.parametrize("button", ["save", "preview"])
def test_a_text_that_is_too_long_says_so_and_stays_in_the_field(desk, foreword, button):
    typed = "x" * (LONGEST + 1)
    answer = desk.post("desk_section", 2023, foreword.pk, "en", text=typed, **{button: "1"})
    assert answer.status_code == 422
    assert typed in text(answer)
    assert not foreword.texts.exists()


def test_a_translation_stands_beside_its_original_and_what_changed_since(desk, foreword, put):
    put(foreword, "fr", "Nous étions trois. Merci.")
    put(foreword, "en", "We were three. Thanks.")
    page = words(desk.get("desk_section", 2023, foreword.pk, "en"))
    assert "The original, in French Nous étions trois. Merci." in page
    put(foreword, "fr", "Nous étions quatre. Merci.")
    answer = desk.get("desk_section", 2023, foreword.pk, "en")
    assert "The original changed since this was translated" in words(answer)
    assert re.search(r"<del>.*trois.*</del><ins>.*quatre.*</ins>", text(answer))
    mark = filling.sheet_of(foreword, "en").marks["text"]
    desk.post(
        "desk_section", 2023, foreword.pk, "en", text="We were three. Thanks.", version__text=mark
    )
    assert "changed since" not in words(desk.get("desk_section", 2023, foreword.pk, "en"))


def test_what_is_typed_saves_itself_and_two_writers_see_each_other(desk, foreword, put, tom):
    mark = filling.sheet_of(foreword, "en").marks["text"]
    place = ("desk_autosave", 2023, foreword.pk, "en")
    kept = json.loads(desk.post(*place, field="text", value="One", version=mark).content)
    assert kept["version"] == filling.mark_of("One")
    services.write(foreword, "en", "Tom’s", by=tom, now=NOW)
    answer = desk.post(*place, field="text", value="Two", version=kept["version"])
    assert answer.status_code == 409
    reply = json.loads(answer.content)
    assert (reply["theirs"], reply["saved_by"]) == (["Tom’s"], tom.get_full_name())
    again = desk.post(*place, field="text", value="Two", version=reply["version"])
    assert again.status_code == 200
    assert foreword.texts.get().text == "Two"
    assert desk.post(*place, field="title", value="T").status_code == 404  # it has none
    assert desk.post(*place, field="is_original", value="0").status_code == 404
    assert desk.post(*place, field="text", value="x" * (LONGEST + 1)).status_code == 422


@pytest.mark.parametrize("language", ["tlh", "EN", "en-GB", "x"])
def test_a_language_that_the_forum_does_not_have_is_not_found(desk, foreword, language):
    assert desk.get("desk_section", 2023, foreword.pk, language).status_code == 404
    assert desk.post("desk_autosave", 2023, foreword.pk, language, field="text").status_code == 404


def test_a_section_of_another_report_is_not_found(desk, world, foreword):
    other = services.freeze(
        cycle_of(world, year=2020, state="frozen", closed_at=NOW, frozen_at=NOW), NOW
    )
    theirs = other.sections.first()
    assert desk.get("desk_section", 2023, theirs.pk, "en").status_code == 404
    assert desk.post("desk_arrange", 2023, theirs.pk, act="up").status_code == 404
    assert desk.get("desk_report", 1999).status_code == 404


def test_publishing_asks_first_says_what_becomes_public_and_two_clicks_are_one(
    desk, annual, foreword, put
):
    page = text(desk.get("desk_publish", 2023))
    assert 'value="publish"' not in page  # nothing is written yet
    put(foreword, "fr", "Bonjour {{ commitments }}")
    put(foreword, "en", "Good day")
    page = words(desk.get("desk_publish", 2023))
    assert "Foreword : English, French" in page
    assert "it can be corrected only by a new edition" in page
    for _click in range(2):
        assert desk.post("desk_publish", 2023, act="publish").status_code == 302
    assert Edition.objects.count() == 1
    assert "Edition 1, " in words(desk.get("desk_report", 2023))


def test_an_unknown_figure_is_not_published_and_said_so(desk, foreword, put):
    put(foreword, "en", "{{ commitmens }}")
    answer = desk.post("desk_publish", 2023, act="publish")
    assert answer.status_code == 409
    assert "The text names a figure that does not exist." in words(answer)
    assert not Edition.objects.exists()


def test_a_correction_needs_its_reason_and_keeps_what_was_typed(desk, annual, foreword, put):
    put(foreword, "en", "Good day")
    desk.post("desk_publish", 2023, act="publish")
    answer = desk.post("desk_publish", 2023, act="correct", note="A typing error")
    assert answer.status_code == 409
    assert "Nothing has changed since the last edition." in words(answer)
    assert "A typing error</textarea>" in text(answer)
    put(foreword, "en", "Good evening")
    answer = desk.post("desk_publish", 2023, act="correct", note=" \u200b")
    assert "Say what you corrected; it stands in the report." in words(answer)
    answer = desk.post("desk_publish", 2023, act="correct", note="x" * 1001)
    assert answer.status_code == 422
    assert "x" * 1001 in text(answer)
    assert desk.post("desk_publish", 2023, act="correct", note="Evening").status_code == 302
    assert "Evening" in words(desk.get("desk_report", 2023))
    assert AnnualReport.objects.get(pk=annual.pk).editions.count() == 2
    assert desk.post("desk_publish", 2023, act="burn").status_code == 404


def test_every_figure_stands_with_its_reference_and_is_found_by_words_and_coalition(desk, annual):
    page = desk.get("desk_figures", 2023, query="?q=Money+pledged&coalition=-")
    assert "{{ money.pledged }}" in text(page)
    assert "{{ money.pledged | about }}" not in text(page)  # nought is nought either way
    assert "@" not in "".join(one.name for one in page.context["page"])
    page = desk.get("desk_figures", 2023, query="?coalition=feminist_movements&q=makers")
    assert {one.name.partition("@")[2] for one in page.context["page"]} == {"feminist_movements"}
    assert "Nothing fits" in words(desk.get("desk_figures", 2023, query="?q=zzz%27%22"))
    assert desk.get("desk_figures", 2023, query="?coalition=nowhere&page=99").status_code == 200
    everything = desk.get("desk_figures", 2023).context["page"].paginator.count
    assert everything == annual.figures.count()


def test_the_figures_leave_as_csv_just_as_they_are_listed(desk, annual):
    answer = desk.get("desk_figures_file", 2023, query="?q=commitments.status&coalition=-")
    lines = b"".join(answer.streaming_content).decode()
    rows = list(csv.DictReader(io.StringIO(lines)))
    listed = annual.figures.filter(name__startswith="commitments.status", name__regex="^[^@]*$")
    assert sorted(row["name"] for row in rows) == list(listed.values_list("name", flat=True))
    assert {row["reference"] for row in rows} == {f"{{{{ {row['name']} }}}}" for row in rows}
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("person", ["ana", "dina", "vera"])
def test_nobody_else_reads_the_desk(person, world, sign_in, forum, foreword, put):
    put(foreword, "en", "Secret until published")
    browser = sign_in(world.user(person))
    for name, arguments in (
        ("desk", ()),
        ("desk_report", (2023,)),
        ("desk_section", (2023, foreword.pk, "en")),
        ("desk_figures", (2023,)),
        ("desk_publish", (2023,)),
    ):
        assert browser.get(address(forum, name, *arguments)).status_code == 403
