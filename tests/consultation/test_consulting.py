"""Comments on a version: taken in time, found again in the next one, answered publicly with it."""

from datetime import timedelta

import pytest

from avow.consultation import context, rules
from avow.consultation.models import Answer, Comment, Consultation, Placement
from avow.consultation.rules import CommentFacts
from avow.consultation.services import answering, workshops
from avow.consultation.services.commenting import support
from avow.forums.models import Window
from avow.jobs.models import Job
from avow.jobs.services import run
from avow.kernel.lifecycle import Refused
from avow.moderation.models import PublicText
from avow.moderation.services import deciding
from avow.participants.services.entering import of_user
from avow.review.models import Maker
from tests.blueprints import kit as plans
from tests.consultation.kit import BODY, DURING, LATER, PUBLISHED, draft, key_of, next_version, say
from tests.participants.kit import known
from tests.worlds import at

QUOTE = "We train judges and police."


@pytest.fixture
def version(world):
    return draft(world)


@pytest.fixture
def vita(forum):
    """Somebody of whom a text was shown before."""
    row = known(forum, DURING)
    PublicText.objects.create(
        forum=forum, kind="post", author=row, text="Earlier", language="en",
        state="visible", written_at=DURING, shown_at=DURING,
    )  # fmt: skip
    return row


def place_all():
    for job in Job.objects.filter(kind="consultation.place", state="waiting"):
        run(job.pk, LATER)


def test_a_published_draft_opens_its_consultation_by_itself(version):
    row = Consultation.objects.get()
    assert (row.version, row.audience, row.window.kind) == (version, "public", "consultation")


@pytest.mark.parametrize(
    ("facts", "reasons"),
    [
        (CommentFacts(True, True, "public", False), ()),
        (CommentFacts(True, True, "makers", True), ()),
        (CommentFacts(True, True, "makers", False), ("consultation_for_makers",)),
        (CommentFacts(False, True, "public", False), ("consultation_closed",)),
        (
            CommentFacts(False, False, "makers", False),
            ("consultation_closed", "consultation_newer_version", "consultation_for_makers"),
        ),
    ],
)
def test_when_a_comment_is_taken(facts, reasons):
    assert rules.refusals(facts) == reasons


def test_a_comment_holds_on_to_its_passage(version, vita):
    one = say(version, vita, section_key=key_of(version), quote=" We train  judges\nand police. ")
    assert (one.quote, one.prefix[-5:], one.suffix[:6]) == (QUOTE, "own. ", " Women")
    assert one.text.state == "visible"
    assert one.text.url.endswith(f"/comments/{one.pk}/")


def test_a_comment_on_a_section_or_the_whole(version, vita):
    assert say(version, vita, section_key=key_of(version)).quote == ""
    assert say(version, vita, "Of the whole").section_key == ""


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ({"section_key": "forged"}, "comment_section_unknown"),
        ({"quote": QUOTE}, "comment_passage_without_section"),
        ({"section_key": "GBV-1", "quote": "We train cooks"}, "comment_passage_not_found"),
    ],
)
def test_a_passage_that_is_not_there_is_refused(version, vita, place, reason):
    if place.get("section_key") == "GBV-1":
        place = place | {"section_key": key_of(version)}
    with pytest.raises(Refused, match=reason):
        say(version, vita, **place)
    assert not Comment.objects.exists()


def test_after_the_window_nothing_is_taken(version, vita):
    with pytest.raises(Refused, match="consultation_closed"):
        say(version, vita, now=at("2022-01-01 00:00"))


def test_a_double_click_comments_once_but_the_same_words_fit_two_passages(version, vita):
    key = key_of(version)
    assert say(version, vita, section_key=key) == say(version, vita, section_key=key)
    say(version, vita, section_key=key_of(version, "GBV-2"))
    assert Comment.objects.count() == 2


