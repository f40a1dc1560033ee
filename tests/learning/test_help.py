"""Help needed and offered: asked, matched without names, introduced when both said yes."""

from datetime import timedelta

import pytest
from django.db import transaction

from avow.kernel.lifecycle import Refused
from avow.learning import due
from avow.learning.models import Match, Need, Offer
from avow.learning.services import helping, matching
from avow.learning.states import Side
from avow.notices.models import Message
from avow.people.models import Look
from avow.people.personal import export_of
from avow.review.models import Maker
from tests.commitments.test_at_once import together as at_once
from tests.factories import give_role, make_user, represent
from tests.learning.conftest import protect
from tests.worlds import at

pytestmark = pytest.mark.django_db
NOW = at("2022-08-12 10:00")
LATER = at("2022-08-13 10:00")
BASE = "/en/generation-equality"


@pytest.fixture(autouse=True)
def _day(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def makers(world, red, lagos, gbv):
    """Both organisations are makers."""
    for one in (red, lagos):
        Maker.objects.get_or_create(
            forum=world.forum, organisation=one, coalition=gbv, defaults={"since": NOW}
        )


@pytest.fixture
def need(makers, red, forum, ana):
    return helping.ask_for_help(
        red, forum, words="Red de Mujeres needs a lawyer.", language="es", actions=["GBV-2"],
        country="MX", by=ana, now=NOW,
    )  # fmt: skip


def offered(lagos, forum, chidi, **changed):
    given = {
        "words": "RedM and Lagos Youth Network: lawyers.", "language": "en", "actions": ["GBV-2"],
        "countries": ["GT"], "languages": ["es"], "until": at("2022-12-31 00:00").date(),
    }  # fmt: skip
    return helping.offer_help(lagos, forum, **(given | changed), by=chidi, now=NOW)


@pytest.fixture
def offer(makers, lagos, forum, chidi):
    return offered(lagos, forum, chidi)


@pytest.fixture
def match(need, offer):
    due.help_due(NOW)
    return Match.objects.whole().get()


def refused(function, *args, **kwargs):
    with pytest.raises(Refused) as caught, transaction.atomic():
        function(*args, **kwargs)
    return caught.value


def say(match, side, by, *, yes=True, now=NOW):
    return matching.answer(match, side, yes=yes, by=by, now=now)


def told(verb):
    return sorted(Message.objects.filter(verb=verb).values_list("to_email", flat=True))


def test_what_fits_is_suggested_to_both_sides(match):
    assert match.reasons == [
        ["same_action", "GBV-2"],
        ["same_region", "013"],
        ["same_language", "es"],
    ]
    assert told("help.suggested") == ["ana@example.org", "bea@example.org", "chidi@example.org"]
    assert due.help_due(NOW) == 0


def test_two_times_yes_introduces_both_once(match, ana, chidi):
    assert say(match, Side.NEED, ana).state == "waiting"
    assert told("help.introduced") == []
    assert say(match, Side.OFFER, chidi).state == "introduced"
    say(match, Side.OFFER, chidi)
    say(match, Side.NEED, ana)
    assert told("help.introduced") == ["ana@example.org", "chidi@example.org"]
    [mail] = Message.objects.filter(verb="help.introduced", to_user=ana)
    assert "Lagos Youth Network" in mail.text
    assert "chidi@example.org" in mail.text
    assert due.help_due(LATER) == 0


def test_a_no_is_told_to_nobody(match, ana, chidi):
    assert say(match, Side.NEED, ana, yes=False).state == "declined"
    assert told("help.introduced") == []
    assert refused(say, match, Side.OFFER, chidi).reasons == ("moved_on",)
    assert refused(say, match, Side.NEED, ana).reasons == ("moved_on",)
    assert due.help_due(LATER) == 0  # never suggested again


def test_only_who_acts_for_a_side_answers_for_it(match, ana, sofia, dina, red):
    reader = make_user("reader@example.org")
    represent(reader, red, "reader")
    for somebody in (sofia, dina, reader):
        assert refused(say, match, Side.NEED, somebody).forbidden
    assert refused(say, match, Side.OFFER, ana).forbidden


def test_before_both_said_yes_no_page_names_the_other(match, sign_in, ana, chidi):
    for person, secrets in ((ana, ("Lagos", "Chidi", "Guatemala")), (chidi, ("Red de Mujeres", "RedM ", "Ana", "Mexico"))):  # fmt: skip
        for path in ("my/help/", f"my/help/matches/{match.pk}/"):
            page = sign_in(person).get(f"{BASE}/{path}").content.decode()
            main = page[page.index("<main") : page.index("What they read of you") if "What they read" in page else page.index("</main")]  # fmt: skip
            for secret in secrets:
                if path == "my/help/" and secret in {"Red de Mujeres", "Lagos", "RedM "}:
                    continue  # one's own words may say so
                assert secret not in main, (person, path, secret)
    page = sign_in(ana).get(f"{BASE}/my/help/matches/{match.pk}/").content.decode()
    assert "Central America" in page
    assert "same action: GBV-2" in page


def test_both_say_yes_on_their_pages_and_see_each_other(match, sign_in, ana, chidi):
    for person in (ana, chidi):
        answer = sign_in(person).post(f"{BASE}/my/help/matches/{match.pk}/", {"say": "yes"})
        assert answer.status_code == 302
    page = sign_in(ana).get(f"{BASE}/my/help/matches/{match.pk}/").content.decode()
    assert "Lagos Youth Network" in page
    assert "mailto:chidi@example.org" in page
    assert "mailto:ana@example.org" in sign_in(chidi).get(f"{BASE}/my/help/matches/{match.pk}/").content.decode()  # fmt: skip


def test_a_match_is_nobody_elses_to_read(match, sign_in, dina, sofia):
    for person in (dina, sofia):
        assert sign_in(person).get(f"{BASE}/my/help/matches/{match.pk}/").status_code == 404
    assert sign_in(dina).post(f"{BASE}/my/help/matches/{match.pk}/", {"say": "yes"}).status_code == 404  # fmt: skip


def test_a_protected_side_is_named_only_upon_its_own_yes(match, red, ana, chidi, sign_in):
    protect(red)
    page = sign_in(ana).get(f"{BASE}/my/help/matches/{match.pk}/").content.decode()
    assert "you agree that its real name is shown" in page
    page = sign_in(chidi).get(f"{BASE}/my/help/matches/{match.pk}/").content.decode()
    for secret in ("Red de Mujeres", "Central America", "Mexico"):
        assert secret not in page[: page.index("What they read of you")]
    say(match, Side.NEED, ana)
    say(match, Side.OFFER, chidi)
    assert "Red de Mujeres" in Message.objects.get(verb="help.introduced", to_user=chidi).text
    assert Look.objects.filter(organisation=red, user=chidi, page="help").count() == 1


def test_who_is_protected_after_its_yes_is_asked_again(match, red, ana, chidi):
    say(match, Side.NEED, ana)
    protect(red)
    match.refresh_from_db()
    assert (match.state, match.need_said) == ("suggested", "")
    assert say(match, Side.OFFER, chidi).state == "waiting"
    assert told("help.introduced") == []


def test_who_is_protected_after_the_introduction_is_hidden_again(match, red, ana, chidi, sign_in):
    say(match, Side.NEED, ana)
    say(match, Side.OFFER, chidi)
    protect(red)
    page = sign_in(chidi).get(f"{BASE}/my/help/matches/{match.pk}/").content.decode()
    assert "Red de Mujeres" not in page
    assert "ana@example.org" not in page


def test_a_closed_offer_ends_what_waits(match, offer, chidi, ana):
    say(match, Side.NEED, ana)
    helping.close(offer, by=chidi, now=LATER)
    helping.close(offer, by=chidi, now=LATER)
    match.refresh_from_db()
    assert match.state == "ended"
    assert refused(say, match, Side.OFFER, chidi).reasons == ("moved_on",)
    assert refused(helping.close, offer, by=ana, now=LATER).forbidden


def test_help_lapses_after_its_last_day(match, need, offer):
    due.help_due(at("2022-12-31 23:00"))
    assert Offer.objects.get().state == "open"
    due.help_due(at("2023-01-01 01:00"))
    assert (Offer.objects.get().state, Need.objects.get().state) == ("lapsed", "open")
    assert Match.objects.get().state == "ended"
    due.help_due(NOW + timedelta(days=367))
    assert Need.objects.get().state == "lapsed"


def test_only_makers_and_champions_take_part(red, lagos, forum, ana, chidi, dina):
    found = refused(helping.ask_for_help, red, forum, words="x", language="en", actions=["GBV-1"], country="", by=ana, now=NOW)  # fmt: skip
    assert found.reasons == ("help_not_a_maker",)
    aurora = dina.representations.get().organisation
    assert offered(aurora, forum, dina).state == "open"
    assert refused(offered, aurora, forum, chidi).forbidden


@pytest.mark.parametrize(
    "changed, reason",
    [
        ({"words": "\u200b "}, "help_words_missing"),
        ({"words": "x" * 5_001}, "help_too_long"),
        ({"actions": []}, "help_action_missing"),
        ({"actions": ["NO-1"]}, "practice_action_unknown"),
        ({"countries": ["XX"]}, "practice_country_unknown"),
        ({"until": at("2022-08-11 00:00").date()}, "help_day_wrong"),
        ({"until": at("2025-08-11 00:00").date()}, "help_day_wrong"),
    ],
)
def test_what_cannot_be_kept_is_refused(makers, lagos, forum, chidi, changed, reason):
    assert refused(offered, lagos, forum, chidi, **changed).reasons == (reason,)
    assert not Offer.objects.exists()


def test_the_same_offer_twice_is_one(offer, lagos, forum, chidi):
    assert offered(lagos, forum, chidi) == offer


def test_the_desk_suggests_once_and_nobody_for_their_own(
    need, makers, lagos, forum, sofia, chidi, red
):
    offer = offered(lagos, forum, chidi, countries=[], languages=[])
    own = make_user("own@example.org")
    give_role(own, forum, "secretariat")
    represent(own, red, "editor")
    for somebody in (own, chidi):
        assert refused(matching.suggest, need, offer, by=somebody, now=NOW).forbidden
    first = matching.suggest(need, offer, by=sofia, now=NOW)
    assert matching.suggest(need, offer, by=sofia, now=NOW) == first
    other = offered(lagos, forum, chidi, actions=["EJR-1"])
    assert refused(matching.suggest, need, other, by=sofia, now=NOW).reasons == ("help_does_not_fit",)  # fmt: skip


def test_the_pages_of_the_desk_show_what_fits(match, sign_in, sofia, need):
    browser = sign_in(sofia)
    for path in ("desk/help/", "desk/help/offers/", "desk/help/matches/", f"desk/help/{need.pk}/", "desk/help/needs.csv", "desk/help/offers.csv", "desk/help/matches.csv"):  # fmt: skip
        answer = browser.get(f"{BASE}/{path}")
        assert answer.status_code == 200, path
        page = b"".join(answer).decode()
        assert "Red de Mujeres" in page or "Lagos Youth Network" in page, path
    assert browser.get(f"{BASE}/desk/help/nothing.csv").status_code == 404
    assert browser.post(f"{BASE}/desk/help/{need.pk}/", {"offer": "x"}).status_code == 404


def test_a_maker_asks_with_the_words_of_its_report(shared, makers, sign_in, ana):
    browser = sign_in(ana)
    assert "A lawyer who knows shelters." in browser.get(f"{BASE}/my/help/").content.decode()
    page = browser.get(f"{BASE}/my/help/ask/?report={shared.pk}").content.decode()
    assert "A lawyer who knows shelters." in page
    given = {"organisation": shared.organisation_id, "words": "A lawyer.", "language": "es", "actions": "GBV-1", "country": "MX"}  # fmt: skip
    wrong = browser.post(f"{BASE}/my/help/ask/?report={shared.pk}", given | {"actions": ""})
    assert wrong.status_code == 422
    assert "A lawyer." in wrong.content.decode()
    assert browser.post(f"{BASE}/my/help/ask/?report={shared.pk}", given).status_code == 302
    assert Need.objects.get().source == shared.public
    assert "knows shelters" not in browser.get(f"{BASE}/my/help/").content.decode()


@pytest.mark.parametrize(
    "typed", ["A lawyer: ana@example.org", "See harbour.org", "Llámame: +٥٢ ٥٥ ١٢٣٤ ٥٦٧٨"]
)
@pytest.mark.parametrize("path", ["ask", "offer"])
def test_how_to_get_in_touch_is_refused_beside_the_words_and_kept_as_typed(
    makers, sign_in, chidi, lagos, path, typed
):
    given = {"organisation": lagos.pk, "words": typed, "language": "en", "actions": "GBV-1", "until": "2022-12-31"}  # fmt: skip
    answer = sign_in(chidi).post(f"{BASE}/my/help/{path}/", given)
    assert answer.status_code == 422
    [said] = answer.context["form"].errors["words"]
    assert "Leave out mail addresses" in said
    assert typed in answer.content.decode()
    assert not Need.objects.exists()
    assert not Offer.objects.exists()


def test_what_was_kept_with_an_address_before_is_still_read_answered_and_closed(
    match, need, ana, sign_in
):
    Need.objects.filter(pk=need.pk).update(words="A lawyer: ana@example.org")
    for path in ("my/help/", f"my/help/matches/{match.pk}/"):
        assert sign_in(ana).get(f"{BASE}/{path}").status_code == 200
    assert say(match, Side.NEED, ana).state == "waiting"
    need.refresh_from_db()
    assert helping.close(need, by=ana, now=NOW).state == "closed"


def test_a_maker_offers_and_closes(makers, sign_in, chidi, lagos):
    browser = sign_in(chidi)
    given = {"organisation": lagos.pk, "words": "Lawyers.", "language": "en", "actions": "GBV-1", "until": "2022-12-31"}  # fmt: skip
    assert (
        browser.post(f"{BASE}/my/help/offer/", given | {"until": "2020-01-01"}).status_code == 422
    )
    assert browser.post(f"{BASE}/my/help/offer/", given).status_code == 302
    one = Offer.objects.get()
    assert "Lawyers." in browser.get(f"{BASE}/my/help/").content.decode()
    assert browser.post(f"{BASE}/my/help/offers/{one.pk}/close/").status_code == 302
    assert Offer.objects.get().state == "closed"
    assert browser.post(f"{BASE}/my/help/nothing/{one.pk}/close/").status_code == 404


def test_a_person_reads_in_their_export_what_they_asked_and_answered(match, ana, chidi):
    say(match, Side.NEED, ana)
    assert [sorted(one) for one in export_of(ana)["help"]] == [["asked", "at"], ["answered", "introduced_at"]]  # fmt: skip


def test_organisations_that_become_one_are_not_introduced_to_themselves(match, red, lagos):
    from avow.learning.merging import move

    assert move(lagos, red, LATER) == 1
    assert Match.objects.get().state == "ended"
    assert Offer.objects.get().organisation == red


@pytest.mark.django_db(transaction=True)
def test_yes_and_yes_at_the_same_moment_is_one_introduction(match, ana, chidi):
    at_once(
        lambda: say(match, Side.NEED, ana),
        lambda: say(match, Side.OFFER, chidi),
        lambda: say(match, Side.OFFER, chidi),
    )
    assert Match.objects.get().state == "introduced"
    assert told("help.introduced") == ["ana@example.org", "chidi@example.org"]


@pytest.mark.django_db(transaction=True)
def test_every_machine_suggests_and_each_match_is_one(need, offer):
    at_once(*[lambda: due.help_due(NOW)] * 3)
    assert Match.objects.count() == 1
    assert len(told("help.suggested")) == 3


def test_ones_own_needs_and_offers_are_paged_each_by_itself(sign_in, ana, red, world):
    shared = {
        "forum": world.forum, "language": "en", "actions": ["GBV-1"], "made_at": NOW,
        "until": NOW.date(), "organisation": red,
    }  # fmt: skip
    for model in (Need, Offer):
        model.objects.bulk_create(
            model(words=f"{model.__name__} {one}.", **shared) for one in range(30)
        )
    page = sign_in(ana).get(f"{BASE}/my/help/?needs=2").content.decode()
    assert "Need 0." in page
    assert "Need 29." not in page
    assert "Offer 29." in page
    assert "needs=2&amp;offers=2" in page


def test_why_two_fit_is_not_told_where_one_of_them_is_protected(match, sign_in, sofia, red):
    def file():
        return b"".join(sign_in(sofia).get(f"{BASE}/desk/help/matches.csv")).decode()

    assert "same_" in file()
    protect(red)
    assert "A women’s organisation" in file()
    assert "same_" not in file()
    assert "MX" not in file()
