"""The secretariat's catalogue: edited in each language, never overwritten unseen, always written down."""

import pytest
from django.utils import timezone

from avow.commitments.catalogue import controls, editing, typed
from avow.commitments.catalogue.models import Example
from avow.forums.packs.schema.catalogue import ExampleContent
from avow.kernel.lifecycle import Refused
from avow.ledger.models import Entry
from tests.commitments import catalogue_kit as kit
from tests.commitments.conftest import LATER
from tests.commitments.test_at_once import together

pytestmark = pytest.mark.django_db

DESK = "/en/generation-equality/desk/catalogue/"
EDIT = f"{DESK}gbv-1-policy/"
LANGUAGES = ["en", "fr", "ar"]


@pytest.fixture(autouse=True)
def spring(monkeypatch):
    """It is an April morning of 2021 for every page."""
    monkeypatch.setattr(timezone, "now", lambda: LATER)


@pytest.fixture
def example(forum):
    kit.load(forum)
    return kit.example()


@pytest.fixture
def browser(sign_in, sofia, example):
    return sign_in(sofia)


def form(example, **more):
    """Return the form as the page shows it, with changes; a name's dots are written as `__`."""
    shown = typed.of_example(example)
    data = dict(shown.values) | {"sdg_targets": shown.sdg_targets, "version": example.version}
    return data | {name.replace("__", "."): value for name, value in more.items()}


def said(example, **more):
    return ExampleContent.model_validate(example.content() | more)


def verbs():
    return list(Entry.objects.filter(verb__startswith="catalogue.").values_list("verb", "subject"))


def test_what_the_form_shows_is_what_it_keeps(browser, example):
    assert browser.post(EDIT, form(example)).url == EDIT
    row = kit.example()
    assert row.content() == example.content()
    assert (row.version, row.edited_at) == (1, None)
    assert verbs() == []


def test_an_edited_text_is_saved_and_written_down(browser, example, sofia):
    browser.post(
        EDIT, form(example, titles__fr="Le [pays] signe", years="4", milestones__0__month="7")
    )
    row = kit.example()
    assert row.titles["fr"] == "Le [pays] signe"
    assert (row.years, row.milestones[0]["month"]) == (4, 7)
    assert row.titles["en"] == example.titles["en"]
    assert (row.edited_by, row.edited_at, row.version) == (sofia, LATER, 2)
    assert "signe" in row.words
    assert verbs() == [("catalogue.change", "example:gbv-1-policy")]


def test_the_form_has_every_language_of_the_example_and_of_the_forum(browser):
    text = browser.get(EDIT).content.decode()
    for language in LANGUAGES:
        assert f'name="titles.{language}"' in text
        assert f'name="targets.0.indicator.{language}"' in text
        assert f'name="guidance.leadership.{language}"' in text
    assert 'name="titles.es"' not in text
    assert 'name="titles.ar" value="تصادق' in text


def test_another_empty_row_keeps_what_was_typed_and_saves_nothing(browser, example):
    assert 'name="partners.2.role.en"' not in browser.get(EDIT).content.decode()
    answer = browser.post(EDIT, form(example, titles__en="Typed", add_row="partners"))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="partners.2.role.en"' in text
    assert 'value="Typed"' in text
    assert kit.example().titles["en"] != "Typed"


def test_a_row_emptied_is_a_row_taken_away(browser, example):
    empty = {f"milestones.0.title.{language}": "" for language in LANGUAGES}
    browser.post(EDIT, form(example) | empty | {"milestones.0.month": ""})
    assert [row["month"] for row in kit.example().milestones] == [18]