def test_a_consultation_for_makers_takes_makers_and_champions_only(
    world, version, vita, sofia, ana, red, dina, forum, gbv
):
    window = Consultation.objects.get().window
    answering.set_up(version, window, "makers", "", by=sofia, now=DURING)
    for author in (vita, of_user(ana, forum, now=DURING)):
        with pytest.raises(Refused, match="consultation_for_makers"):
            say(version, author)
    Maker.objects.create(forum=forum, organisation=red, coalition=gbv, since=DURING)
    assert say(version, of_user(ana, forum, now=DURING), "As a maker").organisation == red
    assert say(version, of_user(dina, forum, now=DURING), "As a Champion").pk


def test_a_window_of_another_kind_or_forum_is_refused(version, sofia, forum, ana):
    wrong = Window.objects.filter(forum=forum).exclude(kind="consultation")[0]
    with pytest.raises(Refused, match="consultation_window_unknown"):
        answering.set_up(version, wrong, "public", "", by=sofia, now=DURING)
    right = Window.objects.filter(forum=forum, kind="consultation")[0]
    with pytest.raises(Refused, match="not_yours"):
        answering.set_up(version, right, "public", "", by=ana, now=DURING)


def test_support_counts_each_person_once_and_nobody_supports_themselves(version, vita, forum):
    one, other = say(version, vita), known(forum, DURING, "other@example.org")
    assert support(one, by=other, now=DURING) == 1
    assert support(one, by=other, now=DURING) == 1
    with pytest.raises(Refused, match="support_own"):
        support(one, by=vita, now=DURING)
    assert support(one, by=other, now=DURING, takes_back=True) == 0
    one.refresh_from_db()
    assert one.supported == 0


def test_a_passage_is_followed_into_the_next_version(world, version, vita):
    one = say(version, vita, section_key=key_of(version), quote=QUOTE)
    lost = say(version, vita, "Where?", section_key=key_of(version), quote="Shelters open")
    whole = say(version, vita, "Of the whole")
    new = next_version(
        world, body=f"New first words.\n\n{BODY.replace('Shelters open', 'Homes exist')}"
    )
    place_all()
    places = {row.comment_id: row for row in Placement.objects.filter(version=new)}
    assert places[one.pk].how == "same"
    text = answering.text_of(new.sections.all()).sections[places[one.pk].section_key]
    assert text[places[one.pk].start : places[one.pk].end] == QUOTE
    assert (places[lost.pk].how, places[lost.pk].section_key) == ("changed", "")
    assert places[whole.pk].how == "whole"


def test_a_passage_that_moved_to_another_section_is_found_there(world, version, vita, dina):
    one = say(version, vita, section_key=key_of(version), quote=QUOTE)
    blueprint = plans.plan(world)
    plans.write(plans.action(blueprint, "GBV-2"), dina, LATER, body=f"Elsewhere now. {BODY}")
    new = next_version(world, body="Nothing of it.")
    place_all()
    place = Placement.objects.get(comment=one)
    assert (place.how, place.section_key) == ("moved", key_of(new, "GBV-2"))


def test_placing_goes_on_after_a_stop_and_places_once(world, version, vita, monkeypatch):
    for number in range(5):
        say(version, vita, f"Comment {number}", section_key=key_of(version))
    monkeypatch.setattr(answering, "BATCH", 2)
    next_version(world, body=BODY)
    job = Job.objects.get(kind="consultation.place")
    run(job.pk, LATER)
    run(job.pk, LATER)
    job.refresh_from_db()
    assert (job.state, job.done, Placement.objects.count()) == ("done", 5, 5)


def reply(comments, by, verdict="taken_up", words="We wrote it in.", now=LATER):
    return answering.answer(comments, verdict, words, language="en", by=by, now=now)


def test_answers_are_published_with_the_next_version_and_then_stand(world, version, vita, dina):
    one, two = say(version, vita, "One"), say(version, vita, "Two")
    assert reply([one, two], dina) == 2
    assert reply([two], dina, "not", "We could not.") == 1
    assert not Answer.objects.exclude(published_in=None).exists()
    new = next_version(world, body="Changed")
    assert {row.published_in for row in Answer.objects.all()} == {new}
    with pytest.raises(Refused, match="answer_is_public"):
        reply([one], dina, "not", "Changed our mind.")
    assert context.said(Comment.objects.all()) == {
        "taken_up": 1, "partly": 0, "not": 1, "waiting": 0,
    }  # fmt: skip


