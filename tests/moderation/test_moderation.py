"""What the public writes: one life for every text, published rules, reports, removal, appeal."""

from contextlib import suppress
from datetime import timedelta

import pytest

from avow.kernel.lifecycle import Refused
from avow.ledger.models import Entry
from avow.moderation import rules
from avow.moderation.lifecycle import TEXT
from avow.moderation.models import PublicText
from avow.moderation.services import deciding, writing
from avow.moderation.states import Reason, State
from avow.notices.models import Message
from avow.participants.services.entering import confirm, enter, forget, forget_unconfirmed, of_user
from avow.people.roles import Role
from tests.factories import give_role, make_user
from tests.participants.kit import hand, known
from tests.worlds import at

NOW = at("2021-04-05 10:00")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

# Copied by hand from the rules page: who moves a text, from where.
ALLOWED = {
    ("unconfirmed", "system"): {"open", "hold"},
    ("visible", "system"): {"hold"},
    ("visible", "secretariat"): {"hold", "keep", "remove"},
    ("held", "secretariat"): {"approve", "remove"},
    ("removed", "secretariat"): {"restore"},
    ("unconfirmed", "author"): {"withdraw"},
    ("held", "author"): {"withdraw"},
    ("visible", "author"): {"withdraw"},
}


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("role", list(Role))
def test_a_role_has_these_moves_and_no_others(role, state):
    moves = {move.name for move in TEXT.open_to(state, frozenset({role}))}
    assert moves == ALLOWED.get((state, role.value), set())


@pytest.mark.parametrize("state", State.values)
def test_nobody_decides_on_their_own_text(state):
    moves = {move.name for move in TEXT.open_to(state, {Role.SECRETARIAT, Role.AUTHOR})}
    assert moves <= {"withdraw"}


@pytest.fixture
def vita(forum):
    return known(forum, NOW)


@pytest.fixture
def trusted(forum, vita):
    """An author of whom a text was shown before."""
    post(forum, vita, "An earlier text")
    PublicText.objects.update(state="visible", shown_at=NOW)
    return vita


def post(forum, author, words="We trained sixty judges.", now=NOW):
    return writing.write(forum, "post", words, author=author, language="en", now=now)


def test_the_first_text_of_somebody_is_held_the_next_one_is_public(forum, vita, sofia):
    first = post(forum, vita)
    assert first.state == "held"
    deciding.decide(first, "approve", by=sofia, now=NOW)
    assert post(forum, vita, "And prosecutors.").state == "visible"


def test_an_early_text_with_a_link_is_held(forum, trusted):
    assert post(forum, trusted, "See https://example.org").state == "held"


@pytest.mark.parametrize(
    ("text", "before", "shown", "held"),
    [
        ("Plain", False, 0, True),
        ("Plain", False, 1, False),
        ("www.example.org", False, 2, True),
        ("www.example.org", False, 3, False),
        ("[x](y)", False, 1, True),
        ("Plain", True, 99, True),
    ],
)
def test_what_waits_for_a_moderator(text, before, shown, held):
    assert rules.is_held(text, checked_before=before, shown_before=shown) is held


def test_what_somebody_unknown_writes_waits_for_their_address(forum):
    row = enter(forum, hand(), now=NOW)
    text = post(forum, row)
    assert (text.state, text.shown) == ("unconfirmed", "")
    assert writing.waiting_lines(row) == ["We trained sixty judges."]
    confirm(row, now=NOW)
    text.refresh_from_db()
    assert text.state == "held"


def test_a_double_click_writes_once(forum, vita):
    assert post(forum, vita) == post(forum, vita, now=NOW + timedelta(minutes=5))
    assert PublicText.objects.count() == 1


def test_nobody_writes_more_than_ten_texts_in_an_hour(forum, vita):
    for number in range(10):
        post(forum, vita, f"Text {number}")
    with pytest.raises(Refused, match="too_many"):
        post(forum, vita, "One more")
    assert post(forum, vita, "Later", NOW + HOUR).pk


