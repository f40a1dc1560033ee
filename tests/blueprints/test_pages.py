"""The pages of a plan: what everybody reads, and where Champions write."""

from datetime import timedelta

import pytest
from django.utils import timezone

from avow.blueprints.models import Blueprint, Plan, Print, Version, VersionSection
from avow.blueprints.services import structure, versions, writing
from avow.jobs.models import Job
from avow.jobs.services import run
from tests.blueprints.kit import MEXICO, NOW, action, plan, prepare, publish, write

HOME = "/en/generation-equality/"
READ = f"{HOME}coalitions/gender-based-violence/blueprint/"
WRITE = f"{HOME}champions/blueprint/gender-based-violence/"


@pytest.fixture
def blueprint(world):
    return plan(world)


def text_of(browser, url, status=200):
    page = browser.get(url)
    assert page.status_code == status
    return page.content.decode()


def test_before_the_first_version_the_page_says_when(client, blueprint):
    assert "No version is public yet" in text_of(client, READ)


def test_anybody_reads_the_newest_version_and_finds_the_older_ones(client, world, blueprint, dina):
    write(action(blueprint), dina, title="Laws <b>everywhere</b>", body="We **train** judges.")
    publish(world, blueprint)
    write(action(blueprint), dina, title="Better laws")
    publish(world, blueprint, NOW + timedelta(days=1), name="Second draft")
    page = text_of(client, READ)
    assert "Better laws" in page
    assert "Second draft" in page
    old = text_of(client, f"{READ}versions/1/")
    assert "Laws &lt;b&gt;everywhere&lt;/b&gt;" in old
    assert "<strong>train</strong>" in old
    assert "There is a newer version" in old


def test_a_version_that_is_not_published_is_found_by_nobody(
    client, world, blueprint, sign_in, dina
):
    prepare(world, blueprint)
    for browser in (client, sign_in(dina)):
        assert browser.get(f"{READ}versions/1/").status_code == 404
        assert browser.get(f"{READ}versions/1.pdf").status_code == 404
    assert "No version is public yet" in text_of(client, READ)


def test_what_changed_is_shown_word_by_word_and_by_structure(client, world, blueprint, dina):
    publish(world, blueprint)
    assert "This is the first version" in text_of(client, f"{READ}versions/1/diff/")
    write(action(blueprint), dina, body="We train all judges.")
    structure.move(action(blueprint, "GBV-4"), -1, structure=1, by=dina, now=NOW)
    publish(world, blueprint, NOW + timedelta(days=1), name="Second draft")
    page = text_of(client, f"{READ}versions/2/diff/")
    assert "<ins>" in page
    assert "moved from" in page
    assert "moved from" in text_of(client, f"{READ}versions/2/diff/?from=1")
    assert client.get(f"{READ}versions/2/diff/?from=7").status_code == 404


@pytest.fixture
def long_plan(world, gbv):
    """A public version of 200 sections."""
    made = Blueprint.objects.create(coalition=gbv, begun_at=NOW)
    version = Version.objects.create(
        blueprint=made, number=1, name="Long", stage="draft", language="en",
        prepared_at=NOW, digest="x" * 64,
    )  # fmt: skip
    VersionSection.objects.bulk_create(
        VersionSection(
            version=version, key=f"k{n}", kind="text", place=n, number=str(n), depth=1,
            title=f"Section {n} of a plan with a title of some length", body="Женщины 妇女 " * 150,
        )
        for n in range(1, 201)
    )  # fmt: skip
    Version.objects.filter(pk=version.pk).update(state="published", published_at=NOW)
    return version


