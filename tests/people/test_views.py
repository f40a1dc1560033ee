"""The pages: who comes in, what a click does, and what a forged address gets."""

import json
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from avow.notices.models import Message
from avow.people import services, urls
from avow.people.models import (
    DuplicatePair,
    ForumRole,
    Invitation,
    JoinRequest,
    Look,
    Organisation,
    Representation,
    Seat,
    User,
    WindowGrant,
)
from tests.factories import give_role, make_organisation, make_seat, make_user, represent

HERE = "generation-equality"


def url(name, *args):
    return reverse(f"people:{name}", args=[HERE, *args])


def of(organisation, **changes):
    """Return what the profile form posts."""
    names = (
        "name",
        "kind",
        "country",
        "language",
        "website",
        "contact_email",
        "summary",
        "principles",
    )
    return {name: getattr(organisation, name) for name in names} | {"aliases": ""} | changes


DESK = ["desk_organisations", "desk_duplicates", "desk_people", "desk_seats", "desk_windows"]
MINE = ["profile", "export", "erase", "organisations", "organisation_new"]


@pytest.mark.parametrize("name", MINE + DESK)
def test_the_anonymous_are_asked_to_sign_in_and_come_back(world, name):
    answer = Client().get(url(name))
    assert answer.status_code == 302
    assert url(name).replace("/", "%2F") in answer.url or f"next={url(name)}" in answer.url


@pytest.mark.parametrize("name", MINE)
def test_everybody_has_their_own_pages(world, sign_in, ana, name):
    assert sign_in(ana).get(url(name)).status_code == 200


@pytest.mark.parametrize("name", DESK)
@pytest.mark.parametrize(
    ("who", "status"), [("sofia", 200), ("ana", 403), ("dina", 403), ("vera", 403)]
)
def test_the_desk_is_the_secretariats(world, sign_in, name, who, status):
    assert sign_in(world.user(who)).get(url(name)).status_code == status


def test_every_view_says_who_may():
    for pattern in urls.urlpatterns:
        assert pattern.callback.access, pattern.name


def test_a_person_changes_their_name_language_and_zone(world, sign_in, ana):
    answer = sign_in(ana).post(
        url("profile"), {"name": "Ana M.", "language": "fr", "time_zone": "Europe/Paris"}
    )
    ana.refresh_from_db()
    assert (ana.name, ana.language, ana.time_zone) == ("Ana M.", "fr", "Europe/Paris")
    assert answer.url.startswith("/fr/")


def test_a_zone_that_is_none_is_said_beside_the_field(world, sign_in, ana):
    answer = sign_in(ana).post(url("profile"), {"name": "", "language": "fr", "time_zone": "Moon"})
    assert answer.status_code == 200
    assert "time_zone" in answer.context["form"].errors


def test_everything_kept_about_a_person_is_in_the_download(world, sign_in, ana):
    answer = sign_in(ana).get(url("export"))
    data = json.loads(answer.content)
    assert data["account"]["email"] == "ana@example.org"
    assert data["organisations"][0]["organisation"] == "Red de Mujeres"
    assert "attachment" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]


def test_a_person_is_erased_and_the_organisations_rows_stay(world, sign_in, bea, red):
    client = sign_in(bea)
    page = client.post(url("erase"), {"confirmed": "bea@example.org"})
    assert page.status_code == 200
    row = User.objects.get(pk=bea.pk)
    assert (row.name, row.is_active, row.has_usable_password()) == ("", False, False)
    assert row.email.endswith("@erased.invalid")
    assert not EmailAddress.objects.filter(user=row).exists()
    assert Organisation.objects.filter(pk=red.pk).exists()
    assert not Representation.objects.filter(user=row).exists()
    assert client.get(url("profile")).status_code == 302
    assert Message.objects.get(verb="people.erased").to_email == "bea@example.org"


def test_nothing_is_erased_without_the_address_written(world, sign_in, bea):
    assert sign_in(bea).post(url("erase"), {"confirmed": "other@example.org"}).status_code == 200
    assert User.objects.get(pk=bea.pk).email == "bea@example.org"