def test_a_row_is_added(browser, example):
    roles = {f"partners.1.role.{language}": f"Pays {language}" for language in LANGUAGES}
    browser.post(EDIT, form(example) | roles)
    assert kit.example().partners[1] == {"role": {one: f"Pays {one}" for one in LANGUAGES}}


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("titles.fr", "", "Write this in this language too"),
        ("titles.fr", "x" * 301, "This is too long."),
        ("targets.0.unit.ar", "", "Write this in this language too"),
        ("years", "", "Write a whole number."),
        ("years", "three", "Write a whole number."),
        ("years", "99", "This number is too small or too large."),
        ("years", "1", "This lies after the end of the term."),
        ("milestones.1.month", "", "Write a whole number."),
        ("milestones.1.month", "37", "This lies after the end of the term."),
        ("milestones.1.month", "-3", "This number is too small or too large."),
        ("sdg_targets", ["18.1"], "This cannot be kept."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(
    browser, example, name, value, words
):
    answer = browser.post(EDIT, form(example) | {"titles.en": "Typed", name: value})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert words in text
    assert 'id="form-errors"' in text
    assert 'value="Typed"' in text
    assert kit.example().version == 1


def test_a_text_missing_in_every_language_is_asked_for(browser, example):
    answer = browser.post(EDIT, form(example) | {f"titles.{one}": "" for one in LANGUAGES})
    assert answer.status_code == 422
    assert 'id="id_titles-en_error"' in answer.content.decode()


def test_every_link_of_the_errors_leads_to_a_field(browser, example):
    answer = browser.post(EDIT, form(example, years="1", titles__fr="", sdg_targets=["18.1"]))
    text = answer.content.decode()
    for one in answer.context["errors"]:
        assert f'id="{one["href"][1:]}"' in text, one


def test_targets_of_other_goals_are_kept_as_numbers(browser, example):
    browser.post(EDIT, form(example, sdg_other="16.3, 4.7"))
    assert kit.example().sdg_targets == ["5.2", "16.3", "4.7"]
    assert 'name="sdg_other" value="16.3 4.7"' in browser.get(EDIT).content.decode()
    wrong = browser.post(EDIT, form(kit.example(), sdg_other="99"))
    assert wrong.status_code == 422
    assert 'value="16.3 4.7 99"' in wrong.content.decode()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("titles.fr", "Title (French)"),
        ("fields.change.ar", "What will be different (Arabic)"),
        ("guidance.targets.en", "Advice, Targets (English)"),
        ("targets.0.unit.fr", "Target 1, Unit (French)"),
        ("milestones.1.month", "Milestone 2"),
        ("partners", "Partners"),
        ("years", "Years it lasts"),
        ("sdg_targets", "Targets of other goals"),
        ("titles.tlh", "Title (tlh)"),
    ],
)
def test_a_problem_names_its_field(name, words):
    assert controls.where(name) == words


def test_too_many_rows_are_refused_and_kept(browser, example):
    rows = {}
    for number in range(7):
        rows |= {f"partners.{number}.role.{one}": f"R{number}" for one in LANGUAGES}
    answer = browser.post(EDIT, form(example) | rows)
    assert answer.status_code == 422
    assert 'value="R6"' in answer.content.decode()
    assert "This is too long." in answer.content.decode()


def test_a_language_may_be_left_out_everywhere(browser, example):
    without = {name: "" if name.endswith(".ar") else value for name, value in form(example).items()}
    assert browser.post(EDIT, without).status_code == 302
    assert kit.example().languages == ["en", "fr"]


def test_two_tabs_never_overwrite_each_other(browser, example, sign_in, tom):
    stale = form(example, titles__en="Mine")
    sign_in(tom).post(EDIT, form(example, titles__en="Theirs"))
    answer = browser.post(EDIT, stale)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="Mine"' in text
    assert "Theirs" in text
    assert 'name="version" value="2"' in text
    assert kit.example().titles["en"] == "Theirs"
    # Having seen both, saving again is a decision.
    browser.post(EDIT, stale | {"version": "2"})
    assert kit.example().titles["en"] == "Mine"


def test_the_same_form_sent_twice_is_saved_once(browser, example):
    data = form(example, titles__en="Ours")
    assert [browser.post(EDIT, data).status_code for _ in range(2)] == [302, 302]
    assert kit.example().version == 2
    assert len(verbs()) == 1


