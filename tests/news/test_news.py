"""News: written by Champions and the secretariat, published, mailed to those who want them, once."""

from datetime import timedelta

import pytest

from avow.jobs.models import Job
from avow.jobs.services import run
from avow.kernel.lifecycle import Refused
from avow.ledger.models import Entry
from avow.news import rules
from avow.news.lifecycle import UPDATE
from avow.news.models import Subscription, Update
from avow.news.services import sending, subscribing, writing
from avow.news.states import State
from avow.notices.models import Message
from avow.participants.services.entering import confirm, forget, of_user
from avow.people.roles import Role
from tests.participants.kit import hand, known
from tests.worlds import at

NOW = at("2021-04-07 10:00")  # a Wednesday
MONDAY = at("2021-04-12 16:00")  # morning in the forum's zone
WEEK = timedelta(days=7)
ALLOWED = {
    ("draft", "champion"): {"submit"},
    ("draft", "secretariat"): {"schedule", "publish"},
    ("submitted", "secretariat"): {"send_back", "schedule", "publish"},
    ("scheduled", "secretariat"): {"unschedule", "publish"},
    ("scheduled", "system"): {"publish"},
    ("published", "secretariat"): {"withdraw"},
}


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("role", list(Role))
def test_a_role_has_these_moves_and_no_others(role, state):
    moves = {move.name for move in UPDATE.open_to(state, frozenset({role}))}
    assert moves == ALLOWED.get((state, role.value), set())


def test_a_week_is_named_by_its_monday():
    assert rules.week_of(at("2021-04-18 10:00").date()).isoformat() == "2021-04-12"


def begin(forum, by, coalition=None, title="Judges are trained", **changes):
    values = {"text": "Sixty took part.\n\nMore follows.", "language": "en", "now": NOW} | changes
    return writing.begin(forum, coalition=coalition, by=by, title=title, **values)


def published(forum, sofia, coalition=None, now=NOW, **changes):
    made = begin(forum, sofia, coalition, now=now, **changes)
    return writing.move(made, "publish", by=sofia, now=now)


def run_jobs(kind, now=NOW):
    for job in Job.objects.filter(kind=kind, state="waiting"):
        run(job.pk, now)


def test_a_champion_writes_for_their_coalition_and_the_secretariat_publishes(
    forum, gbv, dina, sofia
):
    update = begin(forum, dina, gbv)
    assert begin(forum, dina, gbv) == update  # a double click
    writing.move(update, "submit", by=dina, now=NOW)
    assert Message.objects.filter(verb="update.submitted", to_email=sofia.email).count() == 1
    with pytest.raises(Refused, match="moved_on"):
        writing.edit(update, title="Other", text="Other", language="en", by=dina, now=NOW)
    with pytest.raises(Refused, match="not_yours"):
        writing.move(update, "publish", by=dina, now=NOW)
    writing.move(update, "send_back", by=sofia, reason="Say where.", now=NOW)
    writing.edit(update, title="In Oaxaca", text="Where", language="en", by=dina, now=NOW)
    writing.move(update, "submit", by=dina, now=NOW)
    row = writing.move(update, "publish", by=sofia, now=NOW)
    assert writing.move(update, "publish", by=sofia, now=NOW + WEEK).published_at == NOW
    assert (row.title, row.slug, row.published_at) == ("In Oaxaca", "in-oaxaca", NOW)
    assert Entry.objects.filter(verb="update.publish").count() == 1


def test_champions_are_told_what_became_of_their_news(forum, gbv, dina, sofia):
    update = begin(forum, dina, gbv)
    writing.move(update, "submit", by=dina, now=NOW)
    writing.move(update, "send_back", by=sofia, reason="Say **where**.", now=NOW)
    back = Message.objects.filter(verb="update.sent_back")
    assert dina.email in set(back.values_list("to_email", flat=True))
    assert sofia.email not in set(back.values_list("to_email", flat=True))
    assert "Say **where**." in back.get(to_email=dina.email).text
    assert f"/desk/news/{update.pk}/" in back.get(to_email=dina.email).text
    writing.move(update, "submit", by=dina, now=NOW + WEEK)
    writing.move(update, "send_back", by=sofia, reason="And when.", now=NOW + WEEK)
    assert back.filter(to_email=dina.email).count() == 2
    writing.move(update, "submit", by=dina, now=NOW + WEEK)
    writing.move(update, "schedule", by=sofia, publish_at=NOW + 2 * WEEK, now=NOW + WEEK)
    assert not Message.objects.filter(verb="update.published").exists()
    writing.publish_due(NOW + 2 * WEEK)
    writing.publish_due(NOW + 2 * WEEK)
    told = Message.objects.get(verb="update.published", to_email=dina.email)
    assert f"/news/{update.pk}-judges-are-trained/" in told.text


