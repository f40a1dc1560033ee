"""Two people at the same moment end in one clean state; on both databases."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from avow.kernel.lifecycle import Refused
from avow.ledger.models import Entry
from avow.people import services
from avow.people.models import ForumRole, Organisation, Representation
from avow.people.services import Profile
from tests.factories import make_organisation, make_user
from tests.worlds import World, at, find_world

NOW = at("2021-04-05 10:00")


@pytest.fixture
def world(transactional_db: None) -> World:
    return find_world()


def at_once(*acts):
    """Run acts in threads of their own that start together; return what each gave or raised."""
    results: list[object] = [None] * len(acts)
    barrier = Barrier(len(acts))

    def run(number, act):
        barrier.wait()
        try:
            results[number] = act()
        except Refused as refused:
            results[number] = refused.reasons
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_two_of_the_secretariat_who_leave_at_once_leave_one(world):
    first, second = ForumRole.objects.filter(role="secretariat").select_related("user")
    results = at_once(
        lambda: services.revoke_role(first, by=first.user, now=NOW),
        lambda: services.revoke_role(second, by=second.user, now=NOW),
    )
    assert sorted(map(str, results)) == ["('last_secretariat',)", "None"]
    assert ForumRole.objects.filter(role="secretariat").count() == 1


def test_two_merges_in_opposite_directions_end_in_one(world):
    sofia, tom = world.user("sofia"), world.user("tom")
    one, two = make_organisation("One"), make_organisation("Two")
    at_once(
        lambda: services.merge(one, two, by=sofia, forum=world.forum, now=NOW),
        lambda: services.merge(two, one, by=tom, forum=world.forum, now=NOW),
    )
    assert Organisation.objects.living().filter(pk__in=[one.pk, two.pk]).count() == 1
    assert Entry.objects.filter(verb="organisation.merged").count() == 1


def test_a_double_click_on_an_invitation_joins_once(world):
    from avow.notices.models import Message

    ana, red = world.user("ana"), world.organisation("red-de-mujeres")
    services.invite(red, email="zoe@example.org", role="editor", by=ana, forum=world.forum, now=NOW)
    token = Message.objects.get().url.rstrip("/").rsplit("/", 1)[1]
    zoe = make_user("zoe@example.org")
    results = at_once(
        *[lambda: services.accept_invitation(token, by=zoe, forum=world.forum, now=NOW)] * 2
    )
    assert results[0] == results[1] == Representation.objects.get(user=zoe)


def test_two_people_who_add_the_same_name_get_two_addresses(world):
    zoe, yan = make_user(), make_user()
    profile = Profile(name="Casa Violeta", kind="civil_society", country="KE")
    at_once(
        *[
            lambda who=who: services.create_organisation(
                profile, by=who, forum=world.forum, now=NOW
            )
            for who in (zoe, yan)
        ]
    )
    slugs = set(Organisation.objects.filter(name="Casa Violeta").values_list("slug", flat=True))
    assert slugs == {"casa-violeta", "casa-violeta-2"}