@pytest.mark.parametrize("version", ["", "0", "-1", "x", "9" * 30, "٣"])
def test_a_forged_version_is_a_conflict(browser, example, version):
    answer = browser.post(EDIT, form(example, titles__en="Mine", version=version))
    assert answer.status_code == 409
    assert kit.example().version == 1


@pytest.mark.django_db(transaction=True)
def test_two_of_the_secretariat_at_the_same_moment_keep_one_text_and_are_told(forum, sofia, tom):
    kit.load(forum)
    row = kit.example()

    def save(who, text):
        try:
            return editing.change(
                row, said(row, titles={"en": text, "fr": text, "ar": text}), 1, who, LATER
            )
        except editing.ChangedMeanwhile as changed:
            return changed

    results = together(lambda: save(sofia, "A"), lambda: save(tom, "B"))
    assert sum(isinstance(one, editing.ChangedMeanwhile) for one in results) == 1
    assert kit.example().version == 2


def test_retired_and_brought_back_each_once(browser, example):
    for _click in range(2):
        assert browser.post(f"{EDIT}do/retire/").url == EDIT
    assert kit.example().is_retired
    assert "Bring it back" in browser.get(EDIT).content.decode()
    for _click in range(2):
        browser.post(f"{EDIT}do/restore/")
    row = kit.example()
    assert not row.is_retired
    assert row.edited_at is None  # it says what the file says, and follows it again
    assert [verb for verb, _ in verbs()] == ["catalogue.retire", "catalogue.restore"]


def test_the_text_of_the_file_is_taken_again(browser, example):
    assert "Take the text of the file again" not in browser.get(EDIT).content.decode()
    browser.post(EDIT, form(example, titles__en="Ours"))
    assert "Take the text of the file again" in browser.get(EDIT).content.decode()
    browser.post(f"{EDIT}do/file/", {"version": "2"})
    row = kit.example()
    assert row.content() == example.content()
    assert row.edited_at is None
    assert "country" in row.words


def test_the_text_of_the_file_does_not_fall_upon_a_newer_one(browser, example):
    browser.post(EDIT, form(example, titles__en="Ours"))
    browser.post(EDIT, form(kit.example(), titles__en="Newer"))
    answer = browser.post(f"{EDIT}do/file/", {"version": "2"})
    assert answer.status_code == 409
    assert kit.example().titles["en"] == "Newer"


NEW = {
    "action": "GBV-1", "type": "policy", "code": "gbv-1-policy-3", "version": "0", "years": "2",
    "titles.en": "A line", "titles.fr": "Une ligne", "summaries.en": "S", "summaries.fr": "R",
}  # fmt: skip


def test_an_example_is_added_with_the_next_code(browser):
    assert "Continue" in browser.get(f"{DESK}new/").content.decode()
    text = browser.get(f"{DESK}new/?action=GBV-1&type=policy").content.decode()
    assert 'name="code" value="gbv-1-policy-3"' in text
    assert browser.post(f"{DESK}new/", NEW).url == f"{DESK}gbv-1-policy-3/"
    row = kit.example("gbv-1-policy-3")
    assert (row.titles, row.years, row.from_file) == ({"en": "A line", "fr": "Une ligne"}, 2, None)
    assert row.position == 4
    assert verbs() == [("catalogue.add", "example:gbv-1-policy-3")]
    assert "A line" in browser.get("/en/generation-equality/catalogue/").content.decode()


def test_a_double_click_adds_one_example(browser):
    urls = {browser.post(f"{DESK}new/", NEW).url for _ in range(2)}
    assert urls == {f"{DESK}gbv-1-policy-3/"}
    assert Example.objects.count() == 4


def test_another_example_under_the_same_code_gets_the_next_one(browser):
    browser.post(f"{DESK}new/", NEW)
    assert browser.post(f"{DESK}new/", NEW | {"titles.en": "B"}).url == f"{DESK}gbv-1-policy-4/"