def test_champions_are_not_told_of_what_the_secretariat_wrote(forum, gbv, dina, sofia):
    published(forum, sofia, gbv)
    assert not Message.objects.filter(verb="update.published").exists()


@pytest.mark.parametrize("name", ["gita", "ana", "vera"])
def test_nobody_else_writes_for_a_coalition(world, forum, gbv, name):
    with pytest.raises(Refused, match="not_yours"):
        begin(forum, world.user(name), gbv)


def test_a_champion_does_not_write_for_the_whole_forum(forum, dina):
    with pytest.raises(Refused, match="not_yours"):
        begin(forum, dina)


def test_what_an_update_needs(forum, sofia):
    with pytest.raises(Refused, match="update_too_long"):
        begin(forum, sofia, title="x" * 201)
    empty = begin(forum, sofia, title="")
    with pytest.raises(Refused, match="update_incomplete"):
        writing.move(empty, "publish", by=sofia, now=NOW)
    whole = begin(forum, sofia)
    with pytest.raises(Refused, match="update_time_past"):
        writing.move(whole, "schedule", by=sofia, publish_at=NOW, now=NOW)


def test_a_scheduled_update_is_published_by_the_calendar(forum, sofia):
    update = begin(forum, sofia)
    writing.move(update, "schedule", by=sofia, publish_at=NOW + WEEK, now=NOW)
    assert writing.publish_due(NOW + WEEK - timedelta(seconds=1)) == 0
    assert writing.publish_due(NOW + WEEK) == 1
    assert writing.publish_due(NOW + WEEK) == 0


def test_a_correction_keeps_what_was_said_and_says_what_was_wrong(forum, sofia, dina, gbv):
    update = published(forum, sofia, gbv)
    with pytest.raises(Refused, match="not_yours"):
        writing.correct(update, "Seventy.", "The number.", by=dina, now=NOW)
    with pytest.raises(Refused, match="incomplete"):
        writing.correct(update, "Seventy.", " ", by=sofia, now=NOW)
    writing.correct(update, "Seventy.", "The number.", by=sofia, now=NOW)
    update.refresh_from_db()
    assert update.text == "Seventy."
    assert update.corrections.get().text.startswith("Sixty")


def test_an_update_is_translated_once_into_a_language(forum, sofia):
    first = published(forum, sofia)
    begin(forum, sofia, title="Des juges", language="fr", translation_of=first)
    with pytest.raises(Refused, match="update_translated_already"):
        begin(forum, sofia, title="Les juges", language="fr", translation_of=first)


def translated(forum, sofia, first, **changes):
    return begin(forum, sofia, title="Des juges", language="fr", translation_of=first, **changes)


def test_a_translation_goes_with_what_it_translates(forum, sofia):
    first = published(forum, sofia)
    french = writing.move(translated(forum, sofia, first), "publish", by=sofia, now=NOW)
    spanish = begin(forum, sofia, title="Jueces", language="es", translation_of=first)
    writing.move(spanish, "schedule", by=sofia, publish_at=NOW + WEEK, now=NOW)
    writing.move(first, "withdraw", by=sofia, reason="It was not so.", now=NOW)
    french.refresh_from_db()
    spanish.refresh_from_db()
    assert (french.state, french.reason) == ("withdrawn", "It was not so.")
    assert spanish.state == "draft"
    with pytest.raises(Refused, match="update_original_not_public"):
        writing.move(spanish, "publish", by=sofia, now=NOW)
    assert not Update.objects.public().exists()


