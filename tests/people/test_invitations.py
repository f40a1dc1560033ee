"""Mailed invitations: they work once, for one address, for fourteen days."""

from datetime import timedelta

import pytest

from avow.kernel.lifecycle import Refused
from avow.ledger.models import Entry
from avow.notices.models import Message
from avow.people import services
from avow.people.models import ForumRole, Invitation, Representation
from tests.factories import make_user, represent
from tests.worlds import at

NOW = at("2021-04-05 10:00")
DAY = timedelta(days=1)


def token_in_mail():
    """Return the secret of the last invitation mailed."""
    mail = Message.objects.filter(verb__endswith="invitation").latest("pk")
    return mail.url.rstrip("/").rsplit("/", 1)[1]


def invite(world, red, ana, email="zoe@example.org", role="editor", now=NOW):
    services.invite(red, email=email, role=role, by=ana, forum=world.forum, now=now)
    return token_in_mail()


def test_a_lead_invites_a_colleague_who_accepts(world, red, ana):
    token = invite(world, red, ana)
    zoe = make_user("zoe@example.org")
    services.accept_invitation(token, by=zoe, forum=world.forum, now=NOW + 13 * DAY)
    assert Representation.objects.get(user=zoe, organisation=red).role == "editor"
    verbs = list(Entry.objects.order_by("seq").values_list("verb", flat=True))
    assert verbs == ["representative.invited", "representative.joined"]


def test_the_secret_is_not_kept(world, red, ana):
    token = invite(world, red, ana)
    assert token not in str(Invitation.objects.values())


def test_the_mail_is_in_the_receivers_language(world, red, ana, chidi):
    chidi.language = "fr"
    chidi.save()
    invite(world, red, ana, email=chidi.email.upper())
    assert Message.objects.latest("pk").language == "fr"
    assert "/fr/" in Message.objects.latest("pk").url


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("expired", "invitation_expired"),
        ("revoked", "invitation_revoked"),
        ("used", "invitation_used"),
        ("other address", "invitation_other_address"),
        ("not verified", "invitation_other_address"),
    ],
)
def test_an_invitation_does_not_work_when(world, red, ana, change, reason):
    token = invite(world, red, ana)
    zoe = make_user("zoe@example.org", verified=change != "not verified")
    now, somebody = NOW, zoe
    if change == "expired":
        now = NOW + 14 * DAY
    elif change == "revoked":
        services.revoke_invitation(Invitation.objects.get(), by=ana, forum=world.forum, now=NOW)
    elif change == "used":
        services.accept_invitation(token, by=zoe, forum=world.forum, now=NOW)
        Representation.objects.filter(user=zoe).delete()
    elif change == "other address":
        somebody = make_user("yan@example.org")
    with pytest.raises(Refused) as refused:
        services.accept_invitation(token, by=somebody, forum=world.forum, now=now)
    assert refused.value.reasons == (reason,)
    assert not Representation.objects.filter(user=somebody, organisation=red).exists()


def test_accepting_twice_by_a_double_click_is_accepting_once(world, red, ana):
    token = invite(world, red, ana)
    zoe = make_user("zoe@example.org")
    first = services.accept_invitation(token, by=zoe, forum=world.forum, now=NOW)
    assert services.accept_invitation(token, by=zoe, forum=world.forum, now=NOW) == first
    assert Entry.objects.filter(verb="representative.joined").count() == 1


def test_a_wrong_link_is_no_invitation(world, ana):
    with pytest.raises(Invitation.DoesNotExist):
        services.accept_invitation("guess", by=ana, forum=world.forum, now=NOW)


def test_a_double_click_sends_one_mail(world, red, ana):
    invite(world, red, ana)
    with pytest.raises(Refused, match="invitation_open_already"):
        invite(world, red, ana, email="ZOE@example.org")
    assert Message.objects.count() == 1


def test_an_expired_invitation_makes_room_for_a_new_one(world, red, ana):
    invite(world, red, ana)
    invite(world, red, ana, now=NOW + 15 * DAY)
    assert Invitation.objects.open_at(NOW + 15 * DAY).count() == 1
    assert Message.objects.count() == 2


def test_a_colleague_of_the_house_is_not_invited_again(world, red, ana, bea):
    with pytest.raises(Refused, match="represents_already"):
        invite(world, red, ana, email=bea.email)


def test_an_invitation_never_takes_a_role_away(world, red, ana):
    token = invite(world, red, ana, role="reader")
    zoe = make_user("zoe@example.org")
    represent(zoe, red, "lead")
    assert services.accept_invitation(token, by=zoe, forum=world.forum, now=NOW).role == "lead"


@pytest.mark.parametrize("who", ["bea", "chidi", "dina", "vera"])
def test_only_leads_and_the_secretariat_invite(world, red, who):
    with pytest.raises(Refused) as refused:
        invite(world, red, world.user(who))
    assert refused.value.forbidden


def test_the_secretariat_invites_somebody_to_a_role(world, sofia):
    services.invite_to_role(
        world.forum, email="zoe@example.org", role="core_group", by=sofia, now=NOW
    )
    zoe = make_user("zoe@example.org")
    services.accept_role_invitation(token_in_mail(), by=zoe, now=NOW)
    assert ForumRole.objects.get(user=zoe).role == "core_group"


def test_nobody_else_invites_to_a_role(world, vera):
    with pytest.raises(Refused, match="not_yours"):
        services.invite_to_role(
            world.forum, email="zoe@example.org", role="core_group", by=vera, now=NOW
        )


def test_the_ledger_names_nobody(world, red, ana):
    invite(world, red, ana)
    everything = str(list(Entry.objects.values()))
    assert "zoe" not in everything
    assert "ana" not in everything.lower().replace("red-de-mujeres", "")
