"""Near-duplicates are found in any script, and each says why it is near."""

import time

import pytest

from avow.people.duplicates import all_known, find_near, note_pairs, refresh_pairs, tell_apart
from avow.people.matching import compare, known, pairs
from avow.people.models import DuplicatePair, Organisation
from avow.people.states import NearReason
from tests.factories import make_organisation
from tests.worlds import at

NOW = at("2021-04-05 10:00")


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Fundación Aurora", "FUNDACION  AURORA", NearReason.SAME_NAME),
        ("مؤسسة المرأة", "مؤسسه المراه", NearReason.SAME_NAME),
        ("مُؤَسَّسَة المرأة", "مؤسسة المرأة", NearReason.SAME_NAME),
        ("Женский фонд «Опора»", "Женский фонд Опора", NearReason.SAME_NAME),
        ("Straße der Frauen", "Strasse der Frauen", NearReason.SAME_NAME),
        ("北京妇女权益中心", "北京妇女权益保护中心", NearReason.CLOSE_SPELLING),
        ("Женский фонд Опора", "Опора, женский фонд", NearReason.SAME_WORDS),
        ("Lagos Youth Network", "The Lagos Youth Network Ltd", NearReason.SAME_WORDS),
        ("Red de Mujeres", "Rede Mujeres", NearReason.SAME_WORDS),
        ("Fundação Aurora", "Fundación Aurora", NearReason.CLOSE_SPELLING),
        ("Réseau pour les Droits des Femmes", "RDF", NearReason.ACRONYM),
    ],
)
def test_the_same_organisation_written_otherwise_is_near(one, other, reason):
    near = compare(known(1, one, country="MX"), known(2, other, country="MX"))
    assert near is not None
    assert near.reason == reason
    assert compare(known(2, other, country="MX"), known(1, one, country="MX")) == near


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Women for Change", "Women"),
        ("Lagos Youth Network", "Abuja Youth Network"),
        ("Ministry of Health", "Ministry of Finance"),
        ("妇女基金会", "青年基金会"),
        ("Женский фонд", "Детский союз"),
        ("مؤسسة المرأة", "جمعية الشباب"),
    ],
)
def test_two_organisations_are_two(one, other):
    assert compare(known(1, one), known(2, other)) is None


def test_another_name_and_a_website_make_near_too():
    red = known(1, "Red de Mujeres", ("RedM",), "MX", "https://www.red.example/es")
    assert compare(red, known(2, "redm", (), "MX")).reason == NearReason.SAME_ALIAS
    assert (
        compare(red, known(2, "Quite", (), "MX", "http://red.example")).reason
        == NearReason.SAME_WEBSITE
    )


def test_a_different_country_makes_a_likeness_weaker_but_the_same_name_is_still_asked_about():
    kenya, mexico = known(1, "Fundação Aurora", (), "KE"), known(2, "Fundación Aurora", (), "MX")
    assert compare(kenya, mexico) is None
    assert compare(known(1, "Aurora", (), "KE"), known(2, "Aurora", (), "MX")).score == 90


@pytest.mark.parametrize("name", ["", "!!!", "—"])
def test_a_name_without_letters_is_near_nothing(name):
    assert compare(known(1, name), known(2, name)) is None


def test_before_adding_the_nearest_come_first_with_their_reason(world):
    found = find_near("Red de las Mujeres", country="MX")
    assert [organisation.slug for organisation, _ in found] == ["red-de-mujeres"]
    assert found[0][1].reason == NearReason.SAME_WORDS


def test_asking_never_tells_that_an_organisation_at_risk_is_here(world):
    make_organisation("Casa Segura", is_protected=True, protected_name="A house")
    assert find_near("Casa Segura") == []
    refresh_pairs(NOW)


def test_what_was_merged_is_not_near(world, red):
    make_organisation("Rede de Mujeres", country="MX", merged_into=red)
    assert len(find_near("Rede de Mujeres", country="MX")) == 1


def test_asking_costs_the_same_for_few_and_for_many(world, django_assert_num_queries):
    for _ in range(60):
        make_organisation(f"House of {_}", aliases=(f"H{_}",))
    with django_assert_num_queries(3):
        find_near("Red de Mujeres", country="MX")


def test_pairs_are_kept_and_what_a_person_told_apart_stays_apart(world, red, sofia):
    make_organisation("Rede de Mujeres", country="MX")
    assert refresh_pairs(NOW) == 1
    pair = DuplicatePair.objects.get()
    tell_apart(pair, by=sofia, now=NOW)
    refresh_pairs(NOW)
    note_pairs(red, NOW)
    assert DuplicatePair.objects.get().told_apart_by == sofia


def test_a_pair_that_is_no_longer_near_goes(world, red):
    twin = make_organisation("Rede de Mujeres", country="MX")
    refresh_pairs(NOW)
    Organisation.objects.filter(pk=twin.pk).update(name="Casa", folded_name="casa")
    refresh_pairs(NOW)
    assert not DuplicatePair.objects.exists()


def test_adding_one_notes_its_pairs_at_once(world, red):
    twin = make_organisation("Rede de Mujeres", country="MX")
    note_pairs(twin, NOW)
    assert DuplicatePair.objects.get().first == red


def test_five_thousand_organisations_are_compared_within_seconds():
    words = "women youth rights fund network action green light river north justice union alliance"
    words = words.split()
    rows = [
        known(n, f"{words[n % 13]} {words[n * 7 % 11]} place{n % 900} {n % 7}", (), "KE")
        for n in range(5000)
    ]
    rows += [known(5001, "Казахский союз женщин"), known(5002, "Союз женщин, казахский")]
    start = time.monotonic()
    found = pairs(rows)
    assert (5001, 5002) in found
    assert time.monotonic() - start < 20


def test_blocks_lose_no_pair_that_comparing_each_with_each_finds(world):
    names = ["Fundación Aurora", "Fundação Aurora", "北京妇女权益中心", "北京妇女权益保护中心", "Women", "RDF",
             "Réseau pour les Droits des Femmes", "Опора женский фонд", "Женский фонд Опора"]  # fmt: skip
    rows = [known(number, name) for number, name in enumerate(names, 10**6)] + all_known()
    every = {
        (min(one.pk, other.pk), max(one.pk, other.pk))
        for one in rows
        for other in rows
        if one.pk != other.pk and compare(one, other)
    }
    assert set(pairs(rows)) == every