def test_no_news_has_two_texts_in_one_language(forum, sofia):
    first = published(forum, sofia)
    with pytest.raises(Refused, match="update_translated_already"):
        begin(forum, sofia, title="The same", language="en", translation_of=first)
    french = translated(forum, sofia, first)
    words = {"title": "Jueces", "text": "Sesenta.", "by": sofia, "now": NOW}
    with pytest.raises(Refused, match="update_translated_already"):
        writing.edit(french, language="en", **words)
    spanish = begin(forum, sofia, title="Jueces", language="es", translation_of=first)
    with pytest.raises(Refused, match="update_translated_already"):
        writing.edit(spanish, language="fr", **words)


def test_a_translation_says_that_the_original_was_corrected_since(forum, sofia):
    first = published(forum, sofia)
    french = writing.move(translated(forum, sofia, first), "publish", by=sofia, now=NOW)
    assert not french.is_stale
    writing.correct(first, "Seventy.", "The number.", by=sofia, now=NOW + WEEK)
    assert french.is_stale
    writing.correct(french, "Soixante-dix.", "Le nombre.", by=sofia, now=NOW + 2 * WEEK)
    assert not french.is_stale
    assert not first.is_stale


def test_what_somebody_else_saved_is_not_overwritten(forum, gbv, dina, sofia):
    update = begin(forum, dina, gbv)
    words = {"title": "Judges", "language": "en", "by": dina, "now": NOW}
    saved = writing.edit(update, text="Farah's", drawn=1, **words)
    assert saved.version == 2
    assert writing.edit(update, text="Farah's", drawn=1, **words).version == 2  # a double click
    with pytest.raises(Refused, match="changed_meanwhile"):
        writing.edit(update, text="Dina's", drawn=1, **words)
    assert writing.edit(update, text="Both", drawn=2, **words).text == "Both"
    writing.move(update, "publish", by=sofia, now=NOW)
    writing.correct(update, "Right", "A word.", by=sofia, drawn=3, now=NOW)
    with pytest.raises(Refused, match="changed_meanwhile"):
        writing.correct(update, "Other", "A word.", by=sofia, drawn=3, now=NOW)


def test_a_translation_alone_is_withdrawn_alone(forum, sofia):
    first = published(forum, sofia)
    french = writing.move(translated(forum, sofia, first), "publish", by=sofia, now=NOW)
    writing.move(french, "withdraw", by=sofia, reason="Badly said.", now=NOW)
    assert Update.objects.public().get() == first


def test_a_planned_translation_waits_for_what_it_translates(forum, sofia):
    first = begin(forum, sofia)
    french = translated(forum, sofia, first)
    writing.move(french, "schedule", by=sofia, publish_at=NOW + timedelta(hours=1), now=NOW)
    assert writing.publish_due(NOW + timedelta(days=1)) == 0
    writing.move(first, "schedule", by=sofia, publish_at=NOW + WEEK, now=NOW + timedelta(days=1))
    assert writing.publish_due(NOW + WEEK) == 2


def subscribed(forum, email="reader@example.org", coalitions=(), frequency="weekly"):
    return subscribing.subscribe(
        known(forum, NOW, email), coalitions=coalitions, frequency=frequency, now=NOW
    )


def test_an_unknown_reader_counts_once_they_follow_the_link(forum):
    row = subscribing.subscribe_as(forum, hand(), next_url="", now=NOW)
    assert row.confirmed_at is None
    assert not sending.live(forum, "weekly").exists()
    confirm(row.participant, now=NOW)
    assert sending.live(forum, "weekly").get() == row


def test_nobody_changes_the_subscription_of_another(forum, gbv):
    row = subscribed(forum)
    again = subscribing.subscribe_as(
        forum, hand("reader@example.org"), next_url="", coalitions=[gbv], frequency="once", now=NOW
    )
    again.refresh_from_db()
    assert (again, again.frequency, again.coalitions.count()) == (row, "weekly", 0)


def test_who_ended_it_begins_again_only_by_the_link(forum):
    row = subscribed(forum)
    subscribing.end(row, now=NOW)
    subscribing.end(row, now=NOW + WEEK)
    row.refresh_from_db()
    assert row.ended_at == NOW
    subscribing.subscribe_as(forum, hand("reader@example.org"), next_url="", now=NOW)
    assert not sending.live(forum, "weekly").exists()


