"""Adding an organisation, its profile, its address, who asks to join."""

from dataclasses import replace

import pytest

from avow.kernel.lifecycle import Refused
from avow.ledger.models import Entry
from avow.notices.models import Message
from avow.people import services
from avow.people.models import JoinRequest, Organisation, Representation
from avow.people.services import Profile
from avow.people.slugs import slug_of
from tests.factories import make_organisation, make_user, represent
from tests.worlds import at

NOW = at("2021-04-05 10:00")


def create(world, name, by, **values):
    profile = Profile(name=name, kind="civil_society", **{"country": "KE", **values})
    return services.create_organisation(profile, by=by, forum=world.forum, now=NOW)


def test_whoever_adds_an_organisation_leads_it(world):
    zoe = make_user()
    made = create(world, "  Casa   Violeta ", zoe, aliases=("CV", "casa violeta", "CV"))
    assert made.name == "Casa Violeta"
    assert made.slug == "casa-violeta"
    assert [alias.name for alias in made.aliases.all()] == ["CV"]
    assert Representation.objects.get(organisation=made).role == "lead"
    assert Entry.objects.latest("seq").subject == f"organisation:{made.pk}"


def test_a_double_click_adds_one(world):
    zoe = make_user()
    assert create(world, "Casa Violeta", zoe) == create(world, "Casa Violeta", zoe)


def test_the_platform_adds_organisations_without_a_lead(world):
    assert not create(world, "Casa Violeta", None).representations.exists()


@pytest.mark.parametrize(
    "name", ["مؤسسة المرأة", "妇女基金会", "Женский фонд", "中", "!!!", "1234", "x" * 250]
)
def test_every_name_has_an_address_and_no_two_the_same(world, name):
    first, second = create(world, name, make_user()), create(world, name, make_user())
    assert first.slug
    assert second.slug
    assert first.slug != second.slug
    assert max(len(first.slug), len(second.slug)) <= 120


def test_a_latin_other_name_makes_the_address_where_the_name_has_no_latin_letters():
    assert slug_of("مؤسسة المرأة", ("Women Foundation",)) == "women-foundation"
    assert slug_of("مؤسسة المرأة").startswith("org-")


@pytest.mark.parametrize(
    ("values", "reason"),
    [({"name": " \t"}, "name_missing"), ({"is_protected": True}, "protected_name_missing")],
)
def test_what_is_missing_is_said(world, values, reason):
    with pytest.raises(Refused, match=reason):
        create(world, values.pop("name", "Casa"), make_user(), **values)


def profile_of(organisation, **changes):
    fields = {name: getattr(organisation, name) for name in ("name", "kind", "country", "language")}
    return replace(Profile(**fields), **changes)


def test_an_editor_edits_and_the_ledger_says_which_fields(world, red, bea):
    services.edit_organisation(
        red, profile_of(red, summary="Nuevo", aliases=("RedM",)), by=bea, forum=world.forum, now=NOW
    )
    red.refresh_from_db()
    assert red.summary == "Nuevo"
    assert "summary" in Entry.objects.latest("seq").data["fields"]


def test_a_reader_edits_nothing(world, red):
    reader = make_user()
    represent(reader, red, "reader")
    with pytest.raises(Refused, match="not_yours"):
        services.edit_organisation(red, profile_of(red), by=reader, forum=world.forum, now=NOW)


def test_protection_hides_the_address_and_only_a_lead_may_ask_for_it(world, red, ana, bea):
    wish = profile_of(red, is_protected=True, protected_name="A women's network")
    by_editor = services.edit_organisation(red, wish, by=bea, forum=world.forum, now=NOW)
    assert not by_editor.is_protected
    by_lead = services.edit_organisation(red, wish, by=ana, forum=world.forum, now=NOW)
    assert by_lead.is_protected
    assert by_lead.slug.startswith("protected-")
    assert "Mujeres" not in str(list(Entry.objects.values()))
    back = services.edit_organisation(
        red, replace(wish, is_protected=False), by=ana, forum=world.forum, now=NOW
    )
    assert back.slug == "red-de-mujeres"


def test_somebody_asks_to_join_and_a_lead_lets_them_in(world, red, ana):
    zoe = make_user("zoe@example.org")
    request = services.ask_to_join(red, by=zoe, message="Hola", forum=world.forum, now=NOW)
    assert Message.objects.get().to_user == ana
    services.answer_request(request, accept=True, by=ana, forum=world.forum, now=NOW)
    assert Representation.objects.get(user=zoe).role == "editor"
    assert Message.objects.latest("pk").to_user == zoe


def test_asking_twice_is_asking_once(world, red):
    zoe = make_user()
    for _ in range(2):
        services.ask_to_join(red, by=zoe, message="", forum=world.forum, now=NOW)
    assert JoinRequest.objects.count() == 1
    assert Message.objects.count() == 1


def test_where_nobody_leads_the_secretariat_is_asked(world, sofia, tom):
    services.ask_to_join(
        make_organisation(), by=make_user(), message="", forum=world.forum, now=NOW
    )
    assert {mail.to_user for mail in Message.objects.all()} == {sofia, tom}


def test_two_leads_who_answer_differently_give_one_answer(world, red, ana):
    request = services.ask_to_join(red, by=make_user(), message="", forum=world.forum, now=NOW)
    services.answer_request(request, accept=False, by=ana, forum=world.forum, now=NOW)
    services.answer_request(request, accept=False, by=ana, forum=world.forum, now=NOW)
    with pytest.raises(Refused, match="request_answered"):
        services.answer_request(request, accept=True, by=ana, forum=world.forum, now=NOW)


def test_an_outsider_answers_nothing(world, red, chidi):
    request = services.ask_to_join(red, by=make_user(), message="", forum=world.forum, now=NOW)
    with pytest.raises(Refused, match="not_yours"):
        services.answer_request(request, accept=True, by=chidi, forum=world.forum, now=NOW)


def test_the_last_lead_stays(world, red, ana, bea):
    mine = Representation.objects.get(user=ana)
    with pytest.raises(Refused, match="last_lead"):
        services.remove_representative(mine, by=ana, forum=world.forum, now=NOW)
    with pytest.raises(Refused, match="last_lead"):
        services.change_role(mine, "editor", by=ana, forum=world.forum, now=NOW)
    hers = Representation.objects.get(user=bea)
    services.change_role(hers, "lead", by=ana, forum=world.forum, now=NOW)
    services.remove_representative(mine, by=bea, forum=world.forum, now=NOW)
    services.remove_representative(mine, by=bea, forum=world.forum, now=NOW)  # a second click
    assert list(red.representations.values_list("user__name", flat=True)) == [bea.name]


def test_anybody_may_leave_and_nobody_else_may_send_them_away(world, red, ana, bea):
    hers = Representation.objects.get(user=bea)
    with pytest.raises(Refused, match="not_yours"):
        services.remove_representative(
            Representation.objects.get(user=ana), by=bea, forum=world.forum, now=NOW
        )
    services.remove_representative(hers, by=bea, forum=world.forum, now=NOW)
    assert not Representation.objects.filter(user=bea).exists()


def test_organisation_rows_survive_a_name_of_any_form(world):
    made = create(world, "Cafe\u0301 \u202eAbc", make_user())
    assert made.name == "Café Abc"
    assert Organisation.objects.named("CAFE ABC").get() == made
