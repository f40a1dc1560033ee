"""From a report to a public good practice: taken up, edited, agreed to, published, taken back."""

import pytest
from django.db import IntegrityError, transaction

from avow.kernel.lifecycle import Refused
from avow.learning.models import Mark, Practice
from avow.learning.publication import PublicPractice, practices_of, stories
from avow.learning.services import consenting, editing
from avow.ledger.models import Entry
from avow.notices.models import Message
from avow.people.personal import export_of
from tests.factories import give_role, make_user, represent
from tests.learning.conftest import EDITED, LATER, TEXT, WORDS, protect, share
from tests.worlds import at

pytestmark = pytest.mark.django_db
TOMORROW = at("2022-08-11 10:00")


def verbs(forum):
    rows = Entry.objects.filter(forum=forum, verb__startswith="practice.")
    return list(rows.order_by("seq").values_list("verb", flat=True))


def told(verb):
    return set(Message.objects.filter(verb=verb).values_list("to_email", flat=True))


def fresh(practice):
    return Practice.objects.get(pk=practice.pk)


def refused(function, *args, **kwargs):
    with pytest.raises(Refused) as caught, transaction.atomic():
        function(*args, **kwargs)
    return caught.value


def test_a_practice_is_published_exactly_as_its_maker_agreed(public, forum):
    [one] = practices_of(forum, 2022)
    assert isinstance(one, PublicPractice)
    assert (one.title, one.text, one.maker) == (TEXT["title"], EDITED, "Red de Mujeres")
    assert (one.actions, one.coalitions) == (("GBV-1",), ("gender_based_violence",))
    assert (one.countries, one.tags) == (("MX",), ("listening", "planning"))
    assert (one.number, one.year, one.language) == (1, 2022, "en")
    assert one.digest == public.wordings.get().digest
    assert verbs(forum) == ["practice.publish"]
    assert told("practice.asked") == told("practice.published") == {"ana@example.org", "bea@example.org"}  # fmt: skip


def test_of_another_year_there_is_none(public, forum):
    assert practices_of(forum, 2021) == []


def test_what_is_taken_up_begins_with_the_words_of_the_report(shared, sofia):
    one = editing.take_up(shared, by=sofia, now=LATER)
    assert (one.text, one.language, one.state) == (
        WORDS,
        "es",
        "draft",
    )  # Red de Mujeres writes Spanish
    assert one.source == shared.public
    assert one.actions


def test_a_second_click_takes_up_nothing_twice(shared, sofia, tom):
    first = editing.take_up(shared, by=sofia, now=LATER)
    assert editing.take_up(shared, by=tom, now=LATER) == first
    assert Practice.objects.count() == 1


def test_what_may_not_be_shared_is_not_taken_up(draft, ana, sofia):
    report = share(draft, ana, sofia, may_share=False)
    assert refused(editing.take_up, report, by=sofia, now=LATER).reasons == ("practice_not_shared",)


def test_only_the_secretariat_takes_up_and_nobody_their_own(shared, ana, dina, red, forum):
    own = make_user("own@example.org")
    give_role(own, forum, "secretariat")
    represent(own, red, "editor")
    for somebody in (ana, dina, own):
        assert refused(editing.take_up, shared, by=somebody, now=LATER).forbidden


def test_before_the_consent_nothing_is_public(asked, sofia, forum):
    assert practices_of(forum, 2022) == []
    assert refused(editing.publish, asked, by=sofia, now=LATER).reasons == ("moved_on",)


def test_without_a_title_nobody_is_asked(shared, sofia):
    one = editing.take_up(shared, by=sofia, now=LATER)
    assert refused(editing.ask, one, by=sofia, now=LATER).reasons == ("practice_incomplete",)
    hidden = {**TEXT, "title": "\u200b \u200d"}
    one = editing.edit(one, by=sofia, now=LATER, **hidden)
    assert refused(editing.ask, one, by=sofia, now=LATER).reasons == ("practice_incomplete",)


def test_the_maker_asks_for_a_change_and_is_asked_again(asked, ana, sofia, forum):
    one = consenting.answer(asked, "want_change", seen=1, by=ana, now=LATER, words="Say that the town helped.")  # fmt: skip
    assert one.state == "change_wanted"
    assert told("practice.change_wanted") == {"sofia@example.org", "tom@example.org"}
    one = editing.revise(one, by=sofia, now=LATER)
    one = editing.edit(one, by=sofia, now=LATER, **{**TEXT, "text": "The town helped."})
    one = editing.ask(one, by=sofia, now=LATER)
    one = consenting.answer(one, "agree", seen=2, by=ana, now=LATER)
    editing.publish(one, by=sofia, now=LATER)
    assert [row.text for row in practices_of(forum, 2022)] == ["The town helped."]
    assert [row.answer for row in one.wordings.order_by("number")] == ["change", "agreed"]