@pytest.mark.parametrize("name", ["gita", "ana", "vera"])
def test_only_the_coalitions_champions_and_the_secretariat_answer(world, version, vita, name):
    with pytest.raises(Refused, match="not_yours"):
        reply([say(version, vita)], world.user(name))


@pytest.mark.parametrize(
    ("verdict", "words", "reason"),
    [("perhaps", "Why", "answer_without_verdict"), ("not", "  ", "answer_without_reason")],
)
def test_an_answer_says_what_and_why(version, vita, dina, verdict, words, reason):
    with pytest.raises(Refused, match=reason):
        reply([say(version, vita)], dina, verdict, words)


def test_a_removed_comment_is_not_answered(version, vita, dina, sofia):
    one = say(version, vita)
    deciding.decide(one.text, "remove", by=sofia, reason="spam", now=DURING)
    with pytest.raises(Refused, match="moved_on"):
        reply([one], dina)


def test_a_workshop_is_entered_once_a_comment_for_each_paragraph(version, sofia, ana):
    values = {"section_key": key_of(version), "language": "es", "by": sofia, "now": DURING}
    texts = "More shelters.\n\n  \nMore judges.\nAnd police.\n"
    assert workshops.enter_workshop(version, "Oaxaca", texts, **values) == (2, 0)
    assert workshops.enter_workshop(version, "Oaxaca", f"{texts}\n\nNew.", **values) == (1, 2)
    rows = Comment.objects.order_by("pk")
    assert [row.text.text for row in rows] == [
        "More shelters.",
        "More judges.\nAnd police.",
        "New.",
    ]
    assert {(row.source, row.source_name, row.text.state) for row in rows} == {
        ("workshop", "Oaxaca", "visible")
    }
    with pytest.raises(Refused, match="not_yours"):
        workshops.enter_workshop(version, "Oaxaca", texts, **(values | {"by": ana}))


def test_figures_of_who_took_part_hide_small_groups(version, forum):
    for number in range(6):
        author = known(forum, DURING, f"p{number}@example.org", kind="youth_led", country="KE")
        say(version, author, f"One of {number}")
        say(version, author, f"Two of {number}")
    say(version, known(forum, DURING, "x@example.org", kind="government", country="FR"))
    PublicText.objects.update(state="visible", shown_at=DURING)
    tables = dict(context.who(Comment.objects.visible(), forum, "en"))
    assert dict(tables["region"]) == {"014": None, "155": None}  # the whole is public: seven
    for number in range(5):
        author = known(forum, DURING, f"n{number}@example.org", kind="government", country="NO")
        say(version, author, f"Three of {number}")
    PublicText.objects.update(state="visible", shown_at=DURING)
    tables = dict(context.who(Comment.objects.visible(), forum, "en"))
    assert dict(tables["region"]) == {"014": 6, "154": None, "155": None}
    assert sorted(count or 0 for _, count in tables["kind"]) == [6, 6]


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({"a": 9, "b": 6}, {"a": 9, "b": 6}),
        ({"a": 6, "b": 1}, {"a": None, "b": None}),  # the whole is public: seven
        ({"a": 9, "b": 7, "c": 4}, {"a": 9, "b": None, "c": None}),
        ({"a": 9, "b": 3, "c": 2}, {"a": 9, "b": None, "c": None}),
        ({"a": 9, "b": 6, "c": 2, "d": 1}, {"a": 9, "b": None, "c": None, "d": None}),
        ({"a": 9, "b": 0}, {"a": 9, "b": 0}),
        ({"a": 3}, {"a": None}),
    ],
)
def test_what_a_small_group_is_cannot_be_worked_out_from_the_others(counts, told):
    assert dict(rules.blurred(counts.items())) == told


def test_a_paragraph_that_is_too_long_is_refused_and_nothing_cut_off(version, sofia):
    said = {"section_key": "", "language": "en", "by": sofia, "now": DURING}
    with pytest.raises(Refused, match="workshop_paragraph_too_long"):
        workshops.enter_workshop(version, "Oaxaca", "Short\n\n" + "x" * 5_001, **said)
    assert not Comment.objects.exists()
    assert workshops.enter_workshop(version, "Oaxaca", "\u200b\n\nMore\n\nMore", **said) == (2, 0)
    assert workshops.enter_workshop(version, "Oaxaca", "More\n\nMore", **said) == (0, 2)