def test_an_incomplete_new_example_keeps_what_was_typed(browser):
    answer = browser.post(f"{DESK}new/", NEW | {"summaries.fr": ""})
    assert answer.status_code == 422
    assert 'value="Une ligne"' in answer.content.decode()
    assert Example.objects.count() == 3


@pytest.mark.parametrize("wrong", [{"action": "ZZZ-1"}, {"type": "dance"}, {"action": ""}])
def test_a_forged_action_or_type_is_not_there(browser, wrong):
    assert browser.post(f"{DESK}new/", NEW | wrong).status_code == 404


def test_what_was_added_here_has_no_text_of_the_file(browser, sofia, forum):
    browser.post(f"{DESK}new/", NEW)
    row = kit.example("gbv-1-policy-3")
    with pytest.raises(Refused, match="example_not_in_file"):
        editing.take_file(row, 1, sofia, LATER)
    assert browser.post(f"{DESK}gbv-1-policy-3/do/file/", {"version": "1"}).status_code == 409
    kit.load(forum)
    assert not kit.example("gbv-1-policy-3").is_retired


def test_the_list_shows_what_was_edited_retired_and_used(browser, example, sofia):
    editing.change(example, said(example, years=2, milestones=[], targets=[]), 1, sofia, LATER)
    editing.retire(kit.example("ejr-1-financial"), sofia, LATER)
    text = browser.get(DESK).content.decode()
    assert "the file says something else" in text
    assert "Retired by the secretariat" in text

    def found(query):
        return [card.example.code for card in browser.get(DESK + query).context["cards"]]

    assert found("?state=edited") == ["gbv-1-policy", "ejr-1-financial"]
    assert found("?state=retired") == ["ejr-1-financial"]
    assert found("?state=shown&type=policy") == ["gbv-1-policy", "gbv-1-policy-2"]
    assert found("?q=fonds") == ["ejr-1-financial"]


@pytest.mark.parametrize("verb", ["change", "retire", "restore", "take_file"])
def test_only_the_secretariat_may(example, ana, dina, vera, verb):
    for who in (ana, dina, vera):
        acts = {
            "change": lambda who=who: editing.change(
                example, said(example, years=1), 1, who, LATER
            ),
            "retire": lambda who=who: editing.retire(example, who, LATER),
            "restore": lambda who=who: editing.restore(example, who, LATER),
            "take_file": lambda who=who: editing.take_file(example, 1, who, LATER),
        }
        with pytest.raises(Refused, match="not_yours"):
            acts[verb]()
    assert kit.example().version == 1


def test_nobody_else_adds_an_example(example, ana):
    with pytest.raises(Refused, match="not_yours"):
        editing.add(example.action, "policy", "gbv-1-policy-3", said(example), ana, LATER)


@pytest.mark.parametrize(
    "path", ["nix/", "nix/do/retire/", "gbv-1-policy/do/burn/", "NIX/do/file/"]
)
def test_a_forged_code_or_act_is_not_there(browser, path):
    assert browser.post(DESK + path, {}).status_code == 404


def test_control_signs_are_taken_out_and_a_nul_is_refused_before_the_form(browser, example):
    assert browser.post(EDIT, form(example, titles__en="A\u202eB\x07")).status_code == 302
    assert kit.example().titles["en"] == "AB"
    assert browser.post(EDIT, form(kit.example(), titles__en="A\x00B")).status_code in {302, 400}
    assert "\x00" not in kit.example().titles["en"]


def test_harmful_text_is_shown_as_words_on_the_desk(browser, example, sofia):
    bad = '</textarea><script>alert(1)</script>" onfocus="alert(1)'
    texts = dict.fromkeys(LANGUAGES, bad)
    editing.change(example, said(example, titles=texts, summaries=texts), 1, sofia, LATER)
    for path in ("", "gbv-1-policy/"):
        text = browser.get(DESK + path).content.decode()
        assert "<script>alert" not in text
        assert '" onfocus="alert' not in text
