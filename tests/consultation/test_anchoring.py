"""A passage finds its place again in the next version, or is said to have changed: never elsewhere."""

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from avow.consultation.anchoring import Before, Text, anchor, locate
from avow.consultation.letters import same_words, squeeze, whole_letters, whole_words
from avow.consultation.trials import EDITS, Followed, Tally, judge, passages, trial
from avow.kernel.markdown import plain
from avow.web.anchoring_figures import tallies

CORPUS = yaml.safe_load((Path(__file__).parent / "corpus.yaml").read_text())
LANGUAGES = sorted(CORPUS)
BEFORE = "Shelters open in every town. We train judges and police. Women lead the work."


def chosen(text, words, section="a"):
    start = text.index(words)
    return anchor(section, text, start, start + len(words))


def found(one, **sections):
    place = Text(sections).place(one)
    return place and (place.section, sections[place.section][place.start : place.end], place.how)


def test_a_passage_that_did_not_change_is_where_it_was():
    one = chosen(BEFORE, "We train judges and police.")
    assert found(one, a=BEFORE) == ("a", "We train judges and police.", "same")


def test_words_put_in_before_it_move_it_along():
    one = chosen(BEFORE, "We train judges")
    assert found(one, a=f"A new first paragraph.\n{BEFORE}") == ("a", "We train judges", "same")


def test_it_is_found_in_another_section():
    one = chosen(BEFORE, "We train judges and police.")
    assert found(one, a="Gone.", b=f"Other words. {BEFORE}")[::2] == ("b", "moved")


def test_a_paragraph_that_was_split_inside_it_or_merged_is_found_whole():
    one = chosen(BEFORE, "We train judges and police. Women lead")
    split = BEFORE.replace("judges and", "judges\nand")
    assert found(one, a=split)[1] == "We train judges\nand police. Women lead"
    chinese = CORPUS["zh"][0]
    quote = chinese[5:30]
    assert (
        found(anchor("a", chinese, 5, 30), a=f"{chinese[:15]}\n{chinese[15:]}")[1].replace("\n", "")
        == quote
    )


def test_a_long_passage_with_a_word_changed_is_found_nearly():
    one = chosen(CORPUS["en"][0], CORPUS["en"][0][:70])
    after = CORPUS["en"][0].replace("survivor finds", "survivor will find")
    assert found(one, a=after)[2] == "near"


def test_a_passage_that_is_gone_has_no_place():
    one = chosen(BEFORE, "We train judges and police.")
    assert found(one, a="Shelters open in every town. Women lead the work.") is None


def test_a_passage_that_says_something_else_now_has_no_place():
    one = chosen(BEFORE, "We train judges and police.")
    assert (
        found(one, a=BEFORE.replace("We train judges and police", "Schools teach consent")) is None
    )


def test_words_that_stand_twice_are_told_apart_by_what_stands_around_them():
    text = "In Mexico we build ten shelters. In Kenya we build ten shelters for girls."
    first = chosen(text, "we build ten shelters")
    after = "In Kenya we build ten shelters for girls. In Mexico we build ten shelters."
    place = Text({"a": after}).place(first)
    assert place is not None
    assert place.start == after.index("we build ten shelters", 20)


def test_words_that_stand_twice_with_nothing_to_tell_them_apart_have_no_place():
    one = anchor("gone", "women", 0, 5)
    assert found(one, a="For women. With women. By women.") is None


def test_a_twin_in_another_section_does_not_take_a_passage_from_its_own():
    """What still stands word for word where it was has not changed, whatever was copied."""
    words = "Women lead the work in every town. Money goes to those who lead."
    one = anchor("a", words, 0, 34)
    there = Text({"a": words, "b": words}).place(one)
    assert there is not None
    assert (there.section, there.how) == ("a", "same")
    twice = Text({"a": f"{words} {words}", "b": words})
    assert twice.place(one) is None


SENTENCE = "We train judges and police in every town of the country."


def followed(one, before, **sections):
    place = Text(sections).place(one, Before(Text(before), one))
    return place and (place.section, sections[place.section][place.start : place.end], place.how)


