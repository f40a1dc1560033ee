"""A good pack is read; each way a pack can be wrong is told in one line that says where."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avow.forums.packs.problems import show
from avow.forums.packs.reading import MAX_BYTES, PackError, pack_from, read_pack, shipped
from tests.forums.packs_kit import SMALL, pack_of, small, text_of


def findings(change):
    with pytest.raises(PackError) as error:
        pack_of(change)
    return [show(problem) for problem in error.value.problems]


def refused(text):
    with pytest.raises(PackError) as error:
        pack_from(text)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_a_good_pack_is_read():
    pack = pack_from(SMALL)
    assert pack.slug == "gardens"
    assert pack.organisation_type("city").code == "town"
    assert pack.south == ("KE", "NA")


def test_the_same_pack_comes_back_from_what_is_kept():
    pack = pack_from(SMALL)
    assert type(pack).model_validate(pack.model_dump(mode="json")) == pack


def test_a_word_that_older_yaml_takes_for_no_stays_a_country():
    assert pack_of(lambda pack: pack.update(south=["NO"])).south == ("NO",)
    assert pack_from(SMALL.replace("[KE, NA]", "[NO]")).south == ("NO",)


def test_a_shipped_pack_is_found_by_its_name():
    assert {"generation-equality", "nourish"} <= set(shipped())
    assert read_pack("nourish").slug == "nourish"


def test_a_file_is_found_by_its_path(tmp_path):
    file = tmp_path / "gardens.yaml"
    file.write_text("\ufeff" + SMALL, encoding="utf-8")
    assert read_pack(str(file)).slug == "gardens"


# What cannot even be read


def test_a_missing_file_names_the_shipped_packs():
    with pytest.raises(PackError, match=r"^nix\.yaml: there is no such file.*generation-equality"):
        read_pack("nix.yaml")


def test_a_folder_is_not_a_pack(tmp_path):
    with pytest.raises(PackError, match="this is a folder"):
        read_pack(str(tmp_path))


def test_a_huge_file_is_not_opened(tmp_path):
    file = tmp_path / "huge.yaml"
    file.write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(PackError, match="larger than 2 MB"):
        read_pack(str(file))


def test_another_encoding_is_named(tmp_path):
    file = tmp_path / "latin.yaml"
    file.write_bytes(SMALL.replace("Gardens", "Jardins d’été").encode("cp1252"))
    with pytest.raises(PackError, match="not UTF-8 at byte"):
        read_pack(str(file))


def test_broken_yaml_names_the_line():
    assert refused("slug: [a\nnames: {en: x}") == (
        "pack: line 2, column 6: not readable YAML: expected ',' or ']', but got ':'"
    )


def test_a_control_sign_is_not_yaml():
    assert "not readable YAML" in refused("slug: a\x00b")


def test_a_bomb_of_aliases_is_refused_at_once():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    start = time.monotonic()
    assert "anchors and aliases are not allowed" in refused("\n".join(lines))
    assert time.monotonic() - start < 1


def test_endless_brackets_are_refused():
    assert "nested too deeply" in refused("[" * 50_000)


def test_a_python_object_is_never_made():
    assert "not readable YAML" in refused("slug: !!python/object/apply:os.system ['true']")


def test_a_key_that_stands_twice_is_refused():
    assert "'slug' stands twice" in refused(SMALL + "\nslug: other\n")


def test_a_key_that_is_no_word_is_refused():
    assert "a key must be a word" in refused("? [a, b]\n: c")


@pytest.mark.parametrize("text", ["", "just a sentence", "- a\n- b", "42"])
def test_something_else_than_a_pack_is_refused(text):
    assert "this is something else" in refused(text)


def reporting(key, opens, closes):
    """Return a reporting window, to be added to a pack."""
    days = {"opens_at": f"{opens}T00:00", "closes_at": f"{closes}T00:00"}
    return [{"key": key, "kind": "reporting", **days}]


# What a part may not be: (what is changed, where, what is said)

WRONG_PARTS = [
    (lambda p: p.update(colour="green"), "colour: no such key is known here"),
    (lambda p: p.pop("zone"), "zone: is missing"),
    (lambda p: p.update(zone="Mars/Olympus"), "zone: unknown time zone 'Mars/Olympus'"),
    (lambda p: p.update(zone="../etc/passwd"), "zone: unknown time zone '../etc/passwd'"),
    (lambda p: p.update(slug="Not A Slug"), "slug: 'Not A Slug' is not written in the form"),
    (lambda p: p.update(names={"en": 7}), "names.en: must be text"),
    (lambda p: p.update(names={"en": "   "}), "names.en: the text is empty"),
    (lambda p: p.update(names="Gardens"), "names: must be a text in each language"),
    (lambda p: p.update(starts_on="1.1.2021"), "starts_on: write the day as 2021-03-30"),
    (lambda p: p.update(starts_on="2021-02-30"), "starts_on: is not a day of the calendar"),
    (lambda p: p.update(coalitions=[]), "coalitions: must not be empty"),
    (lambda p: p["windows"][0].update(opens_at="2021-02-01"), "windows[0].opens_at: write the day and the local time"),
    (lambda p: p["windows"][0].update(opens_at="2021-02-01T00:00Z"), "windows[0].opens_at: write the day and the local time"),
    (lambda p: p["windows"][0].update(kind="party"), "windows[0].kind: 'party' is not one of"),
    (lambda p: p["windows"][0].update(promise_days=0), "windows[0].promise_days: input should be greater"),
    (lambda p: p.update(reporting={"check_share": "3/2"}), 'reporting.check_share: a part lies between "0/1" and "1/1"'),
    (lambda p: p["commitment_types"][0].update(code="cakes"), "commitment_types[0].code: 'cakes' is not one of"),
    (lambda p: p["coalitions"][0]["actions"][0].update(code="tree"), "coalitions[0].actions[0].code: 'tree' is not"),
    (lambda p: p["review"].update(quorum=0), "review.quorum: a quorum is at least one vote"),
    (lambda p: p["review"].update(quorum="3/2"), "review.quorum: a quorum is at least one vote"),
    (lambda p: p["review"].update(quorum="1/0"), "review.quorum: write a share as a fraction"),
    (lambda p: p["review"].update(quorum=True), "review.quorum: write a number of votes"),
    (lambda p: p["review"].update(majority="1/3"), "review.majority: a majority lies between"),
    (lambda p: p["review"].update(majority="most"), "review.majority: write a share as a fraction"),
    (lambda p: p["rates"][0].update(currency="EUX"), "rates[0].currency: 'EUX' is not an ISO 4217"),
    (lambda p: p["rates"][0].update(usd="0"), "rates[0].usd: input should be greater than 0"),
    (lambda p: p["rates"][0].update(usd="NaN"), "rates[0].usd: "),
    (lambda p: p["contact"].update(email="nobody"), "contact.email: 'nobody' is not written in the form"),
    (lambda p: p.update(format=2), "format: 2 is not one of 1"),
    (lambda p: p.update(rereview_fields=["colour"]), "rereview_fields[0]: 'colour' is not one of"),
]  # fmt: skip


@pytest.mark.parametrize("change, said", WRONG_PARTS, ids=[said for _, said in WRONG_PARTS])
def test_a_wrong_part_is_named_with_its_place(change, said):
    (finding,) = findings(change)
    assert finding.startswith(said)


def test_a_rate_is_never_a_float():
    pack = pack_from(SMALL.replace('"1.2230"', "1.1"))
    assert str(pack.rates[0].usd) == "1.1"


# What one part says about another


def questions(pack):
    return pack["application_form"]["sections"][0]["questions"]


WRONG_TOGETHER = [
    (lambda p: p.update(languages=["en", "fr"]), "names: there is no text in 'fr'"),
    (lambda p: p["names"].update(de="Gärten"), "names.de: 'de' is not among the pack's languages"),
    (lambda p: p.update(languages=["en", "en"]), "languages: 'en' stands there 2 times"),
    (lambda p: p["coalitions"][1].update(code="trees"), "coalitions: 'trees' stands there 2 times"),
    (lambda p: p["coalitions"][1].update(slug="trees"), "coalitions (slug): 'trees' stands there 2 times"),
    (lambda p: p["coalitions"][1]["actions"][0].update(code="TRE-1"), "coalitions (action codes): 'TRE-1' stands"),
    (lambda p: p["windows"][1].update(key="interest"), "windows: 'interest' stands there 2 times"),
    (lambda p: p["organisation_types"][1].update(aliases=["town"]), "organisation_types (codes and aliases): 'town'"),
    (lambda p: p.update(ends_on="2020-12-31"), "ends_on: the forum ends before it starts"),
    (lambda p: p["milestones"][0].update(ends_on="2021-03-01"), "milestones[0].ends_on: it ends before it starts"),
    (lambda p: p["windows"][0].update(closes_at="2021-02-01T00:00"), "windows[0].closes_at: the window closes before"),
    (lambda p: p["windows"][0].update(closes_at="2021-03-28T02:30"), "windows[0].closes_at: there is no 02:30 on that day"),
    (lambda p: p["windows"].pop(), "windows: no window of the kind 'applications'"),
    (lambda p: p["windows"][1].update(promise_days=5), "windows[1].promise_days: no answer within 5 days"),
    (lambda p: p["review"].update(reminder_days=[1, 7]), "review.reminder_days: write each day once, the largest"),
    (lambda p: p.update(reporting={"reminder_days": [1, 7]}), "reporting.reminder_days: write each day once, the largest"),
    (lambda p: p.update(reporting={"late_reminder_days": [7, 1]}), "reporting.late_reminder_days: write each day once, the smallest"),
    (lambda p: p.update(reporting={"late_reminder_days": [7], "freeze_days": 5}), "reporting.late_reminder_days: nobody can report after"),
    (lambda p: p["windows"].extend(reporting("a", "2022-02-01", "2022-03-01") + reporting("b", "2022-11-01", "2022-12-01")), "windows[3].opens_at: a opens in 2022 too"),
    (lambda p: p["windows"].extend(reporting("a", "2022-11-01", "2022-12-31") + reporting("b", "2023-02-01", "2023-03-01")), "windows[3].opens_at: it opens while late reports of a are"),
    (lambda p: p["roles"]["maker"].update(renewal_days=[14, 60]), "roles.maker.renewal_days: write each day once, the largest"),
    (lambda p: p["roles"]["maker"].update(min_years=6), "roles.maker.max_years: is less than min_years"),
    (lambda p: p.update(south=["XX"]), "south[0]: 'XX' is not a country code"),
    (lambda p: p["currencies"].append("KES"), "currencies[2]: KES has no rate"),
    (lambda p: p["rates"][0].update(currency="KES"), "currencies[1]: EUR has no rate"),
    (lambda p: p["rates"].append({**p["rates"][0]}), "rates: 'EUR on 2021-01-01' stands there 2 times"),
    (lambda p: p["rates"].append({**p["rates"][0], "currency": "USD"}), "rates[1].usd: one US dollar is one"),
    (lambda p: questions(p)[1].update(code="kind"), "application_form.sections[0].questions: 'kind' stands"),
    (lambda p: questions(p)[0]["choices"].pop(), "application_form.sections[0].questions[0].choices: a choice needs"),
    (lambda p: questions(p)[1].update(choices=questions(p)[0]["choices"]), "application_form.sections[0].questions[1].choices: a question of the kind 'longtext' has none"),
    (lambda p: questions(p)[1]["only_if"].update(question="nix"), "application_form.sections[0].questions[1].only_if: there is no earlier question 'nix'"),
    (lambda p: questions(p)[1]["only_if"].update(equals="nix"), "application_form.sections[0].questions[1].only_if: 'nix' is not one of the choices"),
    (lambda p: questions(p)[2].update(undertaking="nix"), "application_form.sections[0].questions[2].undertaking: there is no undertaking 'nix'"),
    (lambda p: questions(p)[1].update(undertaking="open"), "application_form.sections[0].questions[1].undertaking: only a question"),
]  # fmt: skip


@pytest.mark.parametrize("change, said", WRONG_TOGETHER, ids=[said for _, said in WRONG_TOGETHER])
def test_parts_that_do_not_fit_are_named_with_their_place(change, said):
    assert any(finding.startswith(said) for finding in findings(change))


def test_every_problem_is_found_at_once():
    def spoil(pack):
        pack.update(south=["XX"], ends_on="2020-01-01")
        pack["coalitions"][1]["code"] = "trees"

    assert len(findings(spoil)) == 3
    with pytest.raises(PackError, match=r"\(and 2 more\)$"):
        pack_from(text_of(spoil))


def test_a_later_question_cannot_be_asked_before():
    def swap(pack):
        questions(pack).reverse()

    assert any("there is no earlier question 'kind'" in finding for finding in findings(swap))


def test_texts_are_kept_in_one_normal_form():
    pack = pack_of(lambda pack: pack["names"].update(en="Cafe\u0301 \u202egardens "))
    assert pack.names == {"en": "Café gardens"}


# Whatever somebody writes, it is a pack or a PackError, never another failure


def places(data, *steps):
    yield steps
    if isinstance(data, dict):
        for key, value in data.items():
            yield from places(value, *steps, key)
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from places(value, *steps, number)


PLACES = [steps for steps in places(small()) if steps]
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=20)
    | st.sampled_from(["2021-03-28T02:30", "1/2"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


def told(read):
    try:
        read()
    except PackError as error:
        return [str(error), *map(show, error.problems)]
    return []


@settings(max_examples=150)
@given(steps=st.sampled_from(PLACES), value=ANYTHING)
def test_any_value_in_any_place_is_read_or_told(steps, value):
    def put(pack):
        inner = pack
        for step in steps[:-1]:
            inner = inner[step]
        inner[steps[-1]] = value

    assert all(line == " ".join(line.split()) for line in told(lambda: pack_of(put)))


@settings(max_examples=150)
@given(start=st.integers(0, len(SMALL)), length=st.integers(0, 40), text=st.text(max_size=12))
def test_any_slip_of_the_pen_is_read_or_told(start, length, text):
    slipped = SMALL[:start] + text + SMALL[start + length :]
    assert all(line == " ".join(line.split()) for line in told(lambda: pack_from(slipped)))