def test_the_last_of_the_secretariat_hands_over_first(world, sign_in, sofia, tom):
    services.revoke_role(ForumRole.objects.get(user=tom), by=sofia, now=timezone.now())
    answer = sign_in(sofia).post(url("erase"), {"confirmed": sofia.email})
    assert answer.status_code == 409
    assert User.objects.get(pk=sofia.pk).is_active


def test_what_looks_like_one_that_is_here_is_asked_about(world, sign_in, red):
    zoe = make_user("zoe@example.org")
    page = sign_in(zoe).post(url("organisation_new"), of(red, name="Red de las Mujeres"))
    assert [one.pk for one, _ in page.context["near"]] == [red.pk]
    assert not zoe.representations.exists()
    sign_in(zoe).post(url("join", red.slug), {"message": "Hola"})
    assert JoinRequest.objects.get().user == zoe


def test_ours_is_new_adds_it_and_nothing_written_is_lost(world, sign_in, red):
    zoe = make_user("zoe@example.org")
    written = of(red, name="Red de las Mujeres", aliases="RLM\nRed LM", summary="Línea 1\nLínea 2")
    page = sign_in(zoe).post(url("organisation_new"), written)
    for name in ("aliases", "summary", "name"):
        assert f'name="{name}"' in page.content.decode()
    sign_in(zoe).post(url("organisation_new"), written | {"ours_is_new": "yes"})
    made = Organisation.objects.get(representations__user=zoe)
    assert {alias.name for alias in made.aliases.all()} == {"RLM", "Red LM"}
    assert made.slug == "red-de-las-mujeres"


@pytest.mark.parametrize("name", ["organisation", "members"])
def test_the_pages_of_another_organisation_are_not_there(world, sign_in, red, chidi, name):
    assert sign_in(chidi).get(url(name, red.slug)).status_code == 404
    assert sign_in(chidi).post(url(name, red.slug), of(red)).status_code == 404
    assert sign_in(chidi).get(url(name, "no-such")).status_code == 404


def test_a_lead_edits_the_profile(world, sign_in, red, ana):
    answer = sign_in(ana).post(
        url("organisation", red.slug), of(red, summary="Nuevo", aliases="RedM")
    )
    assert answer.status_code == 302
    red.refresh_from_db()
    assert red.summary == "Nuevo"


def test_a_reader_reads_the_profile_and_posts_nothing(world, sign_in, red):
    reader = make_user()
    represent(reader, red, "reader")
    page = sign_in(reader).get(url("organisation", red.slug))
    assert page.status_code == 200
    assert "<textarea" not in page.content.decode()
    assert sign_in(reader).post(url("organisation", red.slug), of(red)).status_code == 403


def test_each_look_of_the_secretariat_at_a_protected_organisation_is_kept(world, sign_in, sofia):
    casa = make_organisation("Casa Segura", is_protected=True, protected_name="A house")
    page = sign_in(sofia).get(url("desk_organisations"))
    assert "Casa Segura" not in page.content.decode()
    assert "A house" in page.content.decode()
    sign_in(sofia).get(url("organisation", casa.slug))
    assert Look.objects.get().user == sofia


def test_an_invitation_goes_from_the_page_to_the_mail_and_back(world, sign_in, red, ana):
    sign_in(ana).post(url("members", red.slug), {"email": "zoe@example.org", "role": "reader"})
    link = Message.objects.get().url
    assert Client().get(link).status_code == 200
    assert Client().post(link).status_code == 403  # the page that offers to sign in and go on
    zoe = make_user("zoe@example.org")
    assert sign_in(zoe).get(link).status_code == 200
    assert sign_in(zoe).post(link).status_code == 302
    assert Representation.objects.get(user=zoe).role == "reader"
    assert sign_in(zoe).post(link).status_code == 302  # a double click


