"""Nobody can make the platform fill a stranger's mailbox."""

from datetime import timedelta

from avow.interest.models import Interest
from avow.interest.services.handing_in import LINKS_A_DAY, Hand, hand_in
from avow.notices.models import Message
from tests.worlds import at

FEBRUARY = at("2021-02-20 10:00")


def links(email: str) -> int:
    return Message.objects.filter(verb="interest.confirm", to_email=email).count()


def flood(forum, number: int, email: str = "victor@example.org", now=FEBRUARY) -> None:
    for n in range(number):
        hand_in(forum, Hand(email=email, organisation_name=f"House {now:%d} {n}"), now=now)


def test_an_address_gets_a_few_links_a_day_however_many_organisations_are_named(forum):
    flood(forum, 20)
    flood(forum, 5, "VICTOR@example.org")
    assert links("victor@example.org") == LINKS_A_DAY
    assert Interest.objects.count() == 20


def test_others_get_theirs_all_the_same(forum):
    flood(forum, 20)
    flood(forum, 1, "wanda@example.org")
    assert links("wanda@example.org") == 1


def test_the_next_day_a_link_can_be_asked_for_again(forum):
    flood(forum, 20)
    flood(forum, 1, now=FEBRUARY + timedelta(days=1, minutes=1))
    assert links("victor@example.org") == LINKS_A_DAY + 1