def test_at_once_means_a_mail_for_each_update_of_ones_coalitions(forum, sofia, gbv, economy):
    subscribed(forum, "all@example.org", frequency="once")
    subscribed(forum, "gbv@example.org", [gbv], "once")
    subscribed(forum, "weekly@example.org")
    published(forum, sofia, gbv)
    published(forum, sofia, economy, title="Care")
    published(forum, sofia, None, title="For everybody")
    run_jobs("news.at_once")
    run_jobs("news.at_once")
    mails = Message.objects.filter(verb="news.update").order_by("pk")
    assert sorted(mails.values_list("to_email", "subject")) == [
        ("all@example.org", "Care"),
        ("all@example.org", "For everybody"),
        ("all@example.org", "Judges are trained"),
        ("gbv@example.org", "For everybody"),
        ("gbv@example.org", "Judges are trained"),
    ]
    assert "/news/subscription/" in mails[0].unsubscribe_url


def test_a_digest_comes_on_monday_with_what_is_new_and_never_twice(forum, sofia, gbv, economy):
    subscribed(forum, "all@example.org")
    subscribed(forum, "gbv@example.org", [gbv])
    published(forum, sofia, economy, title="Care", now=NOW + timedelta(days=1))
    assert sending.start_digests(NOW + timedelta(days=2)) == 0  # a Friday
    assert sending.start_digests(MONDAY) == 1
    assert sending.start_digests(MONDAY) == 0
    run_jobs("news.digest", MONDAY)
    assert list(Message.objects.filter(verb="news.digest").values_list("to_email", flat=True)) == [
        "all@example.org"
    ]
    assert sending.start_digests(MONDAY + WEEK) == 1
    run_jobs("news.digest", MONDAY + WEEK)
    assert Message.objects.filter(verb="news.digest").count() == 1  # nothing new, no mail


def test_a_digest_goes_on_after_a_stop_without_a_second_mail(forum, sofia, monkeypatch):
    monkeypatch.setattr(sending, "BATCH", 2)
    for number in range(5):
        subscribed(forum, f"r{number}@example.org")
    published(forum, sofia, now=NOW + timedelta(days=1))
    sending.start_digests(MONDAY)
    job = Job.objects.get(kind="news.digest")
    real, calls = sending.advance, []

    def stop(*given):
        real(*given)
        calls.append(given)
        if len(calls) == 1:
            raise KeyboardInterrupt  # as a killed worker: nobody catches it

    monkeypatch.setattr(sending, "advance", stop)
    with pytest.raises(KeyboardInterrupt):
        run(job.pk, MONDAY)
    run(job.pk, MONDAY + timedelta(minutes=10))
    mails = Message.objects.filter(verb="news.digest").values_list("to_email", flat=True)
    assert sorted(mails) == [f"r{number}@example.org" for number in range(5)]


def test_who_was_forgotten_or_blocked_is_not_written_to(forum):
    row = subscribed(forum)
    forget(row.participant, now=NOW)
    assert not sending.live(forum, "weekly").exists()
    assert Subscription.objects.count() == 1


def test_news_come_in_the_language_somebody_chose_at_the_address_of_their_account(
    forum, sofia, vera
):
    row = subscribing.subscribe(
        of_user(vera, forum, now=NOW), frequency="weekly", language="fr", now=NOW
    )
    first = published(forum, sofia, now=NOW + timedelta(hours=1))
    french = translated(forum, sofia, first, now=NOW)
    writing.move(french, "publish", by=sofia, now=NOW + timedelta(hours=1))
    vera.email = "vera.new@example.org"
    vera.save()
    assert row.participant.email != vera.email
    assert sending.start_digests(MONDAY) == 1
    run_jobs("news.digest", MONDAY)
    mail = Message.objects.get(verb="news.digest")
    assert (mail.to_email, mail.language) == ("vera.new@example.org", "fr")
    assert "Des juges" in mail.text
    assert "Judges are trained" not in mail.text


def test_a_translation_is_not_mailed_again(forum, sofia):
    subscribed(forum, frequency="once")
    first = published(forum, sofia)
    other = begin(forum, sofia, title="Des juges", language="fr", translation_of=first)
    writing.move(other, "publish", by=sofia, now=NOW)
    run_jobs("news.at_once")
    assert Message.objects.filter(verb="news.update").count() == 1
    assert Update.objects.public().count() == 2