def test_a_long_plan_opens_in_parts_below_150_kb(client, long_plan, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        first = client.get(READ)
    assert len(first.content) < 150_000
    page = first.content.decode()
    assert "Section 200 of a plan" in page  # in the contents
    assert 'id="s-k200"' not in page
    last = text_of(client, f"{READ}?page=999")
    assert 'id="s-k200"' in last
    assert 'href="?page=1#s-k1"' in last


def test_a_champion_writes_without_javascript(sign_in, dina, blueprint):
    browser = sign_in(dina)
    section = action(blueprint)
    address = f"{WRITE}sections/{section.key}/"
    assert "Write here" in text_of(browser, address)
    assert browser.post(f"{address}hold/").status_code == 302
    assert 'name="body"' in text_of(browser, address)
    posted = {
        "title": "New title", "version:title": "1", "body": "New *words*", "version:body": "1",
        "code": "GBV-1", "version:code": "1", "due_on": "", "version:due_on": "1", "done": "1",
    }  # fmt: skip
    assert browser.post(address, posted)["Location"] == WRITE
    section.refresh_from_db()
    assert (section.title, section.body, section.held_by) == ("New title", "New *words*", None)
    answer = browser.post(address, posted | {"title": "Stale title"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Stale title" in page
    assert "New title" in page
    settled = posted | {"title": "Mine stays", "choose:title": "mine", "newest:title": "2"}
    browser.post(address, settled)
    section.refresh_from_db()
    assert section.title == "Mine stays"


def test_a_wrong_field_keeps_what_was_typed_with_the_reason_beside_it(sign_in, dina, blueprint):
    browser = sign_in(dina)
    section = writing.hold(action(blueprint), by=dina, now=timezone.now())
    posted = {"title": "x" * 301, "version:title": "1", "body": "Kept", "version:body": "1"}
    answer = browser.post(f"{WRITE}sections/{section.key}/", posted)
    assert answer.status_code == 422
    assert "A title has at most 300 letters." in answer.content.decode()
    section.refresh_from_db()
    assert section.body == "Kept"


def test_words_typed_into_a_section_that_somebody_else_holds_are_kept_on_the_page(
    sign_in, dina, world, blueprint
):
    section = writing.hold(action(blueprint), by=world.user("emre"), now=timezone.now())
    browser = sign_in(dina)
    assert "Emre" in text_of(browser, f"{WRITE}sections/{section.key}/")
    posted = {"body": "My long words", "version:body": "1"}
    answer = browser.post(f"{WRITE}sections/{section.key}/", posted)
    assert answer.status_code == 409
    assert "My long words" in answer.content.decode()
    section.refresh_from_db()
    assert "My long words" not in section.body


def autosave(browser, section, value, version, field="body"):
    return browser.post(
        f"{WRITE}sections/{section.key}/autosave/",
        {"field": field, "value": value, "version": version},
    )


def test_autosave_answers_saved_conflict_and_wrong(sign_in, dina, blueprint):
    browser, section = sign_in(dina), action(blueprint)
    saved = autosave(browser, section, "One", 1)
    assert (saved.status_code, saved.json()["version"]) == (200, 2)
    stale = autosave(browser, section, "Two", 1)
    assert stale.status_code == 409
    assert (stale.json()["theirs"], stale.json()["version"]) == (["One"], 2)
    assert autosave(browser, section, "x" * 40_001, 2).status_code == 422
    assert autosave(browser, section, "x", 2, "kind").status_code == 422
    assert autosave(browser, section, "x", "9" * 40).status_code == 409


def test_the_preview_is_as_safe_as_the_page(sign_in, dina, blueprint):
    address = f"{WRITE}sections/{action(blueprint).key}/preview/"
    page = sign_in(dina).post(address, {"title": "<b>", "body": "<script>x</script> **b**"})
    assert b"<script>x" not in page.content
    assert b"<strong>b</strong>" in page.content


def test_the_history_puts_a_text_back(sign_in, dina, blueprint):
    section = write(action(blueprint), dina, body="Other words")
    browser = sign_in(dina)
    address = f"{WRITE}sections/{section.key}/history/"
    assert "Other words" in text_of(browser, address)
    browser.post(address, {"step": section.steps.last().pk})
    section.refresh_from_db()
    assert section.body != "Other words"
    assert browser.post(address, {"step": "99999999"}).status_code == 404


def test_writers_remark_beside_a_section(sign_in, dina, blueprint):
    section, browser = action(blueprint), sign_in(dina)
    browser.post(f"{WRITE}sections/{section.key}/remarks/", {"text": "Too <weak>?"})
    page = text_of(browser, f"{WRITE}sections/{section.key}/")
    assert "Too &lt;weak&gt;?" in page
    assert "1 open remark" in text_of(browser, WRITE)
    one = section.remarks.get()
    browser.post(f"{WRITE}sections/{section.key}/remarks/", {"settle": one.pk})
    assert "1 open remark" not in text_of(browser, WRITE)
    assert (
        browser.post(f"{WRITE}sections/{section.key}/remarks/", {"settle": "x"}).status_code == 404
    )


def test_the_structure_is_changed_from_the_outline(sign_in, dina, blueprint):
    browser = sign_in(dina)
    post = {"act": "add", "kind": "text", "title": "Annex", "structure": "1"}
    assert browser.post(f"{WRITE}structure/", post).status_code == 302
    assert browser.post(f"{WRITE}structure/", post).status_code == 409  # a double click
    assert "Annex" in text_of(browser, WRITE)
    key = blueprint.sections.get(title="Annex").key
    for act, structure_ in (("up", 2), ("down", 3), ("remove", 4), ("bring_back", 5)):
        answer = browser.post(
            f"{WRITE}structure/", {"act": act, "section": key, "structure": structure_}
        )
        assert answer.status_code == 302, act
    for forged in ({"act": "add", "kind": "poem"}, {"act": "dance"}, {"act": "up", "section": "x"}):
        assert browser.post(f"{WRITE}structure/", forged | {"structure": "6"}).status_code == 404


def test_the_outline_costs_the_same_for_many_sections(
    sign_in, dina, blueprint, django_assert_num_queries
):
    browser = sign_in(dina)
    browser.get(WRITE)
    with django_assert_num_queries(15):
        browser.get(WRITE)
    vision = blueprint.sections.get(kind="vision")
    for number in range(30):
        structure._make(blueprint, "text", vision, number, NOW, title=f"T{number}")
    with django_assert_num_queries(15):
        browser.get(WRITE)


def test_a_version_is_prepared_scheduled_and_published_from_the_pages(
    sign_in, dina, sofia, blueprint
):
    champion = sign_in(dina)
    answer = champion.post(f"{WRITE}versions/", {"name": "", "stage": "draft"})
    assert answer.status_code == 422
    form = {"name": "Draft for Mexico", "stage": "draft", "summary": "All new."}
    assert champion.post(f"{WRITE}versions/", form)["Location"] == f"{WRITE}versions/1/"
    assert champion.post(f"{WRITE}versions/", form).status_code == 409  # a double click
    assert "All new." in text_of(champion, f"{WRITE}versions/1/")
    act = f"{WRITE}versions/1/act/"
    assert champion.post(act, {"act": "publish"}).status_code == 403
    assert champion.post(act, {"act": "schedule", "publish_at": "yesterday"}).status_code == 422
    past = {"act": "schedule", "publish_at": "2020-03-30T09:00"}
    assert champion.post(act, past).status_code == 409
    ahead = {"act": "schedule", "publish_at": "2099-03-30T09:00"}
    assert champion.post(act, ahead).status_code == 302
    assert champion.post(act, {"act": "discard"}).status_code == 409
    assert champion.post(act, {"act": "dance"}).status_code == 404
    assert sign_in(sofia).post(act, {"act": "publish"}).status_code == 302
    assert Version.objects.get().state == "published"


def test_the_planned_time_is_the_forums(sign_in, dina, blueprint, world):
    prepare(world, blueprint)
    post = {"act": "schedule", "publish_at": "2099-03-30T09:00"}
    sign_in(dina).post(f"{WRITE}versions/1/act/", post)
    when = Version.objects.get().publish_at.astimezone(world.forum.zone)
    assert (when.hour, when.minute, when.day) == (9, 0, 30)


def test_old_actions_are_mapped_on_the_page(sign_in, dina, sofia, blueprint, world):
    structure.remove(action(blueprint, "GBV-4"), structure=1, by=dina, now=NOW)
    prepare(world, blueprint)
    browser = sign_in(dina)
    assert "Which actions took the place of these?" in text_of(browser, f"{WRITE}versions/1/")
    act = f"{WRITE}versions/1/act/"
    assert sign_in(sofia).post(act, {"act": "publish"}).status_code == 409
    assert browser.post(act, {"act": "map", "to-GBV-4": ["EJR-1"]}).status_code == 409
    assert browser.post(act, {"act": "map", "to-GBV-4": ["GBV-1", "GBV-2"]}).status_code == 302
    assert sign_in(sofia).post(act, {"act": "publish"}).status_code == 302


@pytest.mark.parametrize("name", ["gita", "ana", "vera"])
def test_others_do_not_see_the_writing_place(sign_in, world, blueprint, name):
    browser = sign_in(world.user(name))
    for address in (WRITE, f"{WRITE}versions/", f"{WRITE}sections/{action(blueprint).key}/"):
        assert browser.get(address).status_code == 403


def test_the_acceleration_plan_is_compiled_read_and_downloaded(
    client, sign_in, sofia, world, blueprint, dina
):
    assert "Not compiled yet" in text_of(client, f"{HOME}acceleration-plan/")
    desk = sign_in(sofia)
    form = {"name": "First plan", "preface": "Read **this**."}
    assert desk.post(f"{HOME}desk/acceleration-plan/", form).status_code == 409
    write(action(blueprint), dina, title="Laws everywhere")
    publish(world, blueprint, MEXICO)
    assert desk.post(f"{HOME}desk/acceleration-plan/", form).status_code == 302
    assert desk.post(f"{HOME}desk/acceleration-plan/", form).status_code == 409  # nothing new
    page = text_of(client, f"{HOME}acceleration-plan/")
    assert "Laws everywhere" in page
    assert "<strong>this</strong>" in page
    part = text_of(client, f"{HOME}acceleration-plan/?coalition=gender-based-violence")
    assert "plan-section" in part
    pdf = f"{HOME}acceleration-plan/versions/1.pdf"
    assert client.get(pdf).status_code == 202
    for job in Job.objects.filter(kind="blueprints.print"):
        run(job.pk, MEXICO)
    answer = client.get(pdf)
    content = b"".join(answer.streaming_content)
    assert (answer.status_code, content[:5]) == (200, b"%PDF-")
    assert {one.language for one in Print.objects.all()} == {"en", "fr"}


def test_a_pdf_is_drawn_once_however_many_ask(client, world, blueprint):
    publish(world, blueprint)
    for _ in range(3):
        assert client.get(f"{READ}versions/1.pdf").status_code == 202
    job = Job.objects.get(kind="blueprints.print")
    run(job.pk, NOW)
    run(job.pk, NOW)
    assert Print.objects.count() == 1
    assert client.get(f"{READ}versions/1.pdf").status_code == 200


def test_a_compiled_plan_keeps_the_versions_it_was_made_of(sign_in, sofia, world, blueprint, dina):
    publish(world, blueprint)
    desk = sign_in(sofia)
    desk.post(f"{HOME}desk/acceleration-plan/", {"name": "First"})
    publish(world, blueprint, NOW + timedelta(days=1), name="Second draft")
    desk.post(f"{HOME}desk/acceleration-plan/", {"name": "Second"})
    parts = [
        list(one.parts.values_list("version__number", flat=True)) for one in Plan.objects.all()
    ]
    assert parts == [[2], [1]]
    assert versions.facts_of(Version.objects.first()).stage == "draft"


def test_a_time_that_the_clocks_show_twice_is_the_first_of_the_two(sign_in, dina, blueprint, world):
    prepare(world, blueprint)
    act, browser = f"{WRITE}versions/1/act/", sign_in(dina)
    jumped = browser.post(act, {"act": "schedule", "publish_at": "2100-03-14T02:30"})
    assert jumped.status_code == 422
    assert "jump over" in jumped.content.decode()
    twice = {"act": "schedule", "publish_at": "2100-11-07T01:30"}
    assert browser.post(act, twice).status_code == 302
    assert Version.objects.get().publish_at.isoformat() == "2100-11-07T05:30:00+00:00"


def test_headings_of_the_text_stand_below_those_of_the_plan(client, world, blueprint, dina):
    write(action(blueprint), dina, body="# Why\n\nBecause.\n\n## How\n\nSo.")
    publish(world, blueprint)
    page = text_of(client, READ)
    assert "<h3>Why</h3>" in page
    assert "<h4>How</h4>" in page
    assert page.count("<h1") == 1


@pytest.mark.parametrize("when", ["9999-12-31T23:59", "0001-01-01T00:00"])
def test_a_time_at_the_end_of_time_is_refused_or_kept_but_breaks_nothing(
    sign_in, dina, blueprint, world, when
):
    prepare(world, blueprint)
    act = f"{WRITE}versions/1/act/"
    answer = sign_in(dina).post(act, {"act": "schedule", "publish_at": when})
    assert answer.status_code in {409, 422}


@pytest.mark.parametrize(("language", "kept"), [("es", "es"), ("xx", "en"), ("", "en")])
def test_a_plan_is_begun_in_the_language_its_writers_choose(sign_in, dina, gbv, language, kept):
    browser = sign_in(dina)
    assert "Language of the plan" in text_of(browser, WRITE)
    browser.post(f"{WRITE}begin/", {"language": language})
    assert Blueprint.objects.get(coalition=gbv).language == kept


def test_a_code_that_was_given_to_another_action_is_told(sign_in, world, dina, blueprint):
    """Two actions that change codes would change the commitments' promises, without a word."""
    publish(world, blueprint)
    first, second = action(blueprint, "GBV-1"), action(blueprint, "GBV-2")
    for section, code in ((first, "GBV-77"), (second, "GBV-1"), (first, "GBV-2")):
        write(section, dina, code=code)
    prepare(world, blueprint, name="Swapped")
    page = text_of(sign_in(dina), f"{WRITE}versions/2/")
    assert "These codes stand for other actions than before" in page
    assert "GBV-1, GBV-2" in page