def test_a_change_is_asked_for_with_words(asked, ana):
    found = refused(consenting.answer, asked, "want_change", seen=1, by=ana, now=LATER, words=" \u200b")  # fmt: skip
    assert found.reasons == ("practice_words_missing",)
    assert fresh(asked).state == "asked"


def test_nobody_agrees_to_a_text_they_have_not_read(asked, ana, sofia):
    one = editing.revise(asked, by=sofia, now=LATER)
    assert refused(consenting.answer, one, "agree", seen=1, by=ana, now=LATER).reasons == ("moved_on",)  # fmt: skip
    one = editing.edit(one, by=sofia, now=LATER, **{**TEXT, "text": "Another text."})
    editing.ask(one, by=sofia, now=LATER)
    assert refused(consenting.answer, one, "agree", seen=1, by=ana, now=LATER).reasons == ("practice_text_newer",)  # fmt: skip
    assert refused(consenting.answer, one, "agree", seen=None, by=ana, now=LATER).reasons == ("practice_text_newer",)  # fmt: skip


def test_agreeing_twice_is_one_answer(agreed, ana, sofia):
    consenting.answer(agreed, "agree", seen=1, by=ana, now=TOMORROW)
    assert agreed.wordings.get().answered_at == LATER


def test_only_those_who_act_for_the_maker_answer(asked, chidi, sofia, red):
    reader = make_user("reader@example.org")
    represent(reader, red, "reader")
    for somebody in (chidi, sofia, reader):
        for move in ("agree", "want_change", "refuse"):
            assert refused(consenting.answer, asked, move, seen=1, by=somebody, now=LATER, words="x").forbidden  # fmt: skip
        assert refused(consenting.withdraw, asked, by=somebody, now=LATER).forbidden


def test_refused_is_for_good(asked, ana, sofia, forum):
    one = consenting.answer(asked, "refuse", seen=1, by=ana, now=LATER)
    assert one.state == "refused"
    for act in (editing.publish, editing.ask, editing.revise):
        assert refused(act, one, by=sofia, now=LATER).reasons == ("moved_on",)
    assert editing.take_up(one.report, by=sofia, now=LATER) == one
    assert verbs(forum) == []


def test_a_consent_taken_back_hides_at_once(public, ana, forum):
    consenting.withdraw(public, by=ana, now=TOMORROW)
    assert practices_of(forum, 2022) == stories(forum) == []
    assert not Mark.objects.exists()
    assert verbs(forum) == ["practice.publish", "practice.withdraw"]


def test_without_a_consent_there_is_none_to_take_back(asked, ana):
    assert refused(consenting.withdraw, asked, by=ana, now=LATER).reasons == ("practice_no_consent",)  # fmt: skip


def test_an_edit_leaves_public_what_was_agreed_to(public, ana, sofia, forum):
    one = editing.revise(public, by=sofia, now=TOMORROW)
    one = editing.edit(one, by=sofia, now=TOMORROW, **{**TEXT, "title": "Newer"})
    one = editing.ask(one, by=sofia, now=TOMORROW)
    assert [row.title for row in practices_of(forum, 2022)] == ["Ask the women first"]
    one = consenting.answer(one, "agree", seen=2, by=ana, now=TOMORROW)
    editing.publish(one, by=sofia, now=TOMORROW)
    assert [row.title for row in practices_of(forum, 2022)] == ["Newer"]


def test_who_refuses_the_newer_text_has_nothing_public(public, ana, sofia, forum):
    one = editing.ask(editing.revise(public, by=sofia, now=TOMORROW), by=sofia, now=TOMORROW)
    consenting.answer(one, "refuse", seen=2, by=ana, now=TOMORROW)
    assert practices_of(forum, 2022) == []
    assert verbs(forum)[-1] == "practice.refuse"


def test_publishing_twice_is_once(public, sofia, ana, forum):
    assert editing.publish(public, by=sofia, now=TOMORROW).published_at == LATER
    assert verbs(forum) == ["practice.publish"]
    assert refused(editing.publish, public, by=ana, now=TOMORROW).forbidden


def test_the_secretariat_takes_out_with_a_reason(public, sofia, forum):
    assert refused(editing.take_out, public, " ", by=sofia, now=LATER).reasons == ("practice_words_missing",)  # fmt: skip
    one = editing.take_out(public, "It was told twice.", by=sofia, now=LATER)
    assert (one.state, one.reason) == ("withdrawn", "It was told twice.")
    assert practices_of(forum, 2022) == []
    assert verbs(forum) == ["practice.publish", "practice.take_out"]


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(taken, sofia, tom):
    editing.edit(taken, by=tom, now=LATER, drawn=taken.version, **{**TEXT, "title": "Tom’s"})
    found = refused(editing.edit, taken, by=sofia, now=LATER, drawn=taken.version, **{**TEXT, "title": "Mine"})  # fmt: skip
    assert found.reasons == ("changed_meanwhile",)
    assert refused(editing.ask, taken, by=sofia, now=LATER, drawn=taken.version).reasons == ("changed_meanwhile",)  # fmt: skip
    assert fresh(taken).title == "Tom’s"