@pytest.mark.parametrize(
    ("words", "reason"), [("  \n", "text_empty"), ("x" * 5001, "text_too_long")]
)
def test_an_empty_or_endless_text_is_refused(forum, vita, words, reason):
    with pytest.raises(Refused, match=reason):
        post(forum, vita, words)


def test_who_is_blocked_writes_nothing(forum, vita, sofia):
    deciding.block(vita, by=sofia, now=NOW)
    vita.refresh_from_db()
    with pytest.raises(Refused, match="participant_blocked"):
        post(forum, vita)
    deciding.block(vita, by=sofia, now=NOW, blocked=False)
    vita.refresh_from_db()
    assert post(forum, vita).pk


def test_an_author_mends_a_text_for_a_quarter_of_an_hour_and_what_it_said_is_kept(forum, trusted):
    text = post(forum, trusted)
    writing.edit(text, "We trained seventy judges.", by=trusted, now=NOW + timedelta(minutes=14))
    text.refresh_from_db()
    assert (text.text, text.state) == ("We trained seventy judges.", "visible")
    assert [one.text for one in text.earlier.all()] == ["We trained sixty judges."]
    with pytest.raises(Refused, match="text_no_longer_editable"):
        writing.edit(text, "Other", by=trusted, now=NOW + timedelta(minutes=15))


def test_a_link_put_in_afterwards_is_held(forum, trusted):
    text = post(forum, trusted)
    assert writing.edit(text, "www.example.org", by=trusted, now=NOW).state == "held"


def test_only_its_author_mends_or_withdraws_a_text(forum, trusted):
    text, other = post(forum, trusted), known(forum, NOW, "other@example.org")
    for act in (
        lambda: writing.edit(text, "Other", by=other, now=NOW),
        lambda: writing.withdraw(text, by=other, now=NOW),
        lambda: writing.appeal(text, "Why?", by=other, now=NOW),
    ):
        with pytest.raises(Refused, match="not_yours"):
            act()
    writing.withdraw(text, by=trusted, now=NOW)
    assert writing.withdraw(text, by=trusted, now=NOW).state == "withdrawn"


def test_three_people_who_report_hide_a_text_until_it_was_looked_at(forum, trusted, sofia):
    text = post(forum, trusted)
    for number in range(3):
        reader = known(forum, NOW, f"reader{number}@example.org")
        writing.report(text, by=reader, reason="hate", now=NOW)
        writing.report(text, by=reader, reason="spam", now=NOW)  # once each
        text.refresh_from_db()
        assert (text.open_reports, text.state) == (number + 1, "held" if number == 2 else "visible")
    deciding.decide(text, "approve", by=sofia, now=NOW)
    text.refresh_from_db()
    assert (text.open_reports, text.state) == (0, "visible")


def reported(forum, author):
    text = post(forum, author)
    writing.report(text, by=known(forum, NOW, "reader@example.org"), reason="hate", now=NOW)
    return text


def test_a_reported_text_is_kept_by_a_decision_that_is_recorded(forum, trusted, sofia):
    text = deciding.decide(reported(forum, trusted), "keep", by=sofia, words="Fair.", now=NOW)
    assert (text.open_reports, text.state) == (0, "visible")
    kept = text.decisions.get()
    assert (kept.act, kept.by, kept.text) == ("keep", sofia, "Fair.")
    assert not PublicText.objects.waiting().exists()
    with pytest.raises(Refused, match="text_not_reported"):  # a second click
        deciding.decide(text, "keep", by=sofia, now=NOW)


@pytest.mark.parametrize("act", ["approve", "keep"])
def test_a_moderator_does_not_close_reports_of_their_own_text(forum, sofia, act):
    author = of_user(sofia, forum, now=NOW)
    text = post(forum, author)
    PublicText.objects.update(state="visible", shown_at=NOW)
    writing.report(text, by=known(forum, NOW), reason="hate", now=NOW)
    with suppress(Refused):  # approving it again is no error, and does nothing
        deciding.decide(text, act, by=sofia, now=NOW)
    text.refresh_from_db()
    assert (text.open_reports, text.decisions.count()) == (1, 0)