@pytest.mark.parametrize(
    ("what", "status"),
    [("used", 410), ("revoked", 410), ("expired", 410), ("other", 403), ("guess", 404)],
)
def test_a_link_that_does_not_work_says_why(world, sign_in, red, ana, what, status):
    sign_in(ana).post(url("members", red.slug), {"email": "zoe@example.org", "role": "reader"})
    link = Message.objects.get().url
    somebody = make_user("yan@example.org" if what == "other" else "zoe@example.org")
    row, now = Invitation.objects.get(), timezone.now()
    if what == "used":
        Invitation.objects.update(accepted_at=now)
    elif what == "revoked":
        sign_in(ana).post(url("revoke", red.slug, row.pk))
    elif what == "expired":
        Invitation.objects.update(
            created_at=now - timedelta(days=15), expires_at=now - timedelta(days=1)
        )
    elif what == "guess":
        link = url("invitation", "x" * 43)
    for answer in (sign_in(somebody).get(link), sign_in(somebody).post(link)):
        assert answer.status_code == status
    assert not somebody.representations.exists()


def test_an_invitation_open_already_is_said_beside_the_field(world, sign_in, red, ana):
    for _ in range(2):
        page = sign_in(ana).post(
            url("members", red.slug), {"email": "zoe@example.org", "role": "reader"}
        )
    assert page.status_code == 200
    assert "email" in page.context["form"].errors
    assert Message.objects.count() == 1


def test_an_editor_invites_nobody(world, sign_in, red, bea):
    answer = sign_in(bea).post(
        url("members", red.slug), {"email": "zoe@example.org", "role": "lead"}
    )
    assert answer.status_code == 403


def test_a_forged_number_of_a_colleague_is_not_there(world, sign_in, red, ana, chidi):
    other = Representation.objects.get(user=chidi)
    client = sign_in(ana)
    assert (
        client.post(url("member_role", red.slug, other.pk), {"role": "reader"}).status_code == 404
    )
    client.post(url("member_remove", red.slug, other.pk))
    assert Representation.objects.get(pk=other.pk).role == "lead"
    assert client.post(url("revoke", red.slug, 999)).status_code == 404
    assert client.post(url("answer_request", red.slug, 999)).status_code == 404


def test_the_last_lead_gets_a_page_that_says_why_not(world, sign_in, red, ana):
    mine = Representation.objects.get(user=ana)
    assert sign_in(ana).post(url("member_remove", red.slug, mine.pk)).status_code == 409


def test_the_secretariat_finds_organisations_by_any_name_and_filters(world, sign_in, sofia):
    client = sign_in(sofia)

    def found(**query):
        page = client.get(url("desk_organisations"), query).context["page"]
        return {organisation.slug for organisation in page}

    assert found(q="redm") == {"red-de-mujeres"}
    assert found(q="JUSTICE fund") == {"sunduq-an-nisa"}
    assert found(kind="youth_led") == {"lagos-youth-network"}
    assert found(country="PE") == {"cooperativa-andina"}
    assert found(region="011") == {"lagos-youth-network"}
    assert found(nobody="1") == set()


def test_two_organisations_are_merged_on_the_page(world, sign_in, sofia, red, ana):
    twin = make_organisation("Rede de Mujeres", country="MX", website="https://red.example")
    represent(ana, twin)
    client = sign_in(sofia)
    page = client.get(url("desk_merge", red.slug, twin.slug))
    assert [row.name for row in page.context["choices"] if row.take_gone] == ["website"]
    for _ in range(2):
        answer = client.post(url("desk_merge", red.slug, twin.slug), {"website": "gone"})
        assert answer.status_code == 302
    red.refresh_from_db()
    assert red.website == "https://red.example"
    assert client.get(url("organisation", twin.slug)).url == url("organisation", red.slug)
    assert sign_in(ana).get(url("members", twin.slug)).url == url("members", red.slug)


def test_a_pair_is_told_apart_and_a_forged_one_is_not_there(world, sign_in, sofia, red, lagos):
    first, second = sorted([red.pk, lagos.pk])
    pair = DuplicatePair.objects.create(
        first_id=first, second_id=second, score=90, reason="same_words", found_at=timezone.now()
    )
    client = sign_in(sofia)
    assert pair in client.get(url("desk_duplicates")).context["page"]
    client.post(url("desk_apart", pair.pk))
    assert pair not in client.get(url("desk_duplicates")).context["page"]
    assert client.post(url("desk_apart", 999)).status_code == 404
    assert client.get(url("desk_merge", "no", "such")).status_code == 404
    assert client.post(url("desk_duplicates_look")).status_code == 302