@pytest.mark.parametrize(
    "wrong, reason",
    [
        ({"title": "x" * 201}, "practice_too_long"),
        ({"text": "x" * 20_001}, "practice_too_long"),
        ({"actions": ["NO-1"]}, "practice_action_unknown"),
        ({"countries": ["XX"]}, "practice_country_unknown"),
        ({"tags": list("abcdefghi")}, "practice_tags_many"),
        ({"tags": ["x" * 41]}, "practice_tag_long"),
    ],
)
def test_what_cannot_be_kept_is_refused(taken, sofia, wrong, reason):
    found = refused(editing.edit, taken, by=sofia, now=LATER, **{**TEXT, **wrong})
    assert found.reasons == (reason,)
    assert fresh(taken).version == taken.version


def test_of_a_withdrawn_commitment_nothing_is_public(public, forum):
    from avow.commitments.models import Commitment

    Commitment.objects.filter(pk=public.report.commitment_id).update(state="withdrawn")
    assert practices_of(forum, 2022) == stories(forum) == []


def test_protection_hides_name_and_place_at_once(public, red, forum):
    protect(red)
    [one] = practices_of(forum, 2022)
    assert (one.maker, one.maker_slug, one.countries) == ("A women’s organisation", "", ())
    assert one.text == EDITED.replace("Red de Mujeres", "A women’s organisation")
    assert one.is_hidden
    assert stories(forum, country="MX") == []
    assert not Mark.objects.filter(facet="country").exists()
    assert not Practice.objects.shown(forum).saying("Red de Mujeres").exists()
    assert Practice.objects.shown(forum).saying("women").exists()


def test_neither_ledger_nor_address_ever_had_the_name(public, forum):
    for entry in Entry.objects.filter(verb__startswith="practice."):
        assert set(entry.data) == {"ref", "year", "wording", "digest"}
        assert entry.subject == "practice:1"


def test_of_a_protected_maker_no_country_is_taken_up(draft, ana, sofia, red):
    report = share(draft, ana, sofia)
    protect(red)
    report.refresh_from_db()
    assert editing.take_up(report, by=sofia, now=LATER).countries == []


def test_stories_are_of_the_part_that_was_chosen(public, forum):
    assert [one.number for one in stories(forum, coalition="gender_based_violence")] == [1]
    assert [one.number for one in stories(forum, action="GBV-1", country="MX")] == [1]
    assert stories(forum, coalition="economic_justice") == []
    assert stories(forum, country="NG") == []
    assert stories(forum, refs=["GE-999999"]) == []


@pytest.mark.parametrize(
    "question", ["women", "WOMEN first", "listen", "Red de Mujeres", "plan", ""]
)
def test_practices_are_found_by_their_words(public, forum, question):
    assert Practice.objects.shown(forum).saying(question).count() == 1


@pytest.mark.parametrize("question", ["nothing", "omen", "%", "_", '"first women"'])
def test_and_by_no_others(public, forum, question):
    found = Practice.objects.shown(forum).saying(question).count()
    assert found == (1 if question in {"%", "_"} else 0)  # signs alone ask for nothing


@pytest.mark.parametrize(
    "text, question",
    [
        ("استمعنا إلى النِّساء أولًا", "النساء"),
        ("استمعنا إلى النساء", "نساء"),
        ("我们先听取妇女的意见", "妇女"),
        ("Écouter d’abord", "ecouter"),
    ],
)
def test_words_of_any_script_are_found(taken, ana, sofia, forum, text, question):
    one = editing.edit(taken, by=sofia, now=LATER, **{**TEXT, "text": text})
    one = editing.ask(one, by=sofia, now=LATER)
    one = consenting.answer(one, "agree", seen=1, by=ana, now=LATER)
    editing.publish(one, by=sofia, now=LATER)
    assert Practice.objects.shown(forum).saying(question).count() == 1


def test_the_database_holds_one_practice_for_each_report(public, forum):
    with pytest.raises(IntegrityError), transaction.atomic():
        Practice.objects.create(
            forum=forum, number=2, report=public.report, source=public.source, language="en",
            taken_at=LATER,
        )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Practice.objects.filter(pk=public.pk).update(state="withdrawn")


def test_a_person_reads_in_their_export_what_they_answered(public, ana, sofia):
    assert [one["answer"] for one in export_of(ana)["practices"]] == ["agreed"]
    assert {key for one in export_of(sofia)["practices"] for key in one} == {"took_up", "asked_about", "at"}  # fmt: skip


def test_a_mail_about_a_protected_makers_wish_does_not_name_it(asked, ana, red):
    protect(red)
    words = "Leave out Red de **Mujeres**, please."
    consenting.answer(asked, "want_change", seen=1, by=ana, now=LATER, words=words)
    for mail in Message.objects.filter(verb="practice.change_wanted"):
        assert "Mujeres" not in mail.text + mail.subject
        assert "please" in mail.text