def test_what_its_author_withdrew_waits_for_nobody(forum, trusted):
    writing.withdraw(reported(forum, trusted), by=trusted, now=NOW)
    assert not PublicText.objects.waiting().exists()


def test_a_report_names_a_rule_and_nobody_reports_themselves(forum, trusted):
    text = post(forum, trusted)
    with pytest.raises(Refused, match="report_without_reason"):
        writing.report(text, by=known(forum, NOW, "r@example.org"), reason="ugly", now=NOW)
    with pytest.raises(Refused, match="not_yours"):
        writing.report(text, by=trusted, reason="spam", now=NOW)


def removed(forum, author, sofia, now=NOW):
    return deciding.decide(
        post(forum, author), "remove", by=sofia, reason="off_topic", words="Not here.", now=now
    )


def test_a_removal_says_why_to_its_author_and_in_the_ledger_without_the_words(
    forum, trusted, sofia
):
    text = removed(forum, trusted, sofia)
    assert (text.state, text.reason, text.shown) == ("removed", "off_topic", "")
    mail = Message.objects.get(verb="text.removed")
    assert mail.to_email == trusted.email
    assert "It is not about this topic" in mail.text
    assert "Not here." in mail.text
    entry = Entry.objects.get(verb="text.remove")
    assert entry.data == {"reason": "off_topic", "kind": "post"}
    assert deciding.figures(forum) == {"shown": 1, "removed": {"off_topic": 1}}


def test_a_removal_without_a_rule_is_refused(forum, trusted, sofia):
    with pytest.raises(Refused, match="removal_without_reason"):
        deciding.decide(post(forum, trusted), "remove", by=sofia, reason="ugly", now=NOW)


def test_an_appeal_is_answered_by_somebody_else_once(forum, trusted, sofia):
    text = removed(forum, trusted, sofia)
    appeal = writing.appeal(text, "It is about judges.", by=trusted, now=NOW)
    assert writing.appeal(text, "It is about judges.", by=trusted, now=NOW) == appeal
    other = make_user("mod@example.org", name="Mo")
    give_role(other, forum, "secretariat")
    with pytest.raises(Refused, match="appeal_own_removal"):
        deciding.answer_appeal(appeal, upheld=False, words="Yes.", by=sofia, now=NOW)
    deciding.answer_appeal(appeal, upheld=False, words="You are right.", by=other, now=NOW)
    deciding.answer_appeal(appeal, upheld=True, words="No.", by=other, now=NOW)
    text.refresh_from_db()
    assert (text.state, text.reason) == ("visible", "")
    assert "You are right." in Message.objects.get(verb="text.appeal_answered").text


def test_the_only_moderator_answers_an_appeal_themselves(forum, trusted, sofia):
    appeal = writing.appeal(removed(forum, trusted, sofia), "Why?", by=trusted, now=NOW)
    forum.roles.exclude(user=sofia).filter(role="secretariat").delete()
    deciding.answer_appeal(appeal, upheld=True, words="It stays.", by=sofia, now=NOW)
    appeal.of.refresh_from_db()
    assert appeal.of.state == "removed"


def test_a_text_with_an_open_appeal_comes_back_by_its_answer_only(forum, trusted, sofia):
    appeal = writing.appeal(removed(forum, trusted, sofia), "Why?", by=trusted, now=NOW)
    with pytest.raises(Refused, match="appeal_open"):
        deciding.decide(appeal.of, "restore", by=sofia, now=NOW)
    assert PublicText.objects.waiting().get() == appeal.of