def test_a_copy_that_stood_elsewhere_before_is_not_where_a_passage_went():
    """A reworded passage is told as changed, though its old words stand in another section."""
    before = {
        "a": f"Laws. {SENTENCE} Women lead.",
        "b": "Money goes to shelters.",
        "c": f"Schools teach. {SENTENCE} Girls learn.",
    }
    one = chosen(before["a"], SENTENCE)
    after = before | {"a": "Laws. Every official learns what consent is. Women lead."}
    assert followed(one, before, **after) is None
    assert followed(one, before, **before) == ("a", SENTENCE, "same")
    twin_gone = before | {"c": "Schools teach. Girls learn."}
    assert followed(one, before, **twin_gone) == ("a", SENTENCE, "same")
    away = before | {"a": "Laws.", "b": f"{SENTENCE} Women lead. Money goes to shelters."}
    assert followed(one, before, **away) == ("b", SENTENCE, "moved")


def test_a_copy_that_stood_in_its_own_section_is_not_where_a_passage_went():
    before = {"a": f"Laws. {SENTENCE} Women lead.\nMore of it: {SENTENCE} So we say."}
    one = chosen(before["a"], SENTENCE)
    after = {"a": f"Laws. Consent is taught. Women lead.\nMore of it: {SENTENCE} So we say."}
    assert followed(one, before, **after) is None


def test_words_nearly_alike_that_stood_elsewhere_before_are_no_place_either():
    before = {"a": SENTENCE, "b": SENTENCE.replace("judges", "the judges")}
    one = chosen(before["a"], SENTENCE)
    assert followed(one, before, a="Other words.", b=before["b"]) is None


@pytest.mark.parametrize(
    ("mine", "there", "alike"),
    [
        ("now here", "nowhere", False),
        ("nowhere", "now here", False),
        ("now here", "now  here", True),
        ("now here", "now\nhere", True),
        ("nowhere", "now\nhere", True),
        ("here. Now", "here.Now", True),
        ("妇女 领导", "妇女领导", True),
    ],
)
def test_white_space_parts_words(mine, there, alike):
    assert same_words(mine, there) == alike


def test_now_here_is_not_found_in_nowhere():
    one = chosen("We are now here.", "now here")
    assert found(one, a="We are nowhere.") is None


@pytest.mark.parametrize(
    ("before", "after", "now"),
    [
        (
            "We see that whoever reports violence is never heard at the station, every time.",
            "New. We now see that whoever reports violence is never heard at any station, every time. End.",
            "We now see that whoever reports violence is never heard at any station, every time",
        ),
        (
            "تفتح الملاجئ أبوابها في كل مدينة وتدرب القضاة والشرطة على حماية النساء",
            "مقدمة. تفتح الملاجئ أبوابها في كل مدينة وقرية وتدرب القضاة والشرطة على حماية النساء",
            "تفتح الملاجئ أبوابها في كل مدينة وقرية وتدرب القضاة والشرطة على حماية النساء",
        ),
    ],
)
def test_a_passage_reworded_a_little_is_shown_in_whole_words(before, after, now):
    one = anchor("a", before, 0, len(before))
    assert found(one, a=after) == ("a", now, "near")


@pytest.mark.parametrize(
    ("text", "span", "whole"),
    [
        ("whoever reports it", (4, 10), (0, 15)),
        ("whoever reports it", (8, 15), (8, 15)),
        ("妇女领导工作", (2, 4), (2, 4)),
        ("x" * 500, (250, 260), (210, 300)),
    ],
)
def test_a_span_is_widened_to_whole_words(text, span, whole):
    assert whole_words(text, *span) == whole


def test_short_words_are_not_placed_anywhere_else_without_what_stood_around_them():
    one = chosen(BEFORE, "judges")
    assert found(one, a="Other text.", b="The judges of the contest are known.") is None


@pytest.mark.parametrize(
    ("text", "start", "end", "whole"),
    [
        ("égalité", 0, 1, (0, 1)),
        ("e\u0301galite\u0301", 1, 8, (0, 9)),
        ("👩🏽‍⚕️ works", 2, 3, (0, 5)),
        ("قُضاة", 0, 1, (0, 2)),
        ("🇰🇪🇲🇽 work", 1, 2, (0, 2)),
        ("🇰🇪🇲🇽 work", 2, 3, (2, 4)),
        ("हिंदी", 0, 1, (0, 3)),
    ],
)
def test_no_letter_is_cut_from_its_marks(text, start, end, whole):
    assert whole_letters(text, start, end) == whole


