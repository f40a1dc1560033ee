"""Numbers that no database can hold, and signs that none keeps: a clear answer, never a fault."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
BASE = "/en/generation-equality/"
HUGE = ("9" * 19, "9" * 40, "9" * 5000, "٣")


@pytest.mark.parametrize("number", HUGE)
def test_a_huge_number_names_nothing(number, sign_in, sofia, dina, ana):
    desk, champion, maker = sign_in(sofia), sign_in(dina), sign_in(ana)
    posts = [
        (desk, "desk/applications/many/", {"act": "screen", "id": number}),
        (desk, "desk/applications/many/", {"act": "assign", "id": "1", "assignee": number}),
        (desk, "desk/commitments/many/", {"act": "open", "id": number}),
        (maker, "my/commitments/new/", {"application": number, "organisation": "red-de-mujeres"}),
        (maker, "apply/", {"organisation": number, "coalitions": number}),
    ]
    for browser, path, data in posts:
        assert browser.post(BASE + path, data).status_code < 500, path
    gets = [
        (desk, f"desk/applications/?assigned={number}&page={number}"),
        (desk, f"desk/applications/{number}/"),
        (champion, f"champions/cases/{number}/"),
        (maker, f"my/commitments/new/?application={number}"),
        (maker, f"apply/{number}/"),
        (maker, f"my/questions/{number}/"),
        (desk, f"desk/outbox/{number}/"),
        (desk, f"desk/import/{number}/"),
    ]
    for browser, path in gets:
        assert browser.get(BASE + path).status_code < 500, path


NUL = [
    "commitments/GE%00/",
    "commitments/GE%00/history/",
    "commitments/?q=%00",
    "organisations/?q=a%00b",
    "organisations/?country=%00",
    "commitments.csv?q=%00",
    "ledger/?subject=%00&verb=%00",
    "join/confirm/%00/",
    "my/invitations/%00/",
    "my/commitments/%00/",
    "desk/applications/?q=%00&kind=%00&coalition=%00",
    "desk/commitments/?q=%00",
    "desk/commitments/GE%00/",
    "desk/cases/?q=%00&coalition=%00",
    "desk/organisations/?q=%00&kind=%00&country=%00",
    "desk/outbox/?to=%00&verb=%00",
    "desk/interest/?q=%00",
    "desk/outbox/preview/%00/",
    "desk/outbox/preview/interest.confirm/?language=%00",
    "desk/outbox/preview/interest.confirm/html/?language=../../x",
]


@pytest.mark.parametrize("path", NUL)
def test_a_sign_that_no_text_holds_finds_nothing(path, sign_in, sofia):
    assert sign_in(sofia).get(BASE + path).status_code in {200, 400, 404}


def test_nor_does_one_that_is_posted(sign_in, ana, client: Client):
    maker = sign_in(ana)
    for browser, path, data in [
        (maker, "my/commitments/new/", {"organisation": "red\x00"}),
        (maker, "my/profile/", {"name": "Ana\x00", "language": "en", "time_zone": "UTC"}),
        (client, "join/", {"organisation_name": "A\x00", "email": "v@example.org"}),
    ]:
        assert browser.post(BASE + path, data).status_code < 500, path