def test_who_may_comment_is_not_overwritten_by_an_older_page(version, sofia):
    window = version.consultation.window
    values = {"by": sofia, "now": DURING}
    answering.set_up(version, window, "makers", "What is missing?", drawn=1, **values)
    with pytest.raises(Refused, match="changed_meanwhile"):
        answering.set_up(version, window, "public", "", drawn=1, **values)
    version.consultation.refresh_from_db()
    assert (version.consultation.audience, version.consultation.changes) == ("makers", 2)
    answering.set_up(version, window, "public", "", drawn=2, **values)


def test_comments_stand_in_the_window_that_is_next_when_none_is_open(world, forum):
    version = draft(world)
    window = Consultation.objects.get(version=version).window
    assert window.closes_at > PUBLISHED
    assert window.opens_at - PUBLISHED < timedelta(days=60)


def test_support_is_taken_as_comments_are(world, version, vita, forum, sofia):
    one = say(version, vita)
    other = known(forum, DURING, email="other@example.org")
    support(one, by=other, now=DURING)
    third = known(forum, DURING, email="third@example.org")
    with pytest.raises(Refused, match="consultation_closed"):
        support(one, by=third, now=LATER)
    answering.set_up(version, version.consultation.window, "makers", "", by=sofia, now=DURING)
    with pytest.raises(Refused, match="consultation_for_makers"):
        support(one, by=third, now=DURING)
    assert support(one, by=other, now=LATER, takes_back=True) == 0


def test_what_a_version_said_yet_is_not_told_before_the_next_one(version, vita, dina):
    reply([say(version, vita)], dina)
    rows = Comment.objects.visible()
    assert context.said(rows)["taken_up"] == 1
    told = {"taken_up": 0, "partly": 0, "not": 0, "waiting": 1}
    assert context.said(rows, public=True) == told


def test_a_late_answer_is_public_at_once(world, version, vita, dina):
    """The next version is out already: there may be no other one."""
    one = say(version, vita)
    new = next_version(world, body="Changed")
    reply([one], dina)
    assert Answer.objects.get().published_in == new


def test_two_champions_do_not_answer_over_each_other(world, version, vita, dina):
    one = say(version, vita)
    reply([one], dina)
    emre, answered = world.user("emre"), Answer.objects.get()
    with pytest.raises(Refused, match="answer_by_somebody_else"):
        reply([one], emre, "not")
    seen = {one.pk: answered.at.isoformat()}
    answering.answer([one], "not", "No.", language="en", seen=seen, by=emre, now=LATER)
    assert Answer.objects.get().verdict == "not"


@pytest.mark.parametrize("quote", ["E\u0301lan de\u0301cide\u0301", "Élan\u202c décidé"])
def test_a_passage_is_found_however_a_system_types_it(world, vita, dina, quote):
    blueprint = plans.plan(world)
    plans.write(plans.action(blueprint), dina, body="Un **Élan décidé** des femmes.")
    version = plans.publish(world, blueprint, PUBLISHED)
    assert say(version, vita, section_key=key_of(version), quote=quote).quote == "Élan décidé"


def test_a_workshop_entered_late_has_its_place_in_the_newer_version(world, version, sofia):
    new = next_version(world, body=f"New. {BODY}")
    place_all()
    said = {"section_key": key_of(version), "language": "en", "by": sofia, "now": LATER}
    workshops.enter_workshop(version, "Nairobi", "More of it.", **said)
    place_all()
    assert Placement.objects.get().version == new


def test_a_workshop_entered_again_for_a_newer_version_is_here_already(world, version, sofia):
    said = {"section_key": "", "language": "en", "by": sofia, "now": LATER}
    workshops.enter_workshop(version, "Nairobi", "More of it.", **said)
    new = next_version(world, body="Changed")
    assert workshops.enter_workshop(new, "Nairobi", "More of it.", **said) == (0, 1)
