"""A sheet saves itself, never overwrites, follows the pack while open, and is frozen for good."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from avow.answers import services as answers
from avow.answers.models import Answer, DisplacedText, FormDefinition, Snapshot
from avow.answers.rules import NotKept
from avow.answers.services import Conflict, Saved
from avow.kernel.lifecycle import Refused
from tests.worlds import at

NOW = at("2021-04-05 10:00")
LATER = NOW + timedelta(minutes=3)
EN = {"en": "Words"}
FORM = {
    "sections": [
        {
            "code": "about",
            "names": EN,
            "questions": [
                {"code": "title", "kind": "text", "names": EN, "required": True, "max_length": 40},
                {"code": "papers", "kind": "files", "names": EN, "max_files": 2},
            ],
        },
        {
            "code": "theme",
            "names": EN,
            "per_coalition": True,
            "questions": [{"code": "why", "kind": "longtext", "names": EN}],
        },
        {
            "code": "money",
            "names": EN,
            "repeat": True,
            "max_rows": 2,
            "questions": [{"code": "amount", "kind": "number", "names": EN, "required": True}],
        },
    ]
}


@pytest.fixture
def sheet(forum):
    return answers.open_sheet(forum, "test", FORM, language="es", now=NOW)


def save(sheet, value, by, *, key="title", scope="", seen=0, now=NOW, **more):
    return answers.save_answer(sheet, scope, key, value, seen_version=seen, by=by, now=now, **more)


def test_an_answer_is_kept_and_its_version_counts(sheet, ana):
    assert save(sheet, "First", ana) == Saved("First", 1, NOW, changed=True)
    assert save(sheet, "Second", ana, seen=1, now=LATER) == Saved("Second", 2, LATER, changed=True)
    assert answers.answers_of(sheet) == {("", "title"): "Second"}


def test_text_is_kept_composed(sheet, ana):
    save(sheet, "cafe\u0301", ana)
    assert Answer.objects.get().value == "caf\u00e9"


def test_the_same_answer_saved_twice_is_no_conflict(sheet, ana, bea):
    save(sheet, "First", ana)
    again = save(sheet, "First", bea, seen=0, now=LATER)
    assert again == Saved("First", 1, NOW, changed=False)
    assert DisplacedText.objects.count() == 0


def test_two_tabs_that_differ_keep_both_texts(sheet, ana, bea):
    save(sheet, "Ana wrote this", ana)
    found = save(sheet, "Bea wrote that", bea, seen=0, now=LATER)
    assert found == Conflict("Bea wrote that", "Ana wrote this", 1, "Ana Morales", NOW)
    assert answers.answers_of(sheet) == {("", "title"): "Ana wrote this"}
    assert DisplacedText.objects.get().value == "Bea wrote that"


def test_a_text_set_aside_is_kept_once_however_often_it_is_sent(sheet, ana, bea):
    save(sheet, "Ana wrote this", ana)
    for _ in range(3):
        save(sheet, "Bea wrote that", bea, seen=0)
    assert DisplacedText.objects.count() == 1


def test_whoever_has_seen_the_other_text_may_replace_it(sheet, ana, bea):
    save(sheet, "Ana wrote this", ana)
    save(sheet, "Bea wrote that", bea, seen=0)
    assert save(sheet, "Bea wrote that", bea, seen=1) == Saved(
        "Bea wrote that", 2, NOW, changed=True
    )


def test_nothing_said_leaves_no_row(sheet, ana):
    assert save(sheet, "", ana) == Saved("", 0, NOW, changed=False)
    assert Answer.objects.count() == 0


@pytest.mark.parametrize(
    ("scope", "key"),
    [
        ("", "unknown"),
        ("moon", "title"),
        ("", "why"),
        ("economic_justice", "why"),
        ("money-1", "amount"),
    ],
)
def test_an_unknown_question_or_scope_is_refused(sheet, ana, scope, key):
    with pytest.raises(Refused) as caught:
        save(sheet, "x", ana, scope=scope, key=key, coalitions=["gender_based_violence"])
    assert caught.value.reasons == ("answer_unknown",)


def test_a_coalition_asked_for_is_a_scope(sheet, ana):
    save(
        sheet, "Because", ana, scope="economic_justice", key="why", coalitions=["economic_justice"]
    )
    assert answers.answers_of(sheet) == {("economic_justice", "why"): "Because"}


def test_a_text_that_is_too_long_is_not_kept(sheet, ana):
    with pytest.raises(NotKept) as caught:
        save(sheet, "x" * 41, ana)
    assert caught.value.code == "answer_too_long"


def test_a_frozen_sheet_keeps_what_was_handed_in(sheet, ana):
    save(sheet, "First", ana)
    answers.freeze(sheet, NOW)
    with pytest.raises(Refused) as caught:
        save(sheet, "Second", ana, seen=1)
    assert caught.value.reasons == ("sheet_frozen",)
    assert answers.handed_in(Snapshot.objects.get()) == {("", "title"): "First"}


def test_freezing_twice_makes_one_snapshot(sheet):
    answers.freeze(sheet, NOW)
    answers.freeze(sheet, LATER)
    assert Snapshot.objects.count() == 1


def test_opened_again_and_frozen_again_both_answers_can_be_compared(sheet, ana):
    save(sheet, "First", ana)
    answers.freeze(sheet, NOW)
    answers.reopen(sheet)
    save(sheet, "Second", ana, seen=1)
    answers.freeze(sheet, LATER)
    first, second = Snapshot.objects.order_by("number")
    assert answers.handed_in(first) == {("", "title"): "First"}
    assert answers.handed_in(second) == {("", "title"): "Second"}


def renamed():
    title = {**FORM["sections"][0]["questions"][0], "names": {"en": "Another word"}}
    return {"sections": [{**FORM["sections"][0], "questions": [title]}, *FORM["sections"][1:]]}


def test_an_open_sheet_follows_the_pack_and_keeps_its_answers(sheet, ana):
    save(sheet, "First", ana)
    moved = answers.follow(sheet, renamed(), LATER)
    assert answers.definition_of(moved).section("about").questions[0].names == {
        "en": "Another word"
    }
    assert answers.answers_of(moved) == {("", "title"): "First"}


def test_a_sheet_once_handed_in_never_follows_not_even_when_opened_again(sheet):
    answers.freeze(sheet, NOW)
    assert answers.follow(sheet, renamed(), LATER).definition_id == sheet.definition_id
    answers.reopen(sheet)
    assert answers.follow(sheet, renamed(), LATER).definition_id == sheet.definition_id


def test_the_same_form_is_stored_once(sheet, forum):
    answers.open_sheet(forum, "test", FORM, language="en", now=LATER)
    assert FormDefinition.objects.filter(kind="test").count() == 1


def test_filling_from_elsewhere_never_replaces_an_answer(sheet, ana):
    save(sheet, "Mine", ana)
    values = {("", "title"): "Theirs", ("economic_justice", "why"): "From the letter"}
    assert answers.put(sheet, values, by=ana, now=LATER) == 1
    assert answers.answers_of(sheet)["", "title"] == "Mine"


def test_a_row_added_twice_is_one_row(sheet):
    assert answers.next_row(sheet, "money") == 1
    assert answers.add_row(sheet, "money", 1, now=NOW) == "money-1"
    assert answers.add_row(sheet, "money", 1, now=NOW) == "money-1"
    assert answers.rows_of(sheet) == {"money": ["money-1"]}


def test_a_row_taken_away_keeps_its_answers_until_it_is_put_back(sheet, ana):
    answers.add_row(sheet, "money", 1, now=NOW)
    save(sheet, "5", ana, key="amount", scope="money-1")
    answers.remove_row(sheet, "money", 1, now=LATER)
    assert answers.rows_of(sheet) == {}
    assert [one.why for one in answers.missing(sheet)] == ["answer_missing"]  # the title alone
    assert answers.next_row(sheet, "money") == 2
    answers.add_row(sheet, "money", 1, now=LATER)
    assert answers.answers_of(sheet)["money-1", "amount"] == "5"


@pytest.mark.parametrize(("section", "number"), [("about", 1), ("nowhere", 1), ("money", 7)])
def test_a_row_nobody_offered_is_refused(sheet, section, number):
    with pytest.raises(Refused):
        answers.add_row(sheet, section, number, now=NOW)


def test_there_is_room_for_so_many_rows_only(sheet):
    answers.add_row(sheet, "money", 1, now=NOW)
    answers.add_row(sheet, "money", 2, now=NOW)
    with pytest.raises(Refused) as caught:
        answers.add_row(sheet, "money", 3, now=NOW)
    assert caught.value.reasons == ("rows_full",)


@pytest.mark.django_db(transaction=True)
def test_two_people_saving_at_the_same_moment_lose_nothing(world):
    sheet = answers.open_sheet(world.forum, "test", FORM, language="en", now=NOW)
    people, results = [world.user("ana"), world.user("bea")], []
    gate = threading.Barrier(2)

    def type_it(person):
        gate.wait()
        try:
            results.append(save(sheet, f"{person.name} wrote this", person))
        finally:
            connection.close()

    threads = [threading.Thread(target=type_it, args=(person,)) for person in people]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(type(one).__name__ for one in results) == ["Conflict", "Saved"]
    kept = {Answer.objects.get().value, DisplacedText.objects.get().value}
    assert kept == {"Ana Morales wrote this", "Beatriz Luna wrote this"}