def test_an_empty_passage_is_none():
    for start, end in ((0, 0), (5, 3), (0, 999), (8, 9)):
        with pytest.raises(ValueError, match="empty"):
            anchor("a", "Shelters open", start, end)


def test_what_a_reader_typed_is_found_whatever_its_white_space():
    one = locate("a", BEFORE, " We  train\njudges ")
    assert (one.quote, one.start) == ("We train judges", BEFORE.index("We train"))
    assert locate("a", BEFORE, "We train cooks") is None
    assert locate("a", BEFORE, "  ") is None


def test_of_several_places_the_one_with_the_given_words_around_it_is_meant():
    text = "In Mexico we build shelters. In Kenya we build shelters."
    one = locate("a", text, "we build shelters", prefix="In Kenya ")
    assert one.start == text.rindex("we build")


def test_markdown_is_read_as_a_reader_sees_it():
    body = (
        "# Vision\n\nWe **train** [judges](https://x.org)\nand police.\n\n- one\n- `two`\n\n> three"
    )
    assert plain(body) == "Vision\nWe train judges and police.\none\ntwo\nthree"


TEXTS = st.sampled_from(LANGUAGES)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(
    TEXTS,
    st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 1 << 30)), max_size=6),
    st.randoms(use_true_random=False),
)
def test_whatever_is_edited_in_any_script_a_passage_is_almost_never_put_elsewhere(
    language, edits, dice
):
    rows = CORPUS[language]
    before = Followed.of({"a": rows[:2], "b": rows[2:4]})
    after = before.edited(edits, rows[4:])
    old, text, tally = Text(before.texts()), Text(after.texts()), Tally()
    for one, span in passages(before, dice, 10):
        tally.add(judge(before, after, one, span, text.place(one, Before(old, one))))
    assert tally.wrong <= 2
    assert tally.right >= tally.passages * 0.6


@settings(deadline=None, max_examples=100)
@given(TEXTS, st.randoms(use_true_random=False))
def test_an_unchanged_text_keeps_every_passage_exactly(language, dice):
    before = Followed.of({"a": CORPUS[language][:3], "b": CORPUS[language][3:]})
    text = Text(before.texts())
    for one, span in passages(before, dice, 10):
        place = text.place(one)
        if place is not None:
            assert (place.section, place.start, place.end) == (one.section, *span)
        else:
            assert len(squeeze(one.quote).letters) < 24


@settings(deadline=None, max_examples=100)
@given(TEXTS, st.sampled_from(["insert", "move", "split", "merge"]), st.integers(0, 1 << 30))
def test_one_edit_of_paragraphs_loses_no_passage_within_one(language, edit, seed):
    rows = CORPUS[language]
    before = Followed.of({"a": rows[:2], "b": rows[2:4]})
    text = Text(before.edited([(edit, seed)], rows[4:]).texts())
    for paragraph in rows[:2]:
        one = chosen(before.texts()["a"], paragraph)
        place = text.place(one)
        assert place is not None
        there = text.sections[place.section][place.start : place.end]
        assert squeeze(there).letters == squeeze(paragraph).letters


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_share_of_rightly_placed_passages_stays_above_its_floor(language):
    fresh, copies, twice = tallies(rounds=40)[language]
    assert fresh.share_right >= 0.97
    assert fresh.wrong / fresh.passages <= 0.005
    assert copies.share_right >= 0.90
    assert twice.share_right >= 0.90


def test_ten_thousand_passages_over_two_hundred_sections_are_placed_in_one_go():
    rows = [one for language in LANGUAGES for one in CORPUS[language]]
    sections = {f"s{n}": [f"{n}. {one}" for one in rows[n % 40 :][:2]] for n in range(200)}
    tally = trial(sections, rows[:3], rounds=1)
    assert tally.passages == 20
    assert tally.wrong == 0