def test_each_removal_can_be_appealed(forum, trusted, sofia):
    other = make_user("mod@example.org", name="Mo")
    give_role(other, forum, "secretariat")
    text = removed(forum, trusted, sofia)
    first = writing.appeal(text, "Why?", by=trusted, now=NOW + HOUR)
    deciding.answer_appeal(first, upheld=False, words="Right.", by=other, now=NOW + 2 * HOUR)
    deciding.decide(text, "remove", by=sofia, reason="law", now=NOW + 3 * HOUR)
    second = writing.appeal(text, "Why?", by=trusted, now=NOW + 4 * HOUR)
    assert second != first
    assert writing.appeal(text, "Why?", by=trusted, now=NOW + 4 * HOUR) == second
    assert PublicText.objects.waiting().get() == text  # once, whatever was asked before
    deciding.answer_appeal(second, upheld=True, words="No.", by=other, now=NOW + 5 * HOUR)
    with pytest.raises(Refused, match="appeal_too_late"):
        writing.appeal(text, "Please.", by=trusted, now=NOW + 6 * HOUR)


def test_an_appeal_comes_once_and_within_thirty_days(forum, trusted, sofia):
    text = removed(forum, trusted, sofia)
    with pytest.raises(Refused, match="appeal_too_late"):
        writing.appeal(text, "Why?", by=trusted, now=NOW + 30 * DAY)
    writing.appeal(text, "Why?", by=trusted, now=NOW + 29 * DAY)
    with pytest.raises(Refused, match="appeal_too_late"):
        writing.appeal(text, "Why not?", by=trusted, now=NOW + 29 * DAY)


def test_the_secretariat_does_not_decide_on_what_it_wrote_itself(forum, sofia):
    text = post(forum, of_user(sofia, forum, now=NOW))
    with pytest.raises(Refused, match="not_yours"):
        deciding.decide(text, "approve", by=sofia, now=NOW)


@pytest.mark.parametrize("name", ["ana", "dina", "vera"])
def test_nobody_else_moderates(world, forum, trusted, name):
    text = post(forum, trusted)
    with pytest.raises(Refused, match="not_yours"):
        deciding.decide(text, "remove", by=world.user(name), reason="spam", now=NOW)
    with pytest.raises(Refused, match="not_yours"):
        deciding.block(trusted, by=world.user(name), now=NOW)


def test_nobody_writes_in_the_name_of_a_known_address_without_its_link(forum, trusted):
    text = writing.write(
        forum, "post", "As if by Vita", author=trusted, language="en", known=False, now=NOW
    )
    assert text.state == "unconfirmed"
    confirm(trusted, now=NOW)
    text.refresh_from_db()
    assert text.state == "visible"


def test_what_nobody_said_was_theirs_is_deleted_after_two_weeks(forum):
    author = known(forum, NOW)
    waits = writing.write(
        forum, "post", "Not mine", author=author, language="en", known=False, now=NOW
    )
    shown = writing.write(forum, "post", "Mine", author=author, language="en", now=NOW)
    assert forget_unconfirmed(NOW + timedelta(days=13)) == 0
    assert forget_unconfirmed(NOW + timedelta(days=15)) == 1
    assert list(PublicText.objects.all()) == [shown]
    assert waits.pk != shown.pk


def test_who_is_forgotten_leaves_public_words_and_nothing_else(forum, sofia):
    author, reader = known(forum, NOW), known(forum, NOW, "reader@example.org")
    public = writing.write(forum, "post", "For all", author=author, language="en", now=NOW)
    PublicText.objects.filter(pk=public.pk).update(state="visible", shown_at=NOW)
    writing.edit(public, "For everybody", by=author, now=NOW)
    removed = writing.write(forum, "post", "Buy this", author=author, language="en", now=NOW)
    PublicText.objects.filter(pk=removed.pk).update(state="visible", shown_at=NOW)
    deciding.decide(removed, "remove", by=sofia, reason=Reason.values[0], now=NOW)
    removed.refresh_from_db()
    writing.appeal(removed, "I meant well", by=author, now=NOW)
    PublicText.objects.filter(pk=public.pk).update(state="visible")
    writing.report(public, by=reader, reason=Reason.values[0], words="It names me", now=NOW)
    for one in (author, reader):
        forget(one, now=NOW)
    public.refresh_from_db()
    removed.refresh_from_db()
    assert (public.text, public.earlier.count()) == ("For everybody", 0)
    assert (removed.text, removed.appeals.get().text, public.reports.get().text) == ("…", "…", "")