def test_the_secretariat_gives_and_takes_roles_on_the_page(world, sign_in, sofia, tom):
    client = sign_in(sofia)
    client.post(url("desk_people"), {"email": "zoe@example.org", "role": "core_group"})
    link = Message.objects.get().url
    zoe = make_user("zoe@example.org")
    sign_in(zoe).post(link)
    row = ForumRole.objects.get(user=zoe)
    for _ in range(2):
        assert client.post(url("desk_role_revoke", row.pk)).status_code == 302
    assert not ForumRole.objects.filter(user=zoe).exists()
    client.post(url("desk_role_revoke", ForumRole.objects.get(user=tom).pk))
    mine = ForumRole.objects.get(user=sofia)
    assert client.post(url("desk_role_revoke", mine.pk)).status_code == 409


def test_the_secretariat_gives_shares_chairs_and_ends_a_seat(world, sign_in, sofia, red, gbv):
    client = sign_in(sofia)
    period = {"starts_on": "2026-01-01", "ends_on": "2036-12-31"}
    wrong = client.post(
        url("desk_seats"), {"coalition": gbv.pk, "organisation": "nobody", **period}
    )
    assert "organisation" in wrong.context["form"].errors
    client.post(
        url("desk_seats"), {"coalition": gbv.pk, "organisation": "red de mujeres", **period}
    )
    seat = Seat.objects.get(holders__organisation=red)
    client.post(url("desk_seat_share", seat.pk), {"organisation": "lagos-youth-network"})
    assert seat.holders.count() == 2
    client.post(url("desk_seat_chair", seat.holders.first().pk), {"chairs": "yes"})
    assert seat.holders.filter(is_co_chair=True).count() == 1
    client.post(url("desk_seat_end", seat.pk))
    seat.refresh_from_db()
    assert seat.ends_on <= timezone.now().date() + timedelta(days=1)
    assert client.post(url("desk_seat_end", 999)).status_code == 404


def test_one_organisation_gets_more_time_on_the_page(world, sign_in, sofia, red):
    window = world.window("applications")
    client = sign_in(sofia)
    late = {"closes_on": "2036-07-09", "reason": "Flood"}
    client.post(url("desk_window", window.key), {**late, "organisation": "RedM"})
    assert WindowGrant.objects.get().organisation == red
    client.post(url("desk_window", window.key), late)
    window.refresh_from_db()
    assert window.closes_at.year == 2036
    again = client.post(url("desk_window", window.key), late)
    assert again.context["form"].errors
    assert client.get(url("desk_window", "no-such")).status_code == 404


def fill(rows, world):
    """Make `rows` of everything the lists show."""
    for number in range(rows):
        organisation = make_organisation(f"Rede {number}")
        user = make_user()
        represent(user, organisation)
        represent(user, world.organisation("red-de-mujeres"), "reader")
        represent(world.user("ana"), organisation)
        give_role(user, world.forum, "core_group")
        make_seat(world.coalition("gender_based_violence"), organisation)
        first = world.organisation("red-de-mujeres")
        DuplicatePair.objects.create(
            first=first, second=organisation, score=90, reason="same_words", found_at=timezone.now()
        )


LISTS = [
    ("organisations", "ana"),
    ("members", "ana"),
    ("desk_organisations", "sofia"),
    ("desk_duplicates", "sofia"),
    ("desk_people", "sofia"),
    ("desk_seats", "sofia"),
]


@pytest.mark.parametrize(("name", "who"), LISTS)
def test_a_list_costs_the_same_for_ten_rows_and_for_two_hundred(world, sign_in, name, who):
    args = ["red-de-mujeres"] if name == "members" else []
    client, cost = sign_in(world.user(who)), []
    for more in (10, 190):
        fill(more, world)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url(name, *args)).status_code == 200
        cost.append(len(queries))
    assert cost[0] == cost[1] < 20
