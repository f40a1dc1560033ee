"""What the public reads: nothing of a protected maker, no partner who has not agreed, no wrong sum."""

import json
from dataclasses import asdict

import pytest

from avow.commitments import guard, publication, services
from avow.commitments.models import Commitment
from avow.directory.models import Entry
from avow.ledger.models import Entry as LedgerEntry
from tests.commitments.conftest import LATER, MORNING, accept
from tests.factories import make_organisation, represent

MONEY = [
    {"amount": "1 234,50", "currency": "EUR", "year": "2022", "source": "own", "is_new": "new"},
    {"amount": "500000", "currency": "JPY", "source": "raised"},
]


def publish(commitment, ana, sofia):
    """Take a complete draft to the public."""
    commitment = services.submit(commitment, ana, MORNING)
    for case in services.open_cases(commitment, sofia, MORNING):
        accept(case)
    return services.publish(commitment, sofia, LATER)


def test_money_is_shown_as_typed_with_its_dated_equivalent(write, maker, ana, sofia):
    commitment = publish(write(rows={"finance": MONEY}, types=["financial"]), ana, sofia)
    entry = publication.entry_of(commitment)
    assert [(code, str(amount)) for code, amount in entry.amounts] == [
        ("EUR", "1234.500"),
        ("JPY", "500000.000"),
    ]
    first = entry.details["finance"][0]
    assert (first["currency"], first["is_new"], first["rate_day"] is not None) == (
        "EUR",
        True,
        True,
    )
    assert entry.amount_usd is not None


def test_a_missing_rate_is_missing_and_never_zero(write, maker, ana, sofia):
    commitment = publish(write(rows={"finance": MONEY}), ana, sofia)
    guard.remove()
    commitment.public.finance_lines.filter(currency="JPY").update(
        amount_usd=None, rate=None, rate_day=None
    )
    entry = publication.entry_of(Commitment.objects.get(pk=commitment.pk))
    assert entry.amount_usd is None


def test_nothing_says_who_a_protected_maker_is(write, maker, ana, sofia, red, forum):
    red.is_protected, red.protected_name = True, "A women’s network"
    red.save()
    represent_partner = make_organisation("Casa Norte", slug="casa-norte")
    commitment = write(
        rows={
            "finance": [{"amount": "900", "currency": "MXN", "source": "own"}],
            "partner": [{"name": "Some friends"}, {"name": represent_partner.name}],
            "link": [{"url": "https://red-de-mujeres.example.org"}],
        },
        title="RED DE  MUJERES opens shelters",
        summary="Run by RedM and red de mujeres.",
        iati_identifier="MX-1-RED",
        also_registered_in="Red de Mujeres, Mexico",
    )
    commitment = publish(commitment, ana, sofia)
    services.withdraw(commitment, ana, LATER, "Red de Mujeres closes")

    entry = Entry.objects.get(forum=forum, ref=commitment.ref)
    shown = json.dumps(asdict(publication.entry_of(commitment)), default=str, ensure_ascii=False)
    shown += json.dumps(
        [entry.title, entry.summary, entry.body.details, entry.body.state_reason],
        ensure_ascii=False,
    )
    shown += json.dumps(
        list(LedgerEntry.objects.values_list("subject", "data")), ensure_ascii=False
    )
    for secret in (
        "Red de Mujeres",
        "RED DE",
        "RedM",
        "red-de-mujeres",
        "Some friends",
        "Casa Norte",
        "MX",
        "Mexico",
    ):
        assert secret not in shown, secret
    assert "A women’s network" in shown


def test_every_public_page_of_a_protected_maker_is_silent(client, published, red):
    red.is_protected, red.protected_name = True, "A women’s network"
    red.save()
    publication.show(published, LATER)
    for page in ("history/", ""):
        text = client.get(
            f"/en/generation-equality/commitments/{published.ref}/{page}"
        ).content.decode()
        assert "Red de Mujeres" not in text
        assert "A women’s network" in text or page == "history/"


def test_a_registered_partner_is_named_only_once_it_agrees(
    write, maker, ana, sofia, lagos, chidi, forum
):
    rows = {
        "partner": [
            {"name": "Lagos Youth Network", "organisation": lagos.slug},
            {"name": "A village school"},
        ]
    }
    commitment = publish(write(rows=rows), ana, sofia)

    def names():
        details = Entry.objects.get(ref=commitment.ref).body.details
        return [one["name"] for one in details["partners"]]

    assert names() == ["A village school"]
    services.confirm(commitment, lagos, chidi, LATER)
    assert names() == ["Lagos Youth Network", "A village school"]
    services.refuse(commitment, lagos, chidi, LATER)
    assert names() == ["A village school"]


def test_a_registered_partner_typed_by_name_is_asked_too(write, maker, ana, lagos):
    commitment = services.submit(
        write(rows={"partner": [{"name": "lagos youth network"}]}), ana, MORNING
    )
    partner = commitment.current.partners.get()
    assert (partner.organisation, partner.state) == (lagos, "asked")


def test_the_read_model_made_again_is_the_same(published, forum):
    before = publication.entry_of(published)
    (again,) = publication.entries_of(forum)
    assert asdict(again) | {"updated_at": None} == asdict(before) | {"updated_at": None}


@pytest.mark.parametrize("rows", [2, 6])
def test_all_entries_cost_the_same_however_many(
    rows, write, maker, ana, sofia, forum, django_assert_max_num_queries
):
    for _number in range(rows):
        publish(write(rows={"finance": MONEY}), ana, sofia)
    with django_assert_max_num_queries(18):
        assert len(list(publication.entries_of(forum))) == rows


def test_somebody_of_a_partner_in_the_secretariat_does_not_publish(
    write, maker, ana, sofia, tom, lagos
):
    from avow.kernel.lifecycle import Refused

    represent(tom, lagos, "reader")
    commitment = services.submit(
        write(rows={"partner": [{"name": "Lagos Youth Network"}]}), ana, MORNING
    )
    for case in services.open_cases(commitment, sofia, MORNING):
        assert list(case.partners.all()) == [lagos]
        accept(case)
    with pytest.raises(Refused) as refusal:
        services.publish(commitment, tom, LATER)
    assert refusal.value.forbidden


def test_a_targets_figures_carry_no_idle_decimals(published):
    fresh = Commitment.objects.get(pk=published.pk)
    assert [
        (one["baseline"], one["value"]) for one in publication.entry_of(fresh).details["targets"]
    ] == [("2", "12")]
